#pragma once

#include <span>
#include <vector>

namespace suanwang {

/// Which way a measure is better.
enum class Better { low, high };

/// Which points are not dominated: no other is at least as good in every measure and better in one.
///
/// `values` are points x measures, row by row. Of equal points all stay or none. A point with a NaN
/// is never on the front and dominates nothing. Two measures take O(n log n), others O(n^2).
std::vector<bool> pareto_front(std::span<const double> values, std::span<const Better> better);

}  // namespace suanwang
