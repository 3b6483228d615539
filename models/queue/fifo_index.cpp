#include "models/queue/fifo_index.hpp"

#include <algorithm>
#include <limits>

namespace suanwang {
namespace {

constexpr std::int64_t kNoCards = std::numeric_limits<std::int64_t>::max();
constexpr double kNoTime = std::numeric_limits<double>::infinity();

}  // namespace

bool FifoIndex::is_empty(std::size_t place) const {
  return tree_[capacity_ + place].cards == kNoCards;
}

void FifoIndex::put(std::size_t place, const QueuedJob& job) {
  jobs_[place] = job;
  set(place, {job.cards, job.requested_s});
  ++live_;
}

bool FifoIndex::push(const QueuedJob& job) {
  if (end_ > 0 && jobs_[end_ - 1].order >= job.order) {
    insert(job);
    return false;
  }
  const bool full = end_ == capacity_;
  if (full) rebuild(roomy());
  put(end_, job);
  ++end_;
  return !full;
}

// Between two others: into an empty place there, or all move together to make room.
void FifoIndex::insert(const QueuedJob& job) {
  const std::size_t place = place_of(job.order);
  if (is_empty(place)) {
    put(place, job);
    head_ = std::min(head_, place);
  } else if (place > 0 && is_empty(place - 1)) {
    put(place - 1, job);
    head_ = std::min(head_, place - 1);
  } else {
    rebuild(roomy(), &job);
  }
}

// Places to make: more than now where most are in use.
std::size_t FifoIndex::roomy() const {
  if (capacity_ == 0) return kSmallest;
  return 2 * live_ >= capacity_ ? 2 * capacity_ : capacity_;
}

std::size_t FifoIndex::place_of(std::uint64_t order) const {
  const auto begin = jobs_.begin();
  const auto found = std::partition_point(begin, begin + static_cast<std::ptrdiff_t>(end_),
                                          [&](const QueuedJob& j) { return j.order < order; });
  return static_cast<std::size_t>(found - begin);
}

QueuedJob FifoIndex::take(std::size_t place) {
  const QueuedJob job = jobs_[place];
  set(place, {kNoCards, kNoTime});
  --live_;
  if (live_ == 0) {
    head_ = end_ = 0;
  } else {
    while (is_empty(head_)) ++head_;
  }
  return job;
}

// Packs the live jobs, and one more, to the left of a tree with room for `capacity`.
void FifoIndex::rebuild(std::size_t capacity, const QueuedJob* also) {
  std::vector<QueuedJob> packed;
  packed.reserve(capacity);
  for (std::size_t place = head_; place < end_; ++place) {
    if (also && jobs_[place].order > also->order) {
      packed.push_back(*also);
      also = nullptr;
    }
    if (!is_empty(place)) packed.push_back(jobs_[place]);
  }
  if (also) packed.push_back(*also);
  capacity_ = capacity;
  head_ = 0;
  end_ = live_ = packed.size();
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

std::optional<std::size_t> FifoIndex::find_fitting(std::size_t from, std::int64_t free,
                                                   double requested_s, std::int64_t extra) const {
  const auto may_fit = [&](const Node& n) {
    return n.cards <= free && (n.requested_s <= requested_s || n.cards <= extra);
  };
  if (live_ == 0 || !may_fit(tree_[1])) return std::nullopt;
  // Walk the tree from left to right; a leaf that may fit does fit.
  std::size_t n = capacity_ + from;
  for (;;) {
    while (may_fit(tree_[n])) {
      if (n >= capacity_) return n - capacity_;
      n *= 2;
    }
    while (n & 1) n /= 2;  // up while a right child
    if (n == 0) return std::nullopt;
    ++n;  // the right sibling
  }
}

}  // namespace suanwang
