#include "sim/web/levers.hpp"

#include <catch2/catch.hpp>

#include "tests/web/samples.hpp"

using namespace suanwang;

namespace {

using Lines = std::vector<std::string>;

const std::string kHead = "suanwang_levers: 1\nlevers:\n  - id: a\n";
const std::string kNames =
    "    name: {en: A, zh: 甲}\n    about: {en: B, zh: 乙}\n    drawer: policy\n"
    "    source: own\n    confidence: low\n";

Lines problems(const std::string& text) {
  Lines lines;
  for (const Diagnostic& problem : read_levers(text, "levers.yaml").problems) {
    lines.push_back(to_string(problem));
  }
  return lines;
}

}  // namespace

TEST_CASE("levers: the table that comes with the program reads without a problem", "[levers]") {
  const LoadedLevers loaded = load_levers(web_samples::share().scenarios / "levers.yaml");
  for (const Diagnostic& problem : loaded.problems) UNSCOPED_INFO(to_string(problem));
  REQUIRE(loaded.problems.empty());
  CHECK(loaded.table.levers.size() >= 15);
  for (const Lever& lever : loaded.table.levers) {
    INFO(lever.id);
    CHECK(lever.name.en != lever.name.zh);
    CHECK(lever.about.en != lever.about.zh);
    CHECK_FALSE(lever.source.empty());
    CHECK((lever.is_number() ? lever.steps.size() >= 2 : lever.choices.size() >= 2));
  }
}

TEST_CASE("levers: mistakes are told with line, column and what was expected", "[levers]") {
  const std::string range = "    range: {low: 0, high: 1, step: 0.1, initial: 0}\n";
  const auto told = [&](const std::string& rest) { return problems(kHead + kNames + rest); };
  const std::string sets = "    sets: [{at: demand, to: \"{}\"}]\n";
  CHECK(told(range + sets) == Lines{});
  CHECK(told("    range: {low: 2, high: 1, step: 0, initial: 5}\n" + sets) ==
        Lines{"levers.yaml:9:27: error: levers[0].range.high: must be above low",
              "levers.yaml:9:36: error: levers[0].range.step: must be above 0",
              "levers.yaml:9:48: error: levers[0].range.initial: lies outside the range"});
  CHECK(told(range + "    steps: [{value: 2, name: {en: two, zh: 二}}]\n" + sets) ==
        Lines{"levers.yaml:10:21: error: levers[0].steps[0].value: lies outside the range"});
  CHECK(
      told(range + "    sets: [{at: \"sites[*].x\", to: 1, times: 2}]\n") ==
      Lines{
          "levers.yaml:10:45: error: levers[0].sets[0].times: excludes \"to\"; give one of them"});
  const std::string path =
      "expected a path such as sites[west].pools[*].count, links[east-west].price or "
      "placement.policy, got ";
  for (const char* wrong :
       {"links[west].x", "sites[east-west].x", "a..b", "a[", "a[*", "A.b", "x."}) {
    CHECK(told(range + "    sets: [{at: \"" + wrong + "\", to: 1}]\n") ==
          Lines{"levers.yaml:10:17: error: levers[0].sets[0].at: " + path + "\"" + wrong + "\""});
  }
  CHECK(told(range + "    needs: [\"a b\"]\n" + sets) ==
        Lines{"levers.yaml:10:13: error: levers[0].needs[0]: " + path + "\"a b\""});
  CHECK(told(range) == Lines{"levers.yaml:3:5: error: levers[0]: sets nothing"});
  CHECK(told("    choices: [{value: x, name: {en: X, zh: Y}}]\n" + sets) ==
        Lines{"levers.yaml:9:14: error: levers[0].choices: needs two choices at least"});
  CHECK(told(range + "    choices: []\n" + sets).size() == 1);
  CHECK(told(sets).size() == 1);
  CHECK(told("    choices: [{value: x, name: X}, {value: x, name: {en: X}}]\n" + sets) ==
        Lines{"levers.yaml:9:32: error: levers[0].choices[0].name: needs both languages, {en: ..., "
              "zh: ...}",
              "levers.yaml:9:44: error: levers[0].choices[1].value: \"x\" is there already",
              "levers.yaml:9:53: error: levers[0].choices[1].name: needs \"zh\" too"});
  CHECK(problems("suanwang_levers: 1\nlive: {a: 3}\nlevers: []\n") ==
        Lines{"levers.yaml:2:11: error: live.a: expected changes to the scenario such as "
              "{duration: 8 d}"});
  CHECK(problems("suanwang_levers: 2\nlevers: []\n").size() == 1);
  CHECK(problems("levers: 5\n").size() == 2);
}

TEST_CASE("levers: they come in the order of their file", "[levers]") {
  std::string text = "suanwang_levers: 1\nlevers:\n";
  for (const char* id : {"b", "c", "a"}) {
    text += std::string("  - id: ") + id + "\n" + kNames +
            "    range: {low: 0, high: 1, step: 0.1, initial: 0}\n"
            "    sets: [{at: demand, to: \"{}\"}]\n";
  }
  const LoadedLevers loaded = read_levers(text, "levers.yaml");
  REQUIRE(loaded.table.levers.size() == 3);
  CHECK(loaded.table.levers[0].id == "b");
  CHECK(loaded.table.levers[2].id == "a");
}
