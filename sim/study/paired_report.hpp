#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sim/study/replicate.hpp"

namespace suanwang {

/// What differs between two of several scenarios, measure by measure: both means, the paired
/// difference with its interval, and whether there is one to be seen.
std::string paired_report(const Replicated& runs, const std::vector<Measure>& measures,
                          std::size_t a, std::size_t b, Language language);

/// Says so where the replications were used up before all was known as well as `until` asks for.
std::string cut_off_report(const Replicated& runs, double until, Language language);

nlohmann::ordered_json paired_json(const Replicated& runs, const std::vector<Measure>& measures,
                                   std::size_t a, std::size_t b);

}  // namespace suanwang
