#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

using Year = std::array<double, 12>;

constexpr Range kOutdoors{.low = -60, .high = 60};

std::optional<Year> read_temperatures(const YamlValue& yaml, Reading& reading) {
  const YamlValue list =
      yaml.is_scalar() ? catalogue_value(yaml, "climate", "months", "12 temperatures", reading)
                       : yaml;
  const std::vector<double> months = read_numbers(list, 12, kOutdoors);
  if (months.empty()) return std::nullopt;
  Year year;
  std::copy(months.begin(), months.end(), year.begin());
  return year;
}

/// Highest less lowest temperature of a day: what the site says, or its row of the catalogue.
double read_day_range(const YamlMap& map, Reading& reading) {
  constexpr Range kRange{.low = 0, .high = 40};
  if (map.has("day_range")) {
    return map["day_range"].quantity(Dimension::temperature_change, kRange, 0);
  }
  const YamlValue climate = map["climate"];
  if (!climate.is_scalar()) return 0;
  const YamlNode* row = reading.catalogue.row("climate", climate.text());
  const YamlNode* value = row ? row->find("day_range") : nullptr;
  if (!value) return 0;
  return YamlValue(value, value->spot, climate.path(), "a change of temperature", reading.problems)
      .quantity(Dimension::temperature_change, kRange, 0);
}

/// Notes a temperature that is not above another of the same block.
void check_above(const YamlMap& map, const char* key, const char* below, double high, double low) {
  if (high <= low) map[key].error(fmt::format("must be above {}", below));
}

CoolingPlant read_plant(const YamlValue& yaml, Reading& reading) {
  const YamlValue block =
      yaml.is_scalar() ? catalogue_value(yaml, "cooling", "plant", "a block of keys", reading)
                       : yaml;
  if (!block.given()) return {};  // an unknown row, which has been reported
  const YamlMap map = block.map(keys::kCooling);
  CoolingPlant plant;
  const auto temperature = [&](const char* key, double fallback) {
    return map[key].quantity(Dimension::temperature, kOutdoors, fallback);
  };
  plant.free_below_c = temperature("free_below", 15);
  plant.chillers_above_c = temperature("chillers_above", 25);
  plant.worst_above_c = temperature("worst_above", 40);
  check_above(map, "chillers_above", "free_below", plant.chillers_above_c, plant.free_below_c);
  check_above(map, "worst_above", "chillers_above", plant.worst_above_c, plant.chillers_above_c);
  constexpr Range kTimes{.low = 1, .high = 100};
  plant.at_chillers = map["at_chillers"].quantity(Dimension::number, kTimes, 1);
  plant.at_worst = map["at_worst"].quantity(Dimension::number, kTimes, plant.at_chillers);
  if (plant.at_worst < plant.at_chillers) map["at_worst"].error("is below at_chillers");
  plant.fixed_share = map["fixed"].quantity(Dimension::fraction, {.low = 0, .high = 1}, 0);
  plant.load =
      map["load"].quantity(Dimension::fraction, {.low = 0, .high = 1, .above_low = true}, 0.6);
  return plant;
}

void read_pue(const YamlValue& yaml, SitePower& power, Reading& reading) {
  constexpr Range kPueRange{.low = 1, .high = 5};
  power.pue_by_month.fill(1);
  if (!yaml.is_map()) {
    power.pue_by_month.fill(yaml.quantity(Dimension::number, kPueRange, 1));
    return;
  }
  const YamlMap map = yaml.map(keys::kPue);
  const double mean = map["mean"].quantity(Dimension::number, kPueRange, 0);
  const std::optional<Year> outdoor_c = read_temperatures(map["climate"], reading);
  const double day_range_k = read_day_range(map, reading);
  const std::optional<CoolingPlant> plant =
      map.has("cooling") ? std::optional(read_plant(map["cooling"], reading)) : std::nullopt;
  if (mean == 0 || !outdoor_c) return;
  power.climate = Climate(*outdoor_c, day_range_k);
  if (plant) {
    power.pue_by_month.fill(mean);
    // What a wrong block holds has been reported, and need not make sense.
    if (plant->free_below_c < plant->chillers_above_c &&
        plant->chillers_above_c < plant->worst_above_c)
      power.cooling = calibrated(*plant, *power.climate, mean);
    return;
  }
  const Year months = monthly_pue(mean, *outdoor_c);
  const double lowest = *std::min_element(months.begin(), months.end());
  if (lowest < 1) {
    map["mean"].error(fmt::format(
        "cannot be met in this climate: the coldest month would be at {:.3f}, below 1", lowest));
    return;
  }
  power.pue_by_month = months;
}

void read_water(const YamlValue& yaml, SitePower& power) {
  constexpr Range kLitres{.low = 0, .high = 1000};
  if (!yaml.given()) return;
  if (!yaml.is_map()) {
    power.water = WaterUse{yaml.quantity(Dimension::water, kLitres, 0)};
    return;
  }
  const YamlMap map = yaml.map(keys::kWater);
  WaterUse water;
  water.wet_l_per_kwh = map["wet"].quantity(Dimension::water, kLitres, 0);
  water.dry_below_c = map["dry_below"].quantity(Dimension::temperature, kOutdoors, 15);
  water.wet_above_c = map["wet_above"].quantity(Dimension::temperature, kOutdoors, 25);
  if (water.wet_above_c <= water.dry_below_c) {
    (map.has("wet_above") ? map["wet_above"] : map["dry_below"])
        .error("wet_above must be above dry_below");
  }
  if (!power.climate) {
    yaml.error("follows the outdoor temperature, so pue needs a climate; or give litres alone");
  }
  power.water = water;
}

}  // namespace

void read_cooling(const YamlMap& map, SitePower& power, Reading& reading) {
  read_pue(map["pue"], power, reading);
  read_water(map["water"], power);
}

SleepRule read_sleep(const YamlValue& yaml, const Accelerator& card) {
  const YamlMap map = yaml.map(keys::kSleep);
  SleepRule rule;
  rule.power_w = map["power"].quantity(Dimension::power, {.low = 0, .high = 1e6}, 0);
  rule.reserve_share = map["reserve"].quantity(Dimension::fraction, {.low = 0, .high = 1}, 0);
  if (rule.power_w > card.idle_w) {
    map["power"].error(fmt::format("is above what an idle card draws, {:g} W", card.idle_w));
  }
  return rule;
}

WeatherEvent read_weather(const YamlMap& map) {
  constexpr std::array<std::string_view, 2> kPlace{"site", "region"};
  WeatherEvent event;
  event.at_s = map["at"].quantity(Dimension::duration, {.low = 0, .high = kLongestTime}, 0);
  map.one_of(kPlace);
  event.site = map.has("site") ? read_id(map["site"]) : "";
  event.region = map.has("region") ? read_id(map["region"]) : "";
  for (const char* key : {"link", "node", "pool", "cards", "down", "drain", "power_cap", "capacity",
                          "price", "carbon", "draws"}) {
    if (map.has(key)) map[key].error("does not go with temperature");
  }
  event.change_k =
      map["temperature"].quantity(Dimension::temperature_change, {.low = -50, .high = 50}, 0);
  event.lasts_s = read_duration(map["for"], std::numeric_limits<double>::infinity());
  event.every_s = read_every(map, event.lasts_s);
  return event;
}

}  // namespace suanwang
