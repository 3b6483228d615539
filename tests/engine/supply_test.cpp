// Sites with sources of their own, batteries and demand charges, in whole runs.

#include <catch2/catch.hpp>

#include "sim/engine/simulate.hpp"
#include "tests/engine/small_scenario.hpp"

namespace suanwang {
namespace {

constexpr double kKwh = 3.6e6;

DayByMonth all_day(double value) {
  DayByMonth days;
  for (auto& month : days) month.fill(value);
  return days;
}

/// Ten cards, idle 1 kW and busy 5 kW together, from 2025-03-01 on. The first hour costs 0.5
/// CNY/kWh, the others 1; 0.6 kg/kWh.
Scenario ten_cards(double job_at_s, double job_s, double duration_s) {
  Scenario s = single_queue(10, "fcfs");
  s.start = std::chrono::year{2025} / 3 / 1;
  s.duration_s = duration_s;
  s.workloads.push_back(one_job("job", "here", job_at_s, 10, job_s));
  SitePower& power = s.sites[0].power;
  power.price_cny_per_kwh = 1;
  for (auto& month : power.tariff_multiplier) month[0] = 0.5;
  power.carbon_kg_per_kwh = 0.6;
  return s;
}

/// Jobs, services, two pools and all kinds of trouble at one site.
Scenario troubled() {
  Scenario s = single_queue(30, "easy");
  s.start = std::chrono::year{2025} / 1 / 30;  // the month changes on the way
  s.duration_s = 72 * 3600;
  s.warmup_s = 5.55 * 3600;
  Site& site = s.sites[0];
  site.pools.push_back(site.pools[0]);
  site.pools[1].id = "other";
  site.pools[1].count = 20;
  site.pools[1].powered = 17;
  site.pools[1].accelerator.busy_w = 700;
  for (std::size_t m = 0; m < 12; ++m) {
    site.power.pue_by_month[m] = 1.2 + 0.05 * static_cast<double>(m);
    for (std::size_t h = 0; h < 24; ++h)
      site.power.tariff_multiplier[m][h] = 0.4 + 0.05 * static_cast<double>(h);
  }
  site.power.price_cny_per_kwh = 0.6;
  site.power.carbon_kg_per_kwh = 0.5;
  site.power.green_share = 0.25;
  Workload w = poisson_jobs("jobs", "here", 6.0 / 3600, Exponential{5000});
  w.accelerators = Constant{3};
  w.preemptible = true;
  s.workloads.push_back(w);
  Service chat;
  chat.id = "chat";
  chat.from = {{"here", 1}};
  chat.cards = 8;
  for (std::size_t h = 0; h < 24; ++h) chat.day[h] = 0.3 + 0.05 * static_cast<double>(h);
  s.services.push_back(chat);
  const auto event = [&](double at_h, SiteEvent::What what, double lasts_h) {
    SiteEvent e;
    e.at_s = at_h * 3600;
    e.site = "site";
    e.what = what;
    e.lasts_s = lasts_h * 3600;
    return e;
  };
  s.site_events = {event(10.3, SiteEvent::What::down, 1.7), event(20, SiteEvent::What::drain, 2),
                   event(30.1, SiteEvent::What::power_cap, 8.2)};
  s.site_events[0].pool = "other";
  s.site_events[2].cap_w = 9000;
  s.site_failures.push_back({SiteFailureLaw::Each::node, "site", "", 30 * 3600, 3600, false});
  return s;
}

/// Wind, sun and a battery for it.
void add_sources(Site& site) {
  SiteSources& sources = site.power.sources;
  Plant sun{20000, all_day(0), 0.1};
  for (auto& month : sun.output) {
    for (std::size_t h = 8; h < 17; ++h) month[h] = 0.7;
  }
  sources.own = {Plant{3000, all_day(0.5), 0.05}, sun};
  sources.curtailed = Plant{2000, all_day(1), 0.2};
  sources.battery = BatterySpec{30 * kKwh, 8000, 8000, 0.9, 0.95, 0.1, 0.3};
  sources.rule = {BatteryRule::By::price, 0.4, 0.75};
  sources.demand_charge_cny_per_kw = 38;
}

}  // namespace

TEST_CASE("supply in a run: own output, the grid and the demand charge, by hand",
          "[engine][supply]") {
  // 1 kW, from 0.5 to 1.5 h 5 kW, 1 kW again until 2 h; 2 kW of its own.
  // Grid: 3 kW for half an hour at 0.5, half an hour at 1:  1.5 x 0.5 + 1.5 x 1 = 2.25 CNY, 1.8 kg.
  // Demand: 3 kW x 40 CNY/kW x 2 h of the 744 of March.
  Scenario s = ten_cards(1800, 3600, 7200);
  s.sites[0].power.sources.own = {Plant{4000, all_day(0.5), 0}};
  s.sites[0].power.sources.demand_charge_cny_per_kw = 40;
  const Results r = simulate(s);
  const SiteResult& site = r.sites[0];
  REQUIRE(site.supply);
  const SupplyAccount& a = site.supply->account;
  CHECK(a.load_kwh == Approx(6));
  CHECK(a.own_kwh == Approx(3));
  CHECK(a.spilled_kwh == Approx(1));
  CHECK(a.grid_kwh == Approx(3));
  CHECK(a.energy_cny == Approx(2.25));
  REQUIRE(site.supply->months.size() == 1);
  CHECK(site.supply->months[0].peak_kw == Approx(3));
  CHECK(site.supply->months[0].share == Approx(2.0 / 744));
  CHECK(site.energy.energy_cny == Approx(2.25 + 3 * 40 * 2.0 / 744));
  CHECK(site.energy.carbon_kg == Approx(1.8));
  CHECK(site.energy.green_kwh == Approx(3));
  CHECK(r.energy.kwh == Approx(6));
}

TEST_CASE("supply in a run: a battery buys cheap and gives dear", "[engine][supply]") {
  // 5 kW all the time; 2 kWh, 4 kW. Hour 1 at 0.5: 9 kW until it is full at 0.5 h, then 5 kW: 7
  // kWh. Hour 2 at 1: 4 of the 5 kW from the battery for 0.5 h, then all from the grid: 3 kWh.
  Scenario s = ten_cards(0, 7200, 7200);
  SiteSources& sources = s.sites[0].power.sources;
  sources.battery = BatterySpec{2 * kKwh, 4000, 4000};
  sources.rule = {BatteryRule::By::price, 0.6, 0.9};
  const Results r = simulate(s);
  CHECK(r.energy.kwh == Approx(10));
  CHECK(r.energy.energy_cny == Approx(7 * 0.5 + 3 * 1));
  CHECK(r.sites[0].supply->account.charged_kwh == Approx(2));
  CHECK(r.sites[0].supply->account.discharged_kwh == Approx(2));
  CHECK(r.sites[0].supply->months[0].peak_kw == Approx(9));
  CHECK(r.hours[0].energy.energy_cny == Approx(3.5));
  CHECK(r.hours[1].energy.energy_cny == Approx(3));
  // Whoever used the site shares its gain: 10 kWh at the grid's prices would have cost 7.5.
  CHECK(r.classes[0].used.direct.energy_cny == Approx(7.5));
  CHECK(r.classes[0].used.common.energy_cny == Approx(-1));
}

TEST_CASE("supply in a run: a line brings so much power, the grid of the place the rest",
          "[engine][supply]") {
  // 1 kW, from 0.5 to 1.5 h 5 kW, 1 kW again until 2 h; the line brings up to 2 kW, of which a
  // fifth is lost on the way: 0.2 / 0.8 + 0.05 = 0.3 CNY/kWh and 0.4 / 0.8 = 0.5 kg/kWh.
  // Line 0.5 + 1 + 1 + 0.5 = 3 kWh; grid 1.5 kWh at 0.5, 1.5 kWh at 1 CNY/kWh, 0.6 kg/kWh.
  Scenario s = ten_cards(1800, 3600, 7200);
  FarPower far;
  far.line = LongLine{1, 0.2, 0.05};
  far.price_cny_per_kwh = 0.2;
  far.tariff_multiplier = all_day(1);
  far.carbon_kg_per_kwh = 0.4;
  far.power_w = 2000;
  s.sites[0].power.sources.far = far;
  const Results r = simulate(s);
  REQUIRE(r.sites[0].supply);
  CHECK(r.sites[0].supply->account.grid_kwh == Approx(6));
  CHECK(r.sites[0].far_share == Approx(0.5));
  CHECK(r.energy.energy_cny == Approx(3 * 0.3 + 1.5 * 0.5 + 1.5 * 1));
  CHECK(r.energy.carbon_kg == Approx(3 * 0.5 + 3 * 0.6));
  CHECK(r.hours[0].energy.energy_cny == Approx(1.5 * 0.3 + 1.5 * 0.5));
}

TEST_CASE("supply in a run: the course of power comes to what the meters integrate",
          "[engine][supply]") {
  Scenario s = troubled();
  add_sources(s.sites[0]);
  const Results r = simulate(s);
  const SupplyResult& supply = *r.sites[0].supply;
  const SupplyAccount& a = supply.account;
  CHECK(a.load_kwh == Approx(r.energy.kwh).epsilon(1e-11));
  CHECK(a.drawn_kwh() + a.discharged_kwh == Approx(a.load_kwh + a.charged_kwh).epsilon(1e-11));
  CHECK(a.loss_kwh() > 0);
  CHECK(supply.months.size() == 2);  // January and February
  CHECK(supply.months[1].month == std::chrono::year{2025} / 2);
  CHECK(r.energy.energy_cny == Approx(a.energy_cny + supply.demand_cny()).epsilon(1e-11));
  CHECK(r.energy.green_share() <= 1);
  // The hourly rows come to the same; the warm-up ends within one of them.
  double cny = 0;
  for (const SiteHour& hour : r.hours) cny += hour.energy.energy_cny;
  CHECK(cny > r.energy.energy_cny);
}

TEST_CASE(
    "supply in a run: each hour says where its energy came from, and all hours sum to the run",
    "[engine][supply]") {
  Scenario s = troubled();
  s.warmup_s = 0;
  add_sources(s.sites[0]);
  const Results r = simulate(s);
  EnergyAccount energy;
  FeedAccount feed;
  for (std::size_t i = 0; i < r.hours.size(); i += r.sites.size()) {
    const SiteHour& hour = r.hours[i];
    const FeedAccount& f = hour.feed;
    CHECK(f.grid_kwh + f.own_kwh + f.curtailed_kwh + f.discharged_kwh ==
          Approx(hour.energy.kwh + f.charged_kwh).epsilon(1e-9));
    energy += hour.energy;
    feed.grid_kwh += f.grid_kwh;
    feed.own_kwh += f.own_kwh;
    feed.curtailed_kwh += f.curtailed_kwh;
    feed.charged_kwh += f.charged_kwh;
    feed.discharged_kwh += f.discharged_kwh;
  }
  const SiteResult& site = r.sites[0];
  CHECK(energy.green_kwh == Approx(site.energy.green_kwh).epsilon(1e-9));
  CHECK(energy.location_carbon_kg == Approx(site.energy.location_carbon_kg).epsilon(1e-9));
  CHECK(energy.water_litres == Approx(site.energy.water_litres).epsilon(1e-9));
  const SupplyAccount& a = site.supply->account;
  CHECK(a.charged_kwh > 0);
  CHECK(feed.grid_kwh == Approx(a.grid_kwh).epsilon(1e-9));
  CHECK(feed.own_kwh == Approx(a.own_kwh).epsilon(1e-9));
  CHECK(feed.curtailed_kwh == Approx(a.curtailed_kwh).epsilon(1e-9));
  CHECK(feed.charged_kwh == Approx(a.charged_kwh).epsilon(1e-9));
  CHECK(feed.discharged_kwh == Approx(a.discharged_kwh).epsilon(1e-9));
  // A site that has nothing but the grid takes all from there.
  const SiteHour plain = simulate(troubled()).hours[0];
  CHECK(plain.energy.kwh > 0);
  CHECK(plain.feed.grid_kwh == plain.energy.kwh);
}

TEST_CASE("supply in a run: nothing changes where there is nothing but the grid",
          "[engine][supply]") {
  const Results plain = simulate(troubled());
  Scenario s = troubled();
  s.sites[0].power.sources.own = {Plant{0, all_day(0), 0}};  // a plant that makes nothing
  const Results followed = simulate(s);
  CHECK_FALSE(plain.sites[0].supply);
  REQUIRE(followed.sites[0].supply);
  CHECK(followed.energy.kwh == plain.energy.kwh);
  CHECK(followed.energy.energy_cny == Approx(plain.energy.energy_cny).epsilon(1e-11));
  CHECK(followed.energy.carbon_kg == Approx(plain.energy.carbon_kg).epsilon(1e-11));
  CHECK(followed.energy.green_kwh == Approx(plain.energy.green_kwh).epsilon(1e-11));
  CHECK(followed.energy.location_carbon_kg ==
        Approx(plain.energy.location_carbon_kg).epsilon(1e-11));
}

TEST_CASE("supply in a run: when the meters are read changes no account", "[engine][supply]") {
  Scenario s = troubled();
  add_sources(s.sites[0]);
  const Results one = simulate(s);
  s.warmup_s = 9.21 * 3600;  // another reading, in the middle of another hour
  const Results other = simulate(s);
  REQUIRE(one.hours.size() == other.hours.size());
  for (std::size_t h = 0; h + 1 < one.hours.size(); ++h) {
    if (h == 47) continue;  // the end of January bills another part of the month
    CAPTURE(h);
    CHECK(one.hours[h].energy.energy_cny == Approx(other.hours[h].energy.energy_cny).epsilon(1e-9));
    CHECK(one.hours[h].energy.carbon_kg ==
          Approx(other.hours[h].energy.carbon_kg).epsilon(1e-9).margin(1e-9));
  }
}

TEST_CASE("supply in a run: cost is linear in the prices", "[engine][supply]") {
  Scenario s = troubled();
  add_sources(s.sites[0]);
  const Results before = simulate(s);
  SitePower& power = s.sites[0].power;
  power.price_cny_per_kwh *= 2;
  for (Plant& plant : power.sources.own) plant.price_cny_per_kwh *= 2;
  power.sources.curtailed->price_cny_per_kwh *= 2;
  power.sources.demand_charge_cny_per_kw *= 2;
  power.sources.rule.charge_below *= 2;
  power.sources.rule.discharge_from *= 2;
  const Results after = simulate(s);
  CHECK(after.energy.energy_cny == Approx(2 * before.energy.energy_cny).epsilon(1e-12));
  CHECK(after.energy.carbon_kg == before.energy.carbon_kg);
}

}  // namespace suanwang
