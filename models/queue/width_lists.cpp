#include "models/queue/width_lists.hpp"

#include <bit>
#include <cassert>

namespace suanwang {

bool WidthLists::push(const QueuedJob& job) {
  assert(job.cards > 0);
  const auto k = static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(job.cards)) - 1);
  List& list = lists_[k];
  const Bits bit = Bits{1} << k;
  const bool places_stay = list.jobs.push(job);
  // A list that was looked through is open from the new job on, or from the front where all moved.
  if (!places_stay || list.jobs.size() == 1) {
    list.from = list.jobs.front_place();
  } else if (!(open_ & bit)) {
    list.from = list.jobs.last_place();
  }
  open_ |= bit;
  filled_ |= bit;
  ++size_;
  const bool last = size_ == 1 || job.order > last_order_;
  if (last) last_order_ = job.order;
  if (size_ == 1 || job.order < front().order) front_ = k;
  return last;
}

QueuedJob WidthLists::pop_front() {
  const QueuedJob job = take(front_, lists_[front_].jobs.front_place());
  find_front();
  return job;
}

QueuedJob WidthLists::take(unsigned k, std::size_t place) {
  const QueuedJob job = lists_[k].jobs.take(place);
  --size_;
  if (lists_[k].jobs.empty()) {
    filled_ &= ~(Bits{1} << k);
    open_ &= ~(Bits{1} << k);
  }
  return job;
}

void WidthLists::find_front() {
  for (Bits left = filled_, first = ~Bits{0}; left != 0; left &= left - 1) {
    const auto k = static_cast<unsigned>(std::countr_zero(left));
    const std::uint64_t order = lists_[k].jobs.front().order;
    if (order >= first) continue;
    first = order;
    front_ = k;
  }
}

void WidthLists::reopen() {
  open_ = filled_;
  for (Bits left = filled_; left != 0; left &= left - 1) {
    List& list = lists_[static_cast<std::size_t>(std::countr_zero(left))];
    list.from = list.jobs.front_place();
  }
}

std::optional<QueuedJob> WidthLists::take_fitting(std::int64_t free, double requested_s,
                                                  std::int64_t extra) {
  std::optional<unsigned> best;
  std::uint64_t first = 0;  // order of the best
  for (Bits left = open_; left != 0; left &= left - 1) {
    const auto k = static_cast<unsigned>(std::countr_zero(left));
    if (free >> k == 0) {  // this list and all behind it are too wide
      open_ &= ~left;
      break;
    }
    List& list = lists_[k];
    const auto place = list.jobs.find_fitting(list.from, free, requested_s, extra);
    if (!place) {
      open_ &= ~(Bits{1} << k);
      continue;
    }
    list.from = *place;
    const std::uint64_t order = list.jobs.order_at(*place);
    if (best && order > first) continue;
    best = k;
    first = order;
  }
  if (!best) return std::nullopt;
  return take(*best, lists_[*best].from);
}

}  // namespace suanwang
