// How fast and how large the full-size national day is, and whether the scaled nation tells the
// same story.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/engine/simulate.hpp"
#include "sim/scenario/load.hpp"
#include "sim/world/world.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/replay.hpp"

namespace suanwang::bench {
namespace {

Scenario east_west(const std::vector<Override>& overrides) {
  const Share share{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};
  Loaded loaded = load_scenario("east-west-2025", overrides, share);
  for (const Diagnostic& problem : loaded.problems) fmt::print(stderr, "{}\n", to_string(problem));
  if (!loaded.scenario) std::exit(2);
  return *loaded.scenario;
}

/// What a run took.
struct Taken {
  std::uint64_t jobs = 0, events = 0, peak_rss_bytes = 0;
  double cpu_s = 0, queued = 0;
};

Taken run_alone(const Scenario& scenario) {
  return alone([&] {
    const double began_s = cpu_s();
    const Results r = simulate(scenario);
    return Taken{r.ledger.submitted, r.performance.events, r.performance.peak_rss_bytes,
                 cpu_s() - began_s, r.waiting.jobs};
  });
}

void print(const char* name, const Taken& t) {
  fmt::print(
      "  {:<11} {:>9} jobs  {:>8.0f} jobs/s  {:>9.0f} events/s  {:>5.1f} s  {:>5.1f} MiB  {:>7.0f} "
      "queued at the end\n",
      name, t.jobs, static_cast<double>(t.jobs) / t.cpu_s, static_cast<double>(t.events) / t.cpu_s,
      t.cpu_s, static_cast<double>(t.peak_rss_bytes) / 1048576, t.queued);
}

struct Figures {
  double utilization = 0, wait_s = 0, west_share = 0;
};

Figures mean_of(const Scenario& scenario, std::uint32_t replications) {
  Figures mean;
  for (std::uint32_t i = 0; i < replications; ++i) {
    progress(fmt::format("replication {} of {}", i + 1, replications));
    RunOptions options;
    options.replication = i;
    const Results r = simulate(scenario, options);
    mean.utilization += r.card.utilization() / replications;
    mean.wait_s += r.wait_s.mean / replications;
    mean.west_share += r.west_share / replications;
  }
  progress("");
  return mean;
}

void full_size() {
  fmt::print("The full-size national day (scale 1, 6 h warm-up, 24 h measured)\n");
  const std::vector<Override> day{{"scale", "1"}, {"duration", "30 h"}, {"warmup", "6 h"}};
  std::array<double, 3> rates;
  Taken one;
  for (double& rate : rates) {
    one = run_alone(east_west(day));
    print("east-west", one);
    rate = static_cast<double>(one.jobs) / one.cpu_s;
  }
  const Taken three =
      run_alone(east_west({{"scale", "1"}, {"duration", "78 h"}, {"warmup", "6 h"}}));
  print("three days", three);
  auto overrides = day;
  overrides.push_back({"placement.policy", "local-only"});
  print("local-only", run_alone(east_west(overrides)));

  const double rate = Three(rates).median();
  const double growth =
      static_cast<double>(three.peak_rss_bytes) / static_cast<double>(one.peak_rss_bytes);
  goal(fmt::format("at least 200,000 jobs/s, median of 3: {:.0f}", rate), rate >= 200000);
  goal("under 1 GiB", three.peak_rss_bytes < (1u << 30));
  goal(fmt::format("three days in at most 5 % more memory than one: {:+.1f} %", 100 * (growth - 1)),
       growth <= 1.05);
  fmt::print("\n");
}

/// What the accounts by class, service, region and tenant cost: the same day with and without them.
void accounts_cost() {
  const Scenario day = east_west({{"scale", "1"}, {"duration", "30 h"}, {"warmup", "6 h"}});
  std::array<double, 3> with, without;
  for (std::size_t i = 0; i < 3; ++i) {
    progress(fmt::format("accounts, round {} of 3", i + 1));
    const auto cpu_of = [&](bool accounts) {
      return alone([&] {
        RunOptions options;
        options.user_accounts = accounts;
        const double began_s = cpu_s();
        simulate(day, options);
        return cpu_s() - began_s;
      });
    };
    without[i] = cpu_of(false);
    with[i] = cpu_of(true);
  }
  progress("");
  const double share = Three(with).median() / Three(without).median() - 1;
  goal(fmt::format("accounts by user cost at most 15 % of the day: {:+.1f} %", 100 * share),
       share <= 0.15);
  fmt::print("\n");
}

/// Keeps the transfers of a run for the bare flow engine.
class TransferKeeper final : public TransferListener {
 public:
  explicit TransferKeeper(const Scenario& scenario) {
    const World world(scenario);
    for (const DirectedLink& l : world.topology.links())
      trace.capacity_bps.push_back(l.capacity_bps);
  }
  FlowTrace trace;

