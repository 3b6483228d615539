#include "sim/study/shapley.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <set>

#include "sim/base/random.hpp"

using namespace suanwang;

namespace {

using Game = std::function<double(std::uint64_t)>;

std::vector<double> table_of(std::size_t players, const Game& game) {
  std::vector<double> values;
  for (std::uint64_t set = 0; set < std::uint64_t{1} << players; ++set) values.push_back(game(set));
  return values;
}

std::vector<double> exact(std::size_t players, const Game& game) {
  return shapley_exact(players, table_of(players, game));
}

std::vector<std::vector<std::size_t>> all_orders(std::size_t players) {
  std::vector<std::size_t> order(players);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<std::vector<std::size_t>> orders;
  do {
    orders.push_back(order);
  } while (std::next_permutation(order.begin(), order.end()));
  return orders;
}

double sum(const std::vector<double>& parts) {
  return std::accumulate(parts.begin(), parts.end(), 0.0);
}

/// A runway is as long as the largest aircraft of a set needs: 8, 11, 13 or 18.
double runway(std::uint64_t set) {
  constexpr double kCosts[]{8, 11, 13, 18};
  double cost = 0;
  for (int i = 0; i < 4; ++i) cost = set >> i & 1 ? kCosts[i] : cost;
  return cost;
}

/// Values without any structure, the same in every run; that of no players is not 0.
double unruly(std::uint64_t set) {
  return 100 * RandomStream::uniform_of(RandomStream::key_of(3, 0, "unruly", "game") + set);
}

}  // namespace

TEST_CASE("shapley: the glove game gives 1/6, 1/6 and 2/3", "[study]") {
  // Players 0 and 1 have a left glove, player 2 the right one; a pair is worth 1. Of the six orders
  // player 0 makes a pair only in 2-0-1, player 1 only in 2-1-0, player 2 in the other four.
  const Game gloves = [](std::uint64_t set) { return (set & 4) && (set & 3) ? 1.0 : 0.0; };
  const std::vector<double> parts = exact(3, gloves);
  CHECK(parts[0] == Approx(1.0 / 6));
  CHECK(parts[1] == Approx(1.0 / 6));
  CHECK(parts[2] == Approx(2.0 / 3));
}

TEST_CASE("shapley: the airport game shares each stretch among those who need it", "[study]") {
  // Littlechild and Owen, "A Simple Expression for the Shapley Value in a Special Case", Management
  // Science 20 (1973): 8 / 4 = 2, 2 + 3 / 3 = 3, 3 + 2 / 2 = 4, 4 + 5 = 9.
  const std::vector<double> parts = exact(4, runway);
  CHECK(parts[0] == Approx(2));
  CHECK(parts[1] == Approx(3));
  CHECK(parts[2] == Approx(4));
  CHECK(parts[3] == Approx(9));
}

TEST_CASE("shapley: efficient, symmetric, nothing for who changes nothing, additive", "[study]") {
  CHECK(sum(exact(10, unruly)) == Approx(unruly(1023) - unruly(0)));

  // Players 1 and 3 count alike, player 2 changes nothing.
  const Game game = [](std::uint64_t set) {
    const double alike = static_cast<double>((set >> 1 & 1) + (set >> 3 & 1));
    return 7 + alike * alike * (set & 1 ? 3 : 1);
  };
  const std::vector<double> parts = exact(4, game);
  CHECK(parts[1] == Approx(parts[3]));
  CHECK(parts[2] == Approx(0).margin(1e-12));
  CHECK(parts[0] > 0);

  const std::vector<double> both =
      exact(4, [&](std::uint64_t set) { return 2 * runway(set) - game(set); });
  const std::vector<double> first = exact(4, runway);
  for (std::size_t i = 0; i < 4; ++i) CHECK(both[i] == Approx(2 * first[i] - parts[i]));
}

TEST_CASE("shapley: one player gets all, no players nothing", "[study]") {
  CHECK(exact(1, unruly) == std::vector<double>{unruly(1) - unruly(0)});
  CHECK(exact(0, unruly).empty());
  CHECK(shapley_sampled(0, {{}}, unruly).empty());
}

