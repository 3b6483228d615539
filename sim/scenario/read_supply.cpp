// What feeds a site, and what it pays and emits for that: `sites[].power`.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "sim/base/suggest.hpp"
#include "sim/base/units.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

constexpr double kMost_w = 1e12;
constexpr Range kPrice{.low = -1000, .high = 1000};  // may lie below 0: it happens
constexpr Range kShare{.low = 0, .high = 1};

double read_price(const YamlValue& yaml, Reading& reading) {
  const double price = yaml.quantity(Dimension::price_per_energy, kPrice, 0);
  if (price < 0) {
    reading.problems.warn(yaml.mark(), yaml.path(),
                          "is below 0: whoever draws energy is paid for it");
  }
  return price;
}

std::vector<double> read_prices(const YamlValue& yaml, Reading& reading) {
  if (!yaml.given()) return {};
  const std::size_t before = reading.problems.size();
  std::vector<double> prices = read_value_file(yaml, Dimension::price_per_energy, kPrice);
  if (reading.problems.size() > before) return prices;
  const auto below =
      std::count_if(prices.begin(), prices.end(), [](double price) { return price < 0; });
  if (below > 0) {
    reading.problems.warn(
        yaml.mark(), yaml.path(),
        fmt::format("{} of {} prices are below 0: whoever draws energy then is paid for it", below,
                    prices.size()));
  }
  return prices;
}

std::array<double, 24> read_carbon_day(const YamlValue& yaml, Reading& reading) {
  std::array<double, 24> day;
  day.fill(1);
  const YamlValue list =
      yaml.is_scalar() ? catalogue_value(yaml, "carbon_day", "day", "24 numbers", reading) : yaml;
  const std::vector<double> hours = read_numbers(list, 24, {.low = 0, .high = 100});
  if (hours.empty()) return day;
  const double mean = std::accumulate(hours.begin(), hours.end(), 0.0) / 24;
  if (std::abs(mean - 1) > 1e-9) {
    yaml.error(fmt::format("its mean is {:.10g}, and must be 1", mean));
    return day;
  }
  std::copy(hours.begin(), hours.end(), day.begin());
  return day;
}

void read_green(const YamlValue& yaml, SitePower& power, Reading& reading) {
  if (!yaml.is_map()) {
    power.green_share = yaml.quantity(Dimension::fraction, kShare, 0);
    return;
  }
  const YamlMap map = yaml.map(keys::kGreen);
  power.green_share = map["share"].quantity(Dimension::fraction, kShare, 0);
  power.green_premium_cny_per_kwh = read_price(map["premium"], reading);
  power.green_rate = map["rate"].quantity(Dimension::fraction, {.low = 0, .high = 10}, 0);
  if (power.green_rate > 0 && map.has("share") && power.green_share == 0)
    map["rate"].error("raises a share of 0, which stays 0; give another share");
}

/// The province's regional site in the catalogue tells price, tariff and carbon there.
FarPower read_uhv(const YamlValue& yaml, Reading& reading) {
  const YamlMap map = yaml.map(keys::kUhv);
  FarPower far;
  constexpr std::array<std::string_view, 2> kHowMuch{"share", "power"};
  map.one_of(kHowMuch, true);
  far.line.share = map["share"].quantity(Dimension::fraction, kShare, 1);
  far.power_w =
      map["power"].quantity(Dimension::power, {.low = 0, .high = kMost_w, .above_low = true}, 0);
  far.line.loss = map["loss"].quantity(Dimension::fraction, {.low = 0, .high = 0.5}, 0);
  far.line.price_cny_per_kwh = read_price(map["price"], reading);
  far.tariff_multiplier = every_day(1);
  const std::string from = read_id(map["from"]);
  if (!from.empty()) {
    const YamlNode* row = reading.catalogue.row("sites", from + "-local");
    const YamlNode* block = row ? row->find("power") : nullptr;
    if (block) {
      const SitePower there = read_power(
          {block, block->spot, map["from"].path(), "a block of keys", reading.problems}, reading);
      far.price_cny_per_kwh = there.price_cny_per_kwh;
      far.tariff_multiplier = there.tariff_multiplier;
      far.carbon_kg_per_kwh = there.carbon_kg_per_kwh;
    } else {
      map["from"].error(fmt::format("unknown province {}{}", in_quotes(from),
                                    did_you_mean(from, reading.catalogue.ids("regions"))));
    }
  }
  if (map.has("far_price")) far.price_cny_per_kwh = read_price(map["far_price"], reading);
  return far;
}

DayByMonth read_output(const YamlValue& yaml, Reading& reading) {
  static constexpr std::array kSeason{
      Key{"months", "a list of months such as [7, 8]", "1: January", {}, true},
      Key{"output", "24 numbers", "share of the installed power", {}, true}};
  if (yaml.is_scalar()) {
    return read_seasons(
        catalogue_value(yaml, "renewables", "seasons", "a list of seasons", reading), Keys{kSeason},
        "output", 1);
  }
  DayByMonth days = every_day(1);
  const std::vector<double> hours = read_numbers(yaml, 24, kShare);
  if (hours.empty()) return days;
  for (auto& month : days) std::copy(hours.begin(), hours.end(), month.begin());
  return days;
}

Plant read_plant(const YamlMap& map, Reading& reading) {
  Plant plant;
  plant.power_w = map["power"].quantity(Dimension::power, {.low = 0, .high = kMost_w}, 0);
  plant.output = read_output(map["output"], reading);
  plant.price_cny_per_kwh = read_price(map["price"], reading);
  return plant;
}

