#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <utility>

#include "sim/base/suggest.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

using How = GrowthLaw::How;
using std::chrono::year_month_day;

constexpr double kMostPerCard_cny = 1e9;
constexpr std::array<std::string_view, 2> kSides{"east", "west"};

/// A moment from the start on.
double read_date(const YamlValue& yaml, const Reading& reading, double fallback) {
  const double at_s = read_moment(yaml, reading, fallback);
  if (at_s >= 0) return at_s;
  const year_month_day start{reading.start};
  yaml.error(fmt::format("is before the start of the scenario, {:04}-{:02}-{:02}",
                         static_cast<int>(start.year()), static_cast<unsigned>(start.month()),
                         static_cast<unsigned>(start.day())));
  return fallback;
}

/// From when on a rate holds, and until when.
void read_rate(const YamlMap& map, GrowthLaw& law, const Reading& reading) {
  law.how = How::rate;
  law.amount = map["rate"].quantity(Dimension::fraction, {.low = 0, .high = 10}, 0);
  law.at_s = read_date(map["from"], reading, 0);
  law.until_s = read_date(map["until"], reading, law.until_s);
  if (law.until_s <= law.at_s) map["until"].error("is not after its beginning");
}

std::optional<Side> read_one_side(const YamlMap& map) {
  if (!map.has("side")) return std::nullopt;
  return map["side"].word(kSides, 0) == 0 ? Side::east : Side::west;
}

void read_retired(const YamlValue& yaml, GrowthLaw& law) {
  law.how = How::none;
  law.amount = 0;
  if (yaml.is_scalar() && yaml.text() == "all") return;
  law.how = How::less;
  law.amount = static_cast<double>(yaml.integer(1, kMostCards, 1));
}

CapacityGrowth read_capacity(const YamlMap& map, const Growth& growth, const Reading& reading) {
  constexpr std::array<std::string_view, 4> kHow{"cards", "times", "rate", "retire"};
  constexpr std::array<std::string_view, 4> kWhere{"site", "hub", "region", "side"};
  constexpr std::array<std::string_view, 2> kWhen{"at", "ordered"};
  CapacityGrowth change;
  GrowthLaw& law = change.law;
  change.site = map.has("site") ? read_id(map["site"]) : "";
  change.hub = map.has("hub") ? read_id(map["hub"]) : "";
  change.region = map.has("region") ? read_id(map["region"]) : "";
  change.side = read_one_side(map);
  map.one_of(kWhere, true);
  change.pool = map.has("pool") ? read_id(map["pool"]) : "";
  change.card = map.has("card") ? read_id(map["card"]) : "";
  change.lead_s = read_duration(map["lead"], growth.lead_s);
  change.cost_cny_per_card = map["cost"].quantity(
      Dimension::money, {.low = 0, .high = kMostPerCard_cny}, growth.cost_cny_per_card);

  const auto how = map.one_of(kHow);
  if (how == 2) {
    read_rate(map, law, reading);
    refuse(map, {"at", "ordered"}, "cards, times or retire; a rate has from and until");
    return change;
  }
  refuse(map, {"from", "until"}, "rate");
  if (how == 0) {
    law.how = How::more;
    law.amount = static_cast<double>(map["cards"].integer(1, kMostCards, 1));
  }
  if (how == 1) law.amount = map["times"].quantity(Dimension::number, {.low = 0, .high = 1000}, 1);
  if (how == 3) {
    read_retired(map["retire"], law);
    refuse(map, {"ordered", "lead", "cost"}, "cards that are built");
  }
  if (!how) return change;
  if (map.one_of(kWhen) == 1) {
    law.at_s = read_date(map["ordered"], reading, 0) + change.lead_s;
  } else {
    law.at_s = read_date(map["at"], reading, 0);
  }
  return change;
}

DemandGrowth read_demand_growth(const YamlMap& map, const Reading& reading) {
  constexpr std::array<std::string_view, 2> kHow{"times", "rate"};
  constexpr std::array<std::string_view, 3> kWhere{"region", "hub", "side"};
  DemandGrowth change;
  change.what = map.has("class") ? read_id(map["class"]) : "";
  change.region = map.has("region") ? read_id(map["region"]) : "";
  change.hub = map.has("hub") ? read_id(map["hub"]) : "";
  change.side = read_one_side(map);
  map.one_of(kWhere, true);
  const auto how = map.one_of(kHow);
  if (how == 1) {
    read_rate(map, change.law, reading);
    refuse(map, {"at"}, "times; a rate has from and until");
    return change;
  }
  refuse(map, {"from", "until"}, "rate");
  change.law.amount = map["times"].quantity(Dimension::number, {.low = 0, .high = 1000}, 1);
  if (how == 0 && !map.has("at")) map["at"].error("is missing; expected a date such as 2026-07-01");
  change.law.at_s = read_date(map["at"], reading, 0);
  return change;
}

