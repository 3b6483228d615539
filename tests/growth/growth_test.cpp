#include "models/growth/growth.hpp"

#include <catch2/catch.hpp>
#include <cmath>

// Growth of cards and demand by date and rate, against sums worked by hand.

namespace suanwang {
namespace {

using How = GrowthLaw::How;

constexpr double kDay = 86400;
constexpr double kEver = std::numeric_limits<double>::infinity();

constexpr std::chrono::year_month_day date(int y, unsigned m, unsigned d) {
  return {std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

GrowthLaw law(How how, double amount, double at_s, double until_s = kEver) {
  return {how, amount, at_s, until_s};
}

}  // namespace

TEST_CASE("growth: a month ends on the day before the same day of the next month", "[growth]") {
  // From 1 January 2024, a leap year: 31 January (day 30), 29 February (30 + 29 = 59), 31 March.
  const auto ends = month_ends(date(2024, 1, 1), 0, 91 * kDay);
  REQUIRE(ends.size() == 3);
  CHECK(ends[0] == 30 * kDay);
  CHECK(ends[1] == 59 * kDay);
  CHECK(ends[2] == 90 * kDay);
  // The twelfth is 31 December: 366 - 1 = 365 days on.
  CHECK(month_ends(date(2024, 1, 1), 0, 365 * kDay).back() == 365 * kDay);
}

TEST_CASE("growth: a month that begins on the 31st ends with a shorter one", "[growth]") {
  // From noon of 31 January 2025 (day 30) of a run that starts on the 1st: one month later is
  // 28 February (day 58), of which the day before is day 57; two months later 31 March (day 89).
  const auto ends = month_ends(date(2025, 1, 1), 30.5 * kDay, 89 * kDay);
  REQUIRE(ends.size() == 2);
  CHECK(ends[0] == 57.5 * kDay);
  CHECK(ends[1] == 88.5 * kDay);
}

TEST_CASE("growth: a yearly rate is whole on the last day of the year", "[growth]") {
  // 416.6 EFLOPS growing by 74.1 % are 416.6 x 1.741 = 725.3006 on 31 December (published: 725.3).
  const std::vector<GrowthLaw> laws{law(How::rate, 0.741, 0)};
  const auto path = factor_path(laws, date(2024, 1, 1), 366 * kDay);
  REQUIRE(path.size() == 12);
  CHECK(416.6 * value_at(path, 365 * kDay) == Approx(725.3006).epsilon(1e-12));
  CHECK(value_at(path, 29 * kDay) == 1);
  // After one month of twelve: the twelfth root.
  CHECK(value_at(path, 30 * kDay) == Approx(std::exp(std::log(1.741) / 12)));
}

TEST_CASE("growth: factors at dates multiply, and their area is that of the steps", "[growth]") {
  const std::vector<GrowthLaw> laws{law(How::times, 3, 20), law(How::times, 2, 10),
                                    law(How::times, 5, 99)};
  const auto path = factor_path(laws, date(2025, 1, 1), 50);
  REQUIRE(path.size() == 2);  // the last is beyond the horizon
  CHECK(value_at(path, 9.9) == 1);
  CHECK(value_at(path, 10) == 2);
  CHECK(value_at(path, 20) == 6);
  CHECK(area_of(path, 50) == 10 * 1 + 10 * 2 + 30 * 6);
  CHECK(area_of(path, 15) == 10 * 1 + 5 * 2);
}

TEST_CASE("growth: pools open and close, and grow only while they are open", "[growth]") {
  const std::vector<PoolLife> pools{{100, 0, 50}, {40, 20, kEver}};
  const std::vector<CardLaw> laws{{law(How::times, 2, 10), {0, 1}},
                                  {law(How::times, 1.5, 30), {1}}};
  const CardPlan plan = plan_cards(pools, laws, date(2025, 1, 1), 1000);
  CHECK(plan.at_start == std::vector<std::int64_t>{100, 0});
  CHECK(plan.cards_at(0, 9) == 100);
  CHECK(plan.cards_at(0, 10) == 200);
  CHECK(plan.cards_at(1, 19) == 0);  // doubled nothing
  CHECK(plan.cards_at(1, 20) == 40);
  CHECK(plan.cards_at(1, 30) == 60);
  CHECK(plan.cards_at(0, 50) == 0);
  REQUIRE(plan.changes.size() == 4);
  CHECK(plan.changes[0].law == 0);
  CHECK(plan.changes[3].law == CardChange::kLife);
}

TEST_CASE("growth: new cards are shared out by size, fewer by what there is", "[growth]") {
  // 10 cards over 50 and 25 and 25: 5, 2.5 and 2.5; of the equal remainders the first gets the one.
  const std::vector<PoolLife> pools{{50}, {25}, {25}};
  const std::vector<CardLaw> laws{{law(How::more, 10, 1), {0, 1, 2}},
                                  {law(How::less, 500, 2), {1, 2}},
                                  {law(How::none, 0, 3), {0}}};
  const CardPlan plan = plan_cards(pools, laws, date(2025, 1, 1), 10);
  CHECK(plan.cards_at(0, 1) == 55);
  CHECK(plan.cards_at(1, 1) == 28);
  CHECK(plan.cards_at(2, 1) == 27);
  CHECK(plan.cards_at(1, 2) == 0);  // no more than there are
  CHECK(plan.cards_at(2, 2) == 0);
  CHECK(plan.cards_at(0, 2) == 55);
  CHECK(plan.cards_at(0, 3) == 0);
}

TEST_CASE("growth: a rate goes on with fractions of cards", "[growth]") {
  // 10 cards at 100 % a year: rounded anew each month from 10 x 2^(k/12), so 20 after a year.
  const std::vector<PoolLife> pools{{10}};
  const std::vector<CardLaw> laws{{law(How::rate, 1, 0), {0}}};
  const CardPlan plan = plan_cards(pools, laws, date(2025, 1, 1), 365 * kDay);
  CHECK(plan.cards_at(0, 364 * kDay) == 20);
  CHECK(plan.cards_at(0, 30 * kDay) == 11);  // 10.59
  CHECK_FALSE(plan.idle[0]);
}

TEST_CASE("growth: a law that finds nothing open is told", "[growth]") {
  const std::vector<PoolLife> pools{{10, 100}};
  const std::vector<CardLaw> laws{{law(How::more, 5, 50), {0}}, {law(How::more, 5, 150), {0}}};
  const CardPlan plan = plan_cards(pools, laws, date(2025, 1, 1), 200);
  CHECK(plan.idle[0]);
  CHECK_FALSE(plan.idle[1]);
}

TEST_CASE("growth: what is built is paid for evenly over its lead time", "[growth]") {
  // 100 cards at 2000 CNY, open on day 30 after 20 days: 200,000 CNY from day 10 on, 10,000 a day.
  const Building building{30 * kDay, 20 * kDay, 100, 2000, 0};
  CHECK(building.paid_cny(0, 10 * kDay) == 0);
  CHECK(building.paid_cny(0, 15 * kDay) == Approx(50'000));
  CHECK(building.paid_cny(15 * kDay, 40 * kDay) == Approx(150'000));
  CHECK(building.under_way(10 * kDay));
  CHECK_FALSE(building.under_way(30 * kDay));
  const Building at_once{30 * kDay, 0, 100, 2000, 0};
  CHECK(at_once.paid_cny(0, 30 * kDay) == 0);
  CHECK(at_once.paid_cny(30 * kDay, 31 * kDay) == 200'000);
}

}  // namespace suanwang
