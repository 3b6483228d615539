#include "sim/web/live_run.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace suanwang {
namespace {

const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

LiveModel national(const std::string& duration, const std::string& warmup) {
  return {merge_scenario("east-west-2025", {{"duration", duration}, {"warmup", warmup}}, kShare),
          kShare};
}

double cost_cny(const Results& r) { return r.energy.energy_cny + r.carriage_cny + r.carbon_cny; }

/// Figures as the page shows them: shares within so many points, the others within so many percent.
void check_close(const Results& preview, const Results& whole) {
  CHECK(preview.card.utilization() == Approx(whole.card.utilization()).margin(0.02));
  CHECK(preview.west_share == Approx(whole.west_share).margin(0.02));
  CHECK(preview.slo == Approx(whole.slo).margin(0.02));
  CHECK(preview.energy.green_share() == Approx(whole.energy.green_share()).margin(0.02));
  CHECK(preview.energy.kwh == Approx(whole.energy.kwh).epsilon(0.02));
  CHECK(preview.energy.carbon_kg == Approx(whole.energy.carbon_kg).epsilon(0.02));
  CHECK(preview.hours.size() == whole.hours.size());
}

}  // namespace

TEST_CASE("a preview of the nation tells what its full run tells, whatever lever is moved",
          "[live]") {
  // Half a day of the nation with many more simulated jobs a day than the page's week, and many
  // fewer than the full run's 150,000: the full comparison of a week is in docs/model.md.
  const LiveModel model = national("14 h", "2 h");
  const std::vector<std::vector<Override>> positions{
      {},
      {{"placement.policy", "local-only"}},
      {{"placement.policy", "least-loaded"}, {"demand", "0.6"}},
  };
  for (const auto& levers : positions) {
    const LiveRun whole = model.run(levers, LiveSize::whole);
    const LiveRun preview = model.run(levers, LiveSize::preview);
    REQUIRE(whole.results);
    REQUIRE(preview.results);
    INFO((levers.empty() ? "as it is" : levers[0].value));
    CHECK(preview.results->ledger.submitted * 8 < whole.results->ledger.submitted);
    check_close(*preview.results, *whole.results);
    CHECK(cost_cny(*preview.results) == Approx(cost_cny(*whole.results)).epsilon(0.05));
    std::map<std::string, CardAccount> hubs, whole_hubs;
    for (const SiteResult& site : preview.results->sites) hubs[site.hub] += site.card;
    for (const SiteResult& site : whole.results->sites) whole_hubs[site.hub] += site.card;
    for (const auto& [hub, card] : whole_hubs) {
      INFO(hub);
      CHECK(hubs[hub].utilization() == Approx(card.utilization()).margin(0.06));
    }
    const bool waits = whole.results->wait_s.mean > 60;
    CHECK((preview.results->wait_s.mean > 60) == waits);
  }
}

TEST_CASE("a live run at full size is the run that the program makes", "[live]") {
  const std::vector<Override> levers{{"duration", "2 h"}, {"warmup", "1 h"}, {"scale", "0.01"}};
  const LiveRun live = national("4 d", "1 d").run(levers, LiveSize::whole);
  const Loaded loaded = load_scenario("east-west-2025", levers, kShare);
  const Results direct = simulate(*loaded.scenario);
  CHECK(live.results->hours_hash == direct.hours_hash);
  CHECK(live.results->ledger.submitted == direct.ledger.submitted);
  CHECK(live.results->response_s.mean == direct.response_s.mean);
}

TEST_CASE("several workers may run one model at once, each with levers of its own", "[live]") {
  const LiveModel model = national("3 h", "1 h");
  const std::vector<std::string> policies{"local-only", "nearest", "cheapest", "west-first"};
  std::vector<std::uint64_t> together(policies.size());
  std::vector<std::thread> workers;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    workers.emplace_back([&, i] {
      const LiveRun run = model.run(
          {{"placement.policy", policies[i]}, {"links.beijing-tianjin.capacity", "1 Tbps"}},
          LiveSize::preview);
      together[i] = run.results ? run.results->hours_hash : 0;
    });
  }
  for (std::thread& worker : workers) worker.join();
  for (std::size_t i = 0; i < policies.size(); ++i) {
    const LiveRun alone =
        model.run({{"placement.policy", policies[i]}, {"links.beijing-tianjin.capacity", "1 Tbps"}},
                  LiveSize::preview);
    REQUIRE(alone.results);
    CHECK(alone.results->hours_hash == together[i]);
  }
}

TEST_CASE("a newer position of a lever stops the run of the older one", "[live]") {
  const LiveModel model = national("300 d", "1 d");
  std::atomic<bool> stop = false;
  std::atomic<bool> stopped = false;
  std::thread worker([&] {
    try {
      model.run({}, LiveSize::whole, &stop);
    } catch (const Stopped&) {
      stopped = true;
    }
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  stop = true;
  worker.join();
  CHECK(stopped);
}

TEST_CASE("a lever out of its range is told, and nothing runs", "[live]") {
  const LiveRun live = national("3 h", "1 h").run({{"demand", "-1"}}, LiveSize::preview);
  CHECK(!live.results);
  REQUIRE(live.problems.size() == 1);
  CHECK(to_string(live.problems[0]).find("demand") != std::string::npos);
}

}  // namespace suanwang
