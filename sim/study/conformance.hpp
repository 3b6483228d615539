#pragma once

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/base/diagnostic.hpp"
#include "sim/scenario/scenario.hpp"

namespace suanwang {

using CaseJson = nlohmann::ordered_json;

/// Flows that share constraints: group `bandwidth_sharing`, model `max-min`.
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

/// Transfers that start together over up-links, one backbone and down-links: group `transfer_time`.
struct TransferTask {
  struct Transfer {
    std::int64_t from = 0;
    std::int64_t to = 0;
    double bytes = 0;
  };
  std::string result;  ///< name in `expected` of the time until the last one is done
  double up_bps = std::numeric_limits<double>::infinity();
  double backbone_bps = 0;
  double down_bps = std::numeric_limits<double>::infinity();
  double latency_s = 0;  ///< one way
  std::vector<Transfer> transfers;
};

/// What this program has no model for, and why.
struct NotModelled {
  Text reason;
};

using CaseTask = std::variant<NotModelled, SharingTask, QueueTask, TransferTask>;

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
