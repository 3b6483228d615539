#pragma once

#include <string>

#include "sim/engine/results.hpp"
#include "sim/report/format.hpp"

namespace suanwang {

/// The run year by year, where it lies in several or cards came and went; and the published figures
/// that the scenario asks to compare, with the deviation. Empty where there is neither.
std::string years_report(const Results& results, Language language);

}  // namespace suanwang
