// More cards only while those there are used; each card-day by hand.

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/engine/interrupted.hpp"

namespace suanwang {
namespace {

using How = GrowthLaw::How;

constexpr double kDay = 86400;

CapacityGrowth change(How how, double amount, double at_s) {
  CapacityGrowth growth;
  growth.law = {how, amount, at_s};
  return growth;
}

ApprovalLever use_of(double at_least, double days) {
  ApprovalLever lever;
  lever.id = "use";
  lever.at_least = at_least;
  lever.window_s = lever.again_s = days * kDay;
  return lever;
}

/// Ten cards for ten days, ten more planned on day 2. Four are busy from the start, four more from
/// the middle of day 3 on: in the days before 2, 3 and 4 the use is 40, 40 and 60 %.
Scenario ten_cards() {
  Scenario s = single_queue(10, "fcfs");
  s.duration_s = 10 * kDay;
  s.workloads = {one_job("a", "here", 0, 4, 20 * kDay),
                 one_job("b", "here", 3.5 * kDay, 4, 20 * kDay)};
  s.growth.capacity.push_back(change(How::more, 10, 2 * kDay));
  s.levers.approvals = {use_of(0.5, 1)};
  return s;
}

}  // namespace

TEST_CASE("approvals: more cards are put off until those there are used", "[levers][growth]") {
  Scenario s = ten_cards();
  const Results r = simulate(s);
  // They open on day 4, two days late.
  CHECK(r.card.installed_card_s == Approx((10 * 4 + 20 * 6) * kDay));
  REQUIRE(r.levers.size() == 1);
  const LeverResult& use = r.levers[0];
  CHECK(use.kind == LeverResult::Kind::approval);
  CHECK(use.asks == 3);
  CHECK(use.violations == 2);
  CHECK_FALSE(use.met);
  CHECK(use.asked == 0.5);
  CHECK(use.found == Approx(0.4));
  CHECK(use.takes == Approx((5 - 4) * kDay));  // of ten card-days, half is five
  CHECK(use.asked_cards == 10);
  CHECK(use.put_off_cards == 10);
  CHECK(use.waiting_cards == 0);
  CHECK(use.held_card_s == Approx(10 * 2 * kDay));
  CHECK(use.sites == std::vector<std::string>{"site"});
  CHECK(r.sites[0].cards == 20);
  CHECK(r.years[0].opened_cards == 10);

  // 40 % is enough, at once; 90 % is never there.
  s.levers.approvals[0].at_least = 0.4;
  const Results soon = simulate(s);
  CHECK(soon.levers[0].met);
  CHECK(soon.card.installed_card_s == Approx((10 * 2 + 20 * 8) * kDay));
  s.levers.approvals[0].at_least = 0.9;
  const Results never = simulate(s);
  CHECK(never.card.installed_card_s == Approx(10 * 10 * kDay));
  CHECK(never.levers[0].violations == 8);  // days 2 to 9
  CHECK(never.levers[0].waiting_cards == 10);
  CHECK(never.sites[0].cards == 10);
}

TEST_CASE("approvals: construction begins with the approval", "[levers][growth]") {
  // With two days of building the cards of day 2.5 are asked for at 0.5, where the use is that
  // since the start, 40 %, and then in the round of each day: 40 %, on day 4 60, on day 5 80.
  Scenario s = ten_cards();
  s.growth.capacity[0].law.at_s = 2.5 * kDay;
  s.growth.capacity[0].lead_s = 2 * kDay;
  s.growth.capacity[0].cost_cny_per_card = 100;
  s.levers.approvals[0].at_least = 0.7;
  const Results r = simulate(s);
  CHECK(r.levers[0].asks == 6);
  CHECK(r.levers[0].violations == 5);
  CHECK(r.card.installed_card_s == Approx((10 * 7 + 20 * 3) * kDay));
  CHECK(r.levers[0].held_card_s == Approx(10 * 4.5 * kDay));
  CHECK(r.years[0].construction_cny == Approx(1000));
  // In a run of 5.5 days a quarter of it is paid, and nothing opens.
  s.duration_s = 5.5 * kDay;
  const Results early = simulate(s);
  CHECK(early.years[0].construction_cny == Approx(250));
  CHECK(early.years[0].building_flops == Approx(10e12));
  CHECK(early.levers[0].waiting_cards == 0);
  CHECK(early.sites[0].cards == 10);
  // What was ordered by the start is built whatever the use.
  s.growth.capacity[0].lead_s = 2.5 * kDay;
  CHECK(simulate(s).levers[0].asks == 0);
  CHECK(simulate(s).sites[0].cards == 20);
}

TEST_CASE("approvals: sites are looked at together, or each by itself", "[levers][growth]") {
  // One site full, one empty: half is used of both.
  Scenario s = single_queue(10, "fcfs");
  s.duration_s = 4 * kDay;
  s.sites.push_back(small_site("spare", Side::west, 10));
  s.links.push_back({"wire", "here", "spare", false, 1e12, 0.010, 0});
  s.workloads = {one_job("a", "here", 0, 10, 20 * kDay)};
  s.growth.capacity.push_back(change(How::times, 1.5, 2 * kDay));
  s.levers.approvals = {use_of(0.5, 1)};
  Results r = simulate(s);
  CHECK(r.levers[0].asks == 1);
  CHECK(r.levers[0].met);
  CHECK(r.sites[0].cards == 15);
  CHECK(r.sites[1].cards == 15);

  s.levers.approvals[0].by = ApprovalLever::By::site;
  r = simulate(s);
  CHECK(r.levers[0].asks == 3);  // both on day 2, the empty one again on day 3
  CHECK(r.levers[0].violations == 2);
  CHECK(r.levers[0].found == 0);
  CHECK(r.levers[0].asked_cards == 10);
  CHECK(r.levers[0].put_off_cards == 5);
  CHECK(r.levers[0].waiting_cards == 5);
  CHECK(r.sites[0].cards == 15);
  CHECK(r.sites[1].cards == 10);

  // Clusters with one name are one; a lever about one side leaves the other alone.
  s.sites[0].cluster = s.sites[1].cluster = "twins";
  s.levers.approvals[0].by = ApprovalLever::By::cluster;
  CHECK(simulate(s).levers[0].met);
  s.levers.approvals[0].in = {Scope::Kind::side, "west"};
  r = simulate(s);
  CHECK(r.levers[0].asked_cards == 5);
  CHECK(r.sites[0].cards == 15);
  CHECK(r.sites[1].cards == 10);

  // Two levers: both must agree.
  s.levers.approvals[0].in = {};
  s.levers.approvals.push_back(use_of(0.9, 1));
  s.levers.approvals[1].id = "much";
  r = simulate(s);
  CHECK(r.levers[0].met);
  CHECK(r.levers[0].waiting_cards == 0);
  CHECK(r.levers[1].waiting_cards == 10);
  CHECK(r.sites[0].cards == 10);
}

TEST_CASE("approvals: what leaves is there to leave, and what closes is no longer asked for",
          "[levers][growth]") {
  // 10 cards and 10 held back from day 1. On day 2, 4 go: 6 and 10. On day 3 the plan is halved, 16
  // to 8: 3 and 5. On day 5 the site closes.
  Scenario s = single_queue(10, "fcfs");
  s.duration_s = 8 * kDay;
  s.workloads = {one_job("a", "here", 0, 1, 10)};
  s.growth.capacity = {change(How::more, 10, kDay), change(How::less, 4, 2 * kDay),
                       change(How::times, 0.5, 3 * kDay)};
  s.sites[0].closes_s = 5 * kDay;
  s.levers.approvals = {use_of(0.9, 1)};
  const Results r = simulate(s);
  CHECK(r.card.installed_card_s == Approx((10 * 2 + 6 * 1 + 3 * 2) * kDay));
  const LeverResult& use = r.levers[0];
  CHECK(use.asks == 5);  // on days 1 to 5, on the last before the site closes
  CHECK(use.held_card_s == Approx((10 * 2 + 5 * 2) * kDay));
  CHECK(use.dropped_cards == 10);
  CHECK(use.waiting_cards == 0);
  CHECK(r.sites[0].cards == 0);
}

TEST_CASE("approvals: a window begins with the full hour", "[levers][growth]") {
  // Asked at 1:30 for the hour before, that is since 0:00: 10 cards for half an hour of 1.5.
  Scenario s = single_queue(10, "fcfs");
  s.duration_s = 4 * 3600;
  s.workloads = {one_job("a", "here", 3600, 10, kDay)};
  s.growth.capacity.push_back(change(How::more, 10, 1.5 * 3600));
  s.levers.approvals = {use_of(0.3, 1 / 24.0)};
  Results r = simulate(s);
  CHECK(r.levers[0].met);
  CHECK(r.levers[0].found == Approx(5 / 15.0));
  // Not enough; in the round of 2:00, since 1:00, all of it.
  s.levers.approvals[0].at_least = 0.4;
  r = simulate(s);
  CHECK(r.levers[0].asks == 2);
  CHECK(r.card.installed_card_s == Approx((10 * 2 + 20 * 2) * 3600.0));
}

TEST_CASE("approvals: a lever that always agrees changes nothing", "[levers][growth]") {
  Scenario s = single_queue(200, "fcfs");
  s.duration_s = 40 * kDay;
  s.workloads = {poisson_jobs("p", "here", 0.02, Exponential{2000, 1e9})};
  s.workloads[0].accelerators = Choice{{{1, 0.7}, {8, 0.25}, {30, 0.05}}};
  s.sites.push_back(small_site("other", Side::west, 60, "here"));
  std::swap(s.sites[0], s.sites[1]);  // by id
  s.sites[0].opens_s = 3 * kDay;
  s.sites[0].closes_s = 35 * kDay;
  std::array<double, 12> months_c{};
  months_c.fill(20);
  s.sites[1].power.climate = Climate(months_c, 0);
  s.sites[1].power.cooling = Cooling{{.free_below_c = 10,
                                      .chillers_above_c = 15,
                                      .worst_above_c = 30,
                                      .at_chillers = 2,
                                      .at_worst = 3,
                                      .fixed_share = 0.4,
                                      .load = 0.5},
                                     0.1};
  s.placement.policy = "least-loaded";
  for (int d = 1; d < 40; ++d) {
    CapacityGrowth growth = change(d % 3 == 0 ? How::less : How::more, 9 + d % 5, d * kDay + 0.5);
    growth.lead_s = growth.law.how == How::more ? (d % 4) * kDay : 0;
    growth.cost_cny_per_card = 7;
    s.growth.capacity.push_back(growth);
  }
  const Results plain = simulate(s);
  s.levers.approvals = {use_of(0, 1), use_of(0, 1)};
  s.levers.approvals[1].by = ApprovalLever::By::site;
  Results asked = simulate(s);
  CHECK(asked.levers[0].met);
  CHECK(asked.levers[0].asks == 10);  // begun on days 0, 4, ... 36
  CHECK(asked.levers[0].held_card_s == 0);
  CHECK(asked.card.installed_card_s == plain.card.installed_card_s);
  CHECK(asked.hours_hash == plain.hours_hash);
  CHECK(asked.years[0].opened_cards == plain.years[0].opened_cards);
  CHECK(asked.years[0].construction_cny == Approx(plain.years[0].construction_cny));
  // With one that does not, the system balances, and no card comes but those ordered before.
  s.levers.approvals[0].at_least = 0.99;
  asked = simulate(s);
  CHECK(asked.levers[0].violations > 15);
  CHECK(asked.card.installed_card_s < plain.card.installed_card_s);
  CHECK(asked.levers[0].asked_cards >= asked.levers[0].put_off_cards);
}

}  // namespace suanwang
