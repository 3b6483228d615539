// Everything that can befall cards at once, at random: what must hold whatever happens.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <tuple>

#include "models/queue/disciplines.hpp"
#include "sim/scenario/load.hpp"
#include "tests/engine/interrupted.hpp"

namespace suanwang {
namespace {

constexpr double kHour_s = 3600;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  double uniform(double low, double high) {
    return low + (high - low) * static_cast<double>(random_() >> 11) * 0x1.0p-53;
  }
  std::int64_t whole(std::int64_t low, std::int64_t high) {
    return static_cast<std::int64_t>(
        std::floor(uniform(static_cast<double>(low), static_cast<double>(high) + 1)));
  }
  bool chance(double share) { return uniform(0, 1) < share; }

 private:
  std::mt19937_64 random_;
};

const char* const kSites[] = {"east-site", "north-site", "west-site"};

SiteEvent random_event(Dice& dice, bool caps) {
  SiteEvent event;
  event.at_s = dice.uniform(0, 40 * kHour_s);
  event.site = kSites[dice.whole(0, 2)];
  event.lasts_s = dice.uniform(60, 5 * kHour_s);
  event.draws_idle = dice.chance(0.5);
  if (dice.chance(0.3)) {
    // Up for longer than any run takes, so that all can be done.
    event.every_s = event.lasts_s + dice.uniform(2 * kHour_s, 10 * kHour_s);
  }
  const double kind = dice.uniform(0, 1);
  if (kind < 0.25 && caps) {
    event.what = SiteEvent::What::power_cap;
    event.draws_idle = false;
    event.cap_w = dice.uniform(3000, 30'000);
    return event;
  }
  if (dice.chance(0.7)) event.pool = dice.chance(0.5) ? "pool" : "small";
  if (kind < 0.5) {
    event.what = SiteEvent::What::drain;
    event.draws_idle = false;
  } else if (!event.pool.empty() && dice.chance(0.7)) {
    event.cards = dice.whole(1, event.pool == "pool" ? 40 : 10);
  }
  return event;
}

/// Three sites of two pools, four classes, two services, with failures and events of every kind.
Scenario troubled(std::uint64_t seed, bool caps = true) {
  Dice dice(seed);
  Scenario s;
  s.name = "troubled";
  s.seed = seed;
  for (const char* id : {"east", "north", "west"})
    s.regions.push_back(small_region(id, *id == 'w' ? Side::west : Side::east));
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string region = s.regions[i].id;
    Site site = small_site(kSites[i], s.regions[i].side, 40, region);
    site.region = region;
    site.queue = i == 1 ? "fcfs" : "easy";
    site.pools.push_back(site.pools[0]);
    site.pools[1].id = "small";
    site.pools[1].count = site.pools[1].powered = 10;
    for (Pool& pool : site.pools) pool.node_cards = 4;
    site.power.over_cap = i == 2 ? OverCap::preempt : OverCap::slow;
    site.power.price_cny_per_kwh = 0.5;
    s.sites.push_back(std::move(site));
  }
  s.links.push_back({"e-n", "east", "north", false, 20e9, 0.005, 0.01});
  s.links.push_back({"e-w", "east", "west", false, 20e9, 0.010, 0.02});

  const char* const ids[] = {"firm", "gives-up", "killed", "saves"};
  for (std::size_t c = 0; c < 4; ++c) {
    Workload w =
        poisson_jobs(ids[c], "east", 0.004, Constant{600.0 + 900 * static_cast<double>(c)});
    w.from = {{"east", 2.0}, {"north", 1.0}, {"west", 1.0}};
    w.accelerators = Choice{{{1, 0.5}, {4, 0.3}, {9, 0.2}}};
    w.output_bytes = Constant{1e9};
    if (c == 1) w.max_failures = 2;
    if (c == 2) w.overrun = Overrun::kill, w.requested_s = 2399;
    if (c >= 2) w.preemptible = true;
    if (c == 3) w.checkpoints = Checkpoints{400, 10, 30, 1.2};
    s.workloads.push_back(std::move(w));
  }
  for (const char* id : {"chat", "search"}) {
    Service service;
    service.id = id;
    service.from = {{"east", 1.0}, {"west", 1.0}};
    service.cards = 20;
    for (std::size_t h = 0; h < 24; ++h) service.day[h] = 0.3 + 0.7 * dice.uniform(0, 1);
    s.services.push_back(service);
  }
  for (int i = 0; i < 12; ++i) s.site_events.push_back(random_event(dice, caps));
  std::sort(s.site_events.begin(), s.site_events.end());
  s.site_failures = {{SiteFailureLaw::Each::site, "", "", 40 * kHour_s, kHour_s, true},
                     {SiteFailureLaw::Each::pool, "east-site", "", 20 * kHour_s, kHour_s, true},
                     {SiteFailureLaw::Each::node, "", "", 60 * kHour_s, 3 * kHour_s, true}};
  s.placement.policy = "least-loaded";
  s.duration_s = 48 * kHour_s;
  return s;
}

/// The same with nothing that goes on for ever: some hundred listed jobs, until all are done.
Scenario troubled_to_the_end(std::uint64_t seed, bool caps = true) {
  Scenario s = troubled(seed, caps);
  Dice dice(seed + 1000);
  s.services.clear();
  s.duration_s.reset();
  for (Workload& w : s.workloads) {
    ListedArrivals arrivals;
    for (int i = 0; i < 80; ++i) arrivals.times_s.push_back(dice.uniform(0, 30 * kHour_s));
    std::sort(arrivals.times_s.begin(), arrivals.times_s.end());
    w.arrivals = arrivals;
  }
  return s;
}

constexpr std::uint64_t kSeeds = 40;

}  // namespace

