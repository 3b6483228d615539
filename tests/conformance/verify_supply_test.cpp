// `suanwang verify` on batteries, carbon and energy: answers that are off, what is skipped, and
// what people get wrong.

#include <catch2/catch.hpp>

#include "sim/study/conformance.hpp"

namespace suanwang {
namespace {

ReadCases read(const std::string& group, const std::string& inputs, const std::string& expected) {
  return read_cases(R"([{"id": "x", "group": ")" + group + R"(", "inputs": )" + inputs +
                        R"(, "expected": )" + expected + "}]",
                    "c.json");
}

CaseResult run(const std::string& group, const std::string& inputs, const std::string& expected) {
  const ReadCases cases = read(group, inputs, expected);
  for (const Diagnostic& problem : cases.problems) FAIL(to_string(problem));
  return run_case(cases.cases.front());
}

std::string problems_of(const std::string& group, const std::string& inputs) {
  std::string told;
  for (const Diagnostic& problem : read(group, inputs, R"({"J": 1})").problems) {
    told += to_string(problem) + "\n";
  }
  return told;
}

}  // namespace

TEST_CASE("verify: energy, carbon and batteries must come out right", "[verify]") {
  const std::string load = R"({"load_W": 1000, "until_s": 3600, "g_per_kWh": 500})";
  CHECK(run("energy", load, R"({"J": 3600000})").verdict == Verdict::pass);
  CHECK(run("energy", load, R"({"J": 3600001})").verdict == Verdict::fail);
  CHECK(run("carbon", load, R"({"g": 500})").verdict == Verdict::pass);
  CHECK(run("carbon", load, R"({"g": 501})").verdict == Verdict::fail);

  // Full from the start; 0.9 of the 0.5 kWh above the minimum come back.
  const std::string battery = R"({"load_W": 1000, "until_s": 3600, "battery": {"capacity_kWh": 1,
    "charge_W": 2000, "discharge_efficiency": 0.9, "minimum": 0.5, "initial": 1}})";
  CHECK(run("battery", battery, R"({"grid_kWh": 0.55, "soc": 0.5})").verdict == Verdict::pass);
  CHECK(run("battery", battery, R"({"grid_kWh": 0.5})").verdict == Verdict::fail);
}

TEST_CASE("verify: of supply, what is not modelled is skipped", "[verify]") {
  const auto skips = [](const std::string& group, const std::string& inputs) {
    const CaseResult result = run(group, inputs, R"({"J": 1})");
    CHECK(result.verdict == Verdict::skip);
    return result.reason.en;
  };
  CHECK(skips("energy", R"({"x": 1})").find("load_W") != std::string::npos);
  CHECK(skips("energy", R"({"link_Bps": 1})").find("link") != std::string::npos);
  CHECK(skips("energy", R"({"load_W": 1, "until_s": 1, "battery": {"capacity_kWh": 1, "charge_W": 1,
    "by": "mood"}})") == "the rule \"mood\" is not known here");
  CHECK(skips("carbon", R"({"power_W": "who knows", "busy_cores_by_hour": [1],
    "ci_g_per_kWh": {"a": 1}, "host_states": {"a": "off 1 h"}})")
            .find("who knows") != std::string::npos);
  CHECK(run("battery", R"({"load_W": 1, "until_s": 1})", R"({"kWh": 1})").reason.en.find("kWh") !=
        std::string::npos);
}

TEST_CASE("verify: of supply, what is wrong in a case is told with its place", "[verify]") {
  CHECK(problems_of("energy", R"({"load_W": [[5, 1]], "until_s": -1})") ==
        "c.json: error: /0/inputs/load_W/0/0: expected times that rise from 0\n"
        "c.json: error: /0/inputs/until_s: expected a number from 0.001 to 1e+09, got -1\n");
  CHECK(
      problems_of("battery", R"({"load_W": 1, "until_s": 1, "battery": {"capacity_kWh": 1,
    "charge_W": 1, "charge_efficiency": 1.1}})") ==
      "c.json: error: /0/inputs/battery/charge_efficiency: expected a number from 1e-06 to 1, got "
      "1.1\n");
}

}  // namespace suanwang
