// Sites that may draw less for a while; each second by hand. The site has 4 cards of 100 W idle and
// 500 W busy, PUE 1: 400 W idle and 2000 W in all, so a cap of 1200 W leaves power for 2 busy cards
// and one of 800 W for 1.

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/engine/interrupted.hpp"

namespace suanwang {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kJoule = 1 / 3.6e6;  // kWh

Scenario four_cards(std::vector<Workload> jobs, std::vector<SiteEvent> events) {
  Scenario s = single_queue(4, "fcfs");
  s.workloads = std::move(jobs);
  s.site_events = std::move(events);
  return s;
}

}  // namespace

TEST_CASE("under a cap all jobs run slower, with their dynamic power in proportion",
          "[power-cap]") {
  // Two jobs of 1000 s; half speed from 200 to 600: 200 + 200 done at 600, 600 left.
  const Told told =
      run(four_cards({one_job("a", "here", 0, 2, 1000), one_job("b", "here", 0, 2, 1000)},
                     {power_cap(200, 400, 1200)}));
  for (const char* id : {"a", "b"}) {
    CHECK(told.of(id).ended_s == Approx(1200));
    CHECK(told.of(id).failures + told.of(id).preemptions == 0);
    CHECK(told.of(id).energy_kwh == Approx((2 * 100 * 1200 + 2 * 400 * 1000) * kJoule));
  }
  CHECK(told.results.energy.it_kwh == Approx((4 * 100 * 1200 + 4 * 400 * 1000) * kJoule));
  CHECK(told.results.card.batch_card_s == Approx(4 * 1200));
  CHECK(told.results.card.down_card_s == 0);
  CHECK(told.results.waste.card_s() == 0);
  CHECK(told.results.outages[0].kind == Outage::Kind::power_cap);
  CHECK(told.results.outages[0].to_s == 600);
}

TEST_CASE("a slowed site draws what its cap allows, not more", "[power-cap]") {
  // Hours 1 and 2 lie under the cap.
  Scenario s = four_cards({one_job("a", "here", 0, 4, 20000)}, {power_cap(3600, 7200, 1200)});
  const Told told = run(s);
  CHECK(told.results.hours[0].energy.kwh == Approx(2));
  CHECK(told.results.hours[1].energy.kwh == Approx(1.2));
  CHECK(told.results.hours[2].energy.kwh == Approx(1.2));
  CHECK(told.results.hours[3].energy.kwh == Approx(2));
  CHECK(told.of("a").ended_s == Approx(20000 + 3600));
}

TEST_CASE("when a slowed job is done, the others have its power", "[power-cap]") {
  // Half speed from 200 on: b has 200 s left and needs 400; a has done 400 by then, is alone within
  // the cap, and needs the other 600.
  const Told told =
      run(four_cards({one_job("a", "here", 0, 2, 1000), one_job("b", "here", 0, 2, 400)},
                     {power_cap(200, kInfinity, 1200)}));
  CHECK(told.of("b").ended_s == Approx(600));
  CHECK(told.of("a").ended_s == Approx(1200));
}

TEST_CASE("a cap may be a share of a site's power, and hold for the sites of a region",
          "[power-cap]") {
  // 60 % of 2000 W leaves 2 of 4 cards: half speed from 200 to 600.
  SiteEvent cap = power_cap(200, 400, 0);
  cap.site.clear();
  cap.region = "here";
  cap.cap_share = 0.6;
  Scenario s = four_cards({one_job("a", "here", 0, 4, 1000)}, {cap});
  s.sites[0].region = "here";
  const Told told = run(s);
  CHECK(told.of("a").ended_s == Approx(1200));
  REQUIRE(told.results.outages.size() == 1);
  CHECK(told.results.outages[0].part == "site");

  // Half of its own cap of 1600 W leaves 1 of the 3 cards that this allows: 200, then 400 / 3, and
  // 900 - 200 - 133.3 = 566.7 left from 600 on.
  s = four_cards({one_job("a", "here", 0, 3, 900)}, {power_cap(200, 400, 0)});
  s.sites[0].power.cap_w = 1600;
  s.site_events[0].cap_share = 0.5;
  CHECK(run(s).of("a").ended_s == Approx(600 + 900 - 200 - 400.0 / 3));

  // Of another region, it does not concern the site.
  cap.region = "elsewhere";
  s = four_cards({one_job("a", "here", 0, 4, 1000)}, {cap});
  s.sites[0].region = "here";
  CHECK(run(s).of("a").ended_s == Approx(1000));
}

