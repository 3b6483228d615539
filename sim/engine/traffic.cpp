#include "sim/engine/traffic.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "sim/base/hash.hpp"

namespace suanwang {
namespace {

std::vector<double> capacities(const Topology& topology) {
  std::vector<double> capacity;
  for (const DirectedLink& l : topology.links()) capacity.push_back(l.capacity_bps);
  return capacity;
}

}  // namespace

Traffic::Traffic(const World& world, TransferListener* listener)
    : world_(world), listener_(listener), state_(world), flows_(capacities(world.topology)) {
  links_.resize(world.topology.links().size());
  asked_.resize(links_.size(), 0);
  classes_on_.resize(links_.size());
  for (LinkId l = 0; l < links_.size(); ++l)
    links_[l].capacity_bps = world.topology.links()[l].capacity_bps;
  learn_routes();
  // The paths of the intact network are numbered connection by connection.
  for (std::uint32_t region = 0; region < world.regions(); ++region) {
    for (std::uint32_t site = 0; site < world.sites(); ++site) {
      for (const bool back : {false, true}) {
        const auto& ids = state_.candidates(region, site, back);
        offers_.push_back({ids.empty() ? 0 : ids.front(), static_cast<std::uint32_t>(ids.size())});
        for (std::size_t i = 0; i < ids.size(); ++i) assert(ids[i] == ids.front() + i);
      }
    }
  }
}

// New paths appear when links are down.
void Traffic::learn_routes() {
  while (routes_.size() < state_.ways()) {
    const Way& way = state_.way(static_cast<PathId>(routes_.size()));
    Route route;
    route.latency_s = way.path.latency_s;
    route.price_cny_per_gb = way.path.price_cny_per_gb;
    route.hops = static_cast<std::uint16_t>(way.path.links.size());
    route.back = way.back;
    if (route.hops <= Route::kHere) {
      std::copy(way.path.links.begin(), way.path.links.end(), route.links.begin());
    } else {
      route.links[0] = static_cast<std::uint32_t>(hops_.size());
      hops_.insert(hops_.end(), way.path.links.begin(), way.path.links.end());
    }
    routes_.push_back(route);
  }
}

double Traffic::least_capacity(PathId path) const {
  double least = std::numeric_limits<double>::infinity();
  for (const LinkId l : hops_of(path)) least = std::min(least, flows_.capacity_bps(l));
  return least;
}

// Transfers for its capacity on the fullest link of a path, `weight` more and those that have asked
// but not begun included. From `enough` on it does not matter how many.
double Traffic::fullest_link(PathId path, double weight, double enough) const {
  double fullest = 0;
  for (const LinkId l : hops_of(path)) {
    fullest =
        std::max(fullest, (flows_.link_weight(l) + asked_[l] + weight) / flows_.capacity_bps(l));
    if (fullest >= enough) break;
  }
  return fullest;
}

std::optional<PathId> Traffic::pick(std::uint32_t region, std::uint32_t site, bool back,
                                    double weight, std::uint64_t serial) {
  if (state_.intact()) {
    const Offer& all = offer(region, site, back);
    if (all.count == 0) return std::nullopt;
    return choose(all, back, weight, serial);
  }
  const std::vector<PathId>& candidates = state_.candidates(region, site, back);
  if (candidates.empty()) return std::nullopt;
  learn_routes();
  return choose(candidates, back, weight, serial);
}

template <typename Ids>
PathId Traffic::choose(const Ids& candidates, bool back, double weight,
                       std::uint64_t serial) const {
  PathId best = candidates[0];
  switch (world_.scenario.routing.choose) {
    case PathChoice::shortest:
      break;
    case PathChoice::ecmp: {
      // A transfer keeps to its path, and transfers spread evenly over the equal ones.
      const double longest_s = latency_s(best) + world_.scenario.routing.equal_within_s;
      std::size_t equal = 0;
      while (equal < candidates.size() && latency_s(candidates[equal]) <= longest_s) ++equal;
      best = candidates[mix(serial * 2 + back) % equal];
      break;
    }
    case PathChoice::widest:
      for (std::size_t i = 1; i < candidates.size(); ++i) {
        if (least_capacity(candidates[i]) > least_capacity(best)) best = candidates[i];
      }
      break;
    case PathChoice::least_loaded: {
      // The path whose fullest link has the fewest transfers for its capacity.
      double least = std::numeric_limits<double>::infinity();
      for (std::size_t i = 0; i < candidates.size(); ++i) {
        const double fullest = fullest_link(candidates[i], weight, least);
        if (fullest < least) {
          least = fullest;
          best = candidates[i];
        }
      }
      break;
    }
  }
  return best;
}

void Traffic::ask(PathId path, double weight) {
  for (const LinkId l : hops_of(path)) asked_[l] += weight;
}

void Traffic::unask(PathId path, double weight) {
  for (const LinkId l : hops_of(path)) asked_[l] -= weight;
}

FlowNetwork::ClassId Traffic::class_of(PathId path, double cap_bps) {
  Route& route = routes_[path];
  if (route.cap_bps != cap_bps) {
    route.latest = seek_class(path, cap_bps);
    route.cap_bps = cap_bps;
  }
  return route.latest;
}

FlowNetwork::ClassId Traffic::seek_class(PathId path, double cap_bps) {
  if (classes_of_.size() <= path) {
    classes_of_.resize(state_.ways());
    window_bits_.resize(state_.ways(), 0);
  }
  for (const auto id : classes_of_[path]) {
    if (classes_[id].cap_bps == cap_bps) return id;
  }
  const auto links = hops_of(path);
  const auto id = flows_.add_class(links, cap_bps);
  classes_.push_back({path, cap_bps});
  moved_.push_back(0);
  classes_of_[path].push_back(id);
  for (const LinkId l : links) classes_on_[l].push_back(id);
  return id;
}

void Traffic::start(double now_s, PathId path, double bits, double weight, double rate_bps,
                    double share, User user) {
  const Routing& routing = world_.scenario.routing;
  const double round_trip_s = 2 * latency_s(path);
  double cap_bps = std::min(rate_bps, routing.transfer_rate_bps);
  if (round_trip_s > 0) cap_bps = std::min(cap_bps, 8 * routing.window_bytes / round_trip_s);
  if (listener_) listener_->on_transfer({now_s, hops_of(path), bits, weight, cap_bps / share});
  const FlowNetwork::ClassId id = class_of(path, cap_bps / share);
  moved_[id] = 1;
  flows_.start(now_s, id, bits, weight, user);
}

void Traffic::collect(double now_s, std::vector<User>& done) { flows_.collect(now_s, done); }

void Traffic::take_off(double now_s, const std::vector<LinkId>& links,
                       std::vector<FlowNetwork::Left>& left) {
  for (const LinkId l : links) {
    for (const auto id : classes_on_[l]) flows_.take_all(now_s, id, left);
  }
}

void Traffic::apply_capacity(double now_s, LinkId l) {
  const LinkMeter& link = links_[l];
  double capacity_bps = link.capacity_bps;
  if (!link.holds.empty()) capacity_bps = *std::min_element(link.holds.begin(), link.holds.end());
  note_availability(now_s);
  flows_.set_capacity(now_s, l, capacity_bps);
}

void Traffic::set_capacity(double now_s, LinkId l, double capacity_bps) {
  links_[l].capacity_bps = capacity_bps;
  apply_capacity(now_s, l);
}

void Traffic::add_hold(double now_s, LinkId l, double capacity_bps) {
  links_[l].holds.push_back(capacity_bps);
  apply_capacity(now_s, l);
}

void Traffic::end_hold(double now_s, LinkId l, double capacity_bps) {
  auto& holds = links_[l].holds;
  holds.erase(std::find(holds.begin(), holds.end(), capacity_bps));
  apply_capacity(now_s, l);
}

}  // namespace suanwang
