#include "sim/world/resilience.hpp"

#include <algorithm>
#include <boost/graph/dijkstra_shortest_paths_no_color_map.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace suanwang {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr NodeId kNoNode = World::kNone;

/// The node that a failure takes; kNoNode for a link.
NodeId node_gone(const Failure& failure) {
  return failure.kind == Failure::Kind::node ? failure.index : kNoNode;
}

/// Nodes of each side: those of its regions and sites.
struct Sides {
  std::vector<NodeId> east, west;
};

Sides sides_of(const World& world) {
  Sides sides;
  const auto add = [&](Side side, NodeId node) {
    (side == Side::east ? sides.east : sides.west).push_back(node);
  };
  for (std::size_t r = 0; r < world.regions(); ++r) {
    add(world.scenario.regions[r].side, world.region_node[r]);
  }
  for (std::size_t s = 0; s < world.sites(); ++s) {
    add(world.scenario.sites[s].side, world.site_node[s]);
  }
  return sides;
}

/// Latency of the shortest path from a node to every node [s]; infinite where there is none.
std::vector<double> latencies_from(const Topology& topology, NodeId source) {
  const auto index = boost::get(boost::edge_index, topology.graph());
  const auto latency = boost::make_function_property_map<Topology::Graph::edge_descriptor>(
      [&](const Topology::Graph::edge_descriptor& e) {
        return topology.links()[index[e]].latency_s;
      });
  std::vector<double> latencies_s(topology.nodes().size());
  boost::dijkstra_shortest_paths_no_color_map(
      topology.graph(), source,
      boost::weight_map(latency).distance_map(latencies_s.data()).distance_inf(kNever));
  return latencies_s;
}

/// Latencies between the nodes that hold a region or a site, in the whole network and without a
/// part of it. Paths that do without that part stay as they are, so only the others are sought.
class Latencies {
 public:
  explicit Latencies(const World& world) : world_(world) {
    std::set<NodeId> ends(world.region_node.begin(), world.region_node.end());
    ends.insert(world.site_node.begin(), world.site_node.end());
    for (const NodeId source : ends) {
      Source& s = sources_[source];
      s.latencies_s = latencies_from(world.topology, source);
      s.uses_route.assign(world.scenario.links.size(), 0);
      s.uses_node.assign(world.topology.nodes().size(), 0);
      const auto paths = shortest_paths(world.topology, source);
      for (const NodeId target : ends) {
        if (!paths[target]) continue;
        for (const LinkId l : paths[target]->links) {
          const DirectedLink& link = world.topology.links()[l];
          s.uses_route[link.route] = 1;
          if (link.to != target) s.uses_node[link.to] = 1;
        }
      }
    }
  }

  /// Half of the round trip of each region and site [s]; infinite where they are cut off or gone.
  std::vector<double> one_way() const {
    return one_way(
        [this](NodeId node) -> const auto& { return sources_.at(node).latencies_s; }, kNoNode);
  }
  std::vector<double> one_way_without(const Failure& failure, const Topology& rest) const {
    const bool node = failure.kind == Failure::Kind::node;
    std::map<NodeId, std::vector<double>> found;
    const auto from = [&](NodeId source) -> const std::vector<double>& {
      const Source& s = sources_.at(source);
      if (!(node ? s.uses_node : s.uses_route)[failure.index]) return s.latencies_s;
      const auto [at, fresh] = found.try_emplace(source);
      if (fresh) at->second = latencies_from(rest, source);
      return at->second;
    };
    return one_way(from, node_gone(failure));
  }

 private:
  struct Source {
    std::vector<double> latencies_s;          ///< to each node
    std::vector<char> uses_route, uses_node;  ///< on the way to a region or site, which end it
  };

  template <typename From>
  std::vector<double> one_way(const From& from, NodeId gone) const {
    std::vector<double> one_way_s;
    for (const NodeId region : world_.region_node) {
      for (std::size_t s = 0; s < world_.sites(); ++s) {
        const NodeId site = world_.site_node[s];
        const bool stand = gone != region && gone != site;
        one_way_s.push_back(stand ? (from(region)[site] + from(site)[region] +
                                     world_.scenario.sites[s].access_latency_s) /
                                        2
                                  : kNever);
      }
    }
    return one_way_s;
  }

