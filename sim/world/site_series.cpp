#include "sim/world/site_series.hpp"

namespace suanwang {

SiteSeries::SiteSeries(const Scenario& scenario)
    : scenario_(scenario),
      calendar_(scenario.start),
      price_factor_(scenario.sites.size(), 1.0),
      price_off_cny_(scenario.sites.size(), 0.0) {
  for (const PowerPriceLever& lever : scenario.levers.power_price) {
    for (std::size_t s = 0; s < scenario.sites.size(); ++s) {
      if (!in_scope(lever.in, scenario.sites[s])) continue;
      price_factor_[s] *= 1 - lever.discount;
      price_off_cny_[s] += lever.subsidy_cny_per_kwh;
    }
  }
}

HourRates SiteSeries::at(std::size_t site, std::int64_t hour) const {
  const SitePower& power = scenario_.sites[site].power;
  const auto month = static_cast<std::size_t>(calendar_.month(hour));
  const auto of_day = static_cast<std::size_t>(Calendar::hour_of_day(hour));
  HourRates rates;
  rates.pue = power.pue_by_month[month];
  rates.price_cny = power.price_cny_per_kwh * power.tariff_multiplier[month][of_day];
  rates.price_cny = rates.price_cny * price_factor_[site] - price_off_cny_[site];
  rates.green_share = power.green_share;
  rates.location_kg = power.carbon_kg_per_kwh;
  rates.market_kg = power.carbon_kg_per_kwh * (1 - power.green_share);
  return rates;
}

}  // namespace suanwang
