#include "sim/report/lever_report.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <sstream>

#include "sim/report/json.hpp"
#include "sim/report/table.hpp"
#include "sim/report/utilization_report.hpp"
#include "tests/report/sample_results.hpp"

namespace suanwang {
namespace {

using Of = LeverResult::Kind;

/// A lever of each kind, all missed but the last.
Results with_levers() {
  Results r = sample_results();
  for (int kind = 0; kind < 11; ++kind) {
    LeverResult lever;
    lever.kind = static_cast<Of>(kind);
    lever.id = std::string("lever-") + to_string(lever.kind);
    lever.name = {"A lever with a long name for the table, " + lever.id, "一个名字很长的政策杠杆"};
    lever.asked = lever.kind == Of::circle ? 0.005 : lever.kind == Of::pue ? 1.25 : 0.6;
    lever.found = lever.kind == Of::pue ? 1.42 : lever.kind == Of::local_priority ? 5400 : 0.4321;
    lever.met = kind == 9;
    lever.violations = kind == 9 ? 0 : 12345;
    lever.takes = 7.2e9;
    lever.moved = 321;
    lever.turned_away = 17;
    lever.all_inside = 0.9;
    lever.in_reach = 0.95;
    lever.surcharge_cny = 1.5e6;
    lever.own_jobs = 400;
    lever.other_jobs = 600;
    lever.others_wait_s = 7200;
    if (lever.kind == Of::approval) {
      lever.asks = 12;
      lever.asked_cards = 40000;
      lever.put_off_cards = 25000;
      lever.waiting_cards = 9000;
      lever.dropped_cards = 1000;
      lever.held_card_s = 3.6e9;
    }
    if (lever.kind == Of::green)
      lever.years = {{2024, LeverResult::kNone, 0.4}, {2025, 0.5, 0.45, false, 2, 3e6}};
    if (lever.kind == Of::green || lever.kind == Of::pue) lever.sites = {"zhongwei", "wuhu"};
    r.levers.push_back(lever);
  }
  r.shift = ShiftResult{Shift::To::price, 1000, 800, 7200, 43200, 3, 123456, 5};
  return r;
}

}  // namespace

TEST_CASE("levers: the report fits 100 columns and names what missed", "[levers]") {
  for (const Language language : {Language::en, Language::zh}) {
    const std::string text = lever_report(with_levers(), language);
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
      CAPTURE(line);
      CHECK(display_width(line) <= kReportWidth);
    }
    CHECK(utilization_report(with_levers(), language).find(text) != std::string::npos);
  }
  // Where its lines break does not matter here.
  std::istringstream words(lever_report(with_levers(), Language::en));
  std::string text;
  for (std::string word; words >> word;) text += (text.empty() ? "" : " ") + word;
  for (const char* part :
       {"work >= 60.0 %", "PUE <= 1.25", "up to 1.42", "Zhongwei, Wuhu", "2 M card-h",
        "use >= 60.0 %", "lowest 43.2 %", "12.3 k refusals",
        "found (asked): 2024 40.0 % (-), 2025 45.0 %", "1 M card-h were planned and not there",
        "12.3 k jobs", "surcharge", "Waiting for better hours"}) {
    CAPTURE(part, text);
    CHECK(text.find(part) != std::string::npos);
  }
  CHECK(lever_report(sample_results(), Language::en).empty());
}

TEST_CASE("levers: JSON and CSV hold every lever, and only where there are some", "[levers]") {
  const auto json = summary_json(with_levers());
  REQUIRE(json.at("levers").size() == 11);
  CHECK(json.at("levers")[0].at("kind") == "quota-of-work");
  CHECK(json.at("levers")[0].at("steered") == 321);
  CHECK(json.at("levers")[4].at("sites").size() == 2);
  CHECK(json.at("levers")[4].at("surcharge_cny") == 1.5e6);
  CHECK(json.at("levers")[5].at("in_reach") == 0.95);
  CHECK(json.at("levers")[7].at("others_wait_s") == 7200);
  REQUIRE(json.at("levers")[3].at("years").size() == 2);
  CHECK(json.at("levers")[3].at("years")[0].at("asked").is_null());
  CHECK(json.at("levers")[3].at("years")[1].at("takes") == 3e6);
  CHECK(json.at("levers")[4].count("years") == 0);
  CHECK(json.at("levers")[10].at("kind") == "approval");
  CHECK(json.at("levers")[10].at("takes_unit") == "card_s");
  CHECK(json.at("levers")[10].at("put_off_cards") == 25000);
  CHECK(json.at("levers")[10].at("held_card_s") == 3.6e9);
  CHECK(json.at("shift").at("to") == "valley-price");
  CHECK(json.at("shift").at("saved_cny") == 123456);
  CHECK(summary_json(sample_results()).count("levers") == 0);

  // A share of all can be met by no new capacity: JSON has no infinity.
  Results endless = with_levers();
  endless.levers[1].takes = std::numeric_limits<double>::infinity();
  CHECK(summary_json(endless).at("levers")[1].at("takes").is_null());

  std::istringstream in(levers_csv(with_levers()));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  REQUIRE(lines.size() == 12);
  CHECK(lines[0].rfind("lever,name_en,name_zh,kind,asked,found,met,violations,takes,", 0) == 0);
  CHECK(lines[4].find(",2024 0.4/- 2025 0.45/0.5") != std::string::npos);
  CHECK(lines[11].find(",12,40000,25000,9000,1000,3.6e+09,") != std::string::npos);
  CHECK(lines[10].find(",registry,0.6,0.4321,yes,0,") != std::string::npos);
}

}  // namespace suanwang
