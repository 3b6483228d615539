// `suanwang verify` on networks: answers that are off, what is skipped, and what people get wrong.

#include <catch2/catch.hpp>

#include "sim/study/conformance.hpp"

namespace suanwang {
namespace {

ReadCases read(const std::string& group, const std::string& inputs, const std::string& expected) {
  return read_cases(R"([{"id": "x", "model": "max-min", "group": ")" + group + R"(", "inputs": )" +
                        inputs + R"(, "expected": )" + expected + "}]",
                    "c.json");
}

CaseResult run(const std::string& group, const std::string& inputs, const std::string& expected) {
  const ReadCases cases = read(group, inputs, expected);
  for (const Diagnostic& problem : cases.problems) FAIL(to_string(problem));
  return run_case(cases.cases.front());
}

std::string problems_of(const std::string& group, const std::string& inputs) {
  std::string told;
  for (const Diagnostic& problem : read(group, inputs, R"({"finish_s": {"a": 1}})").problems) {
    told += to_string(problem) + "\n";
  }
  return told;
}

}  // namespace

TEST_CASE("verify: transfers that are cut, bounded and rerouted must be done to the second",
          "[verify]") {
  // 10 a second; cut from 4 to 9: 40 before, 60 after.
  const std::string cut = R"({"links": {"l": {"Bps": 10}}, "flows": {"a": {"route": ["l"],
    "bytes": 100}}, "events": [{"t": 4, "set": "l.Bps=0"}, {"t": 9, "set": "l.Bps=10"}]})";
  CHECK(run("transfer_time", cut, R"({"finish_s": {"a": 15}})").verdict == Verdict::pass);
  CHECK(run("transfer_time", cut, R"({"a_finish": 15})").verdict == Verdict::pass);
  CHECK(run("transfer_time", cut, R"({"finish_s": {"a": 10}})").verdict == Verdict::fail);
  CHECK(run("transfer_time", cut, R"({"finish_s": {"a": null}})").verdict == Verdict::fail);
  // Without the cut it takes 10.
  CHECK(run("transfer_time", cut, R"({"baseline_equal_share_both_finish_after_s": 10})").verdict ==
        Verdict::pass);

  // A window of 8 over a round trip of 2 s: 4 a second from 1 on. From 6 on the round trip is 4 s:
  // 2 a second for what is left of 40, which is 20.
  const std::string window = R"({"links": {"l": {"Bps": 10, "lat_s": 1}}, "flows": {"a": {
    "route": ["l"], "bytes": 40, "window_bytes": 8}}, "event": {"t": 6, "set": "l.lat_s=2"}})";
  CHECK(run("transfer_time", window, R"({"finish_s": {"a": 16}})").verdict == Verdict::pass);

  // A change at the very moment of an end comes after it; one before the first byte is waited for.
  const std::string edge = R"({"links": {"l": {"Bps": 10}, "m": {"Bps": 5, "lat_s": 3}}, "flows": {
    "a": {"route": ["l"], "bytes": 20}, "b": {"route": ["m"], "bytes": 20}}, "events": [
    {"t": 1, "flow": "b", "route": ["l"]}, {"t": 2, "set": "l.Bps=4"}]})";
  CHECK(run("transfer_time", edge, R"({"finish_s": {"a": 2, "b": 8}})").verdict == Verdict::pass);
}

TEST_CASE("verify: bytes over priced links are paid for once on every link of their path",
          "[verify]") {
  const std::string network = R"({"links": {"ab": {"from": "a", "to": "b", "Bps": 1e9,
    "cny_per_GB": 0.5}, "cd": {"from": "c", "to": "d", "Bps": 1e9}}, "transfers": {
    "x": {"from": "a", "to": "b", "bytes": 2e9}, "lost": {"from": "a", "to": "d", "bytes": 1e9}}})";
  const auto good = run("network_cost", network, R"({"cny": {"x": 1, "lost": null},
    "finish_s": {"x": 2, "lost": null}, "total_cny": 1, "link_cny": {"ab": 1, "cd": 0}})");
  CAPTURE(good.reason.en);
  CHECK(good.verdict == Verdict::pass);
  CHECK(run("network_cost", network, R"({"cny": {"x": 2}})").verdict == Verdict::fail);
  CHECK(run("network_cost", network, R"({"link_bytes": {"ab": 2.1e9}})").verdict == Verdict::fail);
}

