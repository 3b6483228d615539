// What the README of heat-wave-east claims.

#include <catch2/catch.hpp>

#include "sim/engine/simulate.hpp"
#include "sim/scenario/load.hpp"

namespace suanwang {
namespace {

Results run(const std::vector<Override>& overrides) {
  const Share share{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};
  const Loaded loaded =
      load_scenario(SUANWANG_SOURCE_DIR "/scenarios/heat-wave-east", overrides, share);
  REQUIRE(loaded.scenario);
  return simulate(*loaded.scenario);
}

const SiteResult& site(const Results& results, const std::string& id) {
  for (const SiteResult& s : results.sites) {
    if (s.id == id) return s;
  }
  throw std::out_of_range(id);
}

const Override kNoEvents{"events", "[]"};
const Override kHeatAlone{"events", "[{at: 7 d, for: 5 d, region: shanghai, temperature: +8 K}]"};
const Override kAnywhere{"placement.policy", "least-loaded"};

}  // namespace

TEST_CASE("heat-wave-east: heat costs energy and water, the order to shed load costs time",
          "[scenario]") {
  const Results usual = run({kNoEvents}), heat = run({kHeatAlone}), both = run({});
  CHECK(site(heat, "qingpu").energy.pue() > site(usual, "qingpu").energy.pue());
  CHECK(site(heat, "qingpu").energy.water_litres > site(usual, "qingpu").energy.water_litres);
  CHECK(site(heat, "horinger").energy.kwh == Approx(site(usual, "horinger").energy.kwh));
  CHECK(both.response_s.mean > 1.02 * heat.response_s.mean);
  CHECK(heat.response_s.mean < 1.01 * usual.response_s.mean);
}

TEST_CASE("heat-wave-east: work that may go West does not notice", "[scenario]") {
  const Results usual = run({kNoEvents, kAnywhere}), both = run({kAnywhere});
  CHECK(both.response_s.mean < 1.02 * usual.response_s.mean);
  CHECK(both.response_s.mean < run({}).response_s.mean);
}

}  // namespace suanwang
