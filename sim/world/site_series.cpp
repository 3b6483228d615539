#include "sim/world/site_series.hpp"

namespace suanwang {

HourRates SiteSeries::at(std::size_t site, std::int64_t hour) const {
  const SitePower& power = scenario_.sites[site].power;
  const auto month = static_cast<std::size_t>(calendar_.month(hour));
  const auto of_day = static_cast<std::size_t>(Calendar::hour_of_day(hour));
  HourRates rates;
  rates.pue = power.pue_by_month[month];
  rates.price_cny = power.price_cny_per_kwh * power.tariff_multiplier[month][of_day];
  rates.green_share = power.green_share;
  rates.location_kg = power.carbon_kg_per_kwh;
  rates.market_kg = power.carbon_kg_per_kwh * (1 - power.green_share);
  return rates;
}

}  // namespace suanwang
