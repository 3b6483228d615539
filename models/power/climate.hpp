#pragma once

#include <array>
#include <cstddef>

namespace suanwang {

/// Days of the months of a common year, January first.
inline constexpr std::array<int, 12> kDaysOfMonth{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

/// Outdoor temperature of a place through the year and the day [degC].
///
/// The day's mean runs in straight lines from the middle of one month to the middle of the next.
/// The values there are chosen so that each month's mean is exactly its normal: through the normals
/// themselves the lines would cut off the summit of July and fill the trough of January. The day
/// cycle is a cosine of half the day range above and below, warmest at 15:00 of China Standard
/// Time; its mean over the 24 hours is 0.
class Climate {
 public:
  Climate() = default;
  /// From monthly normals [degC], January first, and the mean day range [K], highest less lowest.
  Climate(const std::array<double, 12>& months_c, double day_range_k);

  /// The mean of a day [degC], at a share of a month, 0 its beginning and 1 its end.
  double day_mean_c(std::size_t month, double share) const;

  /// In the middle of an hour of the day [degC].
  double at(std::size_t month, double share, int hour_of_day) const;

  /// No hour of the year is hotter [degC].
  double hottest_c() const;

  friend bool operator==(const Climate&, const Climate&) = default;

 private:
  std::array<double, 12> mid_month_c_{};
  double day_range_k_ = 0;
};

}  // namespace suanwang
