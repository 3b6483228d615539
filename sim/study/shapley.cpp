#include "sim/study/shapley.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <numeric>

#include "sim/base/random.hpp"

namespace suanwang {

std::vector<double> shapley_exact(std::size_t players, std::span<const double> value_of_subset) {
  assert(players <= 20 && value_of_subset.size() == std::size_t{1} << players);
  // Of the orders, s! (players - 1 - s)! / players! have just a given s players before one.
  std::vector<double> weight(players);
  for (std::size_t s = 0; s < players; ++s) {
    weight[s] = s == 0 ? 1 / static_cast<double>(players)
                       : weight[s - 1] * static_cast<double>(s) / static_cast<double>(players - s);
  }
  std::vector<double> parts(players, 0);
  for (std::size_t player = 0; player < players; ++player) {
    const std::size_t alone = std::size_t{1} << player;
    for (std::size_t set = 0; set < value_of_subset.size(); ++set) {
      if (set & alone) continue;
      const auto before = static_cast<std::size_t>(std::popcount(set));
      parts[player] += weight[before] * (value_of_subset[set | alone] - value_of_subset[set]);
    }
  }
  return parts;
}

std::vector<std::vector<std::size_t>> shapley_orders(std::size_t players, std::size_t count,
                                                     std::uint64_t seed) {
  RandomStream random(seed, 0, "shapley", "orders");
  std::vector<std::vector<std::size_t>> orders;
  orders.reserve(2 * count);
  for (std::size_t drawn = 0; drawn < count; ++drawn) {
    std::vector<std::size_t> order(players);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t left = players; left > 1; --left) {
      const double place = random.uniform() * static_cast<double>(left);
      std::swap(order[left - 1], order[static_cast<std::size_t>(place)]);
    }
    orders.push_back(order);
    std::reverse(order.begin(), order.end());
    orders.push_back(std::move(order));
  }
  return orders;
}

std::vector<std::uint64_t> subsets_needed(std::size_t players,
                                          const std::vector<std::vector<std::size_t>>& orders) {
  assert(players <= 64);
  std::vector<std::uint64_t> sets;
  for (const auto& order : orders) {
    assert(order.size() == players);
    std::uint64_t set = 0;
    sets.push_back(set);
    for (const std::size_t player : order) {
      assert(player < players);
      set |= std::uint64_t{1} << player;
      sets.push_back(set);
    }
    assert(static_cast<std::size_t>(std::popcount(set)) == players);
  }
  std::sort(sets.begin(), sets.end());
  sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
  return sets;
}

std::vector<double> shapley_sampled(std::size_t players,
                                    const std::vector<std::vector<std::size_t>>& orders,
                                    const std::function<double(std::uint64_t)>& value_of_subset) {
  assert(!orders.empty());
  const std::vector<std::uint64_t> sets = subsets_needed(players, orders);
  std::vector<double> values;
  values.reserve(sets.size());
  for (const std::uint64_t set : sets) values.push_back(value_of_subset(set));
  const auto value = [&](std::uint64_t set) {
    const auto at = std::lower_bound(sets.begin(), sets.end(), set);
    return values[static_cast<std::size_t>(at - sets.begin())];
  };
  std::vector<double> parts(players, 0);
  for (const auto& order : orders) {
    std::uint64_t set = 0;
    double before = value(set);
    for (const std::size_t player : order) {
      set |= std::uint64_t{1} << player;
      const double after = value(set);
      parts[player] += after - before;
      before = after;
    }
  }
  for (double& part : parts) part /= static_cast<double>(orders.size());
  return parts;
}

}  // namespace suanwang
