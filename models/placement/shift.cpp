#include "models/placement/shift.hpp"

namespace suanwang {
namespace {

constexpr double kHourOfPlan_s = WorthProfile::kHour_s;

/// Calls `visit(hour, share)` for each hour that a time from `from_s` to `to_s` touches, with the
/// share of the hour that it takes, up to the hour `end`; stops where it returns false.
template <typename Visit>
bool for_each_hour(double from_s, double to_s, std::int64_t end, Visit visit) {
  for (auto hour = static_cast<std::int64_t>(std::floor(from_s / kHourOfPlan_s)); hour < end;
       ++hour) {
    const double begin_s = static_cast<double>(hour) * kHourOfPlan_s;
    if (begin_s >= to_s) break;
    const double share =
        (std::min(to_s, begin_s + kHourOfPlan_s) - std::max(from_s, begin_s)) / kHourOfPlan_s;
    if (!visit(hour, share)) return false;
  }
  return true;
}

}  // namespace

// Hours that are over make place for new ones, of which nothing is planned yet.
void HourPlan::advance(double now_s) {
  const auto now = static_cast<std::int64_t>(std::floor(now_s / kHourOfPlan_s));
  const auto hours = static_cast<std::int64_t>(cards_.size());
  for (std::int64_t hour = std::max(first_, now - hours); hour < now; ++hour)
    cards_[place(hour)] = 0;
  first_ = std::max(first_, now);
}

void HourPlan::add(double now_s, double from_s, double to_s, double cards) {
  advance(now_s);
  const auto end = first_ + static_cast<std::int64_t>(cards_.size());
  for_each_hour(std::max(from_s, now_s), to_s, end, [&](std::int64_t hour, double share) {
    cards_[place(hour)] += cards * share;
    return true;
  });
}

bool HourPlan::has_room(double now_s, double from_s, double to_s, double cards, double limit) {
  advance(now_s);
  const auto end = first_ + static_cast<std::int64_t>(cards_.size());
  return for_each_hour(from_s, to_s, end, [&](std::int64_t hour, double share) {
    return cards_[place(hour)] + cards * share <= limit * (1 + 1e-12);
  });
}

}  // namespace suanwang