/// Between the two thresholds it holds what it has.
void read_rule(const YamlMap& map, BatteryRule::By by, Dimension dimension, Range range,
               BatteryRule& rule) {
  rule.by = by;
  rule.charge_below = map["charge_below"].quantity(dimension, range, range.low);
  rule.discharge_from = map["discharge_from"].quantity(dimension, range, range.high);
  if (rule.discharge_from < rule.charge_below) {
    map["discharge_from"].error("is below charge_below; it would take and give at once");
  }
}

void read_battery(const YamlValue& yaml, SiteSources& sources) {
  if (!yaml.given()) return;
  const YamlMap map = yaml.map(keys::kBattery);
  if (!yaml.is_map()) return;
  BatterySpec battery;
  battery.capacity_j = map["capacity"].quantity(
      Dimension::energy, {.low = 0, .high = 3.6e18, .above_low = true}, 3.6e6);
  battery.charge_w = battery.discharge_w =
      map["power"].quantity(Dimension::power, {.low = 0, .high = kMost_w, .above_low = true}, 1);
  const double efficiency = map["efficiency"].quantity(
      Dimension::fraction, {.low = 0, .high = 1, .above_low = true}, 0.88);
  battery.charge_efficiency = battery.discharge_efficiency = std::sqrt(efficiency);
  battery.minimum = map["minimum"].quantity(Dimension::fraction, kShare, 0);
  battery.initial = map["initial"].quantity(Dimension::fraction, kShare, battery.minimum);
  if (battery.initial < battery.minimum) {
    (map.has("initial") ? map["initial"] : map["minimum"]).error("is below minimum");
  }
  if (map.has("by_price")) {
    read_rule(map["by_price"].map(keys::kByPrice), BatteryRule::By::price,
              Dimension::price_per_energy, kPrice, sources.rule);
  }
  if (map.has("by_carbon")) {
    read_rule(map["by_carbon"].map(keys::kByCarbon), BatteryRule::By::carbon, Dimension::carbon,
              {.low = 0, .high = 10}, sources.rule);
  }
  constexpr std::array<std::string_view, 2> kRules{"by_price", "by_carbon"};
  map.one_of(kRules, true);
  sources.battery = battery;
}

}  // namespace

void read_supply(const YamlMap& map, SitePower& power, Reading& reading) {
  power.price_cny_per_kwh = read_price(map["price"], reading);
  power.price_by_hour = read_prices(map["prices"], reading);
  power.tariff_multiplier = read_tariff(map["tariff"], reading);
  power.carbon_kg_per_kwh = map["carbon"].quantity(Dimension::carbon, {.low = 0, .high = 10}, 0);
  power.carbon_day = read_carbon_day(map["carbon_day"], reading);
  read_green(map["green"], power, reading);

  SiteSources& sources = power.sources;
  if (map.has("uhv")) sources.far = read_uhv(map["uhv"], reading);
  for (const YamlValue& item : map["own"].items()) {
    const YamlMap plant =
        item.expecting("a plant such as {power: 50 MW, output: wind-north}").map(keys::kPlant);
    if (!item.given()) item.error("is empty; expected a plant, {power: ..., output: ...}");
    if (item.is_map()) sources.own.push_back(read_plant(plant, reading));
  }
  std::sort(sources.own.begin(), sources.own.end());  // whatever the order of the lines
  if (map.has("curtailed")) {
    const YamlMap plant = map["curtailed"].map(keys::kPlant);
    if (map["curtailed"].is_map()) sources.curtailed = read_plant(plant, reading);
  }
  read_battery(map["battery"], sources);
  sources.demand_charge_cny_per_kw =
      map["demand_charge"].quantity(Dimension::price_per_power, {.low = 0, .high = 1e6}, 0);
}

GridEvent read_grid_event(const YamlMap& map) {
  constexpr std::array<std::string_view, 4> kParts{"link", "node", "site", "region"};
  constexpr Range kFactor{.low = 0, .high = 1000};
  GridEvent event;
  for (const char* key : {"link", "node"}) {
    if (map.has(key)) map[key].error("has no grid; a price or carbon is that of a site or region");
  }
  map.one_of(kParts);
  event.site = map.has("site") ? read_id(map["site"]) : "";
  event.region = map.has("region") ? read_id(map["region"]) : "";
  event.at_s = map["at"].quantity(Dimension::duration, {.low = 0, .high = kLongestTime}, 0);
  event.lasts_s = read_duration(map["for"], std::numeric_limits<double>::infinity());
  event.price_factor = map["price"].quantity(Dimension::number, kFactor, 1);
  event.carbon_factor = map["carbon"].quantity(Dimension::number, kFactor, 1);
  event.every_s = read_every(map, event.lasts_s);
  // Prices and carbon are constant within an hour.
  const auto check_hours = [&](const char* key, double value_s) {
    if (std::isfinite(value_s) && std::fmod(value_s, kHour_s) != 0)
      map[key].error("must be a whole number of hours");
  };
  check_hours("at", event.at_s);
  check_hours("for", event.lasts_s);
  check_hours("every", event.every_s.value_or(0));
  for (const char* key : {"down", "capacity", "drain", "power_cap", "pool", "cards", "draws"}) {
    if (map.has(key)) map[key].error("goes not with price or carbon; make it an event of its own");
  }
  return event;
}

}  // namespace suanwang
