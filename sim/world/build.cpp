#include <algorithm>
#include <cmath>
#include <map>

#include "sim/world/connections.hpp"
#include "sim/world/world.hpp"

namespace suanwang {
namespace {

template <typename Rows>
std::map<std::string, std::uint32_t> index_by_id(const Rows& rows) {
  std::map<std::string, std::uint32_t> index;
  for (std::uint32_t i = 0; i < rows.size(); ++i) index[rows[i].id] = i;
  return index;
}

std::uint32_t look_up(const std::map<std::string, std::uint32_t>& index, const std::string& id) {
  const auto found = index.find(id);
  return found == index.end() ? World::kNone : found->second;
}

Topology make_topology(const Scenario& scenario) {
  std::vector<std::string> nodes;
  for (const Region& r : scenario.regions) nodes.push_back(r.id);
  for (const Relay& r : scenario.relays) nodes.push_back(r.id);
  for (const Site& s : scenario.sites) {
    if (s.at.empty()) nodes.push_back(s.id);
  }
  std::sort(nodes.begin(), nodes.end());
  const auto node = [&](const std::string& id) {
    return static_cast<NodeId>(std::lower_bound(nodes.begin(), nodes.end(), id) - nodes.begin());
  };
  std::vector<DirectedLink> links;
  for (std::uint32_t i = 0; i < scenario.links.size(); ++i) {
    const Link& l = scenario.links[i];
    links.push_back(
        {node(l.from), node(l.to), l.capacity_bps, l.latency_s, l.price_cny_per_gb, i, true});
    if (!l.one_way) {
      links.push_back(
          {node(l.to), node(l.from), l.capacity_bps, l.latency_s, l.price_cny_per_gb, i, false});
    }
  }
  std::optional<double> flat_cny_per_gb;
  if (scenario.economy) flat_cny_per_gb = scenario.economy->carriage_flat_cny_per_gb;
  return Topology(std::move(nodes), std::move(links), flat_cny_per_gb);
}

/// What a facility draws at its worst: `pue` x (`idle_w` + share of cards busy x `rise_w`) +
/// `fixed_w`.
struct WorstPower {
  double pue = 1;
  double fixed_w = 0;  ///< at any load
  double idle_w = 0, rise_w = 0;
};

// The hottest month of the year decides or, with `cooling`, the hottest hour.
WorstPower worst_power(const Site& site, double wave_c) {
  const SitePower& power = site.power;
  WorstPower worst;
  worst.pue = *std::max_element(power.pue_by_month.begin(), power.pue_by_month.end());
  double fixed_share = 0;  // of the power of all cards busy
  if (power.cooling) {
    const double worst_c = std::max(power.climate->hottest_c(), wave_c);
    worst.pue = power.cooling->slope(worst_c);
    fixed_share = power.cooling->fixed(worst_c);
  }
  double full_w = 0;
  for (const Pool& p : site.pools) {
    worst.idle_w += static_cast<double>(p.powered) * p.accelerator.idle_w;
    worst.rise_w += static_cast<double>(p.count) * (p.accelerator.busy_w - p.accelerator.idle_w);
    full_w += static_cast<double>(p.count) * p.accelerator.busy_w;
  }
  worst.fixed_w = fixed_share * full_w;
  return worst;
}

}  // namespace

double full_power_w(const Site& site) {
  const WorstPower worst = worst_power(site, -std::numeric_limits<double>::infinity());
  return worst.pue * (worst.idle_w + worst.rise_w) + worst.fixed_w;
}

// The cap bounds facility power at its worst: it then holds all year.
std::int64_t usable_cards(const Site& site, const Pool& pool, double cap_w, double wave_c) {
  if (std::isinf(cap_w)) return std::min(pool.count, pool.powered);
  const WorstPower worst = worst_power(site, wave_c);
  const double room_w = (cap_w - worst.fixed_w) / worst.pue - worst.idle_w;
  const double share =
      worst.rise_w > 0 ? std::clamp(room_w / worst.rise_w, 0.0, 1.0) : (room_w >= 0 ? 1.0 : 0.0);
  const auto within =
      static_cast<std::int64_t>(std::floor(share * static_cast<double>(pool.count) * (1 + 1e-12)));
  return std::min({pool.count, pool.powered, within});
}

std::uint32_t World::region(const std::string& id) const {
  const auto at =
      std::lower_bound(scenario.regions.begin(), scenario.regions.end(), id,
                       [](const Region& r, const std::string& key) { return r.id < key; });
  return static_cast<std::uint32_t>(at - scenario.regions.begin());
}

World::World(const Scenario& s) : scenario(s), topology(make_topology(s)), growth(plan_growth(s)) {
  const auto hub_index = index_by_id(s.hubs);
  const auto region_index = index_by_id(s.regions);
  const auto& nodes = topology.nodes();
  const auto node = [&](const std::string& id) {
    return static_cast<NodeId>(std::lower_bound(nodes.begin(), nodes.end(), id) - nodes.begin());
  };
  for (const Region& r : s.regions) {
    region_node.push_back(node(r.id));
    region_hub.push_back(look_up(hub_index, r.hub));
  }
  for (std::uint32_t i = 0; i < s.sites.size(); ++i) {
    const Site& site = s.sites[i];
    site_node.push_back(node(site.at.empty() ? site.id : site.at));
    site_hub.push_back(look_up(hub_index, site.hub));
    site_region.push_back(look_up(region_index, site.region));
    for (std::uint32_t p = 0; p < site.pools.size(); ++p) {
      const Pool& pool = site.pools[p];
      pools.push_back({i, p, pool.count, usable_cards(site, pool, site.power.cap_w),
                       pool.accelerator.peak_flops * pool.accelerator.achieved_fraction});
    }
  }

  const bool several = s.routing.choose != PathChoice::shortest && s.routing.paths > 1;
  const auto lists = link_lists(topology, region_node, site_node, several ? s.routing.paths : 1);
  const auto paths_of = [&](const std::vector<std::vector<LinkId>>& found) {
    std::vector<Path> paths;
    paths.reserve(found.size());
    for (const std::vector<LinkId>& links : found) paths.push_back(topology.path_of(links));
    return paths;
  };
  connections.reserve(lists->size());
  for (std::size_t i = 0; i < lists->size(); ++i) {
    const LinkLists& found = (*lists)[i];
    Connection c;
    c.connected = found.connected;
    c.round_trip_s = c.connected
                         ? found.there_s + found.back_s + s.sites[i % sites()].access_latency_s
                         : std::numeric_limits<double>::infinity();
    c.there = paths_of(found.there);
    c.back = paths_of(found.back);
    connections.push_back(std::move(c));
  }
}

}  // namespace suanwang
