#include "models/workload/checkpoints.hpp"

#include <algorithm>
#include <cmath>

namespace suanwang {
namespace {

/// Walks over the stretches that end in a checkpoint, the last one left out.
template <typename Visit>
void each_checkpoint(const Checkpoints& c, double work_s, Visit visit) {
  double done_s = c.interval_s;
  double stretch_s = c.interval_s;
  while (done_s < work_s && visit(done_s)) {
    stretch_s *= c.growth;
    done_s += stretch_s;
  }
}

/// Checkpoints on the way through `work_s`.
double checkpoints_of(const Checkpoints& c, double work_s) {
  if (c.growth == 1) return std::max(0.0, std::ceil(work_s / c.interval_s) - 1);
  double count = 0;
  each_checkpoint(c, work_s, [&](double) {
    ++count;
    return true;
  });
  return count;
}

}  // namespace

double planned_s(const std::optional<Checkpoints>& c, double work_s, bool resumed) {
  if (!c) return work_s;
  return work_s + checkpoints_of(*c, work_s) * c->cost_s + (resumed ? c->restart_s : 0);
}

RunParts finished_run(const std::optional<Checkpoints>& c, double work_s, bool resumed) {
  RunParts parts;
  parts.saved_s = work_s;
  if (!c) return parts;
  parts.checkpoint_s = checkpoints_of(*c, work_s) * c->cost_s;
  parts.restart_s = resumed ? c->restart_s : 0;
  return parts;
}

RunParts interrupted_run(const std::optional<Checkpoints>& c, double work_s, double elapsed_s,
                         bool resumed) {
  RunParts parts;
  if (!c) {
    parts.lost_s = elapsed_s;
    return parts;
  }
  parts.restart_s = resumed ? std::min(c->restart_s, elapsed_s) : 0;
  const double running_s = elapsed_s - parts.restart_s;
  each_checkpoint(*c, work_s, [&](double done_s) {
    if (done_s + parts.checkpoint_s + c->cost_s > running_s) return false;
    parts.checkpoint_s += c->cost_s;
    parts.saved_s = done_s;
    return true;
  });
  parts.lost_s = running_s - parts.saved_s - parts.checkpoint_s;
  return parts;
}

}  // namespace suanwang
