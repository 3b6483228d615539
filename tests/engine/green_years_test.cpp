// A green share that grows by the year, and a floor that does.

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/engine/interrupted.hpp"

namespace suanwang {
namespace {

constexpr double kDay = 86400;

/// Two cards of 100 W idle from 31 December 2024 to 2 January 2026: a day, a year and a day.
Scenario three_years() {
  Scenario s = single_queue(2, "fcfs");
  s.start = {std::chrono::year{2024}, std::chrono::December, std::chrono::day{31}};
  s.duration_s = 367 * kDay;
  s.workloads = {one_job("a", "here", 0, 1, 0.001)};
  SitePower& power = s.sites[0].power;
  power.price_cny_per_kwh = 0.5;
  power.carbon_kg_per_kwh = 0.6;
  power.green_share = 0.5;
  power.green_rate = 0.6;
  power.green_premium_cny_per_kwh = 0.1;
  return s;
}

}  // namespace

TEST_CASE("green: the share that is bought rises each first of January, up to all", "[levers]") {
  // 4.8 kWh a day. 50 %, then 80 %, then all, for 128 % is no share.
  const Results r = simulate(three_years());
  REQUIRE(r.years.size() == 3);
  const double kwh[] = {4.8, 4.8 * 365, 4.8};
  const double share[] = {0.5, 0.8, 1.0};
  for (std::size_t y = 0; y < 3; ++y) {
    const EnergyAccount& energy = r.years[y].energy;
    CHECK(energy.kwh == Approx(kwh[y]));
    CHECK(energy.green_share() == Approx(share[y]));
    CHECK(energy.energy_cny == Approx(kwh[y] * (0.5 + share[y] * 0.1)));
    CHECK(energy.carbon_kg == Approx(kwh[y] * 0.6 * (1 - share[y])).margin(1e-9));
    CHECK(energy.location_carbon_kg == Approx(kwh[y] * 0.6));
  }
}

TEST_CASE("green: a floor that rises is asked of each year", "[levers]") {
  // 50 %, 85 %, then all: the year 2025 lacks 5 % of 1752 kWh.
  Scenario s = three_years();
  GreenLever lever;
  lever.id = "floor";
  lever.at_least = 0.5;
  lever.rate = 0.7;
  s.levers.green = {lever};
  Results r = simulate(s);
  const LeverResult& floor = r.levers.at(0);
  REQUIRE(floor.years.size() == 3);
  CHECK(floor.years[0].met);
  CHECK_FALSE(floor.years[1].met);
  CHECK(floor.years[1].year == 2025);
  CHECK(floor.years[1].asked == Approx(0.85));
  CHECK(floor.years[1].found == Approx(0.8));
  CHECK(floor.years[1].takes == Approx(0.05 * 1752));
  CHECK(floor.years[1].violations == 1);
  CHECK(floor.years[2].asked == 1);
  CHECK(floor.years[2].met);
  CHECK_FALSE(floor.met);
  CHECK(floor.asked == 1);
  CHECK(floor.found == Approx(1));
  CHECK(floor.takes == Approx(0.05 * 1752));
  CHECK(floor.violations == 1);
  CHECK(floor.sites == std::vector<std::string>{"site"});

  // By a list: nothing of 2024, 80 % of 2025 and of 2026, too.
  s.levers.green[0].years = {{2025, 0.8}};
  r = simulate(s);
  CHECK(std::isnan(r.levers.at(0).years[0].asked));
  CHECK(r.levers[0].years[1].asked == 0.8);
  CHECK(r.levers[0].years[2].asked == 0.8);
  CHECK(r.levers[0].met);

  // A warm-up is left out; a floor without years is of the whole, as ever.
  s.warmup_s = 2 * kDay;
  r = simulate(s);
  REQUIRE(r.levers.at(0).years.size() == 2);
  CHECK(r.levers[0].years[0].year == 2025);
  s.warmup_s = 0;
  s.levers.green[0].years.clear();
  s.levers.green[0].rate = 0;
  r = simulate(s);
  CHECK(r.levers.at(0).years.empty());
  CHECK(r.levers[0].found == Approx((0.5 + 0.8 * 365 + 1) / 367));
}

}  // namespace suanwang
