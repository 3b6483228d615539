#include "models/workload/mmpp.hpp"

#include <catch2/catch.hpp>
#include <cmath>

namespace suanwang {
namespace {

// Bursts of 20 s with 2 jobs per s between calms of 100 s with 1 in 10 s:
// (2 x 20 + 0.1 x 100) / 120 = 5/12 jobs per s.
const MmppArrivals kBursts{{{2.0, 20.0}, {0.1, 100.0}}};

/// Var / mean of the arrivals in a window of t seconds, in equilibrium.
/// Source: Heffes, Lucantoni, "A Markov modulated characterization of packetized voice and data
/// traffic and related statistical multiplexer performance", IEEE JSAC 4(6), 1986,
/// doi:10.1109/JSAC.1986.1146393.
double index_of_dispersion(const MmppArrivals& mmpp, double t) {
  const double a = mmpp.states[0].rate_per_s, b = mmpp.states[1].rate_per_s;
  const double r = 1 / mmpp.states[0].mean_s, s = 1 / mmpp.states[1].mean_s;
  const double in_the_long_run =
      2 * (a - b) * (a - b) * r * s / ((r + s) * (r + s) * (a * s + b * r));
  return 1 + in_the_long_run * (1 - (1 - std::exp(-(r + s) * t)) / ((r + s) * t));
}

}  // namespace

TEST_CASE("mmpp: the rate in the long run is that of the states by their lengths", "[random]") {
  CHECK(kBursts.rate_per_s() == Approx(5.0 / 12));
}

TEST_CASE("mmpp: mean and index of dispersion are those of the closed formula", "[random]") {
  // By hand for 60 s: 1 + 40.1 x (1 - (1 - exp(-3.6)) / 3.6) = 30.3.
  CHECK(index_of_dispersion(kBursts, 60) == Approx(30.27).epsilon(1e-3));
  for (const double window_s : {2.0, 60.0, 600.0}) {
    CAPTURE(window_s);
    MarkovPoisson process(kBursts, RandomStream(1, 0, "w", "state"));
    RandomStream random(1, 0, "w", "arrival");
    const int windows = static_cast<int>(3e7 / window_s / (window_s < 10 ? 10 : 1));
    double sum = 0, squares = 0;
    double at_s = process.next(0, random);
    for (int w = 0; w < windows; ++w) {
      double count = 0;
      for (; at_s < (w + 1) * window_s; at_s = process.next(at_s, random)) ++count;
      sum += count;
      squares += count * count;
    }
    const double mean = sum / windows;
    CHECK(mean / window_s == Approx(5.0 / 12).epsilon(0.02));
    CHECK((squares / windows - mean * mean) / mean ==
          Approx(index_of_dispersion(kBursts, window_s)).epsilon(0.04));
  }
}

TEST_CASE("mmpp: is in equilibrium from the start", "[random]") {
  // Arrivals of the first 10 s, over runs: mean 4.17, variance that times the index of dispersion.
  constexpr int kRuns = 20000;
  double sum = 0;
  for (std::uint32_t run = 0; run < kRuns; ++run) {
    MarkovPoisson process(kBursts, RandomStream(1, run, "w", "state"));
    RandomStream random(1, run, "w", "arrival");
    for (double at_s = process.next(0, random); at_s < 10; at_s = process.next(at_s, random)) ++sum;
  }
  const double mean = 50.0 / 12;
  const double error = std::sqrt(mean * index_of_dispersion(kBursts, 10) / kRuns);
  CHECK(std::abs(sum / kRuns - mean) < 4 * error);
}

TEST_CASE("mmpp: a state without arrivals has none", "[random]") {
  // On for 1 s, off for 1000 s: gaps within a burst are short, those between are long.
  MarkovPoisson process({{{100, 1}, {0, 1000}}}, RandomStream(1, 0, "off", "state"));
  RandomStream random(1, 0, "off", "arrival");
  int longer = 0, between = 0;
  double before_s = 0;
  for (int i = 0; i < 100000; ++i) {
    const double at_s = process.next(before_s, random);
    const double gap_s = at_s - before_s;
    longer += gap_s > 10;
    between += gap_s > 0.2 && gap_s < 1;  // neither within a burst nor over a usual pause
    before_s = at_s;
  }
  CHECK(longer == Approx(1000).epsilon(0.15));  // 100 jobs in a burst
  CHECK(between < 20);
}

}  // namespace suanwang
