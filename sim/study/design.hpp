#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace suanwang {

/// A number to so many significant digits; 17 leave it as it is.
double rounded_to(double value, int digits);

/// Values evenly spaced from one end to the other, both included, up or down; a single one is
/// `from`. Those between are rounded to twelve significant digits, so that 0.1 to 0.5 has 0.3 and
/// not 0.30000000000000004 in its middle.
std::vector<double> linear_steps(double from, double to, std::size_t steps);

/// Likewise, with equal ratios; both ends are above 0.
std::vector<double> log_steps(double from, double to, std::size_t steps);

/// Every combination of one index of each axis, the last axis changing fastest. Without axes there
/// is one, the empty one.
std::vector<std::vector<std::size_t>> full_grid(std::span<const std::size_t> sizes);

/// Points in [0, 1)^axes, row by row: each of the `points` equal strata of every axis holds exactly
/// one, at a random place in it. An axis more leaves the others as they were.
/// Source: McKay, Beckman and Conover 1979, doi:10.1080/00401706.1979.10489755.
std::vector<std::vector<double>> latin_hypercube(std::size_t points, std::size_t axes,
                                                 std::uint64_t seed);

}  // namespace suanwang
