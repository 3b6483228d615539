#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "sim/engine/simulate.hpp"
#include "sim/report/money_flows.hpp"
#include "sim/scenario/load.hpp"

namespace suanwang {
namespace {

const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

// Users here and a site that stands with them: 16 cards of 500 W busy and 100 W idle, PUE 1,
// CNY 0.5 a kWh, 0.4 kg a kWh.
const std::string kHere = R"(suanwang: 1
start: 2025-01-31
duration: 10 h
regions: [{id: here, side: east, lon: 0, lat: 0}]
sites:
  - id: site
    at: here
    pools: [{id: p, accelerator: {peak: 1 TFLOPS, idle: 100 W, busy: 500 W}, count: 16}]
    power: {pue: 1, price: 0.5 CNY/kWh, carbon: 400 g/kWh}
)";

// Two sites 1,000 km away, one in the East and one in the West, over two links each.
const std::string kTwo = R"(suanwang: 1
start: 2025-03-01
duration: 10 h
regions: [{id: here, side: east, lon: 0, lat: 0}]
relays: [{id: half, lon: 5, lat: 0}]
sites:
  - id: east
    side: east
    lon: 10
    lat: 0
    pools: [{id: p, accelerator: {peak: 1 TFLOPS, idle: 100 W, busy: 500 W}, count: 16}]
    power: {pue: 1, price: 0.3 CNY/kWh, carbon: 900 g/kWh}
  - id: west
    side: west
    lon: 10
    lat: 1
    pools: [{id: p, accelerator: {peak: 1 TFLOPS, idle: 100 W, busy: 500 W}, count: 16}]
    power: {pue: 1, price: 0.35 CNY/kWh, carbon: 100 g/kWh}
links:
  - {id: a, between: [here, half], capacity: 100 Gbps, latency: 1 ms, price: 0.01 CNY/GB}
  - {id: b, between: [half, east], capacity: 100 Gbps, latency: 1 ms, price: 0.01 CNY/GB}
  - {id: c, between: [half, west], capacity: 100 Gbps, latency: 1 ms, price: 0.01 CNY/GB}
placement: {policy: cheapest}
)";

Results run(const std::string& text) {
  const Loaded loaded = load_scenario_text(text, "test.yaml", {}, kShare);
  for (const Diagnostic& problem : loaded.problems) FAIL_CHECK(to_string(problem));
  REQUIRE(loaded.scenario);
  return simulate(*loaded.scenario);
}

std::string job(const std::string& id, const std::string& at, const std::string& more = "") {
  return fmt::format(
      "  - {{id: {}, from: {{here: 1}}, arrivals: {{at: [{}]}}, accelerators: 8, runtime: 2 "
      "h{}}}\n",
      id, at, more);
}

}  // namespace

TEST_CASE("billing: a run is billed for its cards and hours, and the operator pays its costs",
          "[economy]") {
  // 8 cards x 2 h = 16 card-hours at 5 = 80. Energy in 10 h: 16 x 0.1 kW x 10 h = 16 kWh idle, and
  // 8 x 0.4 kW x 2 h = 6.4 more: 22.4 kWh, CNY 11.20, 8.96 kg; at CNY 100 a ton 0.896.
  // Cards: 16 x 87600 / 3650 d / 24 x 10 h = 160; building 16 x 8760 / 3650 / 24 x 10 = 16; staff
  // 16 x 876 / 8760 x 10 = 16.
  const Results r = run(kHere + "workloads:\n" + job("one", "1 h") +
                        "economy:\n"
                        "  tariff: 5 CNY/card-h\n"
                        "  carbon_price: 100 CNY/t\n"
                        "  costs: {card: 87600 CNY, life: 3650 d, facility: 8760 CNY,\n"
                        "          facility_life: 3650 d, staff: 876 CNY/card-year}\n");
  REQUIRE(r.economy);
  const ProfitAndLoss& account = r.economy->operators[0].account;
  CHECK(r.regions[0].bills.card_h == Approx(16));
  CHECK(r.regions[0].bills.tenant_cny() == Approx(80));
  CHECK(r.classes[0].bills.tenant_cny() == Approx(80));
  CHECK(r.tenants[0].bills.tenant_cny() == Approx(80));
  CHECK(account.revenue_cny == Approx(80));
  CHECK(account.energy_cny == Approx(11.2));
  CHECK(account.carbon_cny == Approx(0.896));
  CHECK(account.hardware_cny == Approx(160));
  CHECK(account.facility_cny == Approx(16));
  CHECK(account.staff_cny == Approx(16));
  CHECK(account.profit_cny() == Approx(80 - 11.2 - 0.896 - 160 - 16 - 16));
  CHECK(r.economy->treasury_cny() == Approx(0.896));
}

