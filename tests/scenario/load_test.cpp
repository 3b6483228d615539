#include "sim/scenario/load.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <string>

#include "models/power/cooling.hpp"

namespace suanwang {
namespace {

const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

/// A scenario that must be sound.
Scenario sound(const Loaded& loaded) {
  for (const Diagnostic& problem : loaded.problems) UNSCOPED_INFO(to_string(problem));
  REQUIRE(loaded.scenario);
  return *loaded.scenario;
}

Scenario named(const std::string& name, const std::vector<Override>& overrides = {}) {
  return sound(load_scenario(name, overrides, kShare));
}

/// What is laid over one-job, read as a file that stands in tests/scenario.
Scenario over_one_job(const std::string& text, const std::vector<Override>& overrides = {}) {
  return sound(load_scenario_text("base: one-job\n" + text,
                                  SUANWANG_SOURCE_DIR "/tests/scenario/x.yaml", overrides, kShare));
}

}  // namespace

TEST_CASE("load: one-job has the values of its file, in inside units", "[scenario]") {
  const Scenario scenario = named("one-job");
  CHECK(scenario.name == "one-job");
  CHECK(scenario.title.zh == "一个作业");
  CHECK(scenario.start == std::chrono::year(2025) / 1 / 1);
  CHECK_FALSE(scenario.duration_s);
  CHECK(scenario.initial == Initial::empty);
  CHECK(scenario.routing.paths == 3);
  CHECK(std::isinf(scenario.routing.transfer_rate_bps));
  REQUIRE(scenario.sites.size() == 1);
  const Site& site = scenario.sites[0];
  CHECK(site.side == Side::west);
  CHECK(site.queue == "fcfs");
  CHECK(site.access_latency_s == 0);
  REQUIRE(site.pools.size() == 1);
  CHECK(site.pools[0].accelerator.peak_flops == 1e14);
  CHECK(site.pools[0].accelerator.achieved_fraction == 0.5);
  CHECK(site.pools[0].accelerator.memory_bytes == 64e9);
  CHECK(site.pools[0].count == 10);
  CHECK(site.pools[0].powered == 10);
  CHECK(std::isinf(site.power.cap_w));
  CHECK(site.power.pue_by_month[5] == 1.2);
  CHECK(site.power.price_cny_per_kwh == 0.5);
  CHECK(site.power.tariff_multiplier[11][23] == 1);
  CHECK(site.power.carbon_kg_per_kwh == 0.6);
  REQUIRE(scenario.links.size() == 1);
  CHECK(scenario.links[0].from == "shanghai");
  CHECK(scenario.links[0].to == "zhongwei");
  CHECK_FALSE(scenario.links[0].one_way);
  CHECK(scenario.links[0].capacity_bps == 8e9);
  CHECK(scenario.links[0].latency_s == 0.02);
  CHECK(scenario.links[0].price_cny_per_gb == 0.02);
  CHECK(scenario.links[0].energy_kwh_per_gb == 0);
  REQUIRE(scenario.workloads.size() == 1);
  const Workload& work = scenario.workloads[0];
  CHECK(std::get<ListedArrivals>(work.arrivals).times_s == std::vector<double>{0});
  CHECK(work.accelerators == Distribution{Constant{4}});
  CHECK(work.runtime_s == Distribution{Constant{3600}});
  CHECK(work.input.size_bytes == Distribution{Constant{100e9}});
  CHECK(work.output_bytes == Distribution{Constant{10e9}});
  CHECK(work.deadline_s == 7200);
  CHECK(std::isinf(work.slack_s));
  CHECK(work.requested_times == 1);
  CHECK(work.overrun == Overrun::extend);
}

TEST_CASE("load: the model brings the nation, and it fits together", "[scenario]") {
  const Scenario scenario = sound(load_scenario_text(
      "suanwang: 1\nmodel: national-2025\nduration: 48 h\n", "nation.yaml", {}, kShare));
  CHECK(scenario.name == "nation");
  CHECK(scenario.duration_s == 48 * 3600.0);
  CHECK(scenario.regions.size() == 31);
  CHECK(scenario.sites.size() == 41);
  CHECK(scenario.hubs.size() == 8);
  CHECK(scenario.workloads.size() == 8);
  CHECK(scenario.services.size() == 3);
  CHECK(scenario.routing.transfer_rate_bps == 1e10);
  const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
  CHECK(std::is_sorted(scenario.regions.begin(), scenario.regions.end(), by_id));
  CHECK(std::is_sorted(scenario.sites.begin(), scenario.sites.end(), by_id));
  CHECK(std::is_sorted(scenario.links.begin(), scenario.links.end(), by_id));
  for (const Workload& work : scenario.workloads) {
    CHECK(std::is_sorted(work.from.begin(), work.from.end()));
    if (const auto* poisson = std::get_if<PoissonArrivals>(&work.arrivals)) {
      const auto& week = poisson->week_profile;
      CHECK(std::accumulate(week.begin(), week.end(), 0.0) == Approx(168));
    }
  }
  const auto local = std::find_if(scenario.sites.begin(), scenario.sites.end(),
                                  [](const Site& site) { return site.id == "beijing-local"; });
  REQUIRE(local != scenario.sites.end());
  CHECK(local->at == "beijing");
  CHECK(local->region == "beijing");
  CHECK(local->lon_deg == Approx(116.41));
  CHECK(local->power.tariff_multiplier[6][11] > 1);
}

TEST_CASE("load: a scenario may change what a model or base brings", "[scenario]") {
  const Scenario scenario = sound(load_scenario_text(R"(
base: east-west-2025
duration: 6 h
warmup: 1 h
sites:
  - {id: zhongwei, power: {price: 0.3 CNY/kWh}}
  - {id: extra, at: shanghai, pools: [{id: a, accelerator: nvidia-h20, count: 8}]}
services:
  - {id: chat-5ms, remove: true}
workloads:
  - {id: llm-pretrain, from: {shanghai: 1}, arrivals: {every: 1 h}}
)",
                                                     "x.yaml", {}, kShare));
  CHECK(scenario.name == "x");  // not that of the base
  CHECK(scenario.title.en == "x");
  CHECK(scenario.seed == named("east-west-2025").seed);
  CHECK(scenario.sites.size() == 42);
  CHECK(scenario.services.size() == 2);
  for (const Site& site : scenario.sites) {
    if (site.id == "zhongwei") {
      CHECK(site.power.price_cny_per_kwh == 0.3);
      CHECK(site.pools[0].count > 100'000);
    }
    if (site.id == "extra") {
      CHECK(site.side == Side::east);
      CHECK(site.hub == "yangtze-delta");
      CHECK(site.pools[0].accelerator.id == "nvidia-h20");
    }
  }
  for (const Workload& work : scenario.workloads) {
    if (work.id != "llm-pretrain") continue;
    CHECK(work.from == DemandMap{{"shanghai", 1}});                       // replaced whole
    CHECK(std::get<PeriodicArrivals>(work.arrivals).interval_s == 3600);  // excludes poisson
  }
}

TEST_CASE("load: what excludes a key of the base takes its place", "[scenario]") {
  const Scenario scenario = over_one_job(R"(
duration: 1 d
links:
  - {id: sh-zw, from: shanghai, to: zhongwei}
  - {id: zw-sh, from: zhongwei, to: shanghai, capacity: 8 Gbps, latency: 20 ms}
workloads: [{id: finetune, work: 3 EFLOP, arrivals: {poisson: 2 per h}, input: {size: 1 GB}}]
)");
  CHECK(scenario.duration_s == 86400.0);
  CHECK(scenario.links[0].one_way);
  CHECK(scenario.workloads[0].by_work);
  CHECK(scenario.workloads[0].runtime_s == Distribution{Constant{3e18}});
}

TEST_CASE("load: null takes a key of the base back to its default", "[scenario]") {
  const Scenario scenario = over_one_job(R"(
sites: [{id: zhongwei, power: ~}]
workloads: [{id: finetune, deadline: null}]
)");
  CHECK(scenario.sites[0].power.price_cny_per_kwh == 0);
  CHECK(scenario.sites[0].power.pue_by_month[0] == 1);
  CHECK(std::isinf(scenario.workloads[0].deadline_s));
}

TEST_CASE("load: the order of lines changes nothing", "[scenario]") {
  const Scenario scenario = over_one_job(R"(
regions:
  - {id: wuhan, side: east, lon: 114, lat: 30}
  - {id: anhui, side: east, lon: 117, lat: 31}
links:
  - {id: z, between: [wuhan, zhongwei], capacity: 1 Gbps, latency: 1 ms}
  - {id: a, between: [anhui, zhongwei], capacity: 1 Gbps, latency: 1 ms}
workloads:
  - {id: finetune, from: {wuhan: 1, anhui: 2, shanghai: 3}, arrivals: {at: [5 s, 1 s, 3 s]},
     accelerators: {choice: {64: 0.3, 8: 0.7}}}
)");
  CHECK(scenario.regions[0].id == "anhui");
  CHECK(scenario.regions[2].id == "wuhan");
  CHECK(scenario.links[0].id == "a");
  CHECK(scenario.workloads[0].from == DemandMap{{"anhui", 2}, {"shanghai", 3}, {"wuhan", 1}});
  CHECK(std::get<ListedArrivals>(scenario.workloads[0].arrivals).times_s ==
        std::vector<double>{1, 3, 5});
  CHECK(scenario.workloads[0].accelerators == Distribution{Choice{{{8, 0.7}, {64, 0.3}}}});
}

TEST_CASE("load: distributions and data sets", "[scenario]") {
  const Scenario scenario = over_one_job(R"(
workloads:
  - id: finetune
    accelerators: {lognormal: {median: 8, sigma: 1, max: 512}}
    runtime: {exponential: {mean: 2 h}}
    requested: {times: 1.5}
    input: {size: {uniform: {from: 1 GB, to: 2 GB}}, datasets: 400, reuse: 90 %}
    output: {choice: {1 GB: 1, 2 MB: 3}}
    latency: 50 ms
    slack: 4 h
)");
  const Workload& work = scenario.workloads[0];
  CHECK(work.accelerators == Distribution{Lognormal{8, 1, 512}});
  CHECK(work.runtime_s == Distribution{Exponential{7200}});
  CHECK(work.requested_times == 1.5);
  CHECK(work.input.size_bytes == Distribution{Uniform{1e9, 2e9}});
  CHECK(work.input.datasets == 400);
  CHECK(work.input.reuse_share == 0.9);
  CHECK(work.output_bytes == Distribution{Choice{{{2e6, 3}, {1e9, 1}}}});
  CHECK(work.latency_bound_s == 0.05);
  CHECK(work.slack_s == 4 * 3600);
}

TEST_CASE("load: a week's profile has the mean 1 and begins on Monday", "[scenario]") {
  // Twelve hours at 1, twelve at 3; at the weekend half of it.
  // Mean (5 x 2 + 2 x 1) / 7 = 12 / 7, so Monday 00:00 is 7 / 12 and Sunday 23:00 is 1.5 x 7 / 12.
  const Scenario scenario = over_one_job(R"(
duration: 7 d
workloads:
  - id: finetune
    arrivals:
      poisson: 1 per min
      profile:
        day: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3]
        weekend: 0.5
)");
  const auto& poisson = std::get<PoissonArrivals>(scenario.workloads[0].arrivals);
  CHECK(poisson.rate_per_s == 1.0 / 60);
  CHECK(poisson.week_profile[0] == Approx(7.0 / 12));
  CHECK(poisson.week_profile[4 * 24 + 23] == Approx(3 * 7.0 / 12));
  CHECK(poisson.week_profile[5 * 24] == Approx(0.5 * 7.0 / 12));
  CHECK(poisson.week_profile[167] == Approx(1.5 * 7.0 / 12));
}

