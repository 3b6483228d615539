#include <catch2/catch.hpp>
#include <cmath>

#include "sim/engine/simulate.hpp"
#include "tests/engine/recorder.hpp"
#include "tests/engine/small_scenario.hpp"

namespace suanwang {
namespace {

// Three regions, three sites on a triangle, two random classes and a service; busy enough to queue.
Scenario triangle() {
  Scenario s;
  s.name = "triangle";
  s.seed = 3;
  for (const char* id : {"a", "b", "c"})
    s.regions.push_back(small_region(id, *id == 'c' ? Side::west : Side::east));
  for (const char* id : {"a", "b", "c"}) {
    Site site = small_site(std::string(id) + "-site", *id == 'c' ? Side::west : Side::east,
                           *id == 'c' ? 300 : 60, id);
    site.region = id;
    site.queue = "easy";
    site.storage_bytes = 1e13;
    site.power.price_cny_per_kwh = 0.5;
    site.power.carbon_kg_per_kwh = 0.6;
    for (auto& month : site.power.tariff_multiplier) month[8] = 2;
    s.sites.push_back(site);
  }
  s.links.push_back({"a-b", "a", "b", false, 20e9, 0.005, 0.01});
  s.links.push_back({"a-c", "a", "c", false, 20e9, 0.010, 0.02});
  s.links.push_back({"b-c", "b", "c", false, 20e9, 0.012, 0.02});
  s.routing.transfer_rate_bps = 10e9;

  Workload small = poisson_jobs("small", "a", 0.05, Lognormal{300, 1.5, 50000});
  small.from = {{"a", 2.0}, {"b", 1.0}, {"c", 0.5}};
  small.accelerators = Choice{{{1, 0.7}, {4, 0.2}, {8, 0.1}}};
  small.input = InputData{Lognormal{10e9, 1, 1e12}, 50, 0.8, 1};
  small.output_bytes = Exponential{1e9};
  Workload wide = poisson_jobs("wide", "b", 0.002, Exponential{3000});
  wide.from = {{"a", 1.0}, {"b", 1.0}};
  wide.accelerators = Choice{{{16, 0.5}, {48, 0.5}}};
  wide.input.size_bytes = Constant{100e9};
  wide.slack_s = 3600;
  s.workloads = {small, wide};
  Service service;
  service.id = "chat";
  service.from = {{"a", 1.0}, {"b", 1.0}};
  service.cards = 30;
  for (std::size_t h = 0; h < 24; ++h) service.day[h] = h < 8 ? 0.4 : 1;
  service.latency_bound_s = 0.012;
  s.services.push_back(service);
  s.placement.policy = "least-loaded";
  s.duration_s = 40 * 3600.0;
  return s;
}

}  // namespace

TEST_CASE("the parts sum to the whole, by site, class, region and hour", "[engine]") {
  for (const Initial initial : {Initial::empty, Initial::steady}) {
    Scenario s = triangle();
    s.initial = initial;
    s.warmup_s = 5000;  // not a whole hour
    Recorder recorder;
    RunOptions options;
    options.jobs = &recorder;
    const Results r = simulate(s, options);
    CHECK(r.ledger.balances());
    CHECK(r.ledger.submitted == recorder.rows.size());
    CHECK((r.ledger.initial > 0) == (initial == Initial::steady));

    double batch = 0, waiting = 0;
    for (const SiteResult& site : r.sites)
      batch += site.card.batch_card_s, waiting += site.waiting_card_s;
    double classes = 0;
    for (const ClassResult& c : r.classes) classes += c.card_s;
    double services = 0;
    for (const ServiceResult& c : r.services) services += c.served_card_s;
    double regions = 0;
    for (const RegionResult& region : r.regions) regions += region.served_card_s;
    CHECK(classes == Approx(batch).epsilon(1e-9));
    CHECK(classes + services == Approx(regions).epsilon(1e-9));
    CHECK(services <= r.card.service_card_s * (1 + 1e-12));  // cards are held whole
    CHECK(waiting > 0);

    // jobs.csv alone gives the same card-seconds and bytes.
    double from_jobs = 0;
    for (const auto& row : recorder.rows) {
      if (std::isnan(row.record.started_s)) continue;
      const double end = std::isnan(row.record.ended_s) ? r.to_s : row.record.ended_s;
      from_jobs += static_cast<double>(row.record.accelerators) *
                   std::max(0.0, end - std::max(row.record.started_s, r.from_s));
    }
    CHECK(from_jobs == Approx(batch).epsilon(1e-9));

    double link_cost = 0;
    for (const LinkResult& link : r.links) {
      link_cost += link.carriage_cny;
      CHECK(link.forward_use <= 1 + 1e-9);
      CHECK(link.peak_hour_use <= 1 + 1e-9);
    }
    CHECK(link_cost == Approx(r.carriage_cny));
  }
}

TEST_CASE("two windows side by side sum to one over both", "[engine]") {
  Scenario s = triangle();
  s.initial = Initial::steady;
  const Results whole = simulate(s);
  s.warmup_s = 17.3 * 3600;
  const Results second = simulate(s);
  s.duration_s = s.warmup_s;
  s.warmup_s = 0;
  const Results first = simulate(s);
  CHECK(first.energy.energy_cny + second.energy.energy_cny ==
        Approx(whole.energy.energy_cny).epsilon(1e-12));
  CHECK(first.card.batch_card_s + second.card.batch_card_s ==
        Approx(whole.card.batch_card_s).epsilon(1e-12));
  CHECK(first.cross_region_bytes + second.cross_region_bytes ==
        Approx(whole.cross_region_bytes).epsilon(1e-9));
  CHECK(first.services[0].served_card_s + second.services[0].served_card_s ==
        Approx(whole.services[0].served_card_s).epsilon(1e-12));

  double hours = 0;
  for (const SiteHour& hour : whole.hours) hours += hour.energy.energy_cny;
  CHECK(hours == Approx(whole.energy.energy_cny).epsilon(1e-12));
}

TEST_CASE("two policies see exactly the same jobs, and a new site shifts none", "[engine]") {
  const auto jobs_of = [](const Scenario& s) {
    Recorder recorder;
    RunOptions options;
    options.jobs = &recorder;
    simulate(s, options);
    std::map<std::tuple<double, std::string, std::string>, std::int64_t> jobs;
    for (const auto& row : recorder.rows) {
      jobs[{row.record.submitted_s, row.workload, row.region}] = row.record.accelerators;
    }
    return jobs;
  };
  Scenario s = triangle();
  const auto jobs = jobs_of(s);
  CHECK(jobs.size() > 5000);
  s.placement.policy = "nearest";
  CHECK(jobs_of(s) == jobs);
  Site more = small_site("d-site", Side::west, 500, "c");
  s.sites.push_back(more);
  CHECK(jobs_of(s) == jobs);
  RunOptions other;
  other.replication = 1;
  CHECK(simulate(s, other).card.batch_card_s != simulate(s).card.batch_card_s);
}

TEST_CASE("price is linear: twice the price, twice the energy bill, and nothing else moves",
          "[engine]") {
  Scenario s = triangle();
  const Results once = simulate(s);
  for (Site& site : s.sites) site.power.price_cny_per_kwh *= 2;
  const Results twice = simulate(s);
  CHECK(twice.energy.energy_cny == Approx(2 * once.energy.energy_cny));
  CHECK(twice.energy.kwh == once.energy.kwh);
  CHECK(twice.wait_s.mean == once.wait_s.mean);
}

TEST_CASE("a scaled run asks for the same cards in fewer, larger pieces", "[engine]") {
  Scenario s = triangle();
  s.sites[0].pools[0].count = s.sites[0].pools[0].powered = 6000;
  s.sites[1].pools[0].count = s.sites[1].pools[0].powered = 6000;
  s.sites[2].pools[0].count = s.sites[2].pools[0].powered = 30000;
  for (Workload& w : s.workloads) std::get<PoissonArrivals>(w.arrivals).rate_per_s *= 40;
  s.initial = Initial::steady;
  s.duration_s = 12 * 3600.0;
  const Results full = simulate(s);
  s.scale = 0.02;
  const Results scaled = simulate(s);
  CHECK(static_cast<double>(scaled.ledger.represented) ==
        Approx(static_cast<double>(full.ledger.represented)).epsilon(0.03));
  CHECK(scaled.ledger.submitted < full.ledger.submitted / 5);
  CHECK(scaled.card.utilization() == Approx(full.card.utilization()).margin(0.02));
}

}  // namespace suanwang
