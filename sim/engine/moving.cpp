#include <algorithm>
#include <array>
#include <cmath>

#include "sim/engine/simulation.hpp"

namespace suanwang {
namespace {

constexpr double kSpread_s = 7200;        // over which a preview's transfers are spread
constexpr double kLeastGate_s = 60;       // that a job of it waits for its own
constexpr double kCarried_bits = 160e12;  // less than that moves at once

}  // namespace

// Where the job's site holds all data sets, it does not matter which ones the job asks for.
bool Simulation::looks_up(const Job& job) const {
  return class_of(job).datasets > 0 && !stores_[world_.pools[job.pool].site].holds_all();
}

// Data set of the first real job of a bundle, most often the only one. Its place in the storage is
// brought from memory while other things are done.
std::uint32_t Simulation::fetch_dataset(const Job& job) const {
  if (!looks_up(job)) return 0;
  const std::uint32_t dataset = streams_[job.stream].dataset(job.number, 0);
  stores_[world_.pools[job.pool].site].fetch(dataset);
  return dataset;
}

// Data sets that are looked up for a job: one for each real one, but for the many of a preview's,
// where a few stand for all.
std::uint32_t Simulation::datasets_of(const Job& job) const {
  constexpr std::uint32_t kPreview = 4;
  return streams_[job.stream].is_thinned() ? std::min(job.weight, kPreview) : job.weight;
}

// Tells `act` of each data set that is looked up for a job, the first of which is known. Where one
// of the next stands in memory is asked for well before it is needed.
template <typename Act>
void Simulation::for_each_dataset(const Job& job, std::uint32_t dataset, const DataStore& store,
                                  const Act& act) const {
  constexpr std::uint32_t kAhead = 8;
  const std::uint32_t count = datasets_of(job);
  const WorkloadStream& stream = streams_[job.stream];
  std::array<std::uint32_t, kAhead> next;
  const auto draw = [&](std::uint32_t i) {
    next[i % kAhead] = stream.dataset(job.number, i);
    store.fetch(next[i % kAhead]);
  };
  for (std::uint32_t i = 1; i < std::min(2 * kAhead, count); ++i) {
    stream.fetch_dataset(job.number, i);
  }
  for (std::uint32_t i = 1; i < std::min(kAhead + 1, count); ++i) draw(i);
  act(dataset);
  for (std::uint32_t i = 1; i < count; ++i) {
    dataset = next[i % kAhead];
    if (i + 2 * kAhead <= count) stream.fetch_dataset(job.number, i + 2 * kAhead - 1);
    if (i + kAhead < count) draw(i + kAhead);
    act(dataset);
  }
}

// What of the input is not at the site yet has to move; data sets that are there are used in place.
// `dataset`: from fetch_dataset().
void Simulation::ask_for_input(JobId id, double own_bytes, std::uint32_t dataset) {
  Job& job = jobs_[id];
  double bytes = own_bytes;
  if (class_of(job).datasets > 0) {
    const std::uint32_t site = world_.pools[job.pool].site;
    double hits = job.weight;
    if (looks_up(job)) {
      DataStore& store = stores_[site];
      const double times = hits / datasets_of(job);
      double here = 0;
      for_each_dataset(job, dataset, store, [&](std::uint32_t one) {
        const bool hit = store.touch(one);
        if (!hit) bytes += dataset_bytes_[one] * times;
        here += hit;
      });
      hits = here * times;
    }
    if (in_window(now_s_)) {
      site_meters_[site].dataset_asked += job.weight;
      site_meters_[site].dataset_hits += hits;
    }
  }
  start_transfer(id, bytes, false);
}

// The site keeps the data sets of an input that has arrived.
void Simulation::keep_datasets(const Job& job, std::uint32_t dataset) {
  if (!looks_up(job)) return;
  DataStore& store = stores_[world_.pools[job.pool].site];
  for_each_dataset(job, dataset, store, [&](std::uint32_t one) { store.insert(one); });
}

// Where no network lies in between, or nothing has to move, it is there at once.
void Simulation::start_transfer(JobId id, double bytes, bool back) {
  Job& job = jobs_[id];
  if (bytes <= 0 || !traffic_.has_ways(job.region, world_.pools[job.pool].site)) {
    back ? complete(id) : input_arrived(id);
    return;
  }
  job.left_bits = 8 * bytes;
  if (streams_[job.stream].is_thinned()) spread_transfers(id);
  take_path(id);
}

// The many jobs that a preview's stands for would come evenly over some time, and so would their
// data. The job waits for as long as one transfer takes, with as many at once as would be under way
// on average; the others move beside it and are waited for by nobody, but slow it down where links
// are full.
void Simulation::spread_transfers(JobId id) {
  Job& job = jobs_[id];
  if (transfers_.size() <= id) transfers_.resize(jobs_.size() + 1);
  transfers_[id] = job.weight;
  const double rate_bps = std::min({class_of(job).workload->transfer_rate_bps,
                                    scenario_.regions[job.region].transfer_rate_bps,
                                    scenario_.routing.transfer_rate_bps});
  if (std::isinf(rate_bps)) return;
  const double all_bits = job.left_bits;
  const double gate_s = std::max(kLeastGate_s, all_bits / job.weight / rate_bps);
  if (all_bits < kCarried_bits || gate_s >= kSpread_s) {
    transfers_[id] = std::min<double>(job.weight, all_bits / (rate_bps * gate_s));
    return;
  }
  const double at_once = all_bits / (rate_bps * kSpread_s);
  job.left_bits *= gate_s / kSpread_s;
  transfers_[id] = at_once;

  const JobId other = new_job(job.stream, DrawnJob{});
  Job& carrier = jobs_[other];
  carrier = jobs_[id];
  carrier.carrier = carrier.initial = true;  // it is not judged
  carrier.cards = 0;
  carrier.left_bits = all_bits - carrier.left_bits;
  carrier.serial = ledger_.submitted++;
  ++ledger_.moving;
  if (transfers_.size() <= other) transfers_.resize(jobs_.size() + 1);
  transfers_[other] = at_once;
  take_path(other);
}

// The job's transfers under way at one time.
double Simulation::transfers_of(JobId id) const {
  const Job& job = jobs_[id];
  return streams_[job.stream].is_thinned() ? transfers_[id] : job.weight;
}

// What they weigh on a full link.
double Simulation::link_weight(JobId id) const {
  return transfers_of(id) * class_of(jobs_[id]).workload->transfer_weight;
}

// Bytes start to move one path latency after they were asked for. With no path left the transfer
// waits until links come up again.
void Simulation::take_path(JobId id) {
  Job& job = jobs_[id];
  const bool back = moves_back(job);
  const auto path =
      traffic_.pick(job.region, world_.pools[job.pool].site, back, link_weight(id), job.serial);
  if (!path || is_hopeless(job)) {
    count_stranded(job.weight);
    stranded_.push_back(id);
    outages_.back().stranded += job.weight;  // without an outage there is a path
    return;
  }
  job.path = *path;
  traffic_.ask(job.path, link_weight(id));
  events_.push(now_s_ + traffic_.latency_s(job.path), Phase::arrival,
               back ? kOutputStart : kInputStart, id);
  ++work_events_;
}

void Simulation::begin_moving(JobId id) {
  Job& job = jobs_[id];
  traffic_.unask(job.path, link_weight(id));
  if (!traffic_.is_up(job.path)) {
    if (!is_hopeless(job)) ++job.vain_starts;
    take_path(id);
    return;
  }
  job.vain_starts = 0;
  const Workload& w = *class_of(job).workload;
  move_transfers(transfers_of(id));
  traffic_.start(now_s_, job.path, job.left_bits, link_weight(id),
                 std::min(w.transfer_rate_bps, scenario_.regions[job.region].transfer_rate_bps),
                 w.transfer_weight, id);
}

/// The last byte is there. Leads to the queue, or completes the job.
void Simulation::end_transfer(JobId id) {
  Job& job = jobs_[id];
  move_transfers(-transfers_of(id));
  job.carriage_cny += job.left_bits / 8e9 * traffic_.price_cny_per_gb(job.path);
  job.left_bits = 0;
  if (job.carrier) {
    complete(id);
    return;
  }
  traffic_.leads_back(job.path) ? complete(id) : input_arrived(id);
}

}  // namespace suanwang
