#pragma once

#include <vector>

#include "models/growth/growth.hpp"
#include "sim/base/random.hpp"

namespace suanwang {

/// One state of a source of jobs, with random arrivals at a rate of its own.
struct MmppState {
  double rate_per_s = 0;
  double mean_s = 0;  ///< for how long, on average; exponential

  friend bool operator==(const MmppState&, const MmppState&) = default;
};

/// A Markov-modulated Poisson process that passes through its states in turn, the first after the
/// last: calm and bursts.
/// Source: Fischer, Meier-Hellstern, "The Markov-modulated Poisson process (MMPP) cookbook",
/// Performance Evaluation 18(2), 1993, doi:10.1016/0166-5316(93)90035-S.
struct MmppArrivals {
  std::vector<MmppState> states;

  /// Arrivals per second in the long run.
  double rate_per_s() const {
    double jobs = 0, time_s = 0;
    for (const MmppState& state : states) {
      jobs += state.rate_per_s * state.mean_s;
      time_s += state.mean_s;
    }
    return time_s > 0 ? jobs / time_s : 0;
  }

  friend bool operator==(const MmppArrivals&, const MmppArrivals&) = default;
};

/// Arrival times of such a process, in equilibrium from time 0 on.
///
/// An exponential draw is walked through the states and the steps of growth, so the times are
/// exact. Cost: one step for each of them.
class MarkovPoisson {
 public:
  /// Some rate is above 0; `states_random` is for the states alone, so that what arrives in them
  /// does not move their changes.
  /// growth: factor on all rates over time.
  MarkovPoisson(MmppArrivals arrivals, RandomStream states_random,
                std::vector<GrowthStep> growth = {});

  /// The first arrival after `now_s`, which is the one before, or 0.
  double next(double now_s, RandomStream& random);

 private:
  void enter(std::size_t state, double now_s);

  std::vector<MmppState> states_;
  RandomStream states_random_;
  std::size_t state_ = 0;
  double until_s_ = 0;
  std::vector<GrowthStep> growth_;
  std::size_t step_ = 0;  ///< the next one of `growth_`
};

}  // namespace suanwang
