#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "models/workload/checkpoints.hpp"
#include "models/workload/distribution.hpp"
#include "models/workload/mmpp.hpp"
#include "sim/scenario/text.hpp"
#include "sim/trace/trace.hpp"

namespace suanwang {

/// Random arrivals whose rate may follow the hour of the week.
struct PoissonArrivals {
  double rate_per_s = 0;                   ///< mean over a week, all regions together
  std::array<double, 168> week_profile{};  ///< multiplier by hour from Monday 00:00; its mean is 1

  friend bool operator==(const PoissonArrivals&, const PoissonArrivals&) = default;
};

/// One job each `interval_s`, the first at `first_s`.
struct PeriodicArrivals {
  double interval_s = 0;
  double first_s = 0;

  friend bool operator==(const PeriodicArrivals&, const PeriodicArrivals&) = default;
};

/// Jobs at given times since the start, ascending.
struct ListedArrivals {
  std::vector<double> times_s;

  friend bool operator==(const ListedArrivals&, const ListedArrivals&) = default;
};

/// The jobs of a trace, each with its own size and times.
struct TraceArrivals {
  TraceSpec trace;

  friend bool operator==(const TraceArrivals&, const TraceArrivals&) = default;
};

using Arrivals =
    std::variant<PoissonArrivals, PeriodicArrivals, ListedArrivals, MmppArrivals, TraceArrivals>;

/// Jobs per second in the long run, all regions together; 0 for listed ones and traces.
double rate_per_s(const Arrivals& arrivals);
/// Do the arrivals come to an end by themselves?
bool has_end(const Arrivals& arrivals);

/// Whose jobs they are. Names are shared by all classes; numbered tenants are the class's own.
struct TenantMix {
  std::string name;  ///< of the only one; empty: as the trace says, else the class's id
  int zipf = 0;      ///< or so many, the k-th with a weight of 1 / k

  friend bool operator==(const TenantMix&, const TenantMix&) = default;
};

/// Weights over regions: (region id, weight > 0), sorted by id; the weights need not sum to 1.
using DemandMap = std::vector<std::pair<std::string, double>>;

/// What a job moves in before it runs.
struct InputData {
  Distribution size_bytes = Constant{0};
  int datasets = 0;        ///< standing data sets that the jobs of the class share; 0: none
  double reuse_share = 0;  ///< share of the input that is its data set, in [0, 1]
  double zipf = 1;         ///< exponent of the choice among the data sets

  friend bool operator==(const InputData&, const InputData&) = default;
};

enum class Overrun { extend, kill };

/// What becomes of a job whose cards fail.
enum class OnFailure { restart, fail };

/// A class of batch jobs.
struct Workload {
  std::string id;
  Text name;
  DemandMap from;
  Arrivals arrivals = PoissonArrivals{};
  Distribution accelerators = Constant{1};
  /// Run time [s] on the pool it runs in (or on `reference`), or, where `by_work`, work [FLOP].
  Distribution runtime_s = Constant{0};
  bool by_work = false;
  std::optional<Accelerator> reference;  ///< the run time is on this card and scales with speed
  double requested_times = 1;            ///< requested time as a multiple of the run time
  std::optional<double> requested_s;     ///< or one fixed request
  /// Or, of a trace, a multiple of what each job states (of its run time where it states nothing).
  std::optional<double> requested_stated;
  Overrun overrun = Overrun::extend;
  TenantMix tenant;
  std::int16_t priority = 0;
  bool preemptible = false;
  std::optional<Checkpoints> checkpoints;  ///< empty: an interrupted job begins anew
  OnFailure on_failure = OnFailure::restart;
  std::uint32_t max_failures = 0;    ///< a job is given up at that failure; 0: never
  std::vector<std::string> runs_on;  ///< cards or platforms it is ported to; empty: any
  double memory_bytes = 0;           ///< needed on each card
  InputData input;
  Distribution output_bytes = Constant{0};
  /// Bound on the rate of one transfer of the class, and its share of a full link.
  double transfer_rate_bps = std::numeric_limits<double>::infinity();
  double transfer_weight = 1;
  double latency_bound_s = std::numeric_limits<double>::infinity();  ///< round trip
  double deadline_s = std::numeric_limits<double>::infinity();       ///< after submission
  double slack_s = std::numeric_limits<double>::infinity();  ///< after submission + run time

  friend bool operator==(const Workload&, const Workload&) = default;
};

/// Online inference: a demand in cards, or in requests, that follows the hour of the day.
struct Service {
  std::string id;
  Text name;
  DemandMap from;
  double cards = 0;             ///< all regions together, at a day value of 1
  double throughput_per_s = 0;  ///< requests that a card answers; 0: the demand is told in cards
  double replica_cards = 0;     ///< cards come and go by that many; 0: as the demand asks
  double start_up_s = 0;        ///< from when cards are taken to their first answer
  std::array<double, 24> day{};
  double latency_bound_s = std::numeric_limits<double>::infinity();  ///< round trip

  friend bool operator==(const Service&, const Service&) = default;
};

}  // namespace suanwang
