#include "tests/queue/plain_disciplines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>
#include <vector>

namespace suanwang {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

/// The queue by order and the jobs that run.
class Plain : public QueueDiscipline {
 public:
  void push(const QueuedJob& job) override {
    queue_.push_back(job);
    std::sort(queue_.begin(), queue_.end(),
              [](const QueuedJob& a, const QueuedJob& b) { return a.order < b.order; });
  }
  void started(const RunningJob& job) override { running_.push_back(job); }
  void ended(const RunningJob& job, double) override {
    running_.erase(std::find_if(running_.begin(), running_.end(),
                                [&](const RunningJob& r) { return r.job == job.job; }));
  }

 protected:
  QueuedJob take(std::size_t i) {
    const QueuedJob job = queue_[i];
    queue_.erase(queue_.begin() + static_cast<std::ptrdiff_t>(i));
    return job;
  }
  // Takes the job that stands before all others, if it fits.
  template <typename Before>
  std::optional<QueuedJob> take_first(std::int64_t free, Before before) {
    const auto first = std::min_element(queue_.begin(), queue_.end(), before);
    if (first == queue_.end() || first->cards > free) return std::nullopt;
    return take(static_cast<std::size_t>(first - queue_.begin()));
  }

  std::vector<QueuedJob> queue_;
  std::vector<RunningJob> running_;
};

class PlainFcfs final : public Plain {
 public:
  std::optional<QueuedJob> pop(double, std::int64_t free) override {
    return take_first(free, [](const auto& a, const auto& b) { return a.order < b.order; });
  }
};

// The queue is by order, so the first of equals is the first in order.
class PlainSjf final : public Plain {
 public:
  std::optional<QueuedJob> pop(double, std::int64_t free) override {
    return take_first(free,
                      [](const auto& a, const auto& b) { return a.requested_s < b.requested_s; });
  }
};

class PlainPriority final : public Plain {
 public:
  std::optional<QueuedJob> pop(double, std::int64_t free) override {
    return take_first(free, [](const auto& a, const auto& b) { return a.priority > b.priority; });
  }
};

class PlainEasy final : public Plain {
 public:
  explicit PlainEasy(bool shortest_first) : shortest_first_(shortest_first) {}

  std::optional<QueuedJob> pop(double now_s, std::int64_t free) override {
    if (queue_.empty()) return std::nullopt;
    const std::int64_t head = queue_.front().cards;
    if (head <= free) return take(0);
    double shadow_s = kNever;
    for (const RunningJob& r : running_) {
      const double at_s = std::max(r.expected_end_s, now_s);
      if (at_s < shadow_s && free + back_by(at_s, now_s) >= head) shadow_s = at_s;
    }
    const std::int64_t extra = free + back_by(shadow_s, now_s) - head;
    std::vector<std::size_t> others;
    for (std::size_t i = 1; i < queue_.size(); ++i) others.push_back(i);
    if (shortest_first_) {
      std::stable_sort(others.begin(), others.end(), [&](std::size_t a, std::size_t b) {
        return queue_[a].requested_s < queue_[b].requested_s;
      });
    }
    for (const std::size_t i : others) {
      const QueuedJob& job = queue_[i];
      if (job.cards <= free && (now_s + job.requested_s <= shadow_s || job.cards <= extra))
        return take(i);
    }
    return std::nullopt;
  }

 private:
  // Cards given back up to and at a time; who is late may end now.
  std::int64_t back_by(double at_s, double now_s) const {
    std::int64_t cards = 0;
    for (const RunningJob& r : running_) {
      if (std::max(r.expected_end_s, now_s) <= at_s) cards += r.cards;
    }
    return cards;
  }
  bool shortest_first_;
};

class PlainFairShare final : public Plain {
 public:
  explicit PlainFairShare(double half_life_s) : half_life_s_(half_life_s) {}

  std::optional<QueuedJob> pop(double now_s, std::int64_t free) override {
    std::map<std::uint32_t, double> use;
    for (const QueuedJob& job : queue_) use.try_emplace(job.tenant, 0);
    for (const Run& run : runs_) {
      if (!use.contains(run.tenant)) continue;
      // The integral of 2^((s - now) / half_life) over the time that the cards were held.
      const double from = std::exp2((run.from_s - now_s) / half_life_s_);
      const double to = std::exp2((std::min(run.to_s, now_s) - now_s) / half_life_s_);
      use[run.tenant] += static_cast<double>(run.cards) * (to - from) * half_life_s_ / std::log(2);
    }
    return take_first(
        free, [&](const auto& a, const auto& b) { return use.at(a.tenant) < use.at(b.tenant); });
  }
  void started(const RunningJob& job) override {
    runs_.push_back({job.job, job.tenant, job.cards, job.started_s, kNever});
  }
  void ended(const RunningJob& job, double now_s) override {
    for (Run& run : runs_) {
      if (run.job == job.job && run.to_s == kNever) run.to_s = now_s;
    }
  }

