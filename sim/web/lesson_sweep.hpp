#pragma once

#include "sim/web/lesson.hpp"
#include "sim/web/lesson_table.hpp"

namespace suanwang {

/// A check as lesson.yaml states it, before the sweep has given its target.
struct StatedCheck {
  LessonCheck check;
  bool from_sweep = false;
  Mark mark;
};

/// Which way each measure of the trade-off is better; nothing where nobody says so.
std::optional<bool> is_high_better(const std::string& measure,
                                   const std::vector<StatedCheck>& checks);

/// Gives a lesson with levers, trade-off and a table its cases, best, front and targets.
///
/// Best: of the cases that keep the guards, the one that is best in the first check that is no
/// guard; of equals the one better in the other measure of the trade-off, then the first. A target
/// of the sweep lies kLessonReach of the way from the start to the best case.
void judge_lesson(Lesson& lesson, const LessonTable& table, const std::vector<StatedCheck>& checks,
                  Problems& problems);

}  // namespace suanwang
