#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <span>

#include "sim/study/run_record.hpp"

namespace suanwang {

/// How far a sweep is.
struct SweepProgress {
  std::size_t done = 0, running = 0, left = 0;
  double spent_s = 0;
};

struct SweepOptions {
  unsigned threads = 1;
  /// Set by someone else to stop: no further run starts, and run_all() returns at once, leaving
  /// those under way to die with the process: the plan has to last as long.
  const std::atomic<bool>* stop = nullptr;
  std::function<void(const SweepProgress&)> progress;  ///< some times a second
};

/// Runs `keys` of a plan on several threads and hands each record to `keep`, one at a time, as it
/// comes. What each run finds does not depend on the threads. Returns false if it was stopped.
/// Throws what `keep` or a run threw first, leaving those under way likewise.
bool run_all(const StudyPlan& plan, std::span<const RunKey> keys, const SweepOptions& options,
             const std::function<void(const RunRecord&)>& keep);

/// Those of the runs that are for shard `index` of `count`: every count-th case, so that a case is
/// read by one process alone.
std::vector<RunKey> shard_of(std::span<const RunKey> keys, std::size_t index, std::size_t count);

}  // namespace suanwang
