// The tables of comparisons and studies.

#include <fmt/format.h>

#include <cmath>

#include "sim/study/study_results.hpp"
#include "sim/web/html.hpp"
#include "sim/web/static_phrases.hpp"
#include "sim/web/static_tables.hpp"

namespace suanwang {
namespace {

using Json = Shown::Json;
namespace p = phrases;

/// What the document says of a measure; null where it does not know it.
const Json* measure_named(const Json& measures, const std::string& id) {
  for (const Json& measure : measures) {
    if (measure.at("id") == id) return &measure;
  }
  return nullptr;
}

std::string run_name(const Shown& shown, std::size_t run) {
  return shown.document().at("runs").at(run).at("scenario");
}

Interval interval_of(const Json& json) {
  Interval interval;
  interval.mean = Shown::number(json.at("mean"));
  interval.count = json.at("count");
  interval.half_width = json.at("half_width").is_null() ? 0 : Shown::number(json.at("half_width"));
  return interval;
}

std::string mean_text(const Shown& shown, Kind kind, const Json& json) {
  const Interval interval = interval_of(json);
  return interval.count == 0 ? "-" : format_interval(kind, interval, shown.language());
}

std::string difference_text(const Shown& shown, Kind kind, const Json& json) {
  const Interval interval = interval_of(json);
  return interval.count == 0 ? "-" : format_difference(kind, interval, shown.language());
}

const char* verdict(const Shown& shown, const Json& difference, bool clear, bool exact) {
  if (difference.at("half_width").is_null()) return shown.phrase(p::page_unknown);
  if (exact && difference.at("mean") == 0) return shown.phrase(p::page_same);
  return shown.phrase(clear || exact ? p::page_clear : p::page_unclear);
}

}  // namespace

std::string runs_table(const Shown& shown) {
  const Json& runs = shown.document().at("runs");
  std::vector<std::string> headings{shown.phrase(p::measure)};
  for (const Json& run : runs) headings.push_back(run.at("scenario"));
  HtmlTable table(shown.phrase(p::page_runs), std::move(headings));
  for (const Json& measure : shown.document().at("measures")) {
    const std::string id = measure.at("id");
    std::vector<std::string> cells{shown.text(measure.at("name"))};
    bool any = false;
    for (const Json& run : runs) {
      const bool has = run.at("measures").contains(id);
      any = any || has;
      cells.push_back(has ? shown.value(kind_named(measure.at("kind")), run.at("measures").at(id))
                          : "-");
    }
    if (any) table.row(cells);
  }
  return table.to_string();
}

std::string pair_table(const Shown& shown, const Json& pair) {
  const std::string a = run_name(shown, pair.at("a")), b = run_name(shown, pair.at("b"));
  HtmlTable table(fmt::format(fmt::runtime(shown.phrase(p::page_pair_caption)), b, a,
                              pair.at("replications").get<int>()),
                  {shown.phrase(p::measure), a, b, shown.phrase(p::page_difference),
                   shown.phrase(p::page_verdict)});
  for (const Json& one : pair.at("measures")) {
    const Json* measure = measure_named(shown.document().at("measures"), one.at("id"));
    if (!measure) continue;
    const Kind kind = kind_named(measure->at("kind"));
    table.row({shown.text(measure->at("name")), shown.value(kind, one.at("a")),
               shown.value(kind, one.at("b")), difference_text(shown, kind, one.at("difference")),
               verdict(shown, one.at("difference"), one.at("clear"), one.at("exact"))});
  }
  return table.to_string();
}

std::string why_tables(const Shown& shown) {
  const Json& why = shown.document().at("why");
  if (why.is_null()) return "";
  std::string text;
  for (const Json& one : why.at("measures")) {
    const Json* measure = measure_named(shown.document().at("measures"), one.at("id"));
    if (!measure) continue;
    const Kind kind = kind_named(measure->at("kind"));
    HtmlTable table(
        fmt::format(fmt::runtime(shown.phrase(p::page_why)), shown.text(measure->at("name"))),
        {shown.phrase(p::page_change), shown.phrase(p::page_part_of)});
    table.row({shown.phrase(p::page_start), shown.value(kind, one.at("from"))});
    for (std::size_t c = 0; c < why.at("changes").size(); ++c) {
      table.row({why.at("changes").at(c), difference_text(shown, kind, one.at("parts").at(c))});
    }
    table.row({shown.phrase(p::page_end), shown.value(kind, one.at("to"))});
    text += table.to_string();
  }
  return text;
}

std::string study_tables(const Shown& shown) {
  const Json& study = shown.document().at("study");
  const Json& measures = study.at("measures");
  const std::string baseline =
      study.at("cases").at(study.at("baseline").get<std::size_t>()).at("name");
  std::vector<std::string> headings{shown.phrase(p::page_case)};
  for (const Json& measure : measures) headings.push_back(shown.text(measure.at("name")));
  HtmlTable differences(fmt::format(fmt::runtime(shown.phrase(p::page_differences)), baseline),
                        headings);
  const bool has_front = !study.at("pareto").empty();
  if (has_front) headings.push_back(shown.phrase(p::page_front));
  HtmlTable cases(shown.phrase(p::page_cases), std::move(headings));
  HtmlTable settings(shown.phrase(p::page_settings),
                     {shown.phrase(p::page_case), shown.phrase(p::page_value)});
  for (const Json& one : study.at("cases")) {
    std::vector<std::string> means{one.at("name")}, against{one.at("name")};
    for (std::size_t m = 0; m < measures.size(); ++m) {
      const Kind kind = kind_named(measures[m].at("kind"));
      means.push_back(mean_text(shown, kind, one.at("measures").at(m)));
      if (one.at("differences").is_null()) continue;
      const Json& difference = one.at("differences").at(m);
      const bool told = difference.at("clear") || difference.at("exact");
      const std::string text = difference_text(shown, kind, difference);
      against.push_back((told || text == "-" ? "" : "~ ") + text);
    }
    if (has_front) means.emplace_back(one.at("front").get<bool>() ? shown.phrase(p::page_yes) : "");
    cases.row(means);
    if (!one.at("differences").is_null()) differences.row(against);
    std::string values;
    for (const auto& [key, value] : one.at("settings").items()) {
      values += (values.empty() ? "" : ", ") + key + "=" + value.get<std::string>();
    }
    settings.row({one.at("name"), values});
  }
  std::string text = cases.to_string() + differences.to_string() + settings.to_string();
  if (!study.at("problems").empty()) {
    text += fmt::format("<h2>{}</h2>\n<ul>\n", html(shown.phrase(p::page_problems)));
    for (const Json& problem : study.at("problems")) {
      text += "<li>" + html(problem.get<std::string>()) + "</li>\n";
    }
    text += "</ul>\n";
  }
  return text + fmt::format("<h2>{}</h2>\n<pre>{}</pre>\n", html(shown.phrase(p::page_file)),
                            html(study.at("text").get<std::string>()));
}

}  // namespace suanwang
