#pragma once

#include <cstdint>
#include <vector>

namespace suanwang {

/// When the running jobs of a pool promised to end, in order, with the cards they will give back.
///
/// A list of sorted chunks with a sum each: a change and a look-up touch one chunk and the sums.
/// Where nobody waits nobody looks, so changes are only noted until somebody does: most of them
/// have cancelled out by then, and what is left comes into order in one pass.
class ExpectedEnds {
 public:
  /// A job that will give back `cards` by `end_s` began to run, or gave them back.
  void insert(double end_s, std::int64_t cards) { note({end_s, cards}); }
  void erase(double end_s, std::int64_t cards) { note({end_s, -cards}); }

  struct Release {
    double time_s;               ///< infinity: the running jobs do not hold that many cards
    std::int64_t cards_by_then;  ///< given back up to and at that time
  };
  /// The first time from `now_s` on at which at least `cards` > 0 cards are given back. Jobs that
  /// should have ended before may end at any moment, so they count as ending now.
  Release release_of(std::int64_t cards, double now_s);

 private:
  /// All cards that are given back at one time, or a change of them.
  struct Entry {
    double end_s;
    std::int64_t cards;
  };
  struct Chunk {
    std::vector<Entry> entries;
    std::int64_t cards = 0;
  };
  static constexpr std::size_t kChunk = 256;

  void note(Entry change);
  void settle();
  void apply(const Entry& change);
  void rebuild();
  std::size_t chunk_for(double end_s) const;

  std::vector<Chunk> chunks_;   ///< none is empty
  std::size_t entries_ = 0;     ///< in all chunks
  std::vector<Entry> changes_;  ///< not yet in the chunks
};

}  // namespace suanwang
