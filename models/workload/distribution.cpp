#include "models/workload/distribution.hpp"

#include <cmath>

#include "models/workload/draws.hpp"

namespace suanwang {
namespace {

double mean_of(const Constant& d) { return d.value; }

// E[min(X, m)] = median exp(s^2/2) Phi(a - s) + m (1 - Phi(a)) with a = ln(m / median) / s.
double mean_of(const Lognormal& d) {
  const double full = d.median * std::exp(d.sigma * d.sigma / 2);
  if (std::isinf(d.max)) return full;
  if (d.sigma == 0) return std::min(d.median, d.max);
  const double a = std::log(d.max / d.median) / d.sigma;
  return full * normal_cdf(a - d.sigma) + d.max * (1 - normal_cdf(a));
}

// E[min(X, m)] = mean (1 - exp(-m / mean)).
double mean_of(const Exponential& d) {
  return std::isinf(d.max) ? d.mean : -d.mean * std::expm1(-d.max / d.mean);
}

double mean_of(const Uniform& d) { return (d.low + d.high) / 2; }

double mean_of(const Choice& d) {
  double sum = 0;
  double weights = 0;
  for (const auto& [value, weight] : d.values) {
    sum += value * weight;
    weights += weight;
  }
  return sum / weights;
}

double largest_of(const Constant& d) { return d.value; }
double largest_of(const Lognormal& d) { return d.max; }
double largest_of(const Exponential& d) { return d.max; }
double largest_of(const Uniform& d) { return d.high; }
double largest_of(const Choice& d) {
  double largest = 0;
  for (const auto& [value, weight] : d.values) {
    if (weight > 0) largest = std::max(largest, value);
  }
  return largest;
}

}  // namespace

double mean(const Distribution& distribution) {
  return std::visit([](const auto& d) { return mean_of(d); }, distribution);
}

double largest(const Distribution& distribution) {
  return std::visit([](const auto& d) { return largest_of(d); }, distribution);
}

}  // namespace suanwang
