// What carrying data draws, each kWh and kg by hand.

#include <catch2/catch.hpp>
#include <numeric>

#include "sim/engine/simulate.hpp"
#include "tests/engine/small_scenario.hpp"

namespace suanwang {
namespace {

Link wire(const std::string& id, const std::string& from, const std::string& to, double bps,
          double kwh_per_gb) {
  Link link{id, from, to, false, bps, 0.01, 0.02};
  link.energy_kwh_per_gb = kwh_per_gb;
  return link;
}

/// East, where a site of 0.6 kg/kWh stands, and the site west of 0.2 kg/kWh, over a relay.
Scenario over_relay() {
  Scenario s;
  s.name = "over-relay";
  s.start = std::chrono::year{2025} / 1 / 1;
  s.duration_s = 86400;
  s.regions = {small_region("east", Side::east)};
  s.sites = {small_site("near", Side::east, 1, "east"), small_site("west", Side::west, 100)};
  s.sites[0].region = "east";
  s.sites[0].power.carbon_kg_per_kwh = 0.6;
  s.sites[1].power.carbon_kg_per_kwh = 0.2;
  s.relays = {{"middle", 0, 0}};
  s.links = {wire("first", "east", "middle", 8e9, 0.002),
             wire("second", "middle", "west", 8e9, 0.003)};
  s.placement.policy = "west-first";
  s.workloads = {one_job("job", "east", 0, 8, 100)};
  s.workloads[0].input.size_bytes = Constant{100e9};
  s.workloads[0].output_bytes = Constant{10e9};
  return s;
}

/// Of all links.
NetworkEnergy sum_over_links(const Results& r) {
  return std::accumulate(
      r.links.begin(), r.links.end(), NetworkEnergy{},
      [](NetworkEnergy sum, const LinkResult& link) { return sum += link.energy; });
}

}  // namespace

TEST_CASE("network energy: bytes over each link by its energy, carbon by the grids of its ends",
          "[engine]") {
  // 100 GB there and 10 GB back: 110 x 0.002 = 0.22 kWh with the 0.6 kg/kWh of East, and
  // 110 x 0.003 = 0.33 kWh with the 0.2 of the site West.
  const Results r = simulate(over_relay());
  REQUIRE(r.links.size() == 2);
  CHECK(r.links[0].energy.kwh == Approx(0.22));
  CHECK(r.links[0].energy.carbon_kg == Approx(0.132));
  CHECK(r.links[1].energy.kwh == Approx(0.33));
  CHECK(r.links[1].energy.carbon_kg == Approx(0.066));
  CHECK(r.network.kwh == Approx(0.55));
  CHECK(r.network.carbon_kg == Approx(0.198));
}

TEST_CASE("network energy: it is in no site's energy, and costs nothing", "[engine]") {
  Scenario s = over_relay();
  const Results with = simulate(s);
  for (Link& link : s.links) link.energy_kwh_per_gb = 0;
  const Results without = simulate(s);
  CHECK(without.network.kwh == 0);
  CHECK(without.network.carbon_kg == 0);
  CHECK(with.energy.kwh == without.energy.kwh);
  CHECK(with.energy.carbon_kg == without.energy.carbon_kg);
  CHECK(with.energy.energy_cny == without.energy.energy_cny);
  CHECK(with.carriage_cny == without.carriage_cny);
  CHECK(with.hours_hash == without.hours_hash);
}

TEST_CASE("network energy: it is linear in the key", "[engine]") {
  Scenario s = over_relay();
  const Results once = simulate(s);
  for (Link& link : s.links) link.energy_kwh_per_gb *= 4;
  const Results fourfold = simulate(s);
  CHECK(fourfold.network.kwh == 4 * once.network.kwh);  // a power of two: exact
  CHECK(fourfold.network.carbon_kg == 4 * once.network.carbon_kg);
}

TEST_CASE("network energy: a rerouted transfer counts on each link what it moved there",
          "[engine]") {
  // 10 GB at 1 GB/s: 5 GB go over the direct fibre until it is cut at 5.01 s, 5 GB over the relay.
  // Direct: 5 x 0.001 = 0.005 kWh at (0.6 + 0.2) / 2 kg; the others 0.010 at 0.6 and 0.015 at 0.2.
  Scenario s = over_relay();
  s.links.insert(s.links.begin(), wire("direct", "east", "west", 8e9, 0.001));
  s.workloads[0].input.size_bytes = Constant{10e9};
  s.workloads[0].output_bytes = Constant{0};
  NetworkEvent cut;
  cut.at_s = 5.01;
  cut.link = "direct";
  cut.down_s = 3600;
  s.events = {cut};
  const Results r = simulate(s);
  REQUIRE(r.outages.size() == 1);
  CHECK(r.outages[0].rerouted == 1);
  CHECK(r.links[0].energy.kwh == Approx(0.005));
  CHECK(r.links[0].energy.carbon_kg == Approx(0.002));
  CHECK(r.links[1].energy.kwh == Approx(0.010));
  CHECK(r.links[1].energy.carbon_kg == Approx(0.006));
  CHECK(r.links[2].energy.kwh == Approx(0.015));
  CHECK(r.links[2].energy.carbon_kg == Approx(0.003));
  CHECK(r.network.kwh == Approx(0.030));
  CHECK(r.network.carbon_kg == Approx(0.011));
}

TEST_CASE("network energy: each hour has its own carbon, and the warm-up is left out", "[engine]") {
  // 1,200 GB at 1 GB/s from 3000.02 s on: 599.98 GB in the first hour, 600.02 GB in the second,
  // with the grid of East at 1.5 and 0.5 times its 0.6 kg/kWh.
  Scenario s = over_relay();
  s.workloads[0] = one_job("job", "east", 3000, 8, 100);
  s.workloads[0].input.size_bytes = Constant{1200e9};
  s.sites[0].power.carbon_day[0] = 1.5;
  s.sites[0].power.carbon_day[1] = 0.5;
  const Results whole = simulate(s);
  CHECK(whole.links[0].energy.kwh == Approx(1200 * 0.002));
  CHECK(whole.links[0].energy.carbon_kg ==
        Approx(0.002 * 0.6 * (599.98 * 1.5 + 600.02 * 0.5)).epsilon(1e-9));
  s.warmup_s = 3600;
  const Results second = simulate(s);
  CHECK(second.links[0].energy.kwh == Approx(600.02 * 0.002).epsilon(1e-9));
  CHECK(second.links[0].energy.carbon_kg == Approx(0.002 * 0.3 * 600.02).epsilon(1e-9));
  // The site West has one grid all day.
  CHECK(second.links[1].energy.carbon_kg == Approx(0.003 * 0.2 * 600.02).epsilon(1e-9));
}

TEST_CASE("network energy: the links sum to the whole, and so do the years", "[engine]") {
  // Two days over the turn of a year, 4 GB twice an hour each way; the last transfers are cut off
  // by the end. What the links carried, in bytes, gives the same energy.
  Scenario s = over_relay();
  s.start = std::chrono::year{2024} / 12 / 31;
  s.duration_s = 2 * 86400;
  s.workloads = {poisson_jobs("p", "east", 2.0 / 3600, Exponential{600, 1e9})};
  s.workloads[0].input.size_bytes = Constant{4e9};
  s.workloads[0].output_bytes = Constant{4e9};
  const Results r = simulate(s);
  CHECK(r.network.kwh > 1);
  double from_bytes = 0;
  for (std::size_t l = 0; l < r.links.size(); ++l) {
    from_bytes +=
        (r.links[l].forward_bytes + r.links[l].backward_bytes) / 1e9 * s.links[l].energy_kwh_per_gb;
  }
  CHECK(r.network.kwh == Approx(from_bytes).epsilon(1e-12));
  CHECK(sum_over_links(r).kwh == Approx(r.network.kwh).epsilon(1e-12));
  CHECK(sum_over_links(r).carbon_kg == Approx(r.network.carbon_kg).epsilon(1e-12));
  REQUIRE(r.years.size() == 2);
  CHECK(r.years[0].network.kwh > 0.5);
  CHECK(r.years[1].network.kwh > 0.5);
  CHECK(r.years[0].network.kwh + r.years[1].network.kwh == Approx(r.network.kwh).epsilon(1e-12));
  CHECK(r.years[0].network.carbon_kg + r.years[1].network.carbon_kg ==
        Approx(r.network.carbon_kg).epsilon(1e-12));
}

}  // namespace suanwang
