#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sim/engine/simulation.hpp"

namespace suanwang {
namespace {

TimeStatistics statistics(const Quantiles& q) {
  return {q.weight(), q.mean(), q.quantile(0.50), q.quantile(0.95), q.quantile(0.99)};
}

// Jain's fairness index and the Gini coefficient of the shares served.
// Source: Jain, Chiu, Hawe, DEC-TR-301, 1984; Gini 1912 by the sorted-sum formula.
void fairness(std::vector<double> x, double& jain, double& gini) {
  double sum = 0;
  double squares = 0;
  for (const double v : x) {
    sum += v;
    squares += v * v;
  }
  if (sum <= 0) {
    jain = x.empty() ? 0 : 1;
    gini = 0;
    return;
  }
  const auto n = static_cast<double>(x.size());
  jain = sum * sum / (n * squares);
  std::sort(x.begin(), x.end());
  double ranked = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    ranked += (2.0 * static_cast<double>(i + 1) - n - 1) * x[i];
  gini = ranked / (n * sum);
}

}  // namespace

Results Simulation::finish() {
  close_segment();
  close_months();
  move_transfers(0);
  const auto hour = static_cast<std::int64_t>(now_s_ / kHour_s);
  if (now_s_ > static_cast<double>(hour) * kHour_s) end_hour(hour);
  if (now_s_ > year_since_s_) end_year();
  Results r;
  r.scenario = scenario_.name;
  r.title = scenario_.title;
  r.policy = scenario_.placement.policy;
  r.seed = scenario_.seed;
  r.replication = options_.replication;
  r.start = scenario_.start;
  r.scale = scenario_.scale;
  r.from_s = warmup_s_;
  r.to_s = end_s_;
  r.hubs = scenario_.hubs;

  for (std::size_t s = 0; s < world_.sites(); ++s) {
    const Site& site = scenario_.sites[s];
    const SiteMeter& meter = site_meters_[s];
    SiteResult row;
    row.id = site.id;
    row.name = site.name;
    row.hub = site.hub;
    row.cluster = site.cluster;
    row.region = site.region;
    row.side = site.side;
    row.card = meter.card;
    row.energy = meter.energy;
    if (site.power.sources.far) row.far_share = site.power.sources.far->line.share;
    if (const SiteFeed* feed = feeds_[s].get()) {
      const SupplyAccount& window = feed->window;
      if (window.line_kwh > 0) row.far_share = window.line_kwh / window.grid_kwh;
      row.supply = {feed->window, feed->supply.stored_j() / 3.6e6, feed->months};
    }
    row.wait_s = statistics(meter.wait);
    row.waiting_card_s = meter.waiting_card_s;
    row.jobs_started = meter.jobs_started;
    row.waste = meter.waste;
    row.node_failures = meter.node_failures;
    r.waste += row.waste;
    row.dataset_hit_share = meter.dataset_asked > 0 ? meter.dataset_hits / meter.dataset_asked : 0;
    r.card += row.card;
    r.energy += row.energy;
    r.sites.push_back(std::move(row));
  }
  for (std::uint32_t p = 0; p < pools_.size(); ++p) {
    r.sites[world_.pools[p].site].cards += growth().cards.cards_before(p, end_s_);
  }
  count_in_flight(r);
  r.ledger = ledger_;

  double west_card_s = 0;
  double all_card_s = 0;
  double slo_jobs = 0;
  double slo_attained = 0;
  for (std::size_t c = 0; c < classes_.size(); ++c) {
    const ClassMeter& meter = class_meters_[c];
    ClassResult row;
    row.id = scenario_.workloads[c].id;
    row.name = scenario_.workloads[c].name;
    row.submitted = meter.submitted;
    row.rejected = meter.rejected;
    row.completed = meter.completed;
    row.card_s = meter.card_s;
    row.west_card_s = meter.west_card_s;
    row.wait_s = statistics(meter.wait);
    row.response_s = statistics(meter.response);
    row.bounded_slowdown_mean =
        meter.slowdown_weight > 0 ? meter.slowdown_sum / meter.slowdown_weight : 0;
    row.slo_jobs = meter.slo_jobs;
    row.slo_attained = meter.slo_attained;
    row.waste = meter.waste;
    row.first_rejection = meter.first_rejection;
    for (const WorkloadStream& stream : streams_) {
      if (stream.class_index() == c && stream.account()) row.trace = *stream.account();
    }
    west_card_s += row.west_card_s;
    all_card_s += row.card_s;
    slo_jobs += row.slo_jobs;
    slo_attained += row.slo_attained;
    r.classes.push_back(std::move(row));
  }
  for (std::uint32_t p = 0; p < idle_.size(); ++p) count_stranded_cards(p, std::nullopt, 0);
  for (const Restricted& restricted : restricted_)
    r.classes[restricted.job_class].stranded_card_s = restricted.stranded_card_s;
  double demanded_card_s = 0;
  double served_card_s = 0;
  for (std::size_t s = 0; s < scenario_.services.size(); ++s) {
    const ServiceMeter& meter = service_meters_[s];
    ServiceResult row;
    row.id = scenario_.services[s].id;
    row.name = scenario_.services[s].name;
    row.demanded_card_s = meter.demanded_card_s;
    row.served_card_s = meter.served_card_s;
    row.west_card_s = meter.west_card_s;
    row.throughput_per_s = scenario_.services[s].throughput_per_s;
    row.latency_mean_s = meter.served_card_s > 0 ? meter.latency_area / meter.served_card_s : 0;
    west_card_s += row.west_card_s;
    all_card_s += row.served_card_s;
    demanded_card_s += row.demanded_card_s;
    served_card_s += row.served_card_s;
    r.services.push_back(std::move(row));
  }
  fill_regions(r);
  r.years = years_;
  if (levers_) levers_->fill(r);
  if (approvals_) approvals_->fill(r);
  fill_shift(r);
  traffic_.fill(r);
  users_.share_out(r, tenants_);
  if (billing_) billing_->fill(r, tenants_);

  Quantiles wait, response;
  for (const ClassMeter& meter : class_meters_) {
    wait.merge(meter.wait);
    response.merge(meter.response);
  }
  r.wait_s = statistics(wait);
  r.response_s = statistics(response);
  r.bounded_slowdown_mean = slowdown_weight_ > 0 ? slowdown_sum_ / slowdown_weight_ : 0;
  r.slo = slo_jobs > 0 ? slo_attained / slo_jobs
                       : (demanded_card_s > 0 ? served_card_s / demanded_card_s : 0);
  r.west_share = all_card_s > 0 ? west_card_s / all_card_s : 0;
  const double window_s = end_s_ - warmup_s_;
  r.moving_transfers_mean = window_s > 0 ? moving_area_ / window_s : 0;
  r.moving_transfers_peak = moving_peak_;
  fill_backtest(r);
  r.hours_hash = hours_hash_;
  r.hours = std::move(hours_);
  r.link_hours = std::move(link_hours_);
  if (std::isfinite(first_link_outage_s_)) {
    r.chart_hours = std::move(chart_hours_);
    r.chart_from = chart_from_;
  }
  count_stranded(0);
  r.outages = outages_;
  r.stranded_mean = window_s > 0 ? stranded_area_ / window_s : 0;
  r.stranded_at_end = stranded_weight_;

  struct rusage usage {};
  getrusage(RUSAGE_SELF, &usage);
  r.performance.peak_rss_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  return r;
}

// Jobs that are not done: what they did in the window, how long they wait, and where they stand.
// The ledger is counted once more from the jobs themselves; a difference is a bug and says so.
void Simulation::count_in_flight(Results& r) {
  JobLedger counted;
  std::vector<double> wait_sums(world_.sites(), 0);
  double wait_sum = 0;
  for (JobId id = 0; id < jobs_.size(); ++id) {
    const Job& job = jobs_[id];
    if (!job.live) continue;
    SiteResult& site = r.sites[world_.pools[job.pool].site];
    if (job.state == JobState::queued) {
      ++counted.queued;
      const double waited_s = now_s_ - (interrupts_ ? histories_[id].queued_s : job.queued_s);
      for (WaitingAtEnd* waiting : {&r.waiting, &site.waiting}) {
        waiting->jobs += job.weight;
        waiting->cards += static_cast<double>(job.cards);
        waiting->longest_s = std::max(waiting->longest_s, waited_s);
      }
      wait_sum += waited_s * job.weight;
      wait_sums[world_.pools[job.pool].site] += waited_s * job.weight;
    } else if (job.state == JobState::running) {
      ++counted.running;
      if (!ends_are_known()) count_run(id);
    } else {
      ++counted.moving;
    }
    judge(id, std::numeric_limits<double>::infinity(), false);
    tell(id, std::numeric_limits<double>::quiet_NaN());
  }
  if (r.waiting.jobs > 0) r.waiting.mean_s = wait_sum / r.waiting.jobs;
  for (std::size_t s = 0; s < wait_sums.size(); ++s) {
    if (r.sites[s].waiting.jobs > 0)
      r.sites[s].waiting.mean_s = wait_sums[s] / r.sites[s].waiting.jobs;
  }
  if (counted.moving != ledger_.moving || counted.queued != ledger_.queued ||
      counted.running != ledger_.running || !ledger_.balances()) {
    throw std::logic_error(
        "the job ledger does not balance; this is a bug in Suanwang, please report the scenario");
  }
}

void Simulation::fill_regions(Results& r) {
  std::vector<double> served_shares;
  for (std::size_t i = 0; i < world_.regions(); ++i) {
    const Region& region = scenario_.regions[i];
    const RegionMeter& meter = region_meters_[i];
    RegionResult row;
    row.id = region.id;
    row.name = region.name;
    row.hub = region.hub;
    row.side = region.side;
    row.submitted = meter.submitted;
    row.demanded_card_s = meter.demanded_card_s;
    row.served_card_s = meter.served_card_s;
    row.west_card_s = meter.west_card_s;
    row.wait_s = statistics(meter.wait);
    for (std::size_t s = 0; s < world_.sites(); ++s) {
      if (world_.site_region[s] == i) row.own_cards += static_cast<double>(r.sites[s].cards);
    }
    if (row.demanded_card_s > 0) served_shares.push_back(row.served_card_s / row.demanded_card_s);
    r.regions.push_back(std::move(row));
  }
  fairness(served_shares, r.jain, r.gini);
}

}  // namespace suanwang
