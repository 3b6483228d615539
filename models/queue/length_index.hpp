#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/queue/discipline.hpp"

namespace suanwang {

/// The jobs of a queue by requested time, equals in queue order.
///
/// A list of sorted chunks, each with the least cards in it: a change touches one chunk, a search
/// enters only those where a job could fit.
class LengthIndex {
 public:
  void insert(const QueuedJob& job);
  void erase(const QueuedJob& job);

  /// `order` of the first job with cards <= `free` that either requests at most `requested_s` or
  /// needs at most `extra` cards; empty if none.
  std::optional<std::uint64_t> find_fitting(std::int64_t free, double requested_s,
                                            std::int64_t extra) const;

 private:
  struct Entry {
    double requested_s;
    std::uint64_t order;
    std::int64_t cards;

    bool operator<(const Entry& o) const {
      return requested_s != o.requested_s ? requested_s < o.requested_s : order < o.order;
    }
  };
  struct Chunk {
    std::vector<Entry> entries;
    std::int64_t least_cards;
    void count();
  };
  static constexpr std::size_t kChunk = 128;

  std::size_t chunk_for(const Entry& entry) const;

  std::vector<Chunk> chunks_;  ///< none is empty, but an only one may be
};

}  // namespace suanwang
