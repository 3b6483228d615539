// `suanwang report`, and what the other commands leave for it.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/app/program.hpp"

using namespace program;

namespace {

std::string at(const Scratch& scratch, const std::string& name) {
  return (scratch.path / name).string();
}

nlohmann::json document(const fs::path& folder) {
  return nlohmann::json::parse(content(folder / "view.json"));
}

}  // namespace

TEST_CASE("report: a run leaves its page, and the command makes the same one of its folder",
          "[app]") {
  const Scratch scratch("report");
  const std::string out = at(scratch, "out");
  REQUIRE(suanwang("run one-job --quiet --out " + out).status == 0);
  const std::string page = content(scratch.path / "out/report.html");
  CHECK(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
  const auto view = document(scratch.path / "out");
  CHECK(view["kind"] == "run");
  CHECK(view["command"] == "suanwang run one-job");
  CHECK(view["runs"].size() == 1);
  const auto summary = nlohmann::json::parse(content(scratch.path / "out/summary.json"));
  CHECK(view["runs"][0]["signature"] == summary["signature"]);
  // --out changes nothing of a run.
  const auto signature = suanwang("run one-job --quiet --signature").out;
  CHECK(signature == summary["signature"].get<std::string>() + "\n");

  const auto again = suanwang("report " + out + " -o " + at(scratch, "again.html"));
  CHECK(again.status == 0);
  CHECK(again.out.empty());
  CHECK(content(scratch.path / "again.html") == page);
  CHECK(suanwang("report " + out + "/view.json -o -").out == page);

  const auto zh = suanwang("report --lang zh " + out + " -o -");
  CHECK(holds(zh.out, "<html lang=\"zh-CN\">"));
  CHECK(holds(zh.out, "中卫"));
  // Made in Chinese at once it is the same page.
  const std::string other = at(scratch, "zh");
  REQUIRE(suanwang("run one-job --quiet --lang zh --out " + other).status == 0);
  CHECK(content(scratch.path / "zh/report.html") == zh.out);
}

TEST_CASE("report: a run and its baseline are told together", "[app]") {
  const Scratch scratch("report-pair");
  const auto made =
      suanwang("run one-job --quiet --set 'title={en: Now, zh: 现在}' --against seed=2 --out " +
               at(scratch, "out"));
  REQUIRE(made.status == 0);
  const auto view = document(scratch.path / "out");
  CHECK(view["kind"] == "run");
  REQUIRE(view["runs"].size() == 2);
  CHECK(view["runs"][0]["seed"] == 2);  // the baseline comes first
  CHECK(view["runs"][1]["seed"] == 1);
  CHECK(view["pairs"].size() == 1);
  CHECK(view["command"] ==
        "suanwang run one-job --set 'title={en: Now, zh: 现在}' --against seed=2");
  CHECK(document(scratch.path / "out/baseline")["runs"].size() == 1);
}

TEST_CASE("report: a comparison leaves its page with intervals, several folders have none",
          "[app]") {
  const Scratch scratch("report-compare");
  const std::string changed = at(scratch, "changed.yaml");
  std::ofstream(changed) << "suanwang: 1\nbase: " SUANWANG_SOURCE_DIR "/scenarios/one-job\n"
                         << "name: changed\nsites: [{id: zhongwei, power: {price: 1 CNY/kWh}}]\n";
  REQUIRE(suanwang("compare one-job " + changed + " --replications 2 --quiet --why --out " +
                   at(scratch, "out"))
              .status == 0);
  const auto view = document(scratch.path / "out");
  CHECK(view["kind"] == "comparison");
  CHECK(view["runs"].size() == 2);
  CHECK(view["runs"][0]["hours"].is_object());
  CHECK(view["pairs"][0]["replications"] == 2);
  CHECK(view["why"]["changes"].size() == 1);
  CHECK(suanwang("report " + at(scratch, "out") + " -o -").out ==
        content(scratch.path / "out/report.html"));

  REQUIRE(suanwang("run one-job --quiet --out " + at(scratch, "a")).status == 0);
  REQUIRE(suanwang("run " + changed + " --quiet --out " + at(scratch, "b")).status == 0);
  const auto both = suanwang("report " + at(scratch, "a") + " " + at(scratch, "b") + " -o -");
  CHECK(both.status == 0);
  CHECK(holds(both.out, "one run: not known"));
  CHECK(holds(both.out, "changed against one-job, 1 replications"));
}

TEST_CASE("report: a study's store and its folder give the page of the study", "[app]") {
  const Scratch scratch("report-study");
  const std::string study = at(scratch, "study.yaml"), store = at(scratch, "s.sqlite");
  std::ofstream(study) << "study: 1\nname: two-prices\nbase: " SUANWANG_SOURCE_DIR
                          "/scenarios/one-job\n"
                       << "axes:\n  - {key: sites.zhongwei.power.price, values: [0.3 CNY/kWh, 0.6 "
                          "CNY/kWh]}\nmeasures: [cost_cny, carbon_kg]\n";
  REQUIRE(suanwang("sweep " + study + " --quiet --store " + store + " --out " + at(scratch, "out"))
              .status == 0);
  CHECK(document(scratch.path / "out")["study"]["runs"] == 2);
  CHECK(holds(content(scratch.path / "out/report.html"), "0.6 CNY/kWh"));
  const auto page = suanwang("report " + store + " -o -");
  CHECK(page.status == 0);
  CHECK(holds(page.out, "two-prices"));
  CHECK(holds(page.out, "2 of 2 runs are there"));
  // The hand is stayed that would write over the runs.
  const std::string before = content(store);
  const auto slip = suanwang("report " + store + " -o " + store);
  CHECK(slip.status == 2);
  CHECK(holds(slip.error, "is an SQLite file"));
  CHECK(content(store) == before);
}

TEST_CASE("report: what it cannot read is told with status 2, and no page is left", "[app]") {
  const Scratch scratch("report-wrong");
  fs::create_directories(scratch.path / "empty");
  fs::create_directories(scratch.path / "newer");
  std::ofstream(scratch.path / "newer/view.json") << R"({"format": 9, "kind": "run"})";
  fs::create_directories(scratch.path / "torn");
  std::ofstream(scratch.path / "torn/view.json") << R"({"format":1,"lang":"en","kind":"ru)";
  std::ofstream(scratch.path / "text.sqlite") << "not a store\n";
  std::ofstream(scratch.path / "torn.sqlite") << std::string("SQLite format 3\0garbage", 23);
  const std::string page = at(scratch, "page.html");
  for (const auto& [place, told] :
       {std::pair{"nowhere", "there is no such file or folder"},
        std::pair{"empty", "the folder holds no view.json"},
        std::pair{"newer", "has format 9; this program reads format 1: use a newer suanwang"},
        std::pair{"torn", "is damaged: no JSON at byte"},
        std::pair{"text.sqlite", "is neither a study's store nor a view.json"},
        std::pair{"torn.sqlite", "torn.sqlite"}}) {
    CAPTURE(place);
    const auto outcome = suanwang("report " + at(scratch, place) + " -o " + page);
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    CHECK(holds(outcome.error, told));
    CHECK_FALSE(fs::exists(page));
  }
}
