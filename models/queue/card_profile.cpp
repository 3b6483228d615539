#include "models/queue/card_profile.hpp"

#include <algorithm>
#include <cstddef>

namespace suanwang {
namespace {}  // namespace

void CardProfile::reset(double now_s, std::int64_t cards) {
  steps_.assign(1, {now_s, cards});
  peaks_known_ = false;
}

// The step that holds `at_s`, or the first one where that is earlier.
void CardProfile::trim(double now_s) {
  const auto after = std::partition_point(steps_.begin(), steps_.end(),
                                          [&](const Step& s) { return s.from_s <= now_s; });
  if (after == steps_.begin()) return;
  const auto holds = after - 1;
  if (holds == steps_.begin() && holds->from_s == now_s) return;
  holds->from_s = now_s;
  steps_.erase(steps_.begin(), holds);
  peaks_known_ = false;
}

// Place of the step that begins at `at_s`, cut in two if need be; the first step begins at the
// latest at `at_s`.
std::size_t CardProfile::split(double at_s) {
  const auto it = std::partition_point(steps_.begin(), steps_.end(),
                                       [&](const Step& s) { return s.from_s < at_s; });
  const auto place = static_cast<std::size_t>(it - steps_.begin());
  if (it != steps_.end() && it->from_s == at_s) return place;
  steps_.insert(it, {at_s, steps_[place - 1].free});
  return place;
}

void CardProfile::add(double from_s, double to_s, std::int64_t cards) {
  from_s = std::max(from_s, steps_.front().from_s);
  if (from_s >= to_s) return;
  const std::size_t begin = split(from_s);
  std::size_t end = to_s < kInfinity ? split(to_s) : steps_.size();
  for (std::size_t i = begin; i < end; ++i) steps_[i].free += cards;
  // Neighbours that became equal are one step, so that the profile does not grow with its history.
  if (end < steps_.size() && steps_[end].free == steps_[end - 1].free)
    steps_.erase(steps_.begin() + static_cast<std::ptrdiff_t>(end));
  if (begin > 0 && steps_[begin].free == steps_[begin - 1].free)
    steps_.erase(steps_.begin() + static_cast<std::ptrdiff_t>(begin));
  peaks_known_ = false;
}

double CardProfile::earliest(std::int64_t cards, double length_s) const {
  double start_s = kInfinity;  // of the stretch with enough free that is being measured
  for (const Step& step : steps_) {
    if (start_s + length_s <= step.from_s) return start_s;
    if (step.free < cards) {
      start_s = kInfinity;
    } else if (start_s == kInfinity) {
      start_s = step.from_s;
    }
  }
  return start_s;
}

double CardProfile::earlier(std::int64_t cards, double length_s, double own_s) {
  if (!peaks_known_) {
    peaks_.clear();
    for (const Step& step : steps_) {
      if (peaks_.empty() || step.free > peaks_.back().free) peaks_.push_back(step);
    }
    peaks_known_ = true;
  }
  const auto peak = std::partition_point(peaks_.begin(), peaks_.end(),
                                         [&](const Step& s) { return s.free < cards; });
  if (peak == peaks_.end() || peak->from_s >= own_s) return own_s;
  auto step = std::partition_point(steps_.begin(), steps_.end(),
                                   [&](const Step& s) { return s.from_s < peak->from_s; });
  // From `own_s` on there is room: a start before then needs no more than what is given up there.
  double start_s = kInfinity;
  for (; step != steps_.end() && step->from_s < own_s; ++step) {
    if (start_s + length_s <= step->from_s) return start_s;
    if (step->free < cards) {
      start_s = kInfinity;
    } else if (start_s == kInfinity) {
      start_s = step->from_s;
    }
  }
  return std::min(start_s, own_s);
}

}  // namespace suanwang
