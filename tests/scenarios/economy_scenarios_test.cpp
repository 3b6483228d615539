#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sim/engine/simulate.hpp"
#include "sim/scenario/load.hpp"
#include "tests/slow_build.hpp"

#ifndef SUANWANG_SLOW_BUILD  // eight national runs

// What the READMEs of carbon-price, vouchers-zhejiang and tiered-pricing say moves, and which way.

namespace suanwang {
namespace {

const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

Results run(const std::string& name, const std::vector<Override>& overrides = {}) {
  const Loaded loaded = load_scenario(name, overrides, kShare);
  for (const Diagnostic& problem : loaded.problems) FAIL_CHECK(to_string(problem));
  REQUIRE(loaded.scenario);
  return simulate(*loaded.scenario);
}

const RegionResult& region(const Results& results, const std::string& id) {
  for (const RegionResult& row : results.regions) {
    if (row.id == id) return row;
  }
  FAIL("no region " << id);
  return results.regions.front();
}

const SiteResult& site(const Results& results, const std::string& id) {
  for (const SiteResult& row : results.sites) {
    if (row.id == id) return row;
  }
  FAIL("no site " << id);
  return results.sites.front();
}

}  // namespace

TEST_CASE("carbon-price: dearer carbon is less carbon, dearer power, and income for the treasury",
          "[scenarios]") {
  const Results none = run("carbon-price", {{"economy.carbon_price", "0 CNY/t"}});
  const Results now = run("carbon-price");
  const Results high = run("carbon-price", {{"economy.carbon_price", "1000 CNY/t"}});
  CHECK(none.economy->treasury_cny() == 0);
  CHECK(now.energy.carbon_kg < none.energy.carbon_kg);
  CHECK(high.energy.carbon_kg < now.energy.carbon_kg);
  // Without a price each place was the cheapest of all but for it.
  const auto before_carbon = [](const Results& r) { return r.energy.energy_cny + r.carriage_cny; };
  CHECK(before_carbon(high) > before_carbon(none));
  CHECK(high.economy->treasury_cny() > now.economy->treasury_cny());
  CHECK(high.economy->operators_total.profit_cny() < none.economy->operators_total.profit_cny());
  // Users pay the same tariff, and somebody else pays for the carbon.
  CHECK(high.economy->bills.tenant_cny() == Approx(none.economy->bills.tenant_cny()).epsilon(0.02));
}

TEST_CASE("vouchers-zhejiang: vouchers bring work home until the budget is gone", "[scenarios]") {
  const Results without = run("vouchers-zhejiang", {{"economy.vouchers", "~"}});
  const Results with = run("vouchers-zhejiang");
  const Results unbounded =
      run("vouchers-zhejiang", {{"economy.vouchers.hangzhou.budget", "1 billion CNY"},
                                {"economy.vouchers.hangzhou.cap", "1 billion CNY"}});
  const VoucherResult& voucher = with.economy->vouchers[0];
  CHECK(voucher.paid_cny <= 171233);
  CHECK(voucher.paid_cny > 0);
  CHECK(with.economy->treasury_cny() == Approx(-voucher.paid_cny));

  const auto at_home = [](const Results& r) {
    return site(r, "zhejiang-local").card.allocated_card_s();
  };
  const auto paid = [](const Results& r) {
    const BillAccount& bills = region(r, "zhejiang").bills;
    return bills.tenant_cny() / bills.card_h;
  };
  CHECK(at_home(with) > at_home(without));
  CHECK(at_home(unbounded) > at_home(with));
  CHECK(paid(unbounded) < paid(without));
  CHECK(region(unbounded, "zhejiang").west_card_s < region(without, "zhejiang").west_card_s);
  // Elsewhere nobody gets a voucher.
  CHECK(region(with, "jiangsu").bills.voucher_cny == 0);
}

TEST_CASE("tiered-pricing: the free base is for the small, and operators pay for it",
          "[scenarios]") {
  const Results flat = run("tiered-pricing", {{"economy.tariff", "6 CNY/card-h"}});
  const Results tiered = run("tiered-pricing");
  // Nothing else moves: the policy does not look at bills.
  CHECK(flat.energy.kwh == tiered.energy.kwh);
  CHECK(flat.wait_s.mean == tiered.wait_s.mean);
  CHECK(tiered.economy->bills.tenant_cny() < flat.economy->bills.tenant_cny());
  CHECK(tiered.economy->operators_total.profit_cny() < flat.economy->operators_total.profit_cny());
  double free = 0;
  for (const TenantResult& tenant : tiered.tenants) {
    const double base = std::min(tenant.bills.card_h, 100.0);
    CHECK(tenant.bills.tenant_cny() == Approx(6 * (tenant.bills.card_h - base)).margin(1e-6));
    free += tenant.bills.tenant_cny() == 0;
  }
  CHECK(free > 0);
  CHECK(free < static_cast<double>(tiered.tenants.size()));
}

}  // namespace suanwang

#endif
