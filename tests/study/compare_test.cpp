#include "sim/engine/simulate.hpp"
#include "sim/study/paired_report.hpp"
#include "sim/study/replicate.hpp"
#include "sim/study/why.hpp"
#include "tests/study/study_sample.hpp"

namespace suanwang {
namespace {

MergedScenario one_job(const std::vector<Override>& changes) {
  MergedScenario merged = merge_scenario("one-job", changes, source_share());
  REQUIRE(merged.tree);
  return merged;
}

Scenario small(const std::vector<Override>& changes) {
  std::vector<Override> all{{"duration", "1 d"},
                            {"workloads.finetune.arrivals", "{poisson: 4 per h}"},
                            {"workloads.finetune.runtime", "{exponential: {mean: 30 min}}"}};
  all.insert(all.end(), changes.begin(), changes.end());
  const Loaded loaded = load_scenario("one-job", all, source_share());
  REQUIRE(loaded.scenario);
  return *loaded.scenario;
}

WhyOptions cost_only() {
  WhyOptions options;
  options.measures = {*find_measure("cost_cny")};
  return options;
}

}  // namespace

TEST_CASE("why: price and PUE share their product as worked out by hand", "[why]") {
  // IT energy e = 2.6305666... kWh whatever the price. Energy costs e x PUE x price: 0.6 e before,
  // 1.5 e after; with the price alone 1.2 e, with the PUE alone 0.75 e. Over both orders the price
  // brings ((1.2 - 0.6) + (1.5 - 0.75)) / 2 = 0.675 e, the PUE ((0.75 - 0.6) + (1.5 - 1.2)) / 2 =
  // 0.225 e.
  const Why why = explain(
      one_job({}),
      one_job({{"sites.zhongwei.power.price", "1 CNY/kWh"}, {"sites.zhongwei.power.pue", "1.5"}}),
      source_share(), cost_only());
  constexpr double kEnergy = 2.6305666666666667;
  REQUIRE(why.changes.size() == 2);
  CHECK(why.runs == 4);
  CHECK(why.changes[0].label == "sites.zhongwei.power.pue: 1.2 -> 1.5");
  CHECK(why.parts[0][0].mean == Approx(0.225 * kEnergy).epsilon(1e-12));
  CHECK(why.parts[0][1].mean == Approx(0.675 * kEnergy).epsilon(1e-12));
  CHECK(why.to[0] - why.from[0] == Approx(0.9 * kEnergy).epsilon(1e-12));
}

TEST_CASE("why: the parts sum to the whole, of few changes and of many", "[why]") {
  std::vector<Override> changes{
      {"sites.zhongwei.power.price", "1 CNY/kWh"}, {"sites.zhongwei.power.pue", "1.5"},
      {"links.sh-zw.price", "0.05 CNY/GB"},        {"links.sh-zw.capacity", "2 Gbps"},
      {"workloads.finetune.runtime", "2 h"},       {"workloads.finetune.input", "300 GB"},
      {"workloads.finetune.output", "1 GB"},       {"workloads.finetune.accelerators", "8"}};
  const Why why = explain(one_job({}), one_job(changes), source_share(), cost_only());
  CHECK(why.is_sampled);
  REQUIRE(why.changes.size() == 8);
  double sum = 0;
  for (const Interval& part : why.parts[0]) sum += part.mean;
  CHECK(sum == Approx(why.to[0] - why.from[0]).epsilon(1e-12));
  CHECK(why.runs <= 256);
}

TEST_CASE("why: what only makes sense together is one change", "[why]") {
  // A second site and the link to it: neither can be read without the other.
  const Why why =
      explain(one_job({}),
              one_job({{"sites", R"([{id: zhongwei, lon: 105.19, lat: 37.52, side: west,
                 pools: [{id: train, accelerator: {peak: 100 TFLOPS, achieved: 0.5, memory: 64 GB,
                          idle: 100 W, busy: 500 W}, count: 10}],
                 power: {pue: 1.2, price: 0.5 CNY/kWh, carbon: 600 g/kWh}},
                {id: near, lon: 121, lat: 31, side: east,
                 pools: [{id: train, accelerator: {peak: 100 TFLOPS, achieved: 0.5, memory: 64 GB,
                          idle: 100 W, busy: 500 W}, count: 10}],
                 power: {pue: 1.2, price: 0.9 CNY/kWh, carbon: 600 g/kWh}}])"},
                       {"links", R"([{id: sh-zw, between: [shanghai, zhongwei], capacity: 8 Gbps,
                 latency: 20 ms, price: 0.02 CNY/GB},
                {id: sh-near, between: [shanghai, near], capacity: 8 Gbps, latency: 1 ms}])"}}),
              source_share(), cost_only());
  CHECK(why.is_coarse);
  double sum = 0;
  for (const Interval& part : why.parts.at(0)) sum += part.mean;
  CHECK(sum == Approx(why.to[0] - why.from[0]));
  CHECK(why.to[0] != why.from[0]);
}

