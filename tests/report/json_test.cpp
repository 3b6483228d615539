#include "sim/report/json.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "sim/report/compare_report.hpp"
#include "tests/report/sample_results.hpp"

using namespace suanwang;

TEST_CASE("json: the summary holds every key of the contract", "[report]") {
  const auto json = summary_json(sample_results());
  for (const char* pointer : {"/scenario",
                              "/seed",
                              "/signature",
                              "/measured/from_s",
                              "/measured/to_s",
                              "/jobs/submitted",
                              "/jobs/rejected",
                              "/jobs/moving",
                              "/jobs/queued",
                              "/jobs/running",
                              "/jobs/completed",
                              "/jobs/failed",
                              "/jobs/initial",
                              "/jobs/represented",
                              "/utilization",
                              "/wait_s/mean",
                              "/wait_s/p50",
                              "/wait_s/p95",
                              "/wait_s/p99",
                              "/response_s/mean",
                              "/response_s/p50",
                              "/response_s/p95",
                              "/response_s/p99",
                              "/bounded_slowdown/mean",
                              "/slo",
                              "/west_share",
                              "/cross_region_bytes",
                              "/it_energy_kwh",
                              "/energy_kwh",
                              "/pue",
                              "/cost_cny",
                              "/carbon_kg",
                              "/green_share",
                              "/fairness/jain",
                              "/fairness/gini",
                              "/sites/0/id",
                              "/sites/0/utilization",
                              "/sites/0/energy_kwh",
                              "/classes/0/id",
                              "/services/0/id",
                              "/regions/0/id",
                              "/hubs/0/id",
                              "/links/0/id",
                              "/waste/lost_card_s",
                              "/waste/checkpoint_card_s",
                              "/waste/restart_card_s",
                              "/waste/failures",
                              "/waste/preemptions",
                              "/classes/0/waste/lost_card_s",
                              "/sites/0/waste/failures",
                              "/sites/0/node_failures",
                              "/network_energy_kwh",
                              "/network_carbon_kg",
                              "/links/0/energy_kwh",
                              "/links/0/carbon_kg",
                              "/performance/events",
                              "/performance/jobs_per_s",
                              "/performance/wall_s",
                              "/performance/peak_rss_bytes"}) {
    CAPTURE(pointer);
    CHECK(json.contains(nlohmann::ordered_json::json_pointer(pointer)));
  }
  CHECK(json["scenario"] == "east-west-2025");
  CHECK(json["start"] == "2025-03-05");
  CHECK(json["bounded_slowdown"].is_object());
  CHECK(json["sites"].size() == 6);
  CHECK(json["hubs"].size() == 3);  // two hubs, and what lies outside
  CHECK(json["hubs"][2]["id"].is_null());
  CHECK(json["signature"].get<std::string>().size() == 16);
  const Results results = sample_results();
  CHECK(json["cost_cny"].get<double>() == results.energy.energy_cny + results.carriage_cny);
}

TEST_CASE("json: numbers read back exactly and none is infinite", "[report]") {
  Results results = sample_results();
  results.wait_s.mean = 0.1 + 0.2;
  results.links[0].capacity_bps = std::numeric_limits<double>::infinity();
  results.sites[0].wait_s.p99 = std::numeric_limits<double>::quiet_NaN();
  const auto read = nlohmann::ordered_json::parse(to_text(summary_json(results)));
  CHECK(read["wait_s"]["mean"].get<double>() == 0.1 + 0.2);
  CHECK(read["links"][0]["capacity_bps"].is_null());
  CHECK(read["sites"][0]["wait_s"]["p99"].is_null());
}

TEST_CASE("json: text that is not UTF-8 does not stop the summary", "[report]") {
  Results results = sample_results();
  results.title.en = "bad \xFF byte";
  CHECK_NOTHROW(nlohmann::ordered_json::parse(to_text(summary_json(results))));
}

TEST_CASE("signature: moves with every number but those of performance", "[report]") {
  const std::string original = signature(sample_results());
  const auto changed = [&](auto change) {
    Results results = sample_results();
    change(results);
    return signature(results) != original;
  };
  CHECK(signature(sample_results()) == original);
  CHECK(original.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK_FALSE(changed([](Results& r) { r.performance = {1, 2, 3, 4}; }));
  CHECK(changed([](Results& r) { r.wait_s.mean = std::nextafter(r.wait_s.mean, 1e9); }));
  CHECK(changed([](Results& r) { ++r.ledger.completed; }));
  CHECK(changed([](Results& r) { ++r.seed; }));
  CHECK(changed([](Results& r) { r.carriage_cny += 0.01; }));
  CHECK(changed([](Results& r) { r.network.carbon_kg += 0.01; }));
  CHECK(changed([](Results& r) { r.sites[3].waiting.longest_s += 1; }));
  CHECK(changed([](Results& r) { r.classes[2].slo_attained -= 1; }));
  CHECK(changed([](Results& r) { r.services[0].latency_mean_s *= 1.0001; }));
  CHECK(changed([](Results& r) { r.regions[5].sent_bytes += 1; }));
  CHECK(changed([](Results& r) { r.links[1].peak_hour_use += 1e-12; }));
  CHECK(changed([](Results& r) { ++r.hours_hash; }));
  CHECK(changed([](Results& r) { r.waste.lost_card_s += 1; }));
  CHECK(changed([](Results& r) { r.classes[1].waste.preemptions += 1; }));
  CHECK(changed([](Results& r) { r.sites[1].node_failures += 1; }));
  CHECK(changed([](Results& r) {
    r.outages.push_back({"x", Outage::Kind::drain, 1, 2, 0, 0, 3});
  }));
}

TEST_CASE("compare: the difference of two summaries is of their numbers", "[report]") {
  Results other = sample_results();
  other.slo += 0.25;
  other.ledger.completed += 5;
  const auto difference = summary_difference(summary_json(sample_results()), summary_json(other));
  CHECK(difference["slo"].get<double>() == Approx(0.25));
  CHECK(difference["jobs"]["completed"].get<double>() == 5);
  CHECK(difference["wait_s"]["p95"].get<double>() == 0);
  CHECK_FALSE(difference.contains("performance"));
  CHECK_FALSE(difference.contains("sites"));
}