  const World& world_;
  std::map<NodeId, Source> sources_;
};

double least(const std::vector<double>& one_way_s, std::size_t sites, std::size_t region,
             const Place& place) {
  double best = kNever;
  for (const std::uint32_t site : place.sites) {
    best = std::min(best, one_way_s[region * sites + site]);
  }
  return best;
}

bool any_site(const std::vector<double>& one_way_s, std::size_t sites, std::size_t region) {
  const auto* row = one_way_s.data() + region * sites;
  return std::any_of(row, row + sites, [](double s) { return std::isfinite(s); });
}

/// Nothing is left of nothing; what cannot be cut is whole.
double left(double after_bps, double before_bps) {
  return before_bps > 0 && std::isfinite(before_bps) ? after_bps / before_bps : 1;
}

FailureEffect effect_of(const Failure& failure, const World& world, const Sides& sides,
                        const Latencies& latencies, const Resilience& whole) {
  FailureEffect effect{failure, {}, {}, 0, 0, 0, 1};
  const NodeId gone = node_gone(failure);
  const Topology rest = without(world.topology, failure);
  const auto after_s = latencies.one_way_without(failure, rest);
  for (std::uint32_t r = 0; r < world.regions(); ++r) {
    const bool own_region = world.region_node[r] == gone;
    if (!own_region && any_site(whole.one_way_s, world.sites(), r) &&
        !any_site(after_s, world.sites(), r)) {
      effect.cut_off.push_back(r);
    }
    for (std::uint32_t p = 0; p < whole.places.size(); ++p) {
      const Place& place = whole.places[p];
      const double before = least(whole.one_way_s, world.sites(), r, place);
      const double after = least(after_s, world.sites(), r, place);
      if (!inside(before, kCircles_s.back()) || inside(after, kCircles_s.back())) continue;
      const bool own_place =
          std::all_of(place.sites.begin(), place.sites.end(),
                      [&](std::uint32_t site) { return world.site_node[site] == gone; });
      if (own_region || own_place) {
        ++effect.own_pairs;
      } else {
        effect.lost.push_back({r, p, before, after});
      }
    }
  }
  if (whole.two_sides) {
    effect.east_west_bps = min_cut(rest, sides.east, sides.west).capacity_bps;
    effect.west_east_bps = min_cut(rest, sides.west, sides.east).capacity_bps;
    effect.share_left = std::min(left(effect.east_west_bps, whole.east_west.capacity_bps),
                                 left(effect.west_east_bps, whole.west_east.capacity_bps));
  }
  return effect;
}

/// Regions cut off weigh most, then pairs, then capacity; what only ends in the failed node itself
/// comes last. Ties stay in the order of routes and nodes.
bool worse(const FailureEffect& a, const FailureEffect& b) {
  const auto key = [](const FailureEffect& e) {
    return std::tuple(-static_cast<double>(e.cut_off.size()), -static_cast<double>(e.lost.size()),
                      e.share_left, -static_cast<double>(e.own_pairs));
  };
  return key(a) < key(b);
}

}  // namespace

std::vector<Place> places_of(const Scenario& scenario) {
  std::map<std::string, Place> clusters;
  std::vector<Place> sites;
  for (std::uint32_t s = 0; s < scenario.sites.size(); ++s) {
    const Site& site = scenario.sites[s];
    sites.push_back({site.id, {s}});
    if (site.cluster.empty()) continue;
    Place& cluster = clusters[site.cluster];
    cluster.id = site.cluster;
    cluster.sites.push_back(s);
  }
  if (clusters.empty()) return sites;
  std::vector<Place> places;
  for (auto& [id, cluster] : clusters) places.push_back(std::move(cluster));
  return places;
}

