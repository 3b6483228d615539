#include "tests/queue/replay.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <queue>

#include "models/queue/disciplines.hpp"

namespace suanwang {
namespace {

class Replay {
 public:
  Replay(QueueDiscipline& queue, std::int64_t cards, const std::vector<LogJob>& jobs,
         EventRule rule, bool backfills)
      : queue_(queue), jobs_(jobs), rule_(rule), backfills_(backfills), free_(cards) {
    start_s_.assign(jobs.size(), -1);
  }

  std::vector<double> run() {
    std::size_t next = 0;
    std::vector<End> ended;
    while (next < jobs_.size() || !ends_.empty()) {
      now_s_ = std::numeric_limits<double>::infinity();
      if (next < jobs_.size()) now_s_ = jobs_[next].submit_s;
      if (!ends_.empty()) now_s_ = std::min(now_s_, ends_.top().at_s);
      ended.clear();
      for (; !ends_.empty() && ends_.top().at_s == now_s_; ends_.pop())
        ended.push_back(ends_.top());
      std::size_t came = next;
      while (came < jobs_.size() && jobs_[came].submit_s == now_s_) ++came;

      if (rule_ == EventRule::batch) {
        for (const End& end : ended) release(end.job);
        for (; next < came; ++next) submit(next);
        pass();
        continue;
      }
      for (const End& end : ended) {
        if (as_promised(end.job)) release(end.job);
      }
      for (; next < came; ++next) {
        submit(next);
        const bool fits = jobs_[next].cards <= free_;
        if (fits || !backfills_ || rule_ == EventRule::pyss2) pass();
      }
      for (const End& end : ended) {
        if (!as_promised(end.job)) release(end.job);
        pass();
      }
    }
    return start_s_;
  }

 private:
  struct End {
    double at_s;
    std::size_t serial;  ///< of the start
    std::size_t job;
    bool operator>(const End& o) const {
      return at_s != o.at_s ? at_s > o.at_s : serial > o.serial;
    }
  };

  RunningJob running(std::size_t job) const {
    const LogJob& j = jobs_[job];
    return {static_cast<std::uint32_t>(job), j.tenant, j.cards, start_s_[job],
            start_s_[job] + j.requested_s};
  }
  bool as_promised(std::size_t job) const { return running(job).expected_end_s <= now_s_; }
  void release(std::size_t job) {
    free_ += jobs_[job].cards;
    queue_.ended(running(job), now_s_);
  }
  void submit(std::size_t job) {
    const LogJob& j = jobs_[job];
    queue_.push(
        {static_cast<std::uint32_t>(job), j.cards, j.requested_s, job, j.tenant, j.priority});
  }
  void pass() {
    while (const auto next = queue_.pop(now_s_, free_)) {
      REQUIRE(next->cards <= free_);
      free_ -= next->cards;
      start_s_[next->job] = now_s_;
      queue_.started(running(next->job));
      ends_.push({now_s_ + jobs_[next->job].run_s, starts_++, next->job});
    }
  }

  QueueDiscipline& queue_;
  const std::vector<LogJob>& jobs_;
  EventRule rule_;
  bool backfills_;
  std::int64_t free_;
  double now_s_ = 0;
  std::size_t starts_ = 0;
  std::vector<double> start_s_;
  std::priority_queue<End, std::vector<End>, std::greater<>> ends_;
};

}  // namespace

std::vector<double> replay(QueueDiscipline& queue, std::int64_t cards,
                           const std::vector<LogJob>& jobs, EventRule rule, bool backfills) {
  return Replay(queue, cards, jobs, rule, backfills).run();
}

std::vector<double> replay(const char* discipline, std::int64_t cards,
                           const std::vector<LogJob>& jobs, EventRule rule) {
  const auto queue = make_discipline(discipline);
  REQUIRE(queue);
  return replay(*queue, cards, jobs, rule, backfills(discipline));
}

}  // namespace suanwang
