#pragma once

#include <string>

#include "sim/report/format.hpp"
#include "sim/trace/trace.hpp"

namespace suanwang {

/// What became of the lines of a trace, as a table: kept, dropped and changed, each count with the
/// first line that it concerns.
std::string import_report(const TraceAccount& account, const std::string& place, Language language);

/// The same in one paragraph, for the report of a run; empty where every line became a job as it
/// stands.
std::string trace_note(const std::string& name, const TraceAccount& account, Language language);

}  // namespace suanwang
