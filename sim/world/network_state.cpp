#include "sim/world/network_state.hpp"

#include <algorithm>
#include <limits>

#include "sim/world/routes.hpp"

namespace suanwang {

NetworkState::NetworkState(const World& world)
    : world_(world),
      down_(world.topology.links().size(), 0),
      marks_(down_.size(), 0),
      choices_(2 * world.connections.size()) {
  for (std::uint32_t r = 0; r < world.regions(); ++r) {
    for (std::uint32_t s = 0; s < world.sites(); ++s) {
      const Connection& connection = world.connection(r, s);
      for (const bool back : {false, true}) {
        Choice& choice = choices_[2 * (r * world.sites() + s) + back];
        for (const Path& path : back ? connection.back : connection.there) {
          choice.intact.push_back(path_id(choice, r, s, back, path));
        }
        choice.now = choice.intact;
      }
    }
  }
  refresh();
}

bool NetworkState::is_up(const Path& path) const {
  return std::all_of(path.links.begin(), path.links.end(), [&](LinkId l) { return is_up(l); });
}

PathId NetworkState::path_id(Choice& choice, std::uint32_t region, std::uint32_t site, bool back,
                             const Path& path) {
  for (const PathId id : choice.known) {
    if (ways_[id].path == path) return id;
  }
  const auto id = static_cast<PathId>(ways_.size());
  ways_.push_back({region, site, back, world_.site_region[site] != region, path});
  choice.known.push_back(id);
  return id;
}

RoundTrips round_trips(const World& world, const std::vector<char>& down) {
  RoundTrips found;
  std::vector<std::vector<std::optional<Path>>> from_site;
  for (const NodeId n : world.site_node)
    from_site.push_back(shortest_paths(world.topology, n, down));
  for (std::size_t r = 0; r < world.regions(); ++r) {
    const auto from_region = shortest_paths(world.topology, world.region_node[r], down);
    for (std::size_t s = 0; s < world.sites(); ++s) {
      const auto& there = from_region[world.site_node[s]];
      const auto& back = from_site[s][world.region_node[r]];
      found.seconds.push_back(there && back ? there->latency_s + back->latency_s +
                                                  world.scenario.sites[s].access_latency_s
                                            : std::numeric_limits<double>::infinity());
      found.carriage_cny_per_gb.push_back(there ? there->price_cny_per_gb : 0);
    }
  }
  return found;
}

void NetworkState::refresh() {
  ++version_;
  for (LinkId l = 0; l < down_.size(); ++l) marks_[l] = down_[l] > 0;
  intact_ = std::find(marks_.begin(), marks_.end(), 1) == marks_.end();
  if (!intact_) {
    round_trips_ = round_trips(world_, marks_);
    return;
  }
  round_trips_ = {};
  for (const Connection& connection : world_.connections) {
    round_trips_.seconds.push_back(connection.round_trip_s);
    round_trips_.carriage_cny_per_gb.push_back(
        connection.there.empty() ? 0 : connection.there.front().price_cny_per_gb);
  }
}

const std::vector<PathId>& NetworkState::candidates(std::uint32_t region, std::uint32_t site,
                                                    bool back) {
  Choice& choice = choices_[2 * (region * world_.sites() + site) + back];
  if (choice.version == version_) return choice.now;
  choice.version = version_;
  const bool whole = intact_ || std::all_of(choice.intact.begin(), choice.intact.end(),
                                            [&](PathId id) { return is_up(ways_[id].path); });
  if (whole) {
    choice.now = choice.intact;
    return choice.now;
  }
  const NodeId a = world_.region_node[region];
  const NodeId b = world_.site_node[site];
  choice.now.clear();
  for (const Path& path : k_shortest_paths(world_.topology, back ? b : a, back ? a : b,
                                           static_cast<int>(choice.intact.size()), marks_)) {
    choice.now.push_back(path_id(choice, region, site, back, path));
  }
  return choice.now;
}

}  // namespace suanwang
