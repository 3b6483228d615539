#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/scenario/load.hpp"
#include "sim/scenario/text.hpp"

namespace suanwang {

/// What a lever is set to: a number in the lever's unit, or one of its words.
using LeverSetting = std::variant<double, std::string>;

/// A lever that the learner may move, with the values that the lesson's sweep tried.
struct LessonLever {
  std::string id;  ///< of scenarios/levers.yaml, and name of the sweep's axis
  std::vector<LeverSetting> values;
  std::size_t start = 0;  ///< index of the value that the lesson begins with
};

/// What a run must reach. Guards are what must not suffer on the way.
struct LessonCheck {
  std::string measure;
  Text name;
  bool at_least = false;       ///< else at most
  bool of_difference = false;  ///< of run - baseline, else of the run itself
  double target = 0;
  bool is_guard = false;
};

/// One setting of the levers on the sweep's grid, and what it came to.
struct LessonCase {
  std::vector<std::size_t> values;  ///< of Lesson::levers: index of the value
  std::vector<double> measures;     ///< of Lesson::measures
  bool keeps_guards = false;
  bool is_front = false;  ///< among those that keep the guards
};

/// A lesson, with its targets, its best case and the figures in its text taken from the sweep.
struct Lesson {
  std::string id;  ///< its folder's name
  int number = 0;
  Text title;
  std::string scenario;  ///< name under `scenarios/`
  Text myth, question;
  struct Choice {
    std::string id;
    Text name;
  };
  Text prediction;
  std::vector<Choice> choices;
  std::string answer;  ///< id of the right choice
  std::vector<LessonLever> levers;
  std::vector<LessonCheck> checks;  ///< the first one that is no guard says what is best
  std::vector<std::string> measures;
  std::vector<LessonCase> cases;
  std::size_t start = 0, best = 0;  ///< indices of cases
  std::string front_x, front_y;     ///< measures of the trade-off
  std::vector<Text> finds, asks;
  std::vector<std::string> sources;
};

struct LoadedLesson {
  std::optional<Lesson> lesson;
  Diagnostics problems;
};

/// How far from the start to the best a target lies.
inline constexpr double kLessonReach = 0.7;

/// Reads `lessons/ID` under `share.scenarios`: lesson.yaml, the axes of study.yaml, and
/// expected.csv, the results of that sweep. Runs nothing. Never throws for what a person wrote.
LoadedLesson load_lesson(const std::string& id, const Share& share);

/// Folders under `scenarios/lessons` that hold a lesson.yaml, by name.
std::vector<std::string> lesson_ids(const Share& share);

/// `Lesson` of model.ts.
std::string lesson_json(const Lesson& lesson);
/// `LessonInfo[]` of model.ts, by number.
std::string lessons_json(const std::vector<Lesson>& lessons);

}  // namespace suanwang