TEST_CASE("billing: only the part of a run inside the window is billed", "[economy]") {
  // Runs from 1 h to 3 h; the window is [2 h, 2.5 h): 8 x 0.5 h = 4 card-hours, still running.
  const std::string text =
      kHere + "workloads:\n" + job("one", "1 h") + "warmup: 2 h\neconomy: {tariff: 5 CNY/card-h}\n";
  std::string shorter = text;
  shorter.replace(shorter.find("10 h"), 4, "2.5 h");
  CHECK(run(text).economy->bills.tenant_cny() == Approx(40));
  CHECK(run(shorter).economy->bills.tenant_cny() == Approx(20));
}

TEST_CASE("billing: the last of a voucher budget goes to whose run ends first", "[economy]") {
  // Bills of 80 at 2 h (tenant b) and 3 h (tenant a); half each: 40, then the 10 that are left.
  const Results r = run(kHere + "workloads:\n" + job("a", "1 h") + job("b", "0 h") +
                        "economy:\n"
                        "  tariff: 5 CNY/card-h\n"
                        "  vouchers: [{id: v, share: 50 %, budget: 50 CNY, regions: [here]}]\n");
  CHECK(r.tenants[0].bills.voucher_cny == Approx(10));
  CHECK(r.tenants[1].bills.voucher_cny == Approx(40));
  CHECK(r.economy->vouchers[0].paid_cny == 50);
  CHECK(r.economy->vouchers[0].used_up_s == 3 * 3600);
  CHECK(r.economy->vouchers[0].tenants == 2);
  CHECK(r.economy->bills.tenant_cny() == Approx(110));
  CHECK(r.economy->treasury_cny() == Approx(-50));
}

TEST_CASE("billing: vouchers hold for their classes, places and days", "[economy]") {
  const std::string jobs = "workloads:\n" + job("a", "0 h") + job("b", "0 h");
  const auto paid = [&](const std::string& more) {
    return run(kHere + jobs + "economy: {tariff: 5 CNY/card-h, vouchers: [{id: v, share: 10 %" +
               more + "}]}\n")
        .economy->bills.voucher_cny;
  };
  CHECK(paid("") == Approx(16));
  CHECK(paid(", classes: [b]") == Approx(8));
  CHECK(paid(", cap: 5 CNY") == Approx(10));
  CHECK(paid(", buys_at: {side: west}") == 0);
  CHECK(paid(", buys_at: {sites: [site]}") == Approx(16));
  CHECK(paid(", from: 2025-01-31, until: 2025-01-31") == Approx(16));
  CHECK(paid(", from: 2025-02-01") == 0);
  CHECK(paid(", until: 2025-01-30") == 0);
}

TEST_CASE("billing: a free base is anew each month", "[economy]") {
  // 20 card-hours free a month, then 10: the first run of 16 is free, the second pays 12 x 10, the
  // third ends on the first of February at 01:00 and is free again.
  std::string text = kHere + "workloads:\n" + job("one", "0 h, 4 h, 23 h") +
                     "economy: {tariff: {tiers: [{first: 20 card-h, price: 0 CNY/card-h},\n"
                     "  {price: 10 CNY/card-h}]}}\n";
  text.replace(text.find("10 h"), 4, "26 h");
  const Results r = run(text);
  CHECK(r.economy->bills.card_h == Approx(48));
  CHECK(r.economy->bills.tenant_cny() == Approx(120));
}

