#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sim/engine/results.hpp"
#include "sim/report/format.hpp"

namespace suanwang {

/// `quota-of-work`, `green`, ... as JSON and CSV spell it.
const char* to_string(LeverResult::Kind kind);

/// What each lever asked for, what came of it, and what waiting for better hours came to; empty
/// where there are none.
std::string lever_report(const Results& results, Language language);

/// The same for summary.json: a list of levers.
nlohmann::ordered_json levers_json(const Results& results);
nlohmann::ordered_json shift_json(const ShiftResult& shift);
/// One line for each lever.
std::string levers_csv(const Results& results);

}  // namespace suanwang
