#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "models/power/cooling.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

using Year = std::array<double, 12>;
std::optional<Year> read_temperatures(const YamlValue& yaml, Reading& reading) {
  const YamlValue list =
      yaml.is_scalar() ? catalogue_value(yaml, "climate", "months", "12 temperatures", reading)
                       : yaml;
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

}  // namespace

SitePower read_power(const YamlValue& yaml, Reading& reading) {
  const YamlMap map = yaml.map(keys::kPower);
  SitePower power;
  power.cap_w = map["cap"].quantity(Dimension::power, {.low = 0, .high = 1e12, .above_low = true},
                                    power.cap_w);
  constexpr std::array<std::string_view, 2> kOverCap{"slow", "preempt"};
  power.over_cap = map["over_cap"].word(kOverCap, 0) == 0 ? OverCap::slow : OverCap::preempt;
  power.pue_by_month = read_pue(map["pue"], reading);
  read_supply(map, power, reading);
  return power;
}

}  // namespace suanwang
