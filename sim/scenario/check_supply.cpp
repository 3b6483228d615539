#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/suggest.hpp"
#include "sim/base/units.hpp"
#include "sim/scenario/check.hpp"

namespace suanwang {
namespace {

template <typename Entries>
void check_id(const Entries& entries, const std::string& id, const char* what,
              const std::string& key, Reading& reading) {
  std::vector<std::string_view> known;
  for (const auto& entry : entries) known.push_back(entry.id);
  if (std::find(known.begin(), known.end(), id) != known.end()) return;
  complain(reading, key,
           fmt::format("unknown {} {}{}", what, in_quotes(id), did_you_mean(id, known)));
}

/// A price is needed for each hour that is simulated.
void check_prices(const Scenario& scenario, const Site& site, Reading& reading) {
  const std::size_t given = site.power.price_by_hour.size();
  if (given == 0) return;
  const std::string key = "sites/" + site.id + "/prices";
  if (!scenario.duration_s) {
    complain(reading, key, "needs a duration, and this scenario runs until done");
    return;
  }
  const auto needed = static_cast<std::size_t>(std::ceil(*scenario.duration_s / kHour_s));
  if (given < needed) {
    complain(reading, key, fmt::format("holds {} prices, and the run has {} hours", given, needed));
  }
}

}  // namespace

void check_supply(const Scenario& scenario, Reading& reading) {
  for (const Site& site : scenario.sites) check_prices(scenario, site, reading);
  for (std::size_t e = 0; e < scenario.grid_events.size(); ++e) {
    const GridEvent& event = scenario.grid_events[e];
    const std::string key = "grid-events/" + std::to_string(e);
    if (!event.site.empty()) check_id(scenario.sites, event.site, "site", key + "/site", reading);
    if (!event.region.empty())
      check_id(scenario.regions, event.region, "region", key + "/region", reading);
  }
}

}  // namespace suanwang
