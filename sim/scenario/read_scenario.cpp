#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "models/placement/formula.hpp"
#include "models/placement/policies.hpp"
#include "sim/base/suggest.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

using std::chrono::year_month_day;

year_month_day read_start(const YamlValue& yaml, year_month_day fallback) {
  if (!yaml.given()) return fallback;
  const std::optional<year_month_day> date = parse_date(yaml.text());
  if (!date && yaml.is_scalar()) {
    yaml.unexpected();
  } else if (date &&
             (date->year() < std::chrono::year(1950) || date->year() > std::chrono::year(2150))) {
    yaml.error("expected a date between 1950 and 2150");
  }
  return date.value_or(fallback);
}

std::optional<double> read_end(const YamlMap& map) {
  constexpr std::array<std::string_view, 2> kKeys{"duration", "until"};
  constexpr std::array<std::string_view, 1> kDone{"done"};
  const std::optional<std::size_t> key = map.one_of(kKeys);
  if (key == 1) map["until"].word(kDone, 0);
  const YamlValue duration = map["duration"];
  if (!duration.given() || (duration.is_scalar() && duration.text() == "until done")) {
    return std::nullopt;
  }
  return read_duration(duration, 1);
}

}  // namespace

Routing read_routing(const YamlValue& yaml) {
  const YamlMap map = yaml.map(keys::kRouting);
  Routing routing;
  routing.paths = static_cast<int>(map["paths"].integer(1, 16, routing.paths));
  routing.choose = static_cast<PathChoice>(map["choose"].word(kPathChoices, 0));
  routing.transfer_rate_bps = read_transfer_rate(map);
  routing.window_bytes =
      map["window"].quantity(Dimension::data, {.low = 1, .high = kMostData}, routing.window_bytes);
  routing.equal_within_s = map["equal_within"].quantity(Dimension::duration, {.low = 0, .high = 10},
                                                        routing.equal_within_s);
  return routing;
}

PlacementWeights read_weights(const YamlValue& yaml) {
  PlacementWeights weights;
  const YamlMap map = yaml.map(keys::kWeights);
  const auto weight = [&](const char* key, double fallback) {
    return map[key].quantity(Dimension::number, {.low = 0, .high = 1e9}, fallback);
  };
  // Weights that are not named do not count, once any is.
  const double fallback = yaml.given() ? 0 : 1;
  weights.latency = weight("latency", fallback);
  weights.wait = weight("wait", fallback);
  weights.price = weight("price", fallback);
  weights.carbon = weight("carbon", fallback);
  if (weights.latency + weights.wait + weights.price + weights.carbon == 0) {
    yaml.error("one weight at least must be above 0");
  }
  return weights;
}

std::string read_formula(const YamlValue& yaml) {
  const std::string text = yaml.text();
  if (!yaml.is_scalar()) return text;
  if (const auto problem = check_formula(text)) {
    const YamlNode& node = *yaml.node();
    Spot spot = yaml.spot();
    // In a text of one line the mistake has a column of its own.
    if (text.find('\n') == std::string::npos) {
      spot.column += static_cast<int>(problem->position) + (node.quoted ? 1 : 0);
    }
    YamlValue(&node, spot, yaml.path(), "", yaml.problems()).error(problem->message);
  }
  return text;
}

std::optional<Shift> read_shift(const YamlValue& yaml, Reading& reading) {
  if (!yaml.given()) return std::nullopt;
  const YamlMap map = yaml.map(keys::kShift);
  Shift shift;
  shift.to = static_cast<Shift::To>(map["to"].word(kShiftAims, 0));
  shift.at_most_s = read_duration(map["at_most"], shift.at_most_s);
  shift.margin_s = map["margin"].quantity(Dimension::duration, {.low = 0, .high = kLongestTime}, 0);
  shift.classes = read_ids(map["classes"], "placement/shift/classes", reading);
  return shift;
}

