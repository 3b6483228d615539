// Cuts, maintenance, upgrades, bounds and choices of paths, each second by hand.

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/engine/simulate.hpp"
#include "tests/engine/recorder.hpp"
#include "tests/engine/small_scenario.hpp"

namespace suanwang {
namespace {

using std::chrono::year;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// East and West with two ways: direct, 8 Gbps and 10 ms, and by a relay, 4 Gbps and 30 + 20 ms.
Scenario two_ways() {
  Scenario s;
  s.name = "two-ways";
  s.start = year{2025} / 1 / 1;
  s.regions.push_back(small_region("east", Side::east));
  s.sites.push_back(small_site("west", Side::west, 100));
  s.relays.push_back({"middle", 0, 0});
  s.links.push_back({"direct", "east", "west", false, 8e9, 0.010, 0.01});
  s.links.push_back({"first", "east", "middle", false, 4e9, 0.030, 0.02});
  s.links.push_back({"second", "middle", "west", false, 4e9, 0.020, 0.03});
  s.placement.policy = "nearest";
  return s;
}

Workload sends(const std::string& id, double at_s, double bytes) {
  Workload w = one_job(id, "east", at_s, 1, 1);
  w.input.size_bytes = Constant{bytes};
  return w;
}

NetworkEvent cut(const std::string& link, double at_s, double down_s) {
  NetworkEvent event;
  event.at_s = at_s;
  event.link = link;
  event.down_s = down_s;
  return event;
}

NetworkEvent capacity(const std::string& link, double at_s, double bps, double for_s = kInfinity) {
  NetworkEvent event;
  event.at_s = at_s;
  event.link = link;
  event.capacity_bps = bps;
  event.for_s = for_s;
  return event;
}

struct Run {
  Recorder recorder;
  Results results;
  explicit Run(const Scenario& s) {
    RunOptions options;
    options.jobs = &recorder;
    results = simulate(s, options);
    CHECK(results.ledger.balances());
  }
  double arrived(const std::string& id) const { return recorder.of(id).record.queued_s; }
};

}  // namespace

TEST_CASE("a cut sends a transfer another way with what it has moved behind it", "[engine]") {
  // 10 GB = 80 Gbit from 0.01 s at 8 Gbps; cut at 5.01 s: 40 Gbit left, which start on the other
  // way 50 ms later at 4 Gbps: 10 s more.
  Scenario s = two_ways();
  s.routing = {2, PathChoice::least_loaded};
  s.workloads.push_back(sends("job", 0, 10e9));
  s.events.push_back(cut("direct", 5.01, 3600));
  const Run run(s);
  CHECK(run.arrived("job") == Approx(15.06).epsilon(1e-12));
  CHECK(run.results.carriage_cny == Approx(5 * 0.01 + 5 * (0.02 + 0.03)));
  CHECK(run.recorder.of("job").record.cost_cny == Approx(run.results.carriage_cny));
  REQUIRE(run.results.outages.size() == 1);
  CHECK(run.results.outages[0].rerouted == 1);
  CHECK(run.results.outages[0].stranded == 0);
  CHECK(run.results.links[0].forward_bytes == Approx(5e9));
  CHECK(run.results.links[1].forward_bytes == Approx(5e9));
}

TEST_CASE("with no path left a transfer waits, and resumes", "[engine]") {
  // Both ways go down at 5.01 s; the slow one returns at 100 s: 40 Gbit from 100.05 s at 4 Gbps.
  Scenario s = two_ways();
  s.routing = {2, PathChoice::least_loaded};
  s.workloads.push_back(sends("job", 0, 10e9));
  s.workloads.push_back(sends("late", 50, 0.5e9));  // asks while there is no way at all
  s.events = {cut("direct", 5.01, 3600), cut("first", 5.01, 94.99)};
  const Run run(s);
  // The late one shares from 100.05 s: 4 Gbit at 2 Gbps are there at 102.05; the other has 36 left.
  CHECK(run.arrived("late") == Approx(102.05).epsilon(1e-12));
  CHECK(run.arrived("job") == Approx(102.05 + 36.0 / 4).epsilon(1e-12));
  CHECK(run.results.outages[0].stranded + run.results.outages[1].stranded == 2);
  CHECK(run.results.stranded_at_end == 0);
}

TEST_CASE("an output waits for its way home, and a link may be down twice over", "[engine]") {
  Scenario s = two_ways();
  s.links.resize(1);
  s.workloads.push_back(one_job("job", "east", 0, 1, 10));
  s.workloads[0].output_bytes = Constant{1e9};
  // Down from 5 to 20 and from 15 to 40: up again at 40. 8 Gbit at 8 Gbps: 1 s after 10 ms.
  s.events = {cut("direct", 5, 15), cut("direct", 15, 25)};
  const Run run(s);
  CHECK(run.recorder.of("job").record.completed_s == Approx(41.01).epsilon(1e-12));
  CHECK(run.results.outages.size() == 2);
}

TEST_CASE("an upgrade and a hold change the rate at their seconds", "[engine]") {
  // 80 Gbit from 0.01 s: 8 Gbps until 2.01 s, 2 Gbps until 6.01 s, 16 Gbps from there:
  // 16 + 8 + 56 Gbit, the last in 3.5 s. While two hold, the smaller does.
  Scenario s = two_ways();
  s.workloads.push_back(sends("job", 0, 10e9));
  s.events = {capacity("direct", 2.01, 2e9, 4), capacity("direct", 2.01, 6e9, 4),
              capacity("direct", 3, 16e9)};
  const Run run(s);
  CHECK(run.arrived("job") == Approx(9.51).epsilon(1e-12));
  CHECK(run.results.links[0].capacity_bps == 16e9);
  CHECK(run.results.outages.empty());
}

TEST_CASE("maintenance comes again and again", "[engine]") {
  // Down for 10 s every 100 s from 50 s on, for 1,000 s: ten times.
  Scenario s = two_ways();
  s.links.resize(1);
  s.workloads.push_back(sends("job", 0, 500e9));  // 4,000 Gbit: 500 s at 8 Gbps
  s.events.push_back(cut("direct", 50, 10));
  s.events[0].every_s = 100;
  s.duration_s = 1000;
  const Run run(s);
  CHECK(run.results.outages.size() == 10);
  CHECK(run.results.links[0].down_s == Approx(100));
  // Five windows fall into its way, each of 10 s and a latency: 0.01 + 500 + 5 x 10.01, which ends
  // at 550.06 in the sixth window, so it waits once more.
  CHECK(run.arrived("job") == Approx(560.07).epsilon(1e-12));
  CHECK(run.results.links[0].forward_bytes == Approx(500e9));
}

TEST_CASE("a window bounds a transfer by its round trip", "[engine]") {
  // 1 MB in each 20 ms: 0.4 Gbps. 1 GB = 8 Gbit: 20 s after 10 ms.
  Scenario s = two_ways();
  s.routing.window_bytes = 1e6;
  s.workloads.push_back(sends("job", 0, 1e9));
  CHECK(Run(s).arrived("job") == Approx(20.01).epsilon(1e-12));
}

TEST_CASE("regions and classes bound their transfers, and weights share a full link", "[engine]") {
  Scenario s = two_ways();
  s.workloads = {sends("a", 0, 3e9), sends("b", 0, 1e9)};
  SECTION("weights") {
    // 8 Gbps as 3 : 1: 24 Gbit at 6 and 8 Gbit at 2 are both there after 4 s.
    s.workloads[0].transfer_weight = 3;
    const Run run(s);
    CHECK(run.arrived("a") == Approx(4.01).epsilon(1e-12));
    CHECK(run.arrived("b") == Approx(4.01).epsilon(1e-12));
  }
  SECTION("a class's rate") {
    // a at 1 Gbps: 24 s. b has the other 7: 8 / 7 s.
    s.workloads[0].transfer_rate_bps = 1e9;
    const Run run(s);
    CHECK(run.arrived("a") == Approx(24.01).epsilon(1e-12));
    CHECK(run.arrived("b") == Approx(0.01 + 8.0 / 7).epsilon(1e-12));
  }
  SECTION("a region's rate bounds each of its transfers, whatever its weight") {
    s.regions[0].transfer_rate_bps = 2e9;
    s.workloads[0].transfer_weight = 3;
    const Run run(s);
    CHECK(run.arrived("a") == Approx(12.01).epsilon(1e-12));
    CHECK(run.arrived("b") == Approx(4.01).epsilon(1e-12));
  }
}

TEST_CASE("each rule chooses its path", "[engine]") {
  // A third way, as short as the direct one but for 0.05 ms, and wider than all.
  Scenario s = two_ways();
  s.relays.push_back({"wide", 0, 0});
  s.links.push_back({"wide-1", "east", "wide", false, 40e9, 0.005, 0});
  s.links.push_back({"wide-2", "wide", "west", false, 40e9, 0.00505, 0});
  for (int i = 0; i < 64; ++i) s.workloads.push_back(sends("w" + std::to_string(i), 0, 1e9));
  const auto bytes_over = [&](PathChoice choice, std::size_t link) {
    s.routing.paths = 3;
    s.routing.choose = choice;
    return Run(s).results.links[link].forward_bytes / 1e9;
  };
  CHECK(bytes_over(PathChoice::shortest, 0) == Approx(64));
  CHECK(bytes_over(PathChoice::widest, 3) == Approx(64));
  // Equal paths share by chance: 64 throws of a coin lie within 32 +- 4 sigma = 16.
  CHECK(bytes_over(PathChoice::ecmp, 0) == Approx(32).margin(16));
  CHECK(bytes_over(PathChoice::ecmp, 1) == 0);
  s.routing.equal_within_s = 0;
  CHECK(bytes_over(PathChoice::ecmp, 0) == Approx(64));
  // 8, 4 and 40 Gbps fill alike: 64 x 8 / 52 = 9.8 of them go direct.
  CHECK(bytes_over(PathChoice::least_loaded, 0) == Approx(10).margin(1));
  CHECK(bytes_over(PathChoice::least_loaded, 1) == Approx(5).margin(1));
}

TEST_CASE("random failures: down for mttr of mtbf + mttr, exponential, each part by itself",
          "[engine]") {
  // Alternating renewals: the share of time down tends to 2 / (18 + 2); over n = 10,000 hours / 20
  // hours its standard deviation is about 0.1 x 0.9 x sqrt(2 / n) = 0.0057.
  Scenario s = two_ways();
  s.workloads.push_back(sends("job", 0, 1));
  s.duration_s = 10000 * 3600.0;
  FailureLaw law;
  law.link = "direct";
  law.mtbf_s = 18 * 3600;
  law.mttr_s = 2 * 3600;
  s.failures.push_back(law);
  const Run alone(s);
  const double share = alone.results.links[0].down_s / *s.duration_s;
  CHECK(share == Approx(0.1).margin(4 * 0.0057));
  CHECK(static_cast<double>(alone.results.outages.size()) == Approx(500).margin(4 * 22.4));

  law.link = "first";
  s.failures.push_back(law);
  const Run both(s);
  CHECK(both.results.links[0].down_s == alone.results.links[0].down_s);
  CHECK(both.results.links[1].down_s != both.results.links[0].down_s);
}

TEST_CASE("who can never arrive is reported, and holds up nothing", "[engine]") {
  // East and West each keep a site, and the fibre between them goes for good at 5 s.
  Scenario s = two_ways();
  s.links.resize(1);
  s.sites.push_back(small_site("home", Side::east, 1, "east"));
  s.placement.policy = "west-first";
  s.workloads = {sends("job", 0, 10e9), sends("other", 20, 0)};
  s.events.push_back(cut("direct", 5, kInfinity));
  const Run run(s);
  CHECK(run.results.ledger.moving == 1);
  CHECK(run.results.stranded_at_end == 1);
  CHECK(run.results.ledger.completed == 1);
  CHECK(run.recorder.of("other").site == "home");
}

TEST_CASE("who is cut off for a while waits, and what can only be late is late", "[engine]") {
  // The only site within 25 ms is West, over the direct fibre. While that is down the job goes
  // there by the relay, 100 ms: it is done, but not within its bound.
  Scenario s = two_ways();
  s.routing = {2, PathChoice::least_loaded};
  s.workloads = {sends("job", 100, 1e9)};
  s.workloads[0].latency_bound_s = 0.025;
  CHECK(Run(s).results.slo == 1);
  s.events = {cut("direct", 50, 3600)};
  const Run late(s);
  CHECK(late.arrived("job") == Approx(100.05 + 2));
  CHECK(late.results.slo == 0);
  // With no other way it waits for the fibre; with the fibre gone for good it is turned down.
  s.links.resize(1);
  const Run waits(s);
  CHECK(waits.arrived("job") == Approx(3650.01 + 1));
  s.events[0].down_s = kInfinity;
  CHECK(Run(s).results.ledger.rejected == 1);
}

TEST_CASE("a link that is never up for a latency holds up no run", "[engine]") {
  Scenario s = two_ways();
  s.links.resize(1);
  s.workloads = {sends("job", 0, 10e9)};
  s.events.push_back(cut("direct", 1, 59.995));  // up for 5 ms of every minute, latency 10 ms
  s.events[0].every_s = 60;
  const Run run(s);
  CHECK(run.results.stranded_at_end == 1);
  CHECK(run.results.ledger.moving == 1);
}

TEST_CASE("what falls on the instant of an arrival holds up no queue", "[engine]") {
  // The input is there at 10.01 s, as the fibre goes down or changes.
  Scenario s = two_ways();
  s.workloads = {sends("job", 0, 10e9)};
  for (const NetworkEvent& event : {cut("direct", 10.01, 60), capacity("direct", 10.01, 9e9),
                                    capacity("direct", 0.01, 8e9, 10)}) {
    s.events = {event};
    const Run run(s);
    CHECK(run.results.ledger.completed == 1);
    CHECK(run.recorder.of("job").record.started_s == Approx(10.01));
  }
}

TEST_CASE("services move with the network", "[engine]") {
  // 10 cards for East: at West, 20 ms round trip; from 1.5 h to 3 h, with West cut off, at South.
  Scenario s = two_ways();
  s.links.resize(1);
  s.sites.push_back(small_site("south", Side::east, 100));
  s.links.push_back({"south", "east", "south", false, 1e9, 0.020, 0});
  Service chat;
  chat.id = "chat";
  chat.from = {{"east", 1.0}};
  chat.cards = 10;
  chat.day.fill(1);
  chat.latency_bound_s = 0.050;
  s.services.push_back(chat);
  s.duration_s = 6 * 3600.0;
  s.events.push_back(cut("direct", 1.5 * 3600, 1.5 * 3600));
  const Run run(s);
  const auto cards_at = [&](std::size_t site) {
    return run.results.sites[site].card.service_card_s / 3600;
  };
  CHECK(cards_at(0) + cards_at(1) == Approx(60));
  CHECK(cards_at(1) == Approx(15));  // sites in the order given: west, south
  CHECK(run.results.services[0].latency_mean_s == Approx((45 * 0.020 + 15 * 0.040) / 60));
}

TEST_CASE("nothing is lost on a network that fails all the time", "[engine]") {
  Scenario s = two_ways();
  s.routing = {2, PathChoice::least_loaded, 2e9};
  Workload w = poisson_jobs("many", "east", 0.05, Constant{10});
  w.input.size_bytes = Exponential{5e9};
  w.output_bytes = Exponential{1e9};
  s.workloads.push_back(w);
  s.duration_s = 2 * 86400.0;
  for (const char* link : {"direct", "first", "second"}) {
    FailureLaw law;
    law.link = link;
    law.mtbf_s = 600;
    law.mttr_s = 120;
    s.failures.push_back(law);
  }
  const Run run(s);
  const Results& r = run.results;
  CHECK(r.ledger.submitted > 8000);
  CHECK(r.ledger.completed > 0.99 * static_cast<double>(r.ledger.submitted));
  CHECK(r.outages.size() > 500);
  // Every byte that left East or West on some link came in at the other end by one link.
  const auto& links = r.links;
  CHECK(links[1].forward_bytes == Approx(links[2].forward_bytes));
  CHECK(r.cross_region_bytes == Approx(links[0].forward_bytes + links[0].backward_bytes +
                                       links[1].forward_bytes + links[1].backward_bytes));
  double by_hour = 0;
  for (const LinkHour& hour : r.link_hours) by_hour += hour.forward_bits + hour.backward_bits;
  double by_link = 0;
  for (const LinkResult& link : links) by_link += link.forward_bytes + link.backward_bytes;
  CHECK(by_hour / 8 == Approx(by_link).epsilon(1e-12));
  double paid = 0;
  for (const auto& row : run.recorder.rows) {
    if (row.record.state == JobState::completed) paid += row.record.cost_cny;
  }
  CHECK(paid == Approx(r.carriage_cny).epsilon(1e-3));  // but for the few still under way
}

}  // namespace suanwang
