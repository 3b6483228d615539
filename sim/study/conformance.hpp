#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "models/grid/battery.hpp"
#include "sim/base/diagnostic.hpp"
#include "sim/scenario/scenario.hpp"

namespace suanwang {

using CaseJson = nlohmann::ordered_json;

/// Flows that share constraints by max-min fairness: group `bandwidth_sharing`.
struct SharingTask {
  struct Flow {
    std::string id;
    double penalty = 1;  ///< rate = level / penalty while the level rises; 0: the flow is paused
    double bound = std::numeric_limits<double>::infinity();  ///< of the rate
    /// (constraint, capacity that a unit of rate takes of it)
    std::vector<std::pair<std::size_t, double>> uses;
  };
  std::string result = "rates";  ///< name of the rates in `expected`
  std::vector<double> capacity;
  std::vector<Flow> flows;
  /// [n]: capacity of the only constraint while n flows use it; empty: it does not depend on them.
  std::vector<double> capacity_by_flows;
};

/// Jobs that queue for the cards of one pool: group `scheduling`.
struct QueueTask {
  enum class Form { by_id, in_job_order, execution };
  struct Job {
    std::string id;
    double submit_s = 0;
    std::int64_t cards = 1;
    double runtime_s = 0;
    std::optional<double>
        walltime_s;  ///< what its user asks for; empty: no limit, and known exactly
  };
  Form form = Form::by_id;  ///< of `expected`
  std::int64_t cards = 0;
  std::string discipline;
  bool kill = true;  ///< a job that outlives its walltime
  std::vector<Job> jobs;
};

/// Transfers that start together over up-links, one backbone and down-links: groups `transfer_time`
/// and `network_cost`.
struct TransferTask {
  struct Transfer {
    std::int64_t from = 0;
    std::int64_t to = 0;
    double bytes = 0;
  };
  struct Run {
    std::string result;  ///< name in `expected` of the time until the last one is done
    double up_bps = std::numeric_limits<double>::infinity();
    double backbone_bps = 0;
    double down_bps = std::numeric_limits<double>::infinity();
    double latency_s = 0;                                        ///< one way
    double bound_bps = std::numeric_limits<double>::infinity();  ///< of each transfer
    std::vector<Transfer> transfers;
  };
  std::vector<Run> runs;
};

/// Transfers on routes of their own while links and routes change: group `transfer_time`.
struct FlowTask {
  struct Link {
    std::string id;
    double capacity_bps = 0;
    double latency_s = 0;  ///< one way
  };
  struct Transfer {
    std::string id;
    std::vector<std::uint32_t> route;  ///< links
    double bits = 0;
    double start_s = 0;  ///< bytes move one latency of the route later
    double weight = 1;
    double bound_bps = std::numeric_limits<double>::infinity();
    double window_bits = std::numeric_limits<double>::infinity();  ///< in one round trip
  };
  struct Change {
    enum class What { capacity, latency, route };
    double at_s = 0;
    What what = What::capacity;
    std::uint32_t of = 0;  ///< link; transfer whose route changes
    double value = 0;      ///< bit/s, s
    std::vector<std::uint32_t> route;
  };
  std::vector<Link> links;
  std::vector<Transfer> transfers;
  std::vector<Change> changes;
  /// Above 0, a weight is 1 / the sum of latency + this / capacity over the route.
  double weighting_bits = 0;
};

/// Transfers over priced links: group `network_cost`.
struct CarriageTask {
  struct Fibre {
    std::string id, from, to;
    double capacity_bps = 0;  ///< each direction
    double latency_s = 0;
    double price_cny_per_gb = 0;
  };
  struct Transfer {
    std::string id, from, to;
    double bytes = 0;
    double start_s = 0;
  };
  std::vector<Fibre> fibres;
  std::vector<Transfer> transfers;
  double bound_bps = std::numeric_limits<double>::infinity();  ///< of each transfer
};

/// A task on a host that fails: group `failures`.
struct FailureTask {
  struct Failure {
    double at_s = 0;
    double lasts_s = 0;
    std::optional<double> every_s;  ///< again and again
  };
  std::int64_t cards = 1;         ///< of the host; the task takes one
  double idle_w = 0, busy_w = 0;  ///< of the host
  double work_s = 0;
  bool draws_idle = false;  ///< the host while it is down
  std::vector<Failure> failures;
  std::optional<Checkpoints> checkpoints;
  std::uint32_t max_failures = 0;  ///< the task is given up at that failure; 0: never
};

/// Tasks that share processors by max-min fairness: group `cpu_sharing`.
struct ProcessorTask {
  SharingTask host;
  std::int64_t machine_tasks = 0;  ///< that share what the last flow of `host` gets; 0: none
};

/// One task that has its processor to itself: group `cpu_sharing`.
struct LoneTask {
  double input_bytes = 0;  ///< moves over a link first
  double link_bps = std::numeric_limits<double>::infinity();
  double latency_s = 0;  ///< of the link, one way
  double run_s = 0;
  std::optional<double> lifetime_s;  ///< it is ended after that
  double speed = 1;                  ///< work done in a second
};

/// What a site draws, pays and emits: groups `battery`, `carbon` and `energy`.
struct SupplyTask {
  struct Load {
    double from_s = 0;
    double w = 0;
  };
  struct Run {
    std::string series, host;  ///< names in `expected`; empty: the case has one run
    double until_s = 0;
    std::vector<Load> loads;  ///< of the facility, the first from 0
    BatterySpec battery;
    BatteryRule rule;
    // By hour; the last one goes on.
    std::vector<double> own_w{0}, curtailed_w{0}, price_cny{0}, carbon_kg{0};
  };
  std::vector<Run> runs;
};

/// Whether the same load comes to the same energy however often it is read: group `energy`.
struct IntervalTask {};

/// What this program has no model for, and why.
struct NotModelled {
  Text reason;
};

using CaseTask =
    std::variant<NotModelled, SharingTask, QueueTask, TransferTask, FlowTask, CarriageTask,
                 FailureTask, ProcessorTask, LoneTask, SupplyTask, IntervalTask>;

/// An answer that somebody published, and what to compute to compare with it.
struct ConformanceCase {
  std::string id;
  std::string group;
  std::string source;
  CaseJson expected;     ///< as the file has it
  CaseJson wanted;       ///< what of it is compared
  double tolerance = 0;  ///< absolute
  CaseTask task;
  Text note;  ///< told with a pass: what was left out
};

struct ReadCases {
  std::vector<ConformanceCase> cases;
  Diagnostics problems;  ///< with JSON pointers as paths
};

/// Reads the text of a file of cases: a list, or an object that holds the list `cases`. Never
/// throws for what a person wrote; all problems come back at once. `file` is what they call the
/// file.
ReadCases read_cases(const std::string& text, const std::string& file);

enum class Verdict { pass, fail, skip };

struct CaseResult {
  std::string id;
  std::string group;
  std::string source;
  CaseJson expected;
  CaseJson got;  ///< null: nothing was computed
  Verdict verdict = Verdict::skip;
  Text reason;
};

/// Computes one case and compares.
CaseResult run_case(const ConformanceCase& what);

}  // namespace suanwang
