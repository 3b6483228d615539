#include <algorithm>
#include <array>
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

NetworkEvent read_event(const YamlMap& map) {
  constexpr std::array<std::string_view, 2> kParts{"link", "node"};
  constexpr std::array<std::string_view, 2> kWhat{"down", "capacity"};
  NetworkEvent event;
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
  if (map.has("every")) {
    const double lasts_s = what == 0 ? event.down_s : event.for_s;
    event.every_s = map["every"].quantity(
        Dimension::duration, {.low = kShortestPeriod_s, .high = kLongestTime}, kLongestTime);
    if (lasts_s >= *event.every_s) {
      map["every"].error("must be longer than what it repeats lasts");
    }
  }
  return event;
}

FailureLaw read_failure(const YamlMap& map) {
  constexpr std::array<std::string_view, 3> kParts{"kind", "link", "node"};
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
template <typename Entry, typename Read>
std::vector<Entry> read_sorted(const YamlValue& yaml, Keys keys, const std::string& list,
                               Reading& reading, Read read) {
  std::vector<std::pair<Entry, YamlMap>> found;
  for (const YamlValue& item : yaml.items()) {
    const YamlMap map = item.map(keys);
    if (item.is_map()) found.emplace_back(read(map), map);
  }
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

}  // namespace

std::vector<NetworkEvent> read_events(const YamlValue& yaml, Reading& reading) {
  return read_sorted<NetworkEvent>(yaml, keys::kEvent, "events", reading, read_event);
}

std::vector<FailureLaw> read_failures(const YamlValue& yaml, Reading& reading) {
  return read_sorted<FailureLaw>(yaml, keys::kFailure, "failures", reading, read_failure);
}

}  // namespace suanwang
