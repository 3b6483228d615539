#include "models/power/climate.hpp"

#include <algorithm>
#include <cmath>

namespace suanwang {
namespace {

// cos of 7.5, 22.5, ... 82.5 degrees: the middle of an hour lies an odd number of half hours from
// 15:00. Written out, so that no compiler rounds them its own way.
constexpr std::array<double, 6> kCosine{0.9914448613738104, 0.9238795325112867, 0.7933533402912352,
                                        0.6087614290087207, 0.3826834323650898, 0.1305261922200516};
constexpr int kWarmestHour = 15;

/// The day cycle in the middle of an hour, from -1 to 1.
double day_cycle(int hour_of_day) {
  const int after = (hour_of_day - kWarmestHour + 24) % 24;  // whole hours since 15:00
  const int nearer = after < 12 ? after : 23 - after;        // cos is even
  return nearer < 6 ? kCosine[static_cast<std::size_t>(nearer)]
                    : -kCosine[static_cast<std::size_t>(11 - nearer)];
}

/// Length of a month over that of itself and its neighbour: how much of the way from the middle of
/// one to the middle of the other lies in it.
double part(std::size_t month, std::size_t neighbour) {
  const double own = kDaysOfMonth[month];
  return own / (own + kDaysOfMonth[neighbour]);
}

}  // namespace

// On each half of a month the line leads from the middle to the border; the mean of a month is that
// of the two means:
//
//     normal[m] = mid[m] + ((mid[m-1] - mid[m]) x part(m, m-1)
//                           + (mid[m+1] - mid[m]) x part(m, m+1)) / 4
//
// Solved by repetition; each round makes the error at least twice smaller, since the weights of the
// neighbours are about 1/8 and that of the month itself 3/4.
Climate::Climate(const std::array<double, 12>& months_c, double day_range_k)
    : mid_month_c_(months_c), day_range_k_(day_range_k) {
  for (int round = 0; round < 60; ++round) {
    for (std::size_t m = 0; m < 12; ++m) {
      const std::size_t before = (m + 11) % 12;
      const std::size_t after = (m + 1) % 12;
      const double to_before = part(m, before) / 4;
      const double to_after = part(m, after) / 4;
      mid_month_c_[m] =
          (months_c[m] - mid_month_c_[before] * to_before - mid_month_c_[after] * to_after) /
          (1 - to_before - to_after);
    }
  }
}

double Climate::day_mean_c(std::size_t month, double share) const {
  const std::size_t neighbour = share < 0.5 ? (month + 11) % 12 : (month + 1) % 12;
  const double from_middle = std::abs(share - 0.5) * 2 * part(month, neighbour);
  return mid_month_c_[month] + (mid_month_c_[neighbour] - mid_month_c_[month]) * from_middle;
}

double Climate::hottest_c() const {
  return *std::max_element(mid_month_c_.begin(), mid_month_c_.end()) +
         day_range_k_ / 2 * kCosine[0];
}

double Climate::at(std::size_t month, double share, int hour_of_day) const {
  return day_mean_c(month, share) + day_range_k_ / 2 * day_cycle(hour_of_day);
}

}  // namespace suanwang
