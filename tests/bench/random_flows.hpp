#pragma once

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/lognormal_distribution.hpp>

#include "sim/base/random.hpp"
#include "tests/bench/flow_trace.hpp"

namespace suanwang::bench {

/// A made-up country, the same one each time: 10 sites in a ring with chords, 31 regions, each
/// linked to its two nearest sites; 96 directed links. A route for each region and site, of least
/// latency: 310. No transfers.
FlowTrace ten_site_network();

/// Draws transfers over ten_site_network(), one after the other: Poisson arrivals, lognormal sizes,
/// busier regions and sites first. The latency of a path is paid before the start; as a Poisson
/// process that is shifted is still one, starts are drawn as they are.
class RandomFlows {
 public:
  explicit RandomFlows(double per_second);

  FlowTrace::Transfer operator()();

 private:
  double per_second_;
  double now_s_ = 0;
  RandomStream random_{1, 0, "bench", "flows"};
  boost::random::exponential_distribution<double> gap_{1};
  boost::random::lognormal_distribution<double> gigabytes_{0.7, 1.2};
  std::vector<double> region_below_, site_below_;  ///< cumulated shares
};

/// `count` of RandomFlows, as many in a second as keep `under_way` under way, averaged over the
/// starts. Where that is more than the links can carry, they pile up and drain at the end.
FlowTrace random_trace(std::size_t count, double under_way);

}  // namespace suanwang::bench
