#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "sim/world/world.hpp"

namespace suanwang {

/// Number of a path between a region and a site, good for a whole run.
using PathId = std::uint32_t;

/// A path that transfers between a region and a site may take, one way or the other.
struct Way {
  std::uint32_t region = 0, site = 0;
  bool back = false;     ///< from the site to the region
  bool crosses = false;  ///< leaves the region
  Path path;
};

/// Round trips between regions and sites, [region * sites + site].
struct RoundTrips {
  /// Over the shortest paths, with the site's access latency; infinite where there is none.
  std::vector<double> seconds;
  std::vector<double> carriage_cny_per_gb;  ///< from region to site on the shortest path
};

/// Over the links that are not marked in `down`. Cost: a shortest-path tree from each region and
/// each site.
RoundTrips round_trips(const World& world, const std::vector<char>& down);

/// The network as it is at one moment of a run: what is down, and which paths are left.
///
/// Where no link is down, or none on the paths that a connection has in the intact network, its
/// candidates are those; elsewhere they are the shortest ones over what is left, sought when first
/// asked for.
class NetworkState {
 public:
  explicit NetworkState(const World& world);

  /// Both count: a link is up again when all that took it down is over. True if it changed.
  bool take_down(LinkId link) { return ++down_[link] == 1; }
  bool bring_up(LinkId link) { return --down_[link] == 0; }
  bool is_up(LinkId link) const { return down_[link] == 0; }
  bool is_up(const Path& path) const;

  /// To be called after links went down or up, before any of the following. Finds the round trips
  /// anew, where any link is down at the cost of round_trips().
  void refresh();

  /// Candidates now, shortest first; none where no path is left or no network lies in between.
  const std::vector<PathId>& candidates(std::uint32_t region, std::uint32_t site, bool back);
  const Way& way(PathId id) const { return ways_[id]; }
  std::size_t ways() const { return ways_.size(); }

  /// Round trip over the shortest paths that are left, with the site's access latency; infinite if
  /// there is none [s].
  double round_trip_s(std::uint32_t region, std::uint32_t site) const {
    return round_trips_.seconds[region * world_.sites() + site];
  }
  /// Carriage from region to site on the shortest path that is left [CNY/GB].
  double carriage_cny_per_gb(std::uint32_t region, std::uint32_t site) const {
    return round_trips_.carriage_cny_per_gb[region * world_.sites() + site];
  }
  bool intact() const { return intact_; }

 private:
  struct Choice {
    std::vector<PathId> intact, now;
    std::vector<PathId> known;  ///< all that were ever candidates
    std::uint64_t version = 0;
  };

  PathId path_id(Choice& choice, std::uint32_t region, std::uint32_t site, bool back,
                 const Path& path);

  const World& world_;
  std::vector<std::uint32_t> down_;  ///< by link: how many things keep it down
  std::vector<char> marks_;          ///< by link: is down
  bool intact_ = true;
  std::uint64_t version_ = 0;
  std::deque<Way> ways_;
  std::vector<Choice> choices_;  ///< [2 * connection + back]
  RoundTrips round_trips_;
};

}  // namespace suanwang
