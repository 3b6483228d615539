// What the README of approve-when-full claims.

#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/engine/simulate.hpp"
#include "sim/scenario/load.hpp"

namespace suanwang {
namespace {

Results growth_run(const std::vector<Override>& overrides = {}) {
  const Share share{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};
  const Loaded loaded = load_scenario("approve-when-full", overrides, share);
  for (const Diagnostic& problem : loaded.problems) FAIL_CHECK(to_string(problem));
  REQUIRE(loaded.scenario);
  RunOptions options;
  options.keep_hours = false;
  return simulate(*loaded.scenario, options);
}

double built_cny(const Results& results) {
  double sum = 0;
  for (const YearResult& year : results.years) sum += year.construction_cny;
  return sum;
}

}  // namespace

TEST_CASE("approve-when-full: empty hubs get no more, full ones do", "[scenarios][growth]") {
  const Results gated = growth_run();
  const Results free = growth_run({{"levers", "~"}});
  const LeverResult& lever = gated.levers.at(0);
  CHECK(lever.put_off_cards > 0);
  CHECK(lever.waiting_cards > 0);
  for (const char* east : {"zhangjiakou", "wuhu", "shaoguan"})
    CHECK(std::count(lever.sites.begin(), lever.sites.end(), east) == 1);
  for (const char* west : {"horinger", "zhongwei"})
    CHECK(std::count(lever.sites.begin(), lever.sites.end(), west) == 0);

  CHECK(built_cny(gated) < 0.8 * built_cny(free));
  CHECK(gated.years.back().card.utilization() > free.years.back().card.utilization() + 0.1);
  CHECK(gated.years.back().flops < 0.9 * free.years.back().flops);
  CHECK(gated.ledger.completed > 0.95 * free.ledger.completed);
}

TEST_CASE("approve-when-full: where demand comes faster, the rule comes too late",
          "[scenarios][growth]") {
  const Override faster{"growth.demand", "[{rate: 80 %}]"};
  const Results gated = growth_run({faster});
  const Results free = growth_run({faster, {"levers", "~"}});
  CHECK(gated.levers.at(0).waiting_cards == 0);
  CHECK(gated.years.back().wait_mean_s > 5 * free.years.back().wait_mean_s);
  CHECK(gated.ledger.completed < 0.95 * free.ledger.completed);
}

}  // namespace suanwang
