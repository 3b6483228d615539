#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "sim/base/units.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

/// The keys of `kind` levers under the name of their list, with the place of each entry.
std::vector<Entry> lever_entries(const YamlMap& levers, const char* list, Keys keys, Ids& ids,
                                 Reading& reading) {
  std::vector<Entry> entries = read_entries(levers[list], keys, ids);
  for (const auto& [map, id] : entries) reading.places.note("levers/" + id, map.value());
  return entries;
}

/// The sites that a lever is about: those of the only such key that is given, else all.
Scope read_scope(const YamlMap& map, const std::string& id, Reading& reading) {
  constexpr std::array<std::string_view, 5> kParts{"side", "hub", "cluster", "region", "site"};
  const auto part = map.one_of(kParts, true);
  Scope scope;
  if (!part) return scope;
  scope.kind = static_cast<Scope::Kind>(*part + 1);
  const YamlValue value = map[kParts[*part]];
  scope.id = scope.kind == Scope::Kind::side ? (read_side(value) == Side::west ? "west" : "east")
                                             : read_id(value);
  reading.places.note("levers/" + id + "/scope", value);
  return scope;
}

bool read_requires(const YamlMap& map) {
  constexpr std::array<std::string_view, 2> kRules{"require", "report"};
  return map["enforce"].word(kRules, 0) == 0;
}

double read_share(const YamlValue& yaml, double fallback) {
  return yaml.quantity(Dimension::fraction, {.low = 0, .high = 1}, fallback);
}

QuotaLever read_quota(const Entry& entry, Reading& reading) {
  constexpr std::array<std::string_view, 3> kOf{"work", "capacity", "new-capacity"};
  constexpr std::array<std::string_view, 2> kRules{"report", "steer"};
  const auto& [map, id] = entry;
  QuotaLever quota;
  quota.id = id;
  quota.name = read_text(map["name"], id);
  quota.in = read_scope(map, id, reading);
  quota.of = static_cast<QuotaLever::Of>(map["of"].word(kOf, 0));
  quota.at_least = read_share(map["at_least"], quota.at_least);
  quota.steers = map["enforce"].word(kRules, 0) == 1;
  if (quota.steers && quota.of != QuotaLever::Of::work) {
    map["enforce"].error("steer goes with of: work; where capacity stands no job can change");
  }
  return quota;
}

GreenLever read_green_floor(const Entry& entry, Reading& reading) {
  constexpr std::array<std::string_view, 2> kFloors{"at_least", "years"};
  const auto& [map, id] = entry;
  GreenLever lever;
  lever.id = id;
  lever.name = read_text(map["name"], id);
  lever.in = read_scope(map, id, reading);
  if (map.one_of(kFloors, true) != 1) {
    lever.at_least = read_share(map["at_least"], lever.at_least);
    lever.rate = map["rate"].quantity(Dimension::fraction, {.low = 0, .high = 10}, 0);
    return lever;
  }
  refuse(map, {"rate"}, "at_least; years have their own shares");
  if (map["years"].is_list() && map["years"].items().empty())
    map["years"].error("is empty; expected a year, {year: ..., at_least: ...}");
  for (const YamlValue& item : map["years"].items()) {
    const YamlMap yaml = item.expecting("a year, {year: ..., at_least: ...}").map(keys::kGreenYear);
    GreenLever::Year next;
    const int after = lever.years.empty() ? 1 : lever.years.back().year + 1;
    next.year = static_cast<int>(yaml["year"].integer(1, 9999, after));
    next.at_least = read_share(yaml["at_least"], 0);
    const bool is_later = lever.years.empty() || next.year > lever.years.back().year;
    if (!is_later && yaml.has("year")) yaml["year"].error("must be later than the year before");
    lever.years.push_back(next);
  }
  return lever;
}

ApprovalLever read_approval(const Entry& entry, Reading& reading) {
  constexpr std::array<std::string_view, 5> kBy{"together", "site", "cluster", "region", "hub"};
  // The use of cards is kept by the hour; so much of it is kept.
  constexpr double kLongestWindow_s = 3660.0 * 86400;
  const auto& [map, id] = entry;
  ApprovalLever lever;
  lever.id = id;
  lever.name = read_text(map["name"], id);
  lever.in = read_scope(map, id, reading);
  lever.by = static_cast<ApprovalLever::By>(map["by"].word(kBy, 0));
  lever.at_least = read_share(map["at_least"], lever.at_least);
  lever.window_s = map["window"].quantity(
      Dimension::duration, {.low = kHour_s, .high = kLongestWindow_s}, lever.window_s);
  lever.again_s = map["again"].quantity(Dimension::duration, {.low = kHour_s, .high = kLongestTime},
                                        lever.again_s);
  return lever;
}

