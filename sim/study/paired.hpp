#pragma once

#include <cstddef>
#include <span>

namespace suanwang {

/// A mean and how far the true one may be from it: mean +- half_width, in the values' own unit.
struct Interval {
  double mean = 0;
  double half_width = 0;  ///< infinite for fewer than two values, or where one is infinite
  std::size_t count = 0;  ///< values
  double confidence = 0.95;
};

/// Student's t interval of the mean of independent values. A series of equal values has a half
/// width of exactly 0.
Interval mean_interval(std::span<const double> values, double confidence = 0.95);

/// What one choice changes against another, both under the same random numbers.
struct PairedDifference {
  Interval difference;  ///< other - baseline
  double baseline_mean = 0;
  double other_mean = 0;

  /// The interval leaves 0 out.
  bool is_clear() const;
  /// All pairs, two at least, differ by the same: no randomness reaches the difference.
  bool is_exact() const;
  /// All pairs are equal.
  bool is_same() const { return is_exact() && difference.mean == 0; }
};

/// Pairs the values by replication; the spans are of equal length. A pair with a NaN is left out,
/// of both means too.
///
/// Source: Law, "Simulation Modeling and Analysis", the paired-t interval for two systems.
PairedDifference paired_difference(std::span<const double> baseline, std::span<const double> other,
                                   double confidence = 0.95);

/// Pairs below which nothing is settled: a variance from fewer is too often small by chance.
inline constexpr std::size_t kFewestPairs = 10;

/// Whether further replications are not worth their time. May be asked after each of them.
///
/// True from `kFewestPairs` pairs on, where one of these holds, with n pairs:
/// - precise: half_width * sqrt(1 + 4 / n) is at most `relative_width` of the baseline's mean. The
///   root asks for some four pairs more than the plain rule of Chow and Robbins (Ann.
///   Math. Stat. 36, 1965, pp. 457-462), which stops early where the variance came out small by
///   chance.
/// - decided: 0 is outside the interval of error 0.002 / (n (n - 1)), not only of 0.05. From ten
///   pairs on these errors add up to 0.002 / 9, so that however often one looks, a difference that
///   is not there is taken for one in fewer than 1 of 4,000 studies of normal values.
///
/// A study that stops so is a little more often wrong than one of a fixed length: its 95 % interval
/// holds the true difference in 92 % or more (measured in tests/study/paired_test.cpp).
bool is_settled(const PairedDifference& paired, double relative_width);

}  // namespace suanwang