TEST_CASE("whatever befalls cards: they are busy, idle or down, and the ledger balances",
          "[interruptions]") {
  double failures = 0, preemptions = 0, down_card_s = 0, caps = 0, drains = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    for (const Initial initial : {Initial::empty, Initial::steady}) {
      CAPTURE(seed, initial == Initial::steady);
      Scenario s = troubled(seed);
      s.initial = initial;
      s.warmup_s = 4321;
      const Told told = run(s);
      const Results& r = told.results;
      CHECK(r.ledger.balances());
      CHECK(r.ledger.submitted == told.jobs.rows.size());
      for (const SiteResult& site : r.sites) {
        CHECK(site.card.installed_card_s == Approx(50 * (r.to_s - r.from_s)));
        CHECK(site.card.idle_card_s() >= -1e-6 * site.card.installed_card_s);
        CHECK(site.card.down_card_s >= 0);
      }
      for (std::size_t h = 0; h < 48; ++h) {
        for (std::size_t i = 0; i < 3; ++i) {
          const SiteHour& hour = r.hours[h * 3 + i];
          CHECK(hour.batch_card_s >= 0);
          CHECK(hour.service_card_s >= 0);
          CHECK(hour.batch_card_s + hour.service_card_s + hour.down_card_s <=
                50 * kHour_s * (1 + 1e-12));
        }
      }
      for (const auto& row : told.jobs.rows) {
        const JobRecord& job = row.record;
        if (job.state == JobState::rejected) continue;
        CAPTURE(job.job, row.workload);
        const bool initial_one = job.submitted_s < 0 || job.started_s < 0;
        if (!initial_one && !std::isnan(job.started_s)) CHECK(job.started_s >= job.queued_s);
        if (!std::isnan(job.ended_s)) CHECK(job.ended_s >= job.started_s);
        if (job.state == JobState::completed) {
          const double least = row.workload == "firm" ? 600 : row.workload == "gives-up" ? 1500 : 0;
          CHECK(job.ended_s - job.started_s >= least - 1e-6);
        }
        if (row.workload == "gives-up") CHECK(job.failures <= 2);
        if (row.workload == "firm" || row.workload == "gives-up") CHECK(job.preemptions == 0);
      }
      // The classes' card-seconds are those of the sites.
      double classes = 0, waste = 0;
      for (const ClassResult& c : r.classes) classes += c.card_s, waste += c.waste.card_s();
      CHECK(classes == Approx(r.card.batch_card_s).epsilon(1e-9));
      CHECK(waste == Approx(r.waste.card_s()).epsilon(1e-9));
      failures += r.waste.failures;
      preemptions += r.waste.preemptions;
      down_card_s += r.card.down_card_s;
      for (const Outage& outage : r.outages) {
        caps += outage.kind == Outage::Kind::power_cap;
        drains += outage.kind == Outage::Kind::drain;
        CHECK(outage.to_s > outage.from_s);
      }
    }
  }
  // That something happened at all.
  CHECK(failures > 100);
  CHECK(preemptions > 100);
  CHECK(down_card_s > 1e6);
  CHECK(caps > 10);
  CHECK(drains > 10);
}