TEST_CASE("shapley: over all orders the sampled parts are the exact ones", "[study]") {
  const std::vector<double> parts = shapley_sampled(5, all_orders(5), unruly);
  const std::vector<double> expected = exact(5, unruly);
  for (std::size_t i = 0; i < 5; ++i) CHECK(parts[i] == Approx(expected[i]));
}

TEST_CASE("shapley: orders are of all players, each followed by its reverse", "[study]") {
  const auto orders = shapley_orders(7, 40, 42);
  REQUIRE(orders.size() == 80);
  const std::vector<std::size_t> players{0, 1, 2, 3, 4, 5, 6};
  std::set<std::vector<std::size_t>> different;
  for (std::size_t i = 0; i < orders.size(); i += 2) {
    CHECK(std::is_permutation(orders[i].begin(), orders[i].end(), players.begin()));
    CHECK(std::equal(orders[i].begin(), orders[i].end(), orders[i + 1].rbegin()));
    different.insert(orders[i]);
  }
  CHECK(different.size() >= 38);  // of 5,040
  CHECK(shapley_orders(7, 40, 42) == orders);
  CHECK(shapley_orders(7, 40, 43) != orders);
  const auto more = shapley_orders(7, 50, 42);
  CHECK(std::equal(orders.begin(), orders.end(), more.begin()));  // the first stay
}

TEST_CASE("shapley: every order of three players is drawn about as often", "[study]") {
  const auto orders = shapley_orders(3, 3000, 1);
  for (const auto& order : all_orders(3)) {
    // 6,000 in pairs: 1,000 each. A pair of reverses is drawn with p = 1/3: sqrt(3000 2/9) = 26.
    const auto times = std::count(orders.begin(), orders.end(), order);
    CHECK(times == Approx(1000).margin(3 * 26));
  }
}

TEST_CASE("shapley: sampled parts are close to the exact ones and add up exactly", "[study]") {
  const std::vector<double> expected = exact(10, unruly);
  const auto orders = shapley_orders(10, 200, 7);
  const std::vector<double> parts = shapley_sampled(10, orders, unruly);
  CHECK(sum(parts) == Approx(unruly(1023) - unruly(0)).epsilon(1e-12));
  // What a player adds to a set is the difference of two uniform values of 0 to 100: a standard
  // deviation of 100 / sqrt(6) = 41, over 400 orders 2.0; four of that.
  for (std::size_t i = 0; i < 10; ++i) CHECK(parts[i] == Approx(expected[i]).margin(8.2));

  // With effects of pairs only, an order and its reverse together are exact.
  const Game pairs = [](std::uint64_t set) {
    double value = 0;
    for (int i = 0; i < 10; ++i) {
      if (!(set >> i & 1)) continue;
      value += i;
      for (int k = 0; k < i; ++k) value += set >> k & 1 ? std::sin(10 * i + k) : 0;
    }
    return value;
  };
  const std::vector<double> wanted = exact(10, pairs);
  const std::vector<double> one = shapley_sampled(10, shapley_orders(10, 1, 7), pairs);
  for (std::size_t i = 0; i < 10; ++i) CHECK(one[i] == Approx(wanted[i]));
}

TEST_CASE("shapley: the sets needed are listed once, ascending, and no others are asked for",
          "[study]") {
  // 0-1-2 and 2-1-0: none, {0}, {0, 1}, all; none, {2}, {1, 2}, all.
  const std::vector<std::vector<std::size_t>> orders{{0, 1, 2}, {2, 1, 0}};
  const std::vector<std::uint64_t> sets = subsets_needed(3, orders);
  CHECK(sets == std::vector<std::uint64_t>{0, 1, 3, 4, 6, 7});
  std::vector<std::uint64_t> asked;
  shapley_sampled(3, orders, [&](std::uint64_t set) {
    asked.push_back(set);
    return 0.0;
  });
  CHECK(asked == sets);

  const auto many = shapley_orders(64, 1, 1);
  CHECK(subsets_needed(64, many).size() == 2 * 63 + 2);
  CHECK(subsets_needed(64, many).back() == ~std::uint64_t{0});
}
