#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "sim/engine/run_listeners.hpp"
#include "sim/study/sweep.hpp"

namespace suanwang {

/// One line on stderr that is written over and over; nothing at all unless stderr is a terminal
/// that can rewrite its line. The line is gone when this is destroyed.
class LiveLine {
 public:
  explicit LiveLine(bool quiet);
  ~LiveLine() { clear(); }
  LiveLine(const LiveLine&) = delete;
  LiveLine& operator=(const LiveLine&) = delete;

  bool is_shown() const { return shown_; }
  /// Some time has passed since it was written last, so that it may be again.
  bool is_due();
  void write(const std::string& text);
  void clear();
  double spent_s() const;

 private:
  using Clock = std::chrono::steady_clock;

  bool shown_;            ///< whether there is a terminal to write to
  bool written_ = false;  ///< whether the line stands there now
  Clock::time_point begun_ = Clock::now();
  Clock::time_point last_ = begun_;
};

/// How far a run has come.
class ProgressLine final : public ProgressListener {
 public:
  ProgressLine(std::string name, bool quiet) : name_(std::move(name)), line_(quiet) {}

  void on_progress(double now_s, double horizon_s, std::uint64_t jobs) override;

 private:
  std::string name_;
  LiveLine line_;
};

/// How many of a number of equal runs are done.
class CountLine {
 public:
  CountLine(std::string name, bool quiet) : name_(std::move(name)), line_(quiet) {}

  void show(std::size_t done, std::size_t planned);
  void clear() { line_.clear(); }

 private:
  std::string name_;
  LiveLine line_;
};

/// How far a sweep has come: on a terminal one line; elsewhere, such as in the log of a batch
/// system, a line each minute.
class SweepLine {
 public:
  SweepLine(std::string name, bool quiet) : name_(std::move(name)), quiet_(quiet), line_(quiet) {}

  void show(const SweepProgress& progress);
  void clear() { line_.clear(); }

 private:
  std::string name_;
  bool quiet_;
  LiveLine line_;
  double told_s_ = 0;  ///< when a plain line was last written
};

}  // namespace suanwang
