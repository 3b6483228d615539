#include <catch2/catch.hpp>

#include "sim/engine/simulate.hpp"
#include "tests/engine/recorder.hpp"
#include "tests/engine/small_scenario.hpp"

namespace suanwang {
namespace {

using std::chrono::year;

// East --8 Gbps, 20 ms-- West: one region, one site of ten cards.
Scenario two_ends() {
  Scenario s;
  s.name = "two-ends";
  s.start = year{2025} / 1 / 1;
  s.regions.push_back(small_region("east", Side::east));
  s.sites.push_back(small_site("west", Side::west, 10));
  s.links.push_back({"wire", "east", "west", false, 8e9, 0.020, 0.02});
  s.placement.policy = "nearest";
  return s;
}

}  // namespace

TEST_CASE("a job's way: input, run, output, each second by hand", "[engine]") {
  // 100 GB at 8 Gbps: 100 s after 20 ms of latency. Run 3600 s. 10 GB back: 10 s after 20 ms.
  Scenario s = two_ends();
  s.sites[0].power.pue_by_month.fill(1.2);
  s.sites[0].power.price_cny_per_kwh = 0.5;
  s.sites[0].power.carbon_kg_per_kwh = 0.6;
  s.workloads.push_back(one_job("job", "east", 0, 4, 3600));
  s.workloads[0].input.size_bytes = Constant{100e9};
  s.workloads[0].output_bytes = Constant{10e9};
  Recorder recorder;
  RunOptions options;
  options.jobs = &recorder;
  const Results r = simulate(s, options);

  const JobRecord& job = recorder.of("job").record;
  CHECK(job.queued_s == Approx(100.02));
  CHECK(job.started_s == Approx(100.02));
  CHECK(job.ended_s == Approx(3700.02));
  CHECK(job.completed_s == Approx(3710.04));
  CHECK(r.to_s == Approx(3710.04));
  CHECK(r.response_s.mean == Approx(3710.04));
  CHECK(r.west_share == Approx(1));
  CHECK(r.cross_region_bytes == Approx(110e9));
  CHECK(r.carriage_cny == Approx(110 * 0.02));

  // IT: 10 cards idle at 100 W all the time, 4 of them 400 W more for an hour.
  const double it_kwh = (10 * 100 * 3710.04 + 4 * 400 * 3600) / 3.6e6;
  CHECK(r.energy.it_kwh == Approx(it_kwh));
  CHECK(r.energy.kwh == Approx(it_kwh * 1.2));
  CHECK(r.energy.energy_cny == Approx(it_kwh * 1.2 * 0.5));
  CHECK(r.energy.carbon_kg == Approx(it_kwh * 1.2 * 0.6));
  CHECK(r.energy.pue() == Approx(1.2));
  CHECK(r.card.utilization() == Approx(4 * 3600 / (10 * 3710.04)));

  // The job's own share: its four cards at 500 W for an hour.
  CHECK(job.energy_kwh == Approx(4 * 0.5 * 1.2));
  CHECK(job.cost_cny == Approx(4 * 0.5 * 1.2 * 0.5 + 110 * 0.02));
  CHECK(r.performance.events > 0);
  CHECK(r.links[0].forward_bytes == Approx(100e9));
  CHECK(r.links[0].backward_bytes == Approx(10e9));
}

TEST_CASE("two inputs share the wire, and the access rate bounds each", "[engine]") {
  // Two inputs of 10 GB ask at 0; 4 Gbps each: both arrive after 20 s. With an access rate of 2
  // Gbps each needs 40 s, shared or not.
  Scenario s = two_ends();
  s.workloads.push_back(one_job("a", "east", 0, 1, 1));
  s.workloads.push_back(one_job("b", "east", 0, 1, 1));
  for (auto& w : s.workloads) w.input.size_bytes = Constant{10e9};
  for (const auto& [rate, seconds] : {std::pair{1e12, 20.0}, std::pair{2e9, 40.0}}) {
    s.routing.transfer_rate_bps = rate;
    Recorder recorder;
    RunOptions options;
    options.jobs = &recorder;
    simulate(s, options);
    CHECK(recorder.of("a").record.queued_s == Approx(seconds + 0.02));
    CHECK(recorder.of("b").record.queued_s == Approx(seconds + 0.02));
  }
}

TEST_CASE("price, weather and carbon change within a run at the right second", "[engine]") {
  // A run over midnight of 31 January at PUE 1.1, then 1.3; price 1, and 3 in the first hour of a
  // day.
  Scenario s = single_queue(1, "fcfs");
  s.start = year{2025} / 1 / 31;
  SitePower& power = s.sites[0].power;
  power.pue_by_month[0] = 1.1;
  power.pue_by_month[1] = 1.3;
  power.price_cny_per_kwh = 1;
  for (auto& month : power.tariff_multiplier) month[0] = 3;
  power.carbon_kg_per_kwh = 1;
  power.green_share = 0.25;
  s.workloads.push_back(
      one_job("job", "here", 23.5 * 3600, 1, 3600));  // half an hour in each month
  s.duration_s = 25 * 3600.0;
  Recorder recorder;
  RunOptions options;
  options.jobs = &recorder;
  const Results r = simulate(s, options);

  // One card: 0.1 kW idle for 25 h (24 at PUE 1.1, one at 1.3) and 0.4 kW more for the run.
  const double january = 0.1 * 24 + 0.4 * 0.5;
  const double february = 0.1 * 1 + 0.4 * 0.5;
  const double first_hour = 0.1;  // of January 31
  CHECK(r.energy.kwh == Approx(january * 1.1 + february * 1.3));
  CHECK(r.energy.energy_cny == Approx((january + 2 * first_hour) * 1.1 + february * 1.3 * 3));
  CHECK(r.energy.carbon_kg == Approx(0.75 * r.energy.kwh));
  CHECK(r.energy.green_share() == Approx(0.25));
  const JobRecord& job = recorder.of("job").record;
  CHECK(job.energy_kwh == Approx(0.5 * 0.5 * 1.1 + 0.5 * 0.5 * 1.3));
  CHECK(job.cost_cny == Approx(0.5 * 0.5 * 1.1 + 0.5 * 0.5 * 1.3 * 3));
}

TEST_CASE("run times scale with the pool's speed only where the class names a reference",
          "[engine]") {
  Scenario s = single_queue(4, "fcfs");  // cards of 1 TFLOPS
  s.workloads.push_back(one_job("as-is", "here", 0, 1, 100));
  s.workloads.push_back(one_job("scaled", "here", 0, 1, 100));
  s.workloads[1].reference =
      Accelerator{"fast", "", 4e12, 0.5, 0, 0, 0};  // achieves 2 TFLOPS: half as fast here
  s.workloads.push_back(one_job("work", "here", 0, 2, 0));
  s.workloads[2].by_work = true;
  s.workloads[2].runtime_s = Constant{600e12};  // over 2 cards of 1 TFLOPS: 300 s
  Recorder recorder;
  RunOptions options;
  options.jobs = &recorder;
  simulate(s, options);
  CHECK(recorder.of("as-is").record.ended_s == Approx(100));
  CHECK(recorder.of("scaled").record.ended_s == Approx(200));
  CHECK(recorder.of("work").record.ended_s == Approx(300));
}

TEST_CASE("a job that outruns its request is extended or killed, as the class says", "[engine]") {
  Scenario s = single_queue(1, "easy");
  s.workloads.push_back(one_job("job", "here", 0, 1, 100));
  s.workloads[0].requested_s = 60;
  CHECK(simulate(s).ledger.completed == 1);
  s.workloads[0].overrun = Overrun::kill;
  Recorder recorder;
  RunOptions options;
  options.jobs = &recorder;
  const Results r = simulate(s, options);
  CHECK(r.ledger.failed == 1);
  CHECK(r.slo == 0);
  CHECK(recorder.of("job").record.ended_s == Approx(60));
  CHECK(recorder.of("job").record.state == JobState::failed);
}

TEST_CASE("a job that no permitted pool could ever run is rejected with the reason", "[engine]") {
  Scenario s = two_ends();
  s.workloads.push_back(one_job("wide", "east", 0, 11, 10));
  s.workloads.push_back(one_job("urgent", "east", 0, 1, 10));
  s.workloads[1].latency_bound_s = 0.001;
  const Results r = simulate(s);
  CHECK(r.ledger.rejected == 2);
  CHECK(r.ledger.balances());
  CHECK(r.classes[0].first_rejection ==
        "needs 11 cards at once; the largest pool within reach of east has 10");
  CHECK(r.classes[1].first_rejection == "no site within 1 ms round trip of east");
}

TEST_CASE("a service holds its cards ahead of batch work, and takes them as they come free",
          "[engine]") {
  // 10 cards. A service of 6 comes first at time 0 and stays: jobs of 8 and 5 cards never fit
  // beside it.
  Scenario s = single_queue(10, "fcfs");
  Service service;
  service.id = "chat";
  service.from = {{"here", 1.0}};
  service.cards = 6;
  service.day.fill(1);
  s.workloads.push_back(one_job("first", "here", 0, 8, 1000));
  s.workloads.push_back(one_job("second", "here", 500, 5, 10));
  s.duration_s = 7200;
  const Results without = simulate(s);
  CHECK(without.ledger.completed == 2);
  s.services.push_back(service);
  s.workloads[0].arrivals = ListedArrivals{{1}};

  const Results r = simulate(s);
  CHECK(r.ledger.rejected == 2);
  CHECK(r.services[0].served_card_s == Approx(6 * 7200));
  CHECK(r.card.service_card_s == Approx(6 * 7200));

  // Demand from the second hour on: the job of 8 runs till 4500, the service gets the 2 cards left,
  // then 6.
  s.services[0].day[0] = 0;
  s.workloads[0].runtime_s = Constant{4499};  // 1 .. 4500: 900 s into the second hour
  const Results late = simulate(s);
  CHECK(late.services[0].demanded_card_s == Approx(6 * 3600));
  CHECK(late.services[0].served_card_s == Approx(2 * 900 + 6 * 2700));
}

TEST_CASE("a service is served as far as there is room, the tightest bound first", "[engine]") {
  // Three sites of 30 cards at the region: a demand of 248 cards gets all 90.
  Scenario s;
  s.regions.push_back(small_region("here", Side::east));
  for (const char* id : {"a", "b", "c"}) s.sites.push_back(small_site(id, Side::east, 30, "here"));
  s.placement.policy = "nearest";
  s.duration_s = 3600;
  Service service;
  service.id = "chat";
  service.from = {{"here", 1.0}};
  service.cards = 248;
  service.day.fill(1);
  s.services.push_back(service);
  CHECK(simulate(s).services[0].served_card_s == Approx(90 * 3600).epsilon(0.02));

  // Ten cards here, a hundred far away. Who may go far takes the near cards only after who may not.
  Scenario two = s;
  two.sites = {small_site("far", Side::west, 100), small_site("near", Side::east, 10, "here")};
  two.links.push_back({"wire", "here", "far", false, 1e9, 0.020, 0});
  two.services[0].cards = 10;
  two.services[0].id = "a-loose";
  two.services.push_back(service);
  two.services[1].id = "b-tight";
  two.services[1].cards = 8;
  two.services[1].latency_bound_s = 0.001;
  const Results r = simulate(two);
  CHECK(r.services[0].served_card_s == Approx(10 * 3600));
  CHECK(r.services[1].served_card_s == Approx(8 * 3600));
}

TEST_CASE(
    "a job that services never leave room for is rejected, one that the night has room for waits",
    "[engine]") {
  // 10 cards; a service holds 6 by day and 2 by night. 8 cards are free at night, 9 never.
  Scenario s = single_queue(10, "fcfs");
  Service service;
  service.id = "chat";
  service.from = {{"here", 1.0}};
  service.cards = 6;
  for (std::size_t h = 0; h < 24; ++h) service.day[h] = h < 12 ? 1 : 1.0 / 3;
  s.services.push_back(service);
  s.workloads.push_back(one_job("eight", "here", 100, 8, 60));
  s.workloads.push_back(one_job("nine", "here", 100, 9, 60));
  s.duration_s = 86400;
  Recorder recorder;
  RunOptions options;
  options.jobs = &recorder;
  const Results r = simulate(s, options);
  CHECK(recorder.of("eight").record.started_s == Approx(12 * 3600));
  CHECK(recorder.of("nine").record.state == JobState::rejected);
  CHECK(r.classes[1].first_rejection ==
        "needs 9 cards at once; services hold too many at any hour: the largest pool within reach "
        "of here leaves 8");
}

TEST_CASE("a killed job's slowdown is that of the run it had", "[engine]") {
  // One card: the first job runs 100 s; the second waits for it and is killed after 10: (100 + 10)
  // / 10.
  Scenario s = single_queue(1, "fcfs");
  s.workloads.push_back(one_job("a", "here", 0, 1, 100));
  s.workloads.push_back(one_job("b", "here", 0, 1, 3600));
  s.workloads[1].requested_s = 10;
  s.workloads[1].overrun = Overrun::kill;
  CHECK(simulate(s).classes[1].bounded_slowdown_mean == Approx(11));
}

TEST_CASE("least-loaded routing spreads a burst by capacity, and each job pays its own path",
          "[engine]") {
  // Wires of 1 and 2 Gbps side by side, the second over a relay and dearer. Of six transfers at one
  // instant two go over the first, four over the second.
  Scenario s = two_ends();
  s.links[0].capacity_bps = 1e9;
  s.links[0].price_cny_per_gb = 0.01;
  s.relays.push_back({"middle", 0, 0});
  s.links.push_back({"x1", "east", "middle", false, 2e9, 0.015, 0.01});
  s.links.push_back({"x2", "middle", "west", false, 2e9, 0.015, 0.02});
  s.routing.choose = PathChoice::least_loaded;
  s.workloads.push_back(one_job("job", "east", 0, 1, 1));
  s.workloads[0].arrivals = ListedArrivals{{0, 0, 0, 0, 0, 0}};
  s.workloads[0].input.size_bytes = Constant{100e9};
  Recorder recorder;
  RunOptions options;
  options.jobs = &recorder;
  const Results r = simulate(s, options);
  CHECK(r.links[0].forward_bytes == Approx(200e9));
  CHECK(r.links[1].forward_bytes == Approx(400e9));
  CHECK(r.carriage_cny == Approx(200 * 0.01 + 400 * 0.03));
  double paid = 0;
  for (const auto& row : recorder.rows) paid += row.record.cost_cny;
  CHECK(paid == Approx(r.carriage_cny));
}

TEST_CASE("an input that is a data set kept at the site is not moved again", "[engine]") {
  // Every job reads the one data set (90 GB of 100 GB): the first moves all, later ones their own
  // 10 GB.
  Scenario s = two_ends();
  s.sites[0].storage_bytes = 1e15;
  s.workloads.push_back(one_job("job", "east", 0, 1, 1));
  s.workloads[0].arrivals = ListedArrivals{{0, 1000, 2000}};
  s.workloads[0].input = InputData{Constant{100e9}, 1, 0.9, 1};
  CHECK(simulate(s).cross_region_bytes == Approx(120e9));
  s.sites[0].storage_bytes = 1e9;  // too small to keep it
  CHECK(simulate(s).cross_region_bytes == Approx(300e9));
}

TEST_CASE("a power cap bounds how many cards are busy at once", "[engine]") {
  // 10 cards idle at 100 W, 400 W more when busy; PUE 1. 2 kW leaves (2000 - 1000) / 400 = 2 cards.
  Scenario s = single_queue(10, "fcfs");
  s.sites[0].power.cap_w = 2000;
  for (int i = 0; i < 4; ++i)
    s.workloads.push_back(one_job("job" + std::to_string(i), "here", 0, 1, 100));
  const Results r = simulate(s);
  CHECK(r.to_s == Approx(200));
  CHECK(r.energy.it_kwh * 3.6e6 / 200 <= 2000 * (1 + 1e-9));
}

TEST_CASE("least-loaded routing takes the second path while the first is busy", "[engine]") {
  // Two wires of 8 Gbps, 20 and 30 ms, the second over a relay. Two inputs of 10 GB, 1 s apart: on
  // the shortest path they share; with least-loaded each has a wire: 10 s.
  Scenario s = two_ends();
  s.relays.push_back({"middle", 0, 0});
  s.links.push_back({"x1", "east", "middle", false, 8e9, 0.015, 0});
  s.links.push_back({"x2", "middle", "west", false, 8e9, 0.015, 0});
  s.workloads.push_back(one_job("a", "east", 0, 1, 1));
  s.workloads.push_back(one_job("b", "east", 1, 1, 1));
  for (auto& w : s.workloads) w.input.size_bytes = Constant{10e9};
  const auto arrival_of_b = [&] {
    Recorder recorder;
    RunOptions options;
    options.jobs = &recorder;
    simulate(s, options);
    return recorder.of("b").record.queued_s;
  };
  CHECK(arrival_of_b() == Approx(1 + 19.02).epsilon(1e-3));
  s.routing.choose = PathChoice::least_loaded;
  CHECK(arrival_of_b() == Approx(1 + 0.03 + 10));
}

TEST_CASE("a transfer over a link without capacity is reported as moving, not a hang", "[engine]") {
  Scenario s = two_ends();
  s.links[0].capacity_bps = 0;
  s.workloads.push_back(one_job("job", "east", 0, 1, 1));
  s.workloads[0].input.size_bytes = Constant{1e9};
  CHECK(simulate(s).ledger.moving == 1);
}

}  // namespace suanwang
