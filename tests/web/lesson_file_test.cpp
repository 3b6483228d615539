#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "sim/web/lesson.hpp"
#include "tests/study/study_sample.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

const char* const kGoodLesson = R"(lesson: 1
number: 7
title: {en: Small, zh: 小}
myth: {en: It is so., zh: 就是这样。}
question: {en: Is it so, zh: 是吗？}
prediction:
  question: {en: What then, zh: 然后呢？}
  choices: [{id: up, name: {en: More, zh: 多}}, {id: down, name: {en: Less, zh: 少}}]
  answer: down
levers:
  - {id: policy, values: [nearest, cheapest], start: nearest}
  - {id: demand, values: [0.5, 1], start: 1}
checks:
  - {measure: cost_cny, at_most: sweep, name: {en: Cost, zh: 费用}}
  - {measure: slo, at_least: -0.1, of: difference, guard: true, name: {en: In time, zh: 按时}}
trade_off: [cost_cny, carbon_kg]
finds:
  - en: "From {cost_cny} to {cost_cny @ policy=cheapest}: {slo @ policy=cheapest, demand=0.5 - start}."
    zh: "从 {cost_cny} 到 {cost_cny @ policy=cheapest}，{slo @ policy=cheapest, demand=0.5 - start}。"
ask: [{en: Why, zh: 为什么？}]
sources: [None]
)";

const char* const kGoodStudy = R"(study: 1
base: one-job
axes:
  - {name: policy, key: placement.policy, values: [nearest, cheapest]}
  - {name: demand, key: demand, values: [0.5, 1]}
)";

const char* const kGoodTable = R"(case,policy,demand,runs,cost_cny,cost_cny.difference,slo,carbon_kg
"policy=nearest, demand=0.5",nearest,0.5,1,500,-500,0.9,5
"policy=nearest, demand=1",nearest,1,1,1000,,0.9,9
"policy=cheapest, demand=0.5",cheapest,0.5,1,300,-700,0.7,4
"policy=cheapest, demand=1",cheapest,1,1,600,-400,0.8,6
)";

/// A share with one lesson of the name `small`.
class LessonShare {
 public:
  LessonShare(const std::string& lesson, const std::string& study, const std::string& table) {
    const fs::path here = folder_ / "lessons/small";
    fs::create_directories(here);
    std::ofstream(here / "lesson.yaml") << lesson;
    std::ofstream(here / "study.yaml") << study;
    std::ofstream(here / "expected.csv") << table;
  }

  LoadedLesson load(const std::string& id = "small") const {
    return load_lesson(id, {source_share().catalog, folder_ / ""});
  }

  /// Everything that is wrong, a line each, with files by their names alone.
  std::string problems() const {
    std::string lines;
    const std::string here = (folder_ / "lessons/small/").string();
    for (const Diagnostic& problem : load().problems) {
      std::string line = to_string(problem);
      if (line.rfind(here, 0) == 0) line.erase(0, here.size());
      lines += line + "\n";
    }
    return lines;
  }

 private:
  StudyFolder folder_;
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string of_lesson(const std::string& from, const std::string& to) {
  return LessonShare(replaced(kGoodLesson, from, to), kGoodStudy, kGoodTable).problems();
}

std::string of_table(const std::string& from, const std::string& to) {
  return LessonShare(kGoodLesson, kGoodStudy, replaced(kGoodTable, from, to)).problems();
}

}  // namespace

TEST_CASE("lesson file: targets, best and figures are worked out from the table", "[lessons]") {
  const LessonShare share(kGoodLesson, kGoodStudy, kGoodTable);
  CHECK(share.problems() == "");
  const LoadedLesson loaded = share.load();
  REQUIRE(loaded.lesson);
  const Lesson& lesson = *loaded.lesson;
  CHECK(lesson.number == 7);
  CHECK(lesson.scenario == "lessons/small");
  // The guard allows slo to fall from 0.9 to 0.8, so 0.7 is out: of 500, 1000 and 600 the least is
  // 500. T = 1000 + 0.7 (500 - 1000) = 650.
  CHECK(lesson.cases[lesson.best].values == std::vector<std::size_t>{0, 0});
  CHECK(lesson.checks[0].target == Approx(650));
  CHECK(lesson.checks[1].target == Approx(-0.1));
  // Of those that keep the guard, (500, 5) beats (1000, 9) and (600, 6).
  for (const LessonCase& one : lesson.cases) {
    CHECK(one.is_front == (one.values == std::vector<std::size_t>{0, 0}));
    CHECK(one.keeps_guards == (one.values != std::vector<std::size_t>{1, 0}));
  }
  CHECK(lesson.finds[0].en == "From CNY 1,000 to CNY 600: -20.0 pt.");
  CHECK(lesson.finds[0].zh == "从 1000元 到 600元，-20.0个百分点。");
}

TEST_CASE("lesson file: of equally good cases the better in the other measure is best",
          "[lessons]") {
  const LessonShare share(kGoodLesson, kGoodStudy,
                          replaced(replaced(kGoodTable, "cheapest,0.5,1,300,-700,0.7,4",
                                            "cheapest,0.5,1,500,-500,0.9,3"),
                                   "600,-400", "500,-500"));
  const LoadedLesson loaded = share.load();
  REQUIRE(loaded.lesson);
  CHECK(loaded.lesson->cases[loaded.lesson->best].values == std::vector<std::size_t>{1, 0});
}

