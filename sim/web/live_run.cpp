#include "sim/web/live_run.hpp"

#include <time.h>

#include <utility>

namespace suanwang {
namespace {

double thread_cpu_s() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

}  // namespace

LiveModel::LiveModel(MergedScenario base, Share share)
    : base_(std::move(base)), share_(std::move(share)) {}

LiveRun LiveModel::run(const std::vector<Override>& levers, LiveSize size,
                       const std::atomic<bool>* stop) const {
  LiveRun live;
  if (!base_.tree) {
    live.problems = base_.problems;
    return live;
  }
  const double began_s = thread_cpu_s();
  Loaded loaded = read_merged(base_, levers, share_);
  live.scenario = std::move(loaded.scenario);
  live.problems = std::move(loaded.problems);
  live.warnings = std::move(loaded.warnings);
  const double read_s = thread_cpu_s();
  live.read_s = read_s - began_s;
  if (!live.scenario) return live;
  if (stop && stop->load(std::memory_order_relaxed)) throw Stopped();

  RunOptions options;
  options.stop = stop;
  if (size == LiveSize::preview) options.preview_jobs = kPreviewJobs;
  live.results = simulate(*live.scenario, options);
  live.run_s = thread_cpu_s() - read_s;
  return live;
}

}  // namespace suanwang
