#include "models/economy/accounts.hpp"

#include <catch2/catch.hpp>

namespace suanwang {

TEST_CASE("accounts: a bill is paid by the tenant and the treasury", "[economy]") {
  // List 100; the operator gives 10 % away, the treasury makes good another 15 and pays a voucher
  // of 30 % of the 75 that are left: 22.50. The tenant pays 52.50, the operator gets 90.
  const BillAccount bill{12, 100, 10, 15, 22.5};
  CHECK(bill.operator_cny() == 90);
  CHECK(bill.treasury_cny() == 37.5);
  CHECK(bill.tenant_cny() == 52.5);
  CHECK(bill.tenant_cny() + bill.treasury_cny() == bill.operator_cny());
}

TEST_CASE("accounts: capital is spread evenly over its life", "[economy]") {
  // 1,000 cards for a day. CNY 120,000 over 5 years of 365 days: 120000 / 1825 x 1000 = 65753.42;
  // building CNY 18,250 over 10 years: 18250 / 3650 x 1000 = 5000; staff CNY 0.25 an hour: 6000.
  const CardCosts costs{120000, 1825.0 * 86400, 18250, 3650.0 * 86400, 0.25};
  const double card_s = 1000 * 86400.0;
  CHECK(costs.hardware_cny(card_s) == Approx(65753.4246575));
  CHECK(costs.building_cny(card_s) == Approx(5000));
  CHECK(costs.staff_cny(card_s) == Approx(6000));
}

TEST_CASE("accounts: profit is revenue less every cost", "[economy]") {
  const ProfitAndLoss account{1000, 200, 50, 1, 300, 40, 60, 9, 5};
  CHECK(account.cost_cny() == 665);
  CHECK(account.profit_cny() == 335);
}

}  // namespace suanwang
