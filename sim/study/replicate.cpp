#include "sim/study/replicate.hpp"

#include <algorithm>
#include <array>
#include <mutex>

#include "sim/engine/simulate.hpp"
#include "sim/study/parallel.hpp"

namespace suanwang {
namespace {

/// Measures that `until` waits for: the headlines. Counts of rare things, such as jobs that wait at
/// the end, would keep it running for ever.
bool is_awaited(const Measure& measure) {
  static constexpr std::array kAwaited{"cost_cny",        "carbon_kg",  "energy_kwh", "utilization",
                                       "response_s.mean", "west_share", "slo"};
  return std::find(kAwaited.begin(), kAwaited.end(), measure.name()) != kAwaited.end();
}

bool all_settled(const Replicated& runs, const std::vector<Measure>& measures,
                 const ReplicateOptions& options) {
  const std::size_t count = runs.values.size();
  for (std::size_t a = 0; a < (options.all_pairs ? count : 1); ++a) {
    for (std::size_t b = a + 1; b < count; ++b) {
      const auto all = differences(runs, a, b);
      for (std::size_t m = 0; m < measures.size(); ++m) {
        if (is_awaited(measures[m]) && !is_settled(all[m], *options.until)) return false;
      }
    }
  }
  return true;
}

}  // namespace

Replicated replicate(const std::vector<Scenario>& scenarios, const std::vector<Measure>& measures,
                     const ReplicateOptions& options) {
  Replicated runs;
  runs.first.resize(scenarios.size());
  runs.values.assign(scenarios.size(), std::vector<std::vector<double>>(measures.size()));
  std::mutex mutex;
  std::size_t done = 0;
  const std::uint32_t fewest = options.until
                                   ? std::min<std::uint32_t>(options.replications, kFewestPairs)
                                   : options.replications;
  std::uint32_t wanted = fewest;
  while (runs.replications < wanted) {
    const std::uint32_t begun = runs.replications;
    for (auto& of_scenario : runs.values) {
      for (auto& of_measure : of_scenario) of_measure.resize(wanted);
    }
    const std::size_t count = (wanted - begun) * scenarios.size();
    parallel_for(count, options.threads, [&](std::size_t i) {
      const std::size_t s = i % scenarios.size();
      RunOptions run;
      run.replication = begun + static_cast<std::uint32_t>(i / scenarios.size());
      run.keep_hours = false;
      run.stop = options.stop;
      if (run.replication == 0 && !options.hours.empty()) run.hours = options.hours[s];
      Results results = simulate(scenarios[s], run);
      for (std::size_t m = 0; m < measures.size(); ++m) {
        runs.values[s][m][run.replication] = measures[m].of(results);
      }
      if (run.replication == 0) runs.first[s] = std::move(results);
      const std::lock_guard lock(mutex);
      ++done;
      if (options.progress) options.progress(done, wanted * scenarios.size());
    });
    runs.replications = wanted;
    if (!options.until || all_settled(runs, measures, options)) break;
    if (wanted >= options.replications) {
      runs.is_cut_off = true;
      break;
    }
    // A few more each time: every look has its price, and so has every replication.
    wanted = std::min(options.replications, wanted + std::max<std::uint32_t>(2, wanted / 4));
  }
  return runs;
}

std::vector<Measure> measures_for(const std::vector<Scenario>& scenarios) {
  std::vector<Measure> measures;
  for (const Metric& metric : national_metrics()) {
    const auto has_it = [&](const Scenario& scenario) { return may_have(scenario, metric.of); };
    const bool told = is_told_of_one(metric.of)
                          ? std::any_of(scenarios.begin(), scenarios.end(), has_it)
                          : std::all_of(scenarios.begin(), scenarios.end(), has_it);
    if (!told) continue;
    measures.push_back(*find_measure(metric.id));
  }
  return measures;
}

std::vector<PairedDifference> differences(const Replicated& runs, std::size_t a, std::size_t b) {
  std::vector<PairedDifference> result;
  for (std::size_t m = 0; m < runs.values[a].size(); ++m) {
    result.push_back(paired_difference(runs.values[a][m], runs.values[b][m]));
  }
  return result;
}

}  // namespace suanwang
