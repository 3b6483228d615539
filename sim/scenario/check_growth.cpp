#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/suggest.hpp"
#include "sim/scenario/check.hpp"
#include "sim/scenario/growth_plan.hpp"

namespace suanwang {
namespace {

using How = GrowthLaw::How;
using Names = std::vector<std::string_view>;

/// Is a name one of those that there are? An empty one always is.
bool is_known(Reading& reading, const std::string& key, const std::string& id, const char* what,
              Names known) {
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  if (id.empty() || std::binary_search(known.begin(), known.end(), id)) return true;
  complain(reading, key,
           fmt::format("unknown {} {}{}", what, in_quotes(id), did_you_mean(id, known)));
  return false;
}

template <typename Rows>
Names ids_of(const Rows& rows) {
  Names ids;
  for (const auto& row : rows) ids.push_back(row.id);
  return ids;
}

void check_capacity(const Scenario& scenario, Reading& reading) {
  Names pools, cards;
  for (const Site& site : scenario.sites) {
    for (const Pool& pool : site.pools) {
      pools.push_back(pool.id);
      if (!pool.accelerator.id.empty()) cards.push_back(pool.accelerator.id);
    }
  }
  for (std::size_t i = 0; i < scenario.growth.capacity.size(); ++i) {
    const CapacityGrowth& change = scenario.growth.capacity[i];
    const std::string key = "growth/capacity/" + std::to_string(i);
    bool good = is_known(reading, key + "/site", change.site, "site", ids_of(scenario.sites));
    good &= is_known(reading, key + "/hub", change.hub, "hub", ids_of(scenario.hubs));
    good &= is_known(reading, key + "/region", change.region, "region", ids_of(scenario.regions));
    good &= is_known(reading, key + "/pool", change.pool, "pool", pools);
    good &= is_known(reading, key + "/card", change.card, "card", cards);
    const bool any =
        std::any_of(scenario.sites.begin(), scenario.sites.end(), [&](const Site& site) {
          return std::any_of(site.pools.begin(), site.pools.end(),
                             [&](const Pool& pool) { return is_about(change, site, pool); });
        });
    if (good && !any) complain(reading, key, "no site has a pool that it is about");
  }
}

void check_demand(const Scenario& scenario, Reading& reading) {
  Names classes = ids_of(scenario.workloads);
  for (const Service& service : scenario.services) classes.push_back(service.id);
  for (std::size_t i = 0; i < scenario.growth.demand.size(); ++i) {
    const DemandGrowth& change = scenario.growth.demand[i];
    const std::string key = "growth/demand/" + std::to_string(i);
    is_known(reading, key + "/class", change.what, "workload or service", classes);
    is_known(reading, key + "/region", change.region, "region", ids_of(scenario.regions));
    is_known(reading, key + "/hub", change.hub, "hub", ids_of(scenario.hubs));
    const bool somewhere = !change.region.empty() || !change.hub.empty() || change.side;
    for (const Workload& w : scenario.workloads) {
      if (w.id == change.what && !std::holds_alternative<PoissonArrivals>(w.arrivals) &&
          !std::holds_alternative<MmppArrivals>(w.arrivals)) {
        complain(reading, key + "/class",
                 "only random arrivals grow, poisson or mmpp; its own come at given times");
      }
      if (w.id == change.what && somewhere && std::holds_alternative<MmppArrivals>(w.arrivals)) {
        complain(reading, key, "mmpp arrivals grow everywhere alike; leave out the place");
      }
    }
  }
}

/// What the plan comes to: pools that cannot change, changes of nothing, sites that grow too large.
void check_plan(const Scenario& scenario, Reading& reading) {
  const GrowthPlan plan = plan_growth(scenario);
  for (std::size_t l = 0; l < plan.cards.idle.size(); ++l) {
    const GrowthLaw& law = scenario.growth.capacity[l].law;
    if (!plan.cards.idle[l] || law.how == How::rate || law.how == How::times) continue;
    const bool late = scenario.duration_s && law.at_s > *scenario.duration_s;
    complain(reading, "growth/capacity/" + std::to_string(l),
             late ? "comes after the end of the scenario"
                  : "changes nothing: no pool that it is about has cards then");
  }
  if (plan.is_idle) return;
  if (scenario.event_rule != EventRule::batch) {
    complain(reading, "event_rule", "only batch goes with cards that come and go over the years");
  }
  std::vector<std::int64_t> cards = plan.cards.at_start;
  std::vector<std::size_t> site_of;
  std::vector<std::int64_t> of_site(scenario.sites.size(), 0);
  std::vector<bool> told(scenario.sites.size(), false);
  for (std::size_t s = 0; s < scenario.sites.size(); ++s) {
    for (const Pool& pool : scenario.sites[s].pools) {
      const std::size_t p = site_of.size();
      const bool changes = cards[p] != pool.count ||
                           std::any_of(plan.cards.changes.begin(), plan.cards.changes.end(),
                                       [&](const CardChange& change) { return change.pool == p; });
      if (changes && pool.packing) {
        complain(reading, "sites/" + scenario.sites[s].id,
                 fmt::format("jobs of {} are packed on nodes, and the nodes of a pool cannot come "
                             "and go; leave out packing",
                             in_quotes(pool.id)));
      }
      of_site[s] += cards[p];
      site_of.push_back(s);
    }
  }
  for (const CardChange& change : plan.cards.changes) {
    const std::size_t s = site_of[change.pool];
    of_site[s] += change.after - change.before;
    if (of_site[s] <= kMostCards || told[s]) continue;
    told[s] = true;
    complain(reading, "sites/" + scenario.sites[s].id,
             fmt::format("grows to {} cards; a site may have {}", of_site[s], kMostCards));
  }
}

}  // namespace

void check_growth(const Scenario& scenario, Reading& reading) {
  check_capacity(scenario, reading);
  check_demand(scenario, reading);
  if (reading.problems.empty()) check_plan(scenario, reading);
}

}  // namespace suanwang
