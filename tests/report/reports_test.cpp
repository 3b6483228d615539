#include <catch2/catch.hpp>
#include <sstream>

#include "sim/report/compare_report.hpp"
#include "sim/report/table.hpp"
#include "sim/report/utilization_report.hpp"
#include "tests/report/sample_results.hpp"

using namespace suanwang;

namespace {

/// Every line within the width, none with a figure that is no number, none ending in a blank.
void check_layout(const std::string& text) {
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    CAPTURE(line);
    CHECK(display_width(line) <= kReportWidth);
    CHECK(line.find("nan") == std::string::npos);
    CHECK(line.find("inf ") == std::string::npos);
    CHECK((line.empty() || line.back() != ' '));
  }
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("report: every line fits 100 columns in both languages", "[report]") {
  for (const Language language : {Language::en, Language::zh}) {
    for (const Results& results : {sample_results(), awkward_results(), Results{}}) {
      check_layout(utilization_report(results, language));
      check_layout(compare_report(sample_results(), results, language));
      check_layout(compare_report(results, sample_results(), language));
    }
  }
}

TEST_CASE("report: the headline, the ledger and the scaling are told", "[report]") {
  const std::string text = utilization_report(sample_results(), Language::en);
  CHECK(holds(text, "scenario east-west-2025 | policy tiered-latency | seed 2025"));
  CHECK(holds(text, "measured 2025-03-05 12:00 to 2025-03-07 00:00"));
  CHECK(holds(text, "82,345 simulated for 7,654,321 real jobs"));
  CHECK(holds(text, "18,250 of the submitted were already running"));
  CHECK(holds(text, "12.3 PB left their region"));
  CHECK(holds(text, "outside hubs"));
  CHECK(holds(text, "1 rejected, the first because: no allowed site has 16384 cards"));
  CHECK(holds(utilization_report(sample_results(), Language::zh), "枢纽以外"));
}

TEST_CASE("report: a ledger that does not balance says so", "[report]") {
  Results results = sample_results();
  CHECK_FALSE(holds(utilization_report(results, Language::en), "NOT balance"));
  ++results.ledger.queued;
  CHECK(holds(utilization_report(results, Language::en), "NOT balance"));
}

TEST_CASE("report: a scenario without hubs and clusters lists its sites", "[report]") {
  Results results = sample_results();
  results.hubs.clear();
  for (SiteResult& site : results.sites) site.hub = site.cluster = "";
  const std::string text = utilization_report(results, Language::en);
  CHECK(holds(text, "By site"));
  CHECK_FALSE(holds(text, "By hub"));
  CHECK_FALSE(holds(text, "outside hubs"));
}

TEST_CASE("report: the regions that wait longest come first, at most five", "[report]") {
  const std::string text = utilization_report(sample_results(), Language::en);
  const std::string table =
      text.substr(text.find("most short"), text.find("Busiest") - text.find("most short"));
  CHECK(table.find("Fujian") < table.find("Hubei"));
  CHECK(table.find("Hubei") < table.find("Shaanxi"));
  CHECK_FALSE(holds(table, "Ningxia"));  // the sixth
}

TEST_CASE("compare: what changed is told in words and numbers", "[report]") {
  Results baseline = sample_results();
  baseline.policy = "local-only";
  baseline.west_share = 0.2127;
  baseline.wait_s.mean = 5000;
  baseline.regions[1].wait_s.mean = 9000;
  const std::string text = compare_report(baseline, sample_results(), Language::en);
  // 31.27 % - 21.27 % = 10 points
  CHECK(holds(text, "tiered-latency against the baseline local-only"));
  CHECK(holds(text, "goes from 21.3 % to 31.3 % (+10.0 pt)"));
  CHECK(holds(text, "the mean wait from 1 h 23 min to 20 min 06 s"));
  CHECK(holds(text, "One seed; differences within noise are not flagged."));
  CHECK(holds(text, "Fujian"));
  CHECK(holds(compare_report(baseline, sample_results(), Language::zh), "+10.0个百分点"));
}

TEST_CASE("compare: equal runs are told to be equal", "[report]") {
  const std::string text = compare_report(sample_results(), sample_results(), Language::en);
  CHECK(holds(text, "Nothing reported here differs"));
  CHECK_FALSE(holds(text, "wait changed most"));
}