TEST_CASE("billing: an auction's price follows the load of the pool when a run begins",
          "[economy]") {
  // 32 cards asked for at 0 h, 16 there: 20 x (1 - 1/2) = 10 for the first two runs. The third
  // starts at 2 h, when 16 are asked for: the reserve of 4. The fourth likewise.
  const Results r = run(kHere + "workloads:\n" + job("a", "0 h") + job("b", "0 h") +
                        job("c", "0 h") + job("d", "0 h") +
                        "economy: {tariff: {auction: {reserve: 4 CNY/card-h, most: 20 "
                        "CNY/card-h}}}\n");
  CHECK(r.economy->bills.tenant_cny() == Approx(2 * 160 + 2 * 64));
}

TEST_CASE("billing: a discount is the operator's or the treasury's to bear", "[economy]") {
  const std::string jobs = "workloads:\n" + job("a", "0 h");
  const Results given = run(kHere + jobs +
                            "economy: {tariff: 5 CNY/card-h, discounts: [{share: 10 %},\n"
                            "  {at: {regions: [here]}, share: 25 %}]}\n");
  CHECK(given.economy->bills.tenant_cny() == Approx(60));
  CHECK(given.economy->operators_total.revenue_cny == Approx(60));
  const Results subsidised = run(kHere + jobs +
                                 "economy: {tariff: 5 CNY/card-h, discounts: [{share: 25 %,\n"
                                 "  paid_by: treasury}]}\n");
  CHECK(subsidised.economy->bills.tenant_cny() == Approx(60));
  CHECK(subsidised.economy->operators_total.revenue_cny == Approx(80));
  CHECK(subsidised.economy->treasury_cny() == Approx(-20));
}

TEST_CASE("billing: a class may have a tariff of its own, and services are billed", "[economy]") {
  // 16 card-hours at 7 and a service of 4 cards for 10 h at 3.
  const Results r = run(kHere + "workloads:\n" + job("a", "0 h") +
                        "services: [{id: chat, from: {here: 1}, cards: 4}]\n"
                        "economy:\n  tariff: 3 CNY/card-h\n"
                        "  by_class: [{class: a, tariff: 7 CNY/card-h}]\n");
  CHECK(r.classes[0].bills.tenant_cny() == Approx(112));
  CHECK(r.services[0].bills.tenant_cny() == Approx(120));
  CHECK(r.economy->service_users[0].bills.card_h == Approx(40));
  CHECK(r.regions[0].bills.tenant_cny() == Approx(232));
}

TEST_CASE("billing: a carbon price sends work where power is cleaner", "[economy]") {
  // Without one 0.30 beats 0.35. At CNY 100 a ton 0.30 + 0.09 loses to 0.35 + 0.01.
  const std::string jobs = "workloads:\n" + job("a", "0 h");
  const Results free = run(kTwo + jobs);
  const Results priced = run(kTwo + jobs + "economy: {carbon_price: 100 CNY/t}\n");
  CHECK(free.sites[0].jobs_started == 1);
  CHECK(priced.sites[1].jobs_started == 1);
  CHECK(priced.carbon_cny == Approx(priced.energy.carbon_kg * 0.1));
  CHECK(priced.economy->operators_total.carbon_cny == Approx(priced.carbon_cny));
}

TEST_CASE("billing: the prices of the network are reformed by a factor or to one price",
          "[economy]") {
  // 100 GB over two links of 0.01 each: 2; half of it: 1; 0.004 for any distance: 0.4.
  const std::string jobs = "workloads:\n" + job("a", "0 h", ", input: 100 GB");
  const auto carriage = [&](const std::string& more) {
    const Results r = run(kTwo + jobs + more);
    double links = 0;
    for (const LinkResult& link : r.links) links += link.carriage_cny;
    double sites = 0;
    for (const SiteResult& site : r.sites) sites += site.carriage_cny;
    CHECK(links == Approx(r.carriage_cny));
    CHECK(sites == Approx(r.carriage_cny));
    return r.carriage_cny;
  };
  CHECK(carriage("") == Approx(2));
  CHECK(carriage("economy: {carriage: {factor: 0.5}}\n") == Approx(1));
  CHECK(carriage("economy: {carriage: {flat: 0.004 CNY/GB}}\n") == Approx(0.4));
}

