#include "models/queue/expected_ends.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <limits>

namespace suanwang {

// Notes may grow to as many as there are entries, so memory follows the jobs that run.
void ExpectedEnds::note(Entry change) {
  changes_.push_back(change);
  if (changes_.size() > 1024 && changes_.size() > entries_) rebuild();
}

// A few changes are made one by one; many, in one pass over everything.
void ExpectedEnds::settle() {
  if (changes_.size() > 64 && changes_.size() > entries_ / 16) {
    rebuild();
    return;
  }
  for (const Entry& change : changes_) apply(change);
  changes_.clear();
}

// The first chunk whose last entry is not before `end_s`; the last chunk where there is none.
std::size_t ExpectedEnds::chunk_for(double end_s) const {
  const auto found = std::partition_point(chunks_.begin(), chunks_.end(), [&](const Chunk& c) {
    return c.entries.back().end_s < end_s;
  });
  const auto k = static_cast<std::size_t>(found - chunks_.begin());
  return std::min(k, chunks_.size() - 1);
}

void ExpectedEnds::apply(const Entry& change) {
  if (chunks_.empty()) chunks_.emplace_back();
  const std::size_t k = chunks_.size() == 1 ? 0 : chunk_for(change.end_s);
  auto& entries = chunks_[k].entries;
  chunks_[k].cards += change.cards;
  const auto it = std::partition_point(entries.begin(), entries.end(),
                                       [&](const Entry& e) { return e.end_s < change.end_s; });
  if (it != entries.end() && it->end_s == change.end_s) {
    it->cards += change.cards;
    assert(it->cards >= 0);
    if (it->cards > 0) return;
    entries.erase(it);
    --entries_;
    if (entries.empty()) chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(k));
    return;
  }
  assert(change.cards > 0);
  entries.insert(it, change);
  ++entries_;
  if (entries.size() <= kChunk) return;

  Chunk upper;
  upper.entries.reserve(kChunk + 1);
  upper.entries.assign(entries.begin() + kChunk / 2, entries.end());
  entries.resize(kChunk / 2);
  for (const Entry& e : upper.entries) upper.cards += e.cards;
  chunks_[k].cards -= upper.cards;
  chunks_.insert(chunks_.begin() + static_cast<std::ptrdiff_t>(k) + 1, std::move(upper));
}

// Puts the changes in order, merges them with the entries, and cuts the list into half full chunks.
void ExpectedEnds::rebuild() {
  const auto earlier = [](const Entry& a, const Entry& b) { return a.end_s < b.end_s; };
  std::sort(changes_.begin(), changes_.end(), earlier);
  std::vector<Chunk> old = std::move(chunks_);
  chunks_.clear();
  entries_ = 0;
  Entry open{0, 0};
  const auto close = [&] {
    if (open.cards == 0) return;
    if (chunks_.empty() || chunks_.back().entries.size() == kChunk / 2) {
      chunks_.emplace_back();
      chunks_.back().entries.reserve(kChunk + 1);
    }
    chunks_.back().entries.push_back(open);
    chunks_.back().cards += open.cards;
    ++entries_;
  };
  const auto add = [&](const Entry& next) {
    if (next.end_s != open.end_s) {
      close();
      open = {next.end_s, 0};
    }
    open.cards += next.cards;
  };
  auto change = changes_.cbegin();
  for (const Chunk& chunk : old) {
    for (const Entry& e : chunk.entries) {
      for (; change != changes_.cend() && change->end_s < e.end_s; ++change) add(*change);
      add(e);
    }
  }
  for (; change != changes_.cend(); ++change) add(*change);
  close();
  changes_.clear();
}

ExpectedEnds::Release ExpectedEnds::release_of(std::int64_t cards, double now_s) {
  settle();
  std::int64_t sum = 0;
  for (std::size_t k = 0; k < chunks_.size(); ++k) {
    if (sum + chunks_[k].cards < cards) {
      sum += chunks_[k].cards;
      continue;
    }
    // The time lies in this chunk; others may count as ending at the very same time, in later
    // chunks too.
    double time_s = std::numeric_limits<double>::infinity();
    for (; k < chunks_.size(); ++k) {
      for (const Entry& e : chunks_[k].entries) {
        if (sum >= cards && e.end_s > time_s) return {time_s, sum};
        sum += e.cards;
        time_s = std::max(e.end_s, now_s);
      }
    }
    return {time_s, sum};
  }
  return {std::numeric_limits<double>::infinity(), sum};
}

}  // namespace suanwang
