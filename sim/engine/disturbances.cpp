#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "sim/engine/simulation.hpp"
#include "sim/world/routes.hpp"

namespace suanwang {

// The links of a fibre route, or all that end at a node.
std::vector<LinkId> Simulation::links_of(const std::string& link, const std::string& node) const {
  std::vector<LinkId> found;
  const auto& nodes = world_.topology.nodes();
  const auto& links = world_.topology.links();
  for (LinkId l = 0; l < links.size(); ++l) {
    const bool is_part = node.empty() ? scenario_.links[links[l].route].id == link
                                      : nodes[links[l].from] == node || nodes[links[l].to] == node;
    if (is_part) found.push_back(l);
  }
  return found;
}

/// Lists what the scenario says will befall the network, and schedules the first of each.
void Simulation::build_disturbances() {
  down_for_good_.assign(world_.topology.links().size(), 0);
  for (const NetworkEvent& event : scenario_.events) {
    Disturbance d;
    d.is_node = event.link.empty();
    d.part = d.is_node ? &event.node : &event.link;
    d.links = links_of(event.link, event.node);
    d.capacity_bps = event.capacity_bps;
    d.lasts_s = event.capacity_bps > 0 ? event.for_s : event.down_s;
    d.every_s = event.every_s;
    events_.push(event.at_s, Phase::change, kDisturb,
                 static_cast<std::uint32_t>(disturbances_.size()));
    disturbances_.push_back(std::move(d));
  }
  const auto add_failure = [&](const FailureLaw& law, const std::string& link,
                               const std::string& node, const std::string& part) {
    Disturbance d;
    d.is_node = link.empty();
    d.part = &part;
    d.links = links_of(link, node);
    d.mtbf_s = law.mtbf_s;
    d.mttr_s = law.mttr_s;
    d.random.emplace(scenario_.seed, options_.replication, part,
                     law.kind.empty() ? "failure" : "failure of its kind");
    disturbances_.push_back(std::move(d));
    schedule_failure(static_cast<std::uint32_t>(disturbances_.size() - 1));
  };
  for (const FailureLaw& law : scenario_.failures) {
    if (law.kind.empty()) {
      add_failure(law, law.link, law.node, law.link.empty() ? law.node : law.link);
      continue;
    }
    for (const Link& link : scenario_.links) {
      if (link.kind == law.kind) add_failure(law, link.id, "", link.id);
    }
  }
}

// A random part runs for a time of mean mtbf, then is down for one of mean mttr.
void Simulation::schedule_failure(std::uint32_t disturbance) {
  Disturbance& d = disturbances_[disturbance];
  const double runs_s = -std::log1p(-d.random->uniform()) * d.mtbf_s;
  d.lasts_s = -std::log1p(-d.random->uniform()) * d.mttr_s;
  events_.push(now_s_ + runs_s, Phase::change, kDisturb, disturbance);
}

/// Leads to kHeal, unless it is for good, and to the next kDisturb of what comes again and again.
void Simulation::disturb(std::uint32_t disturbance) {
  Disturbance& d = disturbances_[disturbance];
  if (d.every_s) events_.push(now_s_ + *d.every_s, Phase::change, kDisturb, disturbance);
  if (std::isfinite(d.lasts_s)) events_.push(now_s_ + d.lasts_s, Phase::change, kHeal, disturbance);
  if (d.capacity_bps > 0) {
    for (const LinkId l : d.links) {
      if (std::isfinite(d.lasts_s)) {
        traffic_.add_hold(now_s_, l, d.capacity_bps);
      } else {
        traffic_.set_capacity(now_s_, l, d.capacity_bps);
      }
    }
    return;
  }
  d.outage = outages_.size();
  Outage outage;
  outage.part = *d.part;
  outage.kind = d.is_node ? Outage::Kind::node : Outage::Kind::link;
  outage.from_s = now_s_;
  if (!d.is_node) first_link_outage_s_ = std::min(first_link_outage_s_, now_s_);
  outage.to_s = std::numeric_limits<double>::infinity();
  outages_.push_back(std::move(outage));
  if (!scenario_.services.empty()) settle_services(now_s_);
  traffic_.note_availability(now_s_);
  std::vector<LinkId> gone;
  for (const LinkId l : d.links) {
    if (std::isinf(d.lasts_s)) down_for_good_[l] = 1;
    if (traffic_.state().take_down(l)) gone.push_back(l);
  }
  if (std::isinf(d.lasts_s)) look_ahead();
  if (gone.empty()) return;
  look_again();
  reroute(gone, outages_[d.outage]);
  if (!scenario_.services.empty()) split_services();
}

void Simulation::heal(std::uint32_t disturbance) {
  Disturbance& d = disturbances_[disturbance];
  if (d.capacity_bps > 0) {
    for (const LinkId l : d.links) traffic_.end_hold(now_s_, l, d.capacity_bps);
    return;
  }
  outages_[d.outage].to_s = now_s_;
  if (!scenario_.services.empty()) settle_services(now_s_);
  traffic_.note_availability(now_s_);
  bool changed = false;
  for (const LinkId l : d.links) changed |= traffic_.state().bring_up(l);
  if (d.random) schedule_failure(disturbance);
  if (!changed) return;
  look_again();
  // Who waited for a path looks for one, in the order of submission.
  count_stranded(-stranded_weight_);
  std::vector<JobId> waiting;
  waiting.swap(stranded_);
  std::sort(waiting.begin(), waiting.end(),
            [&](JobId a, JobId b) { return jobs_[a].serial < jobs_[b].serial; });
  for (const JobId id : waiting) take_path(id);
  if (!scenario_.services.empty()) split_services();
}

// The transfers on links that are down take other paths, with what they have moved behind them.
void Simulation::reroute(const std::vector<LinkId>& links, Outage& outage) {
  left_.clear();
  traffic_.take_off(now_s_, links, left_);
  std::sort(left_.begin(), left_.end(), [&](const auto& a, const auto& b) {
    return jobs_[a.user].serial < jobs_[b.user].serial;
  });
  for (const FlowNetwork::Left& left : left_) {
    Job& job = jobs_[left.user];
    move_transfers(-transfers_of(left.user));
    const double price = traffic_.price_cny_per_gb(job.path);
    job.carriage_cny += (job.left_bits - left.bits) / 8e9 * price;
    job.left_bits = left.bits;
    const std::size_t before = stranded_.size();
    take_path(left.user);
    if (stranded_.size() == before) outage.rerouted += job.weight;
  }
}

// The network has changed: what policies see of it follows.
void Simulation::look_again() {
  NetworkState& state = traffic_.state();
  state.refresh();
  for (std::uint32_t r = 0; r < world_.regions(); ++r) {
    for (std::size_t p = 0; p < pools_.size(); ++p) {
      const std::uint32_t site = world_.pools[p].site;
      round_trips_[r * pools_.size() + p] = state.round_trip_s(r, site);
      carriage_[r * pools_.size() + p] = state.carriage_cny_per_gb(r, site);
    }
    const double* round_trips = round_trips_.data() + r * pools_.size();
    const auto nearest = nearest_first_.begin() + static_cast<std::ptrdiff_t>(r * pools_.size());
    const auto end = nearest + static_cast<std::ptrdiff_t>(pools_.size());
    std::iota(nearest, end, 0u);
    std::stable_sort(nearest, end, [&](std::uint32_t a, std::uint32_t b) {
      return round_trips[a] < round_trips[b];
    });
  }
}

// Something is down for good: what is left once all else is up again.
void Simulation::look_ahead() {
  const RoundTrips mended = round_trips(world_, down_for_good_);
  for (std::uint32_t r = 0; r < world_.regions(); ++r) {
    for (std::size_t p = 0; p < pools_.size(); ++p) {
      mended_round_trips_[r * pools_.size() + p] =
          mended.seconds[r * world_.sites() + world_.pools[p].site];
    }
  }
}

// With only the clock left: whether a transfer waits for a link that will come up again, or a job
// for cards that will. One whose every way leads over what is down for good never ends, and the run
// must not wait for it.
bool Simulation::can_go_on() {
  for (std::uint32_t p = 0; p < pools_.size(); ++p) {
    if (will_go_on(p)) return true;
  }
  return std::any_of(stranded_.begin(), stranded_.end(), [&](JobId id) {
    const Job& job = jobs_[id];
    if (is_hopeless(job)) return false;
    NodeId from = world_.region_node[job.region];
    NodeId to = world_.site_node[world_.pools[job.pool].site];
    if (moves_back(job)) std::swap(from, to);
    return shortest_paths(world_.topology, from, down_for_good_)[to].has_value();
  });
}

}  // namespace suanwang
