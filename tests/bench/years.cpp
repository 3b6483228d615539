// Ten years of the scaled nation against one: ten times the time, the same memory.

#include <fmt/format.h>

#include "sim/engine/simulate.hpp"
#include "sim/scenario/load.hpp"
#include "tests/bench/bench.hpp"

namespace suanwang::bench {
namespace {

struct Taken {
  std::uint64_t jobs = 0, peak_rss_bytes = 0;
  double cpu_s = 0;
};

/// The nation of the catalogue with a hundredth of its demand, small jobs in bundles, its capacity
/// and demand growing. The steps of growth stop after the first year, so that each year has as many
/// jobs.
Scenario years_of(double years) {
  const Share share{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};
  const Loaded loaded = load_scenario("east-west-2025",
                                      {{"scale", "0.01"},
                                       {"demand", "0.01"},
                                       {"warmup", "0 d"},
                                       {"duration", fmt::format("{} d", 365 * years)},
                                       {"growth.capacity", "[{rate: 43 %, until: 2026-03-01}]"},
                                       {"growth.demand", "[{rate: 35 %, until: 2026-03-01}]"}},
                                      share);
  for (const Diagnostic& problem : loaded.problems) fmt::print(stderr, "{}\n", to_string(problem));
  if (!loaded.scenario) std::exit(2);
  return *loaded.scenario;
}

Taken run_alone(double years) {
  progress(fmt::format("{} years", years));
  const Taken taken = alone([&] {
    // Read there, too: what reading leaves behind would hide what the run adds.
    const Scenario scenario = years_of(years);
    RunOptions options;
    options.keep_hours = false;
    const double began_s = cpu_s();
    const Results r = simulate(scenario, options);
    return Taken{r.ledger.submitted, r.performance.peak_rss_bytes, cpu_s() - began_s};
  });
  progress("");
  fmt::print("  {:>2} years  {:>9} jobs  {:>6.1f} s  {:>6.1f} MiB\n", years, taken.jobs,
             taken.cpu_s, static_cast<double>(taken.peak_rss_bytes) / 1048576);
  return taken;
}

}  // namespace

void years(const Options&) {
  fmt::print("Years of the scaled nation (a hundredth of the demand, scale 0.01)\n");
  const Taken one = run_alone(1);
  const Taken ten = run_alone(10);
  const double time = ten.cpu_s / one.cpu_s;
  const double jobs = static_cast<double>(ten.jobs) / static_cast<double>(one.jobs);
  const double memory =
      static_cast<double>(ten.peak_rss_bytes) / static_cast<double>(one.peak_rss_bytes);
  goal(fmt::format("ten years take ten times the time of one, at most 15 % more: {:.1f} times, "
                   "for {:.1f} times the jobs",
                   time, jobs),
       time <= 11.5 * std::max(1.0, jobs / 10));
  goal(fmt::format("in at most 5 % more memory: {:+.1f} %", 100 * (memory - 1)), memory <= 1.05);
  fmt::print("\n");
}

}  // namespace suanwang::bench
