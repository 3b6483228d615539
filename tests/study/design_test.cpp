#include "sim/study/design.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace suanwang;

namespace {

using Values = std::vector<double>;

}  // namespace

TEST_CASE("design: even steps are the numbers that a person would write", "[study]") {
  CHECK(linear_steps(0, 1, 11) == Values{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1});
  CHECK(linear_steps(0.1, 0.5, 5) == Values{0.1, 0.2, 0.3, 0.4, 0.5});
  CHECK(linear_steps(-0.1, 0.3, 5) == Values{-0.1, 0, 0.1, 0.2, 0.3});
  CHECK(linear_steps(800, 200, 4) == Values{800, 600, 400, 200});
  CHECK(linear_steps(5, 5, 3) == Values{5, 5, 5});
}

TEST_CASE("design: equal ratios", "[study]") {
  CHECK(log_steps(1, 1000, 4) == Values{1, 10, 100, 1000});
  CHECK(log_steps(0.01, 100, 5) == Values{0.01, 0.1, 1, 10, 100});
  CHECK(log_steps(64, 1, 4) == Values{64, 16, 4, 1});
  // 2 times the square root of 2, to twelve digits.
  CHECK(log_steps(2, 4, 3) == Values{2, 2.82842712475, 4});
}

TEST_CASE("design: ends are kept to the last digit; one step and none", "[study]") {
  const double third = 1.0 / 3, pi = std::acos(-1.0);
  CHECK(linear_steps(third, pi, 7).front() == third);
  CHECK(linear_steps(third, pi, 7).back() == pi);
  CHECK(log_steps(third, pi, 7).front() == third);
  CHECK(log_steps(third, pi, 7).back() == pi);
  CHECK(linear_steps(3, 9, 1) == Values{3});
  CHECK(log_steps(3, 9, 1) == Values{3});
  CHECK(linear_steps(3, 9, 0).empty());
  CHECK(log_steps(3, 9, 0).empty());
}

TEST_CASE("design: a grid holds every combination, the last axis fastest", "[study]") {
  using Grid = std::vector<std::vector<std::size_t>>;
  const std::vector<std::size_t> sizes{2, 3};
  CHECK(full_grid(sizes) == Grid{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}});
  CHECK(full_grid(std::vector<std::size_t>{4, 1, 5, 3}).size() == 60);
  CHECK(full_grid({}) == Grid{{}});
  CHECK(full_grid(std::vector<std::size_t>{3, 0, 2}).empty());
}

TEST_CASE("design: each stratum of each axis of a Latin hypercube holds one point", "[study]") {
  for (const std::size_t points : {1u, 2u, 7u, 100u, 10007u}) {
    const auto design = latin_hypercube(points, 4, 42);
    REQUIRE(design.size() == points);
    for (std::size_t axis = 0; axis < 4; ++axis) {
      std::vector<int> held(points, 0);
      for (const auto& point : design) {
        REQUIRE(point.size() == 4);
        REQUIRE((point[axis] >= 0 && point[axis] < 1));
        ++held[static_cast<std::size_t>(point[axis] * static_cast<double>(points))];
      }
      CHECK(std::count(held.begin(), held.end(), 1) == static_cast<std::ptrdiff_t>(points));
    }
  }
  CHECK(latin_hypercube(0, 4, 42).empty());
  CHECK(latin_hypercube(3, 0, 42) == std::vector<Values>(3));
}

TEST_CASE("design: a Latin hypercube repeats with its seed, and an axis more moves no other",
          "[study]") {
  const auto design = latin_hypercube(20, 3, 42);
  CHECK(latin_hypercube(20, 3, 42) == design);
  CHECK(latin_hypercube(20, 3, 43) != design);
  const auto wider = latin_hypercube(20, 4, 42);
  for (std::size_t p = 0; p < 20; ++p) {
    CHECK(std::equal(design[p].begin(), design[p].end(), wider[p].begin()));
  }
}

TEST_CASE("design: a Latin hypercube finds the mean of a sum far better than chance", "[study]") {
  // The mean of x + y + z is 1.5. With one point a stratum each axis errs by 1 / (n sqrt(12 n))
  // (McKay, Beckman and Conover: main effects are integrated out): 1 / 3,464 per axis at 100
  // points, 5e-4 for three; chance would err by 0.5 / sqrt(100) = 0.05.
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    double mean = 0;
    for (const auto& point : latin_hypercube(100, 3, seed)) {
      mean += (point[0] + point[1] + point[2]) / 100;
    }
    CHECK(mean == Approx(1.5).margin(4 * 5e-4));
  }
  // Axes are not tied to one another: their products' mean is 1/4, each with an error of
  // 1 / (12 sqrt(n)) = 0.0026 at 1,000.
  double product = 0;
  for (const auto& point : latin_hypercube(1000, 2, 1)) product += point[0] * point[1] / 1000;
  CHECK(product == Approx(0.25).margin(4 * 0.0026));
}
