// `suanwang verify` on the cases that ship with it, on published ones, and on what people get
// wrong.

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "sim/report/table.hpp"
#include "sim/study/conformance.hpp"
#include "sim/study/verify_report.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

const fs::path kOwn = SUANWANG_SOURCE_DIR "/tests/conformance";

std::string content(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::vector<CaseResult> run_all(const std::string& text) {
  const ReadCases read = read_cases(text, "cases.json");
  for (const Diagnostic& problem : read.problems) FAIL(to_string(problem));
  std::vector<CaseResult> results;
  for (const ConformanceCase& what : read.cases) results.push_back(run_case(what));
  return results;
}

/// One case of jobs, each [submit, nodes, walltime, runtime], on `nodes` nodes.
CaseResult run_jobs(int nodes, const std::string& policy, const std::string& jobs,
                    const std::string& expected, const std::string& more = "") {
  CaseJson list = CaseJson::array();
  for (const auto& job : CaseJson::parse(jobs)) {
    list.push_back({{"id", "j" + std::to_string(list.size())},
                    {"submit", job[0]},
                    {"nodes", job[1]},
                    {"walltime", job[2]},
                    {"runtime", job[3]}});
  }
  CaseJson what{{"id", "x"}, {"group", "scheduling"}};
  what["inputs"] = {{"nodes", nodes}, {"policy", policy}, {"jobs", list}};
  if (!more.empty()) what["inputs"]["overrun"] = more;
  what["expected"] = CaseJson::parse(expected);
  return run_all(CaseJson::array({what}).dump()).front();
}

std::string problems_of(const std::string& text) {
  std::string told;
  for (const Diagnostic& problem : read_cases(text, "c.json").problems)
    told += to_string(problem) + "\n";
  return told;
}

struct Outcome {
  int status = -1;
  std::string out, error;
};

/// Runs `suanwang verify` on a file with that text (no file where it is empty).
Outcome verify(const std::string& text, const std::string& options = "") {
  const fs::path folder =
      fs::temp_directory_path() / ("suanwang-verify-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const fs::path file = folder / "cases.json";
  std::ofstream(file) << text;
  const std::string command = "LC_ALL=C.UTF-8 SUANWANG_SHARE=" SUANWANG_SOURCE_DIR
                              " " SUANWANG_BINARY " verify " +
                              (text.empty() ? "" : file.string()) + " " + options + " >" +
                              (folder / "out").string() + " 2>" + (folder / "err").string();
  const int status = std::system(command.c_str());
  const Outcome outcome{WIFEXITED(status) ? WEXITSTATUS(status) : -1, content(folder / "out"),
                        content(folder / "err")};
  fs::remove_all(folder);
  return outcome;
}

std::string link_of_3(const std::string& rate_of_b) {
  return R"([{"id": "x", "group": "bandwidth_sharing", "source": "by hand", "model": "max-min",
    "inputs": {"constraints": {"l": 3}, "flows": {"a": {"w": {"l": 1}}, "b": {"pen": 2, "w": {"l": 1}}}},
    "expected": {"rates": {"a": 2, "b": )" +
         rate_of_b + "}}, \"tolerance\": 1e-5}]";
}

}  // namespace

TEST_CASE("verify: every case that ships with the program passes", "[verify]") {
  int cases = 0;
  for (const auto& entry : fs::directory_iterator(kOwn)) {
    if (entry.path().extension() != ".json") continue;
    for (const CaseResult& result : run_all(content(entry.path()))) {
      CAPTURE(entry.path().filename().string(), result.id, result.reason.en);
      CHECK(result.verdict == Verdict::pass);
      CHECK_FALSE(result.source.empty());
      ++cases;
    }
  }
  CHECK(cases >= 71);
}

TEST_CASE("verify: of the published cases none fails, and those not modelled say why", "[verify]") {
  const char* named = std::getenv("SUANWANG_SHARED");
  const fs::path shared =
      named && *named ? fs::path{named} : fs::path{SUANWANG_SOURCE_DIR "/../shared"};
  const fs::path file = shared / "cases" / "peer_cases.json";
  if (!fs::exists(file)) {
    std::cout << "SKIPPED: ../shared/cases is not here\n";
    return;
  }
  std::map<std::string, int> passes;
  std::map<std::string, std::vector<std::string>> skipped;
  for (const CaseResult& result : run_all(content(file))) {
    CAPTURE(result.id, result.group, result.reason.en);
    CHECK(result.verdict != Verdict::fail);
    if (result.verdict == Verdict::skip) CHECK_FALSE(result.reason.en.empty());
    if (result.verdict == Verdict::skip) CHECK_FALSE(result.reason.zh.empty());
    passes[result.group] += result.verdict == Verdict::pass;
    if (result.verdict == Verdict::skip) skipped[result.group].push_back(result.id);
  }
  CHECK(passes["bandwidth_sharing"] >= 12);
  CHECK(passes["battery"] == 9);
  CHECK(passes["carbon"] == 1);
  CHECK(passes["cpu_sharing"] >= 9);
  CHECK(passes["energy"] == 1);
  CHECK(skipped["energy"] ==
        std::vector<std::string>{"sg-energy-pstates", "sg-link-energy", "lg-host-on-time"});
  CHECK(passes["failures"] >= 5);
  CHECK(passes["network_cost"] >= 2);
  CHECK(passes["scheduling"] >= 5);
  CHECK(passes["transfer_time"] >= 9);
  CHECK(skipped["bandwidth_sharing"].empty());
  CHECK(skipped["cpu_sharing"].empty());
  CHECK(skipped["failures"].empty());
  CHECK(skipped["network_cost"] == std::vector<std::string>{"lg-bandwidth-reservation"});
  CHECK(skipped["transfer_time"].empty());
}

TEST_CASE("verify: jobs of one instant queue in the order of the case", "[verify]") {
  // One node, 12 jobs of 1 s at once: the n-th of the list is the n-th to run, also beyond ten.
  std::string jobs, times;
  for (int i = 0; i < 12; ++i) {
    jobs += std::string(i ? "," : "") + "[0, 1, 1, 1]";
    times += (i ? ",\"j" : "\"j") + std::to_string(i) + "\": " + std::to_string(i + 1);
  }
  const auto result = run_jobs(1, "FCFS", "[" + jobs + "]", R"({"completion_s": {)" + times + "}}");
  CAPTURE(result.reason.en);
  CHECK(result.verdict == Verdict::pass);
}

TEST_CASE("verify: a job past its walltime is killed, or runs on where the case says so",
          "[verify]") {
  // Asks for 4, needs 10. The next one waits for it.
  const std::string jobs = "[[0, 1, 4, 10], [0, 1, null, 5]]";
  CHECK(run_jobs(
            1, "FCFS", jobs,
            R"({"completion_s": {"j0": 4, "j1": 9}, "state": {"j0": "failed", "j1": "completed"}})")
            .verdict == Verdict::pass);
  CHECK(run_jobs(1, "FCFS", jobs, R"({"start_s": {"j1": 10}, "state": {"j0": "completed"}})",
                 "extend")
            .verdict == Verdict::pass);
  // Wider than the machine: it never runs.
  CHECK(run_jobs(1, "EASY backfilling", "[[0, 2, 4, 4]]",
                 R"({"completion_s": {"j0": null}, "state": {"j0": "rejected"}})")
            .verdict == Verdict::pass);
}

TEST_CASE("verify: what is not modelled is skipped with the reason", "[verify]") {
  const auto reason_of = [](const CaseResult& result) {
    CHECK(result.verdict == Verdict::skip);
    CHECK(result.got.is_null());
    return result.reason.en;
  };
  CHECK(reason_of(run_jobs(1, "lottery", "[[0, 1, 1, 1]]", R"({"completion_s": {"j0": 1}})")) ==
        "the queue discipline \"lottery\" is not built yet");
  // Without that word the same policy runs: the second job is due at 4, and starts when the first
  // ends.
  const std::string two = "[[0, 1, 4, 1], [0, 1, 4, 1]]", times = R"({"start_s": {"j1": 1}})";
  CHECK(run_jobs(1, "conservative backfilling", two, times).verdict == Verdict::pass);
  const auto compressed = run_jobs(1, "conservative backfilling, compressed", two, times);
  CHECK(compressed.verdict == Verdict::skip);
  CHECK(compressed.reason.en.find("planned anew") != std::string::npos);
  CHECK(reason_of(run_jobs(1, "FCFS", "[[0, 1, 1, 1]]", R"({"completion": {"j0": 1}})")) ==
        "\"completion\" is not computed for this group; did you mean \"completion_s\"?");
  const std::string rest = R"(, "inputs": {}, "expected": {"a": 1}}])";
  CHECK(reason_of(run_all(R"([{"id": "x", "group": "schedulling")" + rest).front()) ==
        "group \"schedulling\" is not modelled; did you mean \"scheduling\"?");
  CHECK(reason_of(run_all(R"([{"id": "x", "group": "scheduling")" + rest).front()).find("jobs") !=
        std::string::npos);
  // Two hosts of 2 cores; the second job needs one core of each: not just any 2 cards.
  const std::string hosts =
      R"([{"id": "x", "group": "scheduling", "inputs": {"hosts": 2, "cores_per_host": 2,
    "policy": "FCFS", "submit": 0, "walltime": 9, "jobs_hosts_cores_runtime": [[1, 2, 5], [2, )";
  const std::string expected = R"(, 5]]}, "expected": {"completion_s_in_job_order": [5, 10]}}])";
  CHECK(reason_of(run_all(hosts + "1" + expected).front()).find("hosts") != std::string::npos);
  CHECK(run_all(hosts + "2" + expected).front().verdict == Verdict::pass);
}

TEST_CASE("verify: a task on a host that fails, in other words than the shipped cases",
          "[verify]") {
  const auto result_of = [](const std::string& inputs, const std::string& expected) {
    return run_all(
               R"([{"id": "x", "group": "failures", "inputs": {"host": {"MHz": 3000, "idle_W": 30,
      "max_W": 90}, "task": )" +
               inputs + R"(}, "expected": )" + expected + "}]")
        .front();
  };
  // A third of the host: 50 W for 40 s, none while it is down, 50 W for 100 s.
  CHECK(result_of(R"({"demand_MHz": 1000, "work_s": 100}, "failures": [[40, 10]])",
                  R"({"end_s": 150, "host_J": 7000})")
            .verdict == Verdict::pass);
  const auto wrong = result_of(R"({"demand_MHz": 1000, "work_s": 100}, "failures": [[40, 10]])",
                               R"({"end_s": 110, "host_J": 7000})");
  CHECK(wrong.verdict == Verdict::fail);
  CHECK(wrong.reason.en.find("/end_s: expected 110, got 150") != std::string::npos);
  // 3000 MHz are not a whole number of 2000; rules that are told otherwise are not guessed at.
  for (const char* inputs :
       {R"({"demand_MHz": 2000, "work_s": 100}, "failures": [])",
        R"({"demand_MHz": 1000, "work_s": 100}, "failures": "now and then")",
        R"({"demand_MHz": 1000, "work_s": 100}, "failures": [], "failed_host_draws": "half")",
        R"({"demand_MHz": 1000, "work_s": 100}, "failures": [], "restart": "after lunch")"}) {
    CAPTURE(inputs);
    const auto skipped = result_of(inputs, R"({"end_s": 100})");
    CHECK(skipped.verdict == Verdict::skip);
    CHECK_FALSE(skipped.reason.en.empty());
  }
}

TEST_CASE("verify: a wrong answer fails with both values, exit 1", "[verify]") {
  const auto good = verify(link_of_3("1"));
  CHECK(good.status == 0);
  CHECK(good.error.empty());
  const auto bad = verify(link_of_3("1.5"));
  CHECK(bad.status == 1);
  CHECK(bad.out.find("/rates/b: expected 1.5, got 1.0 (tolerance 1e-05)") != std::string::npos);
  CHECK(bad.out.find("1 cases: 0 pass, 1 fail, 0 skip") != std::string::npos);

  const auto json = nlohmann::json::parse(verify(link_of_3("1.5"), "--format json").out);
  REQUIRE(json.size() == 1);
  CHECK(json[0]["id"] == "x");
  CHECK(json[0]["source"] == "by hand");
  CHECK(json[0]["expected"]["rates"]["b"] == 1.5);
  CHECK(json[0]["got"]["rates"]["b"] == 1.0);
  CHECK(json[0]["verdict"] == "fail");
  CHECK_FALSE(json[0]["reason"].get<std::string>().empty());
}

TEST_CASE("verify: without a file it runs the cases of the program", "[verify]") {
  const auto outcome = verify("");
  CAPTURE(outcome.error);
  CHECK(outcome.status == 0);
  CHECK(outcome.out.find("maxmin-penalty") != std::string::npos);
  CHECK(outcome.out.find("0 fail, 0 skip") != std::string::npos);
  CHECK(verify("", "--lang zh").out.find("不符 0，跳过 0") != std::string::npos);
}

TEST_CASE("verify: its table keeps within the width of reports", "[verify]") {
  CaseResult result;
  result.id = std::string(70, 'i');
  result.group = "group";
  result.source = std::string(150, 's') + "/" + std::string(90, 't');
  for (int i = 0; i < 200; ++i) result.expected["name-" + std::to_string(i)] = i / 3.0;
  result.got = result.expected;
  result.verdict = Verdict::fail;
  result.reason = {std::string(300, 'r'), "原因"};
  for (const Language language : {Language::en, Language::zh}) {
    std::istringstream lines(verify_report({result, result}, language));
    for (std::string line; std::getline(lines, line);) CHECK(display_width(line) <= kReportWidth);
  }
}

TEST_CASE("verify: a malformed file is told with its place, exit 2", "[verify]") {
  const auto outcome = verify("{\"cases\": [\n  {\"id\": }\n]}");
  CHECK(outcome.status == 2);
  CHECK(outcome.out.empty());
  CHECK(outcome.error.find("cases.json:2:10: error: no JSON: ") != std::string::npos);
  CHECK(verify("3").status == 2);
  CHECK(verify(link_of_3("1"), "/no/such/file.json").status == 2);

  CHECK(problems_of("{}") == "c.json: error: /cases: expected a list, got nothing\n");
  CHECK(problems_of("[]") == "c.json: error: expected at least one case, got none\n");
  CHECK(problems_of("[1]") == "c.json: error: /0: expected an object, got 1\n");
  CHECK(problems_of(R"([{"id": "a", "id": "b"}])")
            .starts_with("c.json: error: the key \"id\" stands twice in one object\n"));
  CHECK(problems_of(R"([{"id": 7, "inputs": [], "expected": {}}])") ==
        "c.json: error: /0/id: expected a text, got 7\n"
        "c.json: error: /0/group: expected a text, got nothing\n"
        "c.json: error: /0/expected: expected at least one value, got an empty object\n"
        "c.json: error: /0/inputs: expected an object, got a list\n");
  CHECK(problems_of(std::string(100'000, '[')).find("nested deeper") != std::string::npos);
  CHECK_FALSE(problems_of("[1e999]").empty());
  CHECK_FALSE(problems_of("[\"\xff\"]").empty());
}

TEST_CASE("verify: wrong inputs are told all at once, with their places", "[verify]") {
  CHECK(
      problems_of(
          R"([{"id": "x", "group": "scheduling", "expected": {"completion_s": {"a": 1}}, "inputs":
    {"policy": "EASY", "jobs": [{"id": "a", "submit": -1, "nodes": 1.5, "runtime": "10"}]}}])") ==
      "c.json: error: /0/inputs/nodes: expected a whole number from 1 to 1000000000, got nothing\n"
      "c.json: error: /0/inputs/jobs/0/submit: expected a number from 0 to 1e+09, got -1\n"
      "c.json: error: /0/inputs/jobs/0/nodes: expected a whole number from 1 to 1000000000, got "
      "1.5\n"
      "c.json: error: /0/inputs/jobs/0/runtime: expected a number from 0 to 1e+09, got \"10\"\n");
  CHECK(
      problems_of(
          R"([{"id": "x", "group": "bandwidth_sharing", "model": "max-min", "expected": {"rates": {"a": 1}},
    "inputs": {"constraints": {"link": 3}, "flows": {"a": {"w": {"lnik": 1}}}}}])") ==
      "c.json: error: /0/inputs/flows/a/w/lnik: is no constraint; did you mean \"link\"?\n"
      "c.json: error: /0/inputs/flows/a: expected a constraint in `w`, or a `bound`: nothing else "
      "limits the rate\n");
  CHECK(problems_of(R"([{"id": "x", "group": "failures", "expected": {"end_s": 1}, "inputs":
    {"host": {"MHz": 0, "max_W": -5}, "task": {"work_s": "10"}, "failures": [[1]], "max_failures": 0}}])") ==
        "c.json: error: /0/inputs/host/MHz: expected a number from 0.001 to 1e+12, got 0\n"
        "c.json: error: /0/inputs/task/demand_MHz: expected a number from 0.001 to 1e+12, got "
        "nothing\n"
        "c.json: error: /0/inputs/task/work_s: expected a number from 0.001 to 1e+09, got \"10\"\n"
        "c.json: error: /0/inputs/host/idle_W: expected a number from 0 to 1e+12, got nothing\n"
        "c.json: error: /0/inputs/host/max_W: expected a number from 0 to 1e+12, got -5\n"
        "c.json: error: /0/inputs/failures/0: expected [start, duration]\n"
        "c.json: error: /0/inputs/max_failures: expected a whole number from 1 to 1000000000, got "
        "0\n");
  CHECK(problems_of(R"([{"id": "x", "group": "cpu_sharing", "expected": {"supply_MHz": []},
    "inputs": {"capacity_MHz": -1, "demands_MHz": []}}])") ==
        "c.json: error: /0/inputs/capacity_MHz: expected a number, at least 0, got -1\n"
        "c.json: error: /0/inputs/demands_MHz: expected at least one demand\n");
  CHECK(problems_of(R"([{"id": "x", "group": "cpu_sharing", "expected": {"finish_s": 1},
    "inputs": {"work": 1e20, "speed": 1}}])") ==
        "c.json: error: /0/inputs: expected a task that is over within 1e+09 s\n");
  // What would never end is told before it runs.
  const std::string host = R"([{"id": "x", "group": "failures", "expected": {"end_s": 1}, "inputs":
    {"host": {"MHz": 1, "idle_W": 0, "max_W": 1}, "task": {"demand_MHz": 1, "work_s": 600},
     "failures": "down 10 s after every 300 s up")";
  CHECK(problems_of(host + "}}]") ==
        "c.json: error: /0/inputs: expected a task that is over within 1e+09 s\n");
  CHECK(problems_of(host + R"(, "max_failures": 3}}])").empty());
  CHECK(problems_of(host + R"(, "checkpoint_every_s": 200}}])").empty());
  CHECK_FALSE(problems_of(host + R"(, "checkpoint_every_s": 301}}])").empty());
  const std::string link = R"([{"id": "x", "group": "transfer_time", "expected": {"seconds": 1},
    "inputs": {"bytes": 1, "one_way_lat_s": 0, "link_Bps": )";
  CHECK(problems_of(link + "0}}]") ==
        "c.json: error: /0/inputs: expected transfers that are all done within 1e+09 s\n");
  CHECK(problems_of(link + "1}}]").empty());
}

}  // namespace suanwang
