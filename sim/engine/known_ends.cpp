#include <cmath>

#include "sim/engine/simulation.hpp"

// A job's way where the end of its run is known beforehand, see RunOptions::known_ends_s: what is
// left of it without sites, queues and accounts.

namespace suanwang {

/// Leads to kRunEnd, unless it lies beyond the horizon.
void Simulation::start_known_run(JobId id) {
  Job& job = jobs_[id];
  --ledger_.moving;
  ++ledger_.running;
  job.state = JobState::running;
  const double end_s = (*options_.known_ends_s)[job.serial];
  if (std::isnan(end_s)) return;
  events_.push(end_s, Phase::completion, kRunEnd, id);
  ++work_events_;
}

/// The output moves home.
void Simulation::end_known_run(JobId id) {
  Job& job = jobs_[id];
  ask(job.pool, -job.cards, job.run_s);
  job.ended_s = now_s_;
  --ledger_.running;
  ++ledger_.moving;
  job.state = JobState::moving;
  start_transfer(id, job.output_bytes, true);
}

void Simulation::complete_known(JobId id) {
  --ledger_.moving;
  ++ledger_.completed;
  jobs_[id].state = JobState::completed;
  forget(id);
}

}  // namespace suanwang
