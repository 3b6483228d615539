#include <fmt/format.h>

#include <algorithm>

#include "sim/base/suggest.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

void read_day(const YamlValue& yaml, double most, std::array<double, 24>& day) {
  const std::vector<double> hours = read_numbers(yaml, 24, {.low = 0, .high = most});
  std::copy(hours.begin(), hours.end(), day.begin());
}

}  // namespace

DayByMonth every_day(double value) {
  DayByMonth days;
  for (auto& month : days) month.fill(value);
  return days;
}

DayByMonth read_seasons(const YamlValue& yaml, Keys keys, const char* of_season, double most) {
  DayByMonth days = every_day(1);
  std::array<bool, 12> seen{};
  bool readable = true;
  for (const YamlValue& item : yaml.items()) {
    const YamlMap season = item.expecting("a season, {months: ..., multiplier: ...}").map(keys);
    std::array<double, 24> day;
    day.fill(1);
    read_day(season[of_season], most, day);
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
      days[m] = day;
    }
  }
  const auto missing = std::find(seen.begin(), seen.end(), false);
  if (readable && yaml.is_list() && missing != seen.end()) {
    yaml.error(fmt::format("month {} stands in no season", missing - seen.begin() + 1));
  }
  return days;
}

DayByMonth read_tariff(const YamlValue& yaml, Reading& reading) {
  constexpr double kMost = 100;
  if (yaml.is_scalar()) {
    return read_seasons(catalogue_value(yaml, "tariffs", "seasons", "a list of seasons", reading),
                        keys::kSeason, "multiplier", kMost);
  }
  if (yaml.is_map()) {
    return read_seasons(yaml.map(keys::kTariff)["seasons"], keys::kSeason, "multiplier", kMost);
  }
  DayByMonth days = every_day(1);
  std::array<double, 24> day;
  day.fill(1);
  read_day(yaml, kMost, day);
  days.fill(day);
  return days;
}

}  // namespace suanwang
