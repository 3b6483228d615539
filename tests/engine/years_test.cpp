// A run year by year, and in the memory of one hour.

#include <malloc.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <sstream>

#include "sim/report/csv.hpp"
#include "sim/report/json.hpp"
#include "sim/scenario/load.hpp"
#include "tests/engine/interrupted.hpp"

namespace suanwang {
namespace {

constexpr double kDay = 86400;

constexpr std::chrono::year_month_day date(int y, unsigned m, unsigned d) {
  return {std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

/// Copies every hour it is told of.
class Hours final : public HourListener {
 public:
  std::vector<SiteHour> sites;
  std::vector<LinkHour> links;
  std::vector<std::int64_t> hours;
  double seconds = 0;

  void on_hour(const HourRecord& hour) override {
    sites.insert(sites.end(), hour.sites.begin(), hour.sites.end());
    links.insert(links.end(), hour.links.begin(), hour.links.end());
    hours.push_back(hour.hour);
    seconds += hour.length_s;
  }
};

/// Heap in use at some hours; a build with sanitizers shows none.
class Heap final : public HourListener {
 public:
  std::size_t early = 0, late = 0;

  void on_hour(const HourRecord& hour) override {
    if (hour.hour == 8760) early = mallinfo2().uordblks;
    if (hour.hour == 10 * 8760) late = mallinfo2().uordblks;
  }
};

/// Two sites and a link, some jobs a day.
Scenario small_nation(double days) {
  Scenario s;
  s.name = "years";
  s.start = date(2024, 1, 1);
  s.duration_s = days * kDay;
  s.regions = {small_region("east", Side::east)};
  s.sites = {small_site("near", Side::east, 10, "east"), small_site("west", Side::west, 20)};
  Link link;
  link.id = "wire";
  link.from = "east";
  link.to = "west";
  link.capacity_bps = 1e9;
  link.latency_s = 0.01;
  link.price_cny_per_gb = 0.1;
  s.links = {link};
  s.placement.policy = "west-first";
  s.workloads = {poisson_jobs("p", "east", 20 / kDay, Exponential{5000, 1e9})};
  s.workloads[0].input.size_bytes = Constant{1e9};
  return s;
}

}  // namespace

TEST_CASE("years: each has what falls into it", "[years]") {
  // 4 cards busy from noon of 31 December 2024 to noon of 1 January 2025. At the turn of the year 4
  // more open, at 10 CNY each over two days of building, of which one lies in the run.
  Scenario s = single_queue(4, "fcfs");
  s.start = date(2024, 12, 31);
  s.duration_s = 2 * kDay;
  s.workloads = {one_job("a", "here", kDay / 2, 4, kDay)};
  s.sites[0].power.price_cny_per_kwh = 0.5;
  CapacityGrowth more;
  more.law = {GrowthLaw::How::more, 4, kDay};
  more.lead_s = 2 * kDay;
  more.cost_cny_per_card = 10;
  s.growth.capacity = {more};
  const Results r = simulate(s);
  REQUIRE(r.years.size() == 2);
  const YearResult& a = r.years[0];
  const YearResult& b = r.years[1];
  CHECK(a.year == 2024);
  CHECK(b.year == 2025);
  CHECK(a.to_s == kDay);
  CHECK(b.from_s == kDay);
  CHECK(a.card.batch_card_s == Approx(4 * kDay / 2));
  CHECK(b.card.batch_card_s == Approx(4 * kDay / 2));
  CHECK(a.card.installed_card_s == Approx(4 * kDay));
  CHECK(b.card.installed_card_s == Approx(8 * kDay));
  // 4 x 100 W for 24 h and 4 x 400 W for 12 h: 9.6 + 19.2 kWh; then 19.2 + 19.2.
  CHECK(a.energy.it_kwh == Approx(28.8));
  CHECK(b.energy.energy_cny == Approx(38.4 * 0.5));
  CHECK(a.cards == 4);
  CHECK(b.cards == 8);
  CHECK(a.flops == Approx(4e12));
  CHECK(a.building_flops == 0);  // they open at this very moment
  CHECK(a.opened_cards == 0);
  CHECK(b.opened_cards == 4);
  CHECK(a.construction_cny == Approx(20));
  CHECK(b.construction_cny == 0);
  CHECK(a.submitted == 1);
  CHECK(b.completed == 1);
}

TEST_CASE("years: a warm-up is left out, and the parts sum to the whole", "[years]") {
  Scenario s = small_nation(800);
  s.warmup_s = 400.5 * kDay;  // beyond the first year
  const Results r = simulate(s);
  REQUIRE(r.years.size() == 2);
  CHECK(r.years[0].year == 2025);
  CHECK(r.years[0].from_s == s.warmup_s);
  CHECK(r.years[1].to_s == *s.duration_s);
  double kwh = 0, busy = 0, carriage = 0, submitted = 0;
  for (const YearResult& year : r.years) {
    kwh += year.energy.kwh;
    busy += year.card.batch_card_s;
    carriage += year.carriage_cny;
    submitted += year.submitted;
  }
  CHECK(kwh == Approx(r.energy.kwh).epsilon(1e-12));
  CHECK(busy == Approx(r.card.batch_card_s).epsilon(1e-12));
  CHECK(carriage == Approx(r.carriage_cny).epsilon(1e-12));
  CHECK(submitted == r.classes[0].submitted);
}

TEST_CASE("years: what a PUE ceiling and a carbon price cost falls into them too", "[years]") {
  Scenario s = small_nation(800);
  for (Site& site : s.sites) {
    site.power.price_cny_per_kwh = 0.4;
    site.power.carbon_kg_per_kwh = 0.5;
  }
  s.sites[0].power.pue_by_month.fill(1.4);  // the other one is below the ceiling
  PueLever ceiling;
  ceiling.id = "ceiling";
  ceiling.at_most = 1.3;
  ceiling.surcharge_cny_per_kwh = 0.25;
  s.levers.pue = {ceiling};
  s.economy.emplace().carbon_cny_per_kg = 0.1;
  const Results r = simulate(s);
  REQUIRE(r.years.size() == 3);
  REQUIRE(r.sites[0].surcharge_cny == Approx(0.25 * r.sites[0].energy.kwh));
  CHECK(r.sites[1].surcharge_cny == 0);
  double cost_cny = 0, surcharge_cny = 0;
  for (const YearResult& year : r.years) {
    CHECK(year.carbon_cny == Approx(0.1 * year.energy.carbon_kg));
    CHECK(year.energy.energy_cny == Approx(0.4 * year.energy.kwh + year.surcharge_cny));
    CHECK(year.surcharge_cny > 0);
    surcharge_cny += year.surcharge_cny;
    cost_cny += year.energy.energy_cny + year.carriage_cny + year.carbon_cny;
  }
  CHECK(surcharge_cny == Approx(r.sites[0].surcharge_cny).epsilon(1e-12));
  CHECK(cost_cny == Approx(r.energy.energy_cny + r.carriage_cny + r.carbon_cny).epsilon(1e-12));
}

TEST_CASE("hours: told one by one they are what is kept", "[years]") {
  Scenario s = small_nation(3.3);
  s.warmup_s = 4321;
  const Results kept = simulate(s);
  Hours hours;
  RunOptions options;
  options.hours = &hours;
  options.keep_hours = false;
  const Results told = simulate(s, options);
  CHECK(told.hours.empty());
  CHECK(told.link_hours.empty());
  CHECK(told.hours_hash == kept.hours_hash);
  CHECK(signature(told) == signature(kept));
  REQUIRE(hours.hours.size() == 80);  // 79.2 hours
  CHECK(hours.seconds == Approx(3.3 * kDay));
  REQUIRE(hours.sites.size() == kept.hours.size());
  for (std::size_t i = 0; i < kept.hours.size(); ++i) {
    CHECK(hours.sites[i].energy.kwh == kept.hours[i].energy.kwh);
    CHECK(hours.sites[i].batch_card_s == kept.hours[i].batch_card_s);
  }
  REQUIRE(hours.links.size() == kept.link_hours.size());
  s.seed = 2;
  CHECK(simulate(s).hours_hash != kept.hours_hash);
}

TEST_CASE("hours: those around the first broken link are kept for its chart", "[years]") {
  Scenario s = small_nation(10);
  NetworkEvent cut;
  cut.at_s = 5.25 * kDay;  // hour 126
  cut.link = "wire";
  cut.down_s = 3600;
  s.events = {cut};
  const Results r = simulate(s);
  CHECK(r.chart_from == 114);
  REQUIRE(r.chart_hours.size() == 72);
  for (std::size_t h = 0; h < 72; ++h)
    CHECK(r.chart_hours[h].forward_bits == r.link_hours[114 + h].forward_bits);
  CHECK(r.chart_hours[12].down_s == Approx(3600));
  s.events[0].at_s = 2 * 3600;  // with less than twelve hours before it
  const Results early = simulate(s);
  CHECK(early.chart_from == 0);
  CHECK(early.chart_hours.size() == 72);
}

TEST_CASE("hours: ten years take no more memory than one", "[years]") {
  Heap heap;
  RunOptions options;
  options.hours = &heap;
  options.keep_hours = false;
  const Results r = simulate(small_nation(3660), options);
  CHECK(r.ledger.completed > 70'000);
  CHECK(r.years.size() == 11);  // 2024 to 2033, and seven days of 2034
  // A kept run would grow by 9 x 8760 hours x (2 sites and 1 link), 14 MB.
  CHECK(heap.late <= heap.early + 100'000);
}

TEST_CASE("years: published figures stand beside the run", "[years]") {
  // 400 cards of 1 EFLOPS at the end of 2023 that grow by 74.1 % in 2024: 696.4, published 725.3.
  const std::string text = R"(suanwang: 1
start: 2024-01-01
duration: 366 d
regions: [{id: here, side: east, lon: 121, lat: 31}]
sites:
  - {id: site, at: here, side: east, pools: [{id: p, accelerator: {peak: 1 EFLOPS, idle: 1 W, busy: 2 W}, count: 400}]}
workloads: [{id: job, from: {here: 1}, arrivals: {every: 1000 h}, runtime: 1 h}]
growth:
  capacity: [{rate: 74.1 %}]
  backtest: [intelligent_compute_idc, index_to_gdp, dc_electricity]
)";
  const Share share{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};
  const Loaded loaded = load_scenario_text(text, "text.yaml", {}, share);
  for (const Diagnostic& problem : loaded.problems) FAIL_CHECK(to_string(problem));
  REQUIRE(loaded.scenario);
  const Results r = simulate(*loaded.scenario);
  REQUIRE(r.backtest.size() == 4);
  CHECK(r.backtest[0].period == "2023");
  CHECK(r.backtest[0].published == 416.6);
  CHECK(r.backtest[0].model == 400);
  CHECK(r.backtest[1].period == "2024");
  CHECK(r.backtest[1].published == 725.3);
  CHECK(r.backtest[1].model == 696);
  CHECK_FALSE(r.backtest[1].is_forecast);
  CHECK(std::isnan(r.backtest[2].model));  // an index that nothing answers to
  CHECK(r.backtest[2].published == 1.8);
  CHECK(r.backtest[3].id == "dc_electricity");
  CHECK(r.backtest[3].model == Approx(r.energy.kwh / 1e9));
}

}  // namespace suanwang
