#pragma once

#include <limits>
#include <utility>
#include <variant>
#include <vector>

namespace suanwang {

/// Always the same value.
struct Constant {
  double value = 0;
  friend bool operator==(const Constant&, const Constant&) = default;
};

/// exp(N(ln median, sigma)), values above `max` cut down to `max`.
struct Lognormal {
  double median = 1;
  double sigma = 1;  ///< standard deviation of the logarithm
  double max = std::numeric_limits<double>::infinity();
  friend bool operator==(const Lognormal&, const Lognormal&) = default;
};

/// Exponential, values above `max` cut down to `max`.
struct Exponential {
  double mean = 1;
  double max = std::numeric_limits<double>::infinity();
  friend bool operator==(const Exponential&, const Exponential&) = default;
};

/// Any value of [low, high) alike.
struct Uniform {
  double low = 0;
  double high = 1;
  friend bool operator==(const Uniform&, const Uniform&) = default;
};

/// One of some values, each with a weight.
struct Choice {
  std::vector<std::pair<double, double>> values;  ///< value, weight; sorted by value
  friend bool operator==(const Choice&, const Choice&) = default;
};

/// A random quantity of a workload class, in the SI unit of what it stands for.
using Distribution = std::variant<Constant, Lognormal, Exponential, Uniform, Choice>;

/// Expected value, the cut at `max` included (closed form).
double mean(const Distribution& distribution);

/// Largest value that can come; infinity where there is no bound.
double largest(const Distribution& distribution);

}  // namespace suanwang
