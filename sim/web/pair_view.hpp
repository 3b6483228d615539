#pragma once

#include <string>

#include "sim/study/replicate.hpp"
#include "sim/study/why.hpp"
#include "sim/web/json_text.hpp"

namespace suanwang {

/// Interval of model.ts.
void write_interval(JsonText& json, const Interval& interval);

/// Scenario `b` against `a` over paired replications: PairView of model.ts.
std::string pair_view(const Replicated& runs, const std::vector<Measure>& measures, std::size_t a,
                      std::size_t b);

/// One run against another: the same with one replication, and so without intervals.
std::string pair_view(const Results& a, const Results& b, const std::vector<Measure>& measures);

/// WhyView of model.ts.
std::string why_view(const Why& why);

}  // namespace suanwang
