#include <catch2/catch.hpp>
#include <map>

#include "sim/engine/simulate.hpp"
#include "sim/scenario/load.hpp"
#include "tests/engine/recorder.hpp"
#include "tests/workload/trace_tools.hpp"

namespace suanwang {

using namespace traces;

namespace {

const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

const std::string kCsvHead =
    "job,region,submit_s,accelerators,runtime_s,requested_s,input_bytes,output_bytes,site\n";

/// Two regions with a site of 10 cards each, and the workloads given.
Loaded load(const Scratch& scratch, const std::string& workloads, const std::string& more = "") {
  return load_scenario_text(R"(suanwang: 1
until: done
regions:
  - {id: east, side: east, lon: 120, lat: 30}
  - {id: west, side: west, lon: 105, lat: 37}
sites:
  - {id: e, at: east, pools: [{id: p, accelerator: {peak: 1 TFLOPS, idle: 1 W, busy: 2 W}, count: 10}]}
  - {id: w, at: west, pools: [{id: p, accelerator: {peak: 1 TFLOPS, idle: 1 W, busy: 2 W}, count: 10}]}
links: [{id: ew, between: [east, west], capacity: 8 Gbps, latency: 10 ms}]
)" + more + "workloads:\n" + workloads,
                            (scratch.path / "scenario.yaml").string(), {}, kShare);
}

std::string problems(const Loaded& loaded) {
  std::string text;
  for (const Diagnostic& problem : loaded.problems) text += to_string(problem) + "\n";
  for (const Diagnostic& warning : loaded.warnings) text += to_string(warning) + "\n";
  return text;
}

struct Run {
  Results results;
  std::map<std::uint64_t, Recorder::Row> jobs;  ///< by the trace's own numbers
};

Run run(const Loaded& loaded) {
  INFO(problems(loaded));
  REQUIRE(loaded.scenario);
  Recorder recorder;
  Run run{simulate(*loaded.scenario, {.jobs = &recorder}), {}};
  for (const auto& row : recorder.rows) run.jobs[row.record.job] = row;
  return run;
}

}  // namespace

TEST_CASE("replay: jobs come from the region of the trace and go to the site it pins them to",
          "[trace]") {
  const Scratch scratch("pins");
  scratch.write("jobs.csv", kCsvHead +
                                "70,east,0,4,100,,0,0,\n"
                                "71,east,1,4,100,,1e9,0,w\n"
                                "72,west,2,4,100,,0,0,e\n"
                                "73,east,3,11,100,,0,0,w\n"
                                "74,,4,1,100,,0,0,\n");
  const Run r = run(load(scratch, "  - {id: replay, csv: jobs.csv, from: {west: 1}}\n"));
  REQUIRE(r.jobs.size() == 5);
  CHECK(r.jobs.at(70).site == "e");  // nearest
  CHECK(r.jobs.at(71).site == "w");
  // 10 ms until the first byte, then 8e9 bit at 8 Gbit/s.
  CHECK(r.jobs.at(71).record.started_s == Approx(2.01));
  CHECK(r.jobs.at(71).record.input_started_s == 1);
  CHECK(r.jobs.at(72).site == "e");
  CHECK(r.jobs.at(72).region == "west");
  CHECK(r.jobs.at(73).record.state == JobState::rejected);
  CHECK(r.jobs.at(74).region == "west");  // left open by the trace
  CHECK(r.results.classes[0].first_rejection ==
        "needs 11 cards at once and is pinned to w; the largest pool within reach of east has 10");
}

TEST_CASE("replay: the requests of a trace are what the queue sees", "[trace]") {
  // Two jobs of 10 cards one after the other; the first is killed where it asked for less.
  const Scratch scratch("requests");
  scratch.write("jobs.csv", kCsvHead + "1,east,0,10,100,40,,,e\n2,east,0,10,100,200,,,e\n");
  const std::string base = "  - {id: replay, csv: jobs.csv, overrun: kill";
  const Run killed = run(load(scratch, base + "}\n"));
  CHECK(killed.jobs.at(1).record.ended_s == 40);
  CHECK(killed.jobs.at(1).record.state == JobState::failed);
  CHECK(killed.jobs.at(2).record.ended_s == 140);
  const Run twice = run(load(scratch, base + ", requested: {stated: 2}}\n"));
  CHECK(twice.jobs.at(1).record.ended_s == 80);
  const Run clairvoyant = run(load(scratch, base + ", requested: {times: 1}}\n"));
  CHECK(clairvoyant.jobs.at(1).record.state == JobState::completed);
}

