// Logs that nobody in this project wrote, with what others counted in them.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "sim/engine/simulate.hpp"
#include "tests/engine/recorder.hpp"
#include "tests/engine/small_scenario.hpp"
#include "tests/workload/trace_tools.hpp"

namespace suanwang {

using namespace traces;
using nlohmann::json;

namespace {

TraceFilter filter_named(const std::string& name) {
  return name == "strong" ? TraceFilter::strong : TraceFilter::noreq;
}

Workload log_of(const TraceSpec& spec) {
  Workload w;
  w.id = "log";
  w.name = {"log", "log"};
  w.from = {{"here", 1.0}};
  w.arrivals = TraceArrivals{spec};
  w.requested_stated = 1;
  return w;
}

}  // namespace

TEST_CASE("shared traces: rows, drops and jobs are as counted elsewhere", "[trace]") {
  const fs::path folder = shared();
  if (folder.empty()) return;
  const json expected = json::parse(std::ifstream(folder / "expected.json"));
  int tried = 0;
  for (const json& row : expected["computed"]["rows"]) {
    auto s =
        spec(TraceFormat::swf, folder / row["log"].get<std::string>(), filter_named(row["filter"]));
    const bool whole = row["first"].is_null();
    if (!whole) s.first = row["first"];
    CAPTURE(s.file, row["filter"].get<std::string>());
    TraceReader reader(s);  // MaxProcs, or MaxNodes, of the header is the machine of the row
    const auto jobs = all(reader);
    CHECK(jobs.size() == row["metrics"]["jobs"]);
    if (whole) CHECK(reader.account().read == row["rows"]);
    if (whole) CHECK(reader.account().all_dropped() == row["dropped"]);
    ++tried;
  }
  CHECK(tried >= 40);
}

TEST_CASE("shared traces: Alibaba's pods are those of the gangs made of them", "[trace]") {
  const fs::path folder = shared();
  if (folder.empty()) return;
  TraceReader pods(spec(TraceFormat::pods, folder / "gpu/openb_pod_list_default.csv.gz"));
  TraceReader gangs(spec(TraceFormat::swf, folder / "swf/openb_default_gangs.swf.gz"));
  const auto a = all(pods), b = all(gangs);
  CHECK(pods.account().read == 8152);
  CHECK(pods.account().all_dropped() == 1088 + 861);  // without a card; never scheduled
  REQUIRE(a.size() == 6203);
  REQUIRE(b.size() == 6203);
  for (std::size_t i = 0; i < a.size(); ++i) {
    CAPTURE(i);
    REQUIRE(a[i].submit_s == b[i].submit_s);
    REQUIRE(a[i].run_s == b[i].run_s);
    REQUIRE(a[i].accelerators == b[i].accelerators);
  }
}

TEST_CASE("shared traces: replayed, jobs start when an independent program starts them",
          "[trace]") {
  const fs::path folder = shared();
  if (folder.empty()) return;
  const json expected = json::parse(std::ifstream(folder / "expected.json"));
  int tried = 0;
  for (const json& row : expected["computed"]["rows"]) {
    const std::string policy = row["policy"];
    if (policy != "fcfs" && policy != "easy") continue;
    if (row["events"] != "batch") continue;
    if (!row["first"].is_null() && row["first"] > 5000) continue;
    Scenario scenario = single_queue(row["procs"], policy);
    auto s =
        spec(TraceFormat::swf, folder / row["log"].get<std::string>(), filter_named(row["filter"]));
    if (!row["first"].is_null()) s.first = row["first"];
    Workload log = log_of(s);
    if (row["estimate"] == "run") {
      log.requested_stated.reset();
      log.requested_times = 1;
    }
    scenario.workloads.push_back(log);
    CAPTURE(s.file, policy, row["estimate"].get<std::string>());
    Recorder recorder;
    const Results results = simulate(scenario, {.jobs = &recorder});
    CHECK(results.ledger.completed == row["metrics"]["jobs"]);
    double first_s = recorder.rows.at(0).record.submitted_s, starts_s = 0;
    for (const auto& job : recorder.rows) first_s = std::min(first_s, job.record.submitted_s);
    for (const auto& job : recorder.rows) starts_s += job.record.started_s - first_s;
    CHECK(starts_s == row["metrics"]["start_sum"].get<double>());
    CHECK(results.bounded_slowdown_mean ==
          Approx(row["metrics"]["mean_bsld_tau10"].get<double>()).epsilon(1e-12));
    CHECK(results.classes[0].trace->given == row["metrics"]["jobs"]);
    ++tried;
  }
  CHECK(tried >= 12);
}

}  // namespace suanwang
