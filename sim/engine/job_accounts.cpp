#include <algorithm>
#include <cmath>

#include "sim/engine/simulation.hpp"

namespace suanwang {

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
  if (job.held && !(done && done_s <= deadline_s)) shift_->late += job.weight;
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
