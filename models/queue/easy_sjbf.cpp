#include <memory>

#include "models/queue/disciplines.hpp"
#include "models/queue/fifo_index.hpp"
#include "models/queue/head_reservation.hpp"
#include "models/queue/length_index.hpp"

namespace suanwang {
namespace {

/// EASY backfilling in which the shortest job may overtake first: the head of the queue, in queue
/// order, has its reservation as under `easy`; those behind are looked through by requested time,
/// equals in queue order.
///
/// Source: Tsafrir, Etsion, Feitelson, "Backfilling using system-generated predictions rather than
/// user runtime estimates", IEEE TPDS 18(6), 2007, doi:10.1109/TPDS.2007.70606.
class EasySjbf final : public QueueDiscipline {
 public:
  void push(const QueuedJob& job) override {
    if (!queue_.push(job)) head_.forget();
    lengths_.insert(job);
  }

  std::optional<QueuedJob> pop(double now_s, std::int64_t free) override {
    if (queue_.empty() || free <= 0) return std::nullopt;
    if (queue_.front().cards <= free) {
      head_.forget();
      lengths_.erase(queue_.front());
      return queue_.pop_front();
    }
    if (queue_.size() == 1) return std::nullopt;

    head_.make(now_s, free, queue_.front().cards);
    const auto order = lengths_.find_fitting(free, head_.window_s(), head_.extra());
    if (!order) return std::nullopt;
    const QueuedJob job = queue_.take(queue_.place_of(*order));
    lengths_.erase(job);
    head_.overtaken_by(job);
    return job;
  }

  void started(const RunningJob& job) override { head_.started(job); }
  void ended(const RunningJob& job, double) override { head_.ended(job); }
  bool forget_running() override {
    head_.forget_running();
    return true;
  }

 private:
  FifoIndex queue_;
  LengthIndex lengths_;
  HeadReservation head_;
};

}  // namespace

std::unique_ptr<QueueDiscipline> make_easy_sjbf(const QueueSettings&) {
  return std::make_unique<EasySjbf>();
}

}  // namespace suanwang