Topology without(const Topology& topology, const Failure& failure) {
  std::vector<DirectedLink> links;
  for (const DirectedLink& l : topology.links()) {
    const bool fails = failure.kind == Failure::Kind::link
                           ? l.route == failure.index
                           : l.from == failure.index || l.to == failure.index;
    if (!fails) links.push_back(l);
  }
  return Topology(topology.nodes(), std::move(links));
}

double Resilience::one_way(const World& world, std::size_t region, const Place& place) const {
  return least(one_way_s, world.sites(), region, place);
}

Resilience resilience_of(const World& world) {
  const Sides sides = sides_of(world);
  Resilience whole;
  whole.places = places_of(world.scenario);
  const Latencies latencies(world);
  whole.one_way_s = latencies.one_way();
  whole.two_sides = !sides.east.empty() && !sides.west.empty();
  if (whole.two_sides) {
    whole.east_west = min_cut(world.topology, sides.east, sides.west);
    whole.west_east = min_cut(world.topology, sides.west, sides.east);
  }
  for (std::uint32_t l = 0; l < world.scenario.links.size(); ++l) {
    whole.failures.push_back(effect_of({Failure::Kind::link, l}, world, sides, latencies, whole));
  }
  for (NodeId n = 0; n < world.topology.nodes().size(); ++n) {
    whole.failures.push_back(effect_of({Failure::Kind::node, n}, world, sides, latencies, whole));
  }
  std::stable_sort(whole.failures.begin(), whole.failures.end(), worse);
  return whole;
}

double capacity_of(const Topology& topology, const Path& path) {
  double least_bps = kNever;
  for (const LinkId l : path.links) {
    least_bps = std::min(least_bps, topology.links()[l].capacity_bps);
  }
  return least_bps;
}

std::optional<End> find_end(const World& world, const std::string& id) {
  for (std::size_t s = 0; s < world.sites(); ++s) {
    const Site& site = world.scenario.sites[s];
    if (site.id == id) return End{id, world.site_node[s], site.access_latency_s};
  }
  const auto& nodes = world.topology.nodes();
  const auto at = std::lower_bound(nodes.begin(), nodes.end(), id);
  if (at == nodes.end() || *at != id) return std::nullopt;
  return End{id, static_cast<NodeId>(at - nodes.begin()), 0};
}

std::vector<std::string> end_ids(const Scenario& scenario) {
  std::vector<std::string> ids;
  for (const Region& r : scenario.regions) ids.push_back(r.id);
  for (const Site& s : scenario.sites) ids.push_back(s.id);
  for (const Relay& r : scenario.relays) ids.push_back(r.id);
  return ids;
}

double Ways::latency_s() const {
  if (!paths.empty()) return paths.front().latency_s;
  return std::isinf(cut.capacity_bps) ? 0 : kNever;
}

Ways ways_between(const Topology& topology, NodeId from, NodeId to, int k) {
  Ways ways;
  ways.cut = min_cut(topology, {from}, {to});
  if (from == to) return ways;
  const auto back = shortest_paths(topology, to)[from];
  ways.back_latency_s = back ? back->latency_s : kNever;
  ways.paths = k_shortest_paths(topology, from, to, k);
  if (ways.paths.empty()) return ways;

  std::vector<Failure> failures;
  for (const LinkId l : ways.paths.front().links) {
    const DirectedLink& link = topology.links()[l];
    failures.push_back({Failure::Kind::link, link.route});
    if (link.to != to) failures.push_back({Failure::Kind::node, link.to});
  }
  for (const Failure& failure : failures) {
    const Topology rest = without(topology, failure);
    Detour detour{failure, kNever, {}, min_cut(rest, {from}, {to}).capacity_bps};
    if (const auto path = shortest_paths(rest, from)[to]) {
      detour.latency_s = path->latency_s;
      for (const LinkId l : path->links) detour.routes.push_back(rest.links()[l].route);
    }
    ways.detours.push_back(std::move(detour));
  }
  std::stable_sort(ways.detours.begin(), ways.detours.end(), [](const Detour& a, const Detour& b) {
    return std::tuple(-a.latency_s, a.capacity_bps) < std::tuple(-b.latency_s, b.capacity_bps);
  });
  return ways;
}

}  // namespace suanwang
