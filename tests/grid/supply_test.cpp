#include "models/grid/supply.hpp"

#include <catch2/catch.hpp>

namespace suanwang {
namespace {

constexpr double kKwh = 3.6e6;

BatterySpec battery(double capacity_kwh, double power_w, double initial = 0) {
  BatterySpec spec;
  spec.capacity_j = capacity_kwh * kKwh;
  spec.charge_w = spec.discharge_w = power_w;
  spec.initial = initial;
  return spec;
}

}  // namespace

TEST_CASE("supply: own output first, then curtailed energy, then the battery, then the grid",
          "[grid]") {
  // Load 100: 40 of its own, 25 curtailed, 20 from the battery, 15 from the grid.
  const Offer offer{40, 25, BatteryWish::surplus};
  const SupplyPowers powers = dispatch(100, offer, battery(1, 20), 0.5 * kKwh);
  CHECK(powers.own_w == 40);
  CHECK(powers.curtailed_w == 25);
  CHECK(powers.discharge_w == 20);
  CHECK(powers.grid_w == 15);
  CHECK(powers.charge_w == 0);
  CHECK(powers.spilled_w == 0);
}

TEST_CASE("supply: what a battery takes and gives follows its wish", "[grid]") {
  const BatterySpec spec = battery(1, 50, 0.5);
  const double half = 0.5 * kKwh;

  SECTION("a surplus of its own is always taken, the rest of it is lost") {
    // 180 made, 100 used, 50 stored, 30 lost.
    for (const auto wish :
         {BatteryWish::hold, BatteryWish::surplus, BatteryWish::charge, BatteryWish::discharge}) {
      const SupplyPowers powers = dispatch(100, {180, 0, wish}, spec, half);
      CHECK(powers.charge_w == 50);
      CHECK(powers.spilled_w == 30);
      CHECK(powers.grid_w == 0);
      CHECK(powers.discharge_w == 0);
    }
  }
  SECTION("curtailed energy, which costs money, only where it is to charge") {
    // 130 to be had, 100 used: 30 left.
    CHECK(dispatch(100, {0, 130, BatteryWish::hold}, spec, half).charge_w == 0);
    CHECK(dispatch(100, {0, 130, BatteryWish::discharge}, spec, half).charge_w == 0);
    CHECK(dispatch(100, {0, 130, BatteryWish::surplus}, spec, half).charge_w == 30);
    // Charging, the grid adds 20 to make it 50.
    const SupplyPowers powers = dispatch(100, {0, 130, BatteryWish::charge}, spec, half);
    CHECK(powers.charge_w == 50);
    CHECK(powers.curtailed_w == 130);
    CHECK(powers.grid_w == 20);
  }
  SECTION("full, it takes nothing; at its minimum it gives nothing") {
    CHECK(dispatch(100, {180, 0, BatteryWish::charge}, spec, kKwh).charge_w == 0);
    CHECK(dispatch(100, {180, 0, BatteryWish::charge}, spec, kKwh).spilled_w == 80);
    CHECK(dispatch(100, {0, 0, BatteryWish::discharge}, spec, 0).grid_w == 100);
  }
}

TEST_CASE("supply: a battery gets full at the exact moment inside an hour", "[grid]") {
  // 2 kWh, half full, takes 1.6 kW and stores 80 % of it: 1.28 kW. The missing 1 kWh takes
  // 1 / 1.28 h = 0.78125 h and 1.25 kWh; 0.25 kWh are lost.
  BatterySpec spec = battery(2, 1600, 0.5);
  spec.charge_efficiency = 0.8;
  SiteSupply supply(spec);
  SupplyHour hour;
  hour.offer.wish = BatteryWish::charge;
  hour.grid = {0.5, 0.6, 0.3, 0.5};
  const SupplyAccount got = supply.advance(0, 3600, 1000, hour);
  CHECK(got.charged_kwh == Approx(1.25));
  CHECK(got.stored_kwh == Approx(1));
  CHECK(got.loss_kwh() == Approx(0.25));
  CHECK(supply.stored_j() == spec.capacity_j);
  CHECK(got.load_kwh == Approx(1));
  CHECK(got.grid_kwh == Approx(2.25));
  CHECK(got.energy_cny == Approx(2.25 * 0.5));
  CHECK(got.location_kg == Approx(2.25 * 0.6));
  CHECK(got.market_kg == Approx(2.25 * 0.3));
  CHECK(got.green_kwh == Approx(0.5));  // of the load; the rest was stored

  // Then it gives: 1 kW of load for an hour is 1 / 0.9 kWh out of the store.
  spec.discharge_efficiency = 0.9;
  spec.initial = 1;
  spec.minimum = 0.6;  // 0.8 kWh may go, which is 0.72 kWh at the terminals: 0.72 h
  SiteSupply giving(spec);
  hour.offer.wish = BatteryWish::discharge;
  const SupplyAccount given = giving.advance(0, 3600, 1000, hour);
  CHECK(given.discharged_kwh == Approx(0.72));
  CHECK(given.grid_kwh == Approx(0.28));
  CHECK(given.stored_kwh == Approx(-0.8));
  CHECK(given.loss_kwh() == Approx(0.08));
  CHECK(giving.stored_j() == spec.floor_j());
}

TEST_CASE("supply: own and curtailed energy cost what they cost and carry no carbon", "[grid]") {
  // 3 kW for an hour: 1 of its own at 0.2, 1.5 curtailed at 0.1, 0.5 from the grid at 0.6:
  // 0.2 + 0.15 + 0.3 = 0.65 CNY, and 0.5 x 0.7 = 0.35 kg.
  SiteSupply supply(BatterySpec{});
  SupplyHour hour;
  hour.offer = {1000, 1500, BatteryWish::hold};
  hour.own_price_cny = 0.2;
  hour.curtailed_price_cny = 0.1;
  hour.grid = {0.6, 0.7, 0.7, 0};
  const SupplyAccount got = supply.advance(7200, 10800, 3000, hour);
  CHECK(got.energy_cny == Approx(0.65));
  CHECK(got.location_kg == Approx(0.35));
  CHECK(got.green_kwh == Approx(2.5));
  CHECK(got.drawn_kwh() == Approx(3));
}

TEST_CASE("supply: what was stored green is green when it is given", "[grid]") {
  // 1 kWh of the sun on top of 1 kWh of nobody knows what: half of what it gives is green.
  SiteSupply supply(battery(4, 1000, 0.25));
  SupplyHour sun;
  sun.offer = {3000, 0, BatteryWish::surplus};
  SupplyHour night;
  night.offer.wish = BatteryWish::surplus;
  CHECK(supply.advance(0, 3600, 2000, sun).green_kwh == Approx(2));
  const SupplyAccount got = supply.advance(3600, 7200, 1500, night);
  CHECK(got.discharged_kwh == Approx(1));
  CHECK(got.green_kwh == Approx(0.5));
}

TEST_CASE("supply: the rule of a battery", "[grid]") {
  CHECK(wish_of({BatteryRule::By::surplus, 0, 0}, 0.1, 0.9) == BatteryWish::surplus);
  const BatteryRule price{BatteryRule::By::price, 0.3, 0.8};
  CHECK(wish_of(price, 0.29, 9) == BatteryWish::charge);
  CHECK(wish_of(price, 0.3, 9) == BatteryWish::hold);
  CHECK(wish_of(price, 0.8, 9) == BatteryWish::discharge);
  const BatteryRule carbon{BatteryRule::By::carbon, 0.4, 0.4};
  CHECK(wish_of(carbon, 9, 0.39) == BatteryWish::charge);
  CHECK(wish_of(carbon, 9, 0.4) == BatteryWish::discharge);
}

TEST_CASE("supply: power over a long line costs its losses and its carriage", "[grid]") {
  // 40 % over a line that loses 6.5 %, at 0.05 CNY/kWh:
  // price  0.6 x 0.7 + 0.4 x (0.3 / 0.935 + 0.05) = 0.42 + 0.128342 + 0.02
  // carbon 0.6 x 0.5 + 0.4 x 0.64 / 0.935         = 0.3 + 0.273797
  const GridRates mix = over_line({0.7, 0.5, 0.5, 0}, {0.3, 0.64, 0.64, 0}, {0.4, 0.065, 0.05});
  CHECK(mix.price_cny == Approx(0.568342).epsilon(1e-6));
  CHECK(mix.location_kg == Approx(0.573797).epsilon(1e-6));
  CHECK(mix.market_kg == mix.location_kg);
}

TEST_CASE("demand meter: the highest mean of a quarter of an hour", "[grid]") {
  DemandMeter meter;
  SECTION("a short peak counts with its mean") {
    // 100 W, for 90 s of the second quarter 1100 W: (810 x 100 + 90 x 1100) / 900 = 200 W.
    meter.add(0, 1000, 100);
    meter.add(1000, 1090, 1100);
    meter.add(1090, 3600, 100);
    CHECK(meter.peak_w() == Approx(200));
  }
  SECTION("a peak across the end of a quarter is split") {
    // 600 s at 900 W from 600 s on: 300 s in the first quarter, 300 s in the second: 300 W each.
    meter.add(0, 600, 0);
    meter.add(600, 1200, 900);
    CHECK(meter.peak_w() == Approx(300));
  }
  SECTION("a long time holds whole quarters") {
    meter.add(100, 1'000'000, 7);
    CHECK(meter.peak_w() == 7);
    meter.reset();
    CHECK(meter.peak_w() == 0);
    // 10 s of what is left of a quarter, then one whole quarter
    meter.add(1'000'790, 1'000'800, 5);
    CHECK(meter.peak_w() == Approx(5 * 10 / 900.0));
    meter.add(1'000'800, 1'001'700, 3);
    CHECK(meter.peak_w() == Approx(3));
  }
}

}  // namespace suanwang
