// Cards that fail, are drained or are taken by services; each second by hand. Sites are those of
// small_scenario.hpp: 100 W idle and 500 W busy a card, PUE 1.

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/engine/interrupted.hpp"

namespace suanwang {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kJoule = 1 / 3.6e6;  // kWh

// A first stretch of 300 s, an outage of 200 s, and the whole again.
Scenario cut_off() {
  Scenario s = single_queue(4, "fcfs");
  s.workloads = {one_job("job", "here", 0, 2, 1000)};
  s.site_events = {site_down(300, 200)};
  return s;
}

}  // namespace

TEST_CASE("a site goes down and comes back: its job begins anew", "[interruptions]") {
  const Told told = run(cut_off());
  const Results& r = told.results;
  CHECK(told.of("job").started_s == 0);
  CHECK(told.of("job").ended_s == Approx(1500));
  CHECK(told.of("job").failures == 1);
  CHECK(told.of("job").state == JobState::completed);
  CHECK(r.to_s == Approx(1500));
  CHECK(r.card.installed_card_s == Approx(4 * 1500));
  CHECK(r.card.down_card_s == Approx(4 * 200));
  CHECK(r.card.batch_card_s == Approx(2 * 1300));
  CHECK(r.waste.lost_card_s == Approx(2 * 300));
  CHECK(r.waste.failures == 1);
  CHECK(r.waste.preemptions == 0);
  CHECK(r.classes[0].waste.lost_card_s == Approx(2 * 300));
  CHECK(r.classes[0].card_s == Approx(2 * 1300));
  // Idle power while it is up, the rise while the job runs; the job's own energy is that of both
  // its runs.
  CHECK(r.energy.it_kwh == Approx((4 * 100 * 1300 + 2 * 400 * 1300) * kJoule));
  CHECK(told.of("job").energy_kwh == Approx(2 * 500 * 1300 * kJoule));
  // What the region was served is what was of use to it.
  CHECK(r.regions[0].served_card_s == Approx(r.regions[0].demanded_card_s));

  REQUIRE(r.outages.size() == 1);
  CHECK(r.outages[0].kind == Outage::Kind::site);
  CHECK(r.outages[0].part == "site");
  CHECK(r.outages[0].from_s == 300);
  CHECK(r.outages[0].to_s == 500);
  CHECK(r.outages[0].stopped == 1);
}

TEST_CASE("cards that are down draw nothing, or idle power where the event says so",
          "[interruptions]") {
  Scenario s = cut_off();
  const double dark = run(s).results.energy.it_kwh;
  s.site_events[0].draws_idle = true;
  const Told told = run(s);
  CHECK(told.results.energy.it_kwh - dark == Approx(4 * 100 * 200 * kJoule));
  CHECK(told.results.card.down_card_s == Approx(4 * 200));
}

TEST_CASE("cards without power are the last to be missed", "[interruptions]") {
  // 4 cards, 2 of them powered and busy. Two cards fail, unseen: those of the job may be hit, but
  // two powered ones are left all the same, and they draw what they draw.
  Scenario s = cut_off();
  s.sites[0].pools[0].powered = 2;
  s.site_events = {cards_down(300, 200, 2)};
  const Told told = run(s);
  const double busy_s = told.of("job").ended_s;
  CHECK(busy_s == Approx(told.of("job").failures ? 1300 : 1000));
  CHECK(told.results.energy.it_kwh == Approx(2 * 500 * busy_s * kJoule));
}