TEST_CASE("verify: what is told in other words passes with a remark", "[verify]") {
  const auto window = run("transfer_time", R"({"link_Bps": 100, "one_way_lat_s": 0.5, "bytes": 10,
    "window_bytes": 10})",
                          R"({"seconds": 1.5})");
  CHECK(window.verdict == Verdict::pass);
  CHECK(window.reason.en.find("window") != std::string::npos);

  // 100 bit/s x 0.5 for 100 bits, after 1 s x 3.
  const auto factors = run("transfer_time", R"({"bits": 100, "link_bps": 100, "lat_s": 1,
    "latency_factor": 3, "bandwidth_factor": 0.5})",
                           R"({"seconds": 5, "naive_seconds": 2})");
  CHECK(factors.verdict == Verdict::pass);
  CHECK_FALSE(factors.reason.zh.empty());

  const auto energy = run("network_cost", R"({"GB": 1, "Mbps": 8, "rtt_ms": 500})",
                          R"({"seconds": 1000.5, "kWh": 9})");
  CHECK(energy.verdict == Verdict::pass);
  CHECK(energy.got == CaseJson{{"seconds", 1000.5}});
  CHECK(energy.reason.en.find("energy") != std::string::npos);
}

TEST_CASE("verify: rules, changes and costs that are not known are skipped", "[verify]") {
  const auto reason_of = [](const CaseResult& result) {
    CHECK(result.verdict == Verdict::skip);
    return result.reason.en;
  };
  const std::string link = R"({"links": {"l": {"Bps": 1}}, "flows": {"a": {"route": ["l"],
    "bytes": 1}}, )";
  const std::string one = R"({"finish_s": {"a": 1}})";
  CHECK(reason_of(run("transfer_time", link + R"("rtt_weighting": "1/lat"})", one)) ==
        "the rule \"1/lat\" is not known here");
  CHECK(reason_of(run("transfer_time", link + R"("event": {"t": 1, "set": "l.loss=1"}})", one)) ==
        "the change \"l.loss=1\" is not known here");
  CHECK(reason_of(run("bandwidth_sharing", R"({"nominal_capacity": 1, "capacity_rule": "C=magic",
    "flows": [{"pen": 1}]})",
                      R"({"rates": {"r1": 1}})")) == "the rule \"C=magic\" is not known here");
  CHECK(reason_of(run("network_cost", R"({"directed_capacity": 1})", R"({"cost": 1})"))
            .find("reserved") != std::string::npos);
  CHECK(reason_of(run("network_cost", R"({"GB": 1, "Mbps": 8, "rtt_ms": 5})", R"({"kWh": 9})"))
            .find("energy") != std::string::npos);
  CHECK(reason_of(run("network_cost", R"({"speed": 1})", one)).find("links") != std::string::npos);
}

TEST_CASE("verify: wrong networks are told with their places", "[verify]") {
  CHECK(problems_of("transfer_time", R"({"links": {"l1..l3": {"Bps": 1}, "l2": {"Bps": -1}},
    "flows": {"a": {"route": ["l1", "k2", "l1"], "bytes": 1}, "b": {"route": [], "bytes": 1}},
    "events": [{"t": 1, "set": "l9.Bps=1"}, {"t": 1, "set": "l1.Bps=fast"}, {"t": 1, "flow": "c",
    "route": ["l1"]}]})") ==
        "c.json: error: /0/inputs/links/l2/Bps: expected a number, at least 0, got -1\n"
        "c.json: error: /0/inputs/links/l2: the link \"l2\" is told twice\n"
        "c.json: error: /0/inputs/flows/a/route/1: is no link; did you mean \"l2\"?\n"
        "c.json: error: /0/inputs/flows/a/route/2: stands twice in the route\n"
        "c.json: error: /0/inputs/flows/b/route: expected at least one link\n"
        "c.json: error: /0/inputs/events/0/set: names no link\n"
        "c.json: error: /0/inputs/events/1/set: expected a number from 0 to 1e+30\n"
        "c.json: error: /0/inputs/events/2/flow: is no flow\n");
  CHECK(problems_of("transfer_time", R"({"links": {"l": {"Bps": 1}}, "flows": {}})") ==
        "c.json: error: /0/inputs/flows: expected at least one flow\n");
  CHECK(problems_of("network_cost", R"({"links": {"l": {"from": "a", "to": "a", "Bps": 1}},
    "transfers": {"x": {"from": "a", "to": "b", "bytes": 1}}})") ==
        "c.json: error: /0/inputs/links/l: expected two different ends\n"
        "c.json: error: /0/inputs/transfers/x/to: is on no link; known: a\n");
  CHECK(problems_of("network_cost", R"({"links": {"l": {"from": "a", "to": "b", "Bps": 0}},
    "transfers": {"x": {"from": "a", "to": "b", "bytes": 1}}})") ==
        "c.json: error: /0/inputs: expected transfers that are all done within 1e+09 s\n");
  CHECK(problems_of("bandwidth_sharing", R"({"nominal_capacity": 1, "capacity_rule": "C(n)=1-n",
    "flows": [{"pen": 1}, {"pen": 1}]})") ==
        "c.json: error: /0/inputs/capacity_rule: expected capacities of at least 0 for these "
        "flows\n");
}

}  // namespace suanwang
