#pragma once

#include "sim/engine/results.hpp"
#include "sim/scenario/scenario.hpp"

namespace suanwang {

struct RunOptions {
  std::uint32_t replication = 0;  ///< another independent draw of the same scenario
  JobListener* jobs = nullptr;
  ProgressListener* progress = nullptr;
};

/// Runs a checked scenario to its end. Equal scenario, seed and replication give equal Results
/// (but for `performance`). Throws std::logic_error if the ledger does not balance: a bug.
Results simulate(const Scenario& scenario, const RunOptions& options = {});

}  // namespace suanwang
