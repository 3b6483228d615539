// What the READMEs of the scenarios about power claim, as directions.

#include <catch2/catch.hpp>

#include "sim/engine/simulate.hpp"
#include "sim/report/metrics.hpp"
#include "sim/scenario/load.hpp"

namespace suanwang {
namespace {

const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

Results run(const std::string& name, const std::vector<Override>& overrides = {}) {
  const Loaded loaded = load_scenario(SUANWANG_SOURCE_DIR "/scenarios/" + name, overrides, kShare);
  for (const Diagnostic& problem : loaded.problems) FAIL(to_string(problem));
  return simulate(*loaded.scenario);
}

const SiteResult& site(const Results& results, const std::string& id) {
  for (const SiteResult& row : results.sites) {
    if (row.id == id) return row;
  }
  FAIL("no site " << id);
  return results.sites.front();
}

}  // namespace

TEST_CASE("bits or electrons: bits cost less, electrons answer sooner", "[scenarios]") {
  const Results bits = run("bits-or-electrons");
  const Results electrons = run("bits-or-electrons", {{"placement.policy", "nearest"}});
  CHECK(bits.west_share == 1);
  CHECK(electrons.west_share == 0);
  CHECK(total_cost_cny(bits) < total_cost_cny(electrons));
  CHECK(bits.energy.kwh < electrons.energy.kwh);  // cooler
  CHECK(bits.energy.location_carbon_kg < electrons.energy.location_carbon_kg);
  CHECK(bits.response_s.mean > electrons.response_s.mean);
  CHECK(bits.carriage_cny > 0);
  CHECK(electrons.carriage_cny == 0);
  // Per kWh at the meter: the line adds its loss and its price.
  const EnergyAccount& there = site(bits, "zhongwei").energy;
  const EnergyAccount& here = site(electrons, "shanghai-uhv").energy;
  CHECK(here.carbon_kg / here.kwh ==
        Approx(there.carbon_kg / there.kwh / (1 - 0.065)).epsilon(1e-9));
}

TEST_CASE("drought in Sichuan: its site does less, and what it draws is dearer and dirtier",
          "[scenarios]") {
  const Results dry = run("drought-sichuan");
  const Results wet = run("drought-sichuan", {{"events", "[]"}});
  const SiteResult &there = site(dry, "tianfu"), &before = site(wet, "tianfu");
  CHECK(there.card.allocated_card_s() < 0.8 * before.card.allocated_card_s());
  CHECK(there.energy.energy_cny / there.energy.kwh > before.energy.energy_cny / before.energy.kwh);
  CHECK(there.energy.carbon_kg / there.energy.kwh >
        1.2 * before.energy.carbon_kg / before.energy.kwh);
  // The work goes to the other sites of the West, at a price.
  CHECK(dry.card.allocated_card_s() == Approx(wet.card.allocated_card_s()).epsilon(0.02));
  CHECK(total_cost_cny(dry) > total_cost_cny(wet));
  CHECK(dry.energy.carbon_kg > wet.energy.carbon_kg);
}

}  // namespace suanwang
