#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "models/workload/mmpp.hpp"
#include "models/workload/sampler.hpp"
#include "sim/base/fetch.hpp"
#include "sim/base/names.hpp"
#include "sim/base/random.hpp"
#include "sim/engine/thinning.hpp"
#include "sim/engine/trace_stream.hpp"
#include "sim/world/world.hpp"

namespace suanwang {

/// Jobs of up to this many cards come bundled where the scenario is scaled down.
inline constexpr std::int64_t kBundledCards = 8;

/// One job as it is drawn, before it is placed.
struct DrawnJob {
  std::uint32_t region = 0;
  std::uint32_t weight = 1;  ///< real jobs that it stands for
  std::int64_t cards = 1;    ///< of all of them together
  double length = 0;         ///< run time [s] or, where the class says so, work [FLOP], of one
  double others = 0;         ///< share of `length` in which it runs others than one
  double input_bytes = 0;    ///< own input of all, shared data sets not counted
  double output_bytes = 0;   ///< of all
  std::uint64_t number = 0;  ///< n-th job of its stream, or a trace's own: decides its data sets
  std::uint32_t site = World::kNone;  ///< the only one it may go to; kNone: any
  std::uint32_t tenant = 0;
  std::int16_t priority = 0;
  double requested_s = std::numeric_limits<double>::quiet_NaN();  ///< as a trace states it

  /// Takes the jobs on so many of its cards out of the many that it stands for.
  DrawnJob take(std::int64_t some_cards);
};

/// What the jobs of one class have in common during a run.
struct JobClass {
  const Workload* workload = nullptr;
  Sampler accelerators;             ///< with weights as bundles come
  double bundled_rate = 1;          ///< rate of bundles / rate of jobs
  std::int64_t largest_bundle = 1;  ///< cards
  double scale = 1;
  Sampler length, input, output;
  double mean_run_s = 0;       ///< on the reference card
  double reference_flops = 0;  ///< achieved; 0: the run time is what it is on any pool
  std::uint32_t first_dataset = 0;
  std::uint32_t datasets = 0;
  AliasTable popularity;             ///< of the data sets
  double own_input_share = 1;        ///< of the input that is not the data set
  std::vector<std::uint8_t> ported;  ///< by pool: may it run there? Empty: on any cards
  bool own_numbers = false;          ///< its jobs are known by the numbers of a trace
  /// Whose jobs they are, as numbered in the run's table: one, or several with their weights.
  std::vector<std::uint32_t> tenants;
  AliasTable tenant_shares;
  /// Of a preview whose jobs of the class stand for many; null: they are drawn one by one.
  std::unique_ptr<Thinning> thinning;
  SizeTable input_sizes, output_sizes;  ///< of one, where thinned

  /// `thinned`: for a preview, see thinning.hpp. `bundled`: as the scenario's scale asks for.
  JobClass(const World& world, const Workload& workload, std::uint32_t first_dataset,
           NameTable& tenants, bool bundled = true, bool thinned = false);

  /// Jobs of `cards` cards that come as one.
  std::uint32_t bundle_of(std::int64_t cards) const;
};

/// A source of jobs: one class in one region for Poisson arrivals, one class for all others.
class alignas(64) WorkloadStream {
 public:
  /// share: of the class's arrivals that are the region's. thinned_per_s: simulated jobs of a class
  /// that is thinned.
  WorkloadStream(const World& world, const JobClass& job_class, std::uint32_t class_index,
                 std::uint32_t region, double share, std::uint64_t seed, std::uint32_t replication,
                 NameTable& tenants, double thinned_per_s = 0);

  /// Time of the next arrival after the one before; empty if none comes.
  std::optional<double> next_arrival(double now_s);

  DrawnJob draw() { return draw(false); }
  /// A job found running at a random moment: its length covers that moment.
  DrawnJob draw_running() { return draw(true); }

  /// Data set that the i-th real job of a bundle reads.
  std::uint32_t dataset(std::uint64_t number, std::uint32_t i) const {
    return job_class_->first_dataset + job_class_->popularity(dataset_draw(number, i));
  }
  /// Brings from memory what dataset(number, i) needs.
  void fetch_dataset(std::uint64_t number, std::uint32_t i) const {
    if (job_class_->datasets > 0) job_class_->popularity.fetch(dataset_draw(number, i));
  }

  /// Brings from memory what the next job will need.
  void fetch() const {
    const auto* at = reinterpret_cast<const char*>(this);
    for (std::size_t line = 0; line < 3 * 64; line += 64) suanwang::fetch(at + line);
  }

  /// Mean number of simulated jobs found running at the start, were there room for all.
  double mean_running() const { return rate_per_s_ * job_class_->mean_run_s; }
  bool is_thinned() const { return job_class_->thinning != nullptr; }
  /// The i-th of `count` thinned jobs found running, of the number that there are on average.
  DrawnJob draw_running(std::int64_t i, std::int64_t count);

  std::uint32_t class_index() const { return class_index_; }
  std::uint32_t region() const { return region_; }  ///< kNone: drawn for each job
  const JobClass& job_class() const { return *job_class_; }
  RandomStream& initial_random() { return initial_random_; }
  /// What became of the trace's lines so far; null where there is none.
  const TraceAccount* account() const { return trace_ ? &trace_->account() : nullptr; }

 private:
  double dataset_draw(std::uint64_t number, std::uint32_t i) const {
    return RandomStream::uniform_of(dataset_key_ + number * 0x9e3779b97f4a7c15u + i);
  }
  DrawnJob draw(bool running);
  DrawnJob thinned(const Thinning::Draw& of, double times);
  DrawnJob take();
  std::uint32_t draw_region(RandomStream& random) {
    return region_ != World::kNone ? region_ : region_ids_[regions_(random.uniform())];
  }

  // What every job needs comes first: hundreds of streams take turns, so their memory counts.
  const JobClass* job_class_;
  std::uint32_t class_index_;
  std::uint32_t region_;  ///< kNone: drawn for each job
  std::unique_ptr<WeeklyPoisson> poisson_;
  std::unique_ptr<MarkovPoisson> mmpp_;
  std::unique_ptr<TraceStream> trace_;
  std::uint64_t drawn_ = 0;
  std::uint64_t dataset_key_;
  std::uint64_t listed_ = 0;  ///< arrivals so far
  RandomStream arrival_random_, gang_random_, length_random_, data_random_, region_random_,
      initial_random_, tenant_random_;
  double rate_per_s_ = 0;
  double thinned_times_ = 0;             ///< rate of the real jobs / of the simulated ones
  double until_next_ = 1;                ///< simulated jobs expected until the next comes
  double first_share_ = 0;               ///< where the even sequence of draws begins
  double card_rest_ = 0, job_rest_ = 0;  ///< what rounding has left over so far
  AliasTable regions_;
  std::vector<std::uint32_t> region_ids_;
};

}  // namespace suanwang