  void on_transfer(const TransferRecord& t) override {
    const Route route{{t.links.begin(), t.links.end()}, t.cap_bps};
    const auto [known, is_new] =
        routes_.try_emplace(route, static_cast<std::uint32_t>(trace.routes.size()));
    if (is_new) trace.routes.push_back({route.first, route.second});
    trace.transfers.push_back({t.start_s, t.bits, t.weight, known->second});
  }

 private:
  using Route = std::pair<std::vector<std::uint32_t>, double>;
  std::map<Route, std::uint32_t> routes_;
};

/// Keeps when the run of each job ended.
class EndKeeper final : public JobListener {
 public:
  std::vector<double> ends_s;

  void on_job(const JobRecord& job) override {
    constexpr double kNever = std::numeric_limits<double>::quiet_NaN();
    if (ends_s.size() <= job.job) ends_s.resize(job.job + 1, kNever);
    ends_s[job.job] = job.ended_s;
  }
};

/// The whole model against its transfers alone, and what of it sites, queues and accounts are: the
/// difference to a run in which the same jobs are drawn and placed and the same data moved, but the
/// end of each job's run is known from a run before, so that no cards are counted, nobody queues
/// and nothing is accounted. The three share one processor at the same time, about equally long:
/// what neighbours take falls on all of them, where turns of ten seconds each differ by more than
/// what is sought.
void against_bare_flows() {
  fmt::print("The full-size national day against its transfers alone\n");
  const Scenario scenario = east_west({{"scale", "1"}, {"duration", "30 h"}, {"warmup", "6 h"}});
  TransferKeeper keeper(scenario);
  EndKeeper ends;
  RunOptions recording;
  recording.transfers = &keeper;
  recording.jobs = &ends;
  const Results whole = simulate(scenario, recording);
  RunOptions without_sites;
  without_sites.known_ends_s = &ends.ends_s;
  const auto model_s = [&] {
    const double began_s = cpu_s();
    simulate(scenario);
    return cpu_s() - began_s;
  };
  struct Without {
    double cpu_s;
    bool same;
  };
  const auto without_s = [&] {
    const double began_s = cpu_s();
    const Results r = simulate(scenario, without_sites);
    return Without{cpu_s() - began_s, r.carriage_cny == whole.carriage_cny &&
                                          r.moving_transfers_mean == whole.moving_transfers_mean};
  };
  constexpr int kReplays = 5;
  const auto bare_s = [&] {
    double sum_s = 0;
    for (int i = 0; i < kReplays; ++i) {
      std::vector<double> done_s;
      sum_s += replay(keeper.trace, done_s).cpu_s;
    }
    return sum_s / kReplays;
  };

  constexpr std::size_t kRounds = 3;
  std::array<double, kRounds> of_bare, sites_of_bare, bare, model, sites;
  bool same = true;
  for (std::size_t i = 0; i < kRounds; ++i) {
    progress(fmt::format("round {} of {}", i + 1, kRounds));
    InProcess<double> whole_model(model_s, true);
    InProcess<Without> without(without_s, true);
    InProcess<double> transfers(bare_s, true);
    model[i] = whole_model.result();
    const Without rest = without.result();
    bare[i] = transfers.result();
    sites[i] = model[i] - rest.cpu_s;
    of_bare[i] = model[i] / bare[i];
    sites_of_bare[i] = sites[i] / bare[i];
    same = same && rest.same;
  }
  progress("");
  fmt::print("  {} transfers by the bare flow engine: {:.2f} s; the whole model: {:.2f} s\n",
             keeper.trace.transfers.size(), Three(bare).median(), Three(model).median());
  const Three whole_ratio(of_bare), sites_ratio(sites_of_bare);
  goal(fmt::format("the whole model costs at most twice the bare flow engine: {:.2f} ({:.0f} %)",
                   whole_ratio.median(), 100 * whole_ratio.noise()),
       whole_ratio.median() <= 2);
  goal("without sites, queues and accounts the same data move", same);
  goal(fmt::format("sites, queues and accounts cost no more than the bare flow engine: {:.2f} s, "
                   "{:.2f} of the bare engine, from {:.2f} to {:.2f}",
                   Three(sites).median(), sites_ratio.median(), sites_ratio.sorted.front(),
                   sites_ratio.sorted.back()),
       sites_ratio.median() <= 1);
  fmt::print("\n");
}

/// Counts the time that a policy takes to choose; the clock's own time is the same for every
/// policy.
class TimedPolicy final : public PlacementPolicy {
 public:
  explicit TimedPolicy(std::unique_ptr<PlacementPolicy> policy) : policy_(std::move(policy)) {}

