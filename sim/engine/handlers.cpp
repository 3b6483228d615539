#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/engine/simulation.hpp"

namespace suanwang {
namespace {

constexpr double kNever = std::numeric_limits<double>::quiet_NaN();

}  // namespace

// A job that nothing has happened to yet.
JobId Simulation::new_job(std::uint32_t stream, const DrawnJob& drawn) {
  JobId id;
  if (free_jobs_.empty()) {
    id = jobs_.add();
  } else {
    id = free_jobs_.back();
    free_jobs_.pop_back();
  }
  if (interrupts_) {
    if (histories_.size() <= id) histories_.resize(id + 1);
    histories_[id] = RunHistory{};
    histories_[id].first_started_s = kNever;
  }
  Job& job = jobs_[id];
  job = Job{};
  job.live = true;
  job.stream = stream;
  job.number = drawn.number;
  job.region = drawn.region;
  job.cards = drawn.cards;
  job.weight = drawn.weight;
  job.output_bytes = drawn.output_bytes;
  job.tenant = drawn.tenant;
  job.priority = drawn.priority;
  job.queued_s = job.started_s = job.ended_s = kNever;
  return id;
}

double Simulation::deadline_of(const Job& job) const {
  const Workload& w = *class_of(job).workload;
  return std::min(job.submitted_s + w.deadline_s, job.submitted_s + job.run_s + w.slack_s);
}

/// A job asks for a place: choose a pool, then ask for its input there.
///
/// Leads to kInputStart, or at once to the queue where nothing has to move; a job that no permitted
/// pool could ever run is rejected with the reason.
void Simulation::submit(std::uint32_t stream) {
  schedule_arrival(stream);
  const DrawnJob drawn = streams_[stream].draw();
  const JobId id = new_job(stream, drawn);
  Job& job = jobs_[id];
  job.submitted_s = now_s_;
  job.serial = ledger_.submitted++;
  ledger_.represented += drawn.weight;

  const auto pool = choose_pool(job, drawn);
  const JobClass& job_class = streams_[stream].job_class();
  if (pool) take_pool(job, *pool, drawn);
  if (in_window(now_s_)) {
    class_meters_[streams_[stream].class_index()].submitted += job.weight;
    region_meters_[job.region].submitted += job.weight;
  }
  count_demand(job, now_s_, pool ? job.run_s : job_class.workload->by_work ? 0 : drawn.length);
  if (!pool) {
    reject(id, drawn.site);
    return;
  }
  ++ledger_.moving;
  job.state = JobState::moving;
  ask_for_input(id, drawn.input_bytes);
}

// What a policy knows of whatever comes from a region.
JobView Simulation::view_from(std::uint32_t region) const {
  JobView view;
  view.region = region;
  view.hub = world_.region_hub[region];
  view.west = scenario_.regions[region].side == Side::west;
  view.round_trip_s = round_trips_.data() + region * pools_.size();
  view.carriage_cny_per_gb = carriage_.data() + region * pools_.size();
  return view;
}

std::optional<std::size_t> Simulation::choose_pool(const Job& job, const DrawnJob& drawn) {
  const Workload& w = *class_of(job).workload;
  JobView view = view_from(job.region);
  view.cards = static_cast<double>(job.cards);
  view.run_s = w.by_work ? 0 : drawn.length;
  view.latency_bound_s = w.latency_bound_s;
  view.deadline_s = std::min(w.deadline_s, w.slack_s);
  view.input_bytes = drawn.input_bytes;
  view.output_bytes = job.output_bytes;
  const auto& ported = class_of(job).ported;
  view.ported = ported.empty() ? nullptr : ported.data();
  if (drawn.site != World::kNone) pin(view, drawn.site);
  auto pool = policy_->place(view, views_);
  if (!pool) {
    view.beside_services = false;
    pool = policy_->place(view, views_);
  }
  if (!pool && !traffic_.state().intact()) {
    // Whoever is cut off for a while waits for a way rather than be turned down.
    view.round_trip_s = mended_round_trips_.data() + job.region * pools_.size();
    if (drawn.site != World::kNone) pin(view, drawn.site);
    pool = policy_->place(view, views_);
  }
  if (!pool && interrupts_) {
    // Nor is anybody turned down who can wait for cards that are missing for a while.
    mended_views_ = views_;
    for (std::uint32_t p = 0; p < pools_.size(); ++p)
      mended_views_[p].cards = static_cast<double>(mended_cards(p));
    pool = policy_->place(view, mended_views_);
  }
  return pool;
}

// To a job that may go to one site only, all others are as if cut off.
void Simulation::pin(JobView& view, std::uint32_t site) {
  pinned_round_trips_.assign(view.round_trip_s, view.round_trip_s + pools_.size());
  for (std::size_t p = 0; p < pools_.size(); ++p) {
    if (views_[p].site != site) pinned_round_trips_[p] = std::numeric_limits<double>::infinity();
  }
  view.round_trip_s = pinned_round_trips_.data();
}

// The job is the pool's from now on: its cards count as asked for, its run time is known, and so is
// what its user asks for.
void Simulation::take_pool(Job& job, std::size_t pool, const DrawnJob& drawn) {
  const double length = drawn.length;
  const JobClass& job_class = class_of(job);
  const Workload& w = *job_class.workload;
  job.pool = static_cast<std::uint32_t>(pool);
  job.too_far = round_trips_[job.region * pools_.size() + pool] > w.latency_bound_s;
  const double flops = world_.pools[pool].flops;
  if (w.by_work) {
    job.run_s = length / (flops * static_cast<double>(job.cards / job.weight));
  } else {
    job.run_s =
        job_class.reference_flops > 0 ? length * (job_class.reference_flops / flops) : length;
  }
  if (w.requested_stated) {
    // A request is for the same card as the run time.
    const double speed = job_class.reference_flops > 0 ? job_class.reference_flops / flops : 1;
    const double stated_s = std::isnan(drawn.requested_s) ? drawn.length : drawn.requested_s;
    job.expected_end_s = *w.requested_stated * stated_s * speed;
  } else {
    job.expected_end_s = w.requested_s.value_or(w.requested_times * job.run_s);
  }
  ask(pool, job.cards, job.run_s);
}

// Whole cards of jobs and the fractions of services are added afresh, so no rounding piles up.
void Simulation::ask(std::size_t pool, std::int64_t cards, double run_s) {
  PoolState& state = pools_[pool];
  SiteView& view = views_[pool];
  state.asked += cards;
  view.committed = static_cast<double>(state.asked) + view.service;
  view.outstanding_card_s =
      state.asked == 0 ? 0 : view.outstanding_card_s + static_cast<double>(cards) * run_s;
}

void Simulation::reject(JobId id, std::uint32_t site) {
  Job& job = jobs_[id];
  job.state = JobState::rejected;
  ++ledger_.rejected;
  ClassMeter& meter = class_meters_[class_of_stream_[job.stream]];
  if (meter.first_rejection.empty()) meter.first_rejection = why_rejected(job, site);
  if (in_window(now_s_)) meter.rejected += job.weight;
  judge(job, now_s_, false);
  tell(id, kNever);
  forget(id);
}

std::string Simulation::why_rejected(const Job& job, std::uint32_t site) const {
  const Workload& w = *class_of(job).workload;
  const double* round_trips = round_trips_.data() + job.region * pools_.size();
  const std::string& region = scenario_.regions[job.region].id;
  std::int64_t largest = 0;
  double room = 0;
  bool near = false;
  bool fits = false;
  const auto& ported = class_of(job).ported;
  const bool pinned = site != World::kNone;
  for (std::size_t p = 0; p < pools_.size(); ++p) {
    if (pinned && views_[p].site != site) continue;
    if (std::isinf(round_trips[p]) || round_trips[p] > w.latency_bound_s) continue;
    near = true;
    if (!ported.empty() && !ported[p]) continue;
    fits = true;
    largest = std::max(largest, pools_[p].usable);
    room = std::max(room, views_[p].cards - views_[p].service_floor);
  }
  if (!near && pinned) {
    return fmt::format("pinned to {}, which is out of reach of {}", scenario_.sites[site].id,
                       region);
  }
  if (!near && std::isinf(w.latency_bound_s))
    return fmt::format("no site that {} can reach and that can answer it", region);
  if (!near)
    return fmt::format("no site within {:g} ms round trip of {}", w.latency_bound_s * 1e3, region);
  if (!fits)
    return fmt::format("no cards within reach of {} that it is ported to, with the memory it needs",
                       region);
  const std::string needs =
      fmt::format("needs {} cards at once{}; ", job.cards,
                  pinned ? " and is pinned to " + scenario_.sites[site].id : std::string());
  if (job.cards > largest) {
    return needs + fmt::format("the largest pool within reach of {} has {}", region, largest);
  }
  if (static_cast<double>(job.cards) > room) {
    return needs + fmt::format(
                       "services hold too many at any hour: the largest pool within reach of {} "
                       "leaves {:.0f}",
                       region, std::floor(room));
  }
  return needs +
         fmt::format("{} permits no pool that large to {}", scenario_.placement.policy, region);
}

// What of the input is not at the site yet has to move; data sets that are there are used in place.
void Simulation::ask_for_input(JobId id, double own_bytes) {
  Job& job = jobs_[id];
  const std::uint32_t site = world_.pools[job.pool].site;
  double bytes = own_bytes;
  if (class_of(job).datasets > 0) {
    const WorkloadStream& stream = streams_[job.stream];
    SiteMeter& meter = site_meters_[site];
    for (std::uint32_t i = 0; i < job.weight; ++i) {
      const std::uint32_t dataset = stream.dataset(job.number, i);
      const bool here = stores_[site].touch(dataset);
      if (!here) bytes += dataset_bytes_[dataset];
      if (in_window(now_s_)) {
        meter.dataset_asked += 1;
        meter.dataset_hits += here;
      }
    }
  }
  start_transfer(id, bytes, false);
}

// Where no network lies in between, or nothing has to move, it is there at once.
void Simulation::start_transfer(JobId id, double bytes, bool back) {
  Job& job = jobs_[id];
  const Connection& connection = world_.connection(job.region, world_.pools[job.pool].site);
  if (connection.there.empty() || bytes <= 0) {
    back ? complete(id) : input_arrived(id);
    return;
  }
  job.left_bits = 8 * bytes;
  take_path(id);
}

// What the job's transfers weigh on a full link.
double Simulation::link_weight(const Job& job) const {
  return job.weight * streams_[job.stream].job_class().workload->transfer_weight;
}

// Bytes start to move one path latency after they were asked for. With no path left the transfer
// waits until links come up again.
void Simulation::take_path(JobId id) {
  Job& job = jobs_[id];
  const bool back = moves_back(job);
  const auto path =
      traffic_.pick(job.region, world_.pools[job.pool].site, back, link_weight(job), job.serial);
  if (!path || is_hopeless(job)) {
    count_stranded(job.weight);
    stranded_.push_back(id);
    outages_.back().stranded += job.weight;  // without an outage there is a path
    return;
  }
  job.path = *path;
  traffic_.ask(job.path, link_weight(job));
  events_.push(now_s_ + traffic_.latency_s(job.path), Phase::arrival,
               back ? kOutputStart : kInputStart, id);
  ++work_events_;
}

void Simulation::begin_moving(JobId id) {
  Job& job = jobs_[id];
  traffic_.unask(job.path, link_weight(job));
  if (!traffic_.is_up(job.path)) {
    if (!is_hopeless(job)) ++job.vain_starts;
    take_path(id);
    return;
  }
  job.vain_starts = 0;
  const Workload& w = *class_of(job).workload;
  move_transfers(job.weight);
  traffic_.start(now_s_, job.path, job.left_bits, link_weight(job),
                 std::min(w.transfer_rate_bps, scenario_.regions[job.region].transfer_rate_bps),
                 w.transfer_weight, id);
}

/// The last byte is there. Leads to the queue, or completes the job.
void Simulation::end_transfer(JobId id) {
  Job& job = jobs_[id];
  move_transfers(-static_cast<double>(job.weight));
  job.carriage_cny += job.left_bits / 8e9 * traffic_.price_cny_per_gb(job.path);
  job.left_bits = 0;
  traffic_.leads_back(job.path) ? complete(id) : input_arrived(id);
}

/// The input is at the site: the job queues there. Leads to a scheduling pass at this instant.
void Simulation::input_arrived(JobId id) {
  Job& job = jobs_[id];
  const JobClass& job_class = class_of(job);
  if (job_class.datasets > 0) {
    const WorkloadStream& stream = streams_[job.stream];
    DataStore& store = stores_[world_.pools[job.pool].site];
    for (std::uint32_t i = 0; i < job.weight; ++i) store.insert(stream.dataset(job.number, i));
  }
  --ledger_.moving;
  ++ledger_.queued;
  job.state = JobState::queued;
  job.queued_s = now_s_;
  PoolState& pool = pools_[job.pool];
  pool.advance(now_s_);
  pool.waiting += job.cards;
  count_stranded_cards(job.pool, id, job.cards);
  if (scenario_.event_rule != EventRule::batch) {
    one_by_one_.push_back(id);
    return;
  }
  join_queue(id);
  touch(job.pool);
}

void Simulation::join_queue(JobId id) {
  const Job& job = jobs_[id];
  QueuedJob queued;
  queued.job = id;
  queued.cards = job.cards;
  queued.requested_s = requested_run_s(id);
  queued.order = interrupts_ ? place_in_queue(id) : queue_order_++;
  queued.tenant = job.tenant;
  queued.priority = job.priority;
  pools_[job.pool].queue->push(queued);
}

/// What `event_rule: pyss` and `pyss2` make of an instant: first each job that joins a queue, in
/// the order of arrival, then each that ended, in the order of their starts, each with a scheduling
/// pass of its own. Cards of runs that ended as promised are free for all of them. Under `pyss` a
/// job that joins a queue with backfilling and finds too few cards for itself leads to no pass.
///
/// As the published runs of Gaussier, Glesser, Reis, Trystram, SC'15, doi:10.1145/2807591.2807646.
void Simulation::handle_one_by_one() {
  const auto ended = std::stable_partition(one_by_one_.begin(), one_by_one_.end(), [&](JobId id) {
    return jobs_[id].state == JobState::queued;
  });
  const auto as_promised = [&](JobId id) { return jobs_[id].expected_end_s <= now_s_; };
  for (auto id = ended; id != one_by_one_.end(); ++id) {
    if (as_promised(*id)) release_cards(*id);
  }
  for (auto id = one_by_one_.begin(); id != ended; ++id) {
    const std::uint32_t p = jobs_[*id].pool;
    join_queue(*id);
    const PoolState& pool = pools_[p];
    const bool fits = jobs_[*id].cards <= pool.free();
    if (fits || !pool.backfills || scenario_.event_rule == EventRule::pyss2) schedule_pass(p);
  }
  for (auto id = ended; id != one_by_one_.end(); ++id) {
    const std::uint32_t p = jobs_[*id].pool;
    if (!as_promised(*id)) release_cards(*id);
    leave_pool(*id);
    schedule_pass(p);
  }
  one_by_one_.clear();
}

void Simulation::touch(std::uint32_t pool) {
  if (pools_[pool].touched) return;
  pools_[pool].touched = true;
  touched_.push_back(pool);
}

/// Services take what they lack first; then the queue starts what it may.
void Simulation::schedule_pass(std::uint32_t p) {
  PoolState& pool = pools_[p];
  pool.touched = false;
  hold_services(p);
  if (pool.trouble) refresh_speed(p);
  while (const auto next = pool.queue->pop(now_s_, pool.startable())) {
    Job& job = jobs_[next->job];
    job.expected_end_s = now_s_ + next->requested_s;
    start_run(next->job);
    pool.queue->started(running(next->job));
  }
}

// Will a job that has started outlive its request, and does its class say that this ends it?
bool Simulation::is_killed(JobId id) const {
  const Job& job = jobs_[id];
  return class_of(job).workload->overrun == Overrun::kill &&
         job.started_s + planned_run_s(id) > job.expected_end_s;
}

double Simulation::end_of_run_s(JobId id) const {
  const Job& job = jobs_[id];
  return is_killed(id) ? job.expected_end_s : job.started_s + planned_run_s(id);
}

/// Leads to kRunEnd.
void Simulation::start_run(JobId id) {
  Job& job = jobs_[id];
  PoolState& pool = pools_[job.pool];
  pool.advance(now_s_);
  pool.waiting -= job.cards;
  pool.batch += job.cards;
  pack(id);
  count_stranded_cards(job.pool, id, -job.cards);
  --ledger_.queued;
  ++ledger_.running;
  job.state = JobState::running;
  job.started_s = now_s_;
  const double end_s = end_of_run_s(id);
  events_.push(end_s, Phase::completion, kRunEnd, id);
  ++work_events_;

  bool is_first = true;
  if (interrupts_) {
    is_first = std::isnan(histories_[id].first_started_s);
    enter_run(id);
  }
  if (!is_first || !in_window(now_s_)) return;
  const double wait_s = now_s_ - job.queued_s;
  const double slowdown = std::max(1.0, (end_s - job.submitted_s) / std::max(end_s - now_s_, 10.0));
  ClassMeter& meter = class_meters_[class_of_stream_[job.stream]];
  SiteMeter& site = site_meters_[world_.pools[job.pool].site];
  wait_.add(wait_s, job.weight);
  meter.wait.add(wait_s, job.weight);
  site.wait.add(wait_s, job.weight);
  region_meters_[job.region].wait.add(wait_s, job.weight);
  site.jobs_started += job.weight;
  slowdown_sum_ += slowdown * job.weight;
  slowdown_weight_ += job.weight;
  meter.slowdown_sum += slowdown * job.weight;
  meter.slowdown_weight += job.weight;
}

// A job that has started, as its queue knows it.
RunningJob Simulation::running(JobId id) const {
  const Job& job = jobs_[id];
  RunningJob running;
  running.job = id;
  running.cards = job.cards;
  running.tenant = job.tenant;
  running.started_s = job.started_s;
  running.expected_end_s = job.expected_end_s;
  return running;
}

/// Leads to a scheduling pass at this instant.
void Simulation::end_run(JobId id) {
  if (scenario_.event_rule != EventRule::batch) {
    one_by_one_.push_back(id);
    return;
  }
  release_cards(id);
  touch(jobs_[id].pool);
  leave_pool(id);
}

void Simulation::release_cards(JobId id) {
  Job& job = jobs_[id];
  PoolState& pool = pools_[job.pool];
  pool.advance(now_s_);
  pool.batch -= job.cards;
  unpack(id);
  count_stranded_cards(job.pool, id, 0);
  pool.queue->ended(running(id), now_s_);
  ask(job.pool, -job.cards, job.run_s);
}

/// The output moves home. A job cut off at its request has failed.
void Simulation::leave_pool(JobId id) {
  Job& job = jobs_[id];
  job.ended_s = now_s_;
  count_run(job, now_s_);
  --ledger_.running;
  const bool is_done = !is_killed(id);
  if (interrupts_) finish_run(id, is_done);
  if (!is_done) {
    fail(id);
    return;
  }
  ++ledger_.moving;
  job.state = JobState::moving;
  start_transfer(id, job.output_bytes, true);
}

/// The job is given up. What it drew and cost still counts.
void Simulation::fail(JobId id) {
  Job& job = jobs_[id];
  ++ledger_.failed;
  job.state = JobState::failed;
  judge(job, now_s_, false);
  tell(id, kNever);
  forget(id);
}

void Simulation::complete(JobId id) {
  Job& job = jobs_[id];
  --ledger_.moving;
  ++ledger_.completed;
  job.state = JobState::completed;
  judge(job, now_s_, true);
  if (in_window(now_s_) && !job.initial) {
    ClassMeter& meter = class_meters_[class_of_stream_[job.stream]];
    meter.completed += job.weight;
    response_.add(now_s_ - job.submitted_s, job.weight);
    meter.response.add(now_s_ - job.submitted_s, job.weight);
  }
  tell(id, now_s_);
  forget(id);
}

// Each job is judged once, at its end or its deadline, whichever comes first; it counts if that is
// in the window. Jobs found running at the start have no submission to judge by.
void Simulation::judge(const Job& job, double done_s, bool done) {
  if (job.initial) return;
  const double deadline_s = deadline_of(job);
  const bool attained = done && done_s <= deadline_s && !job.too_far;
  if (!in_window(std::min(done_s, deadline_s))) return;
  ClassMeter& meter = class_meters_[class_of_stream_[job.stream]];
  meter.slo_jobs += job.weight;
  if (attained) meter.slo_attained += job.weight;
}

// Card-seconds that a run of `run_s` from `from_s` on would take inside the window: what the region
// asks for, whether and whenever it is served. So a long job counts by the part that falls into the
// window.
void Simulation::count_demand(const Job& job, double from_s, double run_s) {
  const double inside_s = std::min(from_s + run_s, end_s_) - std::max(from_s, warmup_s_);
  if (inside_s > 0)
    region_meters_[job.region].demanded_card_s += static_cast<double>(job.cards) * inside_s;
}

// Card-seconds that a run spent inside the window.
void Simulation::count_run(const Job& job, double until_s) {
  const double from_s = std::max(job.started_s, warmup_s_);
  if (until_s <= from_s) return;
  const double card_s = static_cast<double>(job.cards) * (until_s - from_s);
  ClassMeter& meter = class_meters_[class_of_stream_[job.stream]];
  RegionMeter& region = region_meters_[job.region];
  meter.card_s += card_s;
  region.served_card_s += card_s;
  if (views_[job.pool].west) {
    meter.west_card_s += card_s;
    region.west_card_s += card_s;
  }
}

void Simulation::tell(JobId id, double completed_s) {
  if (!options_.jobs) return;
  const Job& job = jobs_[id];
  const bool placed = job.state != JobState::rejected;
  const Site* site = placed ? &scenario_.sites[world_.pools[job.pool].site] : nullptr;
  JobRecord record;
  record.job = class_of(job).own_numbers ? job.number : job.serial;
  record.weight = job.weight;
  record.workload = &class_of(job).workload->id;
  record.region = &scenario_.regions[job.region].id;
  record.site = site ? &site->id : nullptr;
  record.pool = site ? &site->pools[world_.pools[job.pool].pool].id : nullptr;
  record.accelerators = job.cards;
  record.submitted_s = job.submitted_s;
  record.input_started_s = placed ? job.submitted_s : kNever;  // at once
  record.queued_s = job.queued_s;
  record.started_s = job.started_s;
  record.ended_s = job.ended_s;
  record.completed_s = completed_s;
  record.state = job.state;
  if (placed) {
    EnergyAccount energy;
    if (interrupts_) {
      const RunHistory& history = histories_[id];
      energy = history.energy;
      record.started_s = history.first_started_s;
      record.failures = history.failures;
      record.preemptions = history.preemptions;
    }
    if (job.state == JobState::running || (!interrupts_ && !std::isnan(job.started_s)))
      energy += run_energy(id, std::isnan(job.ended_s) ? now_s_ : job.ended_s);
    record.energy_kwh = energy.kwh;
    record.carbon_kg = energy.carbon_kg;
    record.cost_cny = energy.energy_cny + job.carriage_cny;
  }
  options_.jobs->on_job(record);
}

void Simulation::forget(JobId id) {
  jobs_[id].live = false;
  if (interrupts_ && histories_[id].stale > 0) {
    histories_[id].forgotten = true;
    return;
  }
  free_jobs_.push_back(id);
}

}  // namespace suanwang
