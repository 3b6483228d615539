#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/study/chart_parts.hpp"
#include "sim/study/charts.hpp"

namespace suanwang {
namespace {

constexpr int kMostTornado = 49;     ///< columns of bars, with that of the base
constexpr int kMostTornadoEnd = 26;  ///< columns of an end's text

/// Half columns between the base and the ends of a bar, on one side of the base.
struct TornadoReach {
  int shared = 0;  ///< to the nearer end, where both are on this side
  int far = 0;
};

class TornadoScale {
 public:
  TornadoScale(double base, const std::vector<TornadoBar>& bars, int width) : base_(base) {
    ChartRange range;
    for (const TornadoBar& bar : bars) {
      range.add(bar.at_low);
      range.add(bar.at_high);
    }
    if (range.empty() || !std::isfinite(base)) return;
    range.add(base);
    if (range.low == range.high) return;
    left_ = range.step(base, width - 1);
    // A side that has something to show has a column for it.
    if (base > range.low) left_ = std::max(left_, 1);
    if (base < range.high) left_ = std::min(left_, width - 2);
    right_ = width - 1 - left_;
    column_ = (range.high - range.low) / (width - 1);
  }

  int left() const { return left_; }    ///< columns on the left of the base
  int right() const { return right_; }  ///< likewise

  /// `side`: -1 for what is below the base, 1 for what is above.
  TornadoReach reach(const TornadoBar& bar, int side) const {
    const int low = halves(side * (bar.at_low - base_), side);
    const int high = halves(side * (bar.at_high - base_), side);
    return {std::min(low, high), std::max(low, high)};
  }

 private:
  int halves(double distance, int side) const {
    if (!(distance > 0) || !std::isfinite(distance) || !(column_ > 0)) return 0;
    const int most = 2 * (side < 0 ? left_ : right_);
    return std::clamp(static_cast<int>(std::lround(2 * distance / column_)), 1, most);
  }

  double base_;
  int left_ = 0;
  int right_ = 0;
  double column_ = 0;  ///< in the measure's unit
};

/// The column `place` columns from the base, counted from 1.
const char* tornado_cell(const TornadoReach& reach, int place, const char* half) {
  if (2 * place <= reach.shared) return "░";
  if (2 * place <= reach.far) return "█";
  return 2 * place - 1 == reach.far ? half : " ";
}

std::string tornado_bar(const TornadoScale& scale, const TornadoBar& bar) {
  const TornadoReach below = scale.reach(bar, -1), above = scale.reach(bar, 1);
  std::string text;
  for (int place = scale.left(); place >= 1; --place) text += tornado_cell(below, place, "▐");
  text += "│";
  for (int place = 1; place <= scale.right(); ++place) text += tornado_cell(above, place, "▌");
  return text;
}

double swing(const TornadoBar& bar, double base) {
  ChartRange range;
  for (const double value : {bar.at_low, bar.at_high, base}) range.add(value);
  return range.empty() ? 0 : range.high - range.low;
}

}  // namespace

std::string tornado_chart(double base, std::vector<TornadoBar> bars, const NumberText& format) {
  std::stable_sort(bars.begin(), bars.end(), [base](const TornadoBar& a, const TornadoBar& b) {
    return swing(a, base) > swing(b, base);
  });
  struct Row {
    std::string left, right;
  };
  std::vector<Row> rows;
  ChartColumn labels(kMostLabel, Align::left);
  ChartColumn lefts(kMostTornadoEnd, Align::right);
  int right_width = 0;
  for (const TornadoBar& bar : bars) {
    Row row{bar.low_label + ": " + format(bar.at_low), bar.high_label + ": " + format(bar.at_high)};
    if (bar.at_high < bar.at_low) std::swap(row.left, row.right);
    labels.add(bar.label);
    lefts.add(row.left);
    right_width = std::max(right_width, std::min(kMostTornadoEnd, display_width(row.right)));
    rows.push_back(std::move(row));
  }
  const int before = labels.width() + lefts.width();
  const int width =
      std::min(kMostTornado, kReportWidth - kIndent - before - kChartGap - right_width);
  const TornadoScale scale(base, bars, width);

  // The base's value stands over its line, moved where it would leave the page.
  std::string chart;
  const std::string value = shorten(format(base), kMostTornadoEnd);
  const int start = std::clamp(before + scale.left() - display_width(value) / 2, 0,
                               kReportWidth - kIndent - display_width(value));
  add_chart_line(chart, repeated(" ", start) + value);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    add_chart_line(chart, labels.cell(bars[i].label) + lefts.cell(rows[i].left) +
                              tornado_bar(scale, bars[i]) + repeated(" ", kChartGap) +
                              shorten(printable(rows[i].right), kMostTornadoEnd));
  }
  return chart;
}

}  // namespace suanwang
