// What one move of a slider costs: the national week as the live page runs it.

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "sim/web/live_run.hpp"
#include "tests/bench/bench.hpp"

namespace suanwang::bench {
namespace {

const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

/// What a live run took [s], mean of several positions of one lever.
struct Taken {
  double read_s = 0, run_s = 0, jobs = 0;
};

Taken previews_alone(const std::vector<Override>& levers) {
  return alone([&] {
    const LiveModel model(
        merge_scenario("east-west-2025", {{"duration", "7 d"}, {"warmup", "1 d"}}, kShare), kShare);
    model.run(levers, LiveSize::preview);  // the first one seeks the routes
    Taken taken;
    constexpr int kPositions = 10;
    for (int i = 0; i < kPositions; ++i) {
      std::vector<Override> moved = levers;
      moved.push_back({"demand", fmt::format("{}", 0.9 + 0.02 * i)});
      const LiveRun live = model.run(moved, LiveSize::preview);
      taken.read_s += live.read_s / kPositions;
      taken.run_s += live.run_s / kPositions;
      taken.jobs += static_cast<double>(live.results->ledger.submitted) / kPositions;
    }
    return taken;
  });
}

double day_alone() {
  return alone([] {
    const LiveModel model(
        merge_scenario("east-west-2025", {{"duration", "30 h"}, {"warmup", "6 h"}}, kShare),
        kShare);
    model.run({{"duration", "1 h"}, {"warmup", "0 h"}}, LiveSize::whole);
    return model.run({}, LiveSize::whole).run_s;
  });
}

}  // namespace

void live(const Options&) {
  fmt::print("A slider of the live page: the preview of the national week (1 d warm-up, 6 d)\n");
  double slowest_s = 0;
  for (const char* policy : {"tiered-latency", "local-only", "least-loaded", "cheapest"}) {
    std::array<double, 3> whole{};
    Taken last;
    for (double& s : whole) {
      last = previews_alone({{"placement.policy", policy}});
      s = last.read_s + last.run_s;
    }
    const Three three(whole);
    slowest_s = std::max(slowest_s, three.median());
    fmt::print("  {:<15} {:>5.1f} ms ({:.0f} %), of which reading {:.1f}; {:.0f} jobs\n", policy,
               1000 * three.median(), 100 * three.noise(), 1000 * last.read_s, last.jobs);
  }
  const double day_s = day_alone();
  goal(fmt::format("at most a fiftieth of the CPU time of 30 h of the scaled nation ({:.2f} s): "
                   "1/{:.0f}",
                   day_s, day_s / slowest_s),
       50 * slowest_s <= day_s);
  fmt::print("\n");
}

}  // namespace suanwang::bench
