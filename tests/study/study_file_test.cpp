#include <fstream>
#include <set>

#include "sim/scenario/yaml_writer.hpp"
#include "sim/study/study_check.hpp"
#include "tests/study/study_sample.hpp"

namespace suanwang {
namespace {

using Catch::Matchers::Contains;

std::vector<std::string> names_of(const Study& study) {
  std::vector<std::string> names;
  for (const StudyCase& one : study.cases) names.push_back(one.name);
  return names;
}

}  // namespace

TEST_CASE("study: a grid takes each value with each other, the last axis fastest", "[study]") {
  const StudyPlan plan = plan_of(std::string(kSmallStudy) + R"(axes:
  - {key: links.sh-zw.capacity, from: 1 Gbps, to: 16 Gbps, steps: 3, scale: log}
  - {key: placement.policy, values: [nearest, cheapest]}
cases:
  - {name: dear, set: {sites.zhongwei.power.price: 1 CNY/kWh}}
baseline: dear
)");
  CHECK(names_of(plan.study) ==
        std::vector<std::string>{
            "capacity=1 Gbps, policy=nearest", "capacity=1 Gbps, policy=cheapest",
            "capacity=4 Gbps, policy=nearest", "capacity=4 Gbps, policy=cheapest",
            "capacity=16 Gbps, policy=nearest", "capacity=16 Gbps, policy=cheapest", "dear"});
  CHECK(plan.study.baseline == 6);
  CHECK(plan.study.replications == 3);
  CHECK(std::set<std::string>(plan.hashes.begin(), plan.hashes.end()).size() == 7);
}

TEST_CASE("study: one at a time starts from the base; several keys move together", "[study]") {
  const StudyPlan plan = plan_of(std::string(kSmallStudy) + R"(design: one-at-a-time
axes:
  - {key: links.sh-zw.capacity, from: 1 Gbps, to: 3 Gbps}
  - {name: count, key: [workloads.finetune.accelerators, sites.zhongwei.pools.train.count],
     values: [2, 6]}
)");
  CHECK(names_of(plan.study) == std::vector<std::string>{"base", "capacity=1 Gbps",
                                                         "capacity=3 Gbps", "count=2", "count=6"});
  REQUIRE(plan.study.cases[3].settings.size() == 2);
  CHECK(plan.study.cases[3].settings[1].path == "sites.zhongwei.pools.train.count");
  CHECK(plan.study.cases[0].settings.empty());
}

TEST_CASE("study: a Latin hypercube visits each part of a range once", "[study]") {
  const StudyPlan plan = plan_of(std::string(kSmallStudy) + R"(design: latin-hypercube
points: 8
axes:
  - {key: links.sh-zw.capacity, from: 1 Gbps, to: 9 Gbps}
  - {key: placement.policy, values: [nearest, cheapest]}
)");
  REQUIRE(plan.study.cases.size() == 8);
  std::set<int> eighths;
  int nearest = 0;
  for (const StudyCase& one : plan.study.cases) {
    eighths.insert(static_cast<int>(std::stod(one.settings[0].value)));  // 1 to below 9 by 1
    nearest += one.settings[1].value == "nearest" ? 1 : 0;
  }
  CHECK(eighths == std::set<int>{1, 2, 3, 4, 5, 6, 7, 8});
  CHECK(nearest == 4);
}

TEST_CASE("study: everything that is wrong is told at its place", "[study]") {
  const std::string told = problems_of(std::string(kSmallStudy) + R"(axes:
  - {key: links.sh-zw.capacty, values: [1 Gbps, 2 Gbps]}
  - {key: links.sh-zw.capacity, values: [8 Gbps]}
  - {key: placement.policy, values: [nearest, cheepest]}
  - {key: links.sh-zw.latency, from: 10 ms, to: 1 s, steps: 3}
cases:
  - {name: broken, set: {sites.zhongwie.power.price: 1 CNY/kWh}}
measures: [cost_cnyy, sites.zhongwie.utilization]
pareto: [cost_cny]
)");
  CAPTURE(told);
  CHECK_THAT(told,
             Contains("study.yaml:10:5: error: capacty: links[0].capacty: is not known here"));
  CHECK_THAT(told, Contains("did you mean \"capacity\""));
  CHECK_THAT(told, Contains("study.yaml:11:5: error: capacity: changes nothing"));
  CHECK_THAT(told, Contains("study.yaml:12:5: error: policy: "));
  CHECK_THAT(told, Contains("did you mean \"cheapest\""));
  CHECK_THAT(told, Contains("to: has the unit \"s\", from has \"ms\""));
  CHECK_THAT(told, Contains("study.yaml:15:5: error: broken: "));
  CHECK_THAT(told, Contains("did you mean \"zhongwei\""));
  CHECK_THAT(told, Contains("\"cost_cnyy\" is no measure; expected one") &&
                       Contains("did you mean \"cost_cny\""));
  CHECK_THAT(told, Contains("pareto: needs two measures or more"));
}

TEST_CASE("study: what cannot be a study is refused", "[study]") {
  CHECK_THAT(problems_of("study: 1\nbase: one-job\n"), Contains("needs axes or cases"));
  CHECK_THAT(problems_of("study: 1\nbase: one-jab\ncases: [{name: a}]\n"),
             Contains("study.yaml:2:7: error: base: there is no such scenario") &&
                 Contains("did you mean \"one-job\""));
  CHECK_THAT(problems_of("study: 2\nbase: one-job\ncases: [{name: a}]\n"),
             Contains("study.yaml:1:8"));
  CHECK_THAT(problems_of("study: 1\nbase: one-job\naxis: []\ncases: [{name: a}, {name: a}]\n"),
             Contains("axis: is not known here") && Contains("did you mean \"axes\"") &&
                 Contains("is the name of another case"));
  CHECK_THAT(problems_of("study: 1\nbase: one-job\ncases: [{name: a}]\nbaseline: b\n"),
             Contains("there is no case \"b\""));
  CHECK_THAT(problems_of("study: 1\nname: ''\nbase: one-job\ncases: [{name: a}, {name: ''}]\n"),
             Contains("study.yaml:2:7: error: name: expected a name") &&
                 Contains("study.yaml:4:27: error: cases[1].name: expected a name"));
  CHECK_THAT(problems_of("study: 1\nbase: one-job\nset: {until: never}\ncases: [{name: a}]\n"),
             Contains("base: until"));
}

TEST_CASE("study: cases that are the same, none at all, or parts of a whole number", "[study]") {
  const std::string study = kSmallStudy;
  CHECK_THAT(problems_of(study + "axes: []\ncases: []\n"), Contains("needs axes or cases"));
  CHECK_THAT(problems_of(study + "design: one-at-a-time\naxes: []\n"),
             Contains("needs axes or cases"));
  CHECK_THAT(problems_of(study + "axes: [{key: links.sh-zw.capacity, values: [1 Gbps, 1 Gbps]}]\n"),
             Contains("sets the same as \"capacity=1 Gbps\""));
  CHECK_THAT(problems_of(study + "cases:\n  - {name: a, set: {demand: 2}}\n"
                                 "  - {name: b, set: {demand: 2}}\n"),
             Contains("study.yaml:11:5: error: b: \"b\" sets the same as \"a\""));
  CHECK_THAT(
      problems_of(study + "design: latin-hypercube\npoints: 3\n"
                          "axes: [{key: sites.zhongwei.pools.train.count, from: 5, to: 12}]\n"),
      Contains("expected a whole number"));
}

TEST_CASE("study: what changes nothing is found by what it means, not by how it is written",
          "[study]") {
  const auto told = [](const std::string& axis) {
    return problems_of(std::string(kSmallStudy) + "axes: [{key: " + axis + "}]\n");
  };
  const std::string card = "sites.zhongwei.pools.train.accelerator.";
  // The base says 1 d, 0.5 and 500 W.
  CHECK_THAT(told("duration, values: [24 h]"),
             Contains("duration: changes nothing: \"duration\" says the same as \"24 h\" already"));
  CHECK_THAT(told("duration, values: [24 h, 1440 min]"), Contains("changes nothing"));
  CHECK_THAT(told(card + "achieved, values: [50 %]"), Contains("changes nothing"));
  CHECK_THAT(told("[" + card + "busy, " + card + "idle], values: [500 W, 0.5 kW]"),
             Contains("changes nothing: \"500 W\" and \"0.5 kW\" mean the same here"));
  CHECK_THAT(told("duration, values: [48 h, 2 d]"),
             Contains("changes nothing: \"48 h\" and \"2 d\" mean the same here"));
  CHECK_THAT(told("duration, values: [48 h, 3 d, 2 d]"),
             Contains("duration: \"48 h\" and \"2 d\" mean the same here"));
  // Times and parts of a list come in any order.
  CHECK_THAT(told("workloads.finetune.arrivals, values: [{at: [0 s, 5 s]}, {at: [5 s, 0 s]}]"),
             Contains("changes nothing: ") && Contains("mean the same here"));
  const std::string a = "{id: a, lon: 121, lat: 31}", b = "{id: b, lon: 116, lat: 40}";
  CHECK_THAT(told("relays, values: [[" + a + ", " + b + "], [" + b + ", " + a + "]]"),
             Contains("changes nothing: ") && Contains("mean the same here"));

  // One of several values may be the base's own, and most that are written alike differ.
  for (const char* axis :
       {"duration, values: [24 h, 2 d]", "duration, values: [48 h, 48 min]", "seed, values: [1, 2]",
        "placement.policy, values: [nearest, cheapest]", "demand, from: 1, to: 2"}) {
    CHECK(told(axis).empty());
  }
  CHECK_THAT(problems_of(std::string(kSmallStudy) + "cases:\n  - {name: a, set: {duration: 2 d}}\n"
                                                    "  - {name: b, set: {duration: 3 d}}\n"
                                                    "  - {name: c, set: {duration: 48 h}}\n"),
             Contains("study.yaml:12:5: error: c: comes out the same as \"a\""));
}

TEST_CASE("study: names of a Latin hypercube's points are short, their values whole", "[study]") {
  const auto cases = [](std::uint32_t points) {
    return plan_of(std::string(kSmallStudy) + "design: latin-hypercube\npoints: " +
                   std::to_string(points) + "\naxes: [{key: demand, from: 1, to: 2}]\n")
        .study.cases;
  };
  for (const StudyCase& one : cases(8)) {
    const std::string& value = one.settings[0].value;
    CHECK(value.size() > 8);
    REQUIRE(one.name.size() <= std::string("demand=1.234").size());
    CHECK(std::stod(one.name.substr(7)) == Approx(std::stod(value)).epsilon(0.0005));
  }
  // In one part in 20,000 of a range no two have the same four digits: it takes more of them.
  std::set<std::string> names;
  for (const StudyCase& one : cases(20'000)) names.insert(one.name);
  CHECK(names.size() == 20'000);
}

TEST_CASE("study: a measure of a part has its own name in English, words in Chinese", "[study]") {
  CHECK(find_measure("sites.zhongwei.utilization")->label(Language::en) ==
        "sites.zhongwei.utilization");
  CHECK(find_measure("sites.zhongwei.utilization")->label(Language::zh) == "站点 zhongwei 利用率");
  CHECK(find_measure("classes.a.b.wait_s.mean")->label(Language::zh) == "类别 a.b 平均等待");
}

TEST_CASE("study: another engine makes every run anew", "[study]") {
  const StudyPlan plan = plan_of(std::string(kSmallStudy) + "cases: [{name: a}]\n");
  const auto hash = [&](const char* version) {
    return CaseHash(plan.base, plan.share, version).of(plan.study.cases[0]);
  };
  CHECK(hash("test") == plan.hashes[0]);
  CHECK(hash("0.1.0+000000000000") == hash("0.1.0+000000000000"));
  CHECK(hash("0.1.0+000000000000") != hash("0.1.0+000000000001"));
}

TEST_CASE("study: files beside a study are found from anywhere, and known by what they hold",
          "[study]") {
  const StudyFolder folder;
  const auto write = [&](const char* name, const std::string& text) {
    std::ofstream(folder / name) << text;
  };
  const std::string head =
      "job,region,submit_s,accelerators,runtime_s,requested_s,input_bytes,output_bytes\n";
  write("a.csv", head + "1,shanghai,0,4,60,60,0,0\n");
  write("b.csv", head + "1,shanghai,0,4,120,120,0,0\n");
  write(
      "study.yaml",
      "study: 1\nbase: one-job\nset: {workloads: [{id: replay, csv: a.csv, from: {shanghai: 1}}]}\n"
      "axes: [{key: workloads.replay.csv, values: [./a.csv, b.csv]}]\n");
  const auto hashes = [&] {
    LoadedStudy loaded = load_study((folder / "study.yaml").string(), {}, source_share());
    for (const Diagnostic& problem : loaded.problems) FAIL_CHECK(to_string(problem));
    REQUIRE(loaded.study);
    return make_plan(std::move(loaded), source_share(), "test").hashes;
  };
  const auto before = hashes();
  CHECK(hashes() == before);
  write("b.csv", head + "1,shanghai,0,4,240,240,0,0\n");
  CHECK(hashes()[0] == before[0]);
  CHECK(hashes()[1] != before[1]);
}

TEST_CASE("study: a merged scenario written as YAML reads back the same", "[study]") {
  for (const auto& entry : std::filesystem::directory_iterator(SUANWANG_SOURCE_DIR "/scenarios")) {
    const std::string name = entry.path().filename().string();
    if (!std::filesystem::exists(entry.path() / "scenario.yaml")) continue;
    CAPTURE(name);
    const MergedScenario merged = merge_scenario(name, {}, source_share());
    REQUIRE(merged.tree);
    Problems problems;
    const auto again = parse_yaml(to_yaml(*merged.tree), name, problems);
    REQUIRE(again);
    CHECK(same_tree(*again, *merged.tree));
    const auto line = parse_yaml(to_yaml_line(*merged.tree), name, problems);
    REQUIRE(line);
    CHECK(same_tree(*line, *merged.tree));
  }
}

}  // namespace suanwang
