#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "models/power/cooling.hpp"
#include "sim/base/suggest.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

using Year = std::array<double, 12>;
using Tariff = std::array<std::array<double, 24>, 12>;

Tariff flat_tariff() {
  Tariff tariff;
  for (auto& month : tariff) month.fill(1);
  return tariff;
}

/// The row of a table that a value names, as that row's `key`; absent if there is none.
YamlValue row_value(const YamlValue& yaml, const char* table, const char* key, const char* expects,
                    Reading& reading) {
  const std::string id = yaml.text();
  const YamlNode* row = reading.catalogue.row(table, id);
  const YamlNode* value = row ? row->find(key) : nullptr;
  if (!row) {
    yaml.error(fmt::format("unknown row {} of the catalogue's {}{}", in_quotes(id), table,
                           did_you_mean(id, reading.catalogue.ids(table))));
  } else if (!value) {
    yaml.error(
        fmt::format("the row {} of the catalogue's {} has no {}", in_quotes(id), table, key));
  }
  return {value, value ? value->spot : yaml.spot(), yaml.path(), expects, reading.problems};
}

std::optional<Year> read_temperatures(const YamlValue& yaml, Reading& reading) {
  const YamlValue list =
      yaml.is_scalar() ? row_value(yaml, "climate", "months", "12 temperatures", reading) : yaml;
  const std::vector<double> months = read_numbers(list, 12, {.low = -60, .high = 60});
  if (months.empty()) return std::nullopt;
  Year year;
  std::copy(months.begin(), months.end(), year.begin());
  return year;
}

Year read_pue(const YamlValue& yaml, Reading& reading) {
  constexpr Range kPueRange{.low = 1, .high = 5};
  Year pue;
  pue.fill(1);
  if (!yaml.is_map()) {
    pue.fill(yaml.quantity(Dimension::number, kPueRange, 1));
    return pue;
  }
  const YamlMap map = yaml.map(keys::kPue);
  const double mean = map["mean"].quantity(Dimension::number, kPueRange, 0);
  const std::optional<Year> outdoor_c = read_temperatures(map["climate"], reading);
  if (mean == 0 || !outdoor_c) return pue;
  const Year months = monthly_pue(mean, *outdoor_c);
  if (*std::min_element(months.begin(), months.end()) < 1) {
    map["mean"].error(
        fmt::format("cannot be met in this climate: the coldest month would be at {:.3f}, below 1",
                    *std::min_element(months.begin(), months.end())));
    return pue;
  }
  return months;
}

void read_day(const YamlValue& yaml, std::array<double, 24>& day) {
  const std::vector<double> hours = read_numbers(yaml, 24, {.low = 0, .high = 100});
  std::copy(hours.begin(), hours.end(), day.begin());
}

Tariff read_seasons(const YamlValue& yaml) {
  Tariff tariff = flat_tariff();
  std::array<bool, 12> seen{};
  bool readable = true;
  for (const YamlValue& item : yaml.items()) {
    const YamlMap season =
        item.expecting("a season, {months: ..., multiplier: ...}").map(keys::kSeason);
    std::array<double, 24> day;
    day.fill(1);
    read_day(season["multiplier"], day);
    for (const YamlValue& number : season["months"].items()) {
      if (!number.given()) number.error("is empty; expected a month such as 7");
      const std::int64_t month = number.integer(1, 12, 0);
      if (month == 0) {
        readable = false;
        continue;
      }
      const auto m = static_cast<std::size_t>(month - 1);
      if (seen[m]) number.error(fmt::format("month {} stands in another season already", month));
      seen[m] = true;
      tariff[m] = day;
    }
  }
  const auto missing = std::find(seen.begin(), seen.end(), false);
  if (readable && yaml.is_list() && missing != seen.end()) {
    yaml.error(fmt::format("month {} stands in no season", missing - seen.begin() + 1));
  }
  return tariff;
}

Tariff read_tariff(const YamlValue& yaml, Reading& reading) {
  if (yaml.is_scalar()) {
    return read_seasons(row_value(yaml, "tariffs", "seasons", "a list of seasons", reading));
  }
  if (yaml.is_map()) return read_seasons(yaml.map(keys::kTariff)["seasons"]);
  Tariff tariff = flat_tariff();
  std::array<double, 24> day;
  day.fill(1);
  read_day(yaml, day);
  tariff.fill(day);
  return tariff;
}

}  // namespace

SitePower read_power(const YamlValue& yaml, Reading& reading) {
  const YamlMap map = yaml.map(keys::kPower);
  SitePower power;
  power.cap_w = map["cap"].quantity(Dimension::power, {.low = 0, .high = 1e12, .above_low = true},
                                    power.cap_w);
  constexpr std::array<std::string_view, 2> kOverCap{"slow", "preempt"};
  power.over_cap = map["over_cap"].word(kOverCap, 0) == 0 ? OverCap::slow : OverCap::preempt;
  power.pue_by_month = read_pue(map["pue"], reading);
  power.price_cny_per_kwh =
      map["price"].quantity(Dimension::price_per_energy, {.low = 0, .high = 1000}, 0);
  power.tariff_multiplier = read_tariff(map["tariff"], reading);
  power.carbon_kg_per_kwh = map["carbon"].quantity(Dimension::carbon, {.low = 0, .high = 10}, 0);
  power.green_share = map["green"].quantity(Dimension::fraction, {.low = 0, .high = 1}, 0);
  return power;
}

}  // namespace suanwang
