#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/world/min_cut.hpp"
#include "sim/world/routes.hpp"
#include "sim/world/world.hpp"

namespace suanwang {

/// Circles of one-way latency [s]: a city, a region, the nation.
/// Source: NDRC and others, 发改数据〔2023〕1779号, and MIIT.
inline constexpr std::array kCircles_s{0.001, 0.005, 0.020};

/// Whether a one-way latency is inside a circle; a nanosecond is forgiven, which sums of latencies
/// may be off by.
constexpr bool inside(double one_way_s, double circle_s) { return one_way_s <= circle_s + 1e-9; }

/// A cluster with its sites; in a scenario without clusters, one site.
struct Place {
  std::string id;
  std::vector<std::uint32_t> sites;
};

/// The clusters of a scenario in the order of their ids, or its sites where it has none.
std::vector<Place> places_of(const Scenario& scenario);

/// One thing that is out of service: a fibre route in both directions, or a node with all its
/// links and the region and sites that stand on it.
struct Failure {
  enum class Kind { link, node };
  Kind kind = Kind::link;
  std::uint32_t index = 0;  ///< route of the scenario, or node

  friend bool operator==(const Failure&, const Failure&) = default;
};

/// The network that is left; nodes and routes keep their numbers, links do not.
Topology without(const Topology& topology, const Failure& failure);

/// A region and a place that are no longer within the outermost circle of each other.
struct LostPair {
  std::uint32_t region = 0;
  std::uint32_t place = 0;
  double before_s = 0;  ///< one-way latency
  double after_s = 0;   ///< infinite: cut off
};

/// What one failure does.
struct FailureEffect {
  Failure failure;
  std::vector<std::uint32_t> cut_off;  ///< regions elsewhere that no longer reach any site
  std::vector<LostPair> lost;          ///< pairs whose ends both still stand
  std::size_t own_pairs = 0;  ///< pairs within the outermost circle that end in the failed node
  double east_west_bps = 0;   ///< minimum cut that is left, from East to West
  double west_east_bps = 0;
  double share_left = 1;  ///< of the minimum cut, in the direction that loses more
};

/// How a network stands, and how it stands up to the loss of any single part.
struct Resilience {
  std::vector<Place> places;
  /// One-way latency [s], half of the round trip that World::Connection has: [region * sites +
  /// site]; infinite where either way is cut off.
  std::vector<double> one_way_s;
  bool two_sides = false;  ///< there are nodes in the East and in the West
  MinCut east_west, west_east;
  std::vector<FailureEffect> failures;  ///< every route and every node, the worst first

  /// Latency from a region to the nearest site of a place [s].
  double one_way(const World& world, std::size_t region, const Place& place) const;
};

/// Cost: (routes + nodes) x (shortest paths from those nodes that hold a region or site and lose
/// one of theirs + two maximum flows).
Resilience resilience_of(const World& world);

/// A node as a person names it: itself, or what stands on it.
struct End {
  std::string id;  ///< of a region, site or relay
  NodeId node = 0;
  double access_latency_s = 0;  ///< of a site, in each round trip
};

/// The node of an id; nothing where there is none.
std::optional<End> find_end(const World& world, const std::string& id);

/// Every id that find_end() knows.
std::vector<std::string> end_ids(const Scenario& scenario);

/// What a failure on the shortest path between two nodes leaves.
struct Detour {
  Failure failure;
  double latency_s = 0;               ///< one way; infinite: cut off
  std::vector<std::uint32_t> routes;  ///< of the path that takes over
  double capacity_bps = 0;            ///< maximum flow that is left
};

/// The ways from one node to another.
struct Ways {
  std::vector<Path> paths;      ///< shortest first; none between a node and itself
  double back_latency_s = 0;    ///< one way in the other direction; infinite: cut off
  MinCut cut;                   ///< of the whole network, not of these paths alone
  std::vector<Detour> detours;  ///< each route and inner node of the shortest path, worst first

  /// Latency of the shortest path [s]; 0 at one node, infinite where there is none.
  double latency_s() const;
};

Ways ways_between(const Topology& topology, NodeId from, NodeId to, int k);

/// Smallest capacity along a path [bit/s].
double capacity_of(const Topology& topology, const Path& path);

}  // namespace suanwang
