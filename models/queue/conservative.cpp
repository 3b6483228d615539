#include <algorithm>
#include <memory>
#include <vector>

#include "models/queue/card_profile.hpp"
#include "models/queue/disciplines.hpp"

namespace suanwang {
namespace {

/// Conservative backfilling: every job of the queue has a reservation, the earliest time at which
/// its cards are promised to be free for as long as it requests beside those of the jobs before it,
/// and starts when that comes.
///
/// - Where a job ends before its promise or cards come back, the jobs are looked through in queue
///   order, and each moves to the earliest time open to it beside all the others: earlier or not at
///   all. This is repeated until none moves.
/// - Where promises cannot be kept (a job outran its request and its cards were due, the pool has
///   fewer cards, a job came back to a place in the middle of the queue), all reservations are made
///   anew in queue order, and may be later.
/// - A job that outruns its request counts as ending at any moment; whoever waits for its cards has
///   a reservation for now.
///
/// A start or an early end looks at every job of the queue; only those that might move, and those
/// planned anew, look at the steps of the profile too.
/// Source: Mu'alem and Feitelson, "Utilization, predictability, workloads, and user runtime
/// estimates in scheduling the IBM SP2 with backfilling", IEEE TPDS 12(6), 2001,
/// doi:10.1109/71.932708.
class Conservative final : public QueueDiscipline {
 public:
  void push(const QueuedJob& job) override {
    if (queue_.empty() || queue_.back().job.order < job.order) {
      queue_.push_back({job, kInfinity});
      return;
    }
    const auto place = std::partition_point(
        queue_.begin(), queue_.end(), [&](const Planned& p) { return p.job.order < job.order; });
    // Behind all that are planned, a job is like any that is new.
    if (place - queue_.begin() < static_cast<std::ptrdiff_t>(planned_)) broken_ = true;
    queue_.insert(place, {job, kInfinity});
  }

  std::optional<QueuedJob> pop(double now_s, std::int64_t free) override {
    count_cards(now_s, free + held_);
    if (queue_.empty()) return std::nullopt;
    if (first_start_s_ < now_s) broken_ = true;
    if (broken_) {
      plan_anew(now_s);
    } else if (loose_ && planned_ > 0) {
      move_earlier();
    }
    broken_ = loose_ = false;
    for (; planned_ < queue_.size(); ++planned_) plan(queue_[planned_]);

    if (first_start_s_ > now_s || free <= 0) return std::nullopt;
    const auto next = std::find_if(queue_.begin(), queue_.end(), [&](const Planned& p) {
      return p.start_s <= now_s && p.job.cards <= free;
    });
    if (next == queue_.end()) return std::nullopt;
    const QueuedJob job = next->job;
    popped_ = job.job;
    queue_.erase(next);
    --planned_;
    find_first_start();
    return job;
  }

  void started(const RunningJob& job) override {
    held_ += job.cards;
    const Ending ending{job.expected_end_s, job.cards};
    running_.insert(std::upper_bound(running_.begin(), running_.end(), ending), ending);
    // What `pop` gave has its cards in the profile already.
    if (popped_ != job.job) broken_ = true;
    popped_.reset();
  }

  void ended(const RunningJob& job, double now_s) override {
    held_ -= job.cards;
    running_.erase(
        std::lower_bound(running_.begin(), running_.end(), Ending{job.expected_end_s, job.cards}));
    if (now_s >= job.expected_end_s) return;
    profile_.add(now_s, job.expected_end_s, job.cards);
    loose_ = true;
  }

 private:
  struct Planned {
    QueuedJob job;
    double start_s;  ///< never: it has no reservation
  };
  /// When a running job is promised to give back its cards.
  struct Ending {
    double end_s;
    std::int64_t cards;
    bool operator<(const Ending& o) const {
      return end_s != o.end_s ? end_s < o.end_s : cards < o.cards;
    }
  };

  // The cards of the pool as they are by now: what is free and what jobs hold.
  void count_cards(double now_s, std::int64_t cards) {
    profile_.trim(now_s);
    if (cards == cards_) return;
    if (cards < cards_) {
      broken_ = true;
    } else {
      profile_.add(now_s, kInfinity, cards - cards_);
      loose_ = true;
    }
    cards_ = cards;
  }

  void plan(Planned& planned) {
    planned.start_s = profile_.earliest(planned.job.cards, planned.job.requested_s);
    if (planned.start_s < kInfinity) take(planned);
  }
  void take(const Planned& planned) {
    change(planned, -planned.job.cards);
    first_start_s_ = std::min(first_start_s_, planned.start_s);
  }
  void change(const Planned& planned, std::int64_t cards) {
    profile_.add(planned.start_s, planned.start_s + planned.job.requested_s, cards);
  }

  void plan_anew(double now_s) {
    profile_.reset(now_s, cards_);
    for (const Ending& e : running_) profile_.add(now_s, e.end_s, -e.cards);
    first_start_s_ = kInfinity;
    planned_ = 0;  // pop() plans them
  }

  // Round by round, until nobody moves: then every reservation begins where some other or a run
  // is promised to end, so that something happens when its time comes.
  void move_earlier() {
    for (bool moved = true; moved;) {
      moved = false;
      for (std::size_t i = 0; i < planned_; ++i) {
        Planned& planned = queue_[i];
        const double before_s = planned.start_s;
        const double start_s =
            profile_.earlier(planned.job.cards, planned.job.requested_s, before_s);
        if (start_s >= before_s) continue;
        if (before_s < kInfinity) change(planned, planned.job.cards);
        planned.start_s = start_s;
        take(planned);
        moved = true;
      }
    }
  }

  void find_first_start() {
    first_start_s_ = kInfinity;
    for (std::size_t i = 0; i < planned_; ++i)
      first_start_s_ = std::min(first_start_s_, queue_[i].start_s);
  }

  std::vector<Planned> queue_;  ///< by order; the first `planned_` have been planned
  std::size_t planned_ = 0;
  double first_start_s_ = kInfinity;  ///< of all reservations
  std::vector<Ending> running_;       ///< sorted
  std::int64_t held_ = 0;             ///< cards of running jobs
  std::int64_t cards_ = 0;            ///< of the pool, when it was last looked at
  CardProfile profile_;               ///< beside running jobs and reservations
  std::optional<std::uint32_t> popped_;
  bool broken_ = true;  ///< all reservations are to be made anew
  bool loose_ = false;  ///< some may be moved
};

}  // namespace

std::unique_ptr<QueueDiscipline> make_conservative(const QueueSettings&) {
  return std::make_unique<Conservative>();
}

}  // namespace suanwang
