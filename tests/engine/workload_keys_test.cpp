#include <catch2/catch.hpp>
#include <map>

#include "sim/engine/workload_stream.hpp"
#include "sim/scenario/load.hpp"
#include "tests/workload/trace_tools.hpp"

namespace suanwang {

using namespace traces;

namespace {

const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

/// One workload with its streams, as a run has them.
struct Streams {
  Scenario scenario;
  World world;
  NameTable tenants;
  JobClass job_class;
  WorkloadStream stream;

  explicit Streams(const std::string& workload)
      : scenario(read(workload)),
        world(scenario),
        job_class(world, scenario.workloads.at(0), 0, tenants),
        stream(world, job_class, 0, World::kNone, 1, 1, 0, tenants) {}

  static Scenario read(const std::string& workload) {
    const Loaded loaded = load_scenario_text(
        "base: one-job\nduration: 1000 d\nworkloads:\n  - {id: finetune, remove: true}\n  - {id: "
        "w, "
        "from: {shanghai: 1}, " +
            workload + "}\n",
        (kFolder / "scenario.yaml").string(), {}, kShare);
    for (const Diagnostic& problem : loaded.problems) FAIL_CHECK(to_string(problem));
    REQUIRE(loaded.scenario);
    return *loaded.scenario;
  }
};

}  // namespace

TEST_CASE("workload: a sample's values come as often as they stand in it", "[workload]") {
  for (const std::string sample : {"sizes.txt", "[10 GB, 2 GB, 1 GB, 2 GB]"}) {
    const Streams s("arrivals: {at: [0 s]}, runtime: 1 h, input: {empirical: " + sample + "}");
    CHECK(std::get<Choice>(s.scenario.workloads[0].input.size_bytes) ==
          Choice{{{1e9, 1}, {2e9, 2}, {10e9, 1}}});
  }
}

TEST_CASE("workload: tenants by Zipf, by name, and one for the class", "[workload]") {
  // Three tenants with weights 1, 1/2, 1/3: shares of 6/11, 3/11 and 2/11.
  Streams s("arrivals: {every: 1 h}, runtime: 1 h, tenant: {zipf: 3}, priority: -7");
  std::map<std::string, int> jobs;
  for (int i = 0; i < 11000; ++i) {
    const DrawnJob job = s.stream.draw();
    CHECK(job.priority == -7);
    ++jobs[s.tenants[job.tenant]];
  }
  REQUIRE(jobs.size() == 3);
  CHECK(jobs["w/1"] == Approx(6000).margin(4 * std::sqrt(11000 * 30.0 / 121)));
  CHECK(jobs["w/2"] == Approx(3000).margin(4 * std::sqrt(11000 * 24.0 / 121)));
  CHECK(jobs["w/3"] == Approx(2000).margin(4 * std::sqrt(11000 * 18.0 / 121)));

  Streams named("arrivals: {every: 1 h}, runtime: 1 h, tenant: lab");
  CHECK(named.tenants[named.stream.draw().tenant] == "lab");
  Streams plain("arrivals: {every: 1 h}, runtime: 1 h");
  CHECK(plain.tenants[plain.stream.draw().tenant] == "w");
}

TEST_CASE("workload: tenants and priorities of a trace are its own where it has them",
          "[workload]") {
  const auto told = [](const std::string& workload) {
    Streams s(workload);
    std::string all;
    s.stream.next_arrival(0);
    for (bool more = true; more;) {
      more = s.stream.next_arrival(0).has_value();
      const DrawnJob job = s.stream.draw();
      all += std::to_string(job.number) + " " + s.tenants[job.tenant] + " " +
             std::to_string(job.priority) + "; ";
    }
    return all;
  };
  CHECK(told("swf: good.swf, filter: strong") == "1 w/3 0; 2 w/4 0; 3 w/3 0; 9 w 0; ");
  CHECK(told("swf: good.swf, filter: strong, tenant: x, priority: 5") ==
        "1 x 5; 2 x 5; 3 x 5; 9 x 5; ");
  CHECK(told("csv: good.csv, priority: 5") == "7 w 5; 9 lab -3; 8 lab, two 12; ");
}

TEST_CASE("workload: bursts of a class keep their rate, with the factor of demand", "[workload]") {
  // (120 x 10 + 6 x 60) / 70 = 22.3 jobs an hour.
  for (const double demand : {1.0, 2.0}) {
    Streams s(
        "arrivals: {mmpp: [{rate: 120 per h, for: 10 min}, {rate: 6 per h, for: 1 h}]}, "
        "runtime: 1 h");
    s.scenario.demand = demand;
    WorkloadStream stream(s.world, s.job_class, 0, World::kNone, 1, 1, 0, s.tenants);
    double at_s = 0;
    constexpr int kJobs = 200'000;
    for (int i = 0; i < kJobs; ++i) at_s = *stream.next_arrival(at_s);
    CHECK(kJobs / at_s * 3600 == Approx(demand * 1560 / 70).epsilon(0.03));
    CHECK(stream.mean_running() == Approx(demand * 1560 / 70));
  }
}

}  // namespace suanwang
