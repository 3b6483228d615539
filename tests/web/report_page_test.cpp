#include "sim/web/report_page.hpp"

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "sim/report/metrics.hpp"
#include "sim/study/replicate.hpp"
#include "sim/web/bundle.hpp"
#include "sim/web/html.hpp"
#include "sim/web/pair_view.hpp"
#include "sim/web/report_document.hpp"
#include "sim/web/run_view.hpp"
#include "tests/web/model_types.hpp"
#include "tests/web/samples.hpp"

namespace suanwang {
namespace {

using Catch::Matchers::Contains;
using Json = nlohmann::ordered_json;

/// One run of the small scenario, and its document.
struct Made {
  Scenario scenario;
  Results results;
  std::string document;
};

Made made(Language language = Language::en, const std::vector<Override>& changes = {}) {
  Made made{web_samples::scenario_of("one-job", changes), {}, ""};
  made.results = simulate(made.scenario);
  ReportParts parts;
  parts.program = "suanwang 1.2.3";
  parts.command = "suanwang run one-job";
  parts.language = language;
  parts.runs = {run_view(made.scenario, made.results,
                         {nullptr, assumptions_of(made.scenario, web_samples::share())})};
  made.document = report_document(parts);
  return made;
}

std::string between(const std::string& text, const std::string& open, const std::string& close) {
  const std::size_t from = text.find(open);
  REQUIRE(from != std::string::npos);
  const std::size_t begin = from + open.size(), end = text.find(close, begin);
  REQUIRE(end != std::string::npos);
  return text.substr(begin, end - begin);
}

}  // namespace

TEST_CASE("report page: the hash of a policy is the published SHA-256 in base 64", "[web]") {
  // FIPS 180-4, example of "abc":
  // ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad
  CHECK(policy_hash("abc") == "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

TEST_CASE("report page: allows the script and the style that stand in it, and nothing else",
          "[web]") {
  const std::string page = report_page(made().document, Language::en, "view.json");
  const std::string policy =
      between(page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
  CHECK_THAT(policy, Contains("default-src 'none'") && Contains("connect-src 'none'"));
  CHECK_THAT(policy, !Contains("unsafe") && !Contains("*") && !Contains("http"));
  CHECK_THAT(policy,
             Contains("script-src '" + policy_hash(between(page, "<script>", "</script>")) + "'"));
  CHECK_THAT(policy,
             Contains("style-src '" + policy_hash(between(page, "<style>", "</style>")) + "'"));
  CHECK(between(page, "<script>", "</script>") == page_script());

  // Nothing around them names another file.
  const std::size_t script = page.find("<script>"), style = page.find("<style>");
  const std::string rest = page.substr(0, style) +
                           page.substr(page.find("</style>"), script - page.find("</style>")) +
                           page.substr(page.find("</script>", script));
  for (const char* word : {" src=", "href=", "url(", "@import", "<link", "<img", "<iframe", "<base",
                           " style=", " onload=", " onclick="}) {
    CAPTURE(word);
    CHECK_THAT(rest, !Contains(word));
  }
}

TEST_CASE("report page: no text of a scenario gets out of its place", "[web]") {
  const std::string evil = "</script><script>alert(1)</script><!-- & \"' \xff";
  Made run = made();
  run.results.title = {evil, evil};
  run.results.scenario = evil;
  run.results.sites[0].name = {evil, evil};
  ReportParts parts;
  parts.program = "suanwang";
  parts.command = "suanwang run " + evil;
  parts.runs = {run_view(run.scenario, run.results)};
  const std::string document = report_document(parts);
  const std::string page = report_page(document, Language::zh, "view.json");

  CHECK(page.find("alert(1)</script>") == std::string::npos);
  CHECK(page.find("<!-- &") == std::string::npos);
  const std::string held =
      between(page, "<script type=\"application/json\" id=\"document\">", "</script>");
  CHECK(held.find('<') == std::string::npos);
  // What the page reads is what the document says; a byte that is not UTF-8 became U+FFFD.
  const Json read = Json::parse(held);
  CHECK(read == Json::parse(in_language(document, Language::zh)));
  CHECK(read["runs"][0]["sites"][0]["name"]["en"] ==
        "</script><script>alert(1)</script><!-- & \"' \xEF\xBF\xBD");
  CHECK(html("<a href=\"x\">&</a>") == "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;");
}

TEST_CASE("report page: without script its tables say what the summary says, in both languages",
          "[web]") {
  const Made run = made();
  for (const Language language : {Language::en, Language::zh}) {
    const std::string page = report_page(run.document, language, "view.json");
    const std::string tables = between(page, "<main class=\"static\">", "</main>");
    CHECK_THAT(page,
               Contains(language == Language::zh ? "<html lang=\"zh-CN\">" : "<html lang=\"en\">"));
    std::size_t told = 0;
    for (const Metric& metric : national_metrics()) {
      if (metric.of != Metric::Of::all) continue;
      ++told;
      CAPTURE(metric.id);
      const std::string value =
          html(format_value(metric.kind, metric.value(run.results), language));
      CHECK_THAT(tables, Contains("<th scope=\"row\">" + html(metric.name.in(language)) + "</th>" +
                                  "<td class=\"number\">" + value + "</td>") ||
                             Contains("<th scope=\"row\">" + html(metric.name.in(language)) +
                                      "</th><td>" + value + "</td>"));
    }
    CHECK(told > 20);
    CHECK_THAT(tables, Contains("<noscript>"));
    CHECK_THAT(tables, Contains(language == Language::zh ? "中卫" : "Zhongwei"));
    CHECK_THAT(tables, Contains("suanwang run one-job"));
  }
}

TEST_CASE("report document: a run, a comparison and its reason are of the types of model.ts",
          "[web]") {
  const model::Types types;
  CHECK(types.problems(nlohmann::json::parse(made().document), "ReportDocument").empty());

  const std::vector<Scenario> scenarios{
      web_samples::scenario_of("bits-or-electrons", {{"duration", "2 d"}}),
      web_samples::scenario_of("bits-or-electrons",
                               {{"duration", "2 d"}, {"placement.policy", "nearest"}})};
  const auto measures = measures_for(scenarios);
  ReplicateOptions options;
  options.replications = 2;
  const Replicated runs = replicate(scenarios, measures, options);
  Why why;
  why.changes.push_back({"placement.policy", {}});
  why.measures = {*find_measure("cost_cny")};
  why.from = {1};
  why.to = {3};
  why.parts = {{{2, 0.5, 2}}};
  ReportParts parts;
  parts.kind = ReportParts::Kind::comparison;
  for (std::size_t s = 0; s < 2; ++s) parts.runs.push_back(run_view(scenarios[s], runs.first[s]));
  parts.pairs = {pair_view(runs, measures, 0, 1),
                 pair_view(runs.first[0], runs.first[1], measures)};
  parts.why = why_view(why);
  const std::string document = report_document(parts);
  const auto json = nlohmann::json::parse(document);
  CHECK(types.problems(json, "ReportDocument") == std::vector<std::string>{});

  // Both runs of a pair, and their difference, as differences() has them.
  const auto all = differences(runs, 0, 1);
  for (std::size_t m = 0; m < measures.size(); ++m) {
    const auto& row = json["pairs"][0]["measures"][m];
    CHECK(row["id"] == measures[m].name());
    CHECK(row["difference"]["mean"] == all[m].difference.mean);
    CHECK(row["difference"]["half_width"] == all[m].difference.half_width);
    CHECK(row["clear"] == all[m].is_clear());
  }
  CHECK(json["pairs"][1]["measures"][0]["difference"]["half_width"].is_null());
  CHECK_THAT(report_page(document, Language::en, "view.json"),
             Contains("<td>placement.policy") || Contains(">placement.policy<"));
}

TEST_CASE("report document: what cannot be read is told", "[web]") {
  const auto problem = [](const std::string& text) -> std::string {
    try {
      report_page(text, Language::en, "x/view.json");
    } catch (const DocumentProblem& told) {
      return told.what();
    }
    return "";
  };
  const std::string good = made().document;
  CHECK(problem(good).empty());
  CHECK(problem("") == "x/view.json: is damaged: no JSON at byte 1");
  CHECK_THAT(problem(good.substr(0, good.size() / 2)), Contains("is damaged: no JSON at byte"));
  CHECK_THAT(problem("{\"a\": 1}"), Contains("is not the view.json of a run or comparison"));
  CHECK_THAT(problem("[]"), Contains("is not the view.json"));
  CHECK_THAT(problem("{\"format\": 2}"), Contains("has format 2") && Contains("use a newer"));
  CHECK_THAT(problem("{\"format\": 1}"), Contains("\"runs\" is missing"));
  Json broken = Json::parse(good);
  broken["runs"][0]["sites"] = 3;
  CHECK_THAT(problem(broken.dump()), Contains("is damaged"));
  broken = Json::parse(good);
  broken["runs"] = Json::array();
  CHECK_THAT(problem(broken.dump()), Contains("is damaged"));
}

}  // namespace suanwang