TEST_CASE("load: --set changes one value, whatever it stands in", "[scenario]") {
  const Scenario scenario = named("one-job", {{"placement.policy", "least-loaded"},
                                              {"sites.zhongwei.power.price", "0.4 CNY/kWh"},
                                              {"sites[0].queue", "easy"},
                                              {"workloads.finetune.arrivals.poisson", "40 per h"},
                                              {"workloads.finetune.from.shanghai", "3"},
                                              {"sites.zhongwei.pools.train.count", "20"},
                                              {"routing.paths", "5"},
                                              {"routing", "{paths: 7, choose: least-loaded}"},
                                              {"duration", "2 d"}});
  CHECK(scenario.placement.policy == "least-loaded");
  CHECK(scenario.sites[0].power.price_cny_per_kwh == 0.4);
  CHECK(scenario.sites[0].queue == "easy");
  CHECK(std::get<PoissonArrivals>(scenario.workloads[0].arrivals).rate_per_s == 40.0 / 3600);
  CHECK(scenario.workloads[0].from == DemandMap{{"shanghai", 3}});
  CHECK(scenario.sites[0].pools[0].count == 20);
  CHECK(scenario.routing.paths == 7);
  CHECK(scenario.duration_s == 2 * 86400.0);
}

TEST_CASE("load: --set reaches into the model, ids with dots included", "[scenario]") {
  const Scenario scenario =
      named("east-west-2025", {{"sites.zhongwei.power.price", "1 CNY/kWh"}, {"scale", "5 %"}});
  CHECK(scenario.scale == 0.05);
  const Scenario dotted = over_one_job(
      "regions: [{id: a.b, side: east, lon: 1, lat: 1}, {id: a, side: east, lon: 1, lat: 1}]",
      {{"regions.a.b.lat", "2"}, {"regions.a.lat", "3"}});
  CHECK(dotted.regions[0].lat_deg == 3);
  CHECK(dotted.regions[1].lat_deg == 2);
}

