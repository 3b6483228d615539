// Cooling by temperature and load, water, sleeping cards and heat waves; each hour by hand. The
// site stands in an even climate of 20 degC, where its chillers just carry all: what it draws
// beside the computers is 2.5 x 0.1 = 0.25 of their power at full load, a quarter of it fixed. Its
// 4 cards draw 100 W idle and 500 W busy, 2 kW in all.

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/world/site_series.hpp"
#include "tests/engine/interrupted.hpp"

namespace suanwang {
namespace {

constexpr double kHour = 3600;

Scenario even_climate(double hours, double cards) {
  Scenario s = single_queue(4, "fcfs");
  s.duration_s = hours * kHour;
  SitePower& power = s.sites[0].power;
  std::array<double, 12> months;
  months.fill(20);
  power.climate = Climate(months, 0);
  power.cooling = Cooling{{.free_below_c = 10,
                           .chillers_above_c = 20,
                           .worst_above_c = 40,
                           .at_chillers = 2.5,
                           .at_worst = 3.5,
                           .fixed_share = 0.25,
                           .load = 0.5},
                          0.1};
  s.workloads.push_back(one_job("a", "here", 0, cards, kHour));
  return s;
}

WeatherEvent wave(double from_h, double hours, double change_k) {
  WeatherEvent event;
  event.at_s = from_h * kHour;
  event.lasts_s = hours * kHour;
  event.site = "site";
  event.change_k = change_k;
  return event;
}

TEST_CASE("weather: the fixed part of cooling is drawn whatever the cards do", "[power]") {
  // Slope 1 + 0.25 x 0.75 = 1.1875, fixed 0.25 x 0.25 x 2 kW = 0.125 kW. Hour 0: two busy cards,
  // 4 x 100 + 2 x 400 = 1.2 kW of IT: 1.2 x 1.1875 + 0.125 = 1.55. Hour 1: 0.4 x 1.1875 + 0.125.
  const Told told = run(even_climate(2, 2));
  CHECK(told.results.hours[0].energy.it_kwh == Approx(1.2));
  CHECK(told.results.hours[0].energy.kwh == Approx(1.55));
  CHECK(told.results.hours[1].energy.kwh == Approx(0.6));
  CHECK(told.results.energy.pue() == Approx(2.15 / 1.6));
  // The job's own: two busy cards for an hour.
  CHECK(told.of("a").energy_kwh == Approx(1 * 1.1875));
}

TEST_CASE("weather: what is drawn whatever the cards do grows with the site", "[power][growth]") {
  // 4 more cards from hour 1 on: 8 idle ones are 0.8 kW of IT, and the fixed part is that of 4 kW:
  // 0.8 x 1.1875 + 0.25. Before, as above.
  Scenario s = even_climate(3, 2);
  CapacityGrowth more;
  more.law = {GrowthLaw::How::more, 4, kHour};
  s.growth.capacity.push_back(more);
  const Told told = run(s);
  CHECK(told.results.hours[0].energy.kwh == Approx(1.55));
  CHECK(told.results.hours[1].energy.kwh == Approx(1.2));
  CHECK(told.results.hours[2].energy.kwh == Approx(1.2));
}

TEST_CASE("weather: a heat wave counts for the part of an hour that it covers", "[power]") {
  // +10 K for the second half of hour 1 are 5 K of the hour: at 25 degC
  // 0.1 x (2.5 + 1 x 5/20) = 0.275: slope 1.20625, fixed 0.1375 kW.
  Scenario s = even_climate(3, 2);
  s.weather = {wave(1.5, 0.5, 10)};
  Told told = run(s);
  CHECK(told.results.hours[0].energy.kwh == Approx(1.55));
  CHECK(told.results.hours[1].energy.kwh == Approx(0.4 * 1.20625 + 0.1375));
  CHECK(told.results.hours[2].energy.kwh == Approx(0.6));

  // A cold spell lets the outside air do it alone: 0.1, slope 1.075, fixed 0.05 kW.
  s.weather = {wave(0, 1, -15)};
  told = run(s);
  CHECK(told.results.hours[0].energy.kwh == Approx(1.2 * 1.075 + 0.05));
  CHECK(told.results.hours[1].energy.kwh == Approx(0.6));
}

TEST_CASE("weather: events of the site and of its region add up, and come again", "[power]") {
  Scenario s = even_climate(48, 2);
  s.sites[0].region = "here";
  WeatherEvent region = wave(2, 2, 4);
  region.site.clear();
  region.region = "here";
  region.every_s = 24 * kHour;
  s.weather = {wave(0, 3, 1), region};
  const SiteSeries series(s);
  const double expected[] = {21, 21, 25, 24, 20};
  for (int hour = 0; hour < 5; ++hour) CHECK(series.outdoor_c(0, hour) == Approx(expected[hour]));
  CHECK(series.outdoor_c(0, 25) == Approx(20));
  CHECK(series.outdoor_c(0, 26) == Approx(24));
  CHECK(series.outdoor_c(0, 27) == Approx(24));
  CHECK(series.outdoor_c(0, 28) == Approx(20));
  CHECK(series.hottest_c(0, 0, 2 * kHour) == Approx(21));
  CHECK(series.hottest_c(0, 0, 3 * kHour) == Approx(25));
  s.weather[1].region = "elsewhere";
  CHECK(SiteSeries(s).outdoor_c(0, 26) == Approx(20));
}

TEST_CASE("weather: water goes with the computers' energy and the temperature", "[power]") {
  // Half way from 15 to 25 degC: 1 litre of 2 for each kWh of IT; 1.6 kWh in two hours.
  Scenario s = even_climate(2, 2);
  s.sites[0].power.water = WaterUse{2, 15, 25};
  CHECK(run(s).results.energy.water_litres == Approx(1.6));
  s.sites[0].power.cooling.reset();
  CHECK(run(s).results.energy.water_litres == Approx(1.6));
  s.sites[0].power.climate.reset();
  s.sites[0].power.water = WaterUse{1.5};
  CHECK(run(s).results.energy.water_litres == Approx(2.4));
}

TEST_CASE("sleep: idle cards beyond the reserve draw less, to the second", "[power]") {
  // 10 cards, 2 of them in reserve, 20 W asleep. 5 cards busy from 600 to 1800: 8 sleep for 2400 s
  // and 10 - 5 - 2 = 3 for 1200 s. 10 x 100 W x 3600 s + 5 x 400 W x 1200 s
  // - 80 W x (8 x 2400 + 3 x 1200) card-seconds = 4.176 MJ = 1.16 kWh.
  Scenario s = single_queue(10, "fcfs");
  s.duration_s = kHour;
  s.sites[0].pools[0].sleep = SleepRule{20, 0.2};
  s.workloads.push_back(one_job("a", "here", 600, 5, 1200));
  CHECK(run(s).results.energy.it_kwh == Approx(1.16));
  // Where cards may be down the same holds; a drained pool stays awake.
  SiteEvent event;
  event.at_s = 1800;
  event.site = "site";
  event.what = SiteEvent::What::drain;
  event.lasts_s = 900;
  s.site_events = {event};
  CHECK(run(s).results.energy.it_kwh == Approx(1.16 + 80.0 * 8 * 900 / 3.6e6));
}

TEST_CASE("sleep: a site that is settled at each change of its power sees the same energy",
          "[power]") {
  // With a demand charge of 0 on the highest quarter hour nothing changes, but a battery that is
  // never used makes the supply follow the power. 1 CNY and 1 kg a kWh: all three are alike.
  Scenario s = even_climate(3, 2);
  s.sites[0].pools[0].sleep = SleepRule{20, 0.25};
  s.sites[0].power.price_cny_per_kwh = 1;
  s.sites[0].power.carbon_kg_per_kwh = 1;
  s.sites[0].power.sources.battery = BatterySpec{};
  s.weather = {wave(1, 1, 10)};
  REQUIRE(s.sites[0].power.sources.follow_power());
  const EnergyAccount energy = run(s).results.energy;
  CHECK(energy.energy_cny == Approx(energy.kwh));
  CHECK(energy.carbon_kg == Approx(energy.kwh));
  // Hour 0: one idle and awake, one asleep beside two busy ones: 1 + 0.1 + 0.02 = 1.12 kW.
  CHECK(run(s).results.hours[0].energy.it_kwh == Approx(1.12));
  CHECK(run(s).results.hours[0].energy.energy_cny == Approx(1.12 * 1.1875 + 0.125));
}

TEST_CASE("weather: under a cap a heat wave slows what runs", "[power-cap]") {
  // 2 kW of IT are 2 x 1.1875 + 0.125 = 2.5 kW at 20 degC, the cap. At 40 degC it is 0.35 beside:
  // slope 1.2625, fixed 0.175 kW; (2.5 - 0.175) / 1.2625 = 1.84 kW of IT less 0.4 idle are 1.44 of
  // 1.6 kW: 3 whole cards of 4. A job of 2 h on 4 cards does 45 min in the hour of the wave.
  Scenario s = even_climate(5, 4);
  s.workloads = {one_job("a", "here", 0, 4, 2 * kHour)};
  s.sites[0].power.cap_w = 2500;
  CHECK(run(s).of("a").ended_s == Approx(2 * kHour));
  s.weather = {wave(1, 1, 20)};
  const Told told = run(s);
  CHECK(told.of("a").ended_s == Approx(2 * kHour + 900));
  // 4 x 100 + 0.75 x 4 x 400 = 1.6 kW of IT.
  CHECK(told.results.hours[1].energy.it_kwh == Approx(1.6));
  CHECK(told.results.hours[1].energy.kwh == Approx(1.6 * 1.2625 + 0.175));
  CHECK(told.results.hours[1].energy.kwh < 2.5);
  s.sites[0].power.cap_w = std::numeric_limits<double>::infinity();
  CHECK(run(s).of("a").ended_s == Approx(2 * kHour));
}

TEST_CASE("weather: where a cap preempts, a heat wave does so too, and jobs come back after it",
          "[power-cap]") {
  Scenario s = even_climate(6, 4);
  s.workloads = {one_job("a", "here", 0, 4, 2 * kHour)};
  s.workloads[0].preemptible = true;
  s.sites[0].power.cap_w = 2500;
  s.sites[0].power.over_cap = OverCap::preempt;
  s.weather = {wave(1, 1, 20)};
  const Told told = run(s);
  CHECK(told.of("a").preemptions == 1);
  CHECK(told.of("a").ended_s == Approx(4 * kHour));  // begins anew at 2 h: nothing was saved
}

}  // namespace
}  // namespace suanwang
