#pragma once

#include <cstdint>
#include <optional>

namespace suanwang {

/// A job in a queue, as a discipline sees it.
struct QueuedJob {
  std::uint32_t job = 0;  ///< the engine's number
  std::int64_t cards = 0;
  double requested_s = 0;
  std::uint64_t order = 0;    ///< place in the queue, unlike any other's in it: least came first
  std::uint32_t tenant = 0;   ///< whose it is; tenants are numbered from 0 without gaps
  std::int32_t priority = 0;  ///< higher is more urgent
};

/// A job that runs, as a discipline sees it.
struct RunningJob {
  std::uint32_t job = 0;  ///< the engine's number
  std::uint32_t tenant = 0;
  std::int64_t cards = 0;
  double started_s = 0;
  double expected_end_s = 0;  ///< its user promised that it is done by then
};

/// The order in which one pool starts its jobs. Holds the queue; the pool counts the cards.
class QueueDiscipline {
 public:
  virtual ~QueueDiscipline() = default;

  /// A job joins the queue. Its `order` is mostly the largest so far, which is cheap; one that was
  /// stopped comes back with the order it had, and so takes its old place.
  virtual void push(const QueuedJob& job) = 0;

  /// Takes out the job to start at `now_s` with `free` cards; empty if none should start. The
  /// engine calls it again until it is empty, and reports each start by `started` in between.
  /// `free` may be any number from one pass to the next: cards fail, and services take some.
  virtual std::optional<QueuedJob> pop(double now_s, std::int64_t free) = 0;

  /// A job of this pool runs: one that `pop` gave, or one found running at the start.
  virtual void started(const RunningJob& job) = 0;

  /// A job that `started` told of gave its cards back at `now_s`, early, on time or late, done or
  /// stopped.
  virtual void ended(const RunningJob& job, double now_s) = 0;

  /// While nobody waits: forgets which jobs run, where that matters only to those who wait. True
  /// where it does: then it is told of no start and no end, until before the next `push` the engine
  /// tells by `started` of all jobs that run.
  virtual bool forget_running() { return false; }
};

}  // namespace suanwang
