#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

// A period is not shorter, so that what comes again and again never fills a run by itself.
constexpr double kShortestPeriod_s = 60;

constexpr double kForever = std::numeric_limits<double>::infinity();

/// How long a part is down; infinity for `forever`.
double read_down(const YamlValue& yaml) {
  if (yaml.is_scalar() && yaml.text() == "forever") return kForever;
  return read_duration(yaml, kForever);
}

constexpr std::array<std::string_view, 2> kDraws{"nothing", "idle"};

}  // namespace

std::optional<double> read_every(const YamlMap& map, double lasts_s) {
  if (!map.has("every")) return std::nullopt;
  const double every_s = map["every"].quantity(
      Dimension::duration, {.low = kShortestPeriod_s, .high = kLongestTime}, kLongestTime);
  if (lasts_s >= every_s) map["every"].error("must be longer than what it repeats lasts");
  return every_s;
}

namespace {

NetworkEvent read_event(const YamlMap& map) {
  constexpr std::array<std::string_view, 3> kParts{"link", "node", "site"};
  constexpr std::array<std::string_view, 2> kWhat{"down", "capacity"};
  NetworkEvent event;
  refuse(map, {"pool", "cards", "drain", "power_cap", "draws"}, "site");
  refuse(map, {"region"}, "power_cap, temperature, price or carbon");
  event.at_s = map["at"].quantity(Dimension::duration, {.low = 0, .high = kLongestTime}, 0);
  map.one_of(kParts);
  event.link = map.has("link") ? read_id(map["link"]) : "";
  event.node = map.has("node") ? read_id(map["node"]) : "";
  const auto what = map.one_of(kWhat);
  if (what == 0) event.down_s = read_down(map["down"]);
  if (what == 1) {
    event.capacity_bps =
        map["capacity"].quantity(Dimension::data_rate, {.low = 1, .high = 1e18}, 1);
    if (map.has("node")) map["capacity"].error("a capacity goes with a link");
  }
  event.for_s = read_duration(map["for"], kForever);
  if (what == 0 && map.has("for"))
    map["for"].error("goes with capacity; down says how long itself");
  event.every_s = read_every(map, what == 0 ? event.down_s : event.for_s);
  return event;
}

/// A power, or a share of what the site may draw.
void read_cap(const YamlValue& yaml, SiteEvent& event) {
  if (yaml.is_scalar() && yaml.text().ends_with('%')) {
    event.cap_share = yaml.quantity(Dimension::fraction, {.low = 0, .high = 1}, 0);
  } else {
    event.cap_w = yaml.quantity(Dimension::power, {.low = 0, .high = 1e12}, 0);
  }
}

SiteEvent read_site_event(const YamlMap& map) {
  constexpr std::array<std::string_view, 3> kWhat{"down", "drain", "power_cap"};
  constexpr std::array<std::string_view, 4> kPart{"link", "node", "site", "region"};
  SiteEvent event;
  event.at_s = map["at"].quantity(Dimension::duration, {.low = 0, .high = kLongestTime}, 0);
  map.one_of(kPart);
  event.site = map.has("site") ? read_id(map["site"]) : "";
  event.region = map.has("region") ? read_id(map["region"]) : "";
  event.pool = map.has("pool") ? read_id(map["pool"]) : "";
  refuse(map, {"capacity"}, "a link");
  if (!map.has("power_cap")) refuse(map, {"region"}, "power_cap, temperature, price or carbon");
  const auto what = map.one_of(kWhat);
  event.what = static_cast<SiteEvent::What>(what.value_or(0));
  event.cards = map["cards"].integer(1, kMostCards, 0);
  if (map.has("cards") && !map.has("pool")) map["cards"].error("needs pool, whose cards they are");
  event.draws_idle = map["draws"].word(kDraws, 0) == 1;
  event.lasts_s = read_duration(map["for"], kForever);
  if (what == 0) event.lasts_s = read_down(map["down"]);
  if (what == 1) event.lasts_s = read_duration(map["drain"], kForever);
  if (what && *what < 2 && map.has("for")) {
    map["for"].error(fmt::format("goes with power_cap; {} says how long itself", kWhat[*what]));
  }
  if (what == 2) {
    read_cap(map["power_cap"], event);
    refuse(map, {"pool"}, "down or drain; a power cap is that of a site");
  }
  if (what && *what > 0) refuse(map, {"cards", "draws"}, "down");
  event.every_s = read_every(map, event.lasts_s);
  return event;
}

SiteFailureLaw read_site_failure(const YamlMap& map) {
  constexpr std::array<std::string_view, 4> kParts{"kind", "link", "node", "each"};
  constexpr std::array<std::string_view, 4> kFibreOrSite{"kind", "link", "node", "site"};
  constexpr std::array<std::string_view, 3> kEach{"site", "pool", "node"};
  constexpr Range kTimes{.low = 1, .high = kLongestTime};
  map.one_of(kParts, true);
  map.one_of(kFibreOrSite, true);
  SiteFailureLaw law;
  law.site = map.has("site") ? read_id(map["site"]) : "";
  law.pool = map.has("pool") ? read_id(map["pool"]) : "";
  if (map.has("pool") && !map.has("site")) map["pool"].error("needs site, whose pool it is");
  const std::size_t each = map["each"].word(kEach, map.has("pool") ? 1 : 0);
  law.each = static_cast<SiteFailureLaw::Each>(each);
  if (each == 0 && map.has("pool")) map["pool"].error("goes with each: pool or each: node");
  law.mtbf_s = map["mtbf"].quantity(Dimension::duration, kTimes, kLongestTime);
  law.mttr_s = map["mttr"].quantity(Dimension::duration, kTimes, 1);
  law.draws_idle = map["draws"].word(kDraws, 0) == 1;
  return law;
}

FailureLaw read_failure(const YamlMap& map) {
  constexpr std::array<std::string_view, 4> kParts{"kind", "link", "node", "site"};
  refuse(map, {"pool", "draws"}, "site or each");
  constexpr Range kTimes{.low = 1, .high = kLongestTime};
  FailureLaw law;
  map.one_of(kParts);
  law.kind = map.has("kind") ? read_id(map["kind"]) : "";
  law.link = map.has("link") ? read_id(map["link"]) : "";
  law.node = map.has("node") ? read_id(map["node"]) : "";
  law.mtbf_s = map["mtbf"].quantity(Dimension::duration, kTimes, kLongestTime);
  law.mttr_s = map["mttr"].quantity(Dimension::duration, kTimes, 1);
  return law;
}

/// The entries of a list in their own order, whatever that of the lines. Notes the places of each
/// and of its values, as in `events/0` and `events/0/link`.
template <typename Entry>
std::vector<Entry> sorted(std::vector<std::pair<Entry, YamlMap>> found, Keys keys,
                          const std::string& list, Reading& reading) {
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Entry> entries;
  for (auto& [entry, map] : found) {
    const std::string place = list + "/" + std::to_string(entries.size());
    for (const Key& key : keys) {
      if (map.has(key.name))
        reading.places.note(place + "/" + std::string(key.name), map[key.name]);
    }
    reading.places.note(place, map.value());
    entries.push_back(std::move(entry));
  }
  return entries;
}

/// Reads a list whose entries are about the network or, where they say so, about sites. Those that
/// `take_other` takes are about something else.
template <typename Network, typename OfSite, typename ReadNetwork, typename ReadSite,
          typename Other>
void read_both(const YamlValue& yaml, Keys keys, const std::string& list, Reading& reading,
               std::vector<Network>& network, ReadNetwork read_network, std::vector<OfSite>& site,
               ReadSite read_site, Other take_other) {
  std::vector<std::pair<Network, YamlMap>> of_network;
  std::vector<std::pair<OfSite, YamlMap>> of_site;
  for (const YamlValue& item : yaml.items()) {
    const YamlMap map = item.map(keys);
    if (!item.is_map() || take_other(map)) continue;
    const bool caps_region = item.node()->find("region") && item.node()->find("power_cap");
    if (item.node()->find("site") || item.node()->find("each") || caps_region) {
      of_site.emplace_back(read_site(map), map);
    } else {
      of_network.emplace_back(read_network(map), map);
    }
  }
  network = sorted(std::move(of_network), keys, list, reading);
  site = sorted(std::move(of_site), keys, "site-" + list, reading);
}

}  // namespace

void read_events(const YamlValue& yaml, Scenario& scenario, Reading& reading) {
  std::vector<std::pair<WeatherEvent, YamlMap>> weather;
  std::vector<std::pair<GridEvent, YamlMap>> grid;
  const auto take_other = [&](const YamlMap& map) {
    const bool is_weather = map.has("temperature");
    const bool is_grid = !is_weather && (map.has("price") || map.has("carbon"));
    if (is_weather) weather.emplace_back(read_weather(map), map);
    if (is_grid) grid.emplace_back(read_grid_event(map), map);
    return is_weather || is_grid;
  };
  read_both(yaml, keys::kEvent, "events", reading, scenario.events, read_event,
            scenario.site_events, read_site_event, take_other);
  scenario.weather = sorted(std::move(weather), keys::kEvent, "weather", reading);
  scenario.grid_events = sorted(std::move(grid), keys::kEvent, "grid-events", reading);
}

void read_failures(const YamlValue& yaml, Scenario& scenario, Reading& reading) {
  read_both(yaml, keys::kFailure, "failures", reading, scenario.failures, read_failure,
            scenario.site_failures, read_site_failure, [](const YamlMap&) { return false; });
}

}  // namespace suanwang
