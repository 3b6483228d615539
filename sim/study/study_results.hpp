#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sim/study/paired.hpp"
#include "sim/study/store.hpp"

namespace suanwang {

/// What the store says of one case of a study.
struct StudyCaseResult {
  std::string name;
  std::size_t runs = 0;                       ///< replications that are there
  std::vector<Interval> measures;             ///< of Study::measures: mean and 95 % interval
  std::vector<PairedDifference> differences;  ///< from the baseline; none for the baseline itself
  bool is_front = false;                      ///< on the Pareto front, where the study asks for one
};

/// Why runs of a case could not be made.
struct StudyProblem {
  std::string text;      ///< with the name of the case
  std::size_t runs = 0;  ///< replications that it befell
};

/// The answers of a study, as far as its runs are there.
struct StudyResults {
  std::size_t runs = 0, wanted = 0;    ///< runs that are there, and that the study asks for
  std::vector<StudyCaseResult> cases;  ///< in the order of Study::cases
  std::vector<StudyProblem> problems;  ///< of cases that could not be run, each once
};

StudyResults study_results(const StudyPlan& plan, const StudyStore& store);

/// The answers for people: a table of the cases, differences from the baseline with intervals, a
/// tornado where one value was moved at a time, and the Pareto front.
std::string study_report(const StudyPlan& plan, const StudyResults& results, Language language);

/// The same for programs.
nlohmann::ordered_json study_json(const StudyPlan& plan, const StudyResults& results);

/// One line for each case: means, half widths of the intervals, differences from the baseline.
std::string study_csv(const StudyPlan& plan, const StudyResults& results);

/// A mean with its interval, `3.1 ± 0.2`, or the mean alone where every run says the same.
std::string format_interval(Kind kind, const Interval& interval, Language language);
/// A difference likewise, with a sign.
std::string format_difference(Kind kind, const Interval& difference, Language language);

}  // namespace suanwang
