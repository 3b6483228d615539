#pragma once

#include <cstdint>
#include <vector>

#include "sim/base/fetch.hpp"

namespace suanwang {

/// When the running jobs of a pool promised to end, in order, with the cards they will give back.
///
/// A list of sorted chunks with a sum each: a change and a look-up touch one chunk and the sums.
/// Where nobody waits nobody looks, so there is no list then: jobs come and go in an unsorted table
/// by job, and the list is made of it when somebody looks again.
class ExpectedEnds {
 public:
  /// A job that will give back `cards` by `end_s` began to run, or gave them back.
  void insert(std::uint32_t job, double end_s, std::int64_t cards);
  void erase(std::uint32_t job);

  /// Brings from memory where a job stands that may be erased soon.
  void fetch(std::uint32_t job) const { running_.fetch(job); }

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

  /// The jobs that run: open addressing, at most half full; whoever stands behind one that leaves
  /// moves up, so that a search ends at the first empty place.
  class Table {
   public:
    void put(std::uint32_t job, const Entry& entry);
    Entry take(std::uint32_t job);
    void copy_to(std::vector<Entry>& entries) const;
    void fetch(std::uint32_t job) const {
      if (!places_.empty()) suanwang::fetch(&places_[home_of(job)]);
    }

   private:
    struct Place {
      Entry entry;
      std::uint32_t job;
      bool used;
    };
    std::size_t home_of(std::uint32_t job) const {
      return static_cast<std::size_t>((job * 0x9e3779b97f4a7c15u) >> shift_);
    }
    std::size_t after(std::size_t place) const { return (place + 1) & (places_.size() - 1); }
    void grow();

    std::vector<Place> places_;
    int shift_ = 64;
    std::size_t size_ = 0;
  };

  void note(const Entry& change);
  void settle();
  void apply(const Entry& change);
  void rebuild();
  std::size_t chunk_for(double end_s) const;

  Table running_;
  bool listed_ = false;         ///< `chunks_` and `changes_` hold; else only `running_` does
  std::vector<Chunk> chunks_;   ///< none is empty
  std::size_t entries_ = 0;     ///< in all chunks
  std::vector<Entry> changes_;  ///< not yet in the chunks
};

}  // namespace suanwang
