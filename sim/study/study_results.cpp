#include "sim/study/study_results.hpp"

#include <cmath>
#include <limits>

#include "sim/report/csv.hpp"
#include "sim/report/json.hpp"
#include "sim/study/pareto.hpp"

namespace suanwang {
namespace {

void find_front(const Study& study, StudyResults& results) {
  if (study.pareto.empty()) return;
  std::vector<double> values;
  std::vector<Better> better;
  for (const std::size_t m : study.pareto) {
    better.push_back(study.measures[m].wanted() == Wanted::high ? Better::high : Better::low);
  }
  for (const StudyCaseResult& one : results.cases) {
    for (const std::size_t m : study.pareto) values.push_back(one.measures[m].mean);
  }
  const std::vector<bool> front = pareto_front(values, better);
  for (std::size_t i = 0; i < results.cases.size(); ++i) {
    results.cases[i].is_front = front[i] && results.cases[i].runs > 0;
  }
}

/// NaN where there is no run to tell from.
double mean(const Interval& interval) {
  return interval.count > 0 ? interval.mean : std::numeric_limits<double>::quiet_NaN();
}

double half_width(const Interval& interval) {
  return interval.count > 0 ? interval.half_width : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

StudyResults study_results(const StudyPlan& plan, const StudyStore& store) {
  const Study& study = plan.study;
  StudyResults results;
  const std::uint32_t replications = study.replications;
  const std::vector<RunValues> runs = store.all_values(plan);
  const RunValues& base = runs[study.baseline];
  for (std::size_t c = 0; c < study.cases.size(); ++c) {
    StudyCaseResult& one = results.cases.emplace_back();
    one.name = study.cases[c].name;
    one.runs = runs[c].runs;
    results.runs += one.runs;
    results.wanted += replications;
    // What is wrong with a case befalls all of its replications alike.
    const std::size_t before = results.problems.size();
    for (const std::string& problem : runs[c].problems) {
      const std::string text = one.name + ": " + problem;
      if (results.problems.size() == before || results.problems.back().text != text) {
        results.problems.push_back({text, 0});
      }
      ++results.problems.back().runs;
    }
    for (std::size_t m = 0; m < study.measures.size(); ++m) {
      std::vector<double> there;
      for (const double value : runs[c].values[m]) {
        if (value == value) there.push_back(value);
      }
      one.measures.push_back(there.empty()
                                 ? Interval{std::numeric_limits<double>::quiet_NaN(), 0, 0}
                                 : mean_interval(there));
      if (c == study.baseline) continue;
      one.differences.push_back(paired_difference(base.values[m], runs[c].values[m]));
    }
  }
  find_front(study, results);
  return results;
}

nlohmann::ordered_json study_json(const StudyPlan& plan, const StudyResults& results) {
  const Study& study = plan.study;
  auto json = nlohmann::ordered_json::object();
  json["study"] = study.name;
  json["title"] = {{"en", study.title.en}, {"zh", study.title.zh}};
  json["replications"] = study.replications;
  json["runs"] = results.runs;
  json["wanted"] = results.wanted;
  json["baseline"] = study.cases[study.baseline].name;
  json["cases"] = nlohmann::ordered_json::array();
  for (std::size_t c = 0; c < results.cases.size(); ++c) {
    const StudyCaseResult& one = results.cases[c];
    auto& entry = json["cases"].emplace_back(nlohmann::ordered_json::object());
    entry["name"] = one.name;
    entry["settings"] = nlohmann::ordered_json::object();
    for (const Override& setting : study.cases[c].settings) {
      entry["settings"][setting.path] = setting.value;
    }
    entry["runs"] = one.runs;
    if (!study.pareto.empty()) entry["pareto_front"] = one.is_front;
    entry["measures"] = nlohmann::ordered_json::object();
    for (std::size_t m = 0; m < study.measures.size(); ++m) {
      auto& value = entry["measures"][study.measures[m].name()];
      value["mean"] = number(one.measures[m].mean);
      value["half_width"] = number(half_width(one.measures[m]));
      if (one.differences.empty()) continue;
      const Interval& difference = one.differences[m].difference;
      value["difference"] = {{"mean", number(mean(difference))},
                             {"half_width", number(half_width(difference))},
                             {"clear", one.differences[m].is_clear()}};
    }
  }
  json["problems"] = nlohmann::ordered_json::array();
  for (const StudyProblem& problem : results.problems) json["problems"].push_back(problem.text);
  return json;
}

std::string study_csv(const StudyPlan& plan, const StudyResults& results) {
  const Study& study = plan.study;
  CsvLine line;
  line.add("case");
  for (const Axis& axis : study.axes) line.add(axis.name);
  line.add("runs");
  if (!study.pareto.empty()) line.add("pareto_front");
  for (const Measure& measure : study.measures) {
    line.add(measure.name()).add(measure.name() + ".half_width");
    line.add(measure.name() + ".difference").add(measure.name() + ".difference_half_width");
  }
  std::string text = line.finish();
  for (std::size_t c = 0; c < results.cases.size(); ++c) {
    const StudyCaseResult& one = results.cases[c];
    line.add(one.name);
    for (const Axis& axis : study.axes) {
      std::string value;
      for (const Override& setting : study.cases[c].settings) {
        if (setting.path == axis.keys.front()) value = setting.value;
      }
      line.add(value);
    }
    line.add(std::uint64_t{one.runs});
    if (!study.pareto.empty()) line.add(one.is_front ? "true" : "false");
    for (std::size_t m = 0; m < study.measures.size(); ++m) {
      const auto add = [&](double value) {
        line.add(std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN());
      };
      add(one.measures[m].mean);
      add(half_width(one.measures[m]));
      if (one.differences.empty()) {
        line.add("").add("");
      } else {
        add(mean(one.differences[m].difference));
        add(half_width(one.differences[m].difference));
      }
    }
    text += line.finish();
  }
  return text;
}

}  // namespace suanwang
