#pragma once

#include <atomic>
#include <stdexcept>
#include <vector>

#include "models/placement/policy.hpp"
#include "sim/engine/run_listeners.hpp"
#include "sim/scenario/scenario.hpp"

namespace suanwang {

struct RunOptions {
  std::uint32_t replication = 0;  ///< another independent draw of the same scenario
  JobListener* jobs = nullptr;
  ProgressListener* progress = nullptr;
  /// Places the jobs in place of the scenario's policy, whose name then only stands in the report;
  /// a policy that remembers is to be made afresh for each run.
  PlacementPolicy* policy = nullptr;
  TransferListener* transfers = nullptr;
  HourListener* hours = nullptr;
  /// Keep the figures of every hour in Results: memory then grows with the length of the run.
  bool keep_hours = true;
  /// Accounts by class, service, region and tenant; without them the run is as it is, and their
  /// figures are 0. For measuring what they cost.
  bool user_accounts = true;
  /// When each job's run ended in an equal run before, by its number, NaN: never [s]. Then jobs are
  /// placed and their data move as they did, but no cards, queues or accounts of jobs are kept, and
  /// figures of these mean nothing. For measuring what they cost; where nothing befalls anything.
  const std::vector<double>* known_ends_s = nullptr;
  /// A preview of about so many simulated jobs, each for many real ones, in place of the scenario's
  /// `scale`; 0: none. See thinning.hpp. Online demand is then split once an
  /// hour, in larger pieces.
  double preview_jobs = 0;
  /// Set by another thread, it soon ends the run with Stopped.
  const std::atomic<bool>* stop = nullptr;
};

/// Thrown by a run that was asked to stop: it has no Results.
class Stopped : public std::runtime_error {
 public:
  Stopped() : std::runtime_error("the run was stopped") {}
};

/// Runs a checked scenario to its end. Equal scenario, seed and replication give equal Results
/// (but for `performance`). Throws std::logic_error if the ledger does not balance, a bug, and if
/// `options.policy` chooses a pool that is not allowed for the job.
Results simulate(const Scenario& scenario, const RunOptions& options = {});

}  // namespace suanwang
