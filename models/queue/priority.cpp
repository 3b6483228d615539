#include <memory>

#include "models/queue/disciplines.hpp"
#include "models/queue/strict_queue.hpp"

namespace suanwang {
namespace {

/// Highest priority first, equals in queue order. Strict: nobody overtakes the first, even if it
/// does not fit yet; who runs already is not stopped.
struct MoreUrgentFirst {
  bool operator()(const QueuedJob& a, const QueuedJob& b) const {
    return a.priority != b.priority ? a.priority > b.priority : a.order < b.order;
  }
};

}  // namespace

std::unique_ptr<QueueDiscipline> make_priority(const QueueSettings&) {
  return std::make_unique<StrictQueue<MoreUrgentFirst>>();
}

}  // namespace suanwang