Registry read_registry(const YamlValue& yaml) {
  const YamlMap map = yaml.map(keys::kRegistry);
  Registry registry;
  if (map["registered"].is_list() && map["registered"].items().empty())
    map["registered"].error("is empty; expected a share, {at: ..., share: ...}");
  for (const YamlValue& item : map["registered"].items()) {
    const YamlMap step = item.expecting("a share, {at: ..., share: ...}").map(keys::kRegistered);
    Registry::Step next;
    next.at_s = step["at"].quantity(Dimension::duration, {.low = 0, .high = kLongestTime}, 0);
    next.share = read_share(step["share"], 1);
    const auto& steps = registry.registered;
    if (!steps.empty() && step.has("at") && next.at_s <= steps.back().at_s) {
      step["at"].error("must be later than that of the share before");
    }
    registry.registered.push_back(next);
  }
  // Reports more often than that would only cost time.
  registry.interval_s =
      map["interval"].quantity(Dimension::duration, {.low = 1, .high = kLongestTime}, 0);
  registry.error = read_share(map["error"], 0);
  if (registry.error > 0 && registry.interval_s == 0) {
    map["error"].error("needs interval, at which what is reported is drawn anew");
  }
  return registry;
}

}  // namespace

std::vector<std::string> read_ids(const YamlValue& yaml, const std::string& place,
                                  Reading& reading) {
  std::vector<std::string> ids;
  const std::vector<YamlValue> items = yaml.items();
  if (yaml.is_list() && items.empty()) yaml.error("is empty; name some, or leave it out");
  for (const YamlValue& item : items) {
    if (!item.given()) item.error("is empty; expected the id of a class");
    const std::string id = read_id(item);
    if (id.empty()) continue;
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) {
      item.error(fmt::format("\"{}\" stands in the list already", id));
      continue;
    }
    reading.places.note(fmt::format("{}/{}", place, ids.size()), item);
    ids.push_back(id);
  }
  return ids;
}

Levers read_levers(const YamlValue& yaml, Reading& reading) {
  const YamlMap map = yaml.map(keys::kLevers);
  Levers levers;
  Ids ids;  // shared by levers of all kinds
  for (const Entry& entry : lever_entries(map, "quotas", keys::kQuota, ids, reading)) {
    levers.quotas.push_back(read_quota(entry, reading));
  }
  for (const Entry& entry : lever_entries(map, "green", keys::kGreenFloor, ids, reading)) {
    levers.green.push_back(read_green_floor(entry, reading));
  }
  for (const auto& [at, id] : lever_entries(map, "pue", keys::kPueCeiling, ids, reading)) {
    PueLever lever{id, read_text(at["name"], id), read_scope(at, id, reading)};
    lever.at_most = at["at_most"].quantity(Dimension::number, {.low = 1, .high = 5}, lever.at_most);
    lever.surcharge_cny_per_kwh =
        at["surcharge"].quantity(Dimension::price_per_energy, {.low = 0, .high = 1000}, 0);
    levers.pue.push_back(std::move(lever));
  }
  for (const auto& [at, id] : lever_entries(map, "circles", keys::kCircle, ids, reading)) {
    CircleLever lever;
    lever.id = id;
    lever.name = read_text(at["name"], id);
    lever.one_way_s = read_duration(at["one_way"], 0);
    lever.classes = read_ids(at["classes"], "levers/" + id + "/classes", reading);
    lever.requires_it = read_requires(at);
    if (at.has("enforce") && !at.has("classes")) {
      at["enforce"].error("needs classes, which are bound to the circle");
    }
    levers.circles.push_back(std::move(lever));
  }
  for (const auto& [at, id] : lever_entries(map, "residency", keys::kResidency, ids, reading)) {
    constexpr std::array<std::string_view, 3> kHomes{"region", "hub", "side"};
    ResidencyLever lever;
    lever.id = id;
    lever.name = read_text(at["name"], id);
    lever.classes = read_ids(at["classes"], "levers/" + id + "/classes", reading);
    lever.within = static_cast<ResidencyLever::Within>(at["within"].word(kHomes, 0));
    lever.requires_it = read_requires(at);
    levers.residency.push_back(std::move(lever));
  }
  for (const auto& [at, id] :
       lever_entries(map, "local_priority", keys::kLocalPriority, ids, reading)) {
    levers.local_priority.push_back({id, read_text(at["name"], id), read_scope(at, id, reading)});
  }
  for (const auto& [at, id] : lever_entries(map, "power_price", keys::kPowerPrice, ids, reading)) {
    constexpr std::array<std::string_view, 2> kCuts{"discount", "subsidy"};
    PowerPriceLever lever{id, read_text(at["name"], id), read_scope(at, id, reading)};
    at.one_of(kCuts);
    lever.discount = read_share(at["discount"], 0);
    if (lever.discount >= 1) at["discount"].error("takes all of the price; power is never free");
    lever.subsidy_cny_per_kwh =
        at["subsidy"].quantity(Dimension::price_per_energy, {.low = 0, .high = 1000}, 0);
    levers.power_price.push_back(std::move(lever));
  }
  for (const Entry& entry : lever_entries(map, "approvals", keys::kApproval, ids, reading)) {
    levers.approvals.push_back(read_approval(entry, reading));
  }
  levers.registry = read_registry(map["registry"]);
  return levers;
}

}  // namespace suanwang