TEST_CASE("of caps that overlap the least holds", "[power-cap]") {
  // 4 cards for 1000 s: half speed from 200, a quarter from 400 to 800, whichever cap began first.
  const Workload a = one_job("a", "here", 0, 4, 1000);
  CHECK(
      run(four_cards({a}, {power_cap(200, 400, 1200), power_cap(400, 400, 800)})).of("a").ended_s ==
      Approx(1400));
  // A lower one for a while, then the other again: 200 + 100 + 50 + 100, 550 left from 800 on.
  CHECK(
      run(four_cards({a}, {power_cap(200, 600, 1200), power_cap(400, 200, 800)})).of("a").ended_s ==
      Approx(1350));
  // The same cap twice: it holds until both are over, 200 + 300, 500 left from 800 on.
  CHECK(run(four_cards({a}, {power_cap(200, 400, 1200), power_cap(400, 400, 1200)}))
            .of("a")
            .ended_s == Approx(1300));
}

TEST_CASE("a cap for good takes the place of the one before, not of those for a while",
          "[power-cap]") {
  const Workload a = one_job("a", "here", 0, 4, 1000);
  // A quarter from 200, full speed again from 600: 200 + 100, 700 left.
  CHECK(run(four_cards({a}, {power_cap(200, kInfinity, 800), power_cap(600, kInfinity, 2000)}))
            .of("a")
            .ended_s == Approx(1300));
  // Half speed for good from 400 on: the same cap for a while, from 200 to 600, does not end it.
  // 200 + 100 + 100 at 600, 600 left at half speed.
  CHECK(run(four_cards({a}, {power_cap(200, 400, 1200), power_cap(400, kInfinity, 1200)}))
            .of("a")
            .ended_s == Approx(1800));
  // A quarter for a while, from 200 to 600, outlasts the milder one for good that comes at 400.
  // 200 + 100 at 600, 700 left at half speed.
  CHECK(run(four_cards({a}, {power_cap(200, 400, 800), power_cap(400, kInfinity, 1200)}))
            .of("a")
            .ended_s == Approx(2000));
}

TEST_CASE("without power for a single card all stand still until it is back", "[power-cap]") {
  const Told told = run(four_cards({one_job("a", "here", 0, 4, 1000)}, {power_cap(200, 400, 400)}));
  CHECK(told.of("a").ended_s == Approx(1400));
  CHECK(told.results.ledger.completed == 1);
  // Under a cap for good that leaves nothing, the run ends all the same.
  const Told dark =
      run(four_cards({one_job("a", "here", 0, 4, 1000)}, {power_cap(200, kInfinity, 400)}));
  CHECK(dark.results.ledger.running == 1);
  CHECK(dark.results.to_s == Approx(200));
  // Unless a later event gives some back.
  const Told later =
      run(four_cards({one_job("a", "here", 0, 4, 1000)},
                     {power_cap(200, kInfinity, 400), power_cap(900, kInfinity, 2000)}));
  CHECK(later.of("a").ended_s == Approx(1700));
}

TEST_CASE("nothing new starts under a cap that what runs uses up", "[power-cap]") {
  const Told told =
      run(four_cards({one_job("a", "here", 0, 2, 1000), one_job("b", "here", 300, 1, 50)},
                     {power_cap(200, 400, 1200)}));
  CHECK(told.of("a").ended_s == Approx(1000));  // two cards are within the cap
  CHECK(told.of("b").started_s == Approx(600));
}

