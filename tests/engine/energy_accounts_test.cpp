#include "sim/engine/energy_accounts.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <random>
#include <sstream>

#include "sim/engine/simulate.hpp"
#include "sim/report/csv.hpp"
#include "tests/engine/recorder.hpp"
#include "tests/engine/small_scenario.hpp"

namespace suanwang {
namespace {

/// A site whose price has a day and whose PUE has a year.
Site changing_site(const std::string& id, Side side, std::int64_t cards) {
  Site site = small_site(id, side, cards);
  for (std::size_t m = 0; m < 12; ++m) {
    site.power.pue_by_month[m] = 1.1 + 0.01 * static_cast<double>(m);
    for (std::size_t h = 0; h < 24; ++h)
      site.power.tariff_multiplier[m][h] = 0.5 + 0.05 * static_cast<double>((h + m) % 24);
  }
  site.power.price_cny_per_kwh = 0.6;
  site.power.carbon_kg_per_kwh = 0.5;
  site.power.green_share = 0.25;
  return site;
}

/// Two regions, three sites of which one is never used, tenants, and a service.
Scenario busy() {
  Scenario s;
  s.name = "busy";
  s.start = std::chrono::year{2025} / 1 / 30;  // the month changes on the way
  s.duration_s = 72 * 3600;
  s.warmup_s = 5.5 * 3600;
  s.regions.push_back(small_region("east", Side::east));
  s.regions.push_back(small_region("west", Side::west));
  s.sites.push_back(changing_site("a", Side::east, 40));
  s.sites.push_back(changing_site("b", Side::west, 60));
  s.sites.push_back(changing_site("c", Side::west, 1));
  s.links.push_back({"ab", "a", "b", false, 8e9, 0.010, 0.02});
  s.links.push_back({"ea", "east", "a", false, 8e9, 0.001, 0.02});
  s.links.push_back({"wb", "west", "b", false, 8e9, 0.001, 0.02});
  s.links.push_back({"bc", "b", "c", false, 8e9, 0.001, 0.02});
  for (const char* id : {"long", "short"}) {
    Workload w = one_job(id, "east", 0, 2, 3600);
    w.from = {{"east", 0.7}, {"west", 0.3}};
    const bool is_long = id[0] == 'l';
    w.arrivals = PoissonArrivals{(is_long ? 1.0 : 8.0) / 3600, {}};
    std::get<PoissonArrivals>(w.arrivals).week_profile.fill(1);
    w.runtime_s = Exponential{is_long ? 30000.0 : 1800.0};
    w.tenant.zipf = is_long ? 0 : 5;
    s.workloads.push_back(w);
  }
  Service chat;
  chat.id = "chat";
  chat.from = {{"east", 0.5}, {"west", 0.5}};
  chat.cards = 6;
  chat.day.fill(1);
  chat.day[3] = 0.3;
  s.services.push_back(chat);
  s.placement.policy = "least-loaded";
  return s;
}

template <typename Rows>
EnergyAccount sum_of(const Rows& rows) {
  EnergyAccount sum;
  for (const auto& row : rows) sum += row.used.total();
  return sum;
}

void check_equal(const EnergyAccount& a, const EnergyAccount& b) {
  const auto near = [](double x) { return Approx(x).epsilon(1e-11).margin(1e-9); };
  CHECK(a.it_kwh == near(b.it_kwh));
  CHECK(a.kwh == near(b.kwh));
  CHECK(a.green_kwh == near(b.green_kwh));
  CHECK(a.energy_cny == near(b.energy_cny));
  CHECK(a.carbon_kg == near(b.carbon_kg));
  CHECK(a.location_carbon_kg == near(b.location_carbon_kg));
  CHECK(a.water_litres == near(b.water_litres));
}

}  // namespace

TEST_CASE("energy integrals: equal to adding up hour by hour, also once old hours are dropped",
          "[engine][energy]") {
  Scenario s;
  s.start = std::chrono::year{2025} / 6 / 29;
  s.sites.push_back(changing_site("a", Side::east, 1));
  s.sites.push_back(changing_site("b", Side::west, 1));
  s.sites[1].power.price_cny_per_kwh = 0.3;
  const SiteSeries series(s);
  EnergyIntegrals integrals(series, 2);
  const auto plain = [&](std::size_t site, double from_s, double until_s) {
    EnergyAccount sum;
    for (double at_s = from_s; at_s < until_s;) {
      const double hour = std::floor(at_s / 3600);
      const double to_s = std::min(until_s, (hour + 1) * 3600);
      sum += EnergyIntegrals::at(series.at(site, static_cast<std::int64_t>(hour)),
                                 3 * (to_s - at_s) / 3600);
      at_s = to_s;
    }
    return sum;
  };
  std::mt19937 random(7);
  std::vector<double> running;  // their starts
  for (std::int64_t hour = 0; hour < 3000; ++hour) {
    integrals.open_hour(hour);
    const double start_s = (static_cast<double>(hour) + (random() % 1000) / 1000.0) * 3600;
    integrals.started(start_s);
    running.push_back(start_s);
    // Runs of some hours, and now and then one of 300.
    while (running.size() > (hour % 900 < 300 ? 300u : 5u)) {
      const std::size_t which = random() % running.size();
      const double from_s = running[which];
      const double until_s = std::max(from_s, static_cast<double>(hour) * 3600 + random() % 3601);
      const std::size_t site = random() % 2;
      check_equal(integrals.of(site, 3, from_s, until_s), plain(site, from_s, until_s));
      integrals.ended(from_s);
      running[which] = running.back();
      running.pop_back();
    }
  }
}

TEST_CASE("accounts: the parts of each kind of user sum to the whole", "[engine][energy]") {
  const Results r = simulate(busy());
  REQUIRE(r.tenants.size() == 6);  // five of `short`, one of `long`
  EnergyAccount sites;
  for (const SiteResult& site : r.sites) sites += site.energy;
  check_equal(sites, r.energy);
  const auto with = [&](EnergyAccount sum) { return sum += r.unattributed; };
  EnergyAccount batch = sum_of(r.classes), tenants = sum_of(r.tenants);
  check_equal(batch, tenants);
  check_equal(with(batch += sum_of(r.services)), r.energy);
  check_equal(with(sum_of(r.regions)), r.energy);
  double card_s = 0, used_s = 0;
  for (const SiteResult& site : r.sites) card_s += site.card.allocated_card_s();
  for (const auto& region : r.regions) used_s += region.used.card_s;
  CHECK(used_s == Approx(card_s).epsilon(1e-11));
}

TEST_CASE("accounts: idle cards are shared out by card-seconds, by hand", "[engine][energy]") {
  // Ten cards, 100 W idle and 500 W busy, PUE 1.2, for 10 h. Two jobs: 4 cards for 2 h, and 1 card
  // for 8 h; 8 card-hours each. Directly 4 kWh of IT each; idle are 100 - 16 = 84 card-hours at
  // 0.1 kW: 8.4 kWh, half to each. A second site of one card is never used: 1 kWh of IT.
  Scenario s;
  s.regions.push_back(small_region("east", Side::east));
  s.sites.push_back(small_site("near", Side::east, 10));
  s.sites.push_back(small_site("unused", Side::east, 1));
  s.links.push_back({"wire", "east", "near", false, 8e9, 0.001, 0});
  s.links.push_back({"longer", "east", "unused", false, 8e9, 0.002, 0});
  for (Site& site : s.sites) {
    site.power.pue_by_month.fill(1.2);
    site.power.price_cny_per_kwh = 0.5;
  }
  s.duration_s = 10 * 3600;
  s.placement.policy = "nearest";
  s.workloads.push_back(one_job("wide", "east", 0, 4, 2 * 3600));
  s.workloads.push_back(one_job("thin", "east", 0, 1, 8 * 3600));
  const Results r = simulate(s);
  for (const ClassResult& c : r.classes) {
    CHECK(c.used.card_s == Approx(8 * 3600));
    CHECK(c.used.direct.kwh == Approx(4 * 1.2));
    CHECK(c.used.common.kwh == Approx(4.2 * 1.2));
    CHECK(c.used.total().energy_cny == Approx(8.2 * 1.2 * 0.5));
  }
  CHECK(r.unattributed.kwh == Approx(1 * 1.2));
  CHECK(r.energy.kwh == Approx((8.2 * 2 + 1) * 1.2));
}

TEST_CASE("accounts: the usual jobs of a stream and others of the same users come together",
          "[engine][energy]") {
  // Card-seconds by hand; 1 kWh each. The second stream's jobs come from any region.
  UserAccounts users(1, 2, 0, 2);
  users.add_stream({0, 0, 0});
  users.add_stream({1, 0xffffffffu, 0});
  EnergyAccount one;
  one.kwh = 1;
  users.add_run(0, 0, {0, 0, 0}, 10, one);  // as usual
  users.add_run(0, 0, {0, 0, 1}, 20, one);  // of another tenant
  users.add_run(0, 1, {1, 1, 0}, 30, one);
  users.add_run(0, 1, {1, 0, 1}, 40, one);

  Results r;
  r.sites.resize(1);
  r.sites[0].energy.kwh = 14;  // of which 10 for 100 card-seconds are nobody's own
  r.classes.resize(2);
  r.regions.resize(2);
  NameTable tenants;
  tenants.number_of("first");
  tenants.number_of("second");
  users.share_out(r, tenants);
  const auto check = [](const auto& row, double card_s) {
    CHECK(row.used.card_s == card_s);
    CHECK(row.used.direct.kwh == 2);
    CHECK(row.used.common.kwh == Approx(card_s / 10));
  };
  check(r.classes[0], 30);
  check(r.classes[1], 70);
  CHECK(r.regions[0].used.card_s == 10 + 20 + 40);
  CHECK(r.regions[0].used.direct.kwh == 3);
  CHECK(r.regions[1].used.card_s == 30);
  REQUIRE(r.tenants.size() == 2);
  check(r.tenants[0], 40);
  check(r.tenants[1], 60);
}

TEST_CASE("accounts: jobs with their shares of the common part sum to their sites",
          "[engine][energy]") {
  Scenario s = busy();
  s.warmup_s = 0;  // so that a job's line is all inside the window
  Recorder jobs;
  RunOptions options;
  options.jobs = &jobs;
  const Results r = simulate(s, options);
  std::map<std::string, EnergyAccount> sum;
  for (const Recorder::Row& row : jobs.rows) {
    if (row.site.empty() || std::isnan(row.record.started_s)) continue;
    const auto site = std::find_if(r.sites.begin(), r.sites.end(),
                                   [&](const SiteResult& each) { return each.id == row.site; });
    const double until_s = std::isnan(row.record.ended_s) ? r.to_s : row.record.ended_s;
    const double card_s = row.record.weight * static_cast<double>(row.record.accelerators) *
                          (std::min(until_s, r.to_s) - row.record.started_s);
    sum[row.site].kwh += row.record.energy_kwh + card_s * site->common.kwh / site->used_card_s;
    sum[row.site].carbon_kg +=
        row.record.carbon_kg + card_s * site->common.carbon_kg / site->used_card_s;
  }
  REQUIRE(jobs.rows.size() > 500);
  // The service's part is in its own account.
  EnergyAccount all = r.services[0].used.total();
  for (const auto& [site, energy] : sum) all += energy;
  all += r.unattributed;
  CHECK(all.kwh == Approx(r.energy.kwh).epsilon(1e-9));
  CHECK(all.carbon_kg == Approx(r.energy.carbon_kg).epsilon(1e-9));

  // The third site's one card is too few for any job.
  s.services.clear();
  const Results alone = simulate(s);
  CHECK(alone.sites[2].used_card_s == 0);
  CHECK(alone.sites[2].common.kwh > 0);
  CHECK(alone.sites[2].common.kwh == alone.unattributed.kwh);
}

TEST_CASE("accounts: without them the run is the same", "[engine][energy]") {
  RunOptions without;
  without.user_accounts = false;
  const Results a = simulate(busy()), b = simulate(busy(), without);
  CHECK(a.energy.kwh == b.energy.kwh);
  CHECK(a.ledger.completed == b.ledger.completed);
  CHECK(hourly_csv(a) == hourly_csv(b));
  CHECK(b.classes[0].used.card_s == 0);
}

TEST_CASE("accounts: a site's month, recomputed from hourly.csv and jobs.csv alone",
          "[engine][energy]") {
  // One site for the month of June, whose jobs are all in jobs.csv, with 500 W a busy card and 100
  // W an idle one.
  Scenario s = busy();
  s.start = std::chrono::year{2025} / 6 / 1;
  s.duration_s = 30 * 86400;
  s.warmup_s = 0;
  s.services.clear();
  s.sites.resize(1);
  s.links = {{"ea", "east", "a", false, 8e9, 0.001, 0.02},
             {"wa", "west", "a", false, 8e9, 0.001, 0.02}};
  Recorder jobs;
  RunOptions options;
  options.jobs = &jobs;
  const Results r = simulate(s, options);

  // Step 1. Busy card-hours in each hour, from the starts and ends of the jobs.
  std::vector<double> busy_h(30 * 24, 0);
  double cost_cny = 0, kwh = 0, carbon_kg = 0, green_kwh = 0, location_kg = 0, litres = 0;
  for (const auto& row : jobs.rows) {
    const JobRecord& job = row.record;
    if (std::isnan(job.started_s)) continue;
    const double end_s = std::isnan(job.ended_s) ? 30 * 86400.0 : job.ended_s;
    for (double at_s = job.started_s; at_s < end_s;) {
      const double hour = std::floor(at_s / 3600);
      const double to_s = std::min(end_s, (hour + 1) * 3600);
      busy_h[static_cast<std::size_t>(hour)] +=
          static_cast<double>(job.accelerators) * (to_s - at_s) / 3600;
      at_s = to_s;
    }
  }

  // Step 2. Each hour's row: its IT energy is what these cards and the idle ones draw; its price
  // and carbon of a kWh are its own.
  struct HourRow {
    double batch_h, it_kwh, kwh, cny, kg, green_kwh, location_kg, litres, grid_kwh;
  };
  std::vector<HourRow> hours;
  std::istringstream file(hourly_csv(r));
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string> cells;
    std::istringstream fields(line);
    for (std::string cell; std::getline(fields, cell, ',');) cells.push_back(cell);
    hours.push_back({std::stod(cells[3]) / 3600, std::stod(cells[7]), std::stod(cells[8]),
                     std::stod(cells[9]), std::stod(cells[10]), std::stod(cells[12]),
                     std::stod(cells[13]), std::stod(cells[14]), std::stod(cells[15])});
  }
  REQUIRE(hours.size() == busy_h.size());
  for (std::size_t h = 0; h < hours.size(); ++h) {
    CHECK(hours[h].batch_h == Approx(busy_h[h]).epsilon(1e-9).margin(1e-9));
    CHECK(hours[h].it_kwh == Approx(0.1 * 40 + 0.4 * busy_h[h]).epsilon(1e-9));
    kwh += hours[h].kwh;
    cost_cny += hours[h].cny;
    carbon_kg += hours[h].kg;
    green_kwh += hours[h].green_kwh;
    location_kg += hours[h].location_kg;
    litres += hours[h].litres;
    CHECK(hours[h].grid_kwh == hours[h].kwh);
  }
  CHECK(r.sites[0].energy.kwh == Approx(kwh).epsilon(1e-9));
  CHECK(r.sites[0].energy.energy_cny == Approx(cost_cny).epsilon(1e-9));
  CHECK(r.sites[0].energy.carbon_kg == Approx(carbon_kg).epsilon(1e-9));
  CHECK(r.sites[0].energy.green_kwh == Approx(green_kwh).epsilon(1e-9));
  CHECK(r.sites[0].energy.location_carbon_kg == Approx(location_kg).epsilon(1e-9));
  CHECK(r.sites[0].energy.water_litres == Approx(litres).epsilon(1e-9));

  // Step 3. What the jobs say of themselves is their cards at 500 W and each hour's rates.
  double direct_cny = 0, told_cny = 0;
  for (std::size_t h = 0; h < hours.size(); ++h)
    direct_cny += 0.5 * busy_h[h] * hours[h].cny / hours[h].it_kwh;
  for (const ClassResult& c : r.classes) told_cny += c.used.direct.energy_cny;
  CHECK(told_cny == Approx(direct_cny).epsilon(1e-9));
}

}  // namespace suanwang
