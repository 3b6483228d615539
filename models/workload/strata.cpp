#include "models/workload/strata.hpp"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>

namespace suanwang {
namespace {

double exceeded(const Constant& d, double) { return d.value; }

double exceeded(const Lognormal& d, double above) {
  // In double precision: a table's worth of digits is not worth the time of more.
  using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
  const double z = std::sqrt(2.0) * boost::math::erfc_inv(2 * above, Policy());
  return std::min(d.max, d.median * std::exp(d.sigma * z));
}

double exceeded(const Exponential& d, double above) {
  return std::min(d.max, -d.mean * std::log(above));
}

double exceeded(const Uniform& d, double above) { return d.high - (d.high - d.low) * above; }

double exceeded(const Choice& d, double above) {
  double weights = 0;
  for (const auto& [value, weight] : d.values) weights += weight;
  double left = above * weights;
  for (auto at = d.values.rbegin(); at != d.values.rend(); ++at) {
    left -= at->second;
    if (left < 0) return at->first;
  }
  return d.values.front().first;
}

}  // namespace

double exceeded_by(const Distribution& distribution, double above) {
  return std::visit([&](const auto& d) { return exceeded(d, above); }, distribution);
}

std::vector<Stratum> fine_strata(const Distribution& distribution) {
  // Cut where the chance of more is exp(-step n): each part is a small share of what lies above.
  constexpr int kParts = 400;  // beyond it lies a share of exp(-20)
  std::vector<Stratum> strata;
  double sum = 0;
  for (int n = 0; n < kParts; ++n) {
    const double share = std::exp(-kStrataStep * n) * -std::expm1(-kStrataStep);
    strata.push_back({share, exceeded_by(distribution, std::exp(-kStrataStep * (n + 0.5)))});
    sum += share * strata.back().value;
  }
  const double right = mean(distribution) / sum;
  if (std::isfinite(right)) {
    for (Stratum& stratum : strata) stratum.value *= right;
  }
  return strata;
}

}  // namespace suanwang
