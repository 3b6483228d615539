#include "models/economy/voucher_ledger.hpp"

#include <array>
#include <catch2/catch.hpp>

namespace suanwang {
namespace {

VoucherTerms terms(double share, double cap_cny, double budget_cny) {
  VoucherTerms terms;
  terms.share = share;
  terms.cap_cny = cap_cny;
  terms.budget_cny = budget_cny;
  return terms;
}

}  // namespace

TEST_CASE("voucher: a share of the bill, up to the tenant's cap", "[economy]") {
  // 30 % up to CNY 50: of 100, 30; of the next 100 only the 20 that are left; then nothing.
  VoucherLedger ledger({terms(0.3, 50, 1000)});
  CHECK(ledger.pay(0, 7, 100, 0) == 30);
  CHECK(ledger.pay(0, 7, 100, 1) == 20);
  CHECK(ledger.pay(0, 7, 100, 2) == 0);
  CHECK(ledger.pay(0, 2, 100, 3) == 30);  // another tenant has a cap of its own
  CHECK(ledger.paid_cny(0) == 80);
  CHECK(ledger.tenants_paid(0) == 2);
}

TEST_CASE("voucher: the last of a budget goes to whoever bills first", "[economy]") {
  VoucherLedger ledger({terms(0.5, 1e9, 100)}, 3);
  CHECK(ledger.pay(0, 0, 120, 10) == 60);
  CHECK(ledger.pay(0, 1, 120, 20) == 40);
  CHECK(ledger.pay(0, 2, 120, 30) == 0);
  CHECK(ledger.paid_cny(0) == 100);
  CHECK(ledger.used_up_s(0) == 20);
}

TEST_CASE("voucher: it holds between its dates", "[economy]") {
  VoucherTerms dated = terms(0.5, 1e9, 1e9);
  dated.from_s = 100;
  dated.until_s = 200;
  const VoucherLedger ledger({dated});
  CHECK(ledger.quote(0, 0, 10, 99) == 0);
  CHECK(ledger.quote(0, 0, 10, 100) == 5);
  CHECK(ledger.quote(0, 0, 10, 199) == 5);
  CHECK(ledger.quote(0, 0, 10, 200) == 0);
}

TEST_CASE("voucher: a bill takes the one that pays most, the first of equals", "[economy]") {
  // Of a bill of 100: 20 %, or 50 % up to 15, or 20 % again.
  VoucherLedger ledger({terms(0.2, 1e9, 1e9), terms(0.5, 15, 1e9), terms(0.2, 1e9, 1e9)});
  const std::array<std::uint32_t, 3> all{0, 1, 2};
  CHECK(ledger.best(all, 0, 100, 0) == 0);
  CHECK(ledger.best(all, 0, 40, 0) == 1);  // 8, 15 or 8
  CHECK(ledger.pay(1, 0, 40, 0) == 15);
  CHECK(ledger.best(all, 0, 40, 0) == 0);
  CHECK(ledger.best(std::span(all).subspan(1, 1), 0, 40, 0) == VoucherLedger::kNone);
}

TEST_CASE("voucher: rounding never overdraws a budget", "[economy]") {
  VoucherLedger ledger({terms(0.3, 1e9, 0.7)});
  double sum = 0;
  for (int i = 0; i < 100; ++i) sum += ledger.pay(0, 0, 0.1, i);
  CHECK(ledger.paid_cny(0) == 0.7);
  CHECK(sum == Approx(0.7));
}

}  // namespace suanwang
