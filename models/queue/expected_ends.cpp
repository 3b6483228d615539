#include "models/queue/expected_ends.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <limits>

namespace suanwang {

// The first chunk whose last entry is not before `entry`; the last chunk where there is none.
std::size_t ExpectedEnds::chunk_for(const Entry& entry) const {
  const auto found = std::partition_point(chunks_.begin(), chunks_.end(),
                                          [&](const Chunk& c) { return c.entries.back() < entry; });
  const auto k = static_cast<std::size_t>(found - chunks_.begin());
  return std::min(k, chunks_.size() - 1);
}

void ExpectedEnds::insert(double end_s, std::uint32_t job, std::int64_t cards) {
  const Entry entry{end_s, job, cards};
  if (chunks_.empty()) chunks_.emplace_back();
  const std::size_t k = chunks_.size() == 1 ? 0 : chunk_for(entry);
  auto& entries = chunks_[k].entries;
  entries.insert(std::upper_bound(entries.begin(), entries.end(), entry), entry);
  chunks_[k].cards += cards;
  if (entries.size() <= kChunk) return;

  Chunk upper;
  upper.entries.reserve(kChunk + 1);
  upper.entries.assign(entries.begin() + kChunk / 2, entries.end());
  entries.resize(kChunk / 2);
  for (const Entry& e : upper.entries) upper.cards += e.cards;
  chunks_[k].cards -= upper.cards;
  chunks_.insert(chunks_.begin() + static_cast<std::ptrdiff_t>(k) + 1, std::move(upper));
}

void ExpectedEnds::erase(double end_s, std::uint32_t job) {
  const Entry entry{end_s, job, 0};
  const std::size_t k = chunk_for(entry);
  auto& entries = chunks_[k].entries;
  const auto it = std::lower_bound(entries.begin(), entries.end(), entry);
  assert(it != entries.end() && it->job == job);
  chunks_[k].cards -= it->cards;
  entries.erase(it);
  if (entries.empty()) chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(k));
}

ExpectedEnds::Release ExpectedEnds::release_of(std::int64_t cards, double now_s) const {
  std::int64_t sum = 0;
  for (std::size_t k = 0; k < chunks_.size(); ++k) {
    if (sum + chunks_[k].cards < cards) {
      sum += chunks_[k].cards;
      continue;
    }
    // The time lies in this chunk; others may end at the very same time, in later chunks too.
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
