#include "models/workload/mmpp.hpp"

#include <boost/random/exponential_distribution.hpp>
#include <utility>

namespace suanwang {
namespace {

double standard_exponential(RandomStream& random) {
  return boost::random::exponential_distribution<double>{}(random);
}

}  // namespace

// In equilibrium a moment falls into a state in proportion to its mean length, since all come
// equally often, and what is left of an exponential time is distributed like the whole.
MarkovPoisson::MarkovPoisson(MmppArrivals arrivals, RandomStream states_random)
    : states_(std::move(arrivals.states)), states_random_(states_random) {
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
    const double rate = states_[state_].rate_per_s;
    const double here = rate * (until_s_ - at_s);
    if (left < here) return at_s + left / rate;
    left -= here;
    at_s = until_s_;
    enter((state_ + 1) % states_.size(), at_s);
  }
}

}  // namespace suanwang
