#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "models/queue/discipline.hpp"
#include "models/queue/fifo_index.hpp"

namespace suanwang {

/// The jobs of a queue by `order`, in a list for each width: 1 card, 2 to 3, 4 to 7 and so on.
///
/// Who may overtake is narrow and short. In one list of all, narrow jobs that are long stand beside
/// short ones that are wide, and a search enters in vain; in a list of one width it hardly does.
/// Each list remembers how far it was looked through, and which lists are worth a look is a set of
/// bits, so a search that goes on costs little.
class WidthLists {
 public:
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  const QueuedJob& front() const { return lists_[front_].jobs.front(); }

  /// A job comes in. True if it stands behind all others.
  bool push(const QueuedJob& job);
  QueuedJob pop_front();

  /// The next search looks at all jobs.
  void reopen();
  /// Takes out the first job with cards <= `free` that either requests at most `requested_s` or
  /// needs at most `extra` cards; empty if none. Since reopen(), none of the three may have grown:
  /// whom one search passed over, the next does not look at.
  std::optional<QueuedJob> take_fitting(std::int64_t free, double requested_s, std::int64_t extra);

 private:
  struct List {
    FifoIndex jobs;
    std::size_t from = 0;  ///< the search goes on here
  };
  using Bits = std::uint64_t;

  QueuedJob take(unsigned list, std::size_t place);
  void find_front();

  std::array<List, 63> lists_;  ///< by the power of two that the width reaches
  Bits filled_ = 0;             ///< lists with jobs
  Bits open_ = 0;               ///< lists with jobs that were not looked at
  unsigned front_ = 0;          ///< list of the front
  std::size_t size_ = 0;
  std::uint64_t last_order_ = 0;  ///< at least that of all jobs in the queue
};

}  // namespace suanwang
