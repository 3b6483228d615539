#include "sim/web/static_report.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/web/html.hpp"
#include "sim/web/static_phrases.hpp"
#include "sim/web/static_tables.hpp"

namespace suanwang {
namespace {

using Json = Shown::Json;
namespace p = phrases;

template <typename... Values>
std::string say(const Shown& shown, const Phrase& phrase, const Values&... values) {
  return fmt::format(fmt::runtime(shown.phrase(phrase)), values...);
}

/// A measure of a run as text; `-` where it has none.
std::string measure_text(const Shown& shown, const Json& run, const char* id, Kind kind) {
  const Json& measures = run.at("measures");
  return measures.contains(id) ? shown.value(kind, measures.at(id)) : "-";
}

std::string title_of(const Shown& shown, const Json& titled, const char* name) {
  const std::string title = shown.text(titled.at("title"));
  return title.empty() ? titled.at(name).get<std::string>() : title;
}

/// A run's policy in the language of the report, where that has another name for it.
std::string policy_of(const Shown& shown, const Json& run) {
  const std::string chinese = run.value("policy_zh", std::string());
  if (shown.language() != Language::zh || chinese.empty()) return run.at("policy");
  return fmt::format("“{}”", chinese);
}

std::string run_headline(const Shown& shown, const Json& run) {
  return say(shown, p::page_run, policy_of(shown, run),
             measure_text(shown, run, "utilization", Kind::share),
             measure_text(shown, run, "west_share", Kind::share),
             measure_text(shown, run, "wait_s.mean", Kind::duration),
             measure_text(shown, run, "cost_cny", Kind::money),
             measure_text(shown, run, "carbon_kg", Kind::mass));
}

/// By policy where that is the difference, else by scenario.
std::string pair_headline(const Shown& shown, const Json& a, const Json& b) {
  const bool by_policy = a.at("policy") != b.at("policy");
  const auto name = [&](const Json& run) {
    return by_policy ? policy_of(shown, run) : run.at("scenario").get<std::string>();
  };
  const auto value = [&](const Json& run, const char* id, Kind kind) {
    return measure_text(shown, run, id, kind);
  };
  return say(shown, p::page_pair, name(b), name(a), value(a, "west_share", Kind::share),
             value(b, "west_share", Kind::share), value(a, "wait_s.mean", Kind::duration),
             value(b, "wait_s.mean", Kind::duration), value(a, "cost_cny", Kind::money),
             value(b, "cost_cny", Kind::money), value(a, "carbon_kg", Kind::mass),
             value(b, "carbon_kg", Kind::mass));
}

/// The best case in the first measure that is wanted one way.
std::string study_headline(const Shown& shown, const Json& study) {
  const Json& cases = study.at("cases");
  const std::size_t runs = study.at("runs"), wanted = study.at("wanted");
  for (std::size_t m = 0; m < study.at("measures").size(); ++m) {
    const Json& measure = study.at("measures")[m];
    if (measure.at("wanted") == "neither") continue;
    const double sign = measure.at("wanted") == "high" ? -1 : 1;
    const Json* best = nullptr;
    double least = INFINITY;
    for (const Json& one : cases) {
      const double mean = Shown::number(one.at("measures").at(m).at("mean"));
      if (!(sign * mean < least)) continue;
      least = sign * mean;
      best = &one;
    }
    if (!best) continue;
    return say(shown, p::page_study, cases.size(), runs, wanted,
               best->at("name").get<std::string>(), shown.text(measure.at("name")),
               shown.value(kind_named(measure.at("kind")), best->at("measures").at(m).at("mean")));
  }
  return say(shown, p::page_study_bare, cases.size(), runs, wanted);
}

std::string origin_table(const Shown& shown) {
  HtmlTable table(shown.phrase(p::page_origin), {"", shown.phrase(p::page_value)});
  const Json& document = shown.document();
  table.row({shown.phrase(p::page_command), document.at("command")});
  table.row({shown.phrase(p::page_program), document.at("program")});
  for (const Json& run : document.at("runs")) {
    table.row({shown.phrase(p::page_scenario), run.at("scenario")});
    table.row({shown.phrase(p::page_policy), run.at("policy")});
    table.row({shown.phrase(p::page_seed), std::to_string(run.at("seed").get<std::uint64_t>())});
    table.row({shown.phrase(p::page_signature), run.at("signature")});
  }
  return table.to_string();
}

std::string run_tables(const Shown& shown, const Json& run, const Json* before) {
  return measures_table(shown, run, before) + site_tables(shown, run) + work_tables(shown, run) +
         money_tables(shown, run) + link_tables(shown, run) + hour_tables(shown, run) +
         other_tables(shown, run);
}

}  // namespace

StaticReport static_report(const Json& document, Language language) {
  const Shown shown(document, language);
  StaticReport report;
  report.program = document.at("program");
  const Json& runs = document.at("runs");
  const Json& study = document.at("study");
  std::string headline, tables;
  if (document.at("kind") == "study") {
    report.title = title_of(shown, study, "name");
    headline = study_headline(shown, study);
    tables = study_tables(shown);
  } else if (document.at("kind") == "run") {
    const Json& run = runs.at(runs.size() - 1);
    const Json* before = runs.size() > 1 ? &runs.at(0) : nullptr;
    report.title = title_of(shown, run, "scenario");
    headline = before ? pair_headline(shown, *before, run) : run_headline(shown, run);
    tables = run_tables(shown, run, before);
  } else {
    report.title = runs.size() == 2 ? title_of(shown, runs.at(0), "scenario") + " / " +
                                          title_of(shown, runs.at(1), "scenario")
                                    : say(shown, p::page_many, runs.size());
    headline = runs.size() == 2 ? pair_headline(shown, runs.at(0), runs.at(1))
                                : say(shown, p::page_many, runs.size());
    for (const Json& pair : document.at("pairs")) tables += pair_table(shown, pair);
    tables += why_tables(shown) + runs_table(shown);
    for (const Json& run : runs) {
      tables += fmt::format("<h2>{}</h2>\n", html(title_of(shown, run, "scenario")));
      tables += run_tables(shown, run, nullptr);
    }
  }
  report.body =
      fmt::format("<h1>{}</h1>\n<p>{}</p>\n<noscript><p>{}</p></noscript>\n", html(report.title),
                  html(headline), html(shown.phrase(p::page_no_script))) +
      tables + origin_table(shown);
  return report;
}

}  // namespace suanwang
