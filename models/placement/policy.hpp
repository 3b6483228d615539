#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>

namespace suanwang {

/// One pool of a site as a placement policy sees it, exact and at this moment.
struct SiteView {
  std::uint32_t site = 0;    ///< sites are numbered in the order of their ids
  std::uint32_t region = 0;  ///< region it stands in; kNone: none
  std::uint32_t hub = 0;     ///< kNone: none
  bool west = false;
  double cards = 0;  ///< that may be busy at once (installed, within the power cap)
  double committed =
      0;  ///< cards asked for by jobs running, queued and on their way, and by services
  double service = 0;        ///< of `committed`, by services
  double service_floor = 0;  ///< what these services ask for in the quietest hour of their day
  double outstanding_card_s =
      0;                         ///< cards x run time of all jobs that were placed and are not done
  double busy_kw = 0;            ///< IT power of one busy card
  double price_cny_per_kwh = 0;  ///< of this hour
  double carbon_kg_per_kwh = 0;  ///< of this hour, after the green share
  double pue = 1;

  static constexpr std::uint32_t kNone = 0xffffffffu;

  /// Work asked for in relation to the cards there are: above 1 something waits.
  double load() const { return committed / cards; }
  /// Cards that nothing is asking for; below 0 where something waits.
  double free() const { return cards - committed; }
};

/// A job, or a piece of a service's demand, as a policy sees it.
struct JobView {
  double cards = 1;
  double run_s = 0;  ///< requested time
  std::uint32_t region = 0;
  std::uint32_t hub = SiteView::kNone;  ///< of the region
  bool west = false;                    ///< the region lies in the West
  bool service = false;
  bool beside_services =
      true;  ///< false: beside services at their quietest, if there is no room now
  double latency_bound_s = std::numeric_limits<double>::infinity();  ///< round trip
  double deadline_s =
      std::numeric_limits<double>::infinity();  ///< the earlier of deadline and slack
  double input_bytes = 0;
  double output_bytes = 0;
  /// Carriage from the job's region to each pool [CNY/GB], on the shortest path.
  const double* carriage_cny_per_gb = nullptr;
  /// Round trip from the job's region to each pool [s]; infinite where no path is up.
  const double* round_trip_s = nullptr;
  /// By pool: what its tenant would pay, where that is what counts; null: it does not.
  const double* tenant_cny = nullptr;
  /// The pools by that, the nearest first, equals by number; null: not known. Saves a scan of all
  /// where one of the first will do.
  const std::uint32_t* nearest_first = nullptr;
  /// By pool: whether it is ported to the cards there, and they have the memory; null: everywhere.
  const std::uint8_t* ported = nullptr;

  /// May pool `i` run it at all? Cards of the right kind, big enough beside the services there,
  /// connected, and inside the latency bound.
  bool allowed(const SiteView& pool, std::size_t i) const {
    return (ported == nullptr || ported[i]) &&
           cards <= pool.cards - (beside_services ? pool.service : pool.service_floor) &&
           round_trip_s[i] <= latency_bound_s &&
           round_trip_s[i] < std::numeric_limits<double>::infinity();
  }
};

/// Estimated wait [s]: none where the job fits now, else the time in which the pool could do all
/// the work it was given. An upper bound for a pool without backfilling: running jobs count in
/// full.
inline double estimated_wait_s(const JobView& job, const SiteView& pool) {
  return pool.free() >= job.cards ? 0 : pool.outstanding_card_s / pool.cards;
}

/// What a job would cost now at pool `i` [CNY]: facility energy of its busy cards at this hour's
/// price, and carriage of its input and output; or what its tenant would pay, where that counts.
inline double cost_cny(const JobView& job, const SiteView& pool, std::size_t i) {
  if (job.tenant_cny) return job.tenant_cny[i];
  const double energy_kwh = job.cards * job.run_s / 3600 * pool.busy_kw * pool.pue;
  return energy_kwh * pool.price_cny_per_kwh +
         (job.input_bytes + job.output_bytes) / 1e9 * job.carriage_cny_per_gb[i];
}

/// Chooses where a job goes. It may remember what it did; the engine makes one for each run.
class PlacementPolicy {
 public:
  virtual ~PlacementPolicy() = default;

  /// Index of the chosen pool in `pools`, even a busy one (the job queues there); empty if no pool
  /// that the policy permits is allowed for the job. `pools` is sorted by site id, then pool id:
  /// a strict comparison keeps the first of equals, so runs repeat exactly.
  virtual std::optional<std::size_t> place(const JobView& job, std::span<const SiteView> pools) = 0;
};

}  // namespace suanwang
