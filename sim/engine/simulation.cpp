#include "sim/engine/simulation.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>

namespace suanwang {
namespace {

/// A policy of the caller's own, whose choices are not taken on trust.
class GuestPolicy final : public PlacementPolicy {
 public:
  explicit GuestPolicy(PlacementPolicy& policy) : policy_(policy) {}

  std::optional<std::size_t> place(const JobView& job, std::span<const SiteView> pools) override {
    const auto pool = policy_.place(job, pools);
    if (pool && (*pool >= pools.size() || !job.allowed(pools[*pool], *pool))) {
      throw std::logic_error("the placement policy chose pool " + std::to_string(*pool) + " of " +
                             std::to_string(pools.size()) + ", which is not allowed for the job");
    }
    return pool;
  }

 private:
  PlacementPolicy& policy_;
};

}  // namespace

Simulation::Simulation(const World& world, const RunOptions& options)
    : world_(world),
      scenario_(world.scenario),
      options_(options),
      series_(world.scenario),
      integrals_(series_, world.sites()),
      link_carbon_(world, series_),
      users_(world.sites(), world.scenario.workloads.size(), world.scenario.services.size(),
             world.regions()),
      warmup_s_(world.scenario.warmup_s),
      end_s_(world.scenario.duration_s.value_or(std::numeric_limits<double>::infinity())),
      traffic_(world, options.transfers),
      interrupts_(interrupts()),
      pieces_(options.preview_jobs > 0 ? 2 : 8),
      control_s_(options.preview_jobs > 0 ? kHour_s : 900) {
  PlacementSettings settings = scenario_.placement.settings;
  settings.seed = scenario_.seed;
  settings.replication = options.replication;
  if (options.policy) {
    policy_ = std::make_unique<GuestPolicy>(*options.policy);
  } else {
    policy_ = make_policy(scenario_.placement.policy, settings);
  }

  for (const PoolInfo& info : world_.pools) {
    PoolState pool;
    const Site& site = scenario_.sites[info.site];
    pool.queue = make_discipline(site.queue, site.queue_settings);
    pool.backfills = backfills(site.queue);
    pool.starts_alone = starts_alone(site.queue);
    pool.dozes = pool.queue->forget_running();
    pool.usable = info.usable;
    const Pool& cards = site.pools[info.pool];
    pool.powered = cards.powered;
    if (cards.sleep) pool.reserve = cards.sleep->reserve(cards.powered);
    pool.card = &cards.accelerator;
    if (cards.packing) {
      pool.nodes = std::make_unique<NodePacker>(cards.count, cards.node_cards, *cards.packing);
    }
    pools_.push_back(std::move(pool));

    SiteView view;
    view.site = info.site;
    view.region = world_.site_region[info.site];
    view.hub = world_.site_hub[info.site];
    view.west = scenario_.sites[info.site].side == Side::west;
    view.cards = static_cast<double>(info.usable);
    view.busy_kw = scenario_.sites[info.site].pools[info.pool].accelerator.busy_w / 1000;
    views_.push_back(view);
  }
  round_trips_.resize(world_.regions() * pools_.size());
  carriage_.resize(round_trips_.size());
  nearest_first_.resize(round_trips_.size());
  look_again();
  mended_round_trips_ = round_trips_;
  service_need_.assign(pools_.size(), 0);
  service_held_.assign(pools_.size(), 0);
  service_pools_.resize(scenario_.services.size() * pools_.size());
  service_held_card_s_.assign(pools_.size(), 0);
  class_meters_.resize(scenario_.workloads.size());
  region_meters_.resize(world_.regions());
  site_meters_.resize(world_.sites());
  service_meters_.resize(scenario_.services.size());
  build_feeds();
  build_disturbances();
  build_site_disturbances();
  build_workloads();
  build_restricted();
  if (scenario_.economy) billing_ = std::make_unique<Billing>(world_, tenants_.size());
  if (!scenario_.levers.approvals.empty()) approvals_ = std::make_unique<ApprovalBook>(world_);
  if (!scenario_.levers.empty())
    levers_ = std::make_unique<LeverBook>(world_, growth(), classes_, options_.replication);
  if (scenario_.placement.shift) shift_ = std::make_unique<ShiftBook>(scenario_, pools_.size());
  for (std::uint32_t i = 0; i < scenario_.services.size(); ++i) {
    double sum = 0;
    for (const auto& [id, weight] : scenario_.services[i].from) sum += weight;
    for (const auto& [id, weight] : scenario_.services[i].from) {
      const std::uint32_t region = world_.region(id);
      service_demands_.push_back(
          {i, region, weight / sum,
           demand_path(scenario_, scenario_.services[i].id, &scenario_.regions[region])});
    }
  }
  // Who can go to few places chooses first; so what a service is called does not decide.
  std::stable_sort(service_demands_.begin(), service_demands_.end(),
                   [&](const ServiceDemand& a, const ServiceDemand& b) {
                     return scenario_.services[a.service].latency_bound_s <
                            scenario_.services[b.service].latency_bound_s;
                   });
  build_growth();
}

void Simulation::build_workloads() {
  std::uint32_t datasets = 0;
  classes_.reserve(scenario_.workloads.size());
  const bool is_preview = options_.preview_jobs > 0;
  const std::vector<double> thinned_per_s = preview_rates(scenario_, options_.preview_jobs);
  for (std::size_t c = 0; c < scenario_.workloads.size(); ++c) {
    const Workload& w = scenario_.workloads[c];
    classes_.emplace_back(world_, w, datasets, tenants_, !is_preview, thinned_per_s[c] > 0);
    datasets += classes_.back().datasets;
    // A data set has its size for good: the shared part of one draw of the class's input size.
    RandomStream random(scenario_.seed, options_.replication, w.id, "dataset-size");
    for (std::uint32_t k = 0; k < classes_.back().datasets; ++k) {
      dataset_bytes_.push_back(classes_.back().input(random) * w.input.reuse_share);
    }
  }
  double all_bytes = 0;
  for (const double bytes : dataset_bytes_) all_bytes += bytes;
  for (const Site& site : scenario_.sites) {
    const bool holds_all =
        scenario_.initial == Initial::steady && all_bytes * (1 + 1e-9) <= site.storage_bytes;
    stores_.emplace_back(site.storage_bytes, dataset_bytes_, holds_all);
  }
  const auto hold_all = std::count_if(stores_.begin(), stores_.end(),
                                      [](const DataStore& store) { return store.holds_all(); });
  most_look_up_ = 2 * static_cast<std::size_t>(hold_all) < stores_.size();

  for (std::uint32_t c = 0; c < classes_.size(); ++c) {
    const Workload& w = scenario_.workloads[c];
    if (!std::holds_alternative<PoissonArrivals>(w.arrivals)) {
      streams_.emplace_back(world_, classes_[c], c, World::kNone, 1.0, scenario_.seed,
                            options_.replication, tenants_);
      continue;
    }
    double sum = 0;
    for (const auto& [id, weight] : w.from) sum += weight;
    const std::vector<double> shares = preview_shares(w);
    for (std::size_t i = 0; i < w.from.size(); ++i) {
      const auto& [id, weight] = w.from[i];
      streams_.emplace_back(world_, classes_[c], c, world_.region(id), weight / sum, scenario_.seed,
                            options_.replication, tenants_, thinned_per_s[c] * shares[i]);
    }
  }
  for (const WorkloadStream& stream : streams_) {
    class_of_stream_.push_back(stream.class_index());
    users_.add_stream({stream.class_index(), stream.region(), stream.job_class().tenants.front()});
  }
}

void Simulation::schedule_arrival(std::uint32_t stream) {
  const auto at_s = streams_[stream].next_arrival(now_s_);
  if (!at_s || *at_s >= end_s_) return;
  events_.push(*at_s, Phase::arrival, kArrival, stream);
  ++work_events_;
}

void Simulation::fetch_job(JobId id) const {
  jobs_.fetch(id);
  if (id < runs_in_.size()) fetch(&runs_in_[id]);
}

// What an event that is still some way off will need comes from memory meanwhile.
void Simulation::fetch_soon() {
  constexpr std::size_t kFar = 12, kNear = 4;
  // The events of a second are known once it has begun, the first ones at short notice.
  const bool is_new_second = events_.second() != fetched_second_;
  fetched_second_ = events_.second();
  for (std::size_t n = is_new_second ? 0 : kFar; n <= kFar; ++n) {
    const Event* event = events_.soon(n);
    if (!event) break;
    if (event->kind == kArrival) {
      streams_[event->subject].fetch();
    } else if (event->kind <= kOutputStart) {
      fetch_job(event->subject);
    }
  }
  const Event* event = events_.soon(kNear);
  if (event && event->kind == kRunEnd) {
    const Job& job = jobs_[event->subject];
    const std::uint32_t site = world_.pools[job.pool].site;
    traffic_.fetch_ways(job.region, site, true);
    if (options_.user_accounts) users_.fetch_run(site, job.stream);
  }
}

void Simulation::dispatch(const Event& event) {
  ++event_count_;
  if (event.kind < kDisturb) --work_events_;
  switch (event.kind) {
    case kArrival:
      submit(event.subject);
      break;
    case kInputStart:
      begin_moving(event.subject);
      break;
    case kRunEnd:
      if (!interrupts_ || !is_stale(event.subject, event.time_s)) end_run(event.subject);
      break;
    case kOutputStart:
      begin_moving(event.subject);
      break;
    case kRelease:
      release(event.subject);
      break;
    case kDisturb:
      disturb(event.subject);
      break;
    case kHeal:
      heal(event.subject);
      break;
    case kSiteDisturb:
      site_disturb(event.subject);
      break;
    case kSiteHeal:
      site_heal(event.subject);
      break;
    case kNodeChange:
      node_change(event.subject);
      break;
    case kGrowth:
      grow(event.subject);
      break;
    case kSlowedEnd:
      slowed_end(event.subject);
      break;
    case kServices:
      split_services();
      events_.push(now_s_ + control_s_, Phase::change, kServices, 0);
      break;
    case kReport:
      report_registry();
      break;
    case kMeter:
      close_segment();
      if (!leaving_.empty()) look_at_leaving();
      if (now_s_ == std::floor(now_s_ / kHour_s) * kHour_s) {
        events_.push(now_s_ + kHour_s, Phase::change, kMeter, 0);
      }
      break;
  }
}

// The order within an instant: transfers that are done, then events by phase, then one scheduling
// pass for each pool touched. Under another event rule than `batch`, jobs that join a queue or end
// a run have their turns, each with its own pass, before that.
Results Simulation::run() {
  const auto started = std::chrono::steady_clock::now();
  start_meters();
  fill_storage();
  if (!scenario_.services.empty()) {
    split_services();
    events_.push(control_s_, Phase::change, kServices, 0);
  }
  if (levers_ && levers_->reports()) report_registry();
  if (scenario_.initial == Initial::steady) fill_initial();
  for (std::uint32_t s = 0; s < streams_.size(); ++s) schedule_arrival(s);

  for (;;) {
    const double event_s = events_.top().time_s;  // the meter always has one more event
    const bool open = !touched_.empty() || !one_by_one_.empty();
    if (event_s > now_s_ || open) {
      const double flow_s = traffic_.next_end_s(now_s_);
      const double next_s = std::min(event_s, flow_s);
      if (!std::isinf(flow_s)) fetch_job(traffic_.next_user());
      if (open && next_s > now_s_) {
        if (!one_by_one_.empty()) handle_one_by_one();
        for (std::size_t i = 0; i < touched_.size(); ++i) schedule_pass(touched_[i]);
        touched_.clear();
        continue;
      }
      if (next_s >= end_s_) break;
      // Only the clock is left: either all is done, or what is left can never go on.
      if (work_events_ == 0 && !open && std::isinf(flow_s) && !scenario_.duration_s &&
          !can_go_on()) {
        break;
      }
      if (flow_s <= event_s) {
        now_s_ = flow_s;
        done_.clear();
        traffic_.collect(now_s_, done_);
        for (const JobId id : done_) jobs_.fetch(id);
        for (const JobId id : done_) {
          ++event_count_;
          end_transfer(id);
        }
        continue;
      }
    }
    const Event event = events_.pop();
    now_s_ = event.time_s;
    fetch_soon();
    dispatch(event);
    if (options_.stop && (event_count_ & 0xff) == 0 &&
        options_.stop->load(std::memory_order_relaxed)) {
      throw Stopped();
    }
    if (options_.progress && (event_count_ & 0xffff) == 0) {
      options_.progress->on_progress(now_s_, end_s_, ledger_.submitted);
    }
  }
  if (!scenario_.duration_s) end_s_ = now_s_;
  now_s_ = end_s_;

  Results results = finish();
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - started;
  results.performance.wall_s = wall.count();
  results.performance.events = event_count_;
  results.performance.jobs_per_s =
      wall.count() > 0 ? static_cast<double>(ledger_.submitted) / wall.count() : 0;
  return results;
}

Results simulate(const Scenario& scenario, const RunOptions& options) {
  const World world(scenario);
  return Simulation(world, options).run();
}

}  // namespace suanwang
