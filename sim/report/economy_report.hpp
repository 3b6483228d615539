#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sim/engine/results.hpp"
#include "sim/report/format.hpp"

namespace suanwang {

/// Who pays and who gains, regions, vouchers and operators; empty where nobody is billed.
std::string economy_report(const Results& results, Language language);

/// What another run changes for each party and region; empty unless both have an economy.
std::string economy_comparison(const Results& before, const Results& after, Language language);

/// The same as JSON, with all regions and sites.
nlohmann::ordered_json economy_json(const Results& results);

/// Bills of every class, service, region and tenant; one line for each.
std::string bills_csv(const Results& results);
/// Profit and loss of every site.
std::string operators_csv(const Results& results);
std::string vouchers_csv(const Results& results);

}  // namespace suanwang
