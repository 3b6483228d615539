#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "sim/engine/simulate.hpp"
#include "tests/engine/recorder.hpp"
#include "tests/engine/small_scenario.hpp"

namespace suanwang {
namespace {

/// Regions `home` (East) and `away` (West), 10 ms apart one way, each with a site of ten cards that
/// stands on it: `home-site`, of no hub, and `away-site`, of the hub `hub`.
Scenario two_places(const std::string& policy) {
  Scenario s;
  s.name = "levers";
  s.duration_s = 86400;
  s.hubs.push_back({"hub", {"hub", "hub"}, Side::west});
  s.regions = {small_region("away", Side::west), small_region("home", Side::east)};
  s.regions[0].hub = "hub";
  s.sites = {small_site("away-site", Side::west, 10, "away"),
             small_site("home-site", Side::east, 10, "home")};
  s.sites[0].region = "away";
  s.sites[0].hub = "hub";
  s.sites[1].region = "home";
  s.links.push_back({"wire", "away", "home", false, 1e12, 0.010, 0});
  s.placement.policy = policy;
  return s;
}

/// Jobs of one card for an hour from `home`, the n-th at n minutes.
Workload minute_jobs(const std::string& id, int jobs) {
  Workload w = one_job(id, "home", 0, 1, 3600);
  std::vector<double> times;
  for (int i = 0; i < jobs; ++i) times.push_back(60.0 * i);
  w.arrivals = ListedArrivals{times};
  return w;
}

const LeverResult& lever(const Results& results, const std::string& id) {
  for (const LeverResult& l : results.levers) {
    if (l.id == id) return l;
  }
  throw std::out_of_range(id);
}

std::string sites_of(const Recorder& jobs) {
  std::map<double, std::string> by_time;
  for (const auto& row : jobs.rows) by_time[row.record.submitted_s] = row.site;
  std::string text;
  for (const auto& [at, site] : by_time) text += site.empty() ? '-' : site[0];
  return text;
}

}  // namespace

TEST_CASE("levers: data that stay in their region keep the job there, whatever the policy",
          "[levers]") {
  Scenario s = two_places("west-first");
  s.workloads = {minute_jobs("free", 4), minute_jobs("health", 4)};
  CHECK(simulate(s).levers.empty());

  s.levers.residency.push_back({"stay", {}, {"health"}, ResidencyLever::Within::region, true});
  Recorder jobs;
  Results r = simulate(s, {.jobs = &jobs});
  for (const auto& row : jobs.rows)
    CHECK(row.site == (row.workload == "health" ? "home-site" : "away-site"));
  CHECK(lever(r, "stay").met);
  CHECK(lever(r, "stay").found == 1);
  CHECK(lever(r, "stay").violations == 0);
  CHECK(lever(r, "stay").all_inside == Approx(0.5));  // 4 of 8 card-hours

  // Only counted: all four leave, and it would take their four card-hours.
  s.levers.residency[0].requires_it = false;
  r = simulate(s);
  CHECK_FALSE(lever(r, "stay").met);
  CHECK(lever(r, "stay").found == 0);
  CHECK(lever(r, "stay").violations == 4);
  CHECK(lever(r, "stay").takes == Approx(4 * 3600));
}

TEST_CASE("levers: within the hub and within the side are wider than within the region",
          "[levers]") {
  Scenario s = two_places("west-first");
  s.workloads = {minute_jobs("health", 2)};
  s.levers.residency.push_back({"stay", {}, {"health"}, ResidencyLever::Within::side, true});
  CHECK(lever(simulate(s), "stay").met);
  Recorder jobs;
  simulate(s, {.jobs = &jobs});
  CHECK(sites_of(jobs) == "hh");
  // Home joins the hub of the away site: inside the hub both will do.
  s.levers.residency[0].within = ResidencyLever::Within::hub;
  s.regions[1].hub = "hub";
  jobs.rows.clear();
  simulate(s, {.jobs = &jobs});
  CHECK(sites_of(jobs) == "aa");
}

TEST_CASE("levers: a job that no site may take is rejected with the levers as its reason",
          "[levers]") {
  Scenario s = two_places("nearest");
  s.sites.pop_back();  // nothing at home
  s.workloads = {minute_jobs("health", 3)};
  s.levers.residency.push_back({"stay", {}, {"health"}, ResidencyLever::Within::region, true});
  const Results r = simulate(s);
  CHECK(r.ledger.rejected == 3);
  CHECK(r.classes[0].first_rejection ==
        "levers (residency, registry) leave home no site within its reach");
  CHECK(lever(r, "stay").turned_away == 3);
  CHECK(lever(r, "stay").violations == 3);
  CHECK(lever(r, "stay").takes == Approx(3 * 3600));
  CHECK_FALSE(lever(r, "stay").met);
}

TEST_CASE("levers: a quota of work steers jobs until its share is met", "[levers]") {
  Scenario s = two_places("nearest");
  s.workloads = {minute_jobs("job", 10)};
  s.levers.quotas.push_back({"hubs", {}, {Scope::Kind::hub, "any"}, QuotaLever::Of::work, 0.6});
  Recorder jobs;
  Results r = simulate(s, {.jobs = &jobs});
  CHECK(sites_of(jobs) == "hhhhhhhhhh");
  CHECK(lever(r, "hubs").found == 0);
  CHECK(lever(r, "hubs").violations == 10);
  CHECK(lever(r, "hubs").takes == Approx(6 * 3600));
  CHECK(lever(r, "hubs").moved == 0);

  // In the hub / all would be, with the job elsewhere: 0/1, 1/2, 2/3 enough, 2/4, 3/5 enough, 3/6,
  // 4/7, 5/8 enough, 5/9, 6/10 enough.
  s.levers.quotas[0].steers = true;
  jobs.rows.clear();
  r = simulate(s, {.jobs = &jobs});
  CHECK(sites_of(jobs) == "aahahaahah");
  CHECK(lever(r, "hubs").found == Approx(0.6));
  CHECK(lever(r, "hubs").met);
  CHECK(lever(r, "hubs").violations == 0);
  CHECK(lever(r, "hubs").moved == 6);
  CHECK(lever(r, "hubs").takes == 0);

  // Who cannot go there is not steered, and the rule is broken as often.
  s.workloads[0].latency_bound_s = 0.005;
  r = simulate(s);
  CHECK(lever(r, "hubs").moved == 0);
  CHECK(lever(r, "hubs").violations == 10);
}

TEST_CASE("levers: a quota of capacity tells how much to build", "[levers]") {
  Scenario s = two_places("nearest");
  s.workloads = {minute_jobs("job", 1)};
  s.levers.quotas.push_back({"hubs", {}, {Scope::Kind::hub, "hub"}, QuotaLever::Of::capacity, 0.6});
  // 10 of 20 TFLOPS; with 5 more it is 15 of 25.
  const LeverResult l = lever(simulate(s), "hubs");
  CHECK(l.found == Approx(0.5));
  CHECK_FALSE(l.met);
  CHECK(l.violations == 1);
  CHECK(l.takes == Approx(5e12));

  // Of what opens in the window, 2 of 8 cards are in the hub; with 7 more it is 9 of 15.
  s.levers.quotas[0].of = QuotaLever::Of::new_capacity;
  s.sites[0].pools.push_back(s.sites[0].pools[0]);
  s.sites[0].pools[1].id = "pool-2";
  s.sites[0].pools[1].count = s.sites[0].pools[1].powered = 2;
  s.sites[0].pools[1].opens_s = 3600;
  s.sites[1].pools.push_back(s.sites[0].pools[1]);
  s.sites[1].pools[1].count = s.sites[1].pools[1].powered = 6;
  const LeverResult opened = lever(simulate(s), "hubs");
  CHECK(opened.found == Approx(0.25));
  CHECK(opened.takes == Approx(7e12));
}

TEST_CASE("levers: green floor and PUE ceiling are judged by the energy of the window",
          "[levers]") {
  Scenario s = two_places("nearest");
  s.workloads = {minute_jobs("job", 1)};
  s.sites[0].power.pue_by_month.fill(1.5);
  s.sites[1].power.pue_by_month.fill(1.2);
  s.sites[0].power.green_share = 0.9;
  s.sites[1].power.green_share = 0.5;
  s.levers.green.push_back({"green", {}, {}, 0.8, 0, {}});
  s.levers.pue.push_back({"pue", {}, {}, 1.25, 0.1});
  const Results r = simulate(s);
  // Idle cards draw 10 x 100 W x 24 h = 24 kWh at each site, one job 400 W x 1 h = 0.4 kWh more at
  // home: 36 kWh away, 90 % green, and 29.28 kWh at home, half of it green.
  const double all = 36 + 29.28;
  const double green = 0.9 * 36 + 0.5 * 29.28;
  CHECK(r.energy.kwh == Approx(all));
  CHECK(lever(r, "green").found == Approx(green / all));
  CHECK(lever(r, "green").takes == Approx(0.8 * all - green));
  CHECK(lever(r, "green").sites == std::vector<std::string>{"home-site"});
  CHECK_FALSE(lever(r, "green").met);
  CHECK(lever(r, "pue").found == Approx(1.5));
  CHECK(lever(r, "pue").sites == std::vector<std::string>{"away-site"});
  CHECK(lever(r, "pue").takes == Approx(36 - 1.25 * 24));
  CHECK(lever(r, "pue").surcharge_cny == Approx(3.6));
}

TEST_CASE("levers: the treasury pays what it takes off the price of power", "[levers]") {
  Scenario s = two_places("cheapest");
  s.workloads = {minute_jobs("job", 2)};
  s.sites[0].power.price_cny_per_kwh = 0.5;
  s.sites[1].power.price_cny_per_kwh = 0.4;
  Recorder jobs;
  simulate(s, {.jobs = &jobs});
  CHECK(sites_of(jobs) == "hh");
  // Away: 0.5 x 0.8 x 0.9 - 0.06 = 0.3 CNY/kWh, now the cheaper. It draws 24 kWh idle and 0.8 kWh
  // for two jobs. The first discount takes 0.1, the second 0.04 of each.
  const Scope west{Scope::Kind::side, "west"};
  s.levers.power_price = {
      {"a", {}, west, 0.2, 0}, {"b", {}, west, 0.1, 0}, {"c", {}, west, 0, 0.06}};
  jobs.rows.clear();
  const Results r = simulate(s, {.jobs = &jobs});
  CHECK(sites_of(jobs) == "aa");
  CHECK(r.sites[0].energy.energy_cny == Approx(24.8 * 0.3));
  CHECK(r.sites[1].energy.energy_cny == Approx(24 * 0.4));
  CHECK(lever(r, "a").subsidy_cny == Approx(24.8 * 0.1));
  CHECK(lever(r, "b").subsidy_cny == Approx(24.8 * 0.04));
  CHECK(lever(r, "c").subsidy_cny == Approx(24.8 * 0.06));
  CHECK(lever(r, "a").found == Approx(0.3));
}

TEST_CASE("levers: the jobs of the site's own region start first, and stop nobody", "[levers]") {
  Scenario s = two_places("nearest");
  s.sites.pop_back();  // all go to the one site in `away`
  s.sites[0].pools[0].count = s.sites[0].pools[0].powered = 1;
  s.workloads = {one_job("first", "home", 0, 1, 100), one_job("second", "home", 1, 1, 100),
                 one_job("third", "home", 2, 1, 100), one_job("own", "away", 3, 1, 100),
                 one_job("own2", "away", 4, 1, 100)};
  for (const char* queue : {"fcfs", "easy", "easy-sjbf", "conservative", "priority"}) {
    CAPTURE(queue);
    s.sites[0].queue = queue;
    s.levers.local_priority.clear();
    Recorder plain;
    simulate(s, {.jobs = &plain});
    CHECK(plain.of("own").record.started_s == Approx(300).margin(0.1));

    s.levers.local_priority.push_back({"own", {}, {Scope::Kind::region, "away"}});
    Recorder jobs;
    const Results r = simulate(s, {.jobs = &jobs});
    CHECK(jobs.of("first").record.started_s == Approx(0).margin(0.1));
    CHECK(jobs.of("own").record.started_s == Approx(100).margin(0.1));
    CHECK(jobs.of("own2").record.started_s == Approx(200).margin(0.1));
    CHECK(jobs.of("second").record.started_s == Approx(300).margin(0.1));
    CHECK(jobs.of("third").record.started_s == Approx(400).margin(0.1));
    // Own jobs waited 97 and 196 s, those of others 0, 299 and 398 s.
    const LeverResult& l = lever(r, "own");
    CHECK(l.own_jobs == 2);
    CHECK(l.other_jobs == 3);
    CHECK(l.found == Approx((97 + 196) / 2.0).margin(0.1));
    CHECK(l.others_wait_s == Approx((299 + 398) / 3.0).margin(0.1));
    CHECK(l.violations == 2);
    CHECK(l.takes == Approx(293).margin(0.2));
  }
}

TEST_CASE("levers: a registry that reports now and then sends all to the same place meanwhile",
          "[levers]") {
  Scenario s = two_places("least-loaded");
  // The users are at neither site, both of which have two cards.
  s.regions.push_back(small_region("users", Side::east));
  s.links.push_back({"wire-2", "home", "users", false, 1e12, 0.010, 0});
  for (Site& site : s.sites) site.pools[0].count = site.pools[0].powered = 2;
  s.workloads = {minute_jobs("job", 6)};
  s.workloads[0].from = {{"users", 1}};
  Recorder exact;
  simulate(s, {.jobs = &exact});
  CHECK(sites_of(exact) == "ahahah");

  // Reports at 0 s, 150 s and 300 s; jobs at 0, 60, 120 | 180, 240, 300, the last after its report.
  // Both are empty, so the first goes to the first; then two jobs more each are said to be there
  // too late: loads are 3 : 0, then 3 : 2.
  s.levers.registry.interval_s = 150;
  Recorder jobs;
  const Results r = simulate(s, {.jobs = &jobs});
  CHECK(sites_of(jobs) == "aaahhh");
  const LeverResult& l = lever(r, "registry");
  CHECK(l.moved == 6);
  // The third job found two in the way of two cards that were said to be free. The sixth knew.
  CHECK(l.violations == 1);
  CHECK(r.ledger.balances());
}

TEST_CASE("levers: what is not registered serves its own region only", "[levers]") {
  Scenario s = two_places("west-first");
  s.workloads = {minute_jobs("job", 3), minute_jobs("late", 3)};
  s.workloads[1].arrivals = ListedArrivals{{40000, 40060, 40120}};
  s.levers.registry.registered = {{0, 0.0}, {36000, 1.0}};
  Recorder jobs;
  const Results r = simulate(s, {.jobs = &jobs});
  CHECK(sites_of(jobs) == "hhhaaa");
  CHECK(lever(r, "registry").asked == 1);
  CHECK(lever(r, "registry").found == 1);
  s.levers.registry.registered = {{0, 0.5}};
  // One whole site of two makes up half of the capacity, the same one in every run.
  CHECK(lever(simulate(s), "registry").found == Approx(0.5));
}

TEST_CASE("levers: errors of the registry change choices, never the demand", "[levers]") {
  Scenario s = two_places("least-loaded");
  s.workloads = {poisson_jobs("job", "home", 1.0 / 600, Exponential{3600})};
  const Results exact = simulate(s);
  s.levers.registry = {{}, 900, 0.3};
  const Results r = simulate(s);
  CHECK(r.ledger.submitted == exact.ledger.submitted);
  CHECK(r.ledger.balances());
  CHECK(simulate(s).wait_s.mean == r.wait_s.mean);
}

TEST_CASE("levers: a circle tells how much lies inside, and how much could", "[levers]") {
  Scenario s = two_places("west-first");
  s.workloads = {minute_jobs("job", 4)};
  s.workloads.push_back(one_job("own", "away", 0, 1, 3600));
  s.levers.circles.push_back({"near", {}, 0.005, {"job"}, false});
  s.levers.circles.push_back({"far", {}, 0.020, {}, true});
  s.sites[1].access_latency_s = 0.011;  // home has no site inside 5 ms one way
  const Results r = simulate(s);
  // All five card-hours run away: that of `own` at 0 ms, the four others 10 ms off.
  CHECK(lever(r, "near").all_inside == Approx(0.2));
  CHECK(lever(r, "near").in_reach == Approx(0.2));
  CHECK(lever(r, "near").found == 0);
  CHECK(lever(r, "near").violations == 4);
  CHECK(lever(r, "near").takes == Approx(4 * 3600));
  CHECK(lever(r, "far").met);
  CHECK(lever(r, "far").found == 1);
  CHECK(lever(r, "far").in_reach == 1);
}

TEST_CASE("levers: services keep to residency and count in circles", "[levers]") {
  Scenario s = two_places("west-first");
  s.workloads.clear();
  Service chat;
  chat.id = "chat";
  chat.name = {"chat", "chat"};
  chat.from = {{"home", 1}};
  chat.cards = 8;
  chat.day.fill(1);
  s.services.push_back(chat);
  s.levers.circles.push_back({"near", {}, 0.005, {"chat"}, false});
  CHECK(lever(simulate(s), "near").found == 0);
  CHECK(lever(simulate(s), "near").takes == Approx(8.0 * 86400));
  s.levers.residency.push_back({"stay", {}, {"chat"}, ResidencyLever::Within::region, true});
  const Results r = simulate(s);
  CHECK(r.services[0].west_card_s == 0);
  CHECK(lever(r, "near").found == 1);
  CHECK(lever(r, "stay").met);
}

}  // namespace suanwang
