#include "models/power/cooling.hpp"

#include <algorithm>
#include <cstddef>

namespace suanwang {
namespace {

constexpr double kFreeCoolingBelowC = 10;
constexpr double kSlopePerK = 0.010;

}  // namespace

std::array<double, 12> monthly_pue(double annual_mean, std::array<double, 12> outdoor_c) {
  std::array<double, 12> pue{};
  double mean_rise = 0;
  for (std::size_t month = 0; month < 12; ++month) {
    pue[month] = kSlopePerK * std::max(0.0, outdoor_c[month] - kFreeCoolingBelowC);
    mean_rise += pue[month] * kDaysOfMonth[month] / 365;
  }
  for (double& value : pue) value += annual_mean - mean_rise;
  return pue;
}

double CoolingPlant::relative(double outdoor_c) const {
  if (outdoor_c <= free_below_c) return 1;
  if (outdoor_c < chillers_above_c) {
    return 1 + (at_chillers - 1) * (outdoor_c - free_below_c) / (chillers_above_c - free_below_c);
  }
  if (outdoor_c < worst_above_c) {
    return at_chillers + (at_worst - at_chillers) * (outdoor_c - chillers_above_c) /
                             (worst_above_c - chillers_above_c);
  }
  return at_worst;
}

// PUE at the stated load is 1 + free x relative(T) x (1 - fixed_share + fixed_share / load), linear
// in `free`, so the mean of relative(T) over the year decides.
Cooling calibrated(const CoolingPlant& plant, const Climate& climate, double annual_mean) {
  double sum = 0;
  for (std::size_t month = 0; month < 12; ++month) {
    const int hours = 24 * kDaysOfMonth[month];
    for (int hour = 0; hour < hours; ++hour) {
      sum += plant.relative(climate.at(month, (hour + 0.5) / hours, hour % 24));
    }
  }
  const double by_load = 1 - plant.fixed_share + plant.fixed_share / plant.load;
  return {plant, (annual_mean - 1) / (by_load * (sum / 8760))};
}

}  // namespace suanwang
