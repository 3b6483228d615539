#pragma once

#include <string>
#include <utility>

#include "sim/scenario/scenario.hpp"

namespace suanwang {

/// A site `id` with one pool of `cards` cards of 1 TFLOPS, idle 100 W, busy 500 W, PUE 1, all free.
inline Site small_site(const std::string& id, Side side, std::int64_t cards,
                       const std::string& at = "") {
  Site site;
  site.id = id;
  site.name = {id, id};
  site.side = side;
  site.at = at;
  Accelerator card{"card", "", 1e12, 1, 64e9, 100, 500};
  site.pools.push_back({"pool", card, cards, cards, 8, std::nullopt});
  site.power.pue_by_month.fill(1);
  for (auto& month : site.power.tariff_multiplier) month.fill(1);
  return site;
}

inline Region small_region(const std::string& id, Side side) {
  Region region;
  region.id = id;
  region.name = {id, id};
  region.side = side;
  return region;
}

/// One region `here` and one site `site` that stands on it: a queue and nothing else.
inline Scenario single_queue(std::int64_t cards, const std::string& discipline) {
  Scenario scenario;
  scenario.name = "queue";
  scenario.regions.push_back(small_region("here", Side::east));
  scenario.sites.push_back(small_site("site", Side::east, cards, "here"));
  scenario.sites[0].queue = discipline;
  scenario.placement.policy = "nearest";
  return scenario;
}

/// A class of jobs from `region` with flat Poisson arrivals.
inline Workload poisson_jobs(const std::string& id, const std::string& region, double rate_per_s,
                             Distribution runtime_s) {
  Workload w;
  w.id = id;
  w.name = {id, id};
  w.from = {{region, 1.0}};
  PoissonArrivals arrivals;
  arrivals.rate_per_s = rate_per_s;
  arrivals.week_profile.fill(1);
  w.arrivals = arrivals;
  w.runtime_s = std::move(runtime_s);
  return w;
}

/// One job of `cards` cards for `runtime_s` seconds at `at_s`.
inline Workload one_job(const std::string& id, const std::string& region, double at_s, double cards,
                        double runtime_s) {
  Workload w;
  w.id = id;
  w.name = {id, id};
  w.from = {{region, 1.0}};
  w.arrivals = ListedArrivals{{at_s}};
  w.accelerators = Constant{cards};
  w.runtime_s = Constant{runtime_s};
  return w;
}

}  // namespace suanwang
