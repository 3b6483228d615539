#pragma once

#include "sim/scenario/read.hpp"
#include "sim/scenario/scenario.hpp"

namespace suanwang {

inline constexpr double kMostJobsPerSecond = 1e6;

/// Notes a problem at the place that `Places` knows under this key, if there is one.
inline void complain(Reading& reading, const std::string& key, std::string message) {
  if (const YamlValue* value = reading.places.find(key)) value->error(std::move(message));
}

/// The same for what may be meant, and may be not.
inline void doubt(Reading& reading, const std::string& key, const std::string& message) {
  if (const YamlValue* value = reading.places.find(key))
    reading.problems.warn(value->mark(), value->path(), message);
}

/// Completes what one entry takes from another, and notes what does not fit together: unknown ids,
/// sites that nothing reaches, runs that never end. Comes after reading.
void check_scenario(Scenario& scenario, Reading& reading);

/// Notes events and failures of unknown sites and pools, and classes that no card can run.
void check_cards(const Scenario& scenario, Reading& reading);

/// Notes weather at unknown places, and where nothing feels it.
void check_weather(const Scenario& scenario, Reading& reading);
/// Notes levers that speak of unknown sites or classes, or that cannot work. A class that a lever
/// binds to a latency circle has its bound from then on.
void check_levers(Scenario& scenario, Reading& reading);

/// Warns of bounds on power below what a site's idle cards draw.
void check_caps(const Scenario& scenario, Reading& reading);

/// Notes prices by the hour that end before the run does, and events of a grid that is not there.
void check_supply(const Scenario& scenario, Reading& reading);
/// Notes changes over the years that are about nothing, or that cannot be.
void check_growth(const Scenario& scenario, Reading& reading);

/// Reads the traces of the workloads, the beginning of long ones, and notes lines that cannot be
/// read and names that are not known. Warns of jobs that no pool can run.
void check_traces(const Scenario& scenario, Reading& reading);

/// Notes sites that no region with demand can reach and hear from, and regions without such a site.
/// Also events that cut one off for good. Cost: regions with demand x (nodes + links), for each.
void check_reach(const Scenario& scenario, Reading& reading);

/// Notes what no machine could finish or hold: too many jobs, running jobs at the start, hours of
/// sites, or data sets.
void check_size(const Scenario& scenario, Reading& reading);

}  // namespace suanwang