TEST_CASE("a pool goes down, and the other one of the site goes on", "[interruptions]") {
  Scenario s = single_queue(4, "fcfs");
  s.sites[0].pools.push_back(s.sites[0].pools[0]);
  s.sites[0].pools[1].id = "second";
  s.placement.policy = "least-loaded";
  s.workloads = {one_job("a", "here", 0, 4, 1000), one_job("b", "here", 0, 4, 1000)};
  s.site_events = {site_down(100, 50)};
  s.site_events[0].pool = "second";
  const Told told = run(s);
  CHECK(told.of("a").ended_s == Approx(1000));
  CHECK(told.of("b").ended_s == Approx(1150));
  CHECK(told.of("a").failures + told.of("b").failures == 1);
  CHECK(told.results.card.down_card_s == Approx(4 * 50));
  CHECK(told.results.outages[0].kind == Outage::Kind::pool);
  CHECK(told.results.outages[0].part == "site/second");
}

TEST_CASE("some cards go down: a job on all of them stops, and waits for all", "[interruptions]") {
  Scenario s = single_queue(8, "fcfs");
  s.workloads = {one_job("wide", "here", 0, 8, 1000), one_job("behind", "here", 50, 1, 10)};
  s.site_events = {cards_down(100, 100, 2)};
  const Told told = run(s);
  CHECK(told.of("wide").ended_s == Approx(1200));
  CHECK(told.results.card.down_card_s == Approx(2 * 100));
  CHECK(told.results.energy.it_kwh ==
        Approx((100 * (8 * told.results.to_s - 200) + 400 * (8 * 1100 + 10)) * kJoule));
}

TEST_CASE("each card is as likely to be struck as any other, and neighbours together",
          "[interruptions]") {
  // Four jobs of 2 cards fill 8 cards and one card fails: each job is hit in a quarter of the runs
  // (100 of 400; standard deviation 9). A job of 6 cards beside 2 idle ones, and two neighbours
  // fail: it is missed in one place of eight (50 of 400; 7).
  std::map<std::string, int> hits;
  int missed = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Scenario s = single_queue(8, "fcfs");
    s.seed = seed;
    s.site_events = {cards_down(100, 100, 1)};
    for (const char* id : {"a", "b", "c", "d"})
      s.workloads.push_back(one_job(id, "here", 0, 2, 1000));
    const Told each = run(s);
    CHECK(each.results.waste.failures == 1);
    for (const Workload& w : s.workloads) hits[w.id] += each.of(w.id).failures;

    s.workloads = {one_job("a", "here", 0, 6, 1000)};
    s.site_events[0].cards = 2;
    const Told one = run(s);
    missed += one.of("a").failures == 0;
    CHECK(one.of("a").ended_s == Approx(one.of("a").failures ? 1100 : 1000));
  }
  for (const auto& [id, count] : hits) {
    CAPTURE(id);
    CHECK(count == Approx(100).margin(35));
  }
  CHECK(missed == Approx(50).margin(28));
}

TEST_CASE("two events of one pool strike independently of each other", "[interruptions]") {
  // The job of 4 of 8 cards is hit by each event in half of the runs, by both in a quarter.
  int first = 0, both = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Scenario s = single_queue(8, "fcfs");
    s.seed = seed;
    s.workloads = {one_job("a", "here", 0, 4, 1000)};
    s.site_events = {cards_down(100, 10, 1)};
    const auto once = run(s).of("a").failures;
    s.site_events.push_back(cards_down(200, 10, 1));
    first += once == 1;
    both += run(s).of("a").failures == 2;
  }
  CHECK(first == Approx(200).margin(40));
  CHECK(both == Approx(100).margin(35));
}

