// Runs the program itself, as a person at a terminal would.

#include "tests/app/program.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

using namespace program;

namespace {

const std::string kOneJob = SUANWANG_SOURCE_DIR "/scenarios/one-job";

}  // namespace

TEST_CASE("program: version and help go to stdout with status 0", "[app]") {
  const auto version = suanwang("--version");
  CHECK(version.status == 0);
  CHECK(version.out.starts_with("suanwang "));
  for (const char* command : {"", "run ", "check ", "compare ", "report ", "topology ", "catalog ",
                              "schema ", "init ", "completion ", "man "}) {
    const auto help = suanwang(std::string{command} + "--help");
    CAPTURE(command);
    CHECK(help.status == 0);
    CHECK(help.error.empty());
    CHECK(holds(help.out, "Usage:"));
    if (*command)
      CHECK(holds(help.out, "Examples:\n  suanwang " + std::string{command}.substr(0, 3)));
  }
}

TEST_CASE("program: wrong usage is status 2, told on stderr", "[app]") {
  for (const std::string arguments :
       {"", "run", "run --nonsense", "rnu x", "compare one-job", "run one-job --format xml",
        "run one-job --lang fr", "run one-job --seed minus", "run one-job --set policy",
        "run one-job --jobs", "run one-job one-job --format json",
        "run one-job --format json --against seed=2", "run one-job --signature --format json",
        "catalog acelerators", "check", "run one-job --seed -1"}) {
    const auto outcome = suanwang(arguments);
    CAPTURE(arguments, outcome.error);
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    CHECK_FALSE(outcome.error.empty());
  }
  CHECK(holds(suanwang("rnu x").error, "did you mean \"run\"?"));
  CHECK(holds(suanwang("catalog acelerators").error, "did you mean \"accelerators\"?"));
  CHECK(suanwang("catalog", "SUANWANG_SHARE=/nonexistent").status == 2);
}

TEST_CASE("program: a scenario that is not there is status 2", "[app]") {
  for (const char* command : {"run", "check"}) {
    const auto outcome = suanwang(std::string{command} + " no-such-scenario");
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    CHECK_FALSE(outcome.error.empty());
  }
}

TEST_CASE("program: check says ok for good scenarios", "[app]") {
  const auto outcome = suanwang("check " + kOneJob);
  CAPTURE(outcome.error);
  CHECK(outcome.status == 0);
  CHECK(outcome.out == kOneJob + ": ok\n");
}

TEST_CASE("program: run prints a report, one JSON document, or a signature", "[app]") {
  const auto report = suanwang("run " + kOneJob);
  CAPTURE(report.error);
  CHECK(report.status == 0);
  CHECK(report.error.empty());  // no progress line: stderr is no terminal
  CHECK(holds(report.out, "submitted"));
  CHECK(holds(suanwang("run " + kOneJob + " --lang zh").out, "提交"));
  CHECK(holds(suanwang("run " + kOneJob, "LC_ALL=zh_CN.UTF-8").out, "提交"));

  const auto json = nlohmann::json::parse(suanwang("run " + kOneJob + " --format json").out);
  CHECK(json["jobs"]["submitted"] == 1);
  const auto signature = suanwang("run " + kOneJob + " --signature");
  CHECK(signature.out == json["signature"].get<std::string>() + "\n");
  CHECK(suanwang("run one-job --signature").out == signature.out);  // found by its name
  CHECK(suanwang("run one-job --signature --seed 99").out != signature.out);
}

TEST_CASE("program: --out leaves every file, equal to what is printed", "[app]") {
  const Scratch scratch("out");
  const fs::path out = scratch.path / "deep" / "results";
  const auto outcome = suanwang("run one-job --format json --jobs --out " + out.string());
  CAPTURE(outcome.error);
  REQUIRE(outcome.status == 0);
  for (const char* name : {"summary.json", "sites.csv", "classes.csv", "regions.csv", "links.csv",
                           "hourly.csv", "jobs.csv", "view.json", "report.html"}) {
    CHECK(fs::exists(out / name));
  }
  CHECK(std::distance(fs::directory_iterator(out), fs::directory_iterator{}) == 15);
  CHECK(content(out / "summary.json") == outcome.out);
}

TEST_CASE("program: --against tells what changed", "[app]") {
  const auto outcome = suanwang("run one-job --against placement.policy=least-loaded");
  CAPTURE(outcome.error);
  CHECK(outcome.status == 0);
  CHECK(holds(outcome.out, "What changed"));
}

TEST_CASE("program: compare prints both runs and the difference", "[app]") {
  const auto table = suanwang("compare one-job one-job");
  CAPTURE(table.error);
  CHECK(table.status == 0);
  CHECK(holds(table.out, "What changed"));
  const auto json = nlohmann::json::parse(suanwang("compare one-job one-job --format json").out);
  CHECK(json["a"]["signature"] == json["b"]["signature"]);
  CHECK(json["difference"]["utilization"] == 0);
}

TEST_CASE("program: catalog lists the tables and prints one", "[app]") {
  const auto list = suanwang("catalog");
  CAPTURE(list.error);
  CHECK(list.status == 0);
  CHECK(holds(list.out, "accelerators"));
  CHECK(holds(suanwang("catalog accelerators --sources").out, "confidence"));
  CHECK_NOTHROW(nlohmann::json::parse(suanwang("catalog --format json").out));
}

TEST_CASE("program: a reader that goes away ends it quietly", "[app]") {
  const auto outcome = suanwang("catalog --sources | head -n 1");
  CHECK(outcome.error.empty());
  // The pipe's reader is gone before a byte is written.
  const auto gone = suanwang("catalog | true");
  CHECK(gone.error.empty());
}

TEST_CASE("program: a full disk under stdout is told, with status 1", "[app]") {
  for (const std::string arguments : {"catalog", "--version", "run one-job"}) {
    const auto outcome = suanwang(arguments + " >/dev/full");
    CAPTURE(arguments);
    CHECK(outcome.status == 1);
    CHECK(holds(outcome.error, "No space left on device"));
  }
}

TEST_CASE("program: results that cannot be written are status 1", "[app]") {
  const auto outcome = suanwang("run one-job --out /dev/null/folder");
  CHECK(outcome.status == 1);
  CHECK(holds(outcome.error, "/dev/null/folder"));
}
