#include "models/queue/fifo_index.hpp"

#include <algorithm>
#include <limits>

namespace suanwang {
namespace {

constexpr std::int64_t kNoCards = std::numeric_limits<std::int64_t>::max();
constexpr double kNoTime = std::numeric_limits<double>::infinity();

}  // namespace

void FifoIndex::push(const QueuedJob& job) {
  if (end_ == capacity_) rebuild(2 * live_ >= capacity_ ? 2 * capacity_ : capacity_);
  jobs_[end_] = job;
  set(end_, {job.cards, job.requested_s});
  ++end_;
  ++live_;
}

QueuedJob FifoIndex::take(std::size_t place) {
  const QueuedJob job = jobs_[place];
  set(place, {kNoCards, kNoTime});
  --live_;
  if (live_ == 0) {
    head_ = end_ = 0;
  } else {
    while (tree_[capacity_ + head_].cards == kNoCards) ++head_;
  }
  return job;
}

// Packs the live jobs to the left of a tree with room for `capacity`.
void FifoIndex::rebuild(std::size_t capacity) {
  std::vector<QueuedJob> packed;
  packed.reserve(capacity);
  for (std::size_t place = head_; place < end_; ++place) {
    if (tree_[capacity_ + place].cards != kNoCards) packed.push_back(jobs_[place]);
  }
  capacity_ = capacity;
  head_ = 0;
  end_ = packed.size();
  tree_.assign(2 * capacity, Node{kNoCards, kNoTime});
  for (std::size_t i = 0; i < packed.size(); ++i) {
    tree_[capacity + i] = {packed[i].cards, packed[i].requested_s};
  }
  for (std::size_t n = capacity - 1; n >= 1; --n) {
    tree_[n] = {std::min(tree_[2 * n].cards, tree_[2 * n + 1].cards),
                std::min(tree_[2 * n].requested_s, tree_[2 * n + 1].requested_s)};
  }
  packed.resize(capacity);
  jobs_ = std::move(packed);
}

void FifoIndex::set(std::size_t place, Node leaf) {
  std::size_t n = capacity_ + place;
  tree_[n] = leaf;
  for (n /= 2; n >= 1; n /= 2) {
    const Node& a = tree_[2 * n];
    const Node& b = tree_[2 * n + 1];
    const Node least{std::min(a.cards, b.cards), std::min(a.requested_s, b.requested_s)};
    if (least.cards == tree_[n].cards && least.requested_s == tree_[n].requested_s) break;
    tree_[n] = least;
  }
}

std::optional<std::size_t> FifoIndex::find_fitting(std::int64_t free, double requested_s,
                                                   std::int64_t extra) const {
  const auto may_fit = [&](const Node& n) {
    return n.cards <= free && (n.requested_s <= requested_s || n.cards <= extra);
  };
  // Walk the tree from left to right; a leaf that may fit does fit.
  std::size_t n = 1;
  for (;;) {
    const bool skip = n >= capacity_ && n - capacity_ <= head_;
    if (!skip && may_fit(tree_[n])) {
      if (n >= capacity_) return n - capacity_;
      n = 2 * n;
      continue;
    }
    while (n & 1) n /= 2;  // up while a right child
    if (n == 0) return std::nullopt;
    ++n;  // the right sibling
  }
}

}  // namespace suanwang
