#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/report/table.hpp"
#include "sim/study/charts.hpp"
#include "sim/study/study_phrases.hpp"
#include "sim/study/study_results.hpp"

namespace suanwang {
namespace {

constexpr std::size_t kMostShown = 30;

template <typename... Arguments>
std::string filled(const Phrase& phrase, Language language, const Arguments&... arguments) {
  return fmt::format(fmt::runtime(phrase.in(language)), arguments...);
}

std::vector<Table::Column> columns(const Study& study, Language language) {
  std::vector<Table::Column> columns{{phrases::study_case.in(language), Align::left}};
  for (const Measure& measure : study.measures) columns.push_back({measure.label(language)});
  return columns;
}

/// Indices of the cases that a table shows: all of few, else those of the front and the first.
std::vector<std::size_t> shown(const StudyResults& results) {
  std::vector<std::size_t> indices;
  const bool all = results.cases.size() <= kMostShown;
  for (std::size_t c = 0; c < results.cases.size(); ++c) {
    if (all || results.cases[c].is_front) indices.push_back(c);
  }
  for (std::size_t c = 0; !all && c < results.cases.size() && indices.size() < kMostShown; ++c) {
    if (!results.cases[c].is_front) indices.push_back(c);
  }
  indices.resize(std::min(indices.size(), kMostShown));
  std::sort(indices.begin(), indices.end());
  return indices;
}

/// A case as it is held against the baseline: a mark where the interval says nothing.
std::string difference_cell(const Measure& measure, const PairedDifference& d, Language language) {
  if (d.difference.count == 0) return "-";  // not a pair of runs is there
  const bool is_told = d.is_clear() || d.is_same();
  return (is_told ? "" : "~ ") + format_difference(measure.kind(), d.difference, language);
}

bool is_any_unclear(const StudyResults& results) {
  for (const StudyCaseResult& one : results.cases) {
    for (const PairedDifference& d : one.differences) {
      if (d.difference.count == 0) continue;
      if (!d.is_clear() && !d.is_same()) return true;
    }
  }
  return false;
}

Table all_means(const Study& study, const StudyResults& results, Language language) {
  Table table(columns(study, language));
  for (const std::size_t c : shown(results)) {
    std::vector<std::string> cells{results.cases[c].name};
    for (std::size_t m = 0; m < study.measures.size(); ++m) {
      cells.push_back(
          format_interval(study.measures[m].kind(), results.cases[c].measures[m], language));
    }
    table.row(std::move(cells));
  }
  return table;
}

Table all_differences(const Study& study, const StudyResults& results, Language language) {
  Table table(columns(study, language));
  for (const std::size_t c : shown(results)) {
    const StudyCaseResult& one = results.cases[c];
    if (one.differences.empty()) continue;
    std::vector<std::string> cells{one.name};
    for (std::size_t m = 0; m < study.measures.size(); ++m) {
      cells.push_back(difference_cell(study.measures[m], one.differences[m], language));
    }
    table.row(std::move(cells));
  }
  return table;
}

/// A table for each measure, where one of all would be too wide to read.
std::string by_measure(const Study& study, const StudyResults& results, bool differ,
                       Language language) {
  std::string text;
  for (std::size_t m = 0; m < study.measures.size(); ++m) {
    std::vector<Table::Column> columns{{phrases::study_case.in(language), Align::left},
                                       {study.measures[m].label(language)}};
    if (differ) columns.push_back({phrases::paired_difference.in(language)});
    Table table(std::move(columns));
    for (const std::size_t c : shown(results)) {
      const StudyCaseResult& one = results.cases[c];
      std::vector<std::string> cells{
          one.name, format_interval(study.measures[m].kind(), one.measures[m], language)};
      if (differ && !one.differences.empty()) {
        cells.push_back(difference_cell(study.measures[m], one.differences[m], language));
      }
      table.row(std::move(cells));
    }
    text += (m > 0 ? "\n" : "") + table.to_string(kIndent);
  }
  return text;
}

std::string tables(const Study& study, const StudyResults& results, Language language) {
  const bool has_intervals = study.replications > 1;
  const bool differ = has_intervals && results.cases.size() > 1;
  const Table means = all_means(study, results, language);
  const Table others = all_differences(study, results, language);
  const auto note = [&](const Phrase& phrase, const auto&... arguments) {
    return wrap(filled(phrase, language, arguments...), kReportWidth, kIndent, 2 * kIndent);
  };
  const std::string heading =
      wrap((has_intervals ? phrases::study_means : phrases::study_one_run).in(language),
           kReportWidth, 0);
  const std::string against =
      wrap(filled(phrases::study_differences, language, study.cases[study.baseline].name),
           kReportWidth, 0);
  std::string text = "\n" + heading;
  if (std::max(means.natural_width(), others.natural_width()) + kIndent <= kReportWidth) {
    text += means.to_string(kIndent);
    if (differ) text += "\n" + against + others.to_string(kIndent);
  } else {
    text += (differ ? against : "") + by_measure(study, results, differ, language);
  }
  if (differ && is_any_unclear(results)) text += note(phrases::study_unclear, study.replications);
  const std::size_t told = shown(results).size();
  if (told < results.cases.size()) text += note(phrases::study_more, results.cases.size() - told);
  return text;
}

/// One bar for each axis, from its first value to its last.
std::string tornado(const Study& study, const StudyResults& results, Language language) {
  if (study.design != Design::one_at_a_time) return {};
  std::string text;
  for (std::size_t m = 0; m < study.measures.size(); ++m) {
    const Measure& measure = study.measures[m];
    const auto format = [&](double value) { return format_value(measure.kind(), value, language); };
    std::vector<TornadoBar> bars;
    std::size_t at = 1;  // after the base
    for (const Axis& axis : study.axes) {
      const std::size_t last = at + axis.values.size() - 1;
      bars.push_back({axis.name, axis.values.front(), axis.values.back(),
                      results.cases[at].measures[m].mean, results.cases[last].measures[m].mean});
      at = last + 1;
    }
    const double base = results.cases.front().measures[m].mean;
    if (!std::isfinite(base)) continue;
    text += "\n" + filled(phrases::study_tornado, language, measure.label(language), format(base)) +
            "\n" + tornado_chart(base, std::move(bars), format);
  }
  return text;
}

std::string front(const Study& study, const StudyResults& results, Language language) {
  if (study.pareto.empty()) return {};
  std::string names;
  std::vector<Table::Column> columns{{"", Align::left},
                                     {phrases::study_case.in(language), Align::left}};
  for (const std::size_t m : study.pareto) {
    const Measure& measure = study.measures[m];
    const Phrase& way = measure.wanted() == Wanted::high ? phrases::study_high : phrases::study_low;
    names += (names.empty()              ? ""
              : language == Language::zh ? "、"
                                         : ", ") +
             fmt::format("{} ({})", measure.label(language), way.in(language));
    columns.push_back({measure.label(language)});
  }
  Table table(std::move(columns));
  std::vector<ScatterPoint> points;
  const std::size_t x = study.pareto[0], y = study.pareto[1];
  char mark = 'a';
  std::size_t dominated = 0;
  for (const StudyCaseResult& one : results.cases) {
    const double at_x = one.measures[x].mean, at_y = one.measures[y].mean;
    if (!std::isfinite(at_x) || !std::isfinite(at_y)) continue;
    points.push_back({at_x, at_y, one.is_front ? mark : '.', !one.is_front});
    if (!one.is_front) {
      ++dominated;
      continue;
    }
    std::vector<std::string> cells{std::string(1, mark), one.name};
    for (const std::size_t m : study.pareto) {
      cells.push_back(format_interval(study.measures[m].kind(), one.measures[m], language));
    }
    table.row(std::move(cells));
    mark = mark == 'z' ? 'A' : mark == 'Z' ? 'a' : static_cast<char>(mark + 1);
  }
  const auto format = [&](std::size_t m) {
    return [&study, m, language](double value) {
      return format_value(study.measures[m].kind(), value, language);
    };
  };
  std::string text = "\n" + wrap(filled(phrases::study_front, language, names), kReportWidth, 0) +
                     table.to_string(kIndent) + "\n" +
                     scatter_chart(points, study.measures[x].label(language),
                                   study.measures[y].label(language), format(x), format(y));
  if (dominated > 0) {
    text += wrap(filled(phrases::study_dominated, language, dominated), kReportWidth, kIndent);
  }
  return text;
}

}  // namespace

std::string format_interval(Kind kind, const Interval& interval, Language language) {
  const std::string mean = format_value(kind, interval.mean, language);
  if (interval.count < 2 || interval.half_width == 0) return mean;
  const std::string width = kind == Kind::share ? format_points(interval.half_width, language)
                                                : format_value(kind, interval.half_width, language);
  return mean + " ± " + (width.starts_with('+') ? width.substr(1) : width);
}

std::string format_difference(Kind kind, const Interval& difference, Language language) {
  const std::string mean = format_difference(kind, difference.mean, language);
  if (difference.count < 2 || difference.half_width == 0) return mean;
  const std::string width = format_difference(kind, difference.half_width, language);
  return mean + " ± " + (width.starts_with('+') ? width.substr(1) : width);
}

std::string study_report(const StudyPlan& plan, const StudyResults& results, Language language) {
  const Study& study = plan.study;
  const std::string& title = language == Language::zh ? study.title.zh : study.title.en;
  std::string text = wrap(filled(phrases::study_line, language, study.name, study.cases.size(),
                                 study.replications, results.runs, results.wanted),
                          kReportWidth, 0, kIndent);
  if (title != study.name) text += wrap(title, kReportWidth, 0, kIndent);
  text += tables(study, results, language);
  text += tornado(study, results, language);
  text += front(study, results, language);
  if (!results.problems.empty()) {
    text += fmt::format("\n{}\n", phrases::study_problems.in(language));
    for (const StudyProblem& problem : results.problems) {
      const std::string told = printable(problem.text);
      text += wrap(problem.runs == 1
                       ? told
                       : filled(phrases::study_problem_runs, language, told, problem.runs),
                   kReportWidth, kIndent, 2 * kIndent);
    }
  }
  return text;
}

}  // namespace suanwang