TEST_CASE("load: a wrong --set names itself", "[scenario]") {
  const auto only = [](const std::string& path, const std::string& value) {
    const Loaded loaded = load_scenario("one-job", {{path, value}}, kShare);
    CHECK_FALSE(loaded.scenario);
    return loaded.problems.empty() ? std::string() : to_string(loaded.problems.front());
  };
  CHECK(only("placment.policy", "nearest") ==
        "--set placment.policy=nearest: error: placment: is not known here; did you mean "
        "\"placement\"?");
  CHECK(only("placement.policy", "neerest") ==
        "--set placement.policy=neerest: error: placement.policy: unknown policy \"neerest\"; did "
        "you mean \"nearest\"?");
  CHECK(only("sites.zhongwie.queue", "easy") ==
        "--set sites.zhongwie.queue=easy: error: sites.zhongwie.queue: there is no entry "
        "\"zhongwie\"; did you mean \"zhongwei\"?");
  CHECK(only("sites[3].queue", "easy") ==
        "--set sites[3].queue=easy: error: sites[3].queue: there is no entry [3]; the list has 1");
  CHECK(only("seed", "-1").substr(0, 21) == "--set seed=-1: error:");
  CHECK(only("seed.x", "1") ==
        "--set seed.x=1: error: seed.x: \"seed\" is a plain value and has no \"x\"");
}

