#pragma once

#include <string>

#include "sim/engine/results.hpp"
#include "sim/report/format.hpp"

namespace suanwang {

/// What fed the sites and what a kWh came to there; empty where the grid of its place alone feeds
/// each.
std::string supply_report(const Results& results, Language language);

}  // namespace suanwang
