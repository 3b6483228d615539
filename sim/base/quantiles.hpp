#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace suanwang {

/// Quantiles of a weighted sample of values >= 0 in constant memory.
///
/// Exact up to kExact values beside zeros; beyond, values are counted in buckets of 1/128 of an
/// octave's width, so that a quantile is right within 0.4 % of its value. Zeros take no memory, and
/// neither do octaves in which no value lies: a long run's samples take no more than a short one's.
class Quantiles {
 public:
  void add(double value, double weight) {
    // Many a sample is mostly zeros, such as the waits where there is room.
    if (value <= 0) {
      zero_weight_ += weight;
      return;
    }
    other_weight_ += weight;
    sum_ += value * weight;
    largest_ = std::max(largest_, value);
    add_other(value, weight);
    if (++others_ == kExact) leave_exact();
  }

  /// As if what the other one got had been added here; only the sums are rounded otherwise.
  void merge(const Quantiles& other);

  double weight() const { return zero_weight_ + other_weight_; }
  double mean() const { return weight() > 0 ? sum_ / weight() : 0; }

  /// Least value with at least `share` of the weight at or below it; 0 for an empty sample.
  double quantile(double share) const;

 private:
  static constexpr std::uint64_t kExact = 4096;
  static constexpr std::size_t kOctaves = 64, kBucketsOfOctave = 128;

  bool is_exact() const { return others_ < kExact; }
  void add_other(double value, double weight);
  void leave_exact();
  void count(double value, double weight);
  void count_in(std::size_t bucket, double weight);

  double zero_weight_ = 0;
  double other_weight_ = 0;
  double sum_ = 0;
  double largest_ = 0;
  std::uint64_t others_ = 0;  ///< values added that are not 0
  /// By octave: 1 + its place in `buckets_`; 0 where no value lies in it.
  std::array<std::uint8_t, kOctaves> place_of_{};
  std::vector<double> buckets_;                           ///< weights, octave by octave
  mutable std::vector<std::pair<double, double>> exact_;  ///< value, weight; sorted on demand
};

}  // namespace suanwang
