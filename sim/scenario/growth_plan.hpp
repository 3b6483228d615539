#pragma once

#include <string>
#include <vector>

#include "models/growth/growth.hpp"
#include "sim/scenario/scenario.hpp"

namespace suanwang {

/// Cards of every pool over the run, worked out of `opens:`, `closes:` and `growth:`. Pools are
/// numbered over the whole scenario: sites by id, then pools by id.
struct GrowthPlan {
  CardPlan cards;                             ///< laws are those of `growth.capacity`
  std::vector<Building> buildings;            ///< cards that open after the start, in that order
  std::vector<std::uint32_t> building_pools;  ///< the pool of each

  /// Does any pool ever have other cards than its `count`?
  bool is_idle = true;
};

GrowthPlan plan_growth(const Scenario& scenario);

/// What the random arrivals of a workload, or the demand of a service, is multiplied by over time.
/// `region`: where it arises; null: everywhere alike, with the laws that are about no place.
std::vector<GrowthStep> demand_path(const Scenario& scenario, const std::string& what,
                                    const Region* region);

/// Is a change about a pool of a site?
bool is_about(const CapacityGrowth& change, const Site& site, const Pool& pool);

}  // namespace suanwang
