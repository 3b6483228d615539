#include "models/workload/strata.hpp"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>

namespace suanwang {
namespace {

double exceeded(const Constant& d, double) { return d.value; }

// What a standard normal variable exceeds with this chance.
double normal_exceeded(double above) {
  // In double precision: a table's worth of digits is not worth the time of more.
  using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
  return std::sqrt(2.0) * boost::math::erfc_inv(2 * above, Policy());
}

double exceeded_at(const Lognormal& d, double z) {
  return std::min(d.max, d.median * std::exp(d.sigma * z));
}

double exceeded(const Lognormal& d, double above) { return exceeded_at(d, normal_exceeded(above)); }

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

/// One part of any distribution.
struct Cut {
  double share;   ///< of all
  double above;   ///< chance of more than its middle
  double normal;  ///< its middle in a standard normal distribution
};
constexpr int kParts = 400;  // beyond it lies a share of exp(-20)

// Cut where the chance of more is exp(-step n): each part is a small share of what lies above.
std::vector<Cut> cuts() {
  std::vector<Cut> cuts;
  for (int n = 0; n < kParts; ++n) {
    const double share = std::exp(-kStrataStep * n) * -std::expm1(-kStrataStep);
    const double above = std::exp(-kStrataStep * (n + 0.5));
    cuts.push_back({share, above, normal_exceeded(above)});
  }
  return cuts;
}

}  // namespace

double exceeded_by(const Distribution& distribution, double above) {
  return std::visit([&](const auto& d) { return exceeded(d, above); }, distribution);
}

std::vector<Stratum> fine_strata(const Distribution& distribution) {
  static const std::vector<Cut> kCuts = cuts();
  const auto* lognormal = std::get_if<Lognormal>(&distribution);
  std::vector<Stratum> strata;
  strata.reserve(kCuts.size());
  double sum = 0;
  for (const Cut& cut : kCuts) {
    const double value =
        lognormal ? exceeded_at(*lognormal, cut.normal) : exceeded_by(distribution, cut.above);
    strata.push_back({cut.share, value});
    sum += cut.share * value;
  }
  const double right = mean(distribution) / sum;
  if (std::isfinite(right)) {
    for (Stratum& stratum : strata) stratum.value *= right;
  }
  return strata;
}

}  // namespace suanwang
