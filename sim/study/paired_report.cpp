#include "sim/study/paired_report.hpp"

#include <fmt/format.h>

#include "sim/report/json.hpp"
#include "sim/report/table.hpp"
#include "sim/study/study_phrases.hpp"
#include "sim/study/study_results.hpp"

namespace suanwang {
namespace {

const Phrase& verdict(const Measure& measure, const PairedDifference& d) {
  if (d.is_same()) return phrases::paired_same;
  if (!d.is_clear()) return phrases::paired_none;
  const bool up = d.difference.mean > 0;
  if (measure.wanted() == Wanted::neither)
    return up ? phrases::paired_higher : phrases::paired_lower;
  return up == (measure.wanted() == Wanted::high) ? phrases::paired_better : phrases::paired_worse;
}

}  // namespace

std::string paired_report(const Replicated& runs, const std::vector<Measure>& measures,
                          std::size_t a, std::size_t b, Language language) {
  Table table({{phrases::paired_measure.in(language), Align::left},
               {runs.first[a].scenario},
               {runs.first[b].scenario},
               {phrases::paired_difference.in(language)},
               {phrases::paired_verdict.in(language), Align::left}});
  const auto all = differences(runs, a, b);
  std::size_t clear = 0, same = 0, told = 0;
  for (std::size_t m = 0; m < measures.size(); ++m) {
    const PairedDifference& d = all[m];
    if (d.difference.count == 0) continue;
    ++told;
    const bool is_same = d.is_same();
    same += is_same ? 1 : 0;
    clear += d.is_clear() && !is_same ? 1 : 0;
    const Kind kind = measures[m].kind();
    table.row({measures[m].label(language), format_value(kind, d.baseline_mean, language),
               format_value(kind, d.other_mean, language),
               format_difference(kind, d.difference, language),
               verdict(measures[m], d).in(language)});
  }
  const auto filled = [&](const Phrase& phrase, const auto&... arguments) {
    return fmt::format(fmt::runtime(phrase.in(language)), arguments...);
  };
  return wrap(filled(phrases::paired_heading, runs.first[a].scenario, runs.replications),
              kReportWidth, 0) +
         table.to_string(kIndent) +
         wrap(filled(phrases::paired_summary, clear, same, told - clear - same, runs.replications),
              kReportWidth, kIndent);
}

std::string cut_off_report(const Replicated& runs, double until, Language language) {
  if (!runs.is_cut_off) return {};
  const std::string share =
      fmt::format("{:.4g}{}", 100 * until, language == Language::zh ? "%" : " %");
  return "\n" + wrap(fmt::format(fmt::runtime(phrases::paired_cut_off.in(language)),
                                 runs.replications, share),
                     kReportWidth, 0, kIndent);
}

nlohmann::ordered_json paired_json(const Replicated& runs, const std::vector<Measure>& measures,
                                   std::size_t a, std::size_t b) {
  auto json = nlohmann::ordered_json::object();
  json["a"] = runs.first[a].scenario;
  json["b"] = runs.first[b].scenario;
  json["replications"] = runs.replications;
  json["measures"] = nlohmann::ordered_json::object();
  const auto all = differences(runs, a, b);
  for (std::size_t m = 0; m < measures.size(); ++m) {
    const PairedDifference& d = all[m];
    json["measures"][measures[m].name()] = {{"a", number(d.baseline_mean)},
                                            {"b", number(d.other_mean)},
                                            {"difference", number(d.difference.mean)},
                                            {"half_width", number(d.difference.half_width)},
                                            {"clear", d.is_clear()}};
  }
  return json;
}

}  // namespace suanwang
