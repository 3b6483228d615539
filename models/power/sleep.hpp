#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace suanwang {

/// Idle cards of a pool beyond a reserve sleep, and wake at once when they are needed.
///
/// A card is off (not powered), asleep, idle or busy. The reserve stays idle, so that the next jobs
/// find cards awake.
struct SleepRule {
  double power_w = 0;        ///< of a sleeping card with its share of the server
  double reserve_share = 0;  ///< of the powered cards that stay awake beyond the busy ones

  /// Cards of the reserve, rounded up.
  std::int64_t reserve(std::int64_t powered) const {
    // A product that is a hair above a whole number by rounding is that number.
    return static_cast<std::int64_t>(
        std::ceil(reserve_share * static_cast<double>(powered) * (1 - 1e-12)));
  }

  friend bool operator==(const SleepRule&, const SleepRule&) = default;
};

/// Cards that sleep of those that are up, with a reserve of so many awake beyond the busy ones.
inline std::int64_t asleep(std::int64_t up, std::int64_t busy, std::int64_t reserve) {
  return std::max<std::int64_t>(0, up - busy - reserve);
}

}  // namespace suanwang
