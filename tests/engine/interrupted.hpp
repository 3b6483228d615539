#pragma once

#include <string>

#include "sim/engine/simulate.hpp"
#include "tests/engine/recorder.hpp"
#include "tests/engine/small_scenario.hpp"

namespace suanwang {

/// A run with all that it told.
struct Told {
  Results results;
  Recorder jobs;

  const JobRecord& of(const std::string& workload) const { return jobs.of(workload).record; }
};

inline Told run(const Scenario& scenario) {
  Told told;
  RunOptions options;
  options.jobs = &told.jobs;
  told.results = simulate(scenario, options);
  return told;
}

/// The site `site` is down from `at_s` on.
inline SiteEvent site_down(double at_s, double lasts_s) {
  SiteEvent event;
  event.at_s = at_s;
  event.site = "site";
  event.lasts_s = lasts_s;
  return event;
}

/// Of the pool `pool` of `site`, so many cards are down.
inline SiteEvent cards_down(double at_s, double lasts_s, std::int64_t cards) {
  SiteEvent event = site_down(at_s, lasts_s);
  event.pool = "pool";
  event.cards = cards;
  return event;
}

inline SiteEvent drain(double at_s, double lasts_s) {
  SiteEvent event = site_down(at_s, lasts_s);
  event.what = SiteEvent::What::drain;
  return event;
}

inline SiteEvent power_cap(double at_s, double lasts_s, double cap_w) {
  SiteEvent event = site_down(at_s, lasts_s);
  event.what = SiteEvent::What::power_cap;
  event.cap_w = cap_w;
  return event;
}

/// A job of `here` that may be preempted, with a checkpoint each `every_s` where that is above 0.
inline Workload patient_job(const std::string& id, double at_s, double cards, double runtime_s,
                            double every_s = 0) {
  Workload w = one_job(id, "here", at_s, cards, runtime_s);
  w.preemptible = true;
  if (every_s > 0) w.checkpoints = Checkpoints{every_s, 0, 0, 1};
  return w;
}

}  // namespace suanwang
