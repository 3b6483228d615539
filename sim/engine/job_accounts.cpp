#include <algorithm>
#include <cmath>

#include "sim/engine/simulation.hpp"

namespace suanwang {

void Simulation::complete(JobId id) {
  if (ends_are_known()) {
    complete_known(id);
    return;
  }
  Job& job = jobs_[id];
  --ledger_.moving;
  ++ledger_.completed;
  job.state = JobState::completed;
  judge(id, now_s_, true);
  if (in_window(now_s_) && !job.initial) {
    ClassMeter& meter = class_meters_[class_of_stream_[job.stream]];
    meter.completed += job.weight;
    meter.response.add(now_s_ - job.submitted_s - others_s(id), job.weight);
  }
  tell(id, now_s_);
  forget(id);
}

// Each job is judged once, at its end or its deadline, whichever comes first; it counts if that is
// in the window. Jobs found running at the start have no submission to judge by.
void Simulation::judge(JobId id, double done_s, bool done) {
  const Job& job = jobs_[id];
  if (job.initial) return;
  const double deadline_s = deadline_of(id);
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
  if (ends_are_known()) return;
  const double inside_s = std::min(from_s + run_s, end_s_) - std::max(from_s, warmup_s_);
  if (inside_s > 0)
    region_meters_[job.region].demanded_card_s += static_cast<double>(job.cards) * inside_s;
}

// A run begins; end_account() follows when it is over or stopped.
void Simulation::begin_account(JobId id) {
  integrals_.started(jobs_[id].started_s);
  if (!billing_ || !billing_->by_load()) return;
  if (start_loads_.size() <= id) start_loads_.resize(jobs_.size());
  start_loads_[id] = views_[jobs_[id].pool].load();
}

void Simulation::end_account(JobId id) {
  const Job& job = jobs_[id];
  count_run(id);
  if (options_.jobs)
    told_[id] += integrals_.of(world_.pools[job.pool].site, run_kw(id),
                               std::max(0.0, job.started_s), now_s_);
  integrals_.ended(job.started_s);
}

// IT power of the present run: its cards at busy power, less what a slowed one did not draw.
double Simulation::run_kw(JobId id) const {
  const Job& job = jobs_[id];
  const Accelerator& card = *pools_[job.pool].card;
  const auto cards = static_cast<double>(job.cards);
  const double length_s = now_s_ - job.started_s;
  if (!interrupts_ || !histories_[id].slowed || length_s <= 0) return cards * card.busy_w / 1000;
  const double share = elapsed_s(id) / length_s;
  return cards * (card.idle_w + (card.busy_w - card.idle_w) * share) / 1000;
}

// What a run spent inside the window up to now: card-seconds, and what these drew.
void Simulation::count_run(JobId id) {
  const Job& job = jobs_[id];
  const double from_s = std::max({job.started_s, warmup_s_, 0.0});
  if (now_s_ <= from_s) return;
  const double card_s = static_cast<double>(job.cards) * (now_s_ - from_s);
  const std::uint32_t job_class = class_of_stream_[job.stream];
  ClassMeter& meter = class_meters_[job_class];
  RegionMeter& region = region_meters_[job.region];
  meter.card_s += card_s;
  region.served_card_s += card_s;
  if (views_[job.pool].west) {
    meter.west_card_s += card_s;
    region.west_card_s += card_s;
  }
  if (billing_) {
    const double load = billing_->by_load() ? start_loads_[id] : 0;
    billing_->bill_run(job.pool, job_class, job.region, job.tenant, card_s / 3600, load, now_s_);
  }
  if (!options_.user_accounts) return;
  const std::uint32_t site = world_.pools[job.pool].site;
  users_.add_run(site, job.stream, {job_class, job.region, job.tenant}, card_s,
                 integrals_.of(site, run_kw(id), from_s, now_s_));
}

void Simulation::tell(JobId id, double completed_s) {
  if (!options_.jobs || jobs_[id].carrier) return;
  const Job& job = jobs_[id];
  const bool placed = job.state != JobState::rejected;
  const Site* site = placed ? &scenario_.sites[world_.pools[job.pool].site] : nullptr;
  JobRecord record;
  record.job = class_of(job).own_numbers ? job.number : job.serial;
  record.weight = job.weight;
  record.workload = &class_of(job).workload->id;
  record.region = &scenario_.regions[job.region].id;
  record.tenant = &tenants_[job.tenant];
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
    EnergyAccount energy = told_[id];
    if (interrupts_) {
      const RunHistory& history = histories_[id];
      record.started_s = history.first_started_s;
      record.failures = history.failures;
      record.preemptions = history.preemptions;
    }
    if (job.state == JobState::running) {
      energy += integrals_.of(world_.pools[job.pool].site, run_kw(id), std::max(0.0, job.started_s),
                              now_s_);
    }
    record.energy_kwh = energy.kwh;
    record.carbon_kg = energy.carbon_kg;
    record.cost_cny = energy.energy_cny + job.carriage_cny;
    if (scenario_.economy)
      record.cost_cny += energy.carbon_kg * scenario_.economy->carbon_cny_per_kg;
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
