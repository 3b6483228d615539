#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/engine/simulation.hpp"

namespace suanwang {

/// The input is at the site: the job queues there, at once or when a better hour has come.
void Simulation::input_arrived(JobId id) {
  Job& job = jobs_[id];
  const std::uint32_t dataset = fetch_dataset(job);
  if (ends_are_known()) {
    start_known_run(id);
    keep_datasets(job, dataset);
    return;
  }
  if (!shift_ || !wait_for_better_hour(id)) enter_queue(id);
  keep_datasets(job, dataset);
}

/// Leads to a scheduling pass at this instant.
void Simulation::enter_queue(JobId id) {
  Job& job = jobs_[id];
  --ledger_.moving;
  ++ledger_.queued;
  job.state = JobState::queued;
  job.queued_s = now_s_;
  PoolState& pool = pools_[job.pool];
  pool.advance(now_s_);
  pool.waiting += job.cards;
  count_stranded_cards(job.pool, id, job.cards);
  if (scenario_.event_rule == EventRule::batch) {
    join_queue(id);
    touch(job.pool);
  } else {
    one_by_one_.push_back(id);
  }
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
  if (levers_) put_own_first(queued);
  PoolState& pool = pools_[job.pool];
  if (pool.starts_alone && pool.queued == 0 && !pool.lone) {
    pool.lone = queued;
    return;
  }
  if (pool.lone) enqueue(pool, *std::exchange(pool.lone, std::nullopt));
  enqueue(pool, queued);
}

void Simulation::enqueue(PoolState& pool, const QueuedJob& job) {
  pool.quiet_passes = 0;
  if (pool.dozes) wake(pool);
  pool.queue->push(job);
  ++pool.queued;
}

// Somebody waits: from now on the queue knows what runs. One pass over the jobs, which many quiet
// starts have paid for; see schedule_pass().
void Simulation::wake(PoolState& pool) {
  pool.dozes = false;
  const auto p = static_cast<std::uint32_t>(&pool - pools_.data());
  for (JobId id = 0; id < runs_in_.size(); ++id) {
    if (runs_in_[id] == p) pool.queue->started(running(id));
  }
}

void Simulation::tell_started(PoolState& pool, JobId id) {
  const std::uint32_t p = jobs_[id].pool;
  if (runs_in_.size() <= id) runs_in_.resize(jobs_.size(), World::kNone);
  runs_in_[id] = p;
  if (!pool.dozes) pool.queue->started(running(id));
}

void Simulation::tell_ended(PoolState& pool, JobId id) {
  runs_in_[id] = World::kNone;
  if (!pool.dozes) pool.queue->ended(running(id), now_s_);
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
  // Often nobody waits for days, and to keep all ends in order would be for nothing.
  if (!pool.dozes && pool.queued == 0 && ++pool.quiet_passes > kMostQuiet + jobs_.size() / 16) {
    pool.dozes = pool.queue->forget_running();
    pool.quiet_passes = 0;
  }
  hold_services(p);
  if (pool.trouble) refresh_speed(p);
  if (pool.lone) {
    const QueuedJob job = *std::exchange(pool.lone, std::nullopt);
    if (job.cards <= pool.startable()) {
      start(pool, job);
      return;
    }
    enqueue(pool, job);
  }
  if (pool.queued == 0 && pool.starts_alone) return;
  while (const auto next = pool.queue->pop(now_s_, pool.startable())) {
    --pool.queued;
    start(pool, *next);
  }
}

void Simulation::start(PoolState& pool, const QueuedJob& next) {
  jobs_[next.job].expected_end_s = now_s_ + next.requested_s;
  start_run(next.job);
  tell_started(pool, next.job);
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
  begin_account(id);
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
  if (levers_) {
    levers_->started(job.pool, job.region, static_cast<double>(job.cards), job.weight, wait_s);
  }
  const double one_ends_s = end_s - others_s(id);
  const double slowdown =
      std::max(1.0, (one_ends_s - job.submitted_s) / std::max(one_ends_s - now_s_, 10.0));
  ClassMeter& meter = class_meters_[class_of_stream_[job.stream]];
  SiteMeter& site = site_meters_[world_.pools[job.pool].site];
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
  if (ends_are_known()) {
    end_known_run(id);
    return;
  }
  if (scenario_.event_rule != EventRule::batch) {
    one_by_one_.push_back(id);
    return;
  }
  release_cards(id);
  const PoolState& pool = pools_[jobs_[id].pool];
  const bool is_wanted = pool.queued > 0 || pool.lone || !pool.starts_alone || pool.trouble ||
                         pool.service < pool.service_target;
  if (is_wanted) touch(jobs_[id].pool);
  leave_pool(id);
}

void Simulation::release_cards(JobId id) {
  Job& job = jobs_[id];
  PoolState& pool = pools_[job.pool];
  pool.advance(now_s_);
  pool.batch -= job.cards;
  unpack(id);
  count_stranded_cards(job.pool, id, 0);
  tell_ended(pool, id);
  ask(job.pool, -job.cards, job.run_s);
}

/// The output moves home. A job cut off at its request has failed.
void Simulation::leave_pool(JobId id) {
  Job& job = jobs_[id];
  job.ended_s = now_s_;
  end_account(id);
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
  judge(id, now_s_, false);
  tell(id, kNever);
  forget(id);
}

}  // namespace suanwang