TEST_CASE("a drained site starts nothing; what runs goes on", "[interruptions]") {
  // a: 0-1000 on 2 of 4 cards. b comes at 150 and has to wait for the end of the drain; two cards
  // are free and so count as down from 100 on, and the other two once a is done.
  Scenario s = single_queue(4, "fcfs");
  s.workloads = {one_job("a", "here", 0, 2, 1000), one_job("b", "here", 150, 2, 100)};
  s.site_events = {drain(100, 500)};
  Told told = run(s);
  CHECK(told.of("a").ended_s == Approx(1000));
  CHECK(told.of("a").failures == 0);
  CHECK(told.of("b").started_s == Approx(600));
  CHECK(told.results.card.down_card_s == Approx(2 * 500));
  CHECK(told.results.outages[0].kind == Outage::Kind::drain);
  CHECK(told.results.outages[0].stopped == 0);
  // Drained cards are powered.
  CHECK(told.results.energy.it_kwh == Approx((4 * 100 * 1000 + 400 * (2000 + 200)) * kJoule));

  s.site_events = {drain(100, 1500)};
  told = run(s);
  CHECK(told.of("b").started_s == Approx(1600));
  CHECK(told.results.card.down_card_s == Approx(2 * 900 + 4 * 600));
}

TEST_CASE("a class may give up: at the first failure, or at a later one", "[interruptions]") {
  Scenario s = single_queue(4, "fcfs");
  s.workloads = {one_job("job", "here", 0, 2, 1000)};
  s.site_events = {site_down(300, 100)};
  s.site_events[0].every_s = 500;
  s.workloads[0].on_failure = OnFailure::fail;
  Told told = run(s);
  CHECK(told.of("job").state == JobState::failed);
  CHECK(told.of("job").ended_s == Approx(300));
  CHECK(std::isnan(told.of("job").completed_s));
  CHECK(told.results.ledger.failed == 1);
  CHECK(told.results.waste.lost_card_s == Approx(2 * 300));

  // 0-300, 400-800; the second failure is one too many. The first checkpoint of each run is of no
  // use in the end: all 700 s were in vain.
  for (const bool saves : {false, true}) {
    CAPTURE(saves);
    s.workloads[0].on_failure = OnFailure::restart;
    s.workloads[0].max_failures = 2;
    s.workloads[0].runtime_s = Constant{5000};
    if (saves) s.workloads[0].checkpoints = Checkpoints{200, 0, 0, 1};
    told = run(s);
    CHECK(told.of("job").state == JobState::failed);
    CHECK(told.of("job").ended_s == Approx(800));
    CHECK(told.of("job").failures == 2);
    CHECK(told.results.classes[0].card_s == Approx(2 * 700));
    CHECK(told.results.waste.lost_card_s == Approx(2 * 700));
    CHECK(told.results.regions[0].served_card_s == Approx(0).margin(1e-9));
  }
}

TEST_CASE("checkpoints, their cost and the restart are told apart", "[interruptions]") {
  // Work 1000 s, a checkpoint of 10 s each 300 s, 5 s to load one. 0-500: 300 saved at 310, 190
  // lost. Down until 600. 600-1325: 5 to load, 700 of work, checkpoints after 300 and 600.
  Scenario s = single_queue(2, "fcfs");
  s.workloads = {one_job("job", "here", 0, 2, 1000)};
  s.workloads[0].checkpoints = Checkpoints{300, 10, 5, 1};
  s.site_events = {site_down(500, 100)};
  const Told told = run(s);
  CHECK(told.of("job").ended_s == Approx(1325));
  CHECK(told.results.waste.lost_card_s == Approx(2 * 190));
  CHECK(told.results.waste.checkpoint_card_s == Approx(2 * 30));
  CHECK(told.results.waste.restart_card_s == Approx(2 * 5));
  CHECK(told.results.classes[0].card_s == Approx(2 * (500 + 725)));
  CHECK(told.results.regions[0].served_card_s == Approx(2 * 1000));
}