 private:
  struct Run {
    std::uint32_t job, tenant;
    std::int64_t cards;
    double from_s, to_s;
  };
  double half_life_s_;
  std::vector<Run> runs_;  ///< all there ever were
};

class PlainConservative final : public Plain {
 public:
  void push(const QueuedJob& job) override {
    for (const QueuedJob& other : queue_) {
      if (other.order > job.order && reserved_.contains(other.job)) broken_ = true;
    }
    Plain::push(job);
  }

  std::optional<QueuedJob> pop(double now_s, std::int64_t free) override {
    std::int64_t cards = free;
    for (const RunningJob& r : running_) cards += r.cards;
    if (cards < cards_) broken_ = true;
    if (cards > cards_) loose_ = true;
    cards_ = cards;
    if (queue_.empty()) return std::nullopt;
    for (const auto& [job, at_s] : reserved_) {
      if (at_s < now_s) broken_ = true;
    }
    if (broken_) reserved_.clear();
    for (bool moved = loose_ && !broken_; moved;) {
      moved = false;
      for (const QueuedJob& job : queue_) {
        if (!reserved_.contains(job.job)) continue;
        const double before_s = reserved_[job.job];
        reserved_.erase(job.job);
        const double open_s = earliest(job, now_s);
        // Only who requests no time at all, and so holds nothing, may have lost its place.
        if (open_s > before_s && job.requested_s > 0)
          throw std::logic_error("a reservation would become later");
        reserved_[job.job] = std::min(before_s, open_s);
        moved = moved || reserved_[job.job] < before_s;
      }
    }
    for (const QueuedJob& job : queue_) {
      if (!reserved_.contains(job.job)) reserved_[job.job] = earliest(job, now_s);
    }
    broken_ = loose_ = false;
    for (std::size_t i = 0; i < queue_.size(); ++i) {
      if (reserved_[queue_[i].job] > now_s || queue_[i].cards > free) continue;
      reserved_.erase(queue_[i].job);
      return take(i);
    }
    return std::nullopt;
  }
  void ended(const RunningJob& job, double now_s) override {
    Plain::ended(job, now_s);
    if (now_s < job.expected_end_s) loose_ = true;
  }

 private:
  // Cards promised to be free at a time.
  std::int64_t free_at(double at_s) const {
    std::int64_t cards = cards_;
    for (const RunningJob& r : running_) {
      if (r.expected_end_s > at_s) cards -= r.cards;
    }
    for (const QueuedJob& job : queue_) {
      const auto it = reserved_.find(job.job);
      if (it != reserved_.end() && it->second <= at_s && at_s < it->second + job.requested_s)
        cards -= job.cards;
    }
    return cards;
  }
  double earliest(const QueuedJob& job, double now_s) const {
    std::vector<double> times{now_s};  // more or less may be free from each of these on
    for (const RunningJob& r : running_) times.push_back(r.expected_end_s);
    for (const QueuedJob& q : queue_) {
      const auto it = reserved_.find(q.job);
      if (it == reserved_.end() || it->second == kNever) continue;
      times.push_back(it->second);
      times.push_back(it->second + q.requested_s);
    }
    std::sort(times.begin(), times.end());
    for (const double start_s : times) {
      if (start_s < now_s) continue;
      const bool fits =
          free_at(start_s) >= job.cards && std::all_of(times.begin(), times.end(), [&](double t) {
            return t <= start_s || t >= start_s + job.requested_s || free_at(t) >= job.cards;
          });
      if (fits) return start_s;
    }
    return kNever;
  }

  std::map<std::uint32_t, double> reserved_;
  std::int64_t cards_ = 0;
  bool broken_ = false, loose_ = false;
};

}  // namespace

std::unique_ptr<QueueDiscipline> make_plain(std::string_view name, double half_life_s) {
  if (name == "fcfs") return std::make_unique<PlainFcfs>();
  if (name == "sjf") return std::make_unique<PlainSjf>();
  if (name == "priority") return std::make_unique<PlainPriority>();
  if (name == "easy") return std::make_unique<PlainEasy>(false);
  if (name == "easy-sjbf") return std::make_unique<PlainEasy>(true);
  if (name == "fair-share") return std::make_unique<PlainFairShare>(half_life_s);
  if (name == "conservative") return std::make_unique<PlainConservative>();
  throw std::invalid_argument(std::string(name));
}

}  // namespace suanwang
