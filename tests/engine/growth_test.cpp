// Cards that come and go over the years; each second by hand. Cards have 100 W idle and 500 W busy,
// PUE 1.

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "tests/engine/interrupted.hpp"

namespace suanwang {
namespace {

using How = GrowthLaw::How;

constexpr double kJoule = 1 / 3.6e6;  // kWh
constexpr double kDay = 86400;

Scenario queue_of(std::int64_t cards, std::vector<Workload> jobs, double duration_s = 1000) {
  Scenario s = single_queue(cards, "fcfs");
  s.workloads = std::move(jobs);
  s.duration_s = duration_s;
  return s;
}

CapacityGrowth change(How how, double amount, double at_s) {
  CapacityGrowth growth;
  growth.law = {how, amount, at_s};
  return growth;
}

DemandGrowth more_demand(double times, double at_s) {
  DemandGrowth growth;
  growth.law.amount = times;
  growth.law.at_s = at_s;
  return growth;
}

}  // namespace

TEST_CASE("growth: new cards are there at once, and count from then on", "[growth]") {
  // 2 cards, 4 from 100 s on: b waits for them. 2 x 100 + 4 x 900 = 3800 card-s installed.
  Scenario s = queue_of(2, {one_job("a", "here", 0, 2, 300), one_job("b", "here", 0, 2, 300)});
  s.growth.capacity.push_back(change(How::more, 2, 100));
  const Told told = run(s);
  CHECK(told.of("b").started_s == 100);
  CHECK(told.of("b").ended_s == 400);
  CHECK(told.results.card.installed_card_s == Approx(3800));
  CHECK(told.results.energy.it_kwh == Approx((100 * 3800 + 400 * 1200) * kJoule));
  CHECK(told.results.sites[0].cards == 4);
  CHECK(told.results.hours[0].installed_card_s == Approx(3800));
}

TEST_CASE("growth: retired cards leave as what runs on them is done", "[growth]") {
  // 4 cards, 2 of them retired at 100 s while all are busy until 300: c waits until then, as no
  // more than 2 take new jobs. 4 x 300 + 2 x 700 card-s installed.
  Scenario s = queue_of(4, {one_job("a", "here", 0, 2, 300), one_job("b", "here", 0, 2, 300),
                            one_job("c", "here", 50, 2, 300)});
  s.growth.capacity.push_back(change(How::less, 2, 100));
  const Told told = run(s);
  CHECK(told.of("a").ended_s == 300);
  CHECK(told.of("c").started_s == 300);
  CHECK(told.results.card.installed_card_s == Approx(4 * 300 + 2 * 700));
  CHECK(told.results.card.idle_card_s() == Approx(2 * 400));
  CHECK(told.results.energy.it_kwh == Approx((100 * 2600 + 400 * 1800) * kJoule));
}

TEST_CASE("growth: of cards that sleep, the share that stays awake follows them", "[growth]") {
  // 10 idle cards, 20 W asleep, a fifth awake: 2 x 100 + 8 x 20 = 360 W for 100 s; then 20: 720 W.
  Scenario s = queue_of(10, {one_job("a", "here", 999, 1, 1)});
  s.sites[0].pools[0].sleep = SleepRule{20, 0.2};
  s.growth.capacity.push_back(change(How::more, 10, 100));
  // In the last second one card is busy that slept: 500 - 20 W more.
  CHECK(run(s).results.energy.it_kwh == Approx((360 * 100 + 720 * 900 + 480) * kJoule));
}

TEST_CASE("growth: a job that was promised more cards than are left still gets them", "[growth]") {
  // b, of 4 cards, waits behind a when 2 are retired at 100 s: all 4 stay until it is done at 400.
  // c, of 4 cards, comes after that and is turned down; d, of 2, waits behind b.
  Scenario s = queue_of(4, {one_job("a", "here", 0, 4, 200), one_job("b", "here", 10, 4, 200),
                            one_job("c", "here", 150, 4, 200), one_job("d", "here", 160, 2, 200)});
  s.growth.capacity.push_back(change(How::less, 2, 100));
  const Told told = run(s);
  CHECK(told.of("b").started_s == 200);
  CHECK(told.of("b").ended_s == 400);
  CHECK(told.of("c").state == JobState::rejected);
  CHECK(told.of("d").started_s == 400);
  CHECK(told.results.card.installed_card_s == Approx(4 * 400 + 2 * 600));
}

TEST_CASE("growth: a site that closes does what it has taken on, and nothing else", "[growth]") {
  Scenario s = queue_of(4, {one_job("a", "here", 0, 4, 200), one_job("b", "here", 10, 1, 200),
                            one_job("c", "here", 150, 1, 200)});
  s.sites[0].closes_s = 100;
  const Told told = run(s);
  // b keeps its one card from 200 to 400.
  CHECK(told.of("b").ended_s == 400);
  CHECK(told.of("c").state == JobState::rejected);
  CHECK(told.results.card.installed_card_s == Approx(4 * 200 + 1 * 200));
  CHECK(told.results.sites[0].cards == 0);
}

TEST_CASE("growth: a site that is not open yet is no place for a job", "[growth]") {
  Scenario s =
      queue_of(4, {one_job("early", "here", 100, 2, 100), one_job("late", "here", 600, 2, 100)});
  s.sites[0].opens_s = 500;
  const Told told = run(s);
  CHECK(told.of("early").state == JobState::rejected);
  CHECK(told.of("late").started_s == 600);
  CHECK(told.results.card.installed_card_s == Approx(4 * 500));
  CHECK(told.results.energy.it_kwh == Approx((100 * 2000 + 400 * 200) * kJoule));
}

TEST_CASE("growth: new cards share the power of their site", "[growth]") {
  // 1200 W for 4 cards of 100 W idle leave 800 W, two busy cards; with 4 more they leave 400 W,
  // one. So the job of 2 cards goes on at half speed from 100 s: 100 + 900 x 2 = 1900.
  Scenario s = queue_of(4, {one_job("a", "here", 0, 2, 1000)}, 3000);
  s.sites[0].power.cap_w = 1200;
  s.growth.capacity.push_back(change(How::more, 4, 100));
  const Told told = run(s);
  CHECK(told.of("a").ended_s == Approx(1900));
}

TEST_CASE("growth: under a cap the power of retired cards is there for others", "[growth]") {
  // 8 cards under 1200 W: one may be busy. 4 are retired at 100 s, idle, so two may be.
  Scenario s =
      queue_of(8, {one_job("a", "here", 0, 1, 5000), one_job("b", "here", 0, 1, 5000)}, 9000);
  s.sites[0].power.cap_w = 1200;
  s.growth.capacity.push_back(change(How::less, 4, 100));
  const Told told = run(s);
  CHECK(told.of("a").started_s == 0);
  CHECK(told.of("b").started_s == 100);
  CHECK(told.of("a").ended_s == Approx(5000));
}

TEST_CASE("growth: nodes that come fail too", "[growth]") {
  // 4 nodes of 8 cards, 40 from day 100 on, each down for a day in eleven: a tenth of the nodes
  // before must not be all that ever fails.
  Scenario s = queue_of(32, {one_job("a", "here", 0, 1, 10)}, 1100 * kDay);
  SiteFailureLaw law;
  law.each = SiteFailureLaw::Each::node;
  law.mtbf_s = 10 * kDay;
  law.mttr_s = kDay;
  s.site_failures.push_back(law);
  s.growth.capacity.push_back(change(How::more, 288, 100 * kDay));
  const Told told = run(s);
  // (4 x 100 + 40 x 1000) node-days / 11 days = 3673 failures, +- 61.
  CHECK(told.results.sites[0].node_failures == Approx(40400 / 11.0).epsilon(0.08));
  const CardAccount& card = told.results.card;
  CHECK(card.down_card_s / card.installed_card_s == Approx(1 / 11.0).epsilon(0.08));
}

TEST_CASE("growth: what services ask for follows its steps, also between two splits", "[growth]") {
  // One card until 1000 s, three until 3600 s.
  Scenario s = queue_of(8, {}, 3600);
  Service service;
  service.id = "chat";
  service.name = {"chat", "chat"};
  service.from = {{"here", 1.0}};
  service.cards = 1;
  service.day.fill(1);
  s.services.push_back(service);
  s.growth.demand.push_back(more_demand(3, 1000));
  const Results r = simulate(s);
  CHECK(r.services[0].demanded_card_s == Approx(1000 + 3 * 2600));
  CHECK(r.services[0].served_card_s == Approx(1000 + 3 * 2600));
  CHECK(r.card.service_card_s == Approx(1000 + 3 * 2600));
}

TEST_CASE("growth: the same jobs come, only sooner", "[growth]") {
  Scenario s = queue_of(500, {poisson_jobs("p", "here", 0.01, Exponential{100, 1e9})}, 50'000);
  const Told plain = run(s);
  s.growth.demand.push_back(more_demand(2, 20'000));
  const Told grown = run(s);
  CHECK(grown.results.ledger.submitted > 1.4 * plain.results.ledger.submitted);
  std::map<std::uint64_t, double> lengths;
  for (const auto& row : grown.jobs.rows) {
    if (row.record.state == JobState::completed)
      lengths[row.record.job] = row.record.ended_s - row.record.started_s;
  }
  int same = 0;
  for (const auto& row : plain.jobs.rows) {
    const auto found = lengths.find(row.record.job);
    if (row.record.state != JobState::completed || found == lengths.end()) continue;
    CHECK(found->second == Approx(row.record.ended_s - row.record.started_s));
    ++same;
  }
  CHECK(same > 400);
}

TEST_CASE("growth: a plan that changes nothing leaves a run as it is", "[growth]") {
  Scenario s = queue_of(20, {poisson_jobs("p", "here", 0.05, Exponential{300, 1e9})}, 100'000);
  const Results plain = simulate(s);
  s.growth.capacity.push_back(change(How::more, 5, 90'000));
  s.growth.capacity.push_back(change(How::less, 5, 90'000));
  const Results grown = simulate(s);
  CHECK(grown.card.batch_card_s == Approx(plain.card.batch_card_s).epsilon(1e-12));
  CHECK(grown.ledger.completed == plain.ledger.completed);
  CHECK(grown.card.installed_card_s == Approx(plain.card.installed_card_s).epsilon(1e-12));
}

TEST_CASE("growth: a busy system balances while cards come and go", "[growth]") {
  Scenario s = queue_of(200, {poisson_jobs("p", "here", 0.02, Exponential{2000, 1e9})}, 40 * kDay);
  s.workloads[0].accelerators = Choice{{{1, 0.7}, {8, 0.25}, {30, 0.05}}};
  s.workloads[0].preemptible = true;
  s.sites.push_back(small_site("other", Side::west, 60, "here"));
  std::swap(s.sites[0], s.sites[1]);  // by id
  s.sites[0].opens_s = 3 * kDay;
  s.sites[0].closes_s = 35 * kDay;
  s.placement.policy = "least-loaded";
  for (int d = 1; d < 40; ++d) {
    s.growth.capacity.push_back(
        change(d % 3 == 0 ? How::less : How::more, 9 + d % 5, d * kDay + 0.5));
  }
  SiteFailureLaw law;
  law.each = SiteFailureLaw::Each::pool;
  law.mtbf_s = 5 * kDay;
  law.mttr_s = kDay / 4;
  s.site_failures.push_back(law);
  const Told told = run(s);  // throws if the ledger does not balance
  CHECK(told.results.ledger.completed > 40'000);
  double installed = 0, busy = 0;
  for (const SiteHour& hour : told.results.hours) {
    installed += hour.installed_card_s;
    busy += hour.batch_card_s;
    CHECK(hour.batch_card_s + hour.down_card_s <= hour.installed_card_s * (1 + 1e-9));
  }
  CHECK(installed == Approx(told.results.card.installed_card_s).epsilon(1e-12));
  CHECK(busy == Approx(told.results.card.batch_card_s).epsilon(1e-12));
}

}  // namespace suanwang
