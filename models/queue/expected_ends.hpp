#pragma once

#include <cstdint>
#include <vector>

namespace suanwang {

/// When the running jobs of a pool promised to end, in order, with the cards they will give back.
///
/// A list of sorted chunks with a sum each: insert, erase and look-up touch one chunk and the sums.
class ExpectedEnds {
 public:
  void insert(double end_s, std::uint32_t job, std::int64_t cards);
  void erase(double end_s, std::uint32_t job);

  struct Release {
    double time_s;               ///< infinity: the running jobs do not hold that many cards
    std::int64_t cards_by_then;  ///< given back up to and at that time
  };
  /// The first time from `now_s` on at which at least `cards` > 0 cards are given back. Jobs that
  /// should have ended before may end at any moment, so they count as ending now.
  Release release_of(std::int64_t cards, double now_s) const;

 private:
  struct Entry {
    double end_s;
    std::uint32_t job;
    std::int64_t cards;
    bool operator<(const Entry& o) const {
      return end_s != o.end_s ? end_s < o.end_s : job < o.job;
    }
  };
  struct Chunk {
    std::vector<Entry> entries;
    std::int64_t cards = 0;
  };
  static constexpr std::size_t kChunk = 256;

  std::size_t chunk_for(const Entry& entry) const;

  std::vector<Chunk> chunks_;
};

}  // namespace suanwang