TEST_CASE("whatever befalls cards: what jobs drew is what the sites drew for them",
          "[interruptions]") {
  // Cards that are down draw idle power here, so a site draws 100 W a card all the time and 400 W
  // more for each at full speed: what jobs and services did beyond idling follows from the energy.
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    Scenario s = troubled_to_the_end(seed);
    for (SiteEvent& event : s.site_events) event.draws_idle = event.what == SiteEvent::What::down;
    const Told told = run(s);
    const Results& r = told.results;
    double jobs_j = 0;
    for (const auto& row : told.jobs.rows) jobs_j += row.record.energy_kwh * 3.6e6;
    const double rise_j = r.energy.it_kwh * 3.6e6 - 100 * r.card.installed_card_s;
    CHECK(jobs_j == Approx(100 * r.card.batch_card_s + rise_j).epsilon(1e-9));
    CHECK(r.ledger.running == 0);
  }
}

TEST_CASE("whatever befalls cards: all that ran was of use, or is accounted for as waste",
          "[interruptions]") {
  double completed = 0;
  WasteAccount waste;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    const Scenario s = troubled_to_the_end(seed, false);
    const Told told = run(s);
    const Results& r = told.results;
    double useful_card_s = 0, served = 0;
    for (const auto& row : told.jobs.rows) {
      if (row.record.state != JobState::completed) continue;
      ++completed;
      for (std::size_t c = 0; c < s.workloads.size(); ++c) {
        if (s.workloads[c].id != row.workload) continue;
        useful_card_s += static_cast<double>(row.record.accelerators) *
                         std::get<Constant>(s.workloads[c].runtime_s).value;
      }
    }
    CHECK(r.card.batch_card_s == Approx(useful_card_s + r.waste.card_s()).epsilon(1e-9));
    for (const RegionResult& region : r.regions) served += region.served_card_s;
    CHECK(served == Approx(useful_card_s).epsilon(1e-9));
    waste += r.waste;
    // Jobs of 2400 s that ask for 2399 are killed, or given up with the rest.
    for (const auto& row : told.jobs.rows) {
      if (row.workload == "killed") CHECK(row.record.state == JobState::failed);
    }
    CHECK(r.ledger.running + r.ledger.moving + r.ledger.queued == 0);
  }
  CHECK(completed > 1000);
  CHECK(waste.lost_card_s > 0);
  CHECK(waste.checkpoint_card_s > 0);
  CHECK(waste.restart_card_s > 0);
}

TEST_CASE("whatever befalls cards: the same jobs come, with failures and without",
          "[interruptions]") {
  const auto jobs_of = [](const Scenario& s) {
    std::map<std::tuple<double, std::string, std::string>, std::int64_t> jobs;
    for (const auto& row : run(s).jobs.rows)
      jobs[{row.record.submitted_s, row.workload, row.region}] = row.record.accelerators;
    return jobs;
  };
  Scenario s = troubled(3);
  const auto jobs = jobs_of(s);
  CHECK(jobs.size() > 2000);
  s.site_failures.pop_back();
  CHECK(jobs_of(s) == jobs);
  s.site_failures.clear();
  s.site_events.clear();
  CHECK(jobs_of(s) == jobs);
  for (Workload& w : s.workloads) w.preemptible = false, w.checkpoints.reset();
  CHECK(jobs_of(s) == jobs);
}

