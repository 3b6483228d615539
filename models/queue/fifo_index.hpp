#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/queue/discipline.hpp"

namespace suanwang {

/// A first-in-first-out list that finds the first job small or short enough without a scan.
///
/// A segment tree over the places of the list holds the least cards and the least requested time
/// below each node; a search walks from the left and enters only where both could fit.
class FifoIndex {
 public:
  FifoIndex() { rebuild(kSmallest); }

  bool empty() const { return live_ == 0; }
  std::size_t size() const { return live_; }
  const QueuedJob& front() const { return jobs_[head_]; }
  void push(const QueuedJob& job);
  QueuedJob pop_front() { return take(head_); }
  QueuedJob take(std::size_t place);

  /// Place of the first job after the front with cards <= `free` that either requests at most
  /// `requested_s` or needs at most `extra` cards; empty if none.
  std::optional<std::size_t> find_fitting(std::int64_t free, double requested_s,
                                          std::int64_t extra) const;

 private:
  struct Node {
    std::int64_t cards;
    double requested_s;
  };
  static constexpr std::size_t kSmallest = 16;

  void rebuild(std::size_t capacity);
  void set(std::size_t place, Node leaf);

  std::vector<QueuedJob> jobs_;
  std::vector<Node> tree_;  ///< node 1 is the root; leaves from capacity_
  std::size_t capacity_ = 0;
  std::size_t head_ = 0;  ///< place of the front
  std::size_t end_ = 0;   ///< place after the last
  std::size_t live_ = 0;
};

}  // namespace suanwang
