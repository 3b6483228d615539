#include <algorithm>
#include <cmath>
#include <tuple>

#include "sim/engine/simulation.hpp"

namespace suanwang {

/// `initial: steady`: jobs found running at the start. Each stream has as many as it would have
/// with room for all, on average, each with a run that covers the moment and a uniform share of it
/// behind it. They are placed in random order by the policy; one that finds no room at its place is
/// left out.
void Simulation::fill_initial() {
  struct Found {
    double order;
    std::uint32_t stream;
    DrawnJob job;
    double past_share;
  };
  std::vector<Found> found;
  for (std::uint32_t s = 0; s < streams_.size(); ++s) {
    const double mean = streams_[s].mean_running();
    if (mean <= 0) continue;
    RandomStream& random = streams_[s].initial_random();
    // The mean, rounded at random: a Poisson count would let a few wide gangs, most of a nation's
    // card-hours, decide how much a region asks for.
    const auto count = static_cast<std::int64_t>(std::floor(mean + random.uniform()));
    for (std::int64_t i = 0; i < count; ++i) {
      DrawnJob job = streams_[s].is_thinned() ? streams_[s].draw_running(i, count)
                                              : streams_[s].draw_running();
      job.input_bytes = 0;  // has come before
      const double past_share =
          streams_[s].is_thinned() ? even_share(static_cast<double>(s) / 7, i) : random.uniform();
      found.push_back({random.uniform(), s, job, past_share});
    }
  }
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return std::tie(a.order, a.stream) < std::tie(b.order, b.stream);
  });

  for (std::size_t i = 0; i < found.size(); ++i) {
    const Found f = found[i];
    const JobId id = new_job(f.stream, f.job);
    Job& job = jobs_[id];
    job.initial = true;
    const auto place = choose_pool(job, f.job);
    const std::int64_t room = place ? pools_[*place].startable() : 0;
    if (0 < room && room < job.cards && streams_[f.stream].is_thinned()) {
      shrink(job, found[i].job.take(room));
      --i;  // the rest of the many looks for a place next
    }
    if (room < job.cards) {
      // Left out, but asked for: the demand is the same whatever the policy finds room for.
      count_demand(job, -f.past_share * f.job.length, f.job.length);
      forget(id);
      continue;
    }
    take_pool(job, *place, f.job);
    const double past_s = f.past_share * job.run_s;
    count_demand(job, -past_s, job.run_s);
    job.submitted_s = job.queued_s = job.started_s = -past_s;
    job.expected_end_s = job.started_s + requested_run_s(id);
    begin_account(id);
    job.serial = ledger_.submitted++;
    ledger_.represented += job.weight;
    ++ledger_.initial;
    ++ledger_.running;
    job.state = JobState::running;
    PoolState& pool = pools_[*place];
    pool.batch += job.cards;
    pack(id);
    tell_started(pool, id);
    if (shift_) plan_run(id, job.started_s, requested_run_s(id));
    events_.push(std::max(0.0, end_of_run_s(id)), Phase::completion, kRunEnd, id);
    ++work_events_;
    if (interrupts_) {
      histories_[id].place = queue_order_++;  // before all who are yet to come
      enter_run(id);
    }
  }
}

/// `initial: steady`: every storage starts with the data sets that are asked for most, as many as
/// fit.
void Simulation::fill_storage() {
  if (scenario_.initial != Initial::steady) return;
  std::vector<DataStore*> small;
  for (DataStore& store : stores_) {
    if (!store.holds_all()) small.push_back(&store);
  }
  if (small.empty()) return;

  struct Asked {
    double rate;
    std::uint32_t dataset;
  };
  std::vector<Asked> asked;
  const auto more = [](const Asked& a, const Asked& b) {
    return a.rate != b.rate ? a.rate > b.rate : a.dataset < b.dataset;
  };
  std::vector<double> popularity;  // of the last class
  double zipf = 0;
  for (const JobClass& c : classes_) {
    const double rate = rate_per_s(c.workload->arrivals);
    if (zipf != c.workload->input.zipf) popularity.clear();
    zipf = c.workload->input.zipf;
    for (auto k = popularity.size(); k < c.datasets; ++k)
      popularity.push_back(std::pow(static_cast<double>(k) + 1.0, -zipf));
    double sum = 0;
    for (std::uint32_t k = 0; k < c.datasets; ++k) sum += popularity[k];
    const auto before = static_cast<std::ptrdiff_t>(asked.size());
    for (std::uint32_t k = 0; k < c.datasets; ++k)
      asked.push_back({rate * (popularity[k] / sum), c.first_dataset + k});
    // Each class's are in order but for a growing popularity.
    if (!std::is_sorted(asked.begin() + before, asked.end(), more))
      std::sort(asked.begin() + before, asked.end(), more);
    std::inplace_merge(asked.begin(), asked.begin() + before, asked.end(), more);
  }
  std::vector<double> up_to_bytes;  // of the most asked ones, together
  double bytes = 0;
  up_to_bytes.reserve(asked.size());
  for (const Asked& a : asked) up_to_bytes.push_back(bytes += dataset_bytes_[a.dataset]);

  const DataStore* filled = nullptr;  // the last one
  std::size_t fits_there = 0;
  for (DataStore* const store : small) {
    const auto end =
        std::upper_bound(up_to_bytes.begin(), up_to_bytes.end(), store->capacity_bytes());
    const auto fits = static_cast<std::size_t>(end - up_to_bytes.begin());
    if (filled && fits == fits_there) {
      store->copy_content(*filled);
    } else {
      // The least asked goes in first, so that the most asked is the last to go out.
      for (std::size_t i = fits; i-- > 0;) store->insert(asked[i].dataset);
    }
    filled = store;
    fits_there = fits;
  }
}

}  // namespace suanwang
