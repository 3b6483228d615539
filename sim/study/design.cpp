#include "sim/study/design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <string>

#include "sim/base/random.hpp"

namespace suanwang {
namespace {

/// As a person would write it, and equal on machines whose power functions differ in the last bit.
double rounded_to_twelve(double value) { return rounded_to(value, 12); }

}  // namespace

double rounded_to(double value, int digits) {
  return std::strtod(fmt::format("{:.{}g}", value, digits).c_str(), nullptr);
}

std::vector<double> linear_steps(double from, double to, std::size_t steps) {
  std::vector<double> values;
  const double nothing = 1e-12 * std::max(std::abs(from), std::abs(to));
  for (std::size_t i = 0; i < steps; ++i) {
    if (i == 0 || i + 1 == steps) {
      values.push_back(i == 0 ? from : to);
      continue;
    }
    const double share = static_cast<double>(i) / static_cast<double>(steps - 1);
    const double value = from * (1 - share) + to * share;
    values.push_back(std::abs(value) < nothing ? 0 : rounded_to_twelve(value));
  }
  return values;
}

std::vector<double> log_steps(double from, double to, std::size_t steps) {
  assert(from > 0 && to > 0);
  std::vector<double> values;
  for (std::size_t i = 0; i < steps; ++i) {
    if (i == 0 || i + 1 == steps) {
      values.push_back(i == 0 ? from : to);
      continue;
    }
    const double share = static_cast<double>(i) / static_cast<double>(steps - 1);
    values.push_back(
        rounded_to_twelve(std::exp(std::log(from) * (1 - share) + std::log(to) * share)));
  }
  return values;
}

std::vector<std::vector<std::size_t>> full_grid(std::span<const std::size_t> sizes) {
  std::vector<std::vector<std::size_t>> grid{{}};
  for (const std::size_t size : sizes) {
    std::vector<std::vector<std::size_t>> wider;
    wider.reserve(grid.size() * size);
    for (const auto& point : grid) {
      for (std::size_t i = 0; i < size; ++i) {
        wider.push_back(point);
        wider.back().push_back(i);
      }
    }
    grid = std::move(wider);
  }
  return grid;
}

std::vector<std::vector<double>> latin_hypercube(std::size_t points, std::size_t axes,
                                                 std::uint64_t seed) {
  std::vector<std::vector<double>> design(points, std::vector<double>(axes));
  for (std::size_t axis = 0; axis < axes; ++axis) {
    RandomStream random(seed, 0, fmt::format("{}", axis), "latin hypercube");
    std::vector<std::size_t> strata(points);
    std::iota(strata.begin(), strata.end(), std::size_t{0});
    for (std::size_t left = points; left > 1; --left) {
      const double place = random.uniform() * static_cast<double>(left);
      std::swap(strata[left - 1], strata[static_cast<std::size_t>(place)]);
    }
    for (std::size_t p = 0; p < points; ++p) {
      // 32 bits: so far below the next stratum that no rounding gets there.
      const double within = static_cast<double>(random() >> 32) * 0x1.0p-32;
      design[p][axis] = (static_cast<double>(strata[p]) + within) / static_cast<double>(points);
    }
  }
  return design;
}

}  // namespace suanwang
