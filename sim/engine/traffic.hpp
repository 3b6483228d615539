#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/fetch.hpp"
#include "sim/engine/run_listeners.hpp"
#include "sim/flow/flow_network.hpp"
#include "sim/world/network_state.hpp"

namespace suanwang {

/// What moves over the network in one run: paths for transfers, their shares of the links, and the
/// meters of the links. Knows transfers by the number their user gave them, and nothing of jobs.
class Traffic {
 public:
  using User = FlowNetwork::UserId;

  /// `listener`: told of every start; may be null.
  Traffic(const World& world, TransferListener* listener);

  NetworkState& state() { return state_; }
  double latency_s(PathId id) const { return routes_[id].latency_s; }
  double price_cny_per_gb(PathId id) const { return routes_[id].price_cny_per_gb; }
  bool leads_back(PathId id) const { return routes_[id].back; }
  bool is_up(PathId id) const { return state_.intact() || state_.is_up(state_.way(id).path); }

  /// Does a network lie between them? Without one all is there at once.
  bool has_ways(std::uint32_t region, std::uint32_t site) const {
    return offer(region, site, false).count > 0;
  }
  /// Brings from memory what pick() will look at.
  void fetch_ways(std::uint32_t region, std::uint32_t site, bool back) const {
    const PathId first = offer(region, site, back).first;
    for (PathId id = first; id < first + 3 && id < routes_.size(); ++id) fetch(&routes_[id]);
  }

  /// The path that transfers of `weight` on a full link take now, by the scenario's rule; nothing
  /// if none is left. `serial` tells transfers apart that are alike in all else.
  std::optional<PathId> pick(std::uint32_t region, std::uint32_t site, bool back, double weight,
                             std::uint64_t serial);

  /// A transfer will start to move on a path, or will not after all.
  void ask(PathId path, double weight);
  void unask(PathId path, double weight);

  /// Transfers of `weight` on a full link start to move `bits` in all. `rate_bps` bounds each one,
  /// which weighs `share`, besides the window and the routing's own bound.
  void start(double now_s, PathId path, double bits, double weight, double rate_bps, double share,
             User user);

  double next_end_s(double now_s) { return flows_.next_end_s(now_s); }
  /// Whose that is, if there is one.
  User next_user() const { return flows_.next_user(); }
  /// Appends the users of what is done at `now_s` == next_end_s().
  void collect(double now_s, std::vector<User>& done);

  /// Takes every transfer off the links, which went down; appends what they had left to move.
  void take_off(double now_s, const std::vector<LinkId>& links,
                std::vector<FlowNetwork::Left>& left);

  /// The capacity of a link changes for good, or while `hold` lasts: of several, the least holds.
  void set_capacity(double now_s, LinkId link, double capacity_bps);
  void add_hold(double now_s, LinkId link, double capacity_bps);
  void end_hold(double now_s, LinkId link, double capacity_bps);

  /// To be called before links go down or up, so that the time they were available is right.
  void note_availability(double now_s);

  /// Closes the time since the last reading, which lies in one hour; adds it to the measured
  /// window where `measured`. `kg_per_kwh`: by fibre route, carbon of what carrying draws in it.
  void close_segment(double now_s, double segment_s, bool measured, LinkHour* hour,
                     const std::vector<double>& kg_per_kwh);

  /// Carriage of the measured window so far, and what carrying drew.
  double carriage_cny() const;
  NetworkEnergy energy() const;

  double rate_bps_peak() const { return rate_peak_bps_; }
  void fill(Results& results) const;

 private:
  /// A class of the flow engine: a path under one bound.
  struct PathClass {
    PathId path;
    double cap_bps;
    double seen_bits = 0;  ///< at the last reading
  };
  /// What transfers ask of a path all the time, apart from the rest of it, in one cache line.
  struct alignas(64) Route {
    static constexpr std::uint16_t kHere = 8;

    double latency_s = 0, price_cny_per_gb = 0;
    double cap_bps = -1;              ///< of `latest`
    FlowNetwork::ClassId latest = 0;  ///< the class sought last; a path seldom has another
    std::uint16_t hops = 0;
    bool back = false;
    /// Its links; of more than kHere, the place of the first one in `hops_`.
    std::array<LinkId, kHere> links{};
  };
  /// The paths of a connection in the intact network: these and no others, shortest first.
  struct Offer {
    PathId first = 0;
    std::uint32_t count = 0;

    std::uint32_t size() const { return count; }
    PathId operator[](std::size_t i) const { return first + static_cast<PathId>(i); }
  };
  struct LinkMeter {
    double capacity_bps = 0;  ///< without holds
    std::vector<double> holds;
    double available_bits = 0;  ///< capacity x time up, since the last reading
    double up_s = 0;            ///< since the last reading
    double segment_bits = 0;
    double window_bits = 0, window_available_bits = 0, window_down_s = 0;
    double window_kg = 0;  ///< carbon of what carrying drew
    double peak_use = 0;   ///< of the segments
  };

  void learn_routes();
  std::span<const LinkId> hops_of(PathId id) const {
    const Route& route = routes_[id];
    const bool here = route.hops <= Route::kHere;
    return {here ? route.links.data() : hops_.data() + route.links[0], route.hops};
  }
  const Offer& offer(std::uint32_t region, std::uint32_t site, bool back) const {
    return offers_[2 * (region * world_.sites() + site) + back];
  }
  template <typename Ids>
  PathId choose(const Ids& candidates, bool back, double weight, std::uint64_t serial) const;
  FlowNetwork::ClassId class_of(PathId path, double cap_bps);
  FlowNetwork::ClassId seek_class(PathId path, double cap_bps);
  double least_capacity(PathId path) const;
  double fullest_link(PathId path, double weight, double enough) const;
  void apply_capacity(double now_s, LinkId link);
  double energy_kwh(LinkId link) const;

  const World& world_;
  TransferListener* listener_;
  NetworkState state_;
  FlowNetwork flows_;
  std::vector<Route> routes_;        ///< by path
  std::vector<LinkId> hops_;         ///< of long routes, one after the other
  std::vector<Offer> offers_;        ///< [2 * connection + back]
  std::vector<double> asked_;        ///< by link: transfers on their way to start
  std::vector<PathClass> classes_;   ///< by ClassId
  std::vector<std::uint8_t> moved_;  ///< by ClassId: it may have moved something since the last
                                     ///< reading
  std::vector<std::vector<FlowNetwork::ClassId>> classes_of_;  ///< by path
  std::vector<std::vector<FlowNetwork::ClassId>> classes_on_;  ///< by link
  std::vector<double> window_bits_;                            ///< by path
  std::vector<LinkMeter> links_;
  double available_since_s_ = 0;
  double rate_peak_bps_ = 0;
};

}  // namespace suanwang
