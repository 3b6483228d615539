#pragma once

#include <string>
#include <vector>

#include "tests/queue/replay.hpp"

namespace suanwang {

/// What is told of a schedule of a log; times in seconds, over all its jobs.
struct ScheduleMetrics {
  double mean_wait_s = 0, median_wait_s = 0, max_wait_s = 0;  ///< of two medians, the lower
  double jobs_that_waited = 0;
  double mean_response_s = 0, max_response_s = 0, rms_response_s = 0;
  double mean_stretch = 0, max_stretch = 0, rms_stretch = 0;  ///< response / run time
  /// Bounded slowdown: response / run time, with a run time of 10 s at least, and at least 1.
  double mean_bsld = 0, max_bsld = 0, rms_bsld = 0;
  double makespan_s = 0;  ///< first submission to last end
  double utilization = 0;
  double peak_busy_cards = 0;
  double start_sum_s = 0;  ///< of all starts, since the first submission
};

ScheduleMetrics metrics_of(const std::vector<LogJob>& jobs, const std::vector<double>& start_s,
                           std::int64_t cards);

/// SHA-256 of the lines "job start", sorted by the number of the job; starts are whole seconds.
std::string schedule_sha256(const std::vector<LogJob>& jobs, const std::vector<double>& start_s);

}  // namespace suanwang
