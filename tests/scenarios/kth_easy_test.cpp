#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/app/program.hpp"
#include "tests/queue/schedule_metrics.hpp"
#include "tests/queue/swf_log.hpp"

namespace suanwang {
namespace {

using program::content;
using program::holds;
using program::Scratch;
namespace fs = std::filesystem;
using nlohmann::json;

const std::string kScenario = SUANWANG_SOURCE_DIR "/scenarios/kth-easy";

struct Schedule {
  std::string sha256;
  double bounded_slowdown = 0;
};

// Runs the scenario as a person would and reads back the files it wrote.
Schedule schedule_of(const fs::path& log, const std::string& rule) {
  const Scratch scratch("kth-" + rule);
  const auto outcome = program::suanwang("run " + kScenario + " --set workloads.log.swf='" +
                                         log.string() + "' --set event_rule=" + rule +
                                         " --jobs --out '" + scratch.path.string() + "'");
  CAPTURE(outcome.error);
  REQUIRE(outcome.status == 0);

  std::istringstream lines(content(scratch.path / "jobs.csv"));
  std::string line;
  std::getline(lines, line);
  std::vector<std::string> columns;
  std::istringstream head(line);
  for (std::string cell; std::getline(head, cell, ',');) columns.push_back(cell);
  const auto column = [&](const char* name) {
    const auto found = std::find(columns.begin(), columns.end(), name);
    REQUIRE(found != columns.end());
    return static_cast<std::size_t>(found - columns.begin());
  };
  const std::size_t job = column("job"), started = column("started_s");

  std::vector<LogJob> jobs;
  std::vector<double> starts;
  while (std::getline(lines, line)) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
    LogJob one;
    one.id = std::stoll(cells.at(job));
    jobs.push_back(one);
    starts.push_back(std::stod(cells.at(started)));
  }
  const json summary = json::parse(content(scratch.path / "summary.json"));
  CHECK(jobs.size() == summary["jobs"]["completed"]);
  return {schedule_sha256(jobs, starts), summary["bounded_slowdown"]["mean"]};
}

}  // namespace

TEST_CASE("kth-easy: the program starts every job of the log as computed elsewhere", "[logs]") {
  const fs::path traces = shared_traces();
  if (traces.empty()) return;
  const json expected = json::parse(content(traces / "expected.json"));
  int compared = 0;
  for (const json& row : expected["computed"]["rows"]) {
    if (row["log"] != "swf/KTH-SP2-1996-2.swf.gz" || row["policy"] != "easy" ||
        row["estimate"] != "req" || row["compress"] != "1/1" || !row["first"].is_null()) {
      continue;
    }
    CAPTURE(row["events"]);
    const auto got = schedule_of(traces / row["log"].get<std::string>(), row["events"]);
    CHECK(got.sha256 == row["metrics"]["schedule_sha256"]);
    CHECK(got.bounded_slowdown ==
          Approx(row["metrics"]["mean_bsld_tau10"].get<double>()).epsilon(1e-12));
    ++compared;
  }
  CHECK(compared == 2);  // batch, as the scenario says, and pyss, as published
}

TEST_CASE("kth-easy: without the log, run and check say which file is missing", "[app]") {
  for (const char* command : {"run ", "check "}) {
    const auto outcome =
        program::suanwang(command + kScenario + " --set workloads.log.swf=/nowhere/kth.gz");
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    CHECK(holds(outcome.error, "there is no file \"/nowhere/kth.gz\""));
  }
  // Where the scenario itself looks for it: a copy of it finds nothing beside itself.
  const Scratch scratch("kth-alone");
  const fs::path folder = scratch.path / "checkout/scenarios/kth-easy";
  fs::create_directories(folder);
  fs::copy_file(kScenario + "/scenario.yaml", folder / "scenario.yaml");
  const auto outcome = program::suanwang("run '" + folder.string() + "'");
  CAPTURE(outcome.error);
  CHECK(outcome.status == 2);
  CHECK(holds(outcome.error, "scenario.yaml:"));
  CHECK(holds(outcome.error, (scratch.path / "shared/traces/swf/KTH-SP2-1996-2.swf.gz").string()));
}

}  // namespace suanwang
