#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/engine/simulation.hpp"

namespace suanwang {

// Runs are kept track of only where something may stop them.
bool Simulation::interrupts() const {
  const auto binds_somewhere = [&](const WeatherEvent& event) {
    return std::any_of(scenario_.sites.begin(), scenario_.sites.end(),
                       [&](const Site& site) { return heat_binds(event, site); });
  };
  return !scenario_.site_events.empty() || !scenario_.site_failures.empty() ||
         std::any_of(scenario_.weather.begin(), scenario_.weather.end(), binds_somewhere) ||
         !world_.growth.is_idle ||
         std::any_of(scenario_.workloads.begin(), scenario_.workloads.end(),
                     [](const Workload& w) { return w.preemptible; });
}

// Length of the run of a job that starts now, with its checkpoints and what it does not have to do
// again.
double Simulation::planned_run_s(JobId id) const {
  const Job& job = jobs_[id];
  if (!interrupts_) return job.run_s;
  const double saved_s = histories_[id].saved_s;
  return planned_s(class_of(job).workload->checkpoints, job.run_s - saved_s, saved_s > 0);
}

// What the user asks for: a request that goes by the run time has room for its checkpoints, a fixed
// one is all there is. Of a job that was interrupted, less what it saved. Until a job starts for
// the first time, `expected_end_s` holds its request.
double Simulation::requested_run_s(JobId id) {
  const Job& job = jobs_[id];
  if (!interrupts_) return job.expected_end_s;
  RunHistory& history = histories_[id];
  const double left_s = planned_run_s(id) - job.run_s;
  if (std::isnan(history.first_started_s)) {
    history.requested_s = job.expected_end_s;
    if (class_of(job).workload->requested_s) history.requested_s -= left_s;
  }
  return std::max(0.0, history.requested_s + left_s);
}

// The place of a job that joins the queue of its pool now, or comes back to the one it had.
std::uint64_t Simulation::place_in_queue(JobId id) {
  RunHistory& history = histories_[id];
  if (std::isnan(history.first_started_s)) history.place = queue_order_++;
  history.queued_s = now_s_;
  return history.place;
}

void Simulation::enter_run(JobId id) {
  const Job& job = jobs_[id];
  RunHistory& history = histories_[id];
  if (std::isnan(history.first_started_s)) history.first_started_s = job.started_s;
  auto& running = running_[job.pool];
  history.index = static_cast<std::uint32_t>(running.size());
  running.push_back(id);
  preemptible_[job.pool] += class_of(job).workload->preemptible;
  history.end_s = std::max(now_s_, end_of_run_s(id));
}

// Takes a job off the list of its pool's running ones; the last of them takes its place.
void Simulation::leave_run(JobId id) {
  auto& running = running_[jobs_[id].pool];
  const std::uint32_t index = histories_[id].index;
  running[index] = running.back();
  histories_[running[index]].index = index;
  running.pop_back();
  preemptible_[jobs_[id].pool] -= class_of(jobs_[id]).workload->preemptible;
  histories_[id].slowed = false;
}

/// A kRunEnd whose run was interrupted or slowed meanwhile means nothing; the number of a job that
/// is done is free once its last one has come.
bool Simulation::is_stale(JobId id, double event_s) {
  RunHistory& history = histories_[id];
  const bool holds = !history.forgotten && jobs_[id].state == JobState::running &&
                     !history.slowed && history.end_s == event_s;
  if (holds) return false;
  --history.stale;
  ++work_events_;  // it was taken off when the run was interrupted
  if (history.forgotten && history.stale == 0) free_jobs_.push_back(id);
  return true;
}

// Seconds of full speed since the start of the present run.
double Simulation::elapsed_s(JobId id) const {
  const Job& job = jobs_[id];
  if (!histories_[id].slowed) return now_s_ - job.started_s;
  return pools_[job.pool].trouble->clock_s - histories_[id].clock_from_s;
}

// What was in vain counts when the run stops; what was lost, as far as it lies in the window. A
// region is served the work that was of use to it, at full speed.
void Simulation::count_waste(JobId id, const RunParts& parts) {
  if (!in_window(now_s_)) return;
  const Job& job = jobs_[id];
  const auto cards = static_cast<double>(job.cards);
  const double stretched_s = now_s_ - job.started_s - elapsed_s(id);  // by a power cap
  WasteAccount waste;
  waste.lost_card_s = cards * std::min(parts.lost_s, now_s_ - warmup_s_);
  // Of checkpoints and restarts the window has the share that it has of the run.
  const double length_s = now_s_ - job.started_s;
  const double inside_s = now_s_ - std::max({job.started_s, warmup_s_, 0.0});
  const double share = length_s > 0 ? inside_s / length_s : 1;
  waste.checkpoint_card_s = cards * parts.checkpoint_s * share;
  waste.restart_card_s = cards * parts.restart_s * share;
  class_meters_[class_of_stream_[job.stream]].waste += waste;
  site_meters_[world_.pools[job.pool].site].waste += waste;
  const double in_vain =
      std::min(waste.card_s() + cards * stretched_s, cards * (now_s_ - warmup_s_));
  RegionMeter& region = region_meters_[job.region];
  region.served_card_s -= in_vain;
  if (views_[job.pool].west) region.west_card_s -= in_vain;
}

/// A run stops before it is done. The job goes back to its last checkpoint and to its place in the
/// queue, unless its class gives up.
void Simulation::interrupt(JobId id, Interruption why) {
  Job& job = jobs_[id];
  RunHistory& history = histories_[id];
  const Workload& w = *class_of(job).workload;
  PoolState& pool = pools_[job.pool];
  pool.advance(now_s_);
  if (why == Interruption::failure) ++history.failures;
  if (why == Interruption::preemption) ++history.preemptions;
  RunParts parts = interrupted_run(w.checkpoints, job.run_s - history.saved_s, elapsed_s(id),
                                   history.saved_s > 0);
  history.vain_runs = parts.saved_s > 0 ? 0 : history.vain_runs + 1;
  const bool given_up = history.vain_runs >= kMostVainRuns ||
                        (why == Interruption::failure &&
                         (w.on_failure == OnFailure::fail ||
                          (w.max_failures > 0 && history.failures >= w.max_failures)));
  if (given_up) parts.lost_s += history.saved_s + std::exchange(parts.saved_s, 0);
  end_account(id);
  count_waste(id, parts);
  if (!history.slowed) {
    ++history.stale;
    --work_events_;
  }
  leave_run(id);
  pool.batch -= job.cards;
  unpack(id);
  count_stranded_cards(job.pool, id, given_up ? 0 : job.cards);
  tell_ended(pool, id);
  touch(job.pool);
  --ledger_.running;

  stopped_ += job.weight;
  WasteAccount stop;
  (why == Interruption::failure ? stop.failures : stop.preemptions) = job.weight;
  if (in_window(now_s_)) {
    class_meters_[class_of_stream_[job.stream]].waste += stop;
    site_meters_[world_.pools[job.pool].site].waste += stop;
  }
  if (given_up) {
    ask(job.pool, -job.cards, job.run_s);
    job.ended_s = now_s_;
    fail(id);
    return;
  }
  history.saved_s += parts.saved_s;
  job.started_s = std::numeric_limits<double>::quiet_NaN();
  job.state = JobState::queued;
  ++ledger_.queued;
  pool.waiting += job.cards;
  join_queue(id);
}

// A run is over: done, or cut off at its request with all its work in vain.
void Simulation::finish_run(JobId id, bool is_done) {
  const Job& job = jobs_[id];
  RunHistory& history = histories_[id];
  const auto& checkpoints = class_of(job).workload->checkpoints;
  RunParts parts;
  if (is_done) {
    parts = finished_run(checkpoints, job.run_s - history.saved_s, history.saved_s > 0);
  } else {
    parts.lost_s = elapsed_s(id) + history.saved_s;
  }
  count_waste(id, parts);
  leave_run(id);
}

// Stops preemptible runs until at most `batch` cards are busy with jobs, if there are enough: the
// latest started ones first, which lose least.
void Simulation::preempt_until(std::uint32_t p, std::int64_t batch) {
  if (!interrupts_ || preemptible_[p] == 0 || pools_[p].batch <= batch) return;
  std::vector<JobId> chosen;
  for (const JobId id : running_[p]) {
    if (class_of(jobs_[id]).workload->preemptible) chosen.push_back(id);
  }
  std::sort(chosen.begin(), chosen.end(), [&](JobId a, JobId b) {
    const Job& x = jobs_[a];
    const Job& y = jobs_[b];
    return x.started_s != y.started_s ? x.started_s > y.started_s : x.serial > y.serial;
  });
  for (const JobId id : chosen) {
    if (pools_[p].batch <= batch) break;
    interrupt(id, Interruption::preemption);
  }
}

}  // namespace suanwang
