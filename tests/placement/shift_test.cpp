#include "models/placement/shift.hpp"

#include <catch2/catch.hpp>
#include <random>

namespace suanwang {
namespace {

constexpr double kHour = 3600;

const auto anywhere = [](double) { return true; };

/// Dear by day, cheap from 22 h to 6 h, dearest from 18 h to 20 h.
double price(std::int64_t hour) {
  const auto h = hour % 24;
  return h >= 22 || h < 6 ? 0.3 : h >= 18 && h < 20 ? 0.9 : 0.6;
}

}  // namespace

TEST_CASE("shift: the mean worth of a run is the integral over its hours", "[shift]") {
  // From 21:30 on for 2 h: half an hour at 0.6, an hour and a half at 0.3 = 0.75 / 2.
  const WorthProfile worth(21.5 * kHour, 23.5 * kHour, price);
  CHECK(worth.mean(21.5 * kHour, 2 * kHour) == Approx(0.375));
  CHECK(worth.mean(22 * kHour, kHour) == Approx(0.3));
}

TEST_CASE("shift: a run waits for the hour in which all of it is cheap", "[shift]") {
  const double now = 17.25 * kHour;
  const double run = 2 * kHour;
  const WorthProfile worth(now, now + 14 * kHour, price);
  CHECK(best_start(worth, now, now + 12 * kHour, run, anywhere) == 22 * kHour);
  // At most two hours: 17:25 + 2 h. It would lie in the peak wherever it starts but for the part
  // that comes before or after: from 17:15 on, 45 min at 0.6 and 75 min at 0.9; as late as 19:15,
  // 45 min at 0.9 and 75 min at 0.6, which is better.
  CHECK(best_start(worth, now, now + 2 * kHour, run, anywhere) == now + 2 * kHour);
  // At most a quarter of an hour: no start is better than now.
  CHECK(best_start(worth, now, now + kHour / 4, run, anywhere) == now);
}

TEST_CASE("shift: a run that ends with the cheap hours starts before an hour begins", "[shift]") {
  // Cheap are hours 3 and 4 alone; a run of 2 h 30 min covers both, and 30 min more on either side,
  // the cheaper of which is after them in `left` and before them in `right`.
  const auto left = [](std::int64_t h) { return h == 3 || h == 4 ? 1.0 : h == 5 ? 2.0 : 3.0; };
  const auto right = [](std::int64_t h) { return h == 3 || h == 4 ? 1.0 : h == 2 ? 2.0 : 3.0; };
  const double run = 2.5 * kHour;
  CHECK(best_start(WorthProfile(0, 12 * kHour, left), 0, 9 * kHour, run, anywhere) == 3 * kHour);
  CHECK(best_start(WorthProfile(0, 12 * kHour, right), 0, 9 * kHour, run, anywhere) == 2.5 * kHour);
}

TEST_CASE("shift: who finds no room now takes the best start that has some, else waits its turn",
          "[shift]") {
  const double now = 2.5 * kHour;  // in a cheap hour that is full, as is the next
  const WorthProfile worth(now, 30 * kHour, price);
  const auto after = [&](double from) { return [=](double at) { return at >= from; }; };
  CHECK(best_start(worth, now, 7 * kHour, kHour, after(3.5 * kHour)) == 4 * kHour);
  CHECK(best_start(worth, now, 7 * kHour, kHour, after(6.5 * kHour)) == 7 * kHour);
  CHECK(best_start(worth, now, 24 * kHour, kHour, after(6.5 * kHour)) == 22 * kHour);
  CHECK(best_start(worth, now, 7 * kHour, kHour, after(8 * kHour)) == now);
}

TEST_CASE("shift: nobody waits where every hour is alike, or worse", "[shift]") {
  const auto flat = [](std::int64_t) { return 0.37; };
  const auto rising = [](std::int64_t h) { return static_cast<double>(h); };
  for (const double run : {0.3, 1.0, 2.7, 30.0}) {
    const WorthProfile same(1000, 1000 + 80 * kHour, flat);
    CHECK(best_start(same, 1000, 1000 + 40 * kHour, run * kHour, anywhere) == 1000);
    const WorthProfile worse(1000, 1000 + 80 * kHour, rising);
    CHECK(best_start(worse, 1000, 1000 + 40 * kHour, run * kHour, anywhere) == 1000);
  }
  // Below zero the least is the most below.
  const auto negative = [](std::int64_t h) { return h == 2 ? -0.2 : -0.1; };
  CHECK(best_start(WorthProfile(0, 5 * kHour, negative), 0, 4 * kHour, kHour, anywhere) ==
        2 * kHour);
}

TEST_CASE("shift: no start on a fine grid is better, none is late, whatever the prices",
          "[shift]") {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> uniform(0, 1);
  for (int round = 0; round < 300; ++round) {
    std::vector<double> hours(60);
    for (double& hour : hours) hour = std::floor(4 * uniform(random)) - 0.5;
    const double now = 5 * kHour * uniform(random);
    const double run = 8 * kHour * uniform(random) + 1;
    const double latest = now + 24 * kHour * uniform(random);
    const WorthProfile worth(now, latest + run,
                             [&](std::int64_t h) { return hours[static_cast<std::size_t>(h)]; });
    const double start = best_start(worth, now, latest, run, anywhere);
    CAPTURE(round, now, run, latest, start);
    CHECK(start >= now);
    CHECK(start <= latest);
    for (double other = now; other <= latest; other += 97)
      CHECK(worth.mean(start, run) <= worth.mean(other, run) + 1e-8);
  }
}

TEST_CASE("shift: cards that are spoken for leave no room, hour by hour", "[shift]") {
  HourPlan plan(48);
  // 6 of 10 cards from 1:30 to 3:00: 3 on average in hour 1, 6 in hour 2.
  plan.add(0, 1.5 * kHour, 3 * kHour, 6);
  CHECK(plan.has_room(0, 1 * kHour, 2 * kHour, 7, 10));
  CHECK_FALSE(plan.has_room(0, 1 * kHour, 2 * kHour, 8, 10));
  CHECK(plan.has_room(0, 2 * kHour, 3 * kHour, 4, 10));
  CHECK_FALSE(plan.has_room(0, 0, 3 * kHour, 5, 10));
  CHECK(plan.has_room(0, 3 * kHour, 90 * kHour, 10, 10));
  // What is over makes place: 48 hours later hour 50 is not hour 2.
  CHECK(plan.has_room(48 * kHour, 50 * kHour, 51 * kHour, 10, 10));
  plan.add(200 * kHour, 201 * kHour, 202 * kHour, 10);
  CHECK_FALSE(plan.has_room(200 * kHour, 201 * kHour, 202 * kHour, 1, 10));
  CHECK(plan.has_room(200 * kHour, 200 * kHour, 201 * kHour, 10, 10));
}

TEST_CASE("shift: who finds the cheapest hours taken goes to the next cheapest", "[shift]") {
  HourPlan plan(48);
  const double now = 17 * kHour;
  const WorthProfile worth(now, now + 16 * kHour, price);
  const auto place = [&] {
    const double start = best_start(worth, now, now + 12 * kHour, 2 * kHour, [&](double at) {
      return plan.has_room(now, at, at + 2 * kHour, 5, 10);
    });
    plan.add(now, start, start + 2 * kHour, 5);
    return start / kHour;
  };
  // Two at a time of eight cheap hours, two hours each; then the cheap ones are taken.
  for (const double start : {22, 22, 24, 24, 26, 26, 28, 28}) CHECK(place() == start);
  CHECK(place() == 20);  // after the peak, not as cheap as the night
}

}  // namespace suanwang
