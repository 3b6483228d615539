#include "sim/world/site_series.hpp"

#include <algorithm>
#include <cmath>

namespace suanwang {
namespace {

constexpr double kHour_s = 3600;

/// Share of an hour, [from, from + 1 h), that an event covers; one that comes again never overlaps
/// itself.
double share_of_hour(const WeatherEvent& event, double from_s) {
  double at_s = event.at_s;
  if (event.every_s && from_s > at_s)
    at_s += std::floor((from_s - at_s) / *event.every_s) * *event.every_s;
  double covered_s = 0;
  for (;;) {
    const double begin_s = std::max(at_s, from_s);
    const double end_s = std::min(at_s + event.lasts_s, from_s + kHour_s);
    covered_s += std::max(0.0, end_s - begin_s);
    if (!event.every_s) break;
    at_s += *event.every_s;
    if (at_s >= from_s + kHour_s) break;
  }
  return covered_s / kHour_s;
}

}  // namespace

SiteSeries::SiteSeries(const Scenario& scenario) : scenario_(scenario), calendar_(scenario.start) {
  for (const Site& site : scenario.sites) {
    std::vector<const WeatherEvent*> weather;
    for (const WeatherEvent& event : scenario.weather) {
      if (event.concerns(site)) weather.push_back(&event);
    }
    weather_.push_back(std::move(weather));
    double full_w = 0;
    for (const Pool& pool : site.pools)
      full_w += static_cast<double>(pool.count) * pool.accelerator.busy_w;
    full_kw_.push_back(full_w / 1000);
  }
}

double SiteSeries::outdoor_c(std::size_t site, std::int64_t hour) const {
  const Climate& climate = *scenario_.sites[site].power.climate;
  double outdoor_c = climate.at(static_cast<std::size_t>(calendar_.month(hour)),
                                calendar_.share_of_month(hour), Calendar::hour_of_day(hour));
  for (const WeatherEvent* event : weather_[site])
    outdoor_c += event->change_k * share_of_hour(*event, static_cast<double>(hour) * kHour_s);
  return outdoor_c;
}

double SiteSeries::hottest_c(std::size_t site, double from_s, double until_s) const {
  constexpr std::int64_t kYear = 366 * 24;
  const auto first = static_cast<std::int64_t>(from_s / kHour_s);
  const std::int64_t last =
      until_s < from_s + kYear * kHour_s
          ? std::max(first + 1, static_cast<std::int64_t>(std::ceil(until_s / kHour_s)))
          : first + kYear;
  double hottest_c = outdoor_c(site, first);
  for (std::int64_t hour = first + 1; hour < last; ++hour)
    hottest_c = std::max(hottest_c, outdoor_c(site, hour));
  return hottest_c;
}

HourRates SiteSeries::at(std::size_t site, std::int64_t hour) const {
  const SitePower& power = scenario_.sites[site].power;
  const auto month = static_cast<std::size_t>(calendar_.month(hour));
  const auto of_day = static_cast<std::size_t>(Calendar::hour_of_day(hour));
  HourRates rates;
  rates.pue = power.pue_by_month[month];
  if (power.cooling || (power.water && power.climate)) {
    const double outdoor_c = this->outdoor_c(site, hour);
    if (power.cooling) {
      rates.pue = power.cooling->slope(outdoor_c);
      rates.fixed_kw = power.cooling->fixed(outdoor_c) * full_kw_[site];
    }
    if (power.water) rates.water_litres = power.water->at(outdoor_c);
  } else if (power.water) {
    rates.water_litres = power.water->wet_l_per_kwh;
  }
  rates.price_cny = power.price_cny_per_kwh * power.tariff_multiplier[month][of_day];
  rates.green_share = power.green_share;
  rates.location_kg = power.carbon_kg_per_kwh;
  rates.market_kg = power.carbon_kg_per_kwh * (1 - power.green_share);
  return rates;
}

}  // namespace suanwang
