#pragma once

#include <vector>

#include "models/workload/distribution.hpp"

namespace suanwang {

/// A part of the values of a distribution, from one value to another.
struct Stratum {
  double share = 0;  ///< of all draws
  double value = 0;  ///< their mean
};

/// The value that draws exceed with the chance `above`, of (0, 1).
double exceeded_by(const Distribution& distribution, double above);

/// The cuts of fine_strata() lie where the chance of more falls by this much of its logarithm.
inline constexpr double kStrataStep = 0.05;

/// A distribution cut into many parts, ascending, finer towards the large values, which hold most
/// of the sum where a distribution has a long tail. Their mean is the distribution's.
std::vector<Stratum> fine_strata(const Distribution& distribution);

}  // namespace suanwang