TEST_CASE("a request holds for the checkpoints too, and is the less for what was saved",
          "[interruptions]") {
  // Work 1000 s and three checkpoints of 10 s: 1030 s in all.
  Scenario s = single_queue(2, "fcfs");
  s.workloads = {patient_job("job", 0, 2, 1000)};
  s.workloads[0].checkpoints = Checkpoints{300, 10, 5, 1};
  s.workloads[0].overrun = Overrun::kill;
  CHECK(run(s).of("job").state == JobState::completed);  // by default all that it needs

  s.workloads[0].requested_s = 1005;
  Told told = run(s);
  CHECK(told.of("job").state == JobState::failed);
  CHECK(told.of("job").ended_s == Approx(1005));
  CHECK(told.results.waste.lost_card_s == Approx(2 * 1005));
  CHECK(told.results.waste.failures == 0);  // nothing failed but the job

  // Stopped at 500 with 300 saved: of the 1030 asked for, 725 are left, which is what it takes.
  s.site_events = {site_down(500, 100)};
  s.workloads[0].requested_s = 1030;
  CHECK(run(s).of("job").ended_s == Approx(1325));
  CHECK(run(s).of("job").state == JobState::completed);
  s.workloads[0].requested_s = 1029;
  told = run(s);
  CHECK(told.of("job").state == JobState::failed);
  CHECK(told.of("job").ended_s == Approx(1324));
}

TEST_CASE("services preempt the job that started last, and no more than they need",
          "[interruptions]") {
  // 10 cards. The service needs 2 in the first hour and 6 from the second on: there is room for 4
  // more. a started at 0, b at 100; b goes, with 3000 of its 3500 s saved, and comes back when a is
  // done: 7200 + 4200.
  Scenario s = single_queue(10, "fcfs");
  s.workloads = {patient_job("a", 0, 4, 7200, 1000), patient_job("b", 100, 4, 7200, 1000)};
  Service service;
  service.id = "chat";
  service.from = {{"here", 1.0}};
  service.cards = 6;
  service.day.fill(1);
  service.day[0] = 2.0 / 6;
  s.services = {service};
  s.duration_s = 4 * 3600;
  const Told told = run(s);
  CHECK(told.of("a").ended_s == Approx(7200));
  CHECK(told.of("a").preemptions == 0);
  CHECK(told.of("b").preemptions == 1);
  CHECK(told.of("b").failures == 0);
  CHECK(told.of("b").started_s == Approx(100));
  CHECK(told.of("b").ended_s == Approx(11400));
  CHECK(told.results.waste.preemptions == 1);
  CHECK(told.results.waste.lost_card_s == Approx(4 * 500));
  CHECK(told.results.services[0].served_card_s == Approx(told.results.services[0].demanded_card_s));

  // Jobs that may not be stopped keep their cards; the service gets the two that are left over.
  for (Workload& w : s.workloads) w.preemptible = false;
  const Told firm = run(s);
  CHECK(firm.results.waste.preemptions == 0);
  CHECK(firm.of("b").ended_s == Approx(7300));
  CHECK(firm.results.services[0].demanded_card_s == Approx(2 * 3600 + 6 * 10800));
  CHECK(firm.results.services[0].served_card_s == Approx(2 * 7200 + 6 * 7200));
}

TEST_CASE("an outage turns nobody away who can wait for its end", "[interruptions]") {
  Scenario s = single_queue(4, "fcfs");
  s.workloads = {one_job("job", "here", 350, 2, 1000)};
  s.site_events = {site_down(300, 200)};
  const Told told = run(s);
  CHECK(told.of("job").state == JobState::completed);
  CHECK(told.of("job").started_s == Approx(500));
  CHECK(told.results.wait_s.mean == Approx(150));
  // So with drained cards, and with some that failed.
  s.site_events = {drain(300, 200)};
  CHECK(run(s).of("job").started_s == Approx(500));
  s.site_events = {cards_down(300, 200, 3)};
  CHECK(run(s).of("job").started_s == Approx(500));
}

TEST_CASE("what is down for good leaves its jobs where they are, and the run ends",
          "[interruptions]") {
  Scenario s = single_queue(4, "fcfs");
  s.workloads = {one_job("job", "here", 0, 2, 1000), one_job("waits", "here", 10, 3, 10)};
  s.site_events = {site_down(300, kInfinity)};
  const Told told = run(s);
  CHECK(told.results.ledger.queued == 2);
  CHECK(told.results.ledger.completed == 0);
  CHECK(told.results.waiting.jobs == 2);
  CHECK(told.results.to_s == Approx(300));
  CHECK(std::isinf(told.results.outages[0].to_s));
}