TEST_CASE("replay: a log draws its regions by weight, the same from .swf and from .swf.gz",
          "[trace]") {
  const Scratch scratch("regions");
  std::string text = "; MaxProcs: 10\n";
  for (int i = 1; i <= 4000; ++i) {
    text += std::to_string(i) + " " + std::to_string(i * 60) +
            " -1 50 1 -1 -1 1 60 -1 1 1 1 -1 -1 -1 -1 -1\n";
  }
  scratch.write("a.swf", text);
  scratch.write("a.swf.gz", gzip(text));
  const std::string rest = ", from: {east: 3, west: 1}, input: 1 GB}\n";
  const Run plain = run(load(scratch, "  - {id: log, swf: a.swf" + rest));
  const Run packed = run(load(scratch, "  - {id: log, swf: a.swf.gz" + rest));
  int west = 0;
  REQUIRE(plain.jobs.size() == 4000);
  for (const auto& [number, row] : plain.jobs) {
    west += row.region == "west";
    CHECK(packed.jobs.at(number).region == row.region);
    CHECK(packed.jobs.at(number).record.started_s == row.record.started_s);
  }
  CHECK(west == Approx(1000).margin(4 * std::sqrt(4000 * 3.0 / 16)));
}

TEST_CASE("replay: a million jobs at one instant are run in bounded time and memory", "[trace]") {
  const Scratch scratch("instant");
  std::string text = kCsvHead;
  constexpr int kJobs = 1'000'000;
  text.reserve(40'000'000);
  for (int i = 0; i < kJobs; ++i) text += std::to_string(i) + ",east,5,1,7,,,,e\n";
  scratch.write("jobs.csv", text);
  for (const char* queue : {"fcfs", "easy"}) {
    CAPTURE(queue);
    Loaded loaded = load(scratch, "  - {id: replay, csv: jobs.csv}\n");
    REQUIRE(loaded.scenario);
    for (Site& site : loaded.scenario->sites) site.queue = queue;
    const Results results = simulate(*loaded.scenario);
    CHECK(results.ledger.completed == kJobs);
    CHECK(results.to_s == 5 + 7.0 * kJobs / 10);  // ten at a time
    CHECK(results.performance.wall_s < 60);
  }
}

TEST_CASE("replay: what is wrong with a trace is found before it runs", "[trace]") {
  const Scratch scratch("check");
  scratch.write("jobs.csv", kCsvHead +
                                "1,east,0,1,5,,,,\n2,esat,0,1,5,,,,\n3,east,x,1,5,,,,\n"
                                "4,,0,1,5,,,,\n5,east,0,1,5,,,,zz\n");
  const std::string told = problems(load(scratch, "  - {id: replay, csv: jobs.csv}\n"));
  CAPTURE(told);
  const auto says = [&](const std::string& part) { CHECK(told.find(part) != told.npos); };
  says("jobs.csv:3:1: error: unknown region \"esat\"; did you mean \"east\"?");
  says("jobs.csv:4:8: error: submit_s: expected a number, got \"x\"");
  says("jobs.csv:5:1: error: names no region, and neither does the workload \"replay\"");
  says("jobs.csv:6:1: error: unknown site \"zz\"");

  // Wider than any pool: a warning, and a rejection with its reason.
  scratch.write("wide.swf",
                "1 0 -1 9 400 -1 -1 400 9 -1 1 1 1 -1 -1 -1 -1 -1\n"
                "2 0 -1 9 4 -1 -1 4 9 -1 1 1 1 -1 -1 -1 -1 -1\n");
  const Loaded wide = load(scratch, "  - {id: log, swf: wide.swf, from: {east: 1}}\n");
  CHECK(problems(wide).find("more cards than any pool has (10) and will be rejected: 1; the first, "
                            "in line 1, asks for 400") != std::string::npos);
  const Run r = run(wide);
  CHECK(r.results.ledger.rejected == 1);
  CHECK(r.results.ledger.completed == 1);
}

TEST_CASE("replay: what the look before a run does not reach is told when it is", "[trace]") {
  // The look ends after 64 MB of text; the mistake stands behind them, after comments.
  const Scratch scratch("far");
  std::string text = "; MaxProcs: 10\n1 0 -1 9 4 -1 -1 4 9 -1 1 1 1 -1 -1 -1 -1 -1\n";
  for (int i = 0; i < 1100; ++i) text += ";" + std::string(60'000, 'c') + "\n";
  text += "mistake\n";
  scratch.write("far.swf", text);
  const Loaded loaded = load(scratch, "  - {id: log, swf: far.swf, from: {east: 1}}\n");
  REQUIRE(loaded.scenario);
  std::string told;
  try {
    simulate(*loaded.scenario);
  } catch (const TraceProblem& problem) {
    told = problem.what();
  }
  CHECK(told.find("far.swf:1103:1: error: expected 18 columns, got 1") != told.npos);
}

}  // namespace suanwang
