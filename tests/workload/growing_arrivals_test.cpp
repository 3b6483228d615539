// Random arrivals whose rate grows: the n-th is drawn from the same numbers as without growth, only
// its time is another. What is expected of a Poisson process up to its n-th arrival is the same.

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "models/workload/mmpp.hpp"
#include "models/workload/sampler.hpp"

namespace suanwang {
namespace {

constexpr double kHour = 3600;
constexpr double kDay = 86400;

RandomStream draws() { return RandomStream(7, 0, "w", "arrival"); }

template <typename Process>
std::vector<double> arrivals(Process process, int count) {
  RandomStream random = draws();
  std::vector<double> times;
  double at_s = 0;
  for (int i = 0; i < count; ++i) times.push_back(at_s = process.next(at_s, random));
  return times;
}

std::array<double, 168> flat() {
  std::array<double, 168> profile;
  profile.fill(1);
  return profile;
}

/// 0.5 in the first half of each day, 1.5 in the second.
std::array<double, 168> half_days() {
  std::array<double, 168> profile;
  for (std::size_t h = 0; h < 168; ++h) profile[h] = h % 24 < 12 ? 0.5 : 1.5;
  return profile;
}

/// Integral of the profile times the growth up to a moment, in steps of an hour and a rest.
double passed(const std::array<double, 168>& profile, const std::vector<GrowthStep>& growth,
              double until_s) {
  double area = 0;
  for (double at_s = 0; at_s < until_s;) {
    const double end_s = std::min(until_s, (std::floor(at_s / kHour) + 1) * kHour);
    const auto hour = static_cast<std::size_t>(at_s / kHour) % 168;
    area += profile[hour] * value_at(growth, at_s) * (end_s - at_s);
    at_s = end_s;
  }
  return area;
}

}  // namespace

TEST_CASE("arrivals: from a step on that doubles the rate they come in half the time", "[growth]") {
  const double rate = 0.01, step_s = 5000;
  const auto before = arrivals(WeeklyPoisson(rate, flat(), 0), 200);
  const auto after = arrivals(WeeklyPoisson(rate, flat(), 0, {{step_s, 2}}), 200);
  REQUIRE(before.back() > 2 * step_s);
  for (std::size_t n = 0; n < before.size(); ++n) {
    const double expected = before[n] < step_s ? before[n] : step_s + (before[n] - step_s) / 2;
    CHECK(after[n] == Approx(expected).epsilon(1e-12));
  }
}

TEST_CASE("arrivals: growth and the profile of the week multiply", "[growth]") {
  const std::vector<GrowthStep> growth{{2 * kDay, 3}, {9 * kDay, 0}, {10 * kDay, 0.25}};
  const auto plain = arrivals(WeeklyPoisson(0.001, flat(), 0), 2000);
  const auto grown = arrivals(WeeklyPoisson(0.001, half_days(), 0, growth), 2000);
  REQUIRE(grown.back() > 11 * kDay);
  for (std::size_t n = 0; n < plain.size(); n += 7) {
    CHECK(passed(half_days(), growth, grown[n]) == Approx(plain[n]).epsilon(1e-9));
    CHECK_FALSE((grown[n] > 9 * kDay && grown[n] < 10 * kDay));
  }
}

TEST_CASE("arrivals: rare ones pass over the steps of growth too", "[growth]") {
  // About one in three months, and growth within the weeks that are skipped.
  const std::vector<GrowthStep> growth{{30 * kDay, 2}, {31.5 * kDay, 0.5}, {400 * kDay, 4}};
  const auto plain = arrivals(WeeklyPoisson(1e-7, flat(), 0), 40);
  const auto grown = arrivals(WeeklyPoisson(1e-7, half_days(), 0, growth), 40);
  for (std::size_t n = 0; n < plain.size(); ++n) {
    CHECK(passed(half_days(), growth, grown[n]) == Approx(plain[n]).epsilon(1e-9));
  }
}

TEST_CASE("arrivals: without demand none come, and none ever where it stays so", "[growth]") {
  RandomStream random = draws();
  WeeklyPoisson gone(1, flat(), 0, {{0, 0}});
  CHECK(std::isinf(gone.next(0, random)));
  MarkovPoisson bursts({{{2, 20}, {0.1, 100}}}, RandomStream(7, 0, "w", "state"), {{0, 0}});
  CHECK(std::isinf(bursts.next(0, random)));
}

TEST_CASE("arrivals: bursts keep their times while their rates grow", "[growth]") {
  // Twice the rate from the start: as many arrivals in the same states, so each time has passed
  // half as much of what is expected; with a rate that is the same in both states, half the time.
  const MmppArrivals even{{{1, 20}, {1, 100}}};
  const auto once = arrivals(MarkovPoisson(even, RandomStream(7, 0, "w", "state")), 500);
  const auto twice = arrivals(MarkovPoisson(even, RandomStream(7, 0, "w", "state"), {{0, 2}}), 500);
  for (std::size_t n = 0; n < once.size(); ++n) CHECK(twice[n] == Approx(once[n] / 2));
}

}  // namespace suanwang
