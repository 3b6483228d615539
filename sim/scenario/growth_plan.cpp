#include "sim/scenario/growth_plan.hpp"

#include <algorithm>
#include <utility>

namespace suanwang {
namespace {

// No scenario speaks of a later time; see kLongestTime.
constexpr double kEndOfTime_s = 36525.0 * 86400;

double horizon_of(const Scenario& scenario) { return scenario.duration_s.value_or(kEndOfTime_s); }

bool is_in(const DemandGrowth& change, const Region* region) {
  if (change.region.empty() && change.hub.empty() && !change.side) return true;
  if (region == nullptr) return false;
  return (change.region.empty() || change.region == region->id) &&
         (change.hub.empty() || change.hub == region->hub) &&
         (!change.side || *change.side == region->side);
}

}  // namespace

bool is_about(const CapacityGrowth& change, const Site& site, const Pool& pool) {
  return (change.site.empty() || change.site == site.id) &&
         (change.hub.empty() || change.hub == site.hub) &&
         (change.region.empty() || change.region == site.region) &&
         (!change.side || *change.side == site.side) &&
         (change.pool.empty() || change.pool == pool.id) &&
         (change.card.empty() || change.card == pool.accelerator.id);
}

GrowthPlan plan_growth(const Scenario& scenario) {
  const Growth& growth = scenario.growth;
  std::vector<PoolLife> pools;
  std::vector<double> flops;
  std::vector<CardLaw> laws;
  for (const CapacityGrowth& change : growth.capacity) laws.push_back({change.law, {}});
  for (const Site& site : scenario.sites) {
    for (const Pool& pool : site.pools) {
      for (std::size_t l = 0; l < laws.size(); ++l) {
        if (is_about(growth.capacity[l], site, pool))
          laws[l].pools.push_back(static_cast<std::uint32_t>(pools.size()));
      }
      pools.push_back({pool.count, std::max(site.opens_s, pool.opens_s),
                       std::min(site.closes_s, pool.closes_s)});
      flops.push_back(pool.accelerator.peak_flops);
    }
  }
  GrowthPlan plan;
  plan.cards = plan_cards(pools, laws, scenario.start, horizon_of(scenario));
  plan.is_idle = plan.cards.changes.empty();
  for (std::size_t p = 0; p < pools.size(); ++p)
    plan.is_idle = plan.is_idle && plan.cards.at_start[p] == pools[p].count;
  for (const CardChange& change : plan.cards.changes) {
    if (change.after <= change.before) continue;
    const bool own = change.law != CardChange::kLife;
    plan.buildings.push_back(
        {change.at_s, own ? growth.capacity[change.law].lead_s : growth.lead_s,
         static_cast<double>(change.after - change.before),
         own ? growth.capacity[change.law].cost_cny_per_card : growth.cost_cny_per_card,
         flops[change.pool]});
    plan.building_pools.push_back(change.pool);
  }
  return plan;
}

std::vector<GrowthStep> demand_path(const Scenario& scenario, const std::string& what,
                                    const Region* region) {
  std::vector<GrowthLaw> laws;
  for (const DemandGrowth& change : scenario.growth.demand) {
    if ((change.what.empty() || change.what == what) && is_in(change, region))
      laws.push_back(change.law);
  }
  if (laws.empty()) return {};
  return factor_path(laws, scenario.start, horizon_of(scenario));
}

}  // namespace suanwang
