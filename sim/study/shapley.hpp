#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace suanwang {

// Shares a total change out among the choices ("players") that made it: each gets what it adds on
// average over all orders of making them one after another. What two do only together is split
// evenly between them, and one that changes nothing gets nothing.
// Source: Shapley, "A value for n-person games", 1953, doi:10.1515/9781400881970-018.
// Sets of players are bit masks: bit i is player i.

/// The parts from the values of all 2^players sets, by mask; 20 players at most.
std::vector<double> shapley_exact(std::size_t players, std::span<const double> value_of_subset);

/// `count` orders drawn at random, each followed by its reverse, so twice as many in all; the first
/// stay the same when `count` grows. Whoever comes late in one order comes early in the other,
/// which evens out what is due to the place in the order. Source: Mitchell, Cooper, Frank and
/// Holmes, "Sampling permutations for Shapley value estimation", JMLR 23 (2022), where reversal is
/// called antithetic sampling.
std::vector<std::vector<std::size_t>> shapley_orders(std::size_t players, std::size_t count,
                                                     std::uint64_t seed);

/// The sets that occur in some orders of all players (64 at most), each once, ascending: what
/// `shapley_sampled` will ask for.
std::vector<std::uint64_t> subsets_needed(std::size_t players,
                                          const std::vector<std::vector<std::size_t>>& orders);

/// The parts as means over some orders, one at least. They add up to the value of all players less
/// that of none, whatever the orders. Asks for the value of each set once, in ascending order.
std::vector<double> shapley_sampled(std::size_t players,
                                    const std::vector<std::vector<std::size_t>>& orders,
                                    const std::function<double(std::uint64_t)>& value_of_subset);

}  // namespace suanwang
