#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/growth/growth.hpp"
#include "models/workload/distribution.hpp"
#include "sim/base/fetch.hpp"
#include "sim/base/random.hpp"

namespace suanwang {

/// Draws with given weights in O(1): Walker's alias table.
/// Source: Vose, IEEE Trans. Software Eng. 17(9), 1991, doi:10.1109/32.92917.
class AliasTable {
 public:
  AliasTable() = default;
  /// Weights >= 0, some of them > 0.
  explicit AliasTable(const std::vector<double>& weights);

  /// Index for a uniform number of [0, 1).
  std::uint32_t operator()(double uniform) const {
    const double scaled = uniform * static_cast<double>(slots_.size());
    const auto i = static_cast<std::uint32_t>(scaled);
    return scaled - i < slots_[i].keep ? i : slots_[i].other;
  }
  bool empty() const { return slots_.empty(); }
  /// Brings from memory what a draw by that number needs.
  void fetch(double uniform) const {
    suanwang::fetch(
        &slots_[static_cast<std::size_t>(uniform * static_cast<double>(slots_.size()))]);
  }

 private:
  /// Side by side, since tables are large and a draw goes to any place of them.
  struct Slot {
    double keep;
    std::uint32_t other;
  };
  std::vector<Slot> slots_;
};

/// A distribution made ready for fast draws.
class Sampler {
 public:
  Sampler() : Sampler(Distribution{Constant{0}}) {}
  explicit Sampler(Distribution distribution);

  double operator()(RandomStream& random) const;

  /// A draw in which a value x comes in proportion to x times its probability: the length of an
  /// interval that covers a given moment, such as a job found running at the start.
  double length_biased(RandomStream& random) const;

  const Distribution& distribution() const { return distribution_; }

 private:
  Distribution distribution_;
  AliasTable alias_;         ///< of a Choice
  AliasTable biased_alias_;  ///< of a Choice, weights times values
};

/// Arrival times of a Poisson process whose rate follows the hour of the week and grows over the
/// years.
///
/// An exponential draw is walked through the hours and the steps of growth, so the times are exact,
/// not thinned, and the n-th arrival is drawn from the same numbers however demand grows.
class WeeklyPoisson {
 public:
  /// rate_per_s: mean over the week; profile: multiplier by hour from Monday 00:00, mean 1;
  /// first_hour: hour of the week at time 0; growth: factor on the rate over time.
  WeeklyPoisson(double rate_per_s, const std::array<double, 168>& profile, int first_hour,
                std::vector<GrowthStep> growth = {});

  /// The first arrival after `now_s`, which is not before any that it was asked for; infinity if
  /// none ever comes.
  double next(double now_s, RandomStream& random);
  /// The moment by which `expected` more arrivals are expected than by `now_s`; as above.
  double after(double now_s, double expected);

 private:
  double walk(double rate_per_s, double& left, double at_s, double until_s) const;

  double rate_per_s_;
  int first_hour_;
  bool flat_;
  std::vector<GrowthStep> growth_;
  std::size_t step_ = 0;  ///< the next one of `growth_`
  std::array<double, 168> profile_;
};

}  // namespace suanwang
