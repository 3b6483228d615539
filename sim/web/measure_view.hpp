#pragma once

#include "sim/report/metrics.hpp"
#include "sim/study/measures.hpp"
#include "sim/web/json_text.hpp"

namespace suanwang {

/// `share`, `duration`, ... and `low`, `high`, `neither`, as the page spells them.
const char* to_string(Kind kind);
const char* to_string(Wanted wanted);

/// MeasureInfo of model.ts.
void write_measure(JsonText& json, const Metric& metric);
void write_measure(JsonText& json, const Measure& measure);

}  // namespace suanwang
