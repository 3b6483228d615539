#include "sim/world/connections.hpp"

#include <catch2/catch.hpp>

#include "sim/world/routes.hpp"
#include "sim/world/world.hpp"
#include "tests/engine/small_scenario.hpp"

namespace suanwang {
namespace {

// A square a - b - d, a - c - d with a diagonal b - c: three ways from a to d.
Scenario square() {
  Scenario s;
  for (const char* id : {"a", "b"}) s.regions.push_back(small_region(id, Side::east));
  for (const char* id : {"c", "d"}) s.sites.push_back(small_site(id, Side::west, 100));
  s.links.push_back({"a-b", "a", "b", false, 1e9, 0.001, 0.01});
  s.links.push_back({"a-c", "a", "c", false, 2e9, 0.004, 0.02});
  s.links.push_back({"b-c", "b", "c", false, 3e9, 0.002, 0.03});
  s.links.push_back({"b-d", "b", "d", false, 4e9, 0.007, 0.04});
  s.links.push_back({"c-d", "c", "d", false, 5e9, 0.001, 0.05});
  s.routing = {};
  s.routing.paths = 3;
  s.routing.choose = PathChoice::least_loaded;
  return s;
}

void check_against_yen(const World& world) {
  for (std::size_t r = 0; r < world.regions(); ++r) {
    for (std::size_t i = 0; i < world.sites(); ++i) {
      const Connection& c = world.connection(r, i);
      const auto there =
          k_shortest_paths(world.topology, world.region_node[r], world.site_node[i], 3);
      const auto back =
          k_shortest_paths(world.topology, world.site_node[i], world.region_node[r], 3);
      REQUIRE(c.there == there);
      REQUIRE(c.back == back);
      for (std::size_t k = 0; k < there.size(); ++k) {
        CHECK(c.there[k].latency_s == there[k].latency_s);
        CHECK(c.there[k].price_cny_per_gb == there[k].price_cny_per_gb);
      }
      CHECK(c.round_trip_s == there.front().latency_s + back.front().latency_s);
    }
  }
}

}  // namespace

TEST_CASE("a known network's routes serve other prices and capacities, not other latencies",
          "[world]") {
  Scenario s = square();
  const World first(s);
  check_against_yen(first);
  // a - b - c - d: 1 + 2 + 1 = 4 ms each way, 0.01 + 0.03 + 0.05 CNY/GB.
  CHECK(first.connection(0, 1).round_trip_s == Approx(0.008));
  CHECK(first.connection(0, 1).there.front().price_cny_per_gb == Approx(0.09));

  s.links[2].price_cny_per_gb = 1;
  s.links[2].capacity_bps = 1;
  const World dearer(s);
  check_against_yen(dearer);
  CHECK(dearer.connection(0, 1).there.front().price_cny_per_gb == Approx(1.06));

  // Now a - c - d, 4 + 1 ms.
  s.links[2].latency_s = 0.1;
  const World slower(s);
  check_against_yen(slower);
  CHECK(slower.connection(0, 1).round_trip_s == Approx(0.010));

  // One path only, and back to the first network.
  s.routing.paths = 1;
  const World single(s);
  CHECK(single.connection(0, 1).there.size() == 1);
  check_against_yen(World(square()));
}

TEST_CASE("the lists of links are shared by networks that are the same", "[world]") {
  const Scenario s = square();
  const World world(s);
  const auto once = link_lists(world.topology, world.region_node, world.site_node, 3);
  CHECK(link_lists(world.topology, world.region_node, world.site_node, 3) == once);
  CHECK(link_lists(world.topology, world.region_node, world.site_node, 2) != once);
}

}  // namespace suanwang
