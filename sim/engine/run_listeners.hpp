#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "sim/engine/results.hpp"

namespace suanwang {

enum class JobState : std::uint8_t { rejected, moving, queued, running, completed, failed };

/// One line of jobs.csv; times [s] since the start, NaN where the job never got there.
struct JobRecord {
  std::uint64_t job = 0;  ///< in the order of submission, or a trace's own number
  double weight = 1;      ///< real jobs it stands for
  const std::string* workload = nullptr;
  const std::string* region = nullptr;
  const std::string* site = nullptr;  ///< null: never placed
  const std::string* pool = nullptr;
  std::int64_t accelerators = 0;
  double submitted_s, input_started_s, queued_s, started_s, ended_s, completed_s;
  JobState state = JobState::completed;
  std::uint32_t failures = 0;  ///< of its cards while it ran
  std::uint32_t preemptions = 0;
  double energy_kwh = 0;
  double cost_cny = 0;
  double carbon_kg = 0;
  const std::string* tenant = nullptr;
};

/// Told of every job once: when it is done, or where it stands at the end of the horizon.
class JobListener {
 public:
  virtual ~JobListener() = default;
  virtual void on_job(const JobRecord& job) = 0;
};

/// One hour of a run, or the part of one with which it ends.
struct HourRecord {
  std::int64_t hour = 0;  ///< since the start of the run, warm-up included
  double length_s = 0;
  std::span<const SiteHour> sites;  ///< by site, in the order of their ids
  std::span<const LinkHour> links;  ///< by fibre route
};

/// Told of every hour once, as it is over.
class HourListener {
 public:
  virtual ~HourListener() = default;
  virtual void on_hour(const HourRecord& hour) = 0;
};

/// One start of a bundle of transfers on a path; a rerouted one starts again.
struct TransferRecord {
  double start_s = 0;
  std::span<const std::uint32_t> links;  ///< directed ones, in their order
  double bits = 0;
  double weight = 1;   ///< in the sharing of full links
  double cap_bps = 0;  ///< of each unit of weight
};

/// Told of every start of a transfer, in the order of time.
class TransferListener {
 public:
  virtual ~TransferListener() = default;
  virtual void on_transfer(const TransferRecord& transfer) = 0;
};

/// Told now and then how far a run has come; never changes a result.
class ProgressListener {
 public:
  virtual ~ProgressListener() = default;
  /// `horizon_s` is infinite for `until: done`.
  virtual void on_progress(double now_s, double horizon_s, std::uint64_t jobs) = 0;
};

}  // namespace suanwang
