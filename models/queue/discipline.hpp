#pragma once

#include <cstdint>
#include <optional>

namespace suanwang {

/// A job in a queue, as a discipline sees it.
struct QueuedJob {
  std::uint32_t job = 0;  ///< the engine's number
  std::int64_t cards = 0;
  double requested_s = 0;
};

/// The order in which one pool starts its jobs. Holds the queue; the pool counts the cards.
class QueueDiscipline {
 public:
  virtual ~QueueDiscipline() = default;

  /// A job joins the queue.
  virtual void push(const QueuedJob& job) = 0;

  /// Takes out the job to start at `now_s` with `free` cards; empty if none should start. The
  /// engine calls it again until it is empty, and reports each start by `started` in between.
  virtual std::optional<QueuedJob> pop(double now_s, std::int64_t free) = 0;

  /// A job of this pool began to run; its user promised that it is done by `expected_end_s`.
  virtual void started(std::uint32_t job, std::int64_t cards, double expected_end_s) = 0;

  /// A job that `started` told of gave its cards back, early, on time or late.
  virtual void ended(std::uint32_t job, std::int64_t cards, double expected_end_s) = 0;
};

}  // namespace suanwang
