#include <fmt/format.h>

#include <cmath>
#include <string>

#include "sim/scenario/check.hpp"

namespace suanwang {
namespace {

// Far above the nation of 2025 at full size over ten years (1.3e10 jobs, 2e5 running, 3.6e6 hours
// of sites), far below what would end a usual machine.
constexpr double kMostJobs = 2e10;
constexpr double kMostRunning = 2e7;
constexpr double kMostSiteHours = 4e7;
constexpr double kMostDatasets = 2e8;

}  // namespace

void check_size(const Scenario& scenario, Reading& reading) {
  const auto complain = [&](const std::string& key, const std::string& message) {
    if (const YamlValue* value = reading.places.find(key)) value->error(message);
  };
  double datasets = 0;
  for (const Workload& workload : scenario.workloads) {
    const std::string key = "workloads/" + workload.id;
    const double rate = rate_per_s(workload.arrivals) * scenario.demand;
    const double jobs = rate * scenario.duration_s.value_or(0);
    if (jobs > kMostJobs) {
      complain(key, fmt::format("would bring about {:.2g} jobs; at most {:g} are simulated", jobs,
                                kMostJobs));
    }
    const double running = workload.by_work ? 0 : rate * mean(workload.runtime_s);
    if (scenario.initial == Initial::steady && running > kMostRunning) {
      complain(key, fmt::format(
                        "would start steady with about {:.2g} running jobs; at most {:g} are drawn",
                        running, kMostRunning));
    }
    datasets += workload.input.datasets;
    if (datasets * static_cast<double>(scenario.sites.size()) > kMostDatasets) {
      complain(
          key,
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
    complain("duration",
             fmt::format(
                 "would keep {:.2g} hours of sites for the hourly figures; duration x sites may be "
                 "at most {:g} h",
                 site_hours, kMostSiteHours));
  }
}

}  // namespace suanwang
