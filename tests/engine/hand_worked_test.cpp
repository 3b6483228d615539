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
  // Two inputs of 10 GB ask at 0; 4 Gbps each: both arrive after 20 s. With an access rate of 2 Gbps
  // each needs 40 s, shared or not.
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
  // A run over midnight of 31 January at PUE 1.1, then 1.3; price 1, and 3 in the first hour of a day.
  Scenario s = single_queue(1, "fcfs");
  s.start = year{2025} / 1 / 31;
  SitePower& power = s.sites[0].power;
  power.pue_by_month[0] = 1.1;
  power.pue_by_month[1] = 1.3;
  power.price_cny_per_kwh = 1;
  for (auto& month : power.tariff_multiplier) month[0] = 3;
  power.carbon_kg_per_kwh = 1;
  power.green_share = 0.25;
  s.workloads.push_back(one_job("job", "here", 23.5 * 3600, 1, 3600));  // half an hour in each month
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

TEST_CASE("run times scale with the pool's speed only where the class names a reference", "[engine]") {
  Scenario s = single_queue(4, "fcfs");  // cards of 1 TFLOPS
  s.workloads.push_back(one_job("as-is", "here", 0, 1, 100));
  s.workloads.push_back(one_job("scaled", "here", 0, 1, 100));
  s.workloads[1].reference = Accelerator{"fast", 4e12, 0.5, 0, 0, 0};  // achieves 2 TFLOPS: half as fast here
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
  CHECK(r.classes[0].first_rejection == "needs 11 cards at once; the largest pool within reach of east has 10");
  CHECK(r.classes[1].first_rejection == "no site within 1 ms round trip of east");
}

TEST_CASE("a service holds its cards ahead of batch work, and takes them as they come free", "[engine]") {
  // 10 cards. A job takes 8 from 0 to 1000. The service wants 6 from the first hour on: it holds 2 until
  // 1000, then 6. A second job of 5 cards, asked for at 500, fits only beside the service: never.
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

  // The service comes first at time 0 and holds 6: the job of 8 waits for good.
  const Results r = simulate(s);
  CHECK(r.ledger.queued == 2);
  CHECK(r.services[0].served_card_s == Approx(6 * 7200));
  CHECK(r.card.service_card_s == Approx(6 * 7200));
  CHECK(r.waiting.cards == Approx(13));

  // Demand from the second hour on: the job of 8 runs till 1001 + ..., the service gets what is free.
  s.services[0].day[0] = 0;
  s.workloads[0].runtime_s = Constant{4499};  // 1 .. 4500: 900 s into the second hour
  const Results late = simulate(s);
  CHECK(late.services[0].demanded_card_s == Approx(6 * 3600));
  CHECK(late.services[0].served_card_s == Approx(2 * 900 + 6 * 2700));
}

TEST_CASE("an input that is a data set kept at the site is not moved again", "[engine]") {
  // Every job reads the one data set (90 GB of 100 GB): the first moves all, later ones their own 10 GB.
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
  for (int i = 0; i < 4; ++i) s.workloads.push_back(one_job("job" + std::to_string(i), "here", 0, 1, 100));
  const Results r = simulate(s);
  CHECK(r.to_s == Approx(200));
  CHECK(r.energy.it_kwh * 3.6e6 / 200 <= 2000 * (1 + 1e-9));
}

TEST_CASE("least-loaded routing takes the second path while the first is busy", "[engine]") {
  // Two wires of 8 Gbps, 20 and 30 ms, the second over a relay. Two inputs of 10 GB, 1 s apart: on the
  // shortest path they share; with least-loaded each has a wire: 10 s.
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
