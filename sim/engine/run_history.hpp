#pragma once

#include <cstdint>

namespace suanwang {

/// What a job has behind it; by job, only where runs may be interrupted.
struct RunHistory {
  double saved_s = 0;          ///< of its run time, done for good
  double first_started_s = 0;  ///< NaN: it never ran
  double requested_s = 0;      ///< for all of its run time, without checkpoints
  double queued_s = 0;         ///< since when it has been in the queue
  double end_s = 0;            ///< of the present run, by the clock that holds for it
  double clock_from_s = 0;     ///< of a slowed run: its start by the pool's clock
  std::uint64_t place = 0;     ///< in the queue
  std::uint32_t failures = 0, preemptions = 0;
  std::uint32_t vain_runs = 0;  ///< in a row: stopped with nothing saved
  std::uint32_t stale = 0;      ///< kRunEnd on their way that no longer hold
  std::uint32_t index = 0;      ///< in the list of running jobs of its pool
  bool slowed = false;
  bool forgotten = false;  ///< only waits for its stale events
};

}  // namespace suanwang
