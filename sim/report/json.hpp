#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sim/engine/results.hpp"

namespace suanwang {

/// `summary.json`: the keys of docs/ in their order, SI units in the names. What is not finite is
/// null; every number reads back exactly.
nlohmann::ordered_json summary_json(const Results& results);

/// A number as JSON, which has no infinity and no NaN: they are null.
nlohmann::ordered_json number(double value);

/// What became of the lines of a trace. The file is left out: where it lies is no part of a result.
nlohmann::ordered_json trace_json(const TraceAccount& trace);

/// JSON as text, indented by two blanks, with '\n' at the end; bytes that are not UTF-8 are
/// replaced.
std::string to_text(const nlohmann::ordered_json& json);

/// 16 hexadecimal digits that stand for everything in the results but `performance`: FNV-1a (64
/// bit) over the summary and the hash of the hourly figures. Equal for equal scenario, seed and
/// replication.
std::string signature(const Results& results);

}  // namespace suanwang
