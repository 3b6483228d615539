#include "sim/engine/simulation.hpp"

namespace suanwang {

// What policies see for jobs of a region: pools as they are, or as a registry tells.
std::span<const SiteView> Simulation::views_for(std::uint32_t region) {
  return levers_ ? levers_->seen(region, views_) : std::span<const SiteView>(views_);
}

/// A quota that lies below its share takes the job, if the policy finds it a place there.
std::size_t Simulation::steer(JobView view, std::size_t pool, double weight) {
  const std::uint8_t* const allowed = view.ported;
  const auto views = views_for(view.region);
  for (std::size_t q = 0; q < levers_->quotas(); ++q) {
    const std::uint8_t* const there = levers_->short_of(q, view.cards * view.run_s);
    if (!there || there[pool]) continue;
    steered_.assign(there, there + pools_.size());
    for (std::size_t p = 0; allowed && p < pools_.size(); ++p) steered_[p] &= allowed[p];
    view.ported = steered_.data();
    const auto instead = policy_->place(view, views);
    if (!instead) continue;
    pool = *instead;
    if (in_window(now_s_)) levers_->steered(q, weight);
  }
  return pool;
}

// A job has its place: the levers count it.
void Simulation::note_placed(const Job& job) {
  LeverBook::Placed placed;
  placed.kind = class_of_stream_[job.stream];
  placed.region = job.region;
  placed.pool = job.pool;
  placed.cards = static_cast<double>(job.cards);
  placed.run_s = job.run_s;
  placed.weight = job.weight;
  placed.round_trip_s = round_trips_[job.region * pools_.size() + job.pool];
  placed.measured = in_window(now_s_);
  levers_->placed(placed);
  if (placed.measured && levers_->reports() && !levers_->is_own(job.pool, job.region)) {
    // take_pool() has counted its cards already.
    SiteView before = views_[job.pool];
    before.committed -= placed.cards;
    levers_->chose(job.pool, before, placed.cards, job.weight);
  }
}

// Clockwork: every interval.
void Simulation::report_registry() {
  levers_->report(views_);
  events_.push(now_s_ + levers_->interval_s(), Phase::change, kReport, 0);
}

// Where the jobs of the pool's own region come first, others stand behind all of them, by the place
// in the queue and by priority, whichever its discipline heeds.
void Simulation::put_own_first(QueuedJob& queued) const {
  constexpr std::uint64_t kBehind = std::uint64_t{1} << 62;
  constexpr std::int32_t kAhead = 1 << 17;  // more than any two priorities differ
  const Job& job = jobs_[queued.job];
  if (!levers_->puts_own_first(job.pool)) return;
  if (levers_->is_own(job.pool, job.region)) {
    queued.priority += kAhead;
  } else {
    queued.order += kBehind;
  }
}

}  // namespace suanwang
