#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "sim/base/suggest.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

using Tariff = std::array<std::array<double, 24>, 12>;

Tariff flat_tariff() {
  Tariff tariff;
  for (auto& month : tariff) month.fill(1);
  return tariff;
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
    return read_seasons(catalogue_value(yaml, "tariffs", "seasons", "a list of seasons", reading));
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
  read_cooling(map, power, reading);
  power.price_cny_per_kwh =
      map["price"].quantity(Dimension::price_per_energy, {.low = 0, .high = 1000}, 0);
  power.tariff_multiplier = read_tariff(map["tariff"], reading);
  power.carbon_kg_per_kwh = map["carbon"].quantity(Dimension::carbon, {.low = 0, .high = 10}, 0);
  power.green_share = map["green"].quantity(Dimension::fraction, {.low = 0, .high = 1}, 0);
  return power;
}

}  // namespace suanwang
