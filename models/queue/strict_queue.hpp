#pragma once

#include <algorithm>
#include <vector>

#include "models/queue/discipline.hpp"

namespace suanwang {

/// Starts jobs in the order of `Before` and in no other: nobody overtakes the first one, even if it
/// does not fit yet.
///
/// `Before{}(a, b)`: does a stand before b? A heap: a push or pop costs the logarithm of the queue.
template <typename Before>
class StrictQueue final : public QueueDiscipline {
 public:
  void push(const QueuedJob& job) override {
    heap_.push_back(job);
    std::push_heap(heap_.begin(), heap_.end(), After{});
  }

  std::optional<QueuedJob> pop(double, std::int64_t free) override {
    if (heap_.empty() || heap_.front().cards > free) return std::nullopt;
    std::pop_heap(heap_.begin(), heap_.end(), After{});
    const QueuedJob job = heap_.back();
    heap_.pop_back();
    return job;
  }

  void started(const RunningJob&) override {}
  void ended(const RunningJob&, double) override {}

 private:
  struct After {
    bool operator()(const QueuedJob& a, const QueuedJob& b) const { return Before{}(b, a); }
  };
  std::vector<QueuedJob> heap_;
};

}  // namespace suanwang
