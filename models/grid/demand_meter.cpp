#include "models/grid/demand_meter.hpp"

#include <algorithm>
#include <cmath>

namespace suanwang {
namespace {

constexpr double kQuarter_s = 900;

}  // namespace

void DemandMeter::add(double from_s, double to_s, double power_w) {
  const auto first = static_cast<std::int64_t>(std::floor(from_s / kQuarter_s));
  if (first != quarter_) {
    peak_w_ = peak_w();
    quarter_ = first;
    energy_j_ = 0;
  }
  const double end_s = static_cast<double>(first + 1) * kQuarter_s;
  if (to_s <= end_s) {
    energy_j_ += power_w * (to_s - from_s);
    return;
  }

  // The rest of this quarter, whole ones in between, and the begin of the last.
  energy_j_ += power_w * (end_s - from_s);
  peak_w_ = peak_w();
  quarter_ = static_cast<std::int64_t>(std::floor(to_s / kQuarter_s));
  if (quarter_ > first + 1) peak_w_ = std::max(peak_w_, power_w);
  energy_j_ = power_w * (to_s - static_cast<double>(quarter_) * kQuarter_s);
}

double DemandMeter::peak_w() const { return std::max(peak_w_, energy_j_ / kQuarter_s); }

void DemandMeter::reset() { *this = DemandMeter{}; }

}  // namespace suanwang