TEST_CASE("whatever befalls cards: where the meters are read moves no job", "[interruptions]") {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    Scenario s = troubled(seed);
    const Told whole = run(s);
    s.warmup_s = 12345.6;
    const Told later = run(s);
    REQUIRE(whole.jobs.rows.size() == later.jobs.rows.size());
    for (std::size_t i = 0; i < whole.jobs.rows.size(); ++i) {
      const JobRecord& a = whole.jobs.rows[i].record;
      const JobRecord& b = later.jobs.rows[i].record;
      CAPTURE(seed, a.job);
      CHECK(a.job == b.job);
      CHECK(a.state == b.state);
      CHECK(a.failures == b.failures);
      CHECK(a.preemptions == b.preemptions);
      // The clock of a slowed pool is summed up in other pieces, so ends may differ in the last
      // bits.
      if (!std::isnan(a.ended_s)) CHECK(a.ended_s == Approx(b.ended_s).epsilon(1e-12));
    }
    // What falls into the window falls into the hours that make it up.
    double down = 0, energy = 0;
    for (const SiteHour& hour : whole.results.hours)
      down += hour.down_card_s, energy += hour.energy.kwh;
    CHECK(down == Approx(whole.results.card.down_card_s).epsilon(1e-12));
    CHECK(energy == Approx(whole.results.energy.kwh).epsilon(1e-12));
  }
}

TEST_CASE("whatever befalls cards: outages come at the same times under every policy",
          "[interruptions]") {
  const auto outages_of = [](const Scenario& s) {
    std::vector<std::tuple<std::string, double, double>> found;
    for (const Outage& outage : run(s).results.outages)
      found.emplace_back(outage.part, outage.from_s, outage.to_s);
    return found;
  };
  Scenario s = troubled(5);
  const auto outages = outages_of(s);
  CHECK(outages.size() > 20);
  s.placement.policy = "nearest";
  CHECK(outages_of(s) == outages);
  // One more site shifts none of the others'.
  Site more = small_site("zz-site", Side::west, 50, "west");
  s.sites.push_back(more);
  auto with_more = outages_of(s);
  with_more.erase(std::remove_if(with_more.begin(), with_more.end(),
                                 [](const auto& o) { return std::get<0>(o).starts_with("zz"); }),
                  with_more.end());
  CHECK(with_more == outages);
}

TEST_CASE("jobs found running that are stopped have places of their own in the queue",
          "[interruptions]") {
  // A steady start, then three quarters of the cards fail at once: many come back to the queue.
  const std::string text =
      "suanwang: 1\nduration: 2 d\nwarmup: 3 h\ninitial: steady\n"
      "regions: [{id: sh, side: east, lon: 100, lat: 30}]\n"
      "sites: [{id: s0, side: east, at: sh, pools: [{id: p0, count: 64, accelerator:\n"
      "    {peak: 100 TFLOPS, idle: 100 W, busy: 500 W}}]}]\n"
      "events: [{at: 1 h, site: s0, pool: p0, cards: 48, down: 1 min}]\n"
      "workloads: [{id: w, from: {sh: 1}, arrivals: {poisson: 20 per h}, preemptible:\n"
      "    {checkpoint: 1 min, cost: 30 s, restart: 1 min}, accelerators: {choice: {1: 1, 8: 1}},\n"
      "    runtime: {lognormal: {median: 1 h, sigma: 1.5}}}]\n";
  for (const std::string_view queue : discipline_names()) {
    for (int seed = 1; seed <= 12; ++seed) {
      CAPTURE(queue, seed);
      const Loaded loaded = load_scenario_text(
          text, "t", {{"sites.s0.queue", std::string(queue)}, {"seed", std::to_string(seed)}},
          {SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"});
      REQUIRE(loaded.scenario);
      const Results results = simulate(*loaded.scenario);
      CHECK(results.ledger.balances());
      CHECK(results.waste.checkpoint_card_s <= results.card.batch_card_s);
    }
  }
}

}  // namespace suanwang
