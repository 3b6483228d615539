#include <memory>

#include "models/queue/disciplines.hpp"
#include "models/queue/head_reservation.hpp"
#include "models/queue/width_lists.hpp"

namespace suanwang {
namespace {

/// EASY backfilling: the head of the queue gets a reservation at the first time at which enough
/// cards are promised to be free; a later job, in queue order, may overtake only if it is over by
/// then or takes cards that the head leaves over.
///
/// Source: Lifka, "The ANL/IBM SP scheduling system", JSSPP 1995, doi:10.1007/3-540-60153-8_35.
class EasyBackfill final : public QueueDiscipline {
 public:
  void push(const QueuedJob& job) override {
    if (!queue_.push(job)) head_.forget();
  }

  std::optional<QueuedJob> pop(double now_s, std::int64_t free) override {
    if (queue_.empty() || free <= 0) return std::nullopt;
    if (queue_.front().cards <= free) {
      head_.forget();
      return queue_.pop_front();
    }
    if (queue_.size() == 1) return std::nullopt;

    if (head_.make(now_s, free, queue_.front().cards)) queue_.reopen();
    const auto job = queue_.take_fitting(free, head_.window_s(), head_.extra());
    if (job) head_.overtaken_by(*job);
    return job;
  }

  void started(const RunningJob& job) override { head_.started(job); }
  void ended(const RunningJob& job, double) override { head_.ended(job); }
  bool forget_running() override {
    head_.forget_running();
    return true;
  }

 private:
  WidthLists queue_;
  HeadReservation head_;
};

}  // namespace

std::unique_ptr<QueueDiscipline> make_easy(const QueueSettings&) {
  return std::make_unique<EasyBackfill>();
}

}  // namespace suanwang