TEST_CASE("billing: where the tenant's side counts, vouchers and discounts move work",
          "[economy]") {
  const std::string jobs = "workloads:\n" + job("a", "0 h");
  const auto west = [&](const std::string& economy, const std::string& pays) {
    std::string text = kTwo + jobs + "economy: {tariff: 5 CNY/card-h" + economy + "}\n";
    text.replace(text.find("cheapest"), 8, "cheapest, pays: " + pays);
    return run(text).sites[1].jobs_started;
  };
  const std::string voucher = ", vouchers: [{id: v, share: 30 %, buys_at: {side: west}}]";
  CHECK(west(voucher, "operator") == 0);
  CHECK(west(voucher, "tenant") == 1);
  CHECK(west(", discounts: [{at: {side: west}, share: 5 %}]", "tenant") == 1);
  CHECK(west(", discounts: [{at: {side: east}, share: 5 %}]", "tenant") == 0);
}

TEST_CASE("billing: where all bills are the same, the least loaded place is cheapest",
          "[economy]") {
  // Two jobs of 8 cards: one for each site.
  std::string text = kTwo + "workloads:\n" + job("a", "0 h") + job("b", "0 h") +
                     "economy: {tariff: 5 CNY/card-h}\n";
  text.replace(text.find("cheapest"), 8, "cheapest, pays: tenant");
  const Results r = run(text);
  CHECK(r.sites[0].jobs_started == 1);
  CHECK(r.sites[1].jobs_started == 1);
}

