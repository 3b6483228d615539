#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/engine/simulate.hpp"
#include "sim/scenario/load.hpp"

namespace suanwang {
namespace {

const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

Scenario shipped(const std::string& name) {
  Loaded loaded = load_scenario(name, {}, kShare);
  REQUIRE(loaded.scenario);
  return std::move(*loaded.scenario);
}

template <typename Row>
const Row& row(const std::vector<Row>& rows, const std::string& id) {
  return *std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.id == id; });
}

}  // namespace

TEST_CASE("valley-price: waiting for cheap hours lowers the bill and makes nobody late",
          "[scenarios]") {
  Scenario scenario = shipped("valley-price");
  const Results shifted = simulate(scenario);
  scenario.placement.shift.reset();
  const Results at_once = simulate(scenario);

  const ClassResult& training = row(shifted.classes, "training");
  const ClassResult& before = row(at_once.classes, "training");
  const auto price_of = [](const UserAccount& used) {
    return used.direct.energy_cny / used.direct.kwh;
  };
  // The same work at a much lower price of a kWh, and later.
  CHECK(training.used.direct.kwh == Approx(before.used.direct.kwh).epsilon(0.03));
  CHECK(price_of(training.used) < 0.75 * price_of(before.used));
  CHECK(training.response_s.mean > before.response_s.mean + 3600);
  REQUIRE(shifted.shift);
  CHECK(shifted.shift->late == 0);
  CHECK(training.slo_attained == training.slo_jobs);
  // Who cannot wait pays and waits as before.
  const ClassResult& interactive = row(shifted.classes, "interactive");
  CHECK(price_of(interactive.used) ==
        Approx(price_of(row(at_once.classes, "interactive").used)).epsilon(0.02));
  CHECK(interactive.slo_attained > 0.98 * interactive.slo_jobs);
}

TEST_CASE("local-priority-shenzhen: own teams gain, others lose, above all wide jobs",
          "[scenarios]") {
  Scenario scenario = shipped("local-priority-shenzhen");
  const Results first = simulate(scenario);
  scenario.levers.local_priority.clear();
  const Results plain = simulate(scenario);
  const auto wait = [](const Results& r, const char* region) {
    return row(r.regions, region).wait_s.mean;
  };
  CHECK(wait(first, "shenzhen") < 0.7 * wait(plain, "shenzhen"));
  CHECK(wait(first, "dongguan") > 1.05 * wait(plain, "dongguan"));
  CHECK(wait(first, "huizhou") > 1.05 * wait(plain, "huizhou"));
  // The longest waits get longer, and so does the waiting of all cards asked for.
  CHECK(first.wait_s.p99 > 1.2 * plain.wait_s.p99);
  const auto waiting = [](const Results& r) {
    return row(r.sites, "shenzhen-centre").waiting_card_s;
  };
  CHECK(waiting(first) > waiting(plain));

  // What helps everybody is to use the centre that has room.
  scenario.placement.policy = "least-loaded";
  const Results spread = simulate(scenario);
  for (const char* region : {"shenzhen", "dongguan", "huizhou"})
    CHECK(wait(spread, region) < 0.5 * wait(first, region));
}

}  // namespace suanwang
