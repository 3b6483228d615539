#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "sim/scenario/check.hpp"
#include "sim/scenario/growth_plan.hpp"

namespace suanwang {
namespace {

// Far above the nation of 2025 at full size over ten years (1.3e10 jobs, 2e5 running, 3.6e6 hours
// of sites), far below what would end a usual machine.
constexpr double kMostJobs = 2e10;
constexpr double kMostRunning = 2e7;
constexpr double kMostSiteHours = 4e7;
constexpr double kMostDatasets = 2e8;

/// Time in which as many jobs come at the first rate as do in the whole run at the rates to which
/// demand grows, and the highest factor.
struct Grown {
  double time_s = 0, peak = 1;
};

Grown grown(const Scenario& scenario, const Workload& workload, double duration_s) {
  Grown all{duration_s, 1};
  if (scenario.growth.demand.empty() || workload.from.empty()) return all;
  all.time_s = 0;
  double sum = 0;
  for (const auto& [id, weight] : workload.from) sum += weight;
  for (const auto& [id, weight] : workload.from) {
    const auto region = std::find_if(scenario.regions.begin(), scenario.regions.end(),
                                     [&, name = &id](const Region& r) { return r.id == *name; });
    const bool placed = std::holds_alternative<PoissonArrivals>(workload.arrivals);
    const auto path = demand_path(scenario, workload.id, placed ? &*region : nullptr);
    all.time_s += area_of(path, duration_s) * (weight / sum);
    for (const GrowthStep& step : path) all.peak = std::max(all.peak, step.value);
  }
  return all;
}

}  // namespace

void check_size(const Scenario& scenario, Reading& reading) {
  double datasets = 0;
  for (const Workload& workload : scenario.workloads) {
    const std::string key = "workloads/" + workload.id;
    const double rate = rate_per_s(workload.arrivals) * scenario.demand;
    const Grown growth = grown(scenario, workload, scenario.duration_s.value_or(0));
    if (rate * growth.peak > kMostJobsPerSecond * (1 + 1e-9)) {
      complain(reading, key,
               fmt::format("grows to {:.2g} jobs a second; at most {:g} are simulated",
                           rate * growth.peak, kMostJobsPerSecond));
    }
    const double jobs = rate * growth.time_s;
    if (jobs > kMostJobs) {
      complain(reading, key,
               fmt::format("would bring about {:.2g} jobs; at most {:g} are simulated", jobs,
                           kMostJobs));
    }
    const double running = workload.by_work ? 0 : rate * mean(workload.runtime_s);
    if (scenario.initial == Initial::steady && running > kMostRunning) {
      complain(
          reading, key,
          fmt::format("would start steady with about {:.2g} running jobs; at most {:g} are drawn",
                      running, kMostRunning));
    }
    datasets += workload.input.datasets;
    if (datasets * static_cast<double>(scenario.sites.size()) > kMostDatasets) {
      complain(
          reading, key,
          fmt::format(
              "too many data sets: with those before, {:.2g} at {} sites; data sets x sites may be "
              "at most {:g}",
              datasets, scenario.sites.size(), kMostDatasets));
      break;
    }
  }
  const double site_hours =
      scenario.duration_s.value_or(0) / 3600 * static_cast<double>(scenario.sites.size());
  if (site_hours > kMostSiteHours) {
    complain(reading, "duration",
             fmt::format(
                 "would keep {:.2g} hours of sites for the hourly figures; duration x sites may be "
                 "at most {:g} h",
                 site_hours, kMostSiteHours));
  }
}

}  // namespace suanwang
