#pragma once

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
  void add(double value, double weight);

  double weight() const { return weight_; }
  double mean() const { return weight_ > 0 ? sum_ / weight_ : 0; }

  /// Least value with at least `share` of the weight at or below it; 0 for an empty sample.
  double quantile(double share) const;

 private:
  static constexpr std::size_t kExact = 4096;
  void count(double value, double weight);

  double weight_ = 0;
  double sum_ = 0;
  double largest_ = 0;
  double zero_weight_ = 0;
  mutable std::vector<std::pair<double, double>> exact_;  ///< value, weight; sorted on demand
  std::vector<double> buckets_;                           ///< empty while exact
};

}  // namespace suanwang
