#include "sim/world/resilience.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace suanwang {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

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
                        const Resilience& whole) {
  FailureEffect effect{failure, {}, {}, 0, 0, 0, 1};
  const bool node = failure.kind == Failure::Kind::node;
  const auto gone = node ? std::optional<NodeId>(failure.index) : std::nullopt;
  const Topology rest = without(world.topology, failure);
  const auto after_s = one_way_latencies(world, rest, gone);
  for (std::uint32_t r = 0; r < world.regions(); ++r) {
    const bool own_region = gone && world.region_node[r] == *gone;
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
          gone && std::all_of(place.sites.begin(), place.sites.end(),
                              [&](std::uint32_t s) { return world.site_node[s] == *gone; });
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

std::vector<double> one_way_latencies(const World& world, const Topology& topology,
                                      std::optional<NodeId> gone) {
  std::map<NodeId, std::vector<std::optional<Path>>> paths;
  const auto from = [&](NodeId node) -> const std::vector<std::optional<Path>>& {
    const auto [at, fresh] = paths.try_emplace(node);
    if (fresh) at->second = shortest_paths(topology, node);
    return at->second;
  };
  std::vector<double> one_way_s;
  for (const NodeId region : world.region_node) {
    for (std::size_t s = 0; s < world.sites(); ++s) {
      const NodeId site = world.site_node[s];
      const auto& there = from(region)[site];
      const auto& back = from(site)[region];
      const bool connected = there && back && gone != region && gone != site;
      one_way_s.push_back(
          connected
              ? (there->latency_s + back->latency_s + world.scenario.sites[s].access_latency_s) / 2
              : kNever);
    }
  }
  return one_way_s;
}

double Resilience::one_way(const World& world, std::size_t region, const Place& place) const {
  return least(one_way_s, world.sites(), region, place);
}

Resilience resilience_of(const World& world) {
  const Sides sides = sides_of(world);
  Resilience whole;
  whole.places = places_of(world.scenario);
  whole.one_way_s = one_way_latencies(world, world.topology);
  whole.two_sides = !sides.east.empty() && !sides.west.empty();
  if (whole.two_sides) {
    whole.east_west = min_cut(world.topology, sides.east, sides.west);
    whole.west_east = min_cut(world.topology, sides.west, sides.east);
  }
  for (std::uint32_t l = 0; l < world.scenario.links.size(); ++l) {
    whole.failures.push_back(effect_of({Failure::Kind::link, l}, world, sides, whole));
  }
  for (NodeId n = 0; n < world.topology.nodes().size(); ++n) {
    whole.failures.push_back(effect_of({Failure::Kind::node, n}, world, sides, whole));
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
