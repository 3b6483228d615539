#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "sim/report/table.hpp"

namespace suanwang {

// What the drawings of charts.hpp have in common.

inline constexpr int kChartGap = 2;     ///< blanks between columns
inline constexpr int kMostLabel = 28;   ///< columns of a label
inline constexpr int kMostNumber = 22;  ///< columns of a number

inline std::string repeated(const char* text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

/// The text on one line, cut or filled up to `width` columns.
inline std::string filled(const std::string& text, int width, Align align) {
  const std::string cut = shorten(printable(text), width);
  const std::string fill = repeated(" ", width - display_width(cut));
  return align == Align::left ? cut + fill : fill + cut;
}

inline void add_chart_line(std::string& chart, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  if (!line.empty()) line.insert(0, kIndent, ' ');
  chart += line + '\n';
}

/// As wide as the widest of its texts, at most `most`.
class ChartColumn {
 public:
  ChartColumn(int most, Align align) : most_(most), align_(align) {}
  void add(const std::string& text) {
    width_ = std::max(width_, std::min(most_, display_width(text)));
  }
  /// With the gap after it; a column without texts takes nothing.
  int width() const { return width_ > 0 ? width_ + kChartGap : 0; }
  std::string cell(const std::string& text) const {
    return width_ > 0 ? filled(text, width_, align_) + repeated(" ", kChartGap) : "";
  }

 private:
  int most_;
  Align align_;
  int width_ = 0;
};

/// From the least to the greatest of some finite values.
struct ChartRange {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void add(double value) {
    if (!std::isfinite(value)) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  bool empty() const { return low > high; }
  /// Where a value stands, from 0 to `steps`; in the middle where all values are equal.
  int step(double value, int steps) const {
    // Halves: the distance of the largest numbers is beyond the largest number.
    const double range = high / 2 - low / 2;
    if (!(range > 0)) return steps / 2;
    const double share = std::clamp((value / 2 - low / 2) / range, 0.0, 1.0);
    return static_cast<int>(std::lround(share * steps));
  }
};

}  // namespace suanwang