  std::optional<std::size_t> place(const JobView& job, std::span<const SiteView> pools) override {
    const auto start = std::chrono::steady_clock::now();
    const auto pool = policy_->place(job, pools);
    taken_ += std::chrono::steady_clock::now() - start;
    ++calls_;
    return pool;
  }
  double microseconds() const {
    return std::chrono::duration<double, std::micro>(taken_).count() / calls_;
  }

 private:
  std::unique_ptr<PlacementPolicy> policy_;
  std::chrono::steady_clock::duration taken_{};
  double calls_ = 0;
};

void placement_cost() {
  fmt::print("What it costs to place one job over 41 sites, full-size national day\n");
  PlacementSettings settings;
  settings.formula = "latency_ms / 50 + wait_s / 3600 + pue * (price + carbon)";
  const auto cost = [&](const std::string& name) {
    const Scenario scenario = east_west({{"scale", "1"}, {"duration", "30 h"}, {"warmup", "6 h"}});
    TimedPolicy policy(make_policy(name, settings));
    RunOptions options;
    options.policy = &policy;
    const Results r = simulate(scenario, options);
    fmt::print("  {:<9} {:>6.3f} us a job  {:>6.1f} s in all\n", name, policy.microseconds(),
               r.performance.wall_s);
    return std::pair{policy.microseconds(), r.performance.wall_s};
  };
  const auto nearest = cost("nearest");
  const auto weighted = cost("weighted");
  const auto formula = cost("formula");
  goal(fmt::format("weighted costs under 1 us more than nearest: {:+.3f}",
                   weighted.first - nearest.first),
       weighted.first - nearest.first < 1);
  goal(fmt::format("formula costs under 1 us more than nearest: {:+.3f}",
                   formula.first - nearest.first),
       formula.first - nearest.first < 1);
  goal(fmt::format("a run with formula takes at most twice one with weighted: {:.2f}",
                   formula.second / weighted.second),
       formula.second <= 2 * weighted.second);
  fmt::print("\n");
}

void scaled_against_full() {
  fmt::print("The scaled nation against the full size, the same day, mean of 10 replications\n");
  fmt::print("  {:<12} {:>6} {:>14} {:>14} {:>14}\n", "policy", "size", "utilization", "mean wait",
             "west share");
  for (const std::string policy : {"tiered-latency", "local-only"}) {
    std::vector<Override> overrides{
        {"duration", "30 h"}, {"warmup", "6 h"}, {"placement.policy", policy}};
    const Figures scaled = mean_of(east_west(overrides), 10);
    overrides.push_back({"scale", "1"});
    const Figures full = mean_of(east_west(overrides), 10);
    const auto row = [&](const char* size, const Figures& f) {
      fmt::print("  {:<14} {:>6} {:>11.2f} % {:>12.0f} s {:>12.2f} %\n", policy, size,
                 100 * f.utilization, f.wait_s, 100 * f.west_share);
    };
    row("full", full);
    row("scaled", scaled);
    const auto within = [&](const char* what, double a, double b) {
      goal(fmt::format("{}: {} within 2 points: {:+.2f}", policy, what, 100 * (a - b)),
           std::abs(a - b) <= 0.02);
    };
    within("utilization", scaled.utilization, full.utilization);
    within("west share", scaled.west_share, full.west_share);
    // A wait has no points of its own; it is held as a share of the measured day.
    within("mean wait as a share of the day", scaled.wait_s / 86400, full.wait_s / 86400);
  }
}

}  // namespace

void nation(const Options&) {
  against_bare_flows();
  full_size();
  accounts_cost();
  placement_cost();
  scaled_against_full();
}

}  // namespace suanwang::bench
