#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sim/engine/results.hpp"
#include "sim/report/format.hpp"

namespace suanwang {

/// What changed between two runs, at most 100 columns wide: indicators, utilization by hub, the
/// regions whose wait changed most, and a sentence on what moving work West did.
std::string compare_report(const Results& baseline, const Results& other, Language language);

/// Every number of the summary that is not in a list: other - baseline, under the same keys.
nlohmann::ordered_json summary_difference(const nlohmann::ordered_json& baseline,
                                          const nlohmann::ordered_json& other);

}  // namespace suanwang
