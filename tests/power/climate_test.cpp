#include "models/power/climate.hpp"

#include <catch2/catch.hpp>

namespace suanwang {
namespace {

TEST_CASE("climate: lines from mid-month to mid-month keep the normals", "[power]") {
  // 10 degC in the middle of every month, 20 in that of July. From mid-June to mid-July there are
  // 15 + 15.5 days, 30/61 of them in June; from July to August half is in each.
  //   July:   20 + ((10 - 20) x 31/61 + (10 - 20) / 2) / 4 = 17.479508
  //   June:   10 + (20 - 10) x 30/61 / 4                   = 11.229508
  //   August: 10 + (20 - 10) / 2 / 4                       = 11.25
  std::array<double, 12> normals;
  normals.fill(10);
  normals[5] = 11.2295081967213;
  normals[6] = 17.4795081967213;
  normals[7] = 11.25;
  const Climate climate(normals, 0);
  CHECK(climate.day_mean_c(6, 0.5) == Approx(20).epsilon(1e-12));
  CHECK(climate.day_mean_c(5, 0.5) == Approx(10).epsilon(1e-12));
  CHECK(climate.day_mean_c(0, 0.3) == Approx(10).epsilon(1e-12));
  // The border of June and July: 10 + 10 x 30/61 = 14.918033, from either side.
  CHECK(climate.day_mean_c(5, 1) == Approx(14.9180327868852).epsilon(1e-12));
  CHECK(climate.day_mean_c(6, 0) == Approx(14.9180327868852).epsilon(1e-12));
}

TEST_CASE("climate: the mean over the hours of a month is its normal, leap year or not",
          "[power]") {
  // Beijing.
  const std::array<double, 12> normals{-2.7, 0.6,  7.4,  15.0, 21.1, 24.9,
                                       26.9, 25.8, 20.8, 13.7, 4.8,  -1.0};
  const Climate climate(normals, 10.5);
  for (std::size_t month = 0; month < 12; ++month) {
    for (const int days : {kDaysOfMonth[month], 29}) {
      double sum = 0;
      for (int hour = 0; hour < 24 * days; ++hour) {
        sum += climate.at(month, (hour + 0.5) / (24 * days), hour % 24);
      }
      CHECK(sum / (24 * days) == Approx(normals[month]).margin(0.02));
      if (days == kDaysOfMonth[month])
        CHECK(sum / (24 * days) == Approx(normals[month]).margin(1e-9));
    }
  }
}

TEST_CASE("climate: a day is warmest around 15:00 and coldest twelve hours off", "[power]") {
  std::array<double, 12> normals;
  normals.fill(20);
  const Climate climate(normals, 12);
  // 14:30 and 15:30 lie 7.5 degrees of the circle from 15:00: 20 + 6 x cos 7.5 = 25.948669.
  CHECK(climate.at(3, 0.5, 14) == Approx(25.9486692).epsilon(1e-8));
  CHECK(climate.at(3, 0.5, 15) == Approx(25.9486692).epsilon(1e-8));
  CHECK(climate.at(3, 0.5, 2) == Approx(14.0513308).epsilon(1e-8));
  CHECK(climate.at(3, 0.5, 3) == Approx(14.0513308).epsilon(1e-8));
  // 20:30 and 9:30 lie 82.5 degrees off: 20 + 6 x 0.1305262 = 20.783157; 21:30: below by as much.
  CHECK(climate.at(3, 0.5, 20) == Approx(20.7831572).epsilon(1e-8));
  CHECK(climate.at(3, 0.5, 9) == Approx(20.7831572).epsilon(1e-8));
  CHECK(climate.at(3, 0.5, 21) == Approx(19.2168428).epsilon(1e-8));
}

}  // namespace
}  // namespace suanwang