TEST_CASE("until done means done, with failures that go on for ever", "[interruptions]") {
  Scenario s = single_queue(16, "easy");
  for (int i = 0; i < 20; ++i) {
    s.workloads.push_back(one_job("job-" + std::to_string(i), "here", 100.0 * i, 1 + i % 16, 5000));
    s.workloads.back().checkpoints = Checkpoints{500, 5, 10, 1};
  }
  s.site_failures = {{SiteFailureLaw::Each::site, "", "", 20000, 1000, false},
                     {SiteFailureLaw::Each::pool, "", "", 20000, 1000, false},
                     {SiteFailureLaw::Each::node, "", "", 20000, 1000, false}};
  const Told told = run(s);
  CHECK(told.results.ledger.completed == 20);
  CHECK(told.results.waste.failures > 5);
  CHECK(told.results.sites[0].node_failures > 0);
}

TEST_CASE("a job that never has its cards for long enough is given up in the end",
          "[interruptions]") {
  // Up for 600 s at a time, and the job needs 1000 s: the thousandth vain run is the last. The run
  // number n is stopped at 1200 n - 600 s. With checkpoints it is done.
  Scenario s = single_queue(4, "fcfs");
  s.workloads = {one_job("job", "here", 0, 2, 1000)};
  s.site_events = {site_down(600, 600)};
  s.site_events[0].every_s = 1200;
  const Told told = run(s);
  CHECK(told.of("job").state == JobState::failed);
  CHECK(told.of("job").failures == 1000);
  CHECK(told.of("job").ended_s == Approx(1200 * 1000 - 600));
  s.workloads = {patient_job("job", 0, 2, 1000, 250)};
  CHECK(run(s).of("job").ended_s == Approx(1200 + 500));
}

TEST_CASE("nodes are up for mtbf / (mtbf + mttr) of the time", "[interruptions]") {
  // 100 nodes, up for 100 h and down for 10 h on average: down for 1/11 of the time. Over 10,000 h
  // the standard deviation of that share is sqrt(2 A U tau / T / 100) = 0.0012, with tau = 9.1 h;
  // each node fails 10,000 / 110 times, 9,091 in all, give or take 95.
  Scenario s = single_queue(800, "fcfs");
  s.workloads = {one_job("job", "here", 0, 1, 1)};
  s.site_failures = {
      {SiteFailureLaw::Each::node, "site", "pool", 100 * 3600.0, 10 * 3600.0, false}};
  s.duration_s = 10'000 * 3600.0;
  const Results r = run(s).results;
  CHECK(r.card.down_card_s / r.card.installed_card_s == Approx(1 / 11.0).margin(0.005));
  CHECK(r.sites[0].node_failures == Approx(9091).margin(380));
  CHECK(r.energy.it_kwh ==
        Approx((100 * (r.card.installed_card_s - r.card.down_card_s) + 400) * kJoule));
}

TEST_CASE("laws for all and for one fail independently of each other", "[interruptions]") {
  // Each law alone has the site down for half of the time, so both together for three quarters;
  // with the same draws it would be half.
  Scenario s = single_queue(4, "fcfs");
  s.workloads = {one_job("job", "here", 0, 1, 1)};
  s.site_failures = {{SiteFailureLaw::Each::pool, "", "", 3600, 3600, false},
                     {SiteFailureLaw::Each::pool, "site", "pool", 3600, 3600, false}};
  s.duration_s = 5000 * 3600.0;
  const Results r = run(s).results;
  CHECK(r.card.down_card_s / r.card.installed_card_s == Approx(0.75).margin(0.04));
}

}  // namespace suanwang
