#include "sim/report/topology_report.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "sim/report/table.hpp"
#include "sim/scenario/load.hpp"
#include "tests/engine/small_scenario.hpp"

using namespace suanwang;

namespace {

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Every line within the width, none with a figure that is no number, none ending in a blank.
void check_layout(const std::string& text) {
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    CAPTURE(line);
    CHECK(display_width(line) <= kReportWidth);
    CHECK(line.find(" nan") == std::string::npos);  // not Henan
    CHECK(line.find("inf ") == std::string::npos);
    CHECK((line.empty() || line.back() != ' '));
  }
}

/// `east` and the site `west`, 12 ms apart over 10 Gbps, or 25 ms over 4 Gbps and a relay.
Scenario two_ways() {
  Scenario scenario;
  scenario.name = "two-ways";
  scenario.regions = {small_region("east", Side::east)};
  scenario.regions[0].name = {"Eastern province", "东省"};
  scenario.sites = {small_site("west", Side::west, 8)};
  scenario.sites[0].name = {"Western site", "西站"};
  scenario.relays = {{"relay", 0, 0}};
  scenario.links = {{"direct", "east", "west", false, 10e9, 0.012, 0.02},
                    {"first", "east", "relay", false, 4e9, 0.010, 0.01},
                    {"second", "relay", "west", false, 4e9, 0.015, 0.01}};
  return scenario;
}

}  // namespace

TEST_CASE("topology: the report tells circles, cut and failures in both languages",
          "[report][topology]") {
  const Scenario scenario = two_ways();
  const World world(scenario);
  const Resilience resilience = resilience_of(world);
  const std::string en = topology_report(world, resilience, Language::en, false);
  CAPTURE(en);
  CHECK(holds(en, "scenario two-ways | nodes 3 | links 3 | regions 1 | sites 1 | clusters 0\n"));
  CHECK(holds(en, "  Eastern province  Western site    12.00       0       0       1\n"));
  CHECK(holds(en, "  Eastern province  12.0\n"));
  CHECK(holds(en, "East to West 14 Gbps (links: 2), West to East 14 Gbps (links: 2)"));
  CHECK(holds(en, "direct  Eastern province  Western site  10 Gbps  10 Gbps\n"));
  // 4 of 14 are left without the direct link, and the pair is 25 ms apart.
  CHECK(holds(en,
              "  direct        0          1     28.6 %  Eastern province to Western site   "
              "12.00  25.00\n"));
  const std::string zh = topology_report(world, resilience, Language::zh, false);
  CAPTURE(zh);
  CHECK(holds(zh, "东到西 14 Gbps（2 条链路），西到东 14 Gbps（2 条链路）"));
  CHECK(holds(zh, "东省到西站  12.00  25.00"));
  CHECK(holds(zh, "断网：东省"));
}

TEST_CASE("topology: the ways between two nodes in both languages", "[report][topology]") {
  Scenario scenario = two_ways();
  scenario.sites[0].access_latency_s = 0.002;
  const World world(scenario);
  const End east = *find_end(world, "east"), west = *find_end(world, "west");
  const Ways ways = ways_between(world.topology, east.node, west.node, 2);
  const std::string en = ways_report(world, east, west, ways, 2, Language::en);
  CAPTURE(en);
  CHECK(holds(en, "from Eastern province (east) to Western site (west)"));
  // 12 ms, and half of 2 ms of access.
  CHECK(holds(en, "13 ms one way, inside the 20 ms circle; 26 ms round trip with 2 ms of access"));
  CHECK(holds(en, "14 Gbps over all ways together"));
  CHECK(holds(en, "  1    12 ms   10 Gbps  CNY 0.02      1\n"));
  CHECK(holds(en, "  2    25 ms    4 Gbps  CNY 0.02      2  relay\n"));
  CHECK(holds(en, "links of 2: first, second"));
  CHECK(
      holds(en, "link   direct    26 ms      13 ms     4 Gbps  28.6 %  outside the 20 ms circle"));
  CHECK_FALSE(holds(en, "no more loopless"));
  const std::string zh = ways_report(world, east, west, ways, 3, Language::zh);
  CHECK(holds(zh, "单向 13毫秒，在 20 毫秒圈内；往返 26毫秒"));
  CHECK(holds(zh, "没有更多无环路径"));
}

TEST_CASE("topology: every line fits 100 columns, also for odd networks", "[report][topology]") {
  Scenario empty;
  Scenario sites = two_ways();  // more sites than the matrix has columns, and one on both sides
  for (int i = 0; i < 12; ++i) {
    sites.sites.push_back(small_site("x" + std::to_string(10 + i), Side::west, 1, "east"));
    sites.sites.back().name = {"A site whose English name is longer than any column may well be",
                               "名称比任何一列都要长得多的一个算力站点"};
  }
  Scenario apart = two_ways();
  apart.links.clear();
  const Share share{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};
  const Loaded nation = load_scenario("east-west-2025", {}, share);
  REQUIRE(nation.scenario);
  for (const Scenario& scenario : {empty, two_ways(), sites, apart, *nation.scenario}) {
    const World world(scenario);
    const Resilience resilience = resilience_of(world);
    for (const Language language : {Language::en, Language::zh}) {
      check_layout(topology_report(world, resilience, language, true));
      const auto& nodes = world.topology.nodes();
      if (nodes.empty()) continue;
      const End from = *find_end(world, nodes.front()), to = *find_end(world, nodes.back());
      const Ways ways = ways_between(world.topology, from.node, to.node, 5);
      check_layout(ways_report(world, from, to, ways, 5, language));
    }
    CHECK_NOTHROW(topology_json(world, resilience).dump());
  }
}
