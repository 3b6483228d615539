#include "sim/world/resilience.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <random>

#include "sim/scenario/load.hpp"
#include "tests/engine/small_scenario.hpp"

namespace suanwang {
namespace {

Link route(const std::string& id, const std::string& from, const std::string& to, double latency_s,
           double capacity_bps) {
  return {id, from, to, false, capacity_bps, latency_s, 0.01};
}

const FailureEffect& effect(const World& world, const Resilience& r, Failure::Kind kind,
                            const std::string& id) {
  for (const FailureEffect& e : r.failures) {
    const std::string& name = kind == Failure::Kind::link ? world.scenario.links[e.failure.index].id
                                                          : world.topology.nodes()[e.failure.index];
    if (e.failure.kind == kind && name == id) return e;
  }
  FAIL("no failure of " << id);
  throw 0;
}

// A ring of 8 ms links: region e, relay n, site w in the West, relay s; the way over s is thinner.
//
//      n
//    /   \        e-n 10, n-w 10, e-s 4, s-w 4 [bit/s]
//   e     w
//    \   /
//      s
Scenario ring(double south_s) {
  Scenario scenario;
  scenario.name = "ring";
  scenario.regions = {small_region("e", Side::east)};
  scenario.relays = {{"n", 0, 0}, {"s", 0, 0}};
  scenario.sites = {small_site("w", Side::west, 8)};
  scenario.links = {route("en", "e", "n", 0.008, 10), route("es", "e", "s", south_s, 4),
                    route("nw", "n", "w", 0.008, 10), route("sw", "s", "w", south_s, 4)};
  return scenario;
}

// Regions b and c and the site w around the relay h, all in one star.
Scenario star() {
  Scenario scenario;
  scenario.name = "star";
  scenario.regions = {small_region("b", Side::east), small_region("c", Side::west)};
  scenario.relays = {{"h", 0, 0}};
  scenario.sites = {small_site("w", Side::west, 8)};
  scenario.links = {route("bh", "b", "h", 0.002, 5), route("ch", "c", "h", 0.003, 6),
                    route("hw", "h", "w", 0.001, 7)};
  return scenario;
}

}  // namespace

TEST_CASE("a ring survives each link, for more latency and less capacity", "[topology]") {
  // e to w: 16 ms over n, 24 ms over s; the cut is 10 + 4 = 14.
  const Scenario scenario = ring(0.012);
  const World world(scenario);
  const Resilience r = resilience_of(world);
  REQUIRE(r.places.size() == 1);
  CHECK(r.one_way_s[0] == Approx(0.016));
  CHECK(r.east_west.capacity_bps == 14);
  CHECK(r.west_east.capacity_bps == 14);
  CHECK(r.failures.size() == 8);  // four links, four nodes

  for (const char* id : {"en", "nw"}) {
    const auto& north = effect(world, r, Failure::Kind::link, id);
    REQUIRE(north.lost.size() == 1);
    CHECK(north.lost[0].before_s == Approx(0.016));
    CHECK(north.lost[0].after_s == Approx(0.024));
    CHECK(north.share_left == Approx(4.0 / 14));
    CHECK(north.cut_off.empty());
  }
  const auto& south = effect(world, r, Failure::Kind::link, "es");
  CHECK(south.lost.empty());
  CHECK(south.share_left == Approx(10.0 / 14));

  // The relay n does what its links do; e and w take the pair with them, and nothing is left.
  CHECK(effect(world, r, Failure::Kind::node, "n").lost.size() == 1);
  CHECK(effect(world, r, Failure::Kind::node, "e").lost.empty());
  CHECK(effect(world, r, Failure::Kind::node, "e").own_pairs == 1);
  CHECK(effect(world, r, Failure::Kind::node, "e").cut_off.empty());  // it is gone itself
  CHECK(effect(world, r, Failure::Kind::node, "w").own_pairs == 1);
  CHECK(effect(world, r, Failure::Kind::node, "w").cut_off.size() == 1);
  CHECK(effect(world, r, Failure::Kind::node, "w").share_left == 0);

  // Worst first: w cuts a region off; en, nw and n lose a pair; e leaves no cut; then the south.
  std::vector<std::string> order;
  for (const FailureEffect& e : r.failures) {
    order.push_back(e.failure.kind == Failure::Kind::link
                        ? scenario.links[e.failure.index].id
                        : world.topology.nodes()[e.failure.index]);
  }
  CHECK(order == std::vector<std::string>{"w", "en", "nw", "n", "e", "es", "sw", "s"});
}

TEST_CASE("a ring with two short ways loses no pair", "[topology]") {
  // 16 ms over n, 20 ms over s: at the edge of the circle, and inside.
  const Scenario scenario = ring(0.010);
  const World world(scenario);
  const Resilience r = resilience_of(world);
  CHECK(effect(world, r, Failure::Kind::link, "en").lost.empty());
}

TEST_CASE("a star has no second way", "[topology]") {
  const Scenario scenario = star();
  const World world(scenario);
  const Resilience r = resilience_of(world);
  // The hub of the star takes both regions off the site; so does the site's own link.
  for (const auto& e :
       {effect(world, r, Failure::Kind::node, "h"), effect(world, r, Failure::Kind::link, "hw")}) {
    CHECK(e.cut_off == std::vector<std::uint32_t>{0, 1});
    REQUIRE(e.lost.size() == 2);
    CHECK(std::isinf(e.lost[0].after_s));
    CHECK(e.lost[0].before_s == Approx(0.003));
    CHECK(e.lost[1].before_s == Approx(0.004));
  }
  const auto& spoke = effect(world, r, Failure::Kind::link, "bh");
  CHECK(spoke.cut_off == std::vector<std::uint32_t>{0});
  CHECK(spoke.share_left == 0);  // b is all of the East
  // b against c and w: the link bh alone, 5.
  CHECK(r.east_west.capacity_bps == 5);
  CHECK(r.failures.front().failure == Failure{Failure::Kind::node, 2});  // h: no East-West cut left
}

TEST_CASE("one side alone has no East-West cut, and a node of both sides none either",
          "[topology]") {
  Scenario scenario = ring(0.010);
  scenario.sites[0].side = Side::east;
  const Resilience east = resilience_of(World(scenario));
  CHECK_FALSE(east.two_sides);
  scenario.sites.push_back(small_site("x", Side::west, 8, "e"));
  const Resilience both = resilience_of(World(scenario));
  CHECK(both.two_sides);
  CHECK(std::isinf(both.east_west.capacity_bps));
  for (const FailureEffect& e : both.failures) CHECK(e.share_left == 1);
}

TEST_CASE("a cluster is as near as its nearest site", "[topology]") {
  Scenario scenario = star();
  scenario.sites.push_back(small_site("x", Side::east, 8, "b"));
  for (Site& site : scenario.sites) site.cluster = "both";
  const World world(scenario);
  const Resilience r = resilience_of(world);
  REQUIRE(r.places.size() == 1);
  CHECK(r.one_way(world, 0, r.places[0]) == 0);              // b: x stands on it
  CHECK(r.one_way(world, 1, r.places[0]) == Approx(0.004));  // c: w
  CHECK(effect(world, r, Failure::Kind::node, "w").cut_off.empty());
  CHECK(effect(world, r, Failure::Kind::node, "w").own_pairs == 0);  // x is left
}

TEST_CASE("the ways between two nodes: paths, flow, and what a failure leaves", "[topology]") {
  const Scenario scenario = ring(0.012);
  const World world(scenario);
  const End e = *find_end(world, "e"), w = *find_end(world, "w");
  CHECK_FALSE(find_end(world, "nowhere"));
  const Ways ways = ways_between(world.topology, e.node, w.node, 5);
  REQUIRE(ways.paths.size() == 2);  // there are no more
  CHECK(ways.paths[0].latency_s == Approx(0.016));
  CHECK(ways.paths[1].latency_s == Approx(0.024));
  CHECK(ways.paths[0].price_cny_per_gb == Approx(0.02));
  CHECK(capacity_of(world.topology, ways.paths[0]) == 10);
  CHECK(capacity_of(world.topology, ways.paths[1]) == 4);
  CHECK(ways.cut.capacity_bps == 14);
  CHECK(ways.back_latency_s == Approx(0.016));
  REQUIRE(ways.detours.size() == 3);  // en, n, nw
  for (const Detour& detour : ways.detours) {
    CHECK(detour.latency_s == Approx(0.024));
    CHECK(detour.capacity_bps == 4);
    CHECK(detour.routes == std::vector<std::uint32_t>{1, 3});  // es, sw
  }
  CHECK(ways_between(world.topology, e.node, w.node, 1).paths.size() == 1);

  // In the star the first failure cuts off.
  const Scenario other = star();
  const World spokes(other);
  const Ways out =
      ways_between(spokes.topology, find_end(spokes, "b")->node, find_end(spokes, "w")->node, 3);
  CHECK(out.paths.size() == 1);
  for (const Detour& detour : out.detours) {
    CHECK(std::isinf(detour.latency_s));
    CHECK(detour.capacity_bps == 0);
  }
}

TEST_CASE("ways between a node and itself, and to a node that nothing reaches", "[topology]") {
  Scenario scenario = ring(0.012);
  scenario.relays.push_back({"z", 0, 0});
  scenario.sites.push_back(small_site("x", Side::east, 8, "e"));
  scenario.sites.back().access_latency_s = 0.004;
  const World world(scenario);
  const NodeId e = find_end(world, "e")->node;
  CHECK(find_end(world, "x")->node == e);
  CHECK(find_end(world, "x")->access_latency_s == 0.004);
  const Ways here = ways_between(world.topology, e, e, 3);
  CHECK(here.paths.empty());
  CHECK(here.latency_s() == 0);
  CHECK(std::isinf(here.cut.capacity_bps));
  const Ways nowhere = ways_between(world.topology, e, find_end(world, "z")->node, 3);
  CHECK(nowhere.paths.empty());
  CHECK(std::isinf(nowhere.latency_s()));
  CHECK(nowhere.cut.capacity_bps == 0);
}

TEST_CASE("a failure is the network built anew without it, on 60 random ones", "[topology]") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 60; ++round) {
    Scenario scenario;
    std::vector<std::string> nodes;
    for (int i = 0; i < 3; ++i) {
      nodes.push_back("r" + std::to_string(i));
      scenario.regions.push_back(small_region(nodes.back(), i % 2 ? Side::west : Side::east));
    }
    for (int i = 0; i < 3; ++i) {
      nodes.push_back("s" + std::to_string(i));
      scenario.sites.push_back(small_site(nodes.back(), i % 2 ? Side::west : Side::east, 8));
    }
    for (int i = 0; i < 3; ++i) {
      nodes.push_back("x" + std::to_string(i));
      scenario.relays.push_back({nodes.back(), 0, 0});
    }
    for (std::size_t a = 0; a < nodes.size(); ++a) {
      for (std::size_t b = a + 1; b < nodes.size(); ++b) {
        if (random() % 3) continue;
        Link l = route(nodes[a] + nodes[b], nodes[a], nodes[b],
                       0.001 * static_cast<double>(1 + random() % 14),
                       static_cast<double>(1 + random() % 9));
        l.one_way = random() % 5 == 0;
        scenario.links.push_back(l);
      }
    }
    const World world(scenario);
    const Resilience r = resilience_of(world);
    for (const FailureEffect& e : r.failures) {
      const bool node = e.failure.kind == Failure::Kind::node;
      const std::string gone = node ? world.topology.nodes()[e.failure.index] : "";
      Scenario rest = scenario;
      std::erase_if(rest.links, [&](const Link& l) {
        return node ? l.from == gone || l.to == gone : l.id == scenario.links[e.failure.index].id;
      });
      const World after(rest);
      const Resilience plain = resilience_of(after);
      CAPTURE(round, gone, e.failure.index);
      CHECK(e.east_west_bps == plain.east_west.capacity_bps);
      CHECK(e.west_east_bps == plain.west_east.capacity_bps);
      std::size_t lost = 0, own = 0;
      for (std::size_t region = 0; region < 3; ++region) {
        for (std::size_t site = 0; site < 3; ++site) {
          const double before_s = world.connection(region, site).round_trip_s / 2;
          const double after_s = after.connection(region, site).round_trip_s / 2;
          if (before_s > 0.0200001 || after_s <= 0.0200001) continue;
          const bool ends = scenario.regions[region].id == gone || scenario.sites[site].id == gone;
          ++(ends ? own : lost);
        }
      }
      CHECK(e.lost.size() == lost);
      CHECK(e.own_pairs == own);
    }
  }
}

TEST_CASE("the latencies are those that a run goes by, for the whole nation in time",
          "[topology]") {
  const Share share{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};
  const Loaded loaded = load_scenario("east-west-2025", {}, share);
  REQUIRE(loaded.scenario);
  const World world(*loaded.scenario);
  const auto before = std::chrono::steady_clock::now();
  const Resilience r = resilience_of(world);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - before;
  CHECK(took.count() < 10);  // 0.15 s in a release build; sanitizers on a busy machine need more
  REQUIRE(r.one_way_s.size() == world.connections.size());
  for (std::size_t i = 0; i < r.one_way_s.size(); ++i) {
    CHECK(2 * r.one_way_s[i] == Approx(world.connections[i].round_trip_s));
  }
  CHECK(r.places.size() == 10);
  for (const FailureEffect& e : r.failures) {
    CHECK(e.cut_off.empty());  // a network without bridges and cut nodes
    CHECK(e.share_left <= 1);
  }
}

}  // namespace suanwang
