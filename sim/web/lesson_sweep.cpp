#include "sim/web/lesson_sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/suggest.hpp"
#include "sim/study/measures.hpp"
#include "sim/study/pareto.hpp"

namespace suanwang {
namespace {

constexpr double kHair = 1e-9;  // relative: values this near count as equal

bool is_near(double a, double b) {
  return std::abs(a - b) <= kHair * std::max({1.0, std::abs(a), std::abs(b)});
}

/// Works out what follows from a sweep.
class Judge {
 public:
  Judge(Lesson& lesson, const LessonTable& table, const std::vector<StatedCheck>& checks,
        Problems& problems)
      : lesson_(lesson), table_(table), checks_(checks), problems_(problems) {}

  void judge() {
    std::vector<std::size_t> start;
    for (const LessonLever& lever : lesson_.levers) start.push_back(lever.start);
    lesson_.start = table_.row(start).value();
    lesson_.measures = table_.measures;
    for (const LessonTable::Row& row : table_.rows) {
      LessonCase one{row.values, row.measures};
      one.keeps_guards =
          std::all_of(checks_.begin(), checks_.end(), [&](const StatedCheck& stated) {
            return !stated.check.is_guard || meets(stated.check, row);
          });
      lesson_.cases.push_back(std::move(one));
    }
    mark_front();
    if (find_best()) set_targets();
  }

 private:
  double value(const std::string& measure, std::size_t row) const {
    return table_.rows[row].measures[table_.measure(measure).value()];
  }

  bool meets(const LessonCheck& check, const LessonTable::Row& row) const {
    const std::size_t column = table_.measure(check.measure).value();
    const double found =
        row.measures[column] - (check.of_difference ? value(check.measure, lesson_.start) : 0);
    if (is_near(found, check.target)) return true;
    return check.at_least ? found > check.target : found < check.target;
  }

  /// Is case `a` better than `b` in a measure: 1 yes, -1 no, 0 the same?
  int better(const std::string& measure, std::size_t a, std::size_t b) const {
    const double x = value(measure, a), y = value(measure, b);
    if (is_near(x, y)) return 0;
    return (x > y) == is_high_better(measure, checks_).value() ? 1 : -1;
  }

  bool find_best() {
    const auto goal = std::find_if(checks_.begin(), checks_.end(), [](const StatedCheck& stated) {
      return !stated.check.is_guard;
    });
    const std::string& first = goal->check.measure;
    const std::string& second = first == lesson_.front_x ? lesson_.front_y : lesson_.front_x;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < lesson_.cases.size(); ++i) {
      if (!lesson_.cases[i].keeps_guards) continue;
      const int by_first = best ? better(first, i, *best) : 1;
      if (by_first > 0 || (by_first == 0 && better(second, i, *best) > 0)) best = i;
    }
    if (!best) {
      problems_.add(goal->mark, "checks", "no case of the sweep keeps all guards");
      return false;
    }
    lesson_.best = *best;
    return true;
  }

  void set_targets() {
    for (const StatedCheck& stated : checks_) {
      LessonCheck check = stated.check;
      if (stated.from_sweep) {
        const double start = value(check.measure, lesson_.start);
        const double best = value(check.measure, lesson_.best);
        if (check.at_least ? best <= start : best >= start) {
          problems_.add(stated.mark, "checks",
                        fmt::format("the best case of the sweep has {} of {}, the start {}; no "
                                    "target lies between",
                                    best, check.measure, start));
        }
        check.target = start + kLessonReach * (best - start);
        if (check.of_difference) check.target -= start;
      }
      lesson_.checks.push_back(std::move(check));
    }
  }

  void mark_front() {
    std::vector<double> values;
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < lesson_.cases.size(); ++i) {
      if (!lesson_.cases[i].keeps_guards) continue;
      rows.push_back(i);
      values.push_back(value(lesson_.front_x, i));
      values.push_back(value(lesson_.front_y, i));
    }
    std::vector<Better> ways;
    for (const std::string* measure : {&lesson_.front_x, &lesson_.front_y}) {
      ways.push_back(is_high_better(*measure, checks_).value() ? Better::high : Better::low);
    }
    const std::vector<bool> front = pareto_front(values, ways);
    for (std::size_t i = 0; i < rows.size(); ++i) lesson_.cases[rows[i]].is_front = front[i];
  }

  Lesson& lesson_;
  const LessonTable& table_;
  const std::vector<StatedCheck>& checks_;
  Problems& problems_;
};

}  // namespace

std::optional<bool> is_high_better(const std::string& measure,
                                   const std::vector<StatedCheck>& checks) {
  for (const StatedCheck& stated : checks) {
    if (stated.check.measure == measure && !stated.check.is_guard) return stated.check.at_least;
  }
  const auto found = find_measure(measure);
  if (!found || found->wanted() == Wanted::neither) return std::nullopt;
  return found->wanted() == Wanted::high;
}

void judge_lesson(Lesson& lesson, const LessonTable& table, const std::vector<StatedCheck>& checks,
                  Problems& problems) {
  Judge(lesson, table, checks, problems).judge();
}

}  // namespace suanwang
