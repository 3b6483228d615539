#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/suggest.hpp"
#include "sim/scenario/check.hpp"

namespace suanwang {
namespace {

/// Does anything at a site follow the temperature of the hour?
bool feels_weather(const SitePower& power) {
  return power.cooling || (power.climate && power.water);
}

template <typename Entries>
bool is_known(const Entries& entries, const std::string& id, const char* what,
              const std::string& key, Reading& reading) {
  std::vector<std::string_view> known;
  for (const auto& entry : entries) known.push_back(entry.id);
  if (std::find(known.begin(), known.end(), id) != known.end()) return true;
  complain(reading, key,
           fmt::format("unknown {} {}{}", what, in_quotes(id), did_you_mean(id, known)));
  return false;
}

}  // namespace

void check_weather(const Scenario& scenario, Reading& reading) {
  for (std::size_t e = 0; e < scenario.weather.size(); ++e) {
    const WeatherEvent& event = scenario.weather[e];
    const std::string key = "weather/" + std::to_string(e);
    if (event.site.empty() == event.region.empty()) continue;  // has been reported
    const bool known =
        event.region.empty()
            ? is_known(scenario.sites, event.site, "site", key + "/site", reading)
            : is_known(scenario.regions, event.region, "region", key + "/region", reading);
    if (!known) continue;
    const bool felt = std::any_of(
        scenario.sites.begin(), scenario.sites.end(),
        [&](const Site& site) { return event.concerns(site) && feels_weather(site.power); });
    if (!felt) {
      complain(reading, key + "/temperature",
               "changes nothing: no site there has power.pue.cooling, nor a climate and water");
    }
  }
}

}  // namespace suanwang
