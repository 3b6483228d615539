#include "sim/web/lever_effects.hpp"

#include <catch2/catch.hpp>

#include "models/placement/policies.hpp"
#include "sim/engine/simulate.hpp"
#include "sim/report/json.hpp"
#include "sim/study/measures.hpp"
#include "sim/study/scenario_changes.hpp"
#include "sim/web/live_run.hpp"
#include "sim/web/serve/gallery.hpp"
#include "tests/web/samples.hpp"

using namespace suanwang;

namespace {

const Gallery& gallery() {
  static const Gallery made(web_samples::share());
  return made;
}

std::shared_ptr<const LiveScenario> live(const std::string& id) { return gallery().find(id); }

Scenario state(const LiveScenario& live, const LeverValues& values) {
  REQUIRE(lever_problem(live.levers, values) == "");
  LiveState made = live_state(live, values, gallery().share());
  for (const Diagnostic& problem : made.loaded.problems) UNSCOPED_INFO(to_string(problem));
  REQUIRE(made.loaded.scenario);
  return std::move(*made.loaded.scenario);
}

/// A measure of a preview.
double measured(const Scenario& scenario, const std::string& name) {
  RunOptions options;
  options.preview_jobs = kPreviewJobs;
  return find_measure(name)->of(simulate(scenario, options));
}

const OfferedLever& offered(const LiveScenario& live, const std::string& id) {
  for (const OfferedLever& one : live.levers) {
    if (one.lever.id == id) return one;
  }
  FAIL("no lever " << id);
  throw 0;
}

}  // namespace

TEST_CASE("lever effects: each lever changes its keys alone and moves its measure as it should",
          "[levers]") {
  struct Row {
    const char* scenario;
    const char* lever;
    LeverValue value;
    LeverValues before;             ///< the others, in both runs
    std::vector<std::string> keys;  ///< first and last of each path that changes
    const char* measure;
    bool rises;
  };
  const auto word = [](const char* text) { return LeverValue(std::string(text)); };
  const LeverValues cheapest{{"policy", word("cheapest")}};
  const LeverValues west_first{{"policy", word("west-first")}};
  const LeverValues nearest{{"policy", word("nearest")}};
  const char* const nation = "east-west-2025";
  const std::vector<Row> rows{
      {nation, "policy", word("local-only"), {}, {"placement policy"}, "west_share", false},
      {nation, "west-capacity", 0.25, {}, {"sites count"}, "utilization", true},
      {nation, "link-capacity", 0.05, {}, {"links capacity"}, "response_s.mean", true},
      {nation, "west-power", 50.0, {}, {"levers levers"}, "cost_cny", false},
      {nation, "tariff", word("flat"), {}, {"sites tariff"}, "cost_cny", true},
      {nation, "carbon-price", 300.0, {}, {"economy economy"}, "cost_cny", true},
      {nation,
       "vouchers",
       80.0,
       cheapest,
       {"economy economy", "placement pays"},
       "west_share",
       true},
      {nation, "hub-quota", 80.0, nearest, {"levers levers"}, "west_share", true},
      {nation, "valley", 12.0, {}, {"placement shift"}, "response_s.mean", true},
      {nation, "demand", 2.0, {}, {"demand demand"}, "utilization", true},
      {nation, "link-price", 3.0, {}, {"links price"}, "cost_cny", true},
      {nation, "input-reuse", 0.0, {}, {"workloads reuse"}, "cross_region_bytes", true},
      {nation, "latency-bounds", 0.1, west_first, {"services latency"}, "west_share", false},
      {nation, "ip-overhead", 24.0, {}, {"sites access"}, "online_served", false},
      {nation, "failures", word("ten-times"), {}, {"failures failures"}, "response_s.mean", true},
      // The way round is dearer; a preview cannot show that it takes longer, by 0.02 % at full
      // size.
      {nation, "fibre-cut", word("two"), {}, {"events events"}, "carriage_cny", true},
      {nation, "green-contracts", word("ignored"), {}, {"sites green"}, "carbon_kg", true},
      {"bits-or-electrons", "fibre-price", 0.1, {}, {"links price"}, "cost_cny", true},
      {"bits-or-electrons",
       "eastern-network-fee",
       0.0,
       nearest,
       {"sites price"},
       "cost_cny",
       false},
  };
  std::set<std::string> tried;
  for (const Row& row : rows) {
    INFO(row.scenario << " " << row.lever);
    tried.insert(row.lever);
    const auto from = live(row.scenario);
    LeverValues after = row.before;
    after[row.lever] = row.value;
    const MergedScenario a = live_tree(*from, row.before), b = live_tree(*from, after);
    std::set<std::string> keys;
    for (const TreeChange& change : tree_changes(*a.tree, *b.tree)) {
      keys.insert(change.path.front() + " " + change.path.back());
    }
    CHECK(keys == std::set<std::string>(row.keys.begin(), row.keys.end()));
    const double before = measured(state(*from, row.before), row.measure);
    const double moved = measured(state(*from, after), row.measure);
    INFO(row.measure << ": " << before << " -> " << moved);
    CHECK((row.rises ? moved > before : moved < before));
  }
  // Every lever of the table is either above or needs a scenario of a lesson.
  for (const Lever& lever : load_levers(gallery().share().scenarios / "levers.yaml").table.levers) {
    INFO(lever.id);
    CHECK((tried.contains(lever.id) || lever.id == "latency-bound"));
  }
}

