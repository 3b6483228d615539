#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/queue/discipline.hpp"

namespace suanwang {

/// The jobs of a queue by `order`; finds the first one small or short enough without a scan.
///
/// A segment tree over the places of the list holds the least cards and the least requested time
/// below each node; a search walks from the left and enters only where both could fit. Jobs that
/// are taken out leave their place empty, so one that comes back mostly finds it again.
class FifoIndex {
 public:
  bool empty() const { return live_ == 0; }
  std::size_t size() const { return live_; }
  const QueuedJob& front() const { return jobs_[head_]; }
  std::size_t front_place() const { return head_; }
  std::size_t last_place() const { return end_ - 1; }

  /// A job comes in at its place by `order`. True if that is behind all that ever were there, and
  /// none of them has another place than before.
  bool push(const QueuedJob& job);
  QueuedJob pop_front() { return take(head_); }
  QueuedJob take(std::size_t place);

  /// Place of the job with that `order`, which must be there.
  std::size_t place_of(std::uint64_t order) const;

  std::uint64_t order_at(std::size_t place) const { return jobs_[place].order; }

  /// Place of the first job from place `from` on with cards <= `free` that either requests at most
  /// `requested_s` or needs at most `extra` cards; empty if none.
  std::optional<std::size_t> find_fitting(std::size_t from, std::int64_t free, double requested_s,
                                          std::int64_t extra) const;

 private:
  struct Node {
    std::int64_t cards;
    double requested_s;
  };
  static constexpr std::size_t kSmallest = 16;

  bool is_empty(std::size_t place) const;
  void put(std::size_t place, const QueuedJob& job);
  void insert(const QueuedJob& job);
  std::size_t roomy() const;
  void rebuild(std::size_t capacity, const QueuedJob* also = nullptr);
  void set(std::size_t place, Node leaf);

  std::vector<QueuedJob> jobs_;  ///< by `order` up to end_, with those that were taken out
  std::vector<Node> tree_;       ///< node 1 is the root; leaves from capacity_
  std::size_t capacity_ = 0;
  std::size_t head_ = 0;  ///< place of the front
  std::size_t end_ = 0;   ///< place after the last
  std::size_t live_ = 0;
};

}  // namespace suanwang