TEST_CASE("changes: of two scenarios that say the same there are none", "[why]") {
  CHECK(tree_changes(*one_job({}).tree, *one_job({{"name", "other"}}).tree).empty());
  const auto changes =
      tree_changes(*one_job({}).tree, *one_job({{"sites.zhongwei.pools.train.count", "20"}}).tree);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].path ==
        std::vector<std::string>{"sites", "zhongwei", "pools", "train", "count"});
  const MergedScenario a = one_job({}), b = one_job({{"seed", "2"}, {"until", "done"}});
  const auto groups = grouped(tree_changes(*a.tree, *b.tree), 16);
  REQUIRE(groups.size() == 1);
  CHECK(tree_changes(with_changes(*a.tree, groups, 1), *b.tree).empty());
}

TEST_CASE("replicate: threads change nothing, and equal scenarios differ by nothing", "[compare]") {
  const std::vector<Scenario> scenarios{small({}), small({}),
                                        small({{"links.sh-zw.capacity", "1 Gbps"}})};
  const auto measures = measures_for(scenarios);
  ReplicateOptions options;
  const Replicated serial = replicate(scenarios, measures, options);
  options.threads = 3;
  const Replicated threaded = replicate(scenarios, measures, options);
  CHECK(serial.replications == 5);
  CHECK(serial.values == threaded.values);
  for (const PairedDifference& d : differences(serial, 0, 1)) {
    CHECK((d.difference.count == 0 || (d.is_exact() && d.difference.mean == 0)));
  }
  // A narrower fibre makes every job slower, in every replication.
  std::size_t response = 0;
  while (measures[response].name() != "response_s.mean") ++response;
  const PairedDifference slower = differences(serial, 0, 2)[response];
  CHECK(slower.difference.mean > 0);
  CHECK(slower.is_clear());
}

TEST_CASE("replicate: --until ends when the decision is clear, or at the most", "[compare]") {
  const std::vector<Measure> cost{*find_measure("cost_cny")};
  ReplicateOptions options;
  options.until = 1e-6;
  options.replications = 40;
  // Equal scenarios are settled at once, at the fewest pairs.
  const Replicated same = replicate({small({}), small({})}, cost, options);
  CHECK(same.replications == kFewestPairs);
  CHECK_FALSE(same.is_cut_off);
  CHECK(cut_off_report(same, 0.01, Language::en).empty());
  // Fewer pairs settle nothing, however equal.
  options.replications = 5;
  const Replicated few = replicate({small({}), small({})}, cost, options);
  CHECK(few.replications == 5);
  CHECK(few.is_cut_off);
  const std::string told = cut_off_report(few, 0.015, Language::en);
  CHECK_THAT(told,
             Catch::Matchers::Contains("replications, 5") && Catch::Matchers::Contains("1.5 %"));
  options.replications = 40;
  // Dearer power is a clear decision long before the interval is that narrow.
  CHECK(replicate({small({}), small({{"sites.zhongwei.power.price", "1 CNY/kWh"}})}, cost, options)
            .replications < 40);
}

}  // namespace suanwang
