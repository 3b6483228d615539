#include "models/economy/card_tariff.hpp"

#include <catch2/catch.hpp>
#include <limits>

namespace suanwang {
namespace {

constexpr double kRest = std::numeric_limits<double>::infinity();

// 100 card-hours free, the next 400 at CNY 6, all beyond at CNY 9.
const CardTariff kFreeBase = TieredTariff{{{100, 0}, {400, 6}, {kRest, 9}}};

}  // namespace

TEST_CASE("tariff: a flat one bills every card-hour alike", "[economy]") {
  // 8 cards x 2.5 h = 20 card-hours at CNY 7.5 = CNY 150
  CHECK(bill_cny(FlatTariff{7.5}, 0, 20, 0.5) == 150);
  CHECK(bill_cny(FlatTariff{7.5}, 1e6, 20, 9) == 150);
  CHECK(next_price(FlatTariff{7.5}, 1e6, 9) == 7.5);
}

TEST_CASE("tariff: the base is free, extras are paid tier by tier", "[economy]") {
  CHECK(bill_cny(kFreeBase, 0, 60, 0) == 0);
  CHECK(bill_cny(kFreeBase, 0, 100, 0) == 0);
  // 40 of the 100 are left; 60 at 6
  CHECK(bill_cny(kFreeBase, 60, 100, 0) == 360);
  // 10 left free, 400 x 6 = 2400, 90 x 9 = 810
  CHECK(bill_cny(kFreeBase, 90, 500, 0) == 3210);
  // beyond all tiers: 20 x 9
  CHECK(bill_cny(kFreeBase, 700, 20, 0) == 180);
  CHECK(next_price(kFreeBase, 99, 0) == 0);
  CHECK(next_price(kFreeBase, 100, 0) == 6);
  CHECK(next_price(kFreeBase, 500, 0) == 9);
}

TEST_CASE("tariff: two parts of a run cost what the whole costs", "[economy]") {
  for (double used = 0; used < 700; used += 35) {
    for (double first = 0; first <= 300; first += 60) {
      const double parts =
          bill_cny(kFreeBase, used, first, 0) + bill_cny(kFreeBase, used + first, 300 - first, 0);
      CHECK(parts == Approx(bill_cny(kFreeBase, used, 300, 0)));
    }
  }
}

TEST_CASE("tariff: an auction's price clears the market", "[economy]") {
  // Values spread evenly over 0 .. 20. 2,000 cards asked for, 1,000 there: half of them is at or
  // above 10. 4,000 asked for: a quarter is at or above 15. Up to 1,250 the reserve of 4 holds:
  // 20 x (1 - 1000 / 1250) = 4.
  const CardTariff tariff = AuctionTariff{4, 20};
  CHECK(next_price(tariff, 0, 0.4) == 4);
  CHECK(next_price(tariff, 0, 1) == 4);
  CHECK(next_price(tariff, 0, 1.25) == Approx(4));
  CHECK(next_price(tariff, 0, 2) == 10);
  CHECK(next_price(tariff, 0, 4) == 15);
  CHECK(bill_cny(tariff, 0, 3, 2) == 30);
}

}  // namespace suanwang
