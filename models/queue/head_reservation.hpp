#pragma once

#include "models/queue/discipline.hpp"
#include "models/queue/expected_ends.hpp"

namespace suanwang {

/// The reservation of the head of a queue under EASY backfilling: the first time at which enough
/// cards are promised to be free, and what it leaves to those behind.
///
/// Whoever overtakes is over by then or takes cards that the head leaves over, so the reservation
/// stands until the head goes, a run ends or cards come or go; it is looked up once. A job that
/// outruns its promise counts as ending at any moment. If the running jobs alone cannot make room
/// (services hold the rest), there is nothing to delay.
class HeadReservation {
 public:
  double window_s() const { return window_s_; }  ///< from now until the head may start
  std::int64_t extra() const { return extra_; }  ///< cards that the head leaves over then

  /// Sees to the reservation at `now_s` of a head that wants more than the `free` cards. False if
  /// it stands: whoever could not overtake when it was looked at last cannot now.
  bool make(double now_s, std::int64_t free, std::int64_t cards) {
    if (stands_ && free == free_ && now_s <= time_s_) {
      window_s_ = time_s_ - now_s;
      return false;
    }
    const std::int64_t missing = cards - free;
    const auto release = ends_.release_of(missing, now_s);
    time_s_ = release.time_s;
    window_s_ = time_s_ - now_s;
    extra_ = release.cards_by_then - missing;
    free_ = free;
    stands_ = true;
    return true;
  }

  /// A job starts before the head.
  void overtaken_by(const QueuedJob& job) {
    if (job.requested_s > window_s_) extra_ -= job.cards;
    free_ -= job.cards;
    overtaker_ = job.job;
  }

  /// There is another head, or another order behind it.
  void forget() { stands_ = false; }

  /// Of the running jobs. They are told of anew before there is a head.
  void forget_running() {
    ends_ = {};
    stands_ = false;
  }

  void started(const RunningJob& job) {
    ends_.insert(job.expected_end_s, job.cards);
    if (job.job != overtaker_) stands_ = false;
  }
  void ended(const RunningJob& job) {
    ends_.erase(job.expected_end_s, job.cards);
    stands_ = false;
  }

 private:
  ExpectedEnds ends_;
  bool stands_ = false;
  std::uint32_t overtaker_ = 0;  ///< the last one
  double time_s_ = 0;            ///< of the reservation
  double window_s_ = 0;
  std::int64_t free_ = 0;
  std::int64_t extra_ = 0;
};

}  // namespace suanwang
