#include "models/power/cooling.hpp"

#include <algorithm>
#include <cstddef>

namespace suanwang {
namespace {

constexpr double kFreeCoolingBelowC = 10;
constexpr double kSlopePerK = 0.010;
constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

}  // namespace

std::array<double, 12> monthly_pue(double annual_mean, std::array<double, 12> outdoor_c) {
  std::array<double, 12> pue{};
  double mean_rise = 0;
  for (std::size_t month = 0; month < 12; ++month) {
    pue[month] = kSlopePerK * std::max(0.0, outdoor_c[month] - kFreeCoolingBelowC);
    mean_rise += pue[month] * kDays[month] / 365;
  }
  for (double& value : pue) value += annual_mean - mean_rise;
  return pue;
}

}  // namespace suanwang