TEST_CASE("load: names of scenarios, folders and files", "[scenario]") {
  CHECK(named(SUANWANG_SOURCE_DIR "/scenarios/one-job").name == "one-job");
  CHECK(named(SUANWANG_SOURCE_DIR "/scenarios/one-job/scenario.yaml").name == "one-job");
  const Loaded unknown = load_scenario("one-jop", {}, kShare);
  REQUIRE(unknown.problems.size() == 1);
  CHECK(to_string(unknown.problems[0]) ==
        "one-jop: error: there is no such scenario; did you mean \"one-job\"?");
  const Loaded folder = load_scenario(SUANWANG_SOURCE_DIR "/models", {}, kShare);
  REQUIRE(folder.problems.size() == 1);
  CHECK(folder.problems[0].message ==
        "there is no such scenario; the folder holds no scenario.yaml");
}

TEST_CASE("load: a hub that is not listed comes from the catalogue", "[scenario]") {
  const Scenario scenario = over_one_job("sites: [{id: zhongwei, hub: ningxia}]");
  REQUIRE(scenario.hubs.size() == 1);
  CHECK(scenario.hubs[0].id == "ningxia");
  CHECK(scenario.hubs[0].side == Side::west);
}

TEST_CASE("load: a byte order mark and Windows line ends are no part of the text", "[scenario]") {
  const Scenario scenario =
      over_one_job("title: Ende\r\nwarmup: ~\r\nseed: 3\r\nplacement:\r\n  policy: nearest\r\n");
  CHECK(scenario.title.en == "Ende");
  CHECK(scenario.seed == 3);
  const Loaded loaded =
      load_scenario_text("\xEF\xBB\xBFsede: 1\r\nbase: one-job\r\n", "t.yaml", {}, kShare);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].mark.line == 1);
  CHECK(loaded.problems[0].mark.column == 1);
}

TEST_CASE("load: numbers are read alike in every locale", "[scenario]") {
  // A locale with a decimal comma, where the system has one.
  const char* const before = std::setlocale(LC_ALL, nullptr);
  const std::string kept = before ? before : "C";
  std::setlocale(LC_ALL, "de_DE.UTF-8");
  CHECK(named("one-job").sites[0].power.price_cny_per_kwh == 0.5);
  std::setlocale(LC_ALL, kept.c_str());
}

TEST_CASE("cooling: the mean over the year is the target, warm months lie above", "[power]") {
  // Ten months at 5 degC, July and August (62 days) at 25: 15 K above 10 degC are 0.15.
  // The mean of the rise is 0.15 x 62 / 365 = 0.025479, so base = 1.2 - 0.025479 = 1.174521.
  std::array<double, 12> outdoor_c;
  outdoor_c.fill(5);
  outdoor_c[6] = outdoor_c[7] = 25;
  const auto pue = monthly_pue(1.2, outdoor_c);
  CHECK(pue[0] == Approx(1.174521).epsilon(1e-6));
  CHECK(pue[6] == Approx(1.324521).epsilon(1e-6));
  outdoor_c.fill(-5);
  CHECK(monthly_pue(1.3, outdoor_c)[3] == Approx(1.3));
}

}  // namespace suanwang
