// `./do bench`: how fast and how large the full-size national day is, and whether the scaled nation
// tells the same story. Prints figures; exits 1 if one misses its goal.

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "sim/engine/simulate.hpp"
#include "sim/scenario/load.hpp"

namespace suanwang {
namespace {

bool all_met = true;

void goal(const std::string& what, bool met) {
  fmt::print("  {}  {}\n", met ? "met   " : "MISSED", what);
  all_met = all_met && met;
}

Scenario nation(const std::vector<Override>& overrides) {
  const Share share{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};
  Loaded loaded = load_scenario("east-west-2025", overrides, share);
  for (const Diagnostic& problem : loaded.problems) fmt::print(stderr, "{}\n", to_string(problem));
  if (!loaded.scenario) std::exit(2);
  return *loaded.scenario;
}

struct Figures {
  double utilization = 0, wait_s = 0, west_share = 0;
};

Figures mean_of(const Scenario& scenario, std::uint32_t replications) {
  Figures mean;
  for (std::uint32_t i = 0; i < replications; ++i) {
    if (isatty(2)) fmt::print(stderr, "\r  replication {} of {}  ", i + 1, replications);
    RunOptions options;
    options.replication = i;
    const Results r = simulate(scenario, options);
    mean.utilization += r.card.utilization() / replications;
    mean.wait_s += r.wait_s.mean / replications;
    mean.west_share += r.west_share / replications;
  }
  if (isatty(2)) fmt::print(stderr, "\r\033[K");
  return mean;
}

void full_size() {
  fmt::print("The full-size national day (scale 1, 6 h warm-up, 24 h measured)\n");
  const std::vector<Override> day{{"scale", "1"}, {"duration", "30 h"}, {"warmup", "6 h"}};
  const Results one = simulate(nation(day));
  fmt::print("  east-west   {:>9} jobs  {:>8.0f} jobs/s  {:>9.0f} events/s  {:>5.1f} s  {:>5.0f} MiB\n",
             one.ledger.submitted, one.performance.jobs_per_s,
             static_cast<double>(one.performance.events) / one.performance.wall_s, one.performance.wall_s,
             static_cast<double>(one.performance.peak_rss_bytes) / 1048576);
  goal(fmt::format("at least 50,000 jobs/s: {:.0f}", one.performance.jobs_per_s), one.performance.jobs_per_s >= 50000);
  goal("under 1 GiB", one.performance.peak_rss_bytes < (1u << 30));

  // The peak of the process, so the longer run comes second.
  const Results three = simulate(nation({{"scale", "1"}, {"duration", "78 h"}, {"warmup", "6 h"}}));
  const double growth = static_cast<double>(three.performance.peak_rss_bytes) /
                        static_cast<double>(one.performance.peak_rss_bytes);
  fmt::print("  three days  {:>9} jobs  {:>8.0f} jobs/s  {:>9.0f} events/s  {:>5.1f} s  {:>5.0f} MiB\n",
             three.ledger.submitted, three.performance.jobs_per_s,
             static_cast<double>(three.performance.events) / three.performance.wall_s, three.performance.wall_s,
             static_cast<double>(three.performance.peak_rss_bytes) / 1048576);
  goal(fmt::format("three days in at most 5 % more memory than one: {:+.1f} %", 100 * (growth - 1)), growth <= 1.05);

  auto overrides = day;
  overrides.push_back({"placement.policy", "local-only"});
  const Results local = simulate(nation(overrides));
  fmt::print("  local-only  {:>9} jobs  {:>8.0f} jobs/s  {:>9.0f} events/s  {:>5.1f} s  {:>5.0f} MiB, {:.0f} jobs queued at the end\n\n",
             local.ledger.submitted, local.performance.jobs_per_s,
             static_cast<double>(local.performance.events) / local.performance.wall_s, local.performance.wall_s,
             static_cast<double>(local.performance.peak_rss_bytes) / 1048576, local.waiting.jobs);
}

void scaled_against_full() {
  fmt::print("The scaled nation against the full size, the same day, mean of 10 replications\n");
  fmt::print("  {:<12} {:>6} {:>14} {:>14} {:>14}\n", "policy", "size", "utilization", "mean wait", "west share");
  for (const std::string policy : {"tiered-latency", "local-only"}) {
    std::vector<Override> overrides{{"duration", "30 h"}, {"warmup", "6 h"}, {"placement.policy", policy}};
    const Figures scaled = mean_of(nation(overrides), 10);
    overrides.push_back({"scale", "1"});
    const Figures full = mean_of(nation(overrides), 10);
    const auto row = [&](const char* size, const Figures& f) {
      fmt::print("  {:<14} {:>6} {:>11.2f} % {:>12.0f} s {:>12.2f} %\n", policy, size, 100 * f.utilization, f.wait_s, 100 * f.west_share);
    };
    row("full", full);
    row("scaled", scaled);
    const auto within = [&](const char* what, double a, double b) {
      goal(fmt::format("{}: {} within 2 points: {:+.2f}", policy, what, 100 * (a - b)), std::abs(a - b) <= 0.02);
    };
    within("utilization", scaled.utilization, full.utilization);
    within("west share", scaled.west_share, full.west_share);
    // A wait has no points of its own; it is held as a share of the measured day.
    within("mean wait as a share of the day", scaled.wait_s / 86400, full.wait_s / 86400);
  }
}

}  // namespace
}  // namespace suanwang

int main() {
  suanwang::full_size();
  suanwang::scaled_against_full();
  return suanwang::all_met ? 0 : 1;
}
