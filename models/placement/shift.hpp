#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace suanwang {

/// What the energy of a run is worth, hour by hour: a step function of the time since the start of
/// a run, with its integral [worth x s].
class WorthProfile {
 public:
  static constexpr double kHour_s = 3600;

  /// `worth(hour)` of each hour that a time from `from_s` to `to_s` lies in.
  template <typename Worth>
  WorthProfile(double from_s, double to_s, Worth worth)
      : first_(static_cast<std::int64_t>(std::floor(from_s / kHour_s))) {
    const auto last = static_cast<std::int64_t>(std::floor(to_s / kHour_s));
    sums_.reserve(static_cast<std::size_t>(last - first_) + 2);
    sums_.push_back(0);
    for (std::int64_t hour = first_; hour <= last; ++hour)
      sums_.push_back(sums_.back() + worth(hour) * kHour_s);
  }

  /// Mean over a run of `run_s` > 0 from `start_s` on, which must lie inside.
  double mean(double start_s, double run_s) const {
    return (until(start_s + run_s) - until(start_s)) / run_s;
  }

 private:
  double until(double at_s) const {
    const double hours = at_s / kHour_s - static_cast<double>(first_);
    const auto whole = std::min(static_cast<std::size_t>(hours), sums_.size() - 2);
    const double part = hours - static_cast<double>(whole);
    return sums_[whole] + part * (sums_[whole + 1] - sums_[whole]);
  }

  std::int64_t first_;
  std::vector<double> sums_;  ///< before each hour
};

/// Cards of one pool that are spoken for, as a mean of each hour from now on. What lies beyond the
/// last hour is not kept.
class HourPlan {
 public:
  explicit HourPlan(std::size_t hours) : cards_(hours, 0.0) {}

  /// Takes `cards` from `from_s` to `to_s`.
  void add(double now_s, double from_s, double to_s, double cards);
  /// Are `cards` more within `limit` in every hour from `from_s` to `to_s`?
  bool has_room(double now_s, double from_s, double to_s, double cards, double limit);

 private:
  void advance(double now_s);
  std::size_t place(std::int64_t hour) const {
    return static_cast<std::size_t>(hour) % cards_.size();
  }

  std::vector<double> cards_;  ///< [hour modulo their number]
  std::int64_t first_ = 0;     ///< hour of now
};

/// When a run of `run_s` should start, now or at most at `latest_s`: at the first of the times with
/// the least mean worth, now if none is better than that or has room.
///
/// The worth is constant within an hour, so its mean over a run is linear in between the times at
/// which the run begins or ends with an hour; one of these, or the latest, is best. `has_room(t)`
/// tells whether a run from t on finds its cards. Who finds none now would wait all the same.
template <typename HasRoom>
double best_start(const WorthProfile& worth, double now_s, double latest_s, double run_s,
                  HasRoom has_room) {
  constexpr double kHour_s = WorthProfile::kHour_s;
  double best_s = now_s;
  if (!(run_s > 0) || latest_s <= now_s) return best_s;
  double least =
      has_room(now_s) ? worth.mean(now_s, run_s) : std::numeric_limits<double>::infinity();
  // What is hardly better is not worth a wait, and rounding must not decide.
  const auto consider = [&](double start_s) {
    if (start_s <= now_s || start_s > latest_s) return;
    const double mean = worth.mean(start_s, run_s);
    const double enough = std::isinf(least) ? 0 : 1e-9 * std::max(std::abs(least), 1e-9);
    const bool better = mean < least - enough;
    const bool sooner = mean <= least + enough && best_s > now_s && start_s < best_s;
    if ((better || sooner) && has_room(start_s)) {
      best_s = start_s;
      least = std::min(mean, least);
    }
  };
  for (double hour = std::floor(now_s / kHour_s) + 1; hour * kHour_s <= latest_s; ++hour)
    consider(hour * kHour_s);
  for (double hour = std::floor((now_s + run_s) / kHour_s) + 1; hour * kHour_s - run_s <= latest_s;
       ++hour) {
    consider(hour * kHour_s - run_s);
  }
  consider(latest_s);
  return best_s;
}

}  // namespace suanwang