TEST_CASE("over_cap: preempt stops the latest jobs instead, as far as they let it", "[power-cap]") {
  // a started at 0 and b at 50: at 200 b goes, its 150 s are lost, and it comes back at 600.
  Scenario s = four_cards({patient_job("a", 0, 2, 1000), patient_job("b", 50, 2, 1000)},
                          {power_cap(200, 400, 1200)});
  s.sites[0].power.over_cap = OverCap::preempt;
  Told told = run(s);
  CHECK(told.of("a").ended_s == Approx(1000));
  CHECK(told.of("a").preemptions == 0);
  CHECK(told.of("b").preemptions == 1);
  CHECK(told.of("b").ended_s == Approx(1600));
  CHECK(told.results.waste.lost_card_s == Approx(2 * 150));
  CHECK(told.results.outages[0].stopped == 1);
  CHECK(told.results.energy.it_kwh == Approx((400 * 1600 + 400 * 2 * (1150 + 1000)) * kJoule));

  // Who may not be stopped is slowed: half speed from 200 to 600.
  for (Workload& w : s.workloads) w.preemptible = false;
  told = run(s);
  CHECK(told.of("a").ended_s == Approx(1200));
  CHECK(told.of("b").ended_s == Approx(1250));
  CHECK(told.results.waste.preemptions == 0);
}

TEST_CASE("what a slowed job had done by an outage is its work, not its time", "[power-cap]") {
  // Half speed from 200; at 600 the site fails: 200 + 200 done, 300 saved, 100 lost. Up again at
  // 700, full speed, 700 left.
  Scenario s = four_cards({patient_job("a", 0, 4, 1000, 300)},
                          {power_cap(200, 500, 1200), site_down(600, 100)});
  const Told told = run(s);
  CHECK(told.of("a").ended_s == Approx(1400));
  CHECK(told.results.waste.lost_card_s == Approx(4 * 100));
  CHECK(told.of("a").energy_kwh ==
        Approx((4 * 100 * (600 + 700) + 4 * 400 * (400 + 700)) * kJoule));
}

TEST_CASE("a request counts time at full speed, so a cap kills nobody", "[power-cap]") {
  Scenario s = four_cards({one_job("a", "here", 0, 4, 1000)}, {power_cap(200, 400, 1200)});
  s.workloads[0].overrun = Overrun::kill;
  CHECK(run(s).of("a").state == JobState::completed);
  CHECK(run(s).of("a").ended_s == Approx(1200));
  s.workloads[0].requested_s = 500;  // 200 s by 200, 200 more by 600, the last 100 by 700
  CHECK(run(s).of("a").state == JobState::failed);
  CHECK(run(s).of("a").ended_s == Approx(700));
}

TEST_CASE("a region is served the work it asked for, slowed or not", "[power-cap]") {
  const Told told =
      run(four_cards({one_job("a", "here", 0, 4, 1000)}, {power_cap(200, 400, 1200)}));
  CHECK(told.results.regions[0].demanded_card_s == Approx(4 * 1000));
  CHECK(told.results.regions[0].served_card_s == Approx(4 * 1000));
}

TEST_CASE("services come before jobs under a cap", "[power-cap]") {
  // Two cards are left with power, and the service holds 1: the job's three share the other one.
  Scenario s = four_cards({one_job("a", "here", 0, 3, 900)}, {power_cap(600, kInfinity, 1200)});
  Service service;
  service.id = "chat";
  service.from = {{"here", 1.0}};
  service.cards = 1;
  service.day.fill(1);
  s.services = {service};
  s.duration_s = 7200;
  const Told told = run(s);
  CHECK(told.of("a").ended_s == Approx(600 + 300 * 3));
  CHECK(told.results.services[0].served_card_s == Approx(told.results.services[0].demanded_card_s));
}

TEST_CASE("over_cap: preempt also makes room for services that grow under a cap", "[power-cap]") {
  // Power for two cards: one for the job, one for the service, which needs both from 3600 on.
  Scenario s = four_cards({patient_job("a", 0, 1, 5000)}, {power_cap(1800, kInfinity, 1200)});
  s.sites[0].power.over_cap = OverCap::preempt;
  Service service;
  service.id = "chat";
  service.from = {{"here", 1.0}};
  service.cards = 2;
  service.day.fill(1);
  service.day[0] = 0.5;
  s.services = {service};
  s.duration_s = 7200;
  CHECK(run(s).of("a").preemptions == 1);
  CHECK(run(s).of("a").state == JobState::queued);
  s.sites[0].power.over_cap = OverCap::slow;
  CHECK(run(s).of("a").preemptions == 0);
  CHECK(run(s).of("a").state == JobState::running);
}

}  // namespace suanwang
