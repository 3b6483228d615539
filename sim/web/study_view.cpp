#include "sim/web/study_view.hpp"

#include <array>
#include <cmath>

#include "sim/web/measure_view.hpp"
#include "sim/web/pair_view.hpp"

namespace suanwang {
namespace {

const char* to_string(Design design) {
  constexpr std::array<const char*, 3> kDesigns{"grid", "one-at-a-time", "latin-hypercube"};
  return kDesigns[static_cast<std::size_t>(design)];
}

void write_texts(JsonText& json, const char* name, const std::vector<std::string>& texts) {
  json.key(name).open('[');
  for (const std::string& text : texts) json.value(text);
  json.close(']');
}

void write_axis(JsonText& json, const Axis& axis) {
  json.open('{').field("name", axis.name);
  write_texts(json, "keys", axis.keys);
  write_texts(json, "values", axis.values);
  json.close('}');
}

void write_case(JsonText& json, const StudyCase& one, const StudyCaseResult& result) {
  json.open('{').field("name", result.name).key("settings").open('{');
  // A key that is set twice holds its last value.
  for (std::size_t i = 0; i < one.settings.size(); ++i) {
    bool is_last = true;
    for (std::size_t j = i + 1; j < one.settings.size(); ++j)
      is_last = is_last && one.settings[j].path != one.settings[i].path;
    if (is_last) json.field(one.settings[i].path, one.settings[i].value);
  }
  json.close('}').field("runs", std::uint64_t{result.runs}).key("measures").open('[');
  for (const Interval& interval : result.measures) write_interval(json, interval);
  json.close(']').key("differences");
  if (result.differences.empty()) {
    json.null();
  } else {
    json.open('[');
    for (const PairedDifference& d : result.differences) {
      json.open('{').field("mean", d.difference.count > 0 ? d.difference.mean : std::nan(""));
      json.field("half_width", d.difference.count > 1 ? d.difference.half_width : std::nan(""));
      json.field("count", std::uint64_t{d.difference.count});
      json.field("clear", d.is_clear()).field("exact", d.is_exact()).close('}');
    }
    json.close(']');
  }
  json.field("front", result.is_front).close('}');
}

}  // namespace

std::string study_view(const StudyPlan& plan, const StudyResults& results) {
  const Study& study = plan.study;
  JsonText json;
  json.open('{').field("name", study.name).field("title", study.title).field("text", study.text);
  json.field("replications", std::uint64_t{study.replications});
  json.field("runs", std::uint64_t{results.runs}).field("wanted", std::uint64_t{results.wanted});
  json.field("design", to_string(study.design)).key("axes").open('[');
  for (const Axis& axis : study.axes) write_axis(json, axis);
  json.close(']').key("measures").open('[');
  for (const Measure& measure : study.measures) write_measure(json, measure);
  json.close(']').key("pareto").open('[');
  for (const std::size_t m : study.pareto) json.value(study.measures[m].name());
  json.close(']').field("baseline", std::uint64_t{study.baseline}).key("cases").open('[');
  for (std::size_t c = 0; c < results.cases.size(); ++c)
    write_case(json, study.cases[c], results.cases[c]);
  json.close(']').key("problems").open('[');
  for (const StudyProblem& problem : results.problems) json.value(problem.text);
  json.close(']').close('}');
  return std::move(json).text();
}

}  // namespace suanwang