TEST_CASE("lever effects: numbers are what the sum says", "[levers]") {
  const auto nation = live("east-west-2025");
  const Scenario before = state(*nation, {});
  const Scenario after = state(*nation, {{"west-capacity", 1.5},
                                         {"link-capacity", 0.5},
                                         {"link-price", 2.0},
                                         {"ip-overhead", 10.0},
                                         {"latency-bounds", 2.0},
                                         {"west-power", 30.0}});
  for (std::size_t i = 0; i < before.sites.size(); ++i) {
    const bool west = before.sites[i].side == Side::west;
    INFO(before.sites[i].id);
    CHECK(after.sites[i].pools[0].count ==
          std::llround(static_cast<double>(before.sites[i].pools[0].count) * (west ? 1.5 : 1)));
    CHECK(after.sites[i].access_latency_s == Approx(before.sites[i].access_latency_s + 0.010));
  }
  std::size_t crossing = 0;
  for (std::size_t i = 0; i < before.links.size(); ++i) {
    const bool crosses = nation->ground.crossing_links.contains(before.links[i].id);
    crossing += crosses;
    INFO(before.links[i].id);
    CHECK(after.links[i].capacity_bps ==
          Approx(before.links[i].capacity_bps * (crosses ? 0.5 : 1)));
    CHECK(after.links[i].price_cny_per_gb == Approx(2 * before.links[i].price_cny_per_gb));
  }
  // Henan-Shaanxi joins East and West; Beijing-Tianjin does not.
  CHECK(nation->ground.crossing_links.contains("henan-shaanxi"));
  CHECK_FALSE(nation->ground.crossing_links.contains("beijing-tianjin"));
  CHECK((crossing > 10 && crossing < before.links.size() / 2));
  for (std::size_t i = 0; i < before.services.size(); ++i) {
    CHECK(after.services[i].latency_bound_s == Approx(2 * before.services[i].latency_bound_s));
  }
  REQUIRE(after.levers.power_price.size() == 1);
  CHECK(after.levers.power_price[0].discount == Approx(0.3));
}

TEST_CASE("lever effects: levers stand where the scenario has them", "[levers]") {
  const auto nation = live("east-west-2025");
  CHECK(offered(*nation, "policy").initial == LeverValue(std::string("tiered-latency")));
  CHECK(offered(*nation, "demand").initial == LeverValue(1.0));
  CHECK(offered(*nation, "carbon-price").initial == LeverValue(0.0));
  CHECK(offered(*nation, "input-reuse").initial == LeverValue(90.0));
  // 97.49 CNY/t, of the scenario's own.
  CHECK(offered(*live("carbon-price"), "carbon-price").initial == LeverValue(97.49));
  const auto bits = live("bits-or-electrons");
  CHECK(offered(*bits, "fibre-price").initial == LeverValue(0.02));
  CHECK(offered(*bits, "eastern-network-fee").initial == LeverValue(0.2));
  // What has no hold, or differs from place to place, is not offered.
  const auto has = [](const LiveScenario& scenario, const char* id) {
    return std::any_of(scenario.levers.begin(), scenario.levers.end(),
                       [&](const OfferedLever& one) { return one.lever.id == id; });
  };
  CHECK_FALSE(has(*nation, "fibre-price"));
  CHECK_FALSE(has(*nation, "eastern-network-fee"));
  CHECK_FALSE(has(*nation, "latency-bound"));
  CHECK_FALSE(has(*bits, "fibre-cut"));
  CHECK_FALSE(has(*bits, "hub-quota"));
  // A lever set to where it stands changes nothing.
  CHECK(moved_levers(nation->levers, {{"demand", 1.0}, {"link-price", 1.5}}) ==
        LeverValues{{"link-price", 1.5}});
}

