#include "sim/world/site_series.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/small_scenario.hpp"

namespace suanwang {
namespace {

Scenario one_site() {
  Scenario s = single_queue(1, "fcfs");
  s.start = std::chrono::year{2025} / 3 / 1;
  s.sites[0].region = "here";
  SitePower& power = s.sites[0].power;
  power.price_cny_per_kwh = 0.5;
  power.carbon_kg_per_kwh = 0.6;
  return s;
}

}  // namespace

TEST_CASE("site series: price by tariff or by the hour, carbon by the hour of the day", "[world]") {
  Scenario s = one_site();
  SitePower& power = s.sites[0].power;
  power.tariff_multiplier[2][7] = 1.6;
  power.carbon_day[7] = 0.5;
  const SiteSeries series(s);
  CHECK(series.at(0, 7).price_cny == Approx(0.8));
  CHECK(series.at(0, 7 + 24).price_cny == Approx(0.8));
  CHECK(series.at(0, 8).price_cny == Approx(0.5));
  CHECK(series.at(0, 7 + 24 * 31).price_cny == Approx(0.5));  // April
  CHECK(series.at(0, 7).location_kg == Approx(0.3));
  CHECK(series.at(0, 8).location_kg == Approx(0.6));

  power.price_by_hour = {0.1, -0.2, 0.3};
  CHECK(series.at(0, 1).price_cny == -0.2);
  CHECK(series.at(0, 2).price_cny == 0.3);
}

TEST_CASE("site series: a green contract takes its share of the carbon, and costs its premium",
          "[world]") {
  Scenario s = one_site();
  s.sites[0].power.green_share = 0.8;
  s.sites[0].power.green_premium_cny_per_kwh = 0.03;
  const HourRates rates = SiteSeries(s).at(0, 0);
  CHECK(rates.price_cny == Approx(0.5 + 0.8 * 0.03));
  CHECK(rates.location_kg == 0.6);
  CHECK(rates.market_kg == Approx(0.12));
  CHECK(rates.green_share == 0.8);
}

TEST_CASE("site series: events of the grid hold for their hours and multiply", "[world]") {
  Scenario s = one_site();
  GridEvent drought;
  drought.at_s = 2 * 3600;
  drought.lasts_s = 3 * 3600;
  drought.region = "here";
  drought.price_factor = 1.5;
  drought.carbon_factor = 2;
  GridEvent nightly;
  nightly.at_s = 3600;
  nightly.lasts_s = 2 * 3600;
  nightly.every_s = 24 * 3600;
  nightly.site = "site";
  nightly.price_factor = 0.5;
  s.grid_events = {nightly, drought};
  const SiteSeries series(s);
  CHECK(series.at(0, 0).price_cny == Approx(0.5));
  CHECK(series.at(0, 1).price_cny == Approx(0.25));
  CHECK(series.at(0, 2).price_cny == Approx(0.375));  // both
  CHECK(series.at(0, 4).price_cny == Approx(0.75));
  CHECK(series.at(0, 4).location_kg == Approx(1.2));
  CHECK(series.at(0, 5).price_cny == Approx(0.5));
  CHECK(series.at(0, 26).price_cny == Approx(0.25));
  CHECK(series.at(0, 27).price_cny == Approx(0.5));
}

TEST_CASE("site series: power from afar, what the site's own plants make, and its battery's wish",
          "[world]") {
  // Half over a line that loses 10 %: 0.5 x 0.5 + 0.5 x (0.27 / 0.9 + 0.04) = 0.42 CNY,
  // 0.5 x 0.6 + 0.5 x 0.45 / 0.9 = 0.55 kg.
  Scenario s = one_site();
  SiteSources& sources = s.sites[0].power.sources;
  FarPower far;
  far.line = {0.5, 0.1, 0.04};
  far.price_cny_per_kwh = 0.27;
  far.carbon_kg_per_kwh = 0.45;
  for (auto& month : far.tariff_multiplier) month.fill(1);
  sources.far = far;
  Plant wind{1000, {}, 0.1}, sun{3000, {}, 0.3};
  wind.output[2].fill(0.5);
  sun.output[2][12] = 0.5;
  sources.own = {wind, sun};
  sources.rule = {BatteryRule::By::price, 0.3, 0.4};
  const SiteSeries series(s);
  CHECK(series.at(0, 0).price_cny == Approx(0.42));
  CHECK(series.at(0, 0).location_kg == Approx(0.55));
  CHECK(series.supply(0, 0).offer.own_w == 500);
  CHECK(series.supply(0, 0).own_price_cny == Approx(0.1));
  // 500 W at 0.1 and 1500 W at 0.3.
  CHECK(series.supply(0, 12).offer.own_w == 2000);
  CHECK(series.supply(0, 12).own_price_cny == Approx(0.25));
  CHECK(series.supply(0, 0).offer.curtailed_w == 0);
  CHECK(series.supply(0, 0).offer.wish == BatteryWish::discharge);
  CHECK(series.month(24 * 31) == std::chrono::year{2025} / 4);
}

}  // namespace suanwang
