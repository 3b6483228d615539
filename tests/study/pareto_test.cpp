#include "sim/study/pareto.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "sim/base/random.hpp"

using namespace suanwang;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinite = std::numeric_limits<double>::infinity();

/// By the definition: every point against every other.
std::vector<bool> plain_front(const std::vector<double>& values,
                              const std::vector<Better>& better) {
  const std::size_t measures = better.size();
  const std::size_t points = values.size() / measures;
  const auto any_nan = [&](std::size_t p) {
    for (std::size_t m = 0; m < measures; ++m) {
      if (std::isnan(values[p * measures + m])) return true;
    }
    return false;
  };
  const auto dominates = [&](std::size_t a, std::size_t b) {
    bool somewhere = false;
    for (std::size_t m = 0; m < measures; ++m) {
      const double x = values[a * measures + m], y = values[b * measures + m];
      const bool ahead = better[m] == Better::low ? x < y : x > y;
      if (!ahead && x != y) return false;
      somewhere = somewhere || ahead;
    }
    return somewhere;
  };
  std::vector<bool> front;
  for (std::size_t b = 0; b < points; ++b) {
    bool stays = !any_nan(b);
    for (std::size_t a = 0; a < points; ++a) stays = stays && (any_nan(a) || !dominates(a, b));
    front.push_back(stays);
  }
  return front;
}

}  // namespace

TEST_CASE("pareto: cheap and fast by hand", "[study]") {
  // Cost, wait: (3, 3) is beaten by (2, 3), and (5, 1) by (4, 1); the second (1, 5) equals the
  // first.
  const std::vector<double> values{1, 5, 2, 3, 3, 3, 4, 1, 5, 1, 1, 5};
  const std::vector<Better> low{Better::low, Better::low};
  CHECK(pareto_front(values, low) == std::vector<bool>{true, true, false, true, false, true});

  // Cost low, share served high: (1, 5) is as cheap as any and has the most.
  const std::vector<Better> mixed{Better::low, Better::high};
  CHECK(pareto_front(values, mixed) == std::vector<bool>{true, false, false, false, false, true});
}

TEST_CASE("pareto: unknown values are off the front and push nobody off it", "[study]") {
  const std::vector<Better> low{Better::low, Better::low};
  CHECK(pareto_front(std::vector<double>{0, kNaN, 1, 1, kNaN, 0}, low) ==
        std::vector<bool>{false, true, false});
  CHECK(pareto_front(std::vector<double>{kNaN, kNaN}, low) == std::vector<bool>{false});
  // An infinite wait is a value, the worst one; -0 and 0 are equal.
  CHECK(pareto_front(std::vector<double>{1, kInfinite, 2, 5, 2, kInfinite}, low) ==
        std::vector<bool>{true, true, false});
  CHECK(pareto_front(std::vector<double>{0.0, 1, -0.0, 1}, low) == std::vector<bool>{true, true});
}

TEST_CASE("pareto: one measure, one point, none", "[study]") {
  CHECK(pareto_front(std::vector<double>{2, 1, 3, 1}, std::vector<Better>{Better::low}) ==
        std::vector<bool>{false, true, false, true});
  CHECK(pareto_front(std::vector<double>{2, 1, 3, 1}, std::vector<Better>{Better::high}) ==
        std::vector<bool>{false, false, true, false});
  CHECK(pareto_front(std::vector<double>{2, 1}, std::vector<Better>{Better::low, Better::high}) ==
        std::vector<bool>{true});
  CHECK(pareto_front({}, std::vector<Better>{Better::low, Better::high}).empty());
}

TEST_CASE("pareto: equals the definition on random points with ties and unknown values",
          "[study]") {
  RandomStream random(4, 0, "pareto", "test");
  for (int round = 0; round < 400; ++round) {
    const std::size_t measures = 1 + static_cast<std::size_t>(round % 4);
    const auto points = static_cast<std::size_t>(random.uniform() * 40);
    const double levels = round % 3 == 0 ? 4 : round % 3 == 1 ? 15 : 1e6;  // few: many ties
    std::vector<Better> better;
    for (std::size_t m = 0; m < measures; ++m) {
      better.push_back(random.uniform() < 0.5 ? Better::low : Better::high);
    }
    std::vector<double> values;
    for (std::size_t i = 0; i < points * measures; ++i) {
      const double value = std::floor(random.uniform() * levels) - levels / 2;
      values.push_back(random.uniform() < 0.03 ? kNaN : value);
    }
    CAPTURE(round, measures, points);
    CHECK(pareto_front(values, better) == plain_front(values, better));
  }
}

TEST_CASE("pareto: 200,000 points of two measures take no time", "[study]") {
  // On a quarter circle nobody is dominated; a step outside everybody is. n^2 would be hours.
  std::vector<double> values;
  constexpr std::size_t kPoints = 100'000;
  for (std::size_t i = 0; i < kPoints; ++i) {
    const double angle = 1.5 * static_cast<double>((i * 7919) % kPoints) / kPoints;
    for (const double radius : {1.0, 1.1}) {
      values.push_back(-radius * std::cos(angle));
      values.push_back(2 - radius * std::sin(angle));
    }
  }
  const auto front = pareto_front(values, std::vector<Better>{Better::low, Better::low});
  std::size_t inner = 0, outer = 0;
  for (std::size_t i = 0; i < front.size(); ++i) (i % 2 ? outer : inner) += front[i];
  CHECK(inner == 0);
  CHECK(outer == kPoints);
}
