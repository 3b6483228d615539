#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "sim/engine/results.hpp"

namespace suanwang {

/// One line on stderr that tells how far a run has come; nothing at all unless stderr is a terminal
/// that can rewrite its line. The line is gone when this is destroyed.
class ProgressLine final : public ProgressListener {
 public:
  ProgressLine(std::string name, bool quiet);
  ~ProgressLine() override;
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void on_progress(double now_s, double horizon_s, std::uint64_t jobs) override;

 private:
  using Clock = std::chrono::steady_clock;

  std::string name_;
  bool shown_;            ///< whether there is a terminal to write to
  bool written_ = false;  ///< whether the line stands there now
  Clock::time_point begun_ = Clock::now();
  Clock::time_point last_ = begun_;
};

}  // namespace suanwang
