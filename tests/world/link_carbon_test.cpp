// Whose grid a link's energy comes from, hour by hour.

#include "sim/world/link_carbon.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/small_scenario.hpp"

namespace suanwang {
namespace {

Site with_carbon(Site site, const std::string& region, double kg_per_kwh) {
  site.region = region;
  site.power.carbon_kg_per_kwh = kg_per_kwh;
  return site;
}

Link wire(const std::string& id, const std::string& from, const std::string& to) {
  Link link{id, from, to, false, 1e9, 0.01, 0};
  link.energy_kwh_per_gb = 0.001;
  return link;
}

/// Region east with two sites in it, of 0.4 and 0.8 kg/kWh, one of them a node of its own; region
/// west with one of 0.2; relays middle and far.
Scenario two_grids() {
  Scenario s;
  s.start = std::chrono::year{2025} / 3 / 1;
  s.regions = {small_region("east", Side::east), small_region("west", Side::west)};
  s.relays = {{"far", 0, 0}, {"middle", 0, 0}};
  s.sites = {with_carbon(small_site("a", Side::east, 1), "east", 0.4),
             with_carbon(small_site("b", Side::east, 1, "east"), "east", 0.8),
             with_carbon(small_site("c", Side::west, 1, "west"), "west", 0.2)};
  s.links = {wire("a-east", "a", "east"), wire("east-middle", "east", "middle"),
             wire("east-west", "east", "west"), wire("middle-far", "middle", "far")};
  return s;
}

}  // namespace

TEST_CASE("link carbon: the mean of the grids at the two ends", "[world]") {
  // East is (0.4 + 0.8) / 2 = 0.6. From site a: (0.4 + 0.6) / 2; to the relay: East's alone; to the
  // West: (0.6 + 0.2) / 2; between relays: all three sites, 1.4 / 3.
  const Scenario s = two_grids();
  const World world(s);
  const SiteSeries series(s);
  LinkCarbon carbon(world, series);
  const std::vector<double>& kg = carbon.at(0);
  REQUIRE(kg.size() == 4);
  CHECK(kg[0] == Approx(0.5));
  CHECK(kg[1] == Approx(0.6));
  CHECK(kg[2] == Approx(0.4));
  CHECK(kg[3] == Approx(1.4 / 3));
}

TEST_CASE("link carbon: it follows the hour and the events of the grid, not contracts", "[world]") {
  // Site c at noon: half the carbon, and twice that while an event holds; its green contract and
  // its power from afar are its own.
  Scenario s = two_grids();
  SitePower& power = s.sites[2].power;
  power.carbon_day[12] = 0.5;
  power.green_share = 0.9;
  power.sources.far.emplace();
  power.sources.far->line.share = 1;
  power.sources.far->carbon_kg_per_kwh = 0;
  GridEvent drought;
  drought.at_s = 36 * 3600;
  drought.lasts_s = 3600;
  drought.region = "west";
  drought.carbon_factor = 2;
  s.grid_events = {drought};
  const World world(s);
  const SiteSeries series(s);
  LinkCarbon carbon(world, series);
  CHECK(carbon.at(11)[2] == Approx((0.6 + 0.2) / 2));
  CHECK(carbon.at(12)[2] == Approx((0.6 + 0.1) / 2));
  CHECK(carbon.at(36)[2] == Approx((0.6 + 0.2) / 2));
  CHECK(carbon.at(60)[2] == Approx((0.6 + 0.1) / 2));
}

}  // namespace suanwang
