// What the links carried, and what that came to.

#include <algorithm>

#include "sim/engine/traffic.hpp"

namespace suanwang {

void Traffic::note_availability(double now_s) {
  const double dt = now_s - available_since_s_;
  available_since_s_ = now_s;
  if (dt <= 0) return;
  for (LinkId l = 0; l < links_.size(); ++l) {
    if (!state_.is_up(l)) continue;
    links_[l].up_s += dt;
    links_[l].available_bits += flows_.capacity_bps(l) * dt;
  }
}

void Traffic::close_segment(double now_s, double segment_s, bool measured, LinkHour* hour,
                            const std::vector<double>& kg_per_kwh) {
  note_availability(now_s);
  double all_bits = 0;
  for (FlowNetwork::ClassId id = 0; id < classes_.size(); ++id) {
    if (!moved_[id]) continue;
    moved_[id] = flows_.is_under_way(id);
    PathClass& c = classes_[id];
    const double bits = flows_.carried_bits(id, now_s);
    const double moved = bits - c.seen_bits;
    c.seen_bits = bits;
    if (moved <= 0) continue;
    all_bits += moved;
    if (measured) window_bits_[c.path] += moved;
    for (const LinkId l : hops_of(c.path)) links_[l].segment_bits += moved;
  }
  if (measured) rate_peak_bps_ = std::max(rate_peak_bps_, all_bits / segment_s);
  for (LinkId l = 0; l < links_.size(); ++l) {
    LinkMeter& link = links_[l];
    const DirectedLink& directed = world_.topology.links()[l];
    LinkHour& row = hour[directed.route];
    (directed.forward ? row.forward_bits : row.backward_bits) += link.segment_bits;
    // What takes down one direction takes down the other.
    if (directed.forward) row.down_s += segment_s - link.up_s;
    if (measured) {
      link.window_bits += link.segment_bits;
      const Link& route = world_.scenario.links[directed.route];
      link.window_kg +=
          link.segment_bits / 8e9 * route.energy_kwh_per_gb * kg_per_kwh[directed.route];
      link.window_available_bits += link.available_bits;
      link.window_down_s += segment_s - link.up_s;
      if (link.available_bits > 0)
        link.peak_use = std::max(link.peak_use, link.segment_bits / link.available_bits);
    }
    link.segment_bits = link.available_bits = link.up_s = 0;
  }
}

double Traffic::carriage_cny() const {
  double sum_cny = 0;
  for (LinkId l = 0; l < links_.size(); ++l)
    sum_cny += links_[l].window_bits / 8e9 * world_.topology.links()[l].price_cny_per_gb;
  return sum_cny;
}

double Traffic::energy_kwh(LinkId l) const {
  const Link& route = world_.scenario.links[world_.topology.links()[l].route];
  return links_[l].window_bits / 8e9 * route.energy_kwh_per_gb;
}

NetworkEnergy Traffic::energy() const {
  NetworkEnergy sum;
  for (LinkId l = 0; l < links_.size(); ++l) sum += {energy_kwh(l), links_[l].window_kg};
  return sum;
}

void Traffic::fill(Results& r) const {
  const double window_s = r.to_s - r.from_s;
  double all_bits = 0;
  std::vector<double> shares(links_.size(), 0);  // of one price for any distance, by link
  for (PathId id = 0; id < window_bits_.size(); ++id) {
    const Way& way = state_.way(id);
    const double bytes = window_bits_[id] / 8;
    const double carriage = bytes / 1e9 * routes_[id].price_cny_per_gb;
    r.sites[way.site].carriage_cny += carriage;
    for (const LinkId l : hops_of(id)) shares[l] += carriage / routes_[id].hops;
    all_bits += window_bits_[id];
    (way.back ? r.sites[way.site].output_bytes : r.sites[way.site].input_bytes) += bytes;
    if (way.crosses) {
      r.cross_region_bytes += bytes;
      r.regions[way.region].sent_bytes += bytes;
    }
  }
  r.moving_bps_mean = window_s > 0 ? all_bits / window_s : 0;
  r.moving_bps_peak = rate_peak_bps_;

  for (const Link& link : world_.scenario.links) {
    LinkResult row;
    row.id = link.id;
    row.from = link.from;
    row.to = link.to;
    r.links.push_back(std::move(row));
  }
  for (LinkId l = 0; l < links_.size(); ++l) {
    const DirectedLink& link = world_.topology.links()[l];
    const LinkMeter& meter = links_[l];
    LinkResult& row = r.links[link.route];
    const double bytes = meter.window_bits / 8;
    row.capacity_bps = flows_.capacity_bps(l);
    row.down_s = std::max(row.down_s, meter.window_down_s);
    (link.forward ? row.forward_bytes : row.backward_bytes) = bytes;
    if (meter.window_available_bits > 0) {
      (link.forward ? row.forward_use : row.backward_use) =
          meter.window_bits / meter.window_available_bits;
    }
    row.peak_hour_use = std::max(row.peak_hour_use, meter.peak_use);
    const double carriage =
        world_.topology.has_flat_price() ? shares[l] : bytes / 1e9 * link.price_cny_per_gb;
    row.carriage_cny += carriage;
    r.carriage_cny += carriage;
    row.energy += {energy_kwh(l), meter.window_kg};
  }
  r.network = energy();
}

}  // namespace suanwang
