#include "sim/web/levers.hpp"

#include <catch2/catch.hpp>

#include "tests/web/samples.hpp"

using namespace suanwang;

namespace {

const std::string kHead = "suanwang_levers: 1\nlevers:\n";
const std::string kNames =
    "    name: {en: A, zh: 甲}\n    about: {en: B, zh: 乙}\n    drawer: policy\n"
    "    source: own\n    confidence: low\n";

std::vector<std::string> problems(const std::string& text) {
  std::vector<std::string> lines;
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
  CHECK(problems(kHead + "  - id: a\n" + kNames +
                 "    range: {low: 2, high: 1, step: 0, initial: 5}\n" +
                 "    sets: [{at: demand, to: \"{}\"}]\n") ==
        std::vector<std::string>{
            "levers.yaml:9:28: error: levers[0].range.high: must be above low",
            "levers.yaml:9:37: error: levers[0].range.step: must be above 0",
            "levers.yaml:9:49: error: levers[0].range.initial: lies outside the range"});
  CHECK(problems(kHead + "  - id: a\n" + kNames +
                 "    range: {low: 0, high: 1, step: 0.1, initial: 0}\n" +
                 "    sets: [{at: sites[north].x, to: 1}]\n") == std::vector<std::string>{});
  CHECK(
      problems(kHead + "  - id: a\n" + kNames +
               "    range: {low: 0, high: 1, step: 0.1, initial: 0}\n" +
               "    sets: [{at: \"links[west].x\", to: 1, times: 2}]\n") ==
      std::vector<std::string>{
          "levers.yaml:10:12: error: levers[0].sets[0]: only one of to, fill, times, plus, add or "
          "drop can be given, not to and times",
          "levers.yaml:10:17: error: levers[0].sets[0].at: expected a path such as "
          "sites[west].pools[*].count, links[east-west].price or placement.policy, got "
          "\"links[west].x\""});
  CHECK(problems(kHead + "  - id: a\n" + kNames +
                 "    choices: [{value: x, name: {en: X, zh: X}}]\n") ==
        std::vector<std::string>{"x"});
}
