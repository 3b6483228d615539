#include "models/workload/mmpp.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "models/workload/draws.hpp"

namespace suanwang {

// In equilibrium a moment falls into a state in proportion to its mean length, since all come
// equally often, and what is left of an exponential time is distributed like the whole.
MarkovPoisson::MarkovPoisson(MmppArrivals arrivals, RandomStream states_random,
                             std::vector<GrowthStep> growth)
    : states_(std::move(arrivals.states)),
      states_random_(states_random),
      growth_(std::move(growth)) {
  double sum_s = 0;
  for (const MmppState& state : states_) sum_s += state.mean_s;
  double left_s = states_random_.uniform() * sum_s;
  std::size_t first = 0;
  while (first + 1 < states_.size() && left_s >= states_[first].mean_s) {
    left_s -= states_[first++].mean_s;
  }
  enter(first, 0);
}

void MarkovPoisson::enter(std::size_t state, double now_s) {
  state_ = state;
  until_s_ = now_s + states_[state].mean_s * standard_exponential(states_random_);
}

double MarkovPoisson::next(double now_s, RandomStream& random) {
  double left = standard_exponential(random);  // expected arrivals still to pass
  double at_s = now_s;
  for (;;) {
    while (step_ < growth_.size() && growth_[step_].at_s <= at_s) ++step_;
    const double factor = step_ == 0 ? 1 : growth_[step_ - 1].value;
    if (factor <= 0 && step_ == growth_.size()) return std::numeric_limits<double>::infinity();
    const double step_s = step_ < growth_.size() ? growth_[step_].at_s : until_s_;
    const double end_s = std::min(until_s_, step_s);
    const double rate = states_[state_].rate_per_s * factor;
    const double here = rate * (end_s - at_s);
    if (left < here) return at_s + left / rate;
    left -= here;
    at_s = end_s;
    if (end_s == until_s_) enter((state_ + 1) % states_.size(), at_s);
  }
}

}  // namespace suanwang
