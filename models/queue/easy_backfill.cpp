#include <limits>
#include <memory>

#include "models/queue/discipline.hpp"
#include "models/queue/expected_ends.hpp"
#include "models/queue/fifo_index.hpp"

namespace suanwang {
namespace {

/// EASY backfilling: the head of the queue gets a reservation at the first time at which enough
/// cards are promised to be free; a later job may overtake only if it does not delay that.
///
/// A job that outruns its promise counts as ending at any moment.
/// Source: Lifka, "The ANL/IBM SP scheduling system", JSSPP 1995, doi:10.1007/3-540-60153-8_35.
class EasyBackfill final : public QueueDiscipline {
 public:
  void push(const QueuedJob& job) override { queue_.push(job); }

  std::optional<QueuedJob> pop(double now_s, std::int64_t free) override {
    if (queue_.empty() || free <= 0) return std::nullopt;
    if (queue_.front().cards <= free) return queue_.pop_front();
    if (queue_.size() == 1) return std::nullopt;

    // Step 1. The head's reservation, and the cards it leaves over at that time. If the running
    // jobs alone cannot make room (services hold the rest), there is nothing to delay.
    const std::int64_t missing = queue_.front().cards - free;
    const auto release = ends_.release_of(missing, now_s);
    const std::int64_t extra = release.cards_by_then - missing;

    // Step 2. The first other job that is over by then, or fits beside the head.
    const auto place = queue_.find_fitting(free, release.time_s - now_s, extra);
    if (!place) return std::nullopt;
    return queue_.take(*place);
  }

  void started(std::uint32_t, std::int64_t cards, double expected_end_s) override {
    ends_.insert(expected_end_s, cards);
  }

  void ended(std::uint32_t, std::int64_t cards, double expected_end_s) override {
    ends_.erase(expected_end_s, cards);
  }

 private:
  FifoIndex queue_;
  ExpectedEnds ends_;
};

}  // namespace

std::unique_ptr<QueueDiscipline> make_easy() { return std::make_unique<EasyBackfill>(); }

}  // namespace suanwang
