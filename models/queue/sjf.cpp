#include <memory>

#include "models/queue/disciplines.hpp"
#include "models/queue/strict_queue.hpp"

namespace suanwang {
namespace {

/// Shortest job first: by requested time, equals in queue order. Strict: nobody overtakes the
/// shortest, even if it does not fit yet.
struct ShorterFirst {
  bool operator()(const QueuedJob& a, const QueuedJob& b) const {
    return a.requested_s != b.requested_s ? a.requested_s < b.requested_s : a.order < b.order;
  }
};

}  // namespace

std::unique_ptr<QueueDiscipline> make_sjf(const QueueSettings&) {
  return std::make_unique<StrictQueue<ShorterFirst>>();
}

}  // namespace suanwang
