#include <algorithm>
#include <deque>
#include <memory>

#include "models/queue/disciplines.hpp"

namespace suanwang {
namespace {

/// First come, first served: nobody overtakes the head, even if it does not fit yet.
class Fcfs final : public QueueDiscipline {
 public:
  void push(const QueuedJob& job) override {
    if (queue_.empty() || queue_.back().order < job.order) {
      queue_.push_back(job);
      return;
    }
    queue_.insert(std::partition_point(queue_.begin(), queue_.end(),
                                       [&](const QueuedJob& q) { return q.order < job.order; }),
                  job);
  }

  std::optional<QueuedJob> pop(double, std::int64_t free) override {
    if (queue_.empty() || queue_.front().cards > free) return std::nullopt;
    const QueuedJob job = queue_.front();
    queue_.pop_front();
    return job;
  }

  void started(const RunningJob&) override {}
  void ended(const RunningJob&, double) override {}

 private:
  std::deque<QueuedJob> queue_;
};

}  // namespace

std::unique_ptr<QueueDiscipline> make_fcfs(const QueueSettings&) {
  return std::make_unique<Fcfs>();
}

}  // namespace suanwang