// Every yuan paid is received by someone, and the parts of every kind of user sum to the whole,
// whatever the tariffs, vouchers, dates and preemptions.
TEST_CASE("billing: money is conserved", "[economy]") {
  const std::string tariffs[] = {"5 CNY/card-h",
                                 "{tiers: [{first: 30 card-h, price: 0 CNY/card-h}, {first: 100 "
                                 "card-h, price: 4 CNY/card-h},\n"
                                 "    {price: 9 CNY/card-h}]}",
                                 "{auction: {reserve: 2 CNY/card-h, most: 15 CNY/card-h}}"};
  for (int seed = 1; seed <= 12; ++seed) {
    std::string text = kTwo;
    text.replace(text.find("10 h"), 4, "3 d");
    text.replace(text.find("pue: 1,"), 7, "pue: 1.2,");  // of the site in the East
    text += fmt::format(
        "seed: {}\nwarmup: {} h\n"
        "workloads:\n"
        "  - {{id: a, from: {{here: 1}}, arrivals: {{poisson: 3 per h}}, accelerators: 2,\n"
        "     runtime: {{exponential: {{mean: 3 h}}}}, tenant: {{zipf: 5}}, input: 20 GB, output: "
        "5 "
        "GB,\n     preemptible: {{checkpoint: 30 min}}}}\n"
        "  - {{id: b, from: {{here: 1}}, arrivals: {{poisson: 1 per h}}, accelerators: 8,\n"
        "     runtime: {{exponential: {{mean: 1 h}}}}}}\n"
        "services:\n  - {{id: chat, from: {{here: 1}}, cards: 7.5, day: [0.2, 0.2, 0.2, 0.2, 0.2, "
        "0.2,\n     0.5, 0.5, 0.7, 0.7, 1, 1, 1, 1, 1, 1, 1, 1, 0.9, 0.9, 0.8, 0.5, 0.4, 0.3]}}\n"
        "events:\n  - {{at: 20 h, site: east, down: 5 h}}\n"
        "levers:\n"
        "  pue: [{{id: east, site: east, at_most: 1.1, surcharge: 0.1 CNY/kWh}}]\n"
        "  power_price: [{{id: cheap, site: west, subsidy: 0.05 CNY/kWh}}]\n"
        "economy:\n  tariff: {}\n"
        "  by_class: [{{class: chat, tariff: 3 CNY/card-h}}]\n"
        "  discounts:\n"
        "    - {{at: {{side: west}}, share: 20 %, paid_by: treasury, from: 2025-03-02}}\n"
        "    - {{at: {{side: east}}, share: 10 %}}\n"
        "  vouchers:\n"
        "    - {{id: v, share: 30 %, cap: 300 CNY, budget: {} CNY}}\n"
        "    - {{id: w, share: 50 %, budget: 200 CNY, classes: [b, chat], until: 2025-03-02}}\n"
        "  costs: {{card: 100000 CNY, life: 1825 d, facility: 20000 CNY, facility_life: 5475 d,\n"
        "          staff: 4000 CNY/card-year}}\n"
        "  carbon_price: 90 CNY/t\n  water: 4 CNY/m3\n  carriage: {}\n",
        seed, seed % 3 * 7, tariffs[seed % 3], 100 * seed,
        seed % 2 ? "{flat: 0.004 CNY/GB}" : "{factor: 0.7}");
    INFO("seed " << seed);
    const Results r = run(text);
    REQUIRE(r.economy);
    const BillAccount& all = r.economy->bills;
    CHECK(all.tenant_cny() > 0);

    double received = 0, paid = 0;
    for (const Party& party : money_flows(r)) {
      received += party.received_cny;
      paid += party.paid_cny;
    }
    CHECK(received == Approx(paid).epsilon(1e-9));

    BillAccount by_class, by_site, by_tenant, by_service;
    for (const ClassResult& row : r.classes) by_class += row.bills;
    for (const ServiceResult& row : r.services) by_service += row.bills;
    for (const TenantResult& row : r.tenants) by_tenant += row.bills;
    for (const OperatorResult& row : r.economy->operators) by_site += row.bills;
    CHECK(by_tenant.tenant_cny() == Approx(by_class.tenant_cny()).epsilon(1e-9));
    REQUIRE(r.economy->service_users.size() == 1);  // one service, one region
    CHECK(r.economy->service_users[0].service == "chat");
    CHECK(r.economy->service_users[0].region == "here");
    CHECK(r.economy->service_users[0].bills.tenant_cny() ==
          Approx(by_service.tenant_cny()).epsilon(1e-9));
    by_class += by_service;
    for (const auto part :
         {&BillAccount::card_h, &BillAccount::list_cny, &BillAccount::discount_cny,
          &BillAccount::subsidy_cny, &BillAccount::voucher_cny}) {
      CHECK(by_class.*part == Approx(all.*part).epsilon(1e-9));
      CHECK(by_site.*part == Approx(all.*part).epsilon(1e-9));
    }
    double vouchers = 0;
    for (const VoucherResult& row : r.economy->vouchers) {
      CHECK(row.paid_cny <= row.budget_cny);
      CHECK(row.bills.voucher_cny == Approx(row.paid_cny).epsilon(1e-9));
      vouchers += row.paid_cny;
    }
    CHECK(vouchers == Approx(all.voucher_cny).epsilon(1e-9));
    // Card-hours are those of the energy accounts.
    double used_card_s = 0;
    for (const RegionResult& row : r.regions) used_card_s += row.used.card_s;
    CHECK(all.card_h == Approx(used_card_s / 3600).epsilon(1e-9));
  }
}

// Bills follow prices in a straight line, where placement does not look at them.
TEST_CASE("billing: twice the price is twice the bill", "[economy]") {
  const std::string jobs = "workloads:\n" + job("a", "0 h, 1 h, 2 h, 3 h");
  const auto bill = [&](const std::string& tariff) {
    return run(kHere + jobs + "economy: {tariff: " + tariff + "}\n").economy->bills.tenant_cny();
  };
  CHECK(bill("4 CNY/card-h") == Approx(2 * bill("2 CNY/card-h")));
  const std::string tiers =
      "{{tiers: [{{first: 25 card-h, price: {} CNY/card-h}}, {{price: {} CNY/card-h}}]}}";
  CHECK(bill(fmt::format(fmt::runtime(tiers), 2, 6)) ==
        Approx(2 * bill(fmt::format(fmt::runtime(tiers), 1, 3))));
  const std::string auction = "{{auction: {{reserve: {} CNY/card-h, most: {} CNY/card-h}}}}";
  CHECK(bill(fmt::format(fmt::runtime(auction), 6, 40)) ==
        Approx(2 * bill(fmt::format(fmt::runtime(auction), 3, 20))));
}

}  // namespace suanwang
