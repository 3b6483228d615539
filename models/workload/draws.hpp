#pragma once

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cmath>

#include "sim/base/random.hpp"
#include "sim/base/units.hpp"

namespace suanwang {

// Numbers drawn from the standard forms of two distributions, and what is known of one.

inline double standard_normal(RandomStream& random) {
  return boost::random::normal_distribution<double>{}(random);
}

/// Of mean 1.
inline double standard_exponential(RandomStream& random) {
  return boost::random::exponential_distribution<double>{}(random);
}

/// Chance that a standard normal number is at most `z`.
inline double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

}  // namespace suanwang
