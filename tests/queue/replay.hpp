#pragma once

#include <cstdint>
#include <vector>

#include "models/queue/discipline.hpp"
#include "sim/scenario/scenario.hpp"

namespace suanwang {

/// A rigid job of a scheduling log.
struct LogJob {
  std::int64_t id = 0;  ///< of the log
  double submit_s = 0;
  double run_s = 0;
  std::int64_t cards = 0;
  double requested_s = 0;
  std::uint32_t tenant = 0;
  std::int32_t priority = 0;
};

/// A job of a hand-worked log.
inline LogJob log_job(double at_s, std::int64_t cards, double run_s, double requested_s) {
  LogJob j;
  j.submit_s = at_s;
  j.cards = cards;
  j.run_s = run_s;
  j.requested_s = requested_s;
  return j;
}

/// Runs a log on one pool of `cards` cards, and nothing else, to its end, and returns each job's
/// start [s]. Jobs come by submission, equals in the order of the log. `backfills`: of the
/// discipline, see disciplines.hpp.
///
/// Does apart from the engine what the engine does with `rule`.
std::vector<double> replay(QueueDiscipline& queue, std::int64_t cards,
                           const std::vector<LogJob>& jobs, EventRule rule = EventRule::batch,
                           bool backfills = true);

/// The same for a discipline by its name.
std::vector<double> replay(const char* discipline, std::int64_t cards,
                           const std::vector<LogJob>& jobs, EventRule rule = EventRule::batch);

}  // namespace suanwang
