#include "models/power/cooling.hpp"

#include <catch2/catch.hpp>

#include "models/power/sleep.hpp"
#include "models/power/water.hpp"

namespace suanwang {
namespace {

Climate always(double outdoor_c) {
  std::array<double, 12> months;
  months.fill(outdoor_c);
  return {months, 0};
}

constexpr CoolingPlant kPlant{.free_below_c = 10,
                              .chillers_above_c = 20,
                              .worst_above_c = 40,
                              .at_chillers = 2.5,
                              .at_worst = 3.5,
                              .fixed_share = 0.25,
                              .load = 0.5};

TEST_CASE("cooling: free, mixed, by chillers, and flat out", "[power]") {
  CHECK(kPlant.relative(-20) == 1);
  CHECK(kPlant.relative(10) == 1);
  CHECK(kPlant.relative(14) == Approx(1.6));  // 1 + 1.5 x 4/10
  CHECK(kPlant.relative(20) == Approx(2.5));
  CHECK(kPlant.relative(30) == Approx(3.0));  // half way from 2.5 to 3.5
  CHECK(kPlant.relative(45) == 3.5);
}

TEST_CASE("cooling: a mean PUE holds at the stated load", "[power]") {
  // Always 5 degC, where the outside air cools alone. At half load PUE - 1 is
  // free x (0.75 + 0.25 / 0.5) = 1.25 x free; for 1.25, free = 0.2.
  const Cooling cold = calibrated(kPlant, always(5), 1.25);
  CHECK(cold.free == Approx(0.2));
  CHECK(cold.pue(5, 0.5) == Approx(1.25));
  // Full: 1 + 0.2. A tenth: 1 + 0.2 x (0.75 + 2.5).
  CHECK(cold.pue(5, 1) == Approx(1.2));
  CHECK(cold.pue(5, 0.1) == Approx(1.65));
  // 20 degC: 2.5 times as much beside the computers. 100 kW of 400 kW: 100 + 0.5 x (100 + 75).
  CHECK(100 * cold.slope(20) + 400 * cold.fixed(20) == Approx(187.5));

  // Always 20 degC: the same mean leaves 0.2 / 2.5 in free cooling.
  CHECK(calibrated(kPlant, always(20), 1.25).free == Approx(0.08));
}

TEST_CASE("cooling: the mean over the hours of a year is the target in every climate", "[power]") {
  const std::array<double, 12> guangzhou{13.8, 15.6, 18.4, 22.6, 26.1, 28.0,
                                         28.9, 28.8, 27.8, 25.2, 20.8, 15.6};
  const std::array<double, 12> horinger{-11.6, -6.7, 0.8,  9.5, 16.2, 20.7,
                                        22.7,  20.6, 15.0, 7.4, -1.8, -9.6};
  for (const auto& months : {guangzhou, horinger}) {
    const Climate climate(months, 10);
    const Cooling cooling = calibrated(kPlant, climate, 1.2);
    double sum = 0;
    for (std::size_t month = 0; month < 12; ++month) {
      for (int hour = 0; hour < 24 * kDaysOfMonth[month]; ++hour) {
        const double share = (hour + 0.5) / (24 * kDaysOfMonth[month]);
        sum += cooling.pue(climate.at(month, share, hour % 24), kPlant.load);
      }
    }
    CHECK(sum / 8760 == Approx(1.2).epsilon(1e-12));
    CHECK(cooling.pue(35, 0.5) > 1.2);
  }
}

TEST_CASE("water: none while it is cold, all heat by evaporation while it is warm", "[power]") {
  const WaterUse water{2, 15, 25};
  CHECK(water.at(15) == 0);
  CHECK(water.at(20) == Approx(1));
  CHECK(water.at(25) == 2);
  CHECK(WaterUse{1.2}.at(-30) == 1.2);
}

TEST_CASE("sleep: idle cards beyond the reserve sleep", "[power]") {
  // 10 % of 1,000 powered cards stay awake beyond the busy ones.
  const SleepRule rule{60, 0.1};
  CHECK(rule.reserve(1000) == 100);
  CHECK(rule.reserve(15) == 2);                // 1.5, rounded up
  CHECK(SleepRule{60, 0.7}.reserve(10) == 7);  // 0.7 x 10 is a hair above 7 in binary
  CHECK(asleep(1000, 600, 100) == 300);
  CHECK(asleep(1000, 950, 100) == 0);
  CHECK(asleep(0, 0, 100) == 0);
}

}  // namespace
}  // namespace suanwang
