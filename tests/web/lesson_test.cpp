#include "sim/web/lesson.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "sim/web/lever_effects.hpp"
#include "tests/study/study_sample.hpp"
#include "tests/web/lesson_table.hpp"

// The lessons under scenarios/lessons: whole, in both languages, their targets and figures those of
// the stored sweep, which is what the program finds.

namespace suanwang {
namespace {

using lesson_table::ground_of;
using lesson_table::Sweep;

Lesson lesson_of(const std::string& id) {
  const LoadedLesson loaded = load_lesson(id, source_share());
  for (const Diagnostic& problem : loaded.problems) FAIL_CHECK(to_string(problem));
  REQUIRE(loaded.lesson);
  return *loaded.lesson;
}

/// Measures of the case with these values of the axes.
std::map<std::string, double> measures_of(const Lesson& lesson, const LessonCase& one) {
  std::map<std::string, double> measures;
  for (std::size_t m = 0; m < lesson.measures.size(); ++m) {
    measures[lesson.measures[m]] = one.measures[m];
  }
  return measures;
}

bool is_met(const LessonCheck& check, double value, double start) {
  const double found = check.of_difference ? value - start : value;
  return check.at_least ? found >= check.target - 1e-9 : found <= check.target + 1e-9;
}

bool meets_all(const Lesson& lesson, const LessonCase& one, bool guards_only = false) {
  const auto measures = measures_of(lesson, one);
  const auto start = measures_of(lesson, lesson.cases[lesson.start]);
  return std::all_of(lesson.checks.begin(), lesson.checks.end(), [&](const LessonCheck& check) {
    return (guards_only && !check.is_guard) ||
           is_met(check, measures.at(check.measure), start.at(check.measure));
  });
}

}  // namespace

TEST_CASE("lessons: each is a folder with its sweep, its results and a README", "[lessons]") {
  const std::vector<std::string> ids = lesson_ids(source_share());
  CHECK(ids == std::vector<std::string>{"bits-or-power", "idle-west", "movable-work"});
  std::set<int> numbers;
  for (const std::string& id : ids) {
    CAPTURE(id);
    const auto folder = source_share().scenarios / "lessons" / id;
    for (const char* file : {"scenario.yaml", "study.yaml", "expected.csv", "README.md"}) {
      CAPTURE(file);
      CHECK(std::filesystem::exists(folder / file));
    }
    const Lesson lesson = lesson_of(id);
    CHECK(lesson.scenario == "lessons/" + id);
    numbers.insert(lesson.number);
    const LoadedStudy study = load_study("lessons/" + id, {}, source_share());
    for (const Diagnostic& problem : study.problems) FAIL_CHECK(to_string(problem));
    // The page's one run is the sweep's one replication, at full size.
    REQUIRE(study.study);
    CHECK(study.study->replications == 1);
  }
  CHECK(numbers == std::set<int>{1, 2, 3});
}

TEST_CASE("lessons: targets, best and front follow from the stored sweep", "[lessons]") {
  for (const std::string& id : lesson_ids(source_share())) {
    CAPTURE(id);
    const Lesson lesson = lesson_of(id);
    const Sweep sweep(id);
    const auto start = sweep.at(sweep.baseline());
    int targets = 0;
    for (const LessonCheck& check : lesson.checks) {
      CAPTURE(check.measure);
      if (check.is_guard) continue;
      ++targets;
      // T = baseline + 0.7 (best - baseline), best over the cases that keep all guards.
      double best = start.at(check.measure);
      for (const auto& row : sweep.rows()) {
        const bool keeps =
            std::all_of(lesson.checks.begin(), lesson.checks.end(), [&](const LessonCheck& guard) {
              return !guard.is_guard ||
                     is_met(guard, row.at(guard.measure), start.at(guard.measure));
            });
        if (!keeps) continue;
        best = check.at_least ? std::max(best, row.at(check.measure))
                              : std::min(best, row.at(check.measure));
      }
      const double base = start.at(check.measure);
      CHECK(check.target == Approx(base + 0.7 * (best - base)));
      // Never met at the start.
      CHECK_FALSE(is_met(check, base, base));
    }
    CHECK(targets == 1);
    // Always reachable within the guards: by the best case.
    CHECK(meets_all(lesson, lesson.cases[lesson.best]));
    // The front by its definition: no other case that keeps the guards is as good in both and
    // better in one.
    const auto sign = [&](const std::string& measure) {
      for (const LessonCheck& check : lesson.checks) {
        if (check.measure == measure && !check.is_guard) return check.at_least ? -1 : 1;
      }
      return 1;  // all others of these lessons are better low
    };
    for (const LessonCase& one : lesson.cases) {
      const auto here = measures_of(lesson, one);
      CHECK(one.keeps_guards == meets_all(lesson, one, true));
      const bool beaten =
          std::any_of(lesson.cases.begin(), lesson.cases.end(), [&](const LessonCase& other) {
            if (!meets_all(lesson, other, true)) return false;
            const auto there = measures_of(lesson, other);
            bool as_good = true, better = false;
            for (const std::string& measure : {lesson.front_x, lesson.front_y}) {
              const double gain = sign(measure) * (here.at(measure) - there.at(measure));
              as_good = as_good && gain >= 0;
              better = better || gain > 0;
            }
            return as_good && better;
          });
      CHECK(one.is_front == (one.keeps_guards && !beaten));
    }
  }
}

TEST_CASE("lessons: the page gets the type Lesson of model.ts", "[lessons]") {
  for (const std::string& id : lesson_ids(source_share())) {
    CAPTURE(id);
    const Lesson lesson = lesson_of(id);
    const auto json = nlohmann::json::parse(lesson_json(lesson));
    const Sweep sweep(id);
    CHECK(json.at("id") == id);
    CHECK(json.at("start").size() == json.at("levers").size());
    CHECK(json.at("front").size() == sweep.rows().size());
    CHECK(json.at("front_measures").size() == 2);
    CHECK(json.at("best").at("measures").at(lesson.front_x).is_number());
    for (const auto& check : json.at("checks")) {
      CHECK((check.at("rule") == "at_least" || check.at("rule") == "at_most"));
      CHECK((check.at("of") == "value" || check.at("of") == "difference"));
      CHECK(check.at("target").is_number());
      CHECK(check.at("guard").is_boolean());
    }
    // Every text in both languages: no key "en" without a "zh" of its own, in Chinese characters.
    int texts = 0;
    const auto look = [&](auto& self, const nlohmann::json& node) -> void {
      if (node.is_object() && node.contains("en")) {
        ++texts;
        const std::string en = node.at("en"), zh = node.at("zh");
        CAPTURE(en, zh);
        CHECK_FALSE(en.empty());
        CHECK(std::any_of(zh.begin(), zh.end(), [](char c) { return (c & 0x80) != 0; }));
        CHECK(std::all_of(en.begin(), en.end(), [](char c) { return (c & 0x80) == 0; }));
        CHECK(en.find('{') == en.npos);
        CHECK(zh.find('{') == zh.npos);
      } else if (node.is_structured()) {
        for (const auto& inner : node) self(self, inner);
      }
    };
    look(look, json);
    CHECK(texts >= 15);
  }
  std::vector<Lesson> all;
  for (const std::string& id : lesson_ids(source_share())) all.push_back(lesson_of(id));
  const auto list = nlohmann::json::parse(lessons_json(all));
  REQUIRE(list.size() == 3);
  for (int i = 0; i < 3; ++i) CHECK(list[i].at("number") == i + 1);
}

TEST_CASE("lessons: each lever is one of the live page, and sets what the sweep's axis sets",
          "[lessons]") {
  const LoadedLevers levers = load_levers(source_share().scenarios / "levers.yaml");
  REQUIRE(levers.problems.empty());
  for (const std::string& id : lesson_ids(source_share())) {
    const Lesson lesson = lesson_of(id);
    const LoadedStudy study = load_study("lessons/" + id, {}, source_share());
    REQUIRE(study.study);
    REQUIRE(study.study->axes.size() == lesson.levers.size());
    const Loaded read = read_merged(study.base, {}, source_share());
    REQUIRE(read.scenario);
    const LeverGround ground(*read.scenario);
    const auto offered = offered_levers(levers.table, *study.base.tree, ground);
    for (std::size_t l = 0; l < lesson.levers.size(); ++l) {
      const LessonLever& lever = lesson.levers[l];
      const Axis& axis = study.study->axes[l];
      for (std::size_t v = 0; v < lever.values.size(); ++v) {
        CAPTURE(id, lever.id, axis.values[v]);
        const LeverValues values{{lever.id, lever.values[v]}};
        REQUIRE(lever_problem(offered, values) == "");
        MergedScenario moved = study.base;
        move_levers(offered, values, ground, *moved.tree);
        std::vector<Override> settings;
        for (const std::string& key : axis.keys) settings.push_back({key, axis.values[v]});
        const Loaded by_lever = read_merged(moved, {}, source_share());
        const Loaded by_axis = read_merged(study.base, settings, source_share());
        REQUIRE(by_lever.scenario);
        REQUIRE(by_axis.scenario);
        CHECK(by_lever.scenario->placement.policy == by_axis.scenario->placement.policy);
        CHECK(ground_of(*by_lever.scenario) == ground_of(*by_axis.scenario));
      }
    }
  }
}

}  // namespace suanwang
