#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "models/grid/supply.hpp"

// What must hold for any site, whatever it has and whatever befalls it.

namespace suanwang {
namespace {

constexpr double kJoulePerKwh = 3.6e6;

double draw(double low, double high) {
  return low + (high - low) * *rc::gen::inRange(0, 10'001) / 10'000.0;
}

struct Step {
  double until_s;
  double load_w;
  SupplyHour hour;
};

/// A day of loads that change at any moment, each step within one hour.
struct Day {
  BatterySpec battery;
  std::vector<Step> steps;
};

SupplyHour draw_hour() {
  SupplyHour hour;
  hour.offer = {draw(0, 2e6), draw(0, 1e6), static_cast<BatteryWish>(*rc::gen::inRange(0, 4))};
  hour.own_price_cny = draw(0, 0.3);
  hour.curtailed_price_cny = draw(0, 0.3);
  const double carbon = draw(0, 1), green = draw(0, 1);
  hour.grid = {draw(-0.2, 1.5), carbon, carbon * (1 - green), green};
  return hour;
}

Day draw_day() {
  Day day;
  day.battery.capacity_j = draw(0, 2000) * kJoulePerKwh;
  day.battery.charge_w = draw(0, 1e6);
  day.battery.discharge_w = draw(0, 1e6);
  day.battery.charge_efficiency = draw(0.5, 1);
  day.battery.discharge_efficiency = draw(0.5, 1);
  day.battery.minimum = draw(0, 0.5);
  day.battery.initial = draw(day.battery.minimum, 1);
  for (int h = 0; h < 24; ++h) {
    const SupplyHour hour = draw_hour();
    const int changes = *rc::gen::inRange(0, 4);
    for (int c = 1; c <= changes; ++c) {
      day.steps.push_back({3600 * (h + c / (changes + draw(1, 2))), draw(0, 3e6), hour});
    }
    day.steps.push_back({3600.0 * (h + 1), draw(0, 3e6), hour});
  }
  return day;
}

/// The whole day; each step cut into `pieces`.
SupplyAccount run(const Day& day, SiteSupply& supply, int pieces = 1) {
  SupplyAccount sum;
  double now_s = 0;
  for (const Step& step : day.steps) {
    const double from_s = now_s;
    for (int p = 1; p <= pieces; ++p) {
      const double to_s =
          p == pieces ? step.until_s : from_s + (step.until_s - from_s) * p / pieces;
      sum += supply.advance(now_s, to_s, step.load_w, step.hour);
      now_s = to_s;
    }
  }
  return sum;
}

void close(double a, double b, double scale = 1) {
  RC_ASSERT(std::abs(a - b) <= 1e-9 * (std::abs(a) + std::abs(b) + scale));
}

}  // namespace

TEST_CASE("supply: energy is neither made nor lost, at any moment", "[grid][property]") {
  rc::prop("powers balance, and none is negative", [] {
    const Day day = draw_day();
    const Step& step = day.steps.front();
    const double stored_j = draw(day.battery.minimum, 1) * day.battery.capacity_j;
    const SupplyPowers p = dispatch(step.load_w, step.hour.offer, day.battery, stored_j);
    close(p.own_w + p.curtailed_w + p.grid_w + p.discharge_w, step.load_w + p.charge_w);
    close(p.own_w + p.spilled_w, step.hour.offer.own_w);
    for (const double w :
         {p.own_w, p.spilled_w, p.curtailed_w, p.grid_w, p.charge_w, p.discharge_w}) {
      RC_ASSERT(w >= 0);
    }
    RC_ASSERT(p.charge_w <= day.battery.charge_w * (1 + 1e-12));
    RC_ASSERT(p.discharge_w <= day.battery.discharge_w);
    RC_ASSERT(p.charge_w == 0 || p.discharge_w == 0);
    RC_ASSERT(p.curtailed_w <= step.hour.offer.curtailed_w * (1 + 1e-12));
  });
  rc::prop("accounts balance over a day", [] {
    const Day day = draw_day();
    SiteSupply supply(day.battery);
    const double first_j = supply.stored_j();
    const SupplyAccount a = run(day, supply);
    close(a.drawn_kwh() + a.discharged_kwh, a.load_kwh + a.charged_kwh);
    RC_ASSERT(a.green_kwh >= 0);
    RC_ASSERT(a.green_kwh <= a.load_kwh * (1 + 1e-9) + 1e-6);
    close(a.stored_kwh, (supply.stored_j() - first_j) / kJoulePerKwh);
  });
}

TEST_CASE("supply: a battery never makes energy and stays between its bounds", "[grid][property]") {
  rc::prop("losses are what the efficiencies say", [] {
    const Day day = draw_day();
    SiteSupply supply(day.battery);
    const SupplyAccount a = run(day, supply);
    close(a.loss_kwh(), a.charged_kwh * (1 - day.battery.charge_efficiency) +
                            a.discharged_kwh * (1 / day.battery.discharge_efficiency - 1));
    RC_ASSERT(a.loss_kwh() >= -1e-6);
    RC_ASSERT(supply.stored_j() >= day.battery.floor_j());
    RC_ASSERT(supply.stored_j() <= day.battery.capacity_j);
  });
}

TEST_CASE("supply: the cost is linear in prices", "[grid][property]") {
  rc::prop("twice the prices cost twice, and nothing else changes", [] {
    Day day = draw_day();
    SiteSupply one(day.battery);
    const SupplyAccount before = run(day, one);
    for (Step& step : day.steps) {
      step.hour.grid.price_cny *= 2;
      step.hour.own_price_cny *= 2;
      step.hour.curtailed_price_cny *= 2;
    }
    SiteSupply other(day.battery);
    const SupplyAccount after = run(day, other);
    RC_ASSERT(after.energy_cny == 2 * before.energy_cny);
    RC_ASSERT(after.grid_kwh == before.grid_kwh);
    RC_ASSERT(after.market_kg == before.market_kg);
  });
}

TEST_CASE("supply: splitting the time changes no account and no peak", "[grid][property]") {
  rc::prop("a step in one piece, or in many", [] {
    const Day day = draw_day();
    SiteSupply one(day.battery), other(day.battery);
    const SupplyAccount a = run(day, one);
    const SupplyAccount b = run(day, other, *rc::gen::inRange(2, 12));
    // A moment at which the battery gets full may move by rounding: 1e-9 of some MWh.
    close(a.load_kwh, b.load_kwh, 1e3);
    close(a.grid_kwh, b.grid_kwh, 1e3);
    close(a.own_kwh, b.own_kwh, 1e3);
    close(a.spilled_kwh, b.spilled_kwh, 1e3);
    close(a.curtailed_kwh, b.curtailed_kwh, 1e3);
    close(a.charged_kwh, b.charged_kwh, 1e3);
    close(a.green_kwh, b.green_kwh, 1e3);
    close(a.discharged_kwh, b.discharged_kwh, 1e3);
    close(a.energy_cny, b.energy_cny, 1e3);
    close(a.location_kg, b.location_kg, 1e3);
    close(a.market_kg, b.market_kg, 1e3);
    close(one.demand().peak_w(), other.demand().peak_w(), 1e3);
    close(one.stored_j(), other.stored_j(), 1e9);
  });
}

TEST_CASE("demand meter: no quarter's mean is above the peak power, none below the mean",
          "[grid][property]") {
  rc::prop("bounds of the billed demand", [] {
    DemandMeter meter;
    double now_s = 0, most_w = 0, energy_j = 0;
    const int steps = *rc::gen::inRange(1, 40);
    for (int i = 0; i < steps; ++i) {
      const double to_s = now_s + draw(0, 5000), w = draw(0, 100);
      meter.add(now_s, to_s, w);
      energy_j += w * (to_s - now_s);
      most_w = std::max(most_w, w);
      now_s = to_s;
    }
    RC_ASSERT(meter.peak_w() <= most_w * (1 + 1e-12));
    // Over whole quarters the mean is at most the peak.
    const double whole_s = std::ceil(now_s / 900) * 900;
    RC_ASSERT(energy_j <= meter.peak_w() * whole_s * (1 + 1e-12));
  });
}

}  // namespace suanwang
