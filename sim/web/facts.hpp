#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/scenario/scenario.hpp"

namespace suanwang {

/// Values of one thing by the keys of a scenario: `{"capacity", "4.8 Tbps"}`.
using Facts = std::vector<std::pair<std::string, std::string>>;

/// With the unit that people use for it: `0.38 CNY/kWh`, `642 g/kWh`, `4.8 Tbps`; six digits.
std::string quantity_text(double value, Dimension dimension);

Facts facts_of(const Site& site);
/// Of its grid: what carbon a kWh carries.
Facts carbon_facts(const Site& site);
Facts facts_of(const Link& link);
Facts facts_of(const Workload& workload);
Facts facts_of(const Service& service);
Facts facts_of(const Accelerator& card);
Facts facts_of(const CardCosts& costs);

/// `capacity 4.8 Tbps, latency 4.354 ms`.
std::string facts_text(const Facts& facts);

}  // namespace suanwang
