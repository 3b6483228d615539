#include "sim/world/site_series.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/units.hpp"
#include "sim/scenario/growth_plan.hpp"

namespace suanwang {
namespace {

bool holds(const GridEvent& event, double at_s) {
  if (at_s < event.at_s) return false;
  const double since_s = at_s - event.at_s;
  return (event.every_s ? std::fmod(since_s, *event.every_s) : since_s) < event.lasts_s;
}

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

/// By site, the power of all cards busy [kW] over time: what is sized for them is there with them.
std::vector<std::vector<GrowthStep>> full_power_kw(const Scenario& scenario, const CardPlan& plan) {
  std::vector<std::vector<GrowthStep>> paths;
  std::vector<std::size_t> site_of;
  std::vector<double> busy_w;
  for (const Site& site : scenario.sites) {
    double full_w = 0;
    for (const Pool& pool : site.pools) {
      full_w += static_cast<double>(plan.at_start[site_of.size()]) * pool.accelerator.busy_w;
      site_of.push_back(paths.size());
      busy_w.push_back(pool.accelerator.busy_w);
    }
    paths.push_back({{0, full_w / 1000}});
  }
  for (const CardChange& change : plan.changes) {
    auto& path = paths[site_of[change.pool]];
    const double more_kw =
        static_cast<double>(change.after - change.before) * busy_w[change.pool] / 1000;
    path.push_back({change.at_s, path.back().value + more_kw});
  }
  return paths;
}

}  // namespace

SiteSeries::SiteSeries(const Scenario& scenario)
    : scenario_(scenario),
      calendar_(scenario.start),
      price_factor_(scenario.sites.size(), 1.0),
      price_off_cny_(scenario.sites.size(), 0.0),
      events_(scenario.sites.size()) {
  for (const PowerPriceLever& lever : scenario.levers.power_price) {
    for (std::size_t s = 0; s < scenario.sites.size(); ++s) {
      if (!in_scope(lever.in, scenario.sites[s])) continue;
      price_factor_[s] *= 1 - lever.discount;
      price_off_cny_[s] += lever.subsidy_cny_per_kwh;
    }
  }
  for (const Site& site : scenario.sites) {
    std::vector<const WeatherEvent*> weather;
    for (const WeatherEvent& event : scenario.weather) {
      if (event.concerns(site)) weather.push_back(&event);
    }
    weather_.push_back(std::move(weather));
  }
  follow(plan_growth(scenario).cards);
  for (std::uint32_t e = 0; e < scenario.grid_events.size(); ++e) {
    for (std::size_t s = 0; s < scenario.sites.size(); ++s) {
      if (scenario.grid_events[e].concerns(scenario.sites[s])) events_[s].push_back(e);
    }
  }
}

void SiteSeries::follow(const CardPlan& cards) { full_kw_ = full_power_kw(scenario_, cards); }

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

double SiteSeries::place_kg(std::size_t site, std::int64_t hour) const {
  const SitePower& power = scenario_.sites[site].power;
  const auto of_day = static_cast<std::size_t>(Calendar::hour_of_day(hour));
  double kg = power.carbon_kg_per_kwh * power.carbon_day[of_day];
  for (const std::uint32_t e : events_[site]) {
    const GridEvent& event = scenario_.grid_events[e];
    if (holds(event, static_cast<double>(hour) * kHour_s)) kg *= event.carbon_factor;
  }
  return kg;
}

// A line that brings a power covers a share that follows the load; where nothing else is known, it
// is that with all cards busy.
double SiteSeries::usual_line_share(std::size_t site, std::int64_t hour) const {
  const SitePower& power = scenario_.sites[site].power;
  const auto& far = power.sources.far;
  if (!far) return 0;
  if (far->power_w <= 0) return far->line.share;
  const double full_w = 1000 * value_at(full_kw_[site], static_cast<double>(hour) * kHour_s) *
                        power.pue_by_month[static_cast<std::size_t>(calendar_.month(hour))];
  return full_w > far->power_w ? far->power_w / full_w : 1;
}

double SiteSeries::green_share(std::size_t site, std::int64_t hour) const {
  const SitePower& power = scenario_.sites[site].power;
  if (power.green_rate == 0) return power.green_share;
  const int years =
      static_cast<int>(calendar_.date(hour / 24).year()) - static_cast<int>(scenario_.start.year());
  return std::min(1.0, power.green_share * std::pow(1 + power.green_rate, years));
}

// The grid of the place with what befalls it, then the line from afar, then green contracts.
GridRates SiteSeries::grid(std::size_t site, std::int64_t hour, double line_share) const {
  const SitePower& power = scenario_.sites[site].power;
  const auto month = static_cast<std::size_t>(calendar_.month(hour));
  const auto of_day = static_cast<std::size_t>(Calendar::hour_of_day(hour));
  GridRates rates;
  rates.price_cny = power.price_cny_per_kwh * power.tariff_multiplier[month][of_day];
  if (!power.price_by_hour.empty()) {
    // The hour in which a run ends may begin at its very end.
    const auto last = power.price_by_hour.size() - 1;
    rates.price_cny = power.price_by_hour[std::min(static_cast<std::size_t>(hour), last)];
  }
  rates.location_kg = place_kg(site, hour);
  for (const std::uint32_t e : events_[site]) {
    const GridEvent& event = scenario_.grid_events[e];
    if (holds(event, static_cast<double>(hour) * kHour_s)) rates.price_cny *= event.price_factor;
  }
  if (const auto& far = power.sources.far) {
    GridRates there;
    there.price_cny = far->price_cny_per_kwh * far->tariff_multiplier[month][of_day];
    there.location_kg = far->carbon_kg_per_kwh;
    LongLine line = far->line;
    line.share = line_share;
    rates = over_line(rates, there, line);
  }
  rates.green = green_share(site, hour);
  rates.price_cny += rates.green * power.green_premium_cny_per_kwh;
  rates.price_cny = rates.price_cny * price_factor_[site] - price_off_cny_[site];
  rates.market_kg = rates.location_kg * (1 - rates.green);
  return rates;
}

HourRates SiteSeries::at(std::size_t site, std::int64_t hour) const {
  const SitePower& power = scenario_.sites[site].power;
  const GridRates grid_rates = grid(site, hour, usual_line_share(site, hour));
  HourRates rates;
  rates.pue = power.pue_by_month[static_cast<std::size_t>(calendar_.month(hour))];
  if (power.cooling || (power.water && power.climate)) {
    const double outdoor_c = this->outdoor_c(site, hour);
    if (power.cooling) {
      rates.pue = power.cooling->slope(outdoor_c);
      rates.fixed_kw = power.cooling->fixed(outdoor_c) *
                       value_at(full_kw_[site], static_cast<double>(hour) * 3600);
    }
    if (power.water) rates.water_litres = power.water->at(outdoor_c);
  } else if (power.water) {
    rates.water_litres = power.water->wet_l_per_kwh;
  }
  rates.price_cny = grid_rates.price_cny;
  rates.green_share = grid_rates.green;
  rates.location_kg = grid_rates.location_kg;
  rates.market_kg = grid_rates.market_kg;
  return rates;
}

SupplyHour SiteSeries::supply(std::size_t site, std::int64_t hour) const {
  const SiteSources& sources = scenario_.sites[site].power.sources;
  const auto month = static_cast<std::size_t>(calendar_.month(hour));
  const auto of_day = static_cast<std::size_t>(Calendar::hour_of_day(hour));
  SupplyHour now;
  now.grid = grid(site, hour, usual_line_share(site, hour));
  for (const Plant& plant : sources.own) {
    const double w = plant.power_w * plant.output[month][of_day];
    now.offer.own_w += w;
    now.own_price_cny += w * plant.price_cny_per_kwh;
  }
  // All plants are used alike: a kWh costs their mean.
  if (now.offer.own_w > 0) now.own_price_cny /= now.offer.own_w;
  if (sources.curtailed) {
    now.offer.curtailed_w = sources.curtailed->power_w * sources.curtailed->output[month][of_day];
    now.curtailed_price_cny = sources.curtailed->price_cny_per_kwh;
  }
  now.offer.wish = wish_of(sources.rule, now.grid.price_cny, now.grid.location_kg);
  if (sources.far && sources.far->power_w > 0) {
    now.grid = grid(site, hour, 0);
    now.line = grid(site, hour, 1);
    now.line_w = sources.far->power_w;
  }
  return now;
}

}  // namespace suanwang
