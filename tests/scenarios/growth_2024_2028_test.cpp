// What the README of growth-2024-2028 claims.

#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "sim/engine/simulate.hpp"
#include "sim/scenario/load.hpp"

namespace suanwang {
namespace {

Results growth_run(const std::vector<Override>& overrides = {}) {
  const Share share{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};
  const Loaded loaded = load_scenario("growth-2024-2028", overrides, share);
  for (const Diagnostic& problem : loaded.problems) FAIL_CHECK(to_string(problem));
  REQUIRE(loaded.scenario);
  RunOptions options;
  options.keep_hours = false;
  return simulate(*loaded.scenario, options);
}

}  // namespace

TEST_CASE("growth-2024-2028: demand overtakes what is built, first in the West",
          "[scenarios][growth]") {
  const Results r = growth_run();
  REQUIRE(r.years.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) {
    const YearResult& year = r.years[i];
    CAPTURE(year.year);
    CHECK(year.year == 2024 + static_cast<int>(i));
    CHECK((year.retired_cards > 0) == (year.year >= 2026));
    CHECK(year.construction_cny > 0);
    if (i == 0) continue;
    CHECK(year.flops > r.years[i - 1].flops);
    CHECK(year.energy.kwh > r.years[i - 1].energy.kwh);
  }
  const YearResult& first = r.years.front();
  const YearResult& last = r.years.back();
  const YearResult& third = r.years[2];
  CHECK(std::abs(third.card.utilization() - first.card.utilization()) < 0.03);
  CHECK(last.card.utilization() > first.card.utilization() + 0.1);
  const auto west = [](const YearResult& y) { return y.west_card_s / y.card.allocated_card_s(); };
  CHECK(west(last) > west(first));
  CHECK(west(third) > west(last) + 0.05);  // its cards are full by then
  // More of the cards are busy, so energy grows faster than computing.
  CHECK(last.energy.kwh / first.energy.kwh > last.flops / first.flops);
  CHECK(r.years[3].building_flops > 9e20);
}

TEST_CASE("growth-2024-2028: one yearly rate falls short of 2024 and comes close to 2028",
          "[scenarios][growth]") {
  // By hand, for the end of 2024: 416.6 x 1.462 = 609.07 EFLOPS, 16.0 % less than 725.3.
  std::map<std::string, BacktestRow> rows;
  for (const BacktestRow& row : growth_run({{"duration", "1827 d"}}).backtest) {
    if (row.id == "intelligent_compute_idc") rows[row.period] = row;
  }
  CHECK(rows.at("2023").model == Approx(416.6).epsilon(1e-6));
  CHECK(rows.at("2024").model == Approx(609.07).epsilon(1e-5));
  CHECK(rows.at("2024").model / rows.at("2024").published - 1 == Approx(-0.1602).margin(1e-3));
  CHECK(std::abs(rows.at("2028").model / rows.at("2028").published - 1) < 0.1);
  CHECK(rows.at("2028").is_forecast);
}

TEST_CASE("growth-2024-2028: the longer the building takes, the earlier it is paid for",
          "[scenarios][growth]") {
  // What opens after the run is not planned in it, so with a longer lead time the bill moves to the
  // early years, and before the start.
  const Results usual = growth_run({{"duration", "731 d"}});
  const Results slow = growth_run({{"duration", "731 d"}, {"growth.lead", "900 d"}});
  CHECK(slow.years[1].construction_cny < usual.years[1].construction_cny);
  CHECK(slow.card.installed_card_s == usual.card.installed_card_s);
}

}  // namespace suanwang
