#pragma once

#include <atomic>
#include <optional>
#include <vector>

#include "sim/engine/simulate.hpp"
#include "sim/scenario/load.hpp"

namespace suanwang {

/// Simulated jobs of a preview: as few as keep the nation's shares within two points of the full
/// run's. How far it is off, lever by lever, is in docs/model.md.
inline constexpr double kPreviewJobs = 3500;

/// How much of a scenario a live run simulates.
enum class LiveSize {
  preview,  ///< kPreviewJobs jobs, each for many
  whole,    ///< as the scenario says
};

/// What one position of the levers came to.
struct LiveRun {
  std::optional<Scenario> scenario;  ///< as it was read; nothing if there was a problem
  Diagnostics problems, warnings;
  std::optional<Results> results;  ///< with the hours; nothing if there was a problem
  double read_s = 0, run_s = 0;    ///< CPU time of this thread
};

/// A scenario that is run again and again with other values of some levers.
///
/// What does not follow from a lever is done once: the base is merged and the catalogue parsed when
/// it is made, routes are sought anew only where a lever changes the network's latencies. Several
/// threads may run it at once.
class LiveModel {
 public:
  LiveModel(MergedScenario base, Share share);

  /// Runs the base after the overrides, which may be of anything but `base` and `model`. Once
  /// `stop` is set, by another thread, it soon throws Stopped.
  LiveRun run(const std::vector<Override>& levers, LiveSize size,
              const std::atomic<bool>* stop = nullptr) const;

 private:
  MergedScenario base_;
  Share share_;
};

}  // namespace suanwang
