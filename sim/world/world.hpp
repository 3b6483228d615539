#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "sim/scenario/growth_plan.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/world/topology.hpp"

namespace suanwang {

/// One pool of one site, numbered over the whole scenario: sites by id, then pools by id.
struct PoolInfo {
  std::uint32_t site = 0;
  std::uint32_t pool = 0;      ///< within the site
  std::int64_t installed = 0;  ///< when it opens
  std::int64_t usable =
      0;             ///< of these, may be busy at once: powered, and within the site's power cap
  double flops = 0;  ///< achieved, of one card
};

/// Cards of a pool of a site that may be busy while the facility draws at most `cap_w`: powered,
/// and within the cap, shared out by installed cards. `wave_c`: a heat wave's hottest hour [degC].
std::int64_t usable_cards(const Site& site, const Pool& pool, double cap_w,
                          double wave_c = -std::numeric_limits<double>::infinity());

/// What a facility draws with all cards busy [W], in the hottest month or hour of its climate.
double full_power_w(const Site& site);

/// The ways from one region to one site.
struct Connection {
  std::vector<Path> there;  ///< candidates, shortest first; empty: none, or no network in between
  std::vector<Path> back;
  bool connected = false;
  double round_trip_s =
      0;  ///< of the shortest, with the site's access latency; infinite if cut off
};

/// A scenario with its names resolved and its routes known; never changes during a run.
/// Regions, sites, workloads and services are numbered in the order of their ids.
struct World {
  static constexpr std::uint32_t kNone = 0xffffffffu;

  explicit World(const Scenario& scenario);

  const Scenario& scenario;
  Topology topology;
  std::vector<NodeId> region_node, site_node;
  std::vector<std::uint32_t> region_hub, site_hub;  ///< index in scenario.hubs or kNone
  std::vector<std::uint32_t> site_region;           ///< or kNone
  std::vector<PoolInfo> pools;
  std::vector<Connection> connections;  ///< [region * sites + site]
  GrowthPlan growth;                    ///< cards of the pools over time

  /// Number of a region of the scenario.
  std::uint32_t region(const std::string& id) const;

  std::size_t regions() const { return scenario.regions.size(); }
  std::size_t sites() const { return scenario.sites.size(); }
  const Connection& connection(std::size_t region, std::size_t site) const {
    return connections[region * sites() + site];
  }
};

}  // namespace suanwang
