#include "sim/engine/shifting.hpp"

#include <algorithm>
#include <cmath>

#include "sim/engine/simulation.hpp"

namespace suanwang {
namespace {

// Of the cards, what may be spoken for: who cannot wait must find some in the best hours, too.
constexpr double kPlanned = 0.9;

}  // namespace

ShiftBook::ShiftBook(const Scenario& scenario, std::size_t pools)
    : shift(*scenario.placement.shift), may_wait(scenario.workloads.size(), shift.classes.empty()) {
  for (std::size_t c = 0; c < may_wait.size(); ++c) {
    const auto& named = shift.classes;
    if (std::find(named.begin(), named.end(), scenario.workloads[c].id) != named.end())
      may_wait[c] = true;
  }
  // A week beyond the longest wait; of longer runs only that part is planned.
  const auto hours = static_cast<std::size_t>(std::ceil(shift.at_most_s / 3600)) + 168;
  plans.assign(pools, HourPlan(hours));
}

/// The input of a job is at the site: should it wait for a better hour there? If so, leads to
/// kRelease; until then it counts as moving.
///
/// The energy of its run is taken at the price (carbon) and PUE of each hour. The job waits for the
/// start that makes it least, so far as the cards that earlier jobs of the pool spoke for leave
/// room, and never longer than its deadline allows: its requested time and the way of its output
/// through an empty network come after it.
bool Simulation::wait_for_better_hour(JobId id) {
  ShiftBook& book = *shift_;
  Job& job = jobs_[id];
  const double requested_s = requested_run_s(id);
  const std::uint32_t site = world_.pools[job.pool].site;
  const double latest_s =
      std::min(now_s_ + book.shift.at_most_s, deadline_of(id) - book.shift.margin_s -
                                                  requested_s - output_time_s(job));
  double start_s = now_s_;
  if (book.may_wait[class_of_stream_[job.stream]] && latest_s > now_s_ && requested_s > 0) {
    const WorthProfile worth(now_s_, latest_s + requested_s,
                             [&](std::int64_t hour) { return hour_worth(site, hour); });
    PoolState& pool = pools_[job.pool];
    const auto limit = kPlanned * static_cast<double>(pool.usable - pool.service_target);
    const auto cards = static_cast<double>(job.cards);
    const bool free_now = pool.waiting == 0 && pool.startable() >= job.cards;
    start_s = best_start(worth, now_s_, latest_s, requested_s, [&](double from_s) {
      return (free_now && from_s == now_s_) ||
             book.plans[job.pool].has_room(now_s_, from_s, from_s + requested_s, cards, limit);
    });
    if (in_window(now_s_)) {
      book.considered += job.weight;
      if (start_s > now_s_) {
        const double kwh = cards * views_[job.pool].busy_kw * requested_s / kHour_s;
        book.held += job.weight;
        book.wait_sum_s += (start_s - now_s_) * job.weight;
        book.longest_s = std::max(book.longest_s, start_s - now_s_);
        book.saved += kwh * (worth.mean(now_s_, requested_s) - worth.mean(start_s, requested_s));
      }
    }
  }
  plan_run(id, start_s, requested_s);
  if (start_s <= now_s_) return false;
  job.held = true;
  ++book.waiting;
  events_.push(start_s, Phase::arrival, kRelease, id);
  ++work_events_;
  return true;
}

// The cards of a run are spoken for in its pool.
void Simulation::plan_run(JobId id, double start_s, double run_s) {
  const Job& job = jobs_[id];
  shift_->plans[job.pool].add(now_s_, start_s, start_s + run_s, static_cast<double>(job.cards));
}

/// The better hour has come. Leads to the queue.
void Simulation::release(JobId id) {
  --shift_->waiting;
  enter_queue(id);
}

/// What a kWh of IT energy costs [CNY], or emits by contract [kg], at a site in an hour of the run.
double Simulation::hour_worth(std::uint32_t site, std::int64_t hour) const {
  const HourRates rates = series_.at(site, hour);
  return rates.pue * (shift_->shift.to == Shift::To::price ? rates.price_cny : rates.market_kg);
}

/// Time in which the output of a job gets home on the shortest path, where nobody else is on it.
double Simulation::output_time_s(const Job& job) const {
  const Connection& way = world_.connection(job.region, world_.pools[job.pool].site);
  if (way.back.empty() || job.output_bytes <= 0) return 0;
  const Path& path = way.back.front();
  const Workload& w = *class_of(job).workload;
  const double there_and_back_s = 2 * path.latency_s;
  double each_bps = std::min(w.transfer_rate_bps, scenario_.regions[job.region].transfer_rate_bps);
  each_bps = std::min(each_bps, scenario_.routing.transfer_rate_bps);
  if (there_and_back_s > 0)
    each_bps = std::min(each_bps, 8 * scenario_.routing.window_bytes / there_and_back_s);
  double rate_bps = each_bps * job.weight;
  for (const LinkId link : path.links)
    rate_bps = std::min(rate_bps, world_.topology.links()[link].capacity_bps);
  return path.latency_s + 8 * job.output_bytes / rate_bps;
}

void Simulation::fill_shift(Results& r) const {
  if (!shift_) return;
  const ShiftBook& book = *shift_;
  ShiftResult result;
  result.to = book.shift.to;
  result.considered = book.considered;
  result.held = book.held;
  result.late = book.late;
  result.wait_mean_s = book.held > 0 ? book.wait_sum_s / book.held : 0;
  result.wait_longest_s = book.longest_s;
  result.saved = book.saved;
  result.held_at_end = book.waiting;
  r.shift = result;
}

}  // namespace suanwang
