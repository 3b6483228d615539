#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/app/program.hpp"
#include "tests/workload/trace_tools.hpp"

namespace suanwang {

using program::content;
using program::holds;
using program::Outcome;
using program::Scratch;
namespace fs = std::filesystem;

namespace {

const std::string kLog = (traces::kFolder / "good.swf").string();

Outcome command(const std::string& arguments) { return program::suanwang(arguments); }

const std::string kScenario = R"(suanwang: 1
until: done
regions: [{id: here, side: east, lon: 121, lat: 31}]
sites: [{id: s, at: here, queue: easy, pools: [{id: p, accelerator: {peak: 1 TFLOPS, idle: 1 W, busy: 2 W}, count: 64}]}]
workloads: [{id: log, )";

/// Number, cards, start and end of every job that a run of a workload told.
std::string schedule(const Scratch& scratch, const std::string& workload) {
  const fs::path file = scratch.path / "scenario.yaml", out = scratch.path / "out";
  std::ofstream(file) << kScenario << workload << "}]\n";
  const Outcome done = command("run " + file.string() + " --quiet --jobs --out " + out.string());
  INFO(done.error);
  REQUIRE(done.status == 0);
  std::istringstream lines(content(out / "jobs.csv"));
  std::set<std::string> jobs;  // they stand in the order of their ends
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::vector<std::string> cells;
    std::istringstream parts(line);
    for (std::string cell; std::getline(parts, cell, ',');) cells.push_back(cell);
    jobs.insert(cells[0] + " " + cells[5] + " " + cells[6] + " " + cells[9] + " " + cells[10] +
                "\n");
  }
  std::string all;
  for (const std::string& job : jobs) all += job;
  return all;
}

}  // namespace

TEST_CASE("import: a log as .swf, as .swf.gz and imported gives one schedule", "[app][trace]") {
  const Scratch scratch("import-same");
  std::ofstream(scratch.path / "log.swf.gz", std::ios::binary) << traces::gzip(content(kLog));
  const std::string csv = (scratch.path / "jobs.csv").string();
  for (const std::string filter : {"none", "strong", "noreq"}) {
    CAPTURE(filter);
    const std::string plain = schedule(scratch, "swf: " + kLog + ", filter: " + filter);
    CHECK(std::count(plain.begin(), plain.end(), '\n') >= 4);
    CHECK(schedule(scratch, "swf: log.swf.gz, filter: " + filter) == plain);
    for (const std::string region : {"", " --region here"}) {
      const Outcome done =
          command("import swf " + kLog + " -o " + csv + " --filter " + filter + region);
      CHECK(done.error == "");
      REQUIRE(done.status == 0);
      CHECK(schedule(scratch, "csv: jobs.csv") == plain);
    }
    // And once more through itself.
    REQUIRE(command("import csv " + csv + " -o " + csv + " --first 2").status == 0);
    CHECK(plain.starts_with(schedule(scratch, "csv: jobs.csv")));
  }
}

TEST_CASE("import: tells what it kept, dropped and changed, and where first", "[app][trace]") {
  const Scratch scratch("import-table");
  const std::string csv = (scratch.path / "jobs.csv").string();
  const Outcome done =
      command("import swf " + kLog + " -o " + csv + " --filter strong --region here");
  REQUIRE(done.status == 0);
  for (const char* part : {"job lines read", "wider than the machine", "processors not stated",
                           "run time not stated, or 0", "cut to the request", "stands for both"}) {
    CAPTURE(part, done.out);
    CHECK(holds(done.out, part));
  }
  CHECK(content(csv) ==
        "job,region,submit_s,accelerators,runtime_s,requested_s,input_bytes,output_bytes,tenant\n"
        "1,here,0,8,100,200,,,3\n"
        "2,here,10,16,50,60,,,4\n"
        "3,here,20,4,30,30,,,3\n"
        "9,here,55,32,10,20,,,\n");
  CHECK(holds(command("import swf " + kLog + " -o " + csv + " --filter strong --lang zh").out,
              "宽于整机"));

  const auto json = nlohmann::json::parse(
      command("import swf " + kLog + " -o " + csv + " --filter strong --format json").out);
  CHECK(json["read"] == 9);
  CHECK(json["given"] == 4);
  CHECK(json["dropped"]["no-run-time"]["first_line"] == 10);
  CHECK(json["changed"]["run-cut-to-request"]["jobs"] == 1);

  const Outcome out = command("import pods " + (traces::kFolder / "pods.csv").string() + " -o -");
  CHECK(out.status == 0);
  CHECK(out.out ==
        "job,region,submit_s,accelerators,runtime_s,requested_s,input_bytes,output_bytes\n"
        "0,,0,1,1000,,,\n1,,10,1,488,,,\n2,,20,8,400,,,\n");
  CHECK(holds(out.error, "share of a card"));
}

TEST_CASE("import: a failure leaves what was there and says why", "[app][trace]") {
  const Scratch scratch("import-fails");
  const fs::path csv = scratch.path / "jobs.csv";
  std::ofstream(csv) << "kept\n";
  const std::string packed = traces::gzip(content(kLog));
  std::ofstream(scratch.path / "cut.swf.gz", std::ios::binary)
      << packed.substr(0, packed.size() - 20);
  std::ofstream(scratch.path / "bad.swf") << content(kLog) << "x\ny\n";
  const auto refused = [&](const std::string& arguments, int status, const std::string& part) {
    const Outcome done = command("import " + arguments);
    CAPTURE(arguments, done.error);
    CHECK(done.status == status);
    CHECK(holds(done.error, part));
    CHECK(content(csv) == "kept\n");
  };
  const std::string out = " -o " + csv.string();
  const std::string here = scratch.path.string() + "/";
  refused("swf " + here + "cut.swf.gz" + out, 2, "error: the gzip data end too soon");
  refused("swf " + here + "bad.swf" + out, 2, "bad.swf:15:1: error: expected 18 columns, got 1");
  refused("swf " + here + "bad.swf" + out, 2, "bad.swf:16:1: error: expected 18 columns, got 1");
  refused("swf " + here + "none.swf" + out, 2, "No such file");
  refused("csv " + kLog + out, 2, "lacks the columns job");
  refused("swf " + kLog + out + " --first 0", 2, "--first: expected a whole number above 0");
  refused("swf " + kLog + out + " --compress 3/2", 2, "write 2/3");
  refused("csv " + kLog + out + " --filter strong", 2, "go with swf only");
  refused("swf " + kLog + " -o /dev/full", 1, "No space left on device");
  refused("swf " + kLog + " -o - >/dev/full", 1, "No space left on device");
  refused("swf " + kLog + " -o " + here + "no/such/folder.csv", 1, "cannot write");

  // A reader that goes away: the pipe is long full before a million lines are through.
  std::ofstream many(scratch.path / "many.swf");
  for (int i = 0; i < 100'000; ++i) {
    many << i << " " << i << " -1 9 4 -1 -1 4 9 -1 1 1 1 -1 -1 -1 -1 -1\n";
  }
  many.close();
  const Outcome cut = command("import swf " + here + "many.swf -o - | head -n 1");
  CHECK(holds(cut.error, "cannot write to standard output: Broken pipe"));
}

}  // namespace suanwang
