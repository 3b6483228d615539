#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>

#include "sim/study/study_results.hpp"
#include "sim/study/sweep.hpp"
#include "tests/study/study_sample.hpp"

namespace suanwang {
namespace {

using Catch::Matchers::Contains;
namespace fs = std::filesystem;

const std::string kAxes = R"(axes:
  - {key: links.sh-zw.capacity, values: [1 Gbps, 4 Gbps]}
  - {key: placement.policy, values: [nearest, cheapest]}
)";

StudyStore opened(const fs::path& file, const StudyPlan& plan) {
  StudyStore store = StudyStore::open(
      file, {plan.study.name, plan.study.text, plan.study.folder, plan.study.replications, {}},
      {"test", "host"});
  store.set_cases(plan);
  return store;
}

/// Runs what is missing; returns how many runs that was.
std::size_t fill(StudyStore& store, const StudyPlan& plan, unsigned threads = 1) {
  const std::vector<RunKey> keys = store.missing(plan);
  SweepOptions options;
  options.threads = threads;
  CHECK(run_all(plan, keys, options, [&](const RunRecord& record) { store.put(plan, record); }));
  return keys.size();
}

std::string exported(const StudyStore& store) {
  std::string text;
  store.export_csv([&](const std::string& line) { text += line; });
  store.export_hours_csv([&](const std::string& line) { text += line; });
  return text;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("store: what it holds does not depend on threads or on the order of runs", "[store]") {
  const StudyFolder folder;
  const StudyPlan plan = plan_of(kSmallStudy + kAxes);
  StudyStore serial = opened(folder / "serial.sqlite", plan);
  StudyStore threaded = opened(folder / "threads.sqlite", plan);
  StudyStore backward = opened(folder / "backward.sqlite", plan);
  CHECK(fill(serial, plan) == 12);
  CHECK(fill(threaded, plan, 3) == 12);
  std::vector<RunKey> keys = backward.missing(plan);
  CaseRunner runner(plan);
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) backward.put(plan, runner.run(*key));
  CHECK(exported(threaded) == exported(serial));
  CHECK(exported(backward) == exported(serial));
  CHECK(study_csv(plan, study_results(plan, threaded)) ==
        study_csv(plan, study_results(plan, serial)));
}

TEST_CASE("store: the same study again runs only what is missing", "[store]") {
  const StudyFolder folder;
  const StudyPlan plan = plan_of(kSmallStudy + kAxes);
  {
    StudyStore store = opened(folder / "s.sqlite", plan);
    CHECK(fill(store, plan) == 12);
    CHECK(fill(store, plan) == 0);
  }
  StudyPlan more = plan_of(kSmallStudy + kAxes);
  more.study.replications = 5;
  {
    StudyStore store = opened(folder / "s.sqlite", more);
    CHECK(fill(store, more) == 8);
  }
  // Another value on an axis: the cases that were there keep their runs.
  const StudyPlan wider = plan_of(std::string(kSmallStudy) + R"(axes:
  - {key: links.sh-zw.capacity, values: [1 Gbps, 2 Gbps]}
  - {key: placement.policy, values: [nearest, cheapest]}
)");
  StudyStore store = opened(folder / "s.sqlite", wider);
  CHECK(fill(store, wider) == 6);
  const std::vector<StoredCase> cases = store.cases();
  REQUIRE(cases.size() == 6);
  CHECK(cases[0].runs == 5);
  CHECK(cases[3].runs == 3);
  CHECK(cases[4].position == -1);
  CHECK(study_results(wider, store).runs == 12);  // of the replications that are asked for
}

TEST_CASE("store: a measure that takes the place of another is missing", "[store]") {
  const StudyFolder folder;
  const std::string measures = "measures: [cost_cny, sites.zhongwei.";
  const StudyPlan before = plan_of(kSmallStudy + kAxes + measures + "utilization]\n");
  const StudyPlan after = plan_of(kSmallStudy + kAxes + measures + "pue]\n");
  {
    StudyStore store = opened(folder / "s.sqlite", before);
    CHECK(fill(store, before) == 12);
  }
  StudyStore store = opened(folder / "s.sqlite", after);
  CHECK(fill(store, after) == 12);
  CHECK(fill(store, after) == 0);
}

TEST_CASE("store: one whose first writer was killed before it named the study is gone on with",
          "[store]") {
  const StudyFolder folder;
  const StudyPlan plan = plan_of(kSmallStudy + kAxes);
  { const StudyStore store = opened(folder / "s.sqlite", plan); }
  {
    SQLite::Database database((folder / "s.sqlite").string(), SQLite::OPEN_READWRITE);
    database.exec("DELETE FROM study");
  }
  StudyStore store = opened(folder / "s.sqlite", plan);
  CHECK(fill(store, plan) == 12);
  CHECK(store.study().name == "small");
}

TEST_CASE("store: shards merge to the whole, as often as one likes", "[store]") {
  const StudyFolder folder;
  const StudyPlan plan = plan_of(kSmallStudy + kAxes);
  StudyStore whole = opened(folder / "whole.sqlite", plan);
  fill(whole, plan);
  for (std::size_t i = 0; i < 3; ++i) {
    StudyStore shard = opened(folder / ("shard" + std::to_string(i)).c_str(), plan);
    for (const RunKey& key : shard_of(shard.missing(plan), i, 3)) {
      shard.put(plan, CaseRunner(plan).run(key));
    }
  }
  StudyStore merged = opened(folder / "merged.sqlite", plan);
  CHECK(merged.merge(folder / "shard0") == 6);  // cases 0 and 3
  CHECK(merged.merge(folder / "shard1") == 3);
  CHECK(merged.merge(folder / "shard2") == 3);
  CHECK(merged.merge(folder / "shard1") == 0);
  CHECK(exported(merged) == exported(whole));
}

TEST_CASE("store: a wrong store is refused and left as it was", "[store]") {
  const StudyFolder folder;
  const StudyPlan plan = plan_of(kSmallStudy + kAxes);
  const fs::path file = folder / "s.sqlite";
  {
    StudyStore store = opened(file, plan);
    fill(store, plan);
    // Another writer, while this one lives.
    CHECK_THROWS_WITH(opened(file, plan), Contains("another process is writing"));
  }
  const std::string before = bytes_of(file);
  const auto other = [&] { StudyStore::open(file, {"other", "", "", 1, {}}, {"test", "host"}); };
  CHECK_THROWS_WITH(other(), Contains("holds the study \"small\", not \"other\""));
  CHECK(bytes_of(file) == before);

  const fs::path newer = folder / "newer.sqlite";
  fs::copy_file(file, newer);
  SQLite::Database(newer.string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
  const std::string newer_before = bytes_of(newer);
  CHECK_THROWS_WITH(opened(newer, plan), Contains("has format 99"));
  CHECK_THROWS_WITH(StudyStore::open_to_read(newer), Contains("use a newer Suanwang"));
  CHECK(bytes_of(newer) == newer_before);

  std::ofstream(folder / "text.sqlite") << "This is no database, but a text of some length.";
  CHECK_THROWS_WITH(opened(folder / "text.sqlite", plan), Contains("is no store of Suanwang"));
  const fs::path foreign = folder / "foreign.sqlite";
  SQLite::Database(foreign.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE t (a)");
  CHECK_THROWS_WITH(opened(foreign, plan), Contains("no store of Suanwang"));
  CHECK_THROWS_WITH(StudyStore::open_to_read(folder / "none.sqlite"), Contains("no such store"));
  CHECK_FALSE(fs::exists(folder / "none.sqlite"));
}

TEST_CASE("store: where there is no pair of runs, no difference is told", "[store]") {
  const StudyFolder folder;
  const StudyPlan plan = plan_of(kSmallStudy + kAxes);
  StudyStore store = opened(folder / "s.sqlite", plan);
  store.put(plan, CaseRunner(plan).run({0, 0}));
  const auto json = study_json(plan, study_results(plan, store));
  CHECK(json["cases"][0]["measures"]["cost_cny"]["mean"].is_number());
  const auto& second = json["cases"][1]["measures"]["cost_cny"];
  CHECK(second["mean"].is_null());
  CHECK(second["half_width"].is_null());
  CHECK(second["difference"]["mean"].is_null());
}

TEST_CASE("store: cases of an older version of the study come without a place", "[store]") {
  const StudyFolder folder;
  const StudyPlan old = plan_of(kSmallStudy + kAxes);
  {
    StudyStore store = opened(folder / "old.sqlite", old);
    store.put(old, CaseRunner(old).run({0, 0}));
  }
  const StudyPlan now =
      plan_of(std::string(kSmallStudy) + "axes: [{key: demand, values: [1.5, 2]}]\n");
  StudyStore store = opened(folder / "now.sqlite", now);
  CHECK(store.merge(folder / "old.sqlite") == 1);
  std::size_t present = 0;
  for (const StoredCase& one : store.cases()) present += one.position >= 0 ? 1 : 0;
  CHECK(present == 2);
  CHECK(store.cases().size() == 6);
}

TEST_CASE("store: a case that cannot be run says why", "[store]") {
  const StudyFolder folder;
  StudyPlan plan = plan_of(kSmallStudy + kAxes);
  // A combination that only fails together cannot be told beforehand.
  plan.study.cases[2].settings.push_back({"sites.zhongwei.power.pue", "0.5"});
  StudyStore store = opened(folder / "s.sqlite", plan);
  fill(store, plan);
  const StudyResults results = study_results(plan, store);
  REQUIRE(results.problems.size() == 1);
  CHECK(results.problems[0].runs == 3);
  CHECK_THAT(results.problems[0].text, Contains("capacity=4 Gbps, policy=nearest: "));
  const std::string report = study_report(plan, results, Language::en);
  CHECK_THAT(report, Contains("(3 runs)"));
  CHECK(report.find("policy=nearest: ") == report.rfind("policy=nearest: "));
  CHECK(fill(store, plan) == 0);
}

TEST_CASE("store: a record survives the way to another process", "[store]") {
  const StudyPlan plan = plan_of(kSmallStudy + kAxes);
  const RunRecord record = CaseRunner(plan).run({3, 0});
  const RunRecord copy = unpack(pack(record));
  CHECK(copy.key.study_case == 3);
  CHECK(copy.signature == record.signature);
  CHECK(copy.scenario == record.scenario);
  REQUIRE(copy.values.size() == plan.kept.size());
  REQUIRE(copy.hours.size() == 24);
  CHECK(copy.hours[23].kwh == record.hours[23].kwh);
  CHECK(pack(copy) == pack(record));
}

}  // namespace suanwang