/// The entries of a list in the order of their values, whatever that of the lines. Notes their
/// places and those of their values, as in `growth/demand/0` and `growth/demand/0/class`.
template <typename Entry, typename Read>
std::vector<Entry> read_changes(const YamlValue& yaml, Keys keys, const std::string& place,
                                Reading& reading, Read read) {
  std::vector<std::pair<Entry, YamlMap>> found;
  for (const YamlValue& item : yaml.items()) {
    if (!item.given()) item.error("is empty; expected a change, such as {rate: 20 %}");
    const YamlMap map = item.map(keys);
    if (item.is_map()) found.emplace_back(read(map), map);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Entry> entries;
  for (auto& [entry, map] : found) {
    const std::string key = place + "/" + std::to_string(entries.size());
    reading.places.note(key, map.value());
    for (const Key& one : keys) {
      if (map.has(one.name)) reading.places.note(key + "/" + std::string(one.name), map[one.name]);
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

/// End of a period such as 2024, 2025-06 or 2024-01/2025-06.
std::optional<year_month_day> end_of_period(std::string_view period) {
  period = period.substr(period.find('/') + 1);  // npos + 1 is 0: all of it
  const std::string month{period.size() > 4 ? period.substr(4) : "-12"};
  auto first = parse_date(std::string(period.substr(0, 4)) + month + "-01");
  if (!first) return std::nullopt;
  return year_month_day{std::chrono::sys_days{*first + std::chrono::months{1}}};
}

Text text_in(const YamlNode& row, std::string_view key) {
  const YamlNode* text = row.find(key);
  return text ? Text{std::string(text_of(*text, "en")), std::string(text_of(*text, "zh"))} : Text{};
}

/// One published series from the catalogue's rows; nothing if it is none.
std::optional<PublishedSeries> read_series(const YamlValue& yaml, Reading& reading) {
  const std::string id = yaml.text();
  const YamlNode* rows = reading.catalogue.rows("national_series");
  if (!rows || !yaml.is_scalar()) return std::nullopt;
  PublishedSeries series;
  series.id = id;
  std::vector<std::string_view> known;
  std::string_view unit;
  bool is_known = false;
  for (const YamlNode& row : rows->items) {
    const std::string_view of = text_of(row, "series");
    if (known.empty() || known.back() != of) known.push_back(of);
    if (of != id) continue;
    is_known = true;
    unit = text_of(row, "unit");
    PublishedPoint point;
    point.period = text_of(row, "period");
    const std::string_view value = text_of(row, "value");
    std::from_chars(value.data(), value.data() + value.size(), point.value);
    point.is_forecast = text_of(row, "kind") == "forecast";
    if (const auto end = end_of_period(point.period)) {
      const std::chrono::sys_days day{*end};
      point.end_s = static_cast<double>((day - reading.start).count()) * 86400;
      point.year = static_cast<int>(year_month_day{day - std::chrono::days{1}}.year());
      series.points.push_back(std::move(point));
    }
    series.name = text_in(row, "name");
    series.scope = text_in(row, "scope");
  }
  if (!is_known) {
    yaml.error(fmt::format("unknown series {}{}", in_quotes(id), did_you_mean(id, known)));
    return std::nullopt;
  }
  if (unit == "EFLOPS") {
    series.measure = PublishedSeries::Measure::eflops;
  } else if (unit == "TWh") {
    series.measure = PublishedSeries::Measure::twh;
  } else if (unit == "PUE") {
    series.measure = PublishedSeries::Measure::pue;
  } else if (unit == "per mille") {
    series.measure = PublishedSeries::Measure::quoted;
  } else {
    yaml.error(fmt::format("is in {}; a back-test compares series in EFLOPS, TWh or PUE", unit));
    return std::nullopt;
  }
  std::sort(series.points.begin(), series.points.end(),
            [](const auto& a, const auto& b) { return a.end_s < b.end_s; });
  return series;
}

}  // namespace

std::optional<year_month_day> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t length) {
    int value = -1;
    const char* const last = text.data() + from + length;
    const auto [end, error] = std::from_chars(text.data() + from, last, value);
    return error == std::errc() && end == last ? value : -1;
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  const int day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const year_month_day date{std::chrono::year(year),
                            std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

double read_moment(const YamlValue& yaml, const Reading& reading, double fallback) {
  if (!yaml.given()) return fallback;
  if (yaml.is_scalar()) {
    if (const auto date = parse_date(yaml.text())) {
      const auto days = (std::chrono::sys_days{*date} - reading.start).count();
      if (std::abs(static_cast<double>(days)) * 86400 <= kLongestTime)
        return static_cast<double>(days) * 86400;
      yaml.error("is more than a hundred years from the start of the scenario");
      return fallback;
    }
    if (parse_quantity(yaml.text(), Dimension::duration).value)
      return yaml.quantity(Dimension::duration, {.low = 0, .high = kLongestTime}, fallback);
  }
  yaml.unexpected();
  return fallback;
}

Growth read_growth(const YamlValue& yaml, Reading& reading) {
  Growth growth;
  if (!yaml.given()) return growth;
  const YamlMap map = yaml.map(keys::kGrowth);
  growth.lead_s = read_duration(map["lead"], 0);
  growth.cost_cny_per_card =
      map["cost"].quantity(Dimension::money, {.low = 0, .high = kMostPerCard_cny}, 0);
  growth.capacity = read_changes<CapacityGrowth>(
      map["capacity"], keys::kCapacityGrowth, "growth/capacity", reading,
      [&](const YamlMap& item) { return read_capacity(item, growth, reading); });
  growth.demand = read_changes<DemandGrowth>(
      map["demand"], keys::kDemandGrowth, "growth/demand", reading,
      [&](const YamlMap& item) { return read_demand_growth(item, reading); });
  for (const YamlValue& item : map["backtest"].items()) {
    if (!item.given()) item.error("is empty; expected a row of the catalogue's national_series");
    if (auto series = read_series(item, reading)) growth.backtest.push_back(std::move(*series));
  }
  return growth;
}

}  // namespace suanwang
