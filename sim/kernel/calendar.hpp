#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace suanwang {

/// Civil time of a run: hours since its start in China Standard Time (UTC+8, no daylight saving).
class Calendar {
 public:
  explicit Calendar(std::chrono::year_month_day start)
      : first_day_(start),
        weekday_(static_cast<int>(std::chrono::weekday{first_day_}.iso_encoding()) - 1) {}

  /// Month of the year, 0 = January, of hour `hour` since the start.
  int month(std::int64_t hour) const {
    const auto day = static_cast<std::size_t>(hour / 24);
    while (months_.size() <= day) {
      const std::chrono::year_month_day date{first_day_ + std::chrono::days{months_.size()}};
      months_.push_back(static_cast<std::uint8_t>(static_cast<unsigned>(date.month()) - 1));
    }
    return months_[day];
  }
  /// How much of its month is over in the middle of an hour, from 0 to 1.
  double share_of_month(std::int64_t hour) const {
    const std::chrono::year_month_day day = date(hour / 24);
    const std::chrono::year_month_day_last last{day.year() / day.month() / std::chrono::last};
    const double days = static_cast<unsigned>(last.day());
    const double before = static_cast<unsigned>(day.day()) - 1;
    return (24 * before + hour_of_day(hour) + 0.5) / (24 * days);
  }
  static int hour_of_day(std::int64_t hour) { return static_cast<int>(hour % 24); }
  /// Hour of the week at the start, 0 = Monday 00:00.
  int first_hour_of_week() const { return 24 * weekday_; }
  int hour_of_week(std::int64_t hour) const {
    return static_cast<int>((first_hour_of_week() + hour) % 168);
  }
  /// Civil date of a day since the start.
  std::chrono::year_month_day date(std::int64_t day) const {
    return first_day_ + std::chrono::days{day};
  }

 private:
  std::chrono::sys_days first_day_;
  int weekday_;                               ///< of the start, 0 = Monday
  mutable std::vector<std::uint8_t> months_;  ///< by day, as far as asked for
};

}  // namespace suanwang
