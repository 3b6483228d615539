#pragma once

#include <optional>

namespace suanwang {

/// How a job saves its work: after each stretch of work it stops for a checkpoint, and after an
/// interruption it loads the last one and goes on from there. No checkpoint follows the last
/// stretch: the job is done.
struct Checkpoints {
  double interval_s = 0;  ///< work between two checkpoints, > 0
  double cost_s = 0;      ///< time that one checkpoint takes
  double restart_s = 0;   ///< time to load the last one, before work goes on
  double growth = 1;  ///< each stretch is that many times the one before; begins anew on restart

  friend bool operator==(const Checkpoints&, const Checkpoints&) = default;
};

/// What has become of a run when it stopped. All in seconds of the run; the parts add up to its
/// length.
struct RunParts {
  double saved_s = 0;       ///< work that need not be done again
  double checkpoint_s = 0;  ///< spent on checkpoints that count
  double restart_s = 0;     ///< spent on loading
  double lost_s = 0;        ///< work and an unfinished checkpoint for nothing
};

/// Length [s] of a run that does `work_s` seconds of work without interruption.
double planned_s(const std::optional<Checkpoints>& checkpoints, double work_s, bool resumed);

/// Parts of a run of `work_s` seconds of work that stopped `elapsed_s` after its start, before it
/// was done. Without checkpoints all is lost.
RunParts interrupted_run(const std::optional<Checkpoints>& checkpoints, double work_s,
                         double elapsed_s, bool resumed);

/// Parts of a run that was done: nothing is lost.
RunParts finished_run(const std::optional<Checkpoints>& checkpoints, double work_s, bool resumed);

}  // namespace suanwang
