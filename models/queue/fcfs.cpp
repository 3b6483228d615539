#include <deque>
#include <memory>

#include "models/queue/discipline.hpp"

namespace suanwang {
namespace {

/// First come, first served: nobody overtakes the head, even if it does not fit yet.
class Fcfs final : public QueueDiscipline {
 public:
  void push(const QueuedJob& job) override { queue_.push_back(job); }

  std::optional<QueuedJob> pop(double, std::int64_t free) override {
    if (queue_.empty() || queue_.front().cards > free) return std::nullopt;
    const QueuedJob job = queue_.front();
    queue_.pop_front();
    return job;
  }

  void started(std::uint32_t, std::int64_t, double) override {}
  void ended(std::uint32_t, std::int64_t, double) override {}

 private:
  std::deque<QueuedJob> queue_;
};

}  // namespace

std::unique_ptr<QueueDiscipline> make_fcfs() { return std::make_unique<Fcfs>(); }

}  // namespace suanwang
