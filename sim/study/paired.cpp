#include "sim/study/paired.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cassert>
#include <cmath>
#include <limits>
#include <vector>

namespace suanwang {
namespace {

constexpr double kDecisionError = 0.002;  // shared out over all looks
constexpr double kMorePairs = 4;          // than the plain rule asks for

/// Half widths in standard errors: what is further out has the probability `error`, both sides
/// together.
double t_quantile(std::size_t count, double error) {
  const boost::math::students_t student(static_cast<double>(count - 1));
  return boost::math::quantile(boost::math::complement(student, error / 2));
}

/// Counted from the first value, so that equal values give exactly that value.
double mean_from_first(std::span<const double> values) {
  if (values.empty()) return 0;
  const double first = values.front();
  double sum = 0;
  for (const double value : values) sum += value == first ? 0 : value - first;
  return first + sum / static_cast<double>(values.size());
}

}  // namespace

Interval mean_interval(std::span<const double> values, double confidence) {
  assert(confidence > 0 && confidence < 1);
  const double infinity = std::numeric_limits<double>::infinity();
  Interval interval{mean_from_first(values), infinity, values.size(), confidence};
  if (values.size() < 2 || !std::isfinite(interval.mean)) return interval;
  // The second pass takes out what rounding left in the mean (Chan, Golub and LeVeque 1983).
  double squares = 0, rest = 0;
  for (const double value : values) {
    squares += (value - interval.mean) * (value - interval.mean);
    rest += value - interval.mean;
  }
  const auto count = static_cast<double>(values.size());
  const double variance = std::max(0.0, squares - rest * rest / count) / (count - 1);
  interval.half_width = t_quantile(values.size(), 1 - confidence) * std::sqrt(variance / count);
  return interval;
}

bool PairedDifference::is_clear() const {
  return std::isfinite(difference.half_width) && std::abs(difference.mean) > difference.half_width;
}

bool PairedDifference::is_exact() const {
  return difference.count >= 2 && difference.half_width == 0;
}

PairedDifference paired_difference(std::span<const double> baseline, std::span<const double> other,
                                   double confidence) {
  assert(baseline.size() == other.size());
  std::vector<double> before, after, differences;
  for (std::size_t i = 0; i < baseline.size(); ++i) {
    if (std::isnan(baseline[i]) || std::isnan(other[i])) continue;
    before.push_back(baseline[i]);
    after.push_back(other[i]);
    differences.push_back(other[i] == baseline[i] ? 0 : other[i] - baseline[i]);
  }
  return {mean_interval(differences, confidence), mean_from_first(before), mean_from_first(after)};
}

bool is_settled(const PairedDifference& paired, double relative_width) {
  const Interval& difference = paired.difference;
  if (difference.count < kFewestPairs || !std::isfinite(difference.half_width)) return false;
  if (difference.half_width == 0) return true;
  if (!std::isfinite(paired.baseline_mean)) return false;
  const auto count = static_cast<double>(difference.count);
  const double careful = difference.half_width * std::sqrt(1 + kMorePairs / count);
  if (careful <= relative_width * std::abs(paired.baseline_mean)) return true;
  if (!paired.is_clear()) return false;
  const double wider = t_quantile(difference.count, kDecisionError / (count * (count - 1))) /
                       t_quantile(difference.count, 1 - difference.confidence);
  return std::abs(difference.mean) > wider * difference.half_width;
}

}  // namespace suanwang
