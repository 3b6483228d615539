#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace suanwang {

/// Quantiles of a weighted sample of values >= 0 in constant memory.
///
/// Exact up to kExact different additions; beyond, values are counted in buckets of 1/128 of an
/// octave's width, so that a quantile is right within 0.4 % of its value.
class Quantiles {
 public:
  void add(double value, double weight) {
    weight_ += weight;
    sum_ += value * weight;
    largest_ = std::max(largest_, value);
    // Many a sample is mostly zeros, such as the waits where there is room.
    if (value <= 0 && !buckets_.empty()) {
      zero_weight_ += weight;
    } else {
      count_other(value, weight);
    }
  }

  double weight() const { return weight_; }
  double mean() const { return weight_ > 0 ? sum_ / weight_ : 0; }

  /// Least value with at least `share` of the weight at or below it; 0 for an empty sample.
  double quantile(double share) const;

 private:
  static constexpr std::size_t kExact = 4096;
  void count(double value, double weight);
  void count_other(double value, double weight);

  double weight_ = 0;
  double sum_ = 0;
  double largest_ = 0;
  double zero_weight_ = 0;
  std::vector<double> buckets_;                           ///< empty while exact
  mutable std::vector<std::pair<double, double>> exact_;  ///< value, weight; sorted on demand
};

}  // namespace suanwang