TEST_CASE("lesson file: whatever is wrong is told at its place", "[lessons]") {
  CHECK(of_lesson("number: 7", "numbr: 7") ==
        "lesson.yaml:1:1: error: number: is missing; expected a whole number\n"
        "lesson.yaml:2:1: error: numbr: is not known here; did you mean \"number\"?\n");
  CHECK(of_lesson("title: {en: Small, zh: 小}", "title: {en: Small}") ==
        "lesson.yaml:3:8: error: title.zh: is missing; expected a text\n");
  CHECK(of_lesson("myth: {en: It is so., zh: 就是这样。}", "myth: It is so.") ==
        "lesson.yaml:4:7: error: myth: expected a text in both languages: {en: ..., zh: ...}\n");
  CHECK(of_lesson("zh: 是吗？", "zh: ''") ==
        "lesson.yaml:5:30: error: question.zh: is empty; expected the text in this language\n");
  CHECK(of_lesson("answer: down", "answer: dwon") ==
        "lesson.yaml:9:11: error: prediction.answer: \"dwon\" is none of the choices; did you mean "
        "\"down\"?\n");
  CHECK(of_lesson("start: 1}", "start: 2}") ==
        "lesson.yaml:12:43: error: levers[1].start: is none of the values\n");
  CHECK(of_lesson("at_most: sweep", "at_most: best") ==
        "lesson.yaml:14:34: error: checks[0].at_most: expected sweep or a number, got \"best\"\n");
  CHECK(of_lesson("at_least: -0.1", "at_least: sweep") ==
        "lesson.yaml:15:30: error: checks[1].at_least: a guard says a number; the sweep's target "
        "follows from what keeps the guards\n");
  CHECK(of_lesson("[cost_cny, carbon_kg]", "[cost_cny]") ==
        "lesson.yaml:16:12: error: trade_off: expected two measures such as [wait_s.p95, "
        "cost_cny], got a list\n");
}

TEST_CASE("lesson file: what does not fit the sweep is told at its place", "[lessons]") {
  CHECK(of_lesson("{id: demand, values", "{id: demands, values") ==
        "lesson.yaml:12:5: error: levers: \"demands\" stands where the sweep has the axis "
        "\"demand\"\n");
  CHECK(of_lesson("values: [0.5, 1]", "values: [0.5, 0.7, 1]") ==
        "lesson.yaml:12:5: error: levers: \"demand\" has 3 values, its axis 2\n");
  CHECK(of_lesson("measure: cost_cny", "measure: cost_cy") ==
        "lesson.yaml:14:5: error: checks: \"cost_cy\" is no measure of the sweep's table; did you "
        "mean \"cost_cny\"?\n");
  CHECK(of_lesson("at_most: sweep", "at_least: sweep") ==
        "lesson.yaml:14:5: error: checks: the best case of the sweep has 1000 of cost_cny, the "
        "start 1000; no target lies between\n");
  CHECK(of_lesson("at_least: -0.1", "at_least: 0.5") ==
        "lesson.yaml:14:5: error: checks: no case of the sweep keeps all guards\n");
  CHECK(of_lesson("{cost_cny @ policy=cheapest}:", "{cost_cny @ policy=cheepest}:") ==
        "lesson.yaml:18:5: error: finds[0]: \"cheepest\" is no value of policy; did you mean "
        "\"cheapest\"?\n");
  CHECK(of_lesson("From {cost_cny}", "From {cost_cny") ==
        "lesson.yaml:18:5: error: finds[0]: \"cost_cny to {cost_cny\" is no measure of the sweep's "
        "table; known: cost_cny, slo, carbon_kg\n");
  CHECK(of_table(",0.9,9", ",0.9,nine") ==
        "expected.csv:3:50: error: expected a number, got \"nine\"\n");
  CHECK(of_table("\"policy=cheapest, demand=1\",cheapest,1,", "x,cheapst,1,") ==
        "expected.csv:5:3: error: \"cheapst\" is no value of the study's axis \"policy\"; did you "
        "mean \"cheapest\"?\n");
  CHECK(of_table("\"policy=cheapest, demand=1\",cheapest,1,1,600,-400,0.8,6\n", "") ==
        "expected.csv:1:1: error: has 3 cases, the study 4; run the sweep again\n");
  CHECK(LessonShare(kGoodLesson, kGoodStudy, "").problems() ==
        "expected.csv:1:1: error: is empty; expected the cases of the sweep\n");
  CHECK(LessonShare(kGoodLesson, "study: 1\nbase: one-job\n", kGoodTable).problems() ==
        "study.yaml:1:1: error: axes: expected the axes of the lesson's sweep\n");
}

TEST_CASE("lesson file: a lesson that is not there is told; no other file is looked at",
          "[lessons]") {
  const LessonShare share(kGoodLesson, kGoodStudy, kGoodTable);
  for (const char* name : {"smal", "../lessons/small", "/etc/passwd", ""}) {
    const LoadedLesson loaded = share.load(name);
    CHECK_FALSE(loaded.lesson);
    REQUIRE(loaded.problems.size() == 1);
    CHECK(loaded.problems[0].message.rfind("there is no such lesson", 0) == 0);
  }
}

}  // namespace suanwang
