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

std::string means(const Study& study, const StudyResults& results, Language language) {
  Table table(columns(study, language));
  const auto indices = shown(results);
  bool has_intervals = false;
  for (const std::size_t c : indices) {
    std::vector<std::string> cells{results.cases[c].name};
    for (std::size_t m = 0; m < study.measures.size(); ++m) {
      const Interval& interval = results.cases[c].measures[m];
      has_intervals = has_intervals || interval.count > 1;
      cells.push_back(format_interval(study.measures[m].kind(), interval, language));
    }
    table.row(std::move(cells));
  }
  const Phrase& heading = has_intervals ? phrases::study_means : phrases::study_one_run;
  std::string text = fmt::format("\n{}\n{}", heading.in(language), table.to_string(kIndent));
  if (indices.size() < results.cases.size()) {
    text += wrap(filled(phrases::study_more, language, results.cases.size() - indices.size()),
                 kReportWidth, kIndent);
  }
  return text;
}

std::string differences(const Study& study, const StudyResults& results, Language language) {
  if (study.replications < 2 || results.cases.size() < 2) return {};
  Table table(columns(study, language));
  bool unclear = false;
  for (const std::size_t c : shown(results)) {
    const StudyCaseResult& one = results.cases[c];
    if (one.differences.empty()) continue;
    std::vector<std::string> cells{one.name};
    for (std::size_t m = 0; m < study.measures.size(); ++m) {
      const PairedDifference& d = one.differences[m];
      const bool same = !d.is_clear() && !(d.is_exact() && d.difference.mean == 0);
      unclear = unclear || same;
      cells.push_back((same ? "~ " : "") +
                      format_difference(study.measures[m].kind(), d.difference, language));
    }
    table.row(std::move(cells));
  }
  std::string text =
      "\n" +
      wrap(filled(phrases::study_differences, language, study.cases[study.baseline].name),
           kReportWidth, 0) +
      table.to_string(kIndent);
  if (unclear) {
    text += wrap(filled(phrases::study_unclear, language, study.replications), kReportWidth,
                 kIndent, 2 * kIndent);
  }
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

std::size_t index_of(const Study& study, const Measure& measure) {
  std::size_t m = 0;
  while (study.measures[m].name() != measure.name()) ++m;
  return m;
}

std::string front(const Study& study, const StudyResults& results, Language language) {
  if (study.pareto.empty()) return {};
  std::string names;
  std::vector<Table::Column> columns{{"", Align::left},
                                     {phrases::study_case.in(language), Align::left}};
  for (const Measure& measure : study.pareto) {
    const Phrase& way = measure.wanted() == Wanted::high ? phrases::study_high : phrases::study_low;
    names += (names.empty()              ? ""
              : language == Language::zh ? "、"
                                         : ", ") +
             fmt::format("{} ({})", measure.label(language), way.in(language));
    columns.push_back({measure.label(language)});
  }
  Table table(std::move(columns));
  std::vector<ScatterPoint> points;
  const std::size_t x = index_of(study, study.pareto[0]), y = index_of(study, study.pareto[1]);
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
    for (const Measure& measure : study.pareto) {
      cells.push_back(
          format_interval(measure.kind(), one.measures[index_of(study, measure)], language));
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
  text += means(study, results, language);
  text += differences(study, results, language);
  text += tornado(study, results, language);
  text += front(study, results, language);
  if (!results.problems.empty()) {
    text += fmt::format("\n{}\n", phrases::study_problems.in(language));
    for (const std::string& problem : results.problems) {
      text += wrap(printable(problem), kReportWidth, kIndent, 2 * kIndent);
    }
  }
  return text;
}

}  // namespace suanwang
