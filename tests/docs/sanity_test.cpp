#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/engine/simulate.hpp"
#include "sim/scenario/load.hpp"
#include "sim/world/routes.hpp"
#include "sim/world/world.hpp"
#include "tests/docs/generated_page.hpp"
#include "tests/slow_build.hpp"

#ifndef SUANWANG_SLOW_BUILD  // national runs; their figures are the same in every build
namespace suanwang {
namespace {

Scenario nation(const std::string& policy) {
  const Share share{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};
  const Loaded loaded =
      load_scenario("east-west-2025",
                    {{"duration", "30 h"}, {"warmup", "6 h"}, {"placement.policy", policy}}, share);
  REQUIRE(loaded.scenario);
  return *loaded.scenario;
}

const Site& site(const Scenario& scenario, const std::string& id) {
  return *std::find_if(scenario.sites.begin(), scenario.sites.end(),
                       [&](const Site& s) { return s.id == id; });
}

double annual_pue(const Site& s) {
  constexpr double kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  double sum = 0;
  for (std::size_t m = 0; m < 12; ++m) sum += s.power.pue_by_month[m] * kDays[m] / 365;
  return sum;
}

// Mean use of both directions of all fibres, by capacity.
double link_use(const Results& r) {
  double used = 0;
  double capacity = 0;
  for (const LinkResult& l : r.links) {
    used += (l.forward_use + l.backward_use) * l.capacity_bps;
    capacity += 2 * l.capacity_bps;
  }
  return used / capacity;
}

struct Latencies {
  double mean_ms = 0, max_ms = 0;
};

Latencies between_clusters(const Scenario& scenario) {
  const World world(scenario);
  Latencies l;
  int pairs = 0;
  for (std::size_t a = 0; a < world.sites(); ++a) {
    if (scenario.sites[a].cluster.empty()) continue;
    const auto paths = shortest_paths(world.topology, world.site_node[a]);
    for (std::size_t b = 0; b < world.sites(); ++b) {
      if (a == b || scenario.sites[b].cluster.empty()) continue;
      const double ms = paths[world.site_node[b]]->latency_s * 1000;
      l.mean_ms += ms;
      l.max_ms = std::max(l.max_ms, ms);
      ++pairs;
    }
  }
  l.mean_ms /= pairs;
  return l;
}

std::string row(const std::string& what, double published, double model, const std::string& unit,
                int digits) {
  return fmt::format("| {} | {:.{}f} {} | {:.{}f} {} | {:+.0f} % |\n", what, published, digits,
                     unit, model, digits, unit, 100 * (model / published - 1));
}

}  // namespace

TEST_CASE("sanity: the nation beside what is published about it", "[docs]") {
  const Scenario scenario = nation("tiered-latency");
  const Results west = simulate(scenario);
  const Results local = simulate(nation("local-only"));

  const Site& zhangjiakou = site(scenario, "zhangjiakou");
  const Pool& cards = zhangjiakou.pools[0];
  const double full_mw =
      static_cast<double>(cards.count) * cards.accelerator.busy_w * annual_pue(zhangjiakou) / 1e6;
  const double idle_mw =
      static_cast<double>(cards.count) * cards.accelerator.idle_w * annual_pue(zhangjiakou) / 1e6;
  const Latencies latency = between_clusters(scenario);
  // Standard racks of 2.5 kW that the clusters' cards need at a server's peak of 5.6 kW for 8,
  // of 1.46 million.
  double cluster_cards = 0;
  for (const Site& s : scenario.sites) {
    if (!s.cluster.empty()) cluster_cards += static_cast<double>(s.pools[0].count);
  }
  const double rack_share = cluster_cards / 8 * 5.6 / 2.5 / 1.46e6;

  std::string text = "\n| figure | published | model | deviation |\n|---|---|---|---|\n";
  text += row("facility power of the Zhangjiakou cluster, all cards busy", 937, full_mw, "MW", 0);
  text += row("the same, all cards idle", 937, idle_mw, "MW", 0);
  text += row("mean PUE, under `local-only`", 1.42, local.energy.pue(), "", 3);
  text += row("mean PUE, under `tiered-latency`", 1.42, west.energy.pue(), "", 3);
  text += row("mean use of the backbone, under `local-only`", 16, 100 * link_use(local), "%", 1);
  text += row("mean use of the backbone, under `tiered-latency`", 16, 100 * link_use(west), "%", 1);
  text += row("one-way latency between clusters, mean", 9.7, latency.mean_ms, "ms", 1);
  text += row("one-way latency between clusters, largest", 17.1, latency.max_ms, "ms", 1);
  text += row("racks of the ten clusters in use, by accelerators alone", 62.7, 100 * rack_share,
              "%", 1);
  check_generated({"sanity.md", "zh/sanity.md"}, "./do test -R sanity -->\n", text);

  // Where the model claims to be right it must be close; where it leaves things out it must stay
  // below.
  CHECK(latency.mean_ms == Approx(9.7).epsilon(0.05));
  CHECK(latency.max_ms <= 17.1);
  CHECK(latency.max_ms >= 0.85 * 17.1);
  CHECK(link_use(local) < link_use(west));
  CHECK(link_use(west) == Approx(0.16).epsilon(0.35));
  CHECK(link_use(west) < 0.16);
  CHECK(full_mw < 937);
  CHECK(full_mw > 0.3 * 937);
  CHECK(local.energy.pue() > 1.2);
  CHECK(local.energy.pue() < 1.42);
  CHECK(rack_share < 0.627);
}

}  // namespace suanwang
#endif