TEST_CASE("lever effects: values that are none are refused in words", "[levers]") {
  const auto nation = live("east-west-2025");
  CHECK(lever_problem(nation->levers, {{"demnd", 1.0}}) ==
        "this scenario has no lever \"demnd\"; did you mean \"demand\"?");
  CHECK(lever_problem(nation->levers, {{"demand", 9.0}}) ==
        "the lever \"demand\" takes a number from 0.5 to 2.5");
  CHECK(lever_problem(nation->levers, {{"demand", std::nan("")}}) != "");
  CHECK(lever_problem(nation->levers, {{"demand", std::string("1")}}) != "");
  CHECK(lever_problem(nation->levers, {{"tariff", std::string("none")}}) ==
        "the lever \"tariff\" takes one of: published, flat");
}

TEST_CASE("lever effects: every lever of every scenario can stand at its ends", "[levers]") {
  for (const char* id : {"east-west-2025", "bits-or-electrons", "carbon-price", "one-job"}) {
    const auto from = live(id);
    for (const OfferedLever& one : from->levers) {
      std::vector<LeverValue> ends;
      if (one.lever.is_number()) ends = {one.lever.low, one.lever.high};
      for (const LeverChoice& choice : one.lever.choices) ends.emplace_back(choice.value);
      for (const LeverValue& value : ends) {
        INFO(id << " " << one.lever.id << " "
                << (one.lever.is_number() ? std::to_string(std::get<double>(value))
                                          : std::get<std::string>(value)));
        state(*from, {{one.lever.id, value}});
      }
    }
  }
}

TEST_CASE("lever effects: the YAML of a state runs to the same signature", "[levers]") {
  const auto from = live("bits-or-electrons");
  const LeverValues values{{"policy", std::string("nearest")},
                           {"fibre-price", 0.05},
                           {"west-power", 20.0},
                           {"demand", 1.5}};
  const std::string yaml = live_yaml(*from, values);
  INFO(yaml);
  const Loaded read = load_scenario_text(yaml, "mine.yaml", {}, gallery().share());
  for (const Diagnostic& problem : read.problems) UNSCOPED_INFO(to_string(problem));
  REQUIRE(read.scenario);
  CHECK(signature(simulate(*read.scenario)) == signature(simulate(state(*from, values))));
}

TEST_CASE("lever effects: the YAML of the national week says all that was moved", "[levers]") {
  const auto from = live("east-west-2025");
  LeverValues values;
  for (const OfferedLever& one : from->levers) {
    if (one.lever.is_number()) values[one.lever.id] = one.lever.high;
    if (!one.lever.is_number()) values[one.lever.id] = one.lever.choices.back().value;
  }
  values["demand"] = 1.1;  // and what stays quick to run
  values["failures"] = std::string("measured");
  const Loaded read =
      load_scenario_text(live_yaml(*from, values), "mine.yaml", {}, gallery().share());
  for (const Diagnostic& problem : read.problems) UNSCOPED_INFO(to_string(problem));
  REQUIRE(read.scenario);
  // Equal scenarios give equal results; what they are called is no part of it.
  Scenario written = *read.scenario;
  const Scenario moved = state(*from, values);
  written.name = moved.name;
  written.title = moved.title;
  CHECK((written == moved));
}

TEST_CASE("lever effects: a policy has one Chinese name, on the lever and in a report", "[web]") {
  const auto nation = live("east-west-2025");
  for (const LeverChoice& choice : offered(*nation, "policy").lever.choices)
    CHECK(choice.name.zh == policy_chinese(choice.value));
}
