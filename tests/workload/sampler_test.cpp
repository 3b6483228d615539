#include "models/workload/sampler.hpp"

#include <catch2/catch.hpp>
#include <cmath>

namespace suanwang {
namespace {

const std::vector<Distribution> kAll{
    Constant{3},         Lognormal{2, 1}, Lognormal{2, 1.5, 10},    Exponential{4},
    Exponential{4, 5},   Uniform{1, 7},   Choice{{{1, 3}, {8, 1}}}, Lognormal{10, 4, 12},
    Exponential{400, 5},
};

}  // namespace

TEST_CASE("Philox4x32-10 gives the published numbers for counter 0 and key 0", "[random]") {
  // Random123's kat_vectors.
  const auto bits = r123::Philox4x32{}({{0, 0, 0, 0}}, {{0, 0}});
  CHECK(bits[0] == 0x6627e8d5u);
  CHECK(bits[1] == 0xe169c58du);
  CHECK(bits[2] == 0xbc57ac4cu);
  CHECK(bits[3] == 0x9b00dbd8u);
}

TEST_CASE("streams differ by seed, replication, entity and purpose, and repeat exactly",
          "[random]") {
  RandomStream a(1, 0, "x", "y");
  RandomStream same(1, 0, "x", "y");
  CHECK(a() == same());
  for (RandomStream other : {RandomStream(2, 0, "x", "y"), RandomStream(1, 1, "x", "y"),
                             RandomStream(1, 0, "xy", ""), RandomStream(1, 0, "x", "z")}) {
    CHECK(other() != RandomStream(1, 0, "x", "y")());
  }
}

TEST_CASE("draws have the mean that the closed form says, cuts included", "[random]") {
  for (const Distribution& d : kAll) {
    const Sampler sampler(d);
    RandomStream random(1, 0, "mean", std::to_string(d.index()));
    double sum = 0;
    double squares = 0;
    constexpr int kDraws = 400000;
    for (int i = 0; i < kDraws; ++i) {
      const double x = sampler(random);
      REQUIRE(x <= largest(d));
      sum += x;
      squares += x * x;
    }
    const double mean_drawn = sum / kDraws;
    const double error = std::sqrt((squares / kDraws - mean_drawn * mean_drawn) / kDraws);
    CAPTURE(d.index());
    CHECK(std::abs(mean_drawn - mean(d)) <= 4 * error + 1e-12);
  }
}

TEST_CASE("a length-biased draw has mean E[X^2] / E[X]", "[random]") {
  for (const Distribution& d : kAll) {
    const Sampler sampler(d);
    RandomStream random(1, 0, "plain", "x");
    RandomStream biased_random(1, 0, "biased", "x");
    constexpr int kDraws = 400000;
    double sum = 0, squares = 0, biased = 0, biased_squares = 0;
    for (int i = 0; i < kDraws; ++i) {
      const double x = sampler(random);
      sum += x;
      squares += x * x;
      const double b = sampler.length_biased(biased_random);
      biased += b;
      biased_squares += b * b;
    }
    const double mean_biased = biased / kDraws;
    const double error =
        std::sqrt(std::max(0.0, biased_squares / kDraws - mean_biased * mean_biased) / kDraws);
    CAPTURE(d.index());
    CHECK(mean_biased == Approx(squares / sum).margin(8 * error).epsilon(0.01));
  }
}

TEST_CASE("arrivals follow the hours of the week", "[random]") {
  // Rate 0.02 per s on average; Mondays nothing, 8-9 o'clock on other days three times the rest.
  std::array<double, 168> profile{};
  double sum = 0;
  for (int h = 0; h < 168; ++h)
    sum += profile[static_cast<std::size_t>(h)] = h < 24 ? 0 : h % 24 == 8 ? 3 : 1;
  for (double& f : profile) f *= 168 / sum;
  WeeklyPoisson process(0.02, profile, 24);  // starts on a Tuesday
  RandomStream random(9, 0, "p", "q");
  std::array<double, 168> counts{};
  double total = 0;
  const double horizon = 40 * 7 * 86400.0;
  for (double t = process.next(0, random); t < horizon; t = process.next(t, random)) {
    counts[static_cast<std::size_t>((static_cast<int>(t / 3600) + 24) % 168)] += 1;
    total += 1;
  }
  CHECK(total == Approx(0.02 * horizon).epsilon(0.005));  // 0.1 % standard error
  for (std::size_t h = 0; h < 168; ++h) {
    const double expected = 40 * 72 * profile[h];
    CAPTURE(h);
    CHECK(std::abs(counts[h] - expected) <= 4.5 * std::sqrt(expected));
  }
}

TEST_CASE("rare arrivals skip whole weeks and keep their rate", "[random]") {
  std::array<double, 168> profile{};
  profile.fill(0.5);
  profile[5] = 168 - 167 * 0.5;
  WeeklyPoisson process(1e-7, profile, 0);
  RandomStream random(9, 0, "rare", "q");
  double t = 0;
  for (int i = 0; i < 20000; ++i) t = process.next(t, random);
  CHECK(20000 / t == Approx(1e-7).epsilon(0.03));
}

}  // namespace suanwang
