#include <catch2/catch.hpp>
#include <cmath>

#include "sim/engine/simulate.hpp"
#include "tests/engine/recorder.hpp"
#include "tests/engine/small_scenario.hpp"

namespace suanwang {
namespace {

constexpr double kHour = 3600;

/// One site of `cards` cards; power costs 1 CNY/kWh, half of that from 22 h to 6 h.
Scenario night_tariff(std::int64_t cards) {
  Scenario s = single_queue(cards, "fcfs");
  s.duration_s = 3 * 86400;
  s.sites[0].power.price_cny_per_kwh = 1;
  for (auto& month : s.sites[0].power.tariff_multiplier) {
    for (std::size_t h = 0; h < 24; ++h) month[h] = h >= 22 || h < 6 ? 0.5 : 1;
  }
  s.placement.shift = Shift{};
  return s;
}

}  // namespace

TEST_CASE("shifting: a job waits at the site for the cheap hours of the night", "[shift]") {
  Scenario s = night_tariff(10);
  s.workloads = {one_job("patient", "here", 15 * kHour, 2, 2 * kHour),
                 one_job("hurried", "here", 15 * kHour, 2, 2 * kHour),
                 one_job("night", "here", 23 * kHour, 2, 2 * kHour)};
  s.workloads[0].deadline_s = 20 * kHour;
  s.workloads[1].deadline_s = 5 * kHour;  // until 20 h: not cheaper anywhere
  Recorder jobs;
  const Results r = simulate(s, {.jobs = &jobs});
  CHECK(jobs.of("patient").record.started_s == 22 * kHour);
  CHECK(jobs.of("patient").record.queued_s == 22 * kHour);
  CHECK(jobs.of("hurried").record.started_s == 15 * kHour);
  CHECK(jobs.of("night").record.started_s == 23 * kHour);
  // 2 cards x 500 W x 2 h at half a yuan instead of one.
  CHECK(jobs.of("patient").record.cost_cny == Approx(1));
  CHECK(jobs.of("hurried").record.cost_cny == Approx(2));
  REQUIRE(r.shift);
  CHECK(r.shift->considered == 3);
  CHECK(r.shift->held == 1);
  CHECK(r.shift->wait_mean_s == 7 * kHour);
  CHECK(r.shift->wait_longest_s == 7 * kHour);
  CHECK(r.shift->saved == Approx(1));
  CHECK(r.shift->late == 0);
  CHECK(r.wait_s.mean == 0);  // it waited for its hour, not in the queue
  CHECK(r.slo == 1);
  CHECK(r.ledger.completed == 3);
}

TEST_CASE("shifting: slack, the longest wait, the margin and named classes bound the wait",
          "[shift]") {
  Scenario s = night_tariff(10);
  s.workloads = {one_job("job", "here", 15 * kHour, 2, 2 * kHour)};
  const auto start = [&] {
    Recorder jobs;
    simulate(s, {.jobs = &jobs});
    return jobs.of("job").record.started_s / kHour;
  };
  CHECK(start() == 22);  // no deadline at all: at most 12 h
  s.placement.shift->at_most_s = 6 * kHour;
  CHECK(start() == 21);  // an hour of two in the night is better than none
  s.placement.shift->at_most_s = 12 * kHour;
  s.workloads[0].slack_s = 6.5 * kHour;
  CHECK(start() == 21.5);
  s.placement.shift->margin_s = kHour;
  CHECK(start() == 20.5);
  // Twice the run time is asked for: of the four hours from 18:30 on, half an hour is cheap.
  s.placement.shift->margin_s = 0;
  s.workloads[0].slack_s = 5.5 * kHour;
  s.workloads[0].requested_times = 2;
  CHECK(start() == 18.5);
  s.placement.shift->classes = {"another"};
  CHECK(start() == 15);
}

TEST_CASE("shifting: carbon follows green power only where there is a day shape", "[shift]") {
  Scenario s = night_tariff(10);
  s.placement.shift->to = Shift::To::carbon;
  s.workloads = {one_job("job", "here", 15 * kHour, 2, 2 * kHour)};
  Recorder jobs;
  const Results r = simulate(s, {.jobs = &jobs});
  CHECK(jobs.of("job").record.started_s == 15 * kHour);  // every hour is alike
  CHECK(r.shift->held == 0);
}

TEST_CASE("shifting: jobs do not all wait for hours in which there is no room for them",
          "[shift]") {
  // Nine tenths of ten cards are given out: two of the four jobs of four cards at a time. They run
  // 8 h, as long as the night from 22 h to 6 h: two wait for it; for the others the least is an
  // hour later, with seven hours of the night: no room either. They cannot be cheaper than now
  // without the night, so they run at once.
  Scenario s = night_tariff(10);
  s.workloads = {one_job("job", "here", 12 * kHour, 4, 8 * kHour)};
  s.workloads[0].arrivals = ListedArrivals{{12 * kHour, 12 * kHour, 12 * kHour, 12 * kHour}};
  s.workloads[0].deadline_s = 24 * kHour;
  Recorder jobs;
  const Results r = simulate(s, {.jobs = &jobs});
  int at_once = 0, at_night = 0;
  for (const auto& row : jobs.rows) {
    at_once += row.record.started_s == 12 * kHour;
    at_night += row.record.started_s == 22 * kHour;
    CHECK(row.record.completed_s - row.record.submitted_s <= 24 * kHour);
  }
  CHECK(at_once == 2);
  CHECK(at_night == 2);
  CHECK(r.slo == 1);
}

TEST_CASE("shifting: jobs that wait at the end count as moving, and until done none is left",
          "[shift]") {
  Scenario s = night_tariff(10);
  s.workloads = {one_job("job", "here", 15 * kHour, 2, 2 * kHour)};
  s.duration_s = 20 * kHour;
  Results r = simulate(s);
  CHECK(r.ledger.moving == 1);
  CHECK(r.ledger.balances());
  CHECK(r.shift->held_at_end == 1);
  s.duration_s.reset();
  r = simulate(s);
  CHECK(r.ledger.completed == 1);
  CHECK(r.shift->held_at_end == 0);
  CHECK(r.to_s == 24 * kHour);
}

TEST_CASE("shifting: the output is home by the deadline", "[shift]") {
  // 36 TB at 10 Gbps take 8 h, the run 2 h: due 15 h after its submission at 15 h, it must start by
  // 20 h, before any cheap hour.
  Scenario s = night_tariff(10);
  s.sites[0].at = "";
  s.links.push_back({"wire", "here", "site", false, 10e9, 0.01, 0});
  s.workloads = {one_job("job", "here", 15 * kHour, 2, 2 * kHour)};
  s.workloads[0].output_bytes = Constant{36e12};
  s.workloads[0].deadline_s = 15 * kHour;
  Recorder jobs;
  CHECK(simulate(s, {.jobs = &jobs}).slo == 1);
  CHECK(jobs.of("job").record.started_s == 15 * kHour);
  s.workloads[0].deadline_s = 17 * kHour + 60;  // a start at 22 h is just in time
  jobs.rows.clear();
  CHECK(simulate(s, {.jobs = &jobs}).slo == 1);
  CHECK(jobs.of("job").record.started_s == Approx(22 * kHour));
}

TEST_CASE("shifting: where no job ever waits for cards none is late, and the bill is less",
          "[shift]") {
  for (const std::uint64_t seed : {1, 2, 3, 4, 5}) {
    Scenario s = night_tariff(100'000);
    s.seed = seed;
    s.duration_s.reset();
    Workload w = poisson_jobs("job", "here", 1.0 / 300, Lognormal{5000, 1.2});
    std::vector<double> times;
    for (int i = 0; i < 400; ++i) times.push_back(311.0 * i);
    w.arrivals = ListedArrivals{times};
    w.accelerators = Lognormal{8, 1};
    w.slack_s = 9 * kHour;
    w.requested_times = 1.3;
    s.workloads = {w};
    const Results shifted = simulate(s);
    s.placement.shift.reset();
    const Results at_once = simulate(s);
    CAPTURE(seed);
    CHECK(shifted.slo == 1);
    CHECK(shifted.shift->late == 0);
    CHECK(shifted.shift->held > 50);
    CHECK(shifted.ledger.completed == at_once.ledger.completed);
    CHECK(shifted.ledger.balances());
    double card_s = 0, same_card_s = 0;
    for (const auto& c : shifted.classes) card_s += c.card_s;
    for (const auto& c : at_once.classes) same_card_s += c.card_s;
    CHECK(card_s == Approx(same_card_s));
  }
}

}  // namespace suanwang