Placement read_placement(const YamlValue& yaml, Reading& reading) {
  const YamlMap map = yaml.map(keys::kPlacement);
  Placement placement;
  PlacementSettings& settings = placement.settings;
  placement.policy = map["policy"].text(placement.policy);
  const YamlMap hot = map["hot"].map(keys::kHot);
  settings.hot_deadline_s = read_duration(hot["deadline"], settings.hot_deadline_s);
  settings.hot_latency_s = read_duration(hot["latency"], settings.hot_latency_s);
  settings.weights = read_weights(map["weights"]);
  settings.formula = read_formula(map["formula"]);
  placement.shift = read_shift(map["shift"], reading);
  if (placement.policy == "formula" && !map["formula"].given()) {
    map["policy"].error(
        "needs its expression beside it, such as formula: latency_ms + wait_s / 60");
  }
  constexpr std::array<std::string_view, 2> kPayers{"operator", "tenant"};
  placement.tenant_pays = map["pays"].word(kPayers, 0) == 1;
  reading.places.note("placement/pays", map["pays"]);
  reading.places.note("placement/policy", map["policy"]);
  reading.places.note("placement/shift", map["shift"]);
  return placement;
}

Scenario read_scenario(const YamlNode& tree, const std::string& default_name, Reading& reading) {
  constexpr std::array<std::string_view, 2> kInitials{"empty", "steady"};
  const YamlValue root(&tree, tree.spot, "", "a block of keys such as suanwang: 1",
                       reading.problems);
  Scenario scenario;
  const YamlMap map = root.map(keys::kScenario);
  if (!root.is_map()) return scenario;

  if (const YamlValue version = map["suanwang"]; version.given() && version.text("1") != "1") {
    version.unexpected();
  }
  scenario.name = map["name"].text(default_name);
  if (scenario.name.empty()) scenario.name = default_name;
  scenario.title = read_text(map["title"], scenario.name);
  scenario.seed = map["seed"].natural(scenario.seed);
  scenario.start = read_start(map["start"], scenario.start);
  reading.start = std::chrono::sys_days{scenario.start};
  scenario.duration_s = read_end(map);
  scenario.warmup_s =
      map["warmup"].quantity(Dimension::duration, {.low = 0, .high = kLongestTime}, 0);
  scenario.event_rule = static_cast<EventRule>(map["event_rule"].word(kEventRules, 0));
  scenario.initial = map["initial"].word(kInitials, 0) == 0 ? Initial::empty : Initial::steady;
  scenario.scale =
      map["scale"].quantity(Dimension::fraction, {.low = 0, .high = 1, .above_low = true}, 1);
  scenario.demand =
      map["demand"].quantity(Dimension::number, {.low = 0, .high = 1e6, .above_low = true}, 1);
  scenario.routing = read_routing(map["routing"]);
  scenario.placement = read_placement(map["placement"], reading);
  scenario.hubs = read_hubs(map["hubs"]);
  scenario.regions = read_regions(map["regions"], reading);
  scenario.sites = read_sites(map["sites"], reading);
  scenario.relays = read_relays(map["relays"], reading);
  scenario.links = read_links(map["links"], reading);
  read_events(map["events"], scenario, reading);
  read_failures(map["failures"], scenario, reading);
  read_network(map["network"], scenario, reading);
  scenario.workloads = read_workloads(map["workloads"], reading);
  scenario.services = read_services(map["services"], reading);
  scenario.levers = read_levers(map["levers"], reading);
  scenario.growth = read_growth(map["growth"], reading);
  read_economy(map["economy"], scenario, reading);
  if (scenario.placement.tenant_pays && !scenario.economy) {
    reading.places.find("placement/pays")->error("tenant needs an economy with a tariff");
  }
  for (const char* key :
       {"duration", "until", "warmup", "initial", "event_rule", "regions", "sites", "workloads"}) {
    reading.places.note(key, map[key]);
  }
  reading.places.note("", root);
  return scenario;
}

}  // namespace suanwang
