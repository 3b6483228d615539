#include "models/queue/length_index.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

namespace suanwang {

void LengthIndex::Chunk::count() {
  least_cards = std::numeric_limits<std::int64_t>::max();
  for (const Entry& e : entries) least_cards = std::min(least_cards, e.cards);
}

// The first chunk whose last entry is not before `entry`; the last chunk where there is none.
std::size_t LengthIndex::chunk_for(const Entry& entry) const {
  if (chunks_.size() == 1) return 0;
  const auto found = std::partition_point(chunks_.begin(), chunks_.end(),
                                          [&](const Chunk& c) { return c.entries.back() < entry; });
  return std::min(static_cast<std::size_t>(found - chunks_.begin()), chunks_.size() - 1);
}

void LengthIndex::insert(const QueuedJob& job) {
  const Entry entry{job.requested_s, job.order, job.cards};
  if (chunks_.empty()) {
    chunks_.emplace_back();
    chunks_.back().entries.reserve(kChunk + 1);
    chunks_.back().count();
  }
  const std::size_t k = chunk_for(entry);
  auto& entries = chunks_[k].entries;
  entries.insert(std::lower_bound(entries.begin(), entries.end(), entry), entry);
  chunks_[k].least_cards = std::min(chunks_[k].least_cards, entry.cards);
  if (entries.size() <= kChunk) return;

  Chunk upper;
  upper.entries.reserve(kChunk + 1);
  upper.entries.assign(entries.begin() + kChunk / 2, entries.end());
  upper.count();
  entries.resize(kChunk / 2);
  chunks_[k].count();
  chunks_.insert(chunks_.begin() + static_cast<std::ptrdiff_t>(k) + 1, std::move(upper));
}

void LengthIndex::erase(const QueuedJob& job) {
  const Entry entry{job.requested_s, job.order, job.cards};
  const std::size_t k = chunk_for(entry);
  auto& entries = chunks_[k].entries;
  const auto it = std::lower_bound(entries.begin(), entries.end(), entry);
  assert(it != entries.end() && it->order == job.order);
  entries.erase(it);
  // The last chunk stays, so that a queue that empties and fills allocates nothing.
  if (entries.empty() && chunks_.size() > 1) {
    chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(k));
  } else if (entry.cards == chunks_[k].least_cards) {
    chunks_[k].count();
  }
}

std::optional<std::uint64_t> LengthIndex::find_fitting(std::int64_t free, double requested_s,
                                                       std::int64_t extra) const {
  const std::int64_t beside = std::min(free, extra);
  for (const Chunk& chunk : chunks_) {
    if (chunk.least_cards > free) continue;
    const bool short_enough = chunk.entries.front().requested_s <= requested_s;
    if (chunk.least_cards > (short_enough ? free : beside)) continue;
    for (const Entry& e : chunk.entries) {
      if (e.cards <= (e.requested_s <= requested_s ? free : beside)) return e.order;
    }
  }
  return std::nullopt;
}

}  // namespace suanwang
