#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/study/chart_parts.hpp"
#include "sim/study/charts.hpp"

namespace suanwang {
namespace {

constexpr int kScatterRows = 16;
constexpr int kScatterColumns = 72;

/// The plane as rows of cells, the top one first.
class ScatterPlane {
 public:
  ScatterPlane() : rows_(kScatterRows, std::string(kScatterColumns, ' ')) {}

  void dot(int column, int row) { cell(column, row) = kDot; }

  /// On the nearest free place of the row, the right one of two: marks do not hide one another.
  void mark(int column, int row, char mark) {
    for (int away = 0; away < kScatterColumns; ++away) {
      for (const int at : {column + away, column - away}) {
        if (at < 0 || at >= kScatterColumns || !is_free(cell(at, row))) continue;
        cell(at, row) = mark;
        return;
      }
    }
  }

  std::string row(int row) const {
    std::string text;
    for (const char c : rows_[static_cast<std::size_t>(row)])
      text += c == kDot ? "·" : std::string(1, c);
    return text;
  }

 private:
  static constexpr char kDot = '\1';  // one byte a cell until it is printed
  static bool is_free(char c) { return c == ' ' || c == kDot; }
  char& cell(int column, int row) {
    return rows_[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
  }

  std::vector<std::string> rows_;
};

/// Both ends of the x axis below it, or the one value that there is.
std::string ends_of_x(const ChartRange& x, const NumberText& format) {
  const std::string low = shorten(format(x.low), kScatterColumns / 2 - kChartGap);
  const std::string high = shorten(format(x.high), kScatterColumns / 2 - kChartGap);
  if (x.low == x.high) {
    return repeated(" ", (kScatterColumns - display_width(low)) / 2) + low;
  }
  return low + filled(high, kScatterColumns - display_width(low), Align::right);
}

}  // namespace

std::string scatter_chart(const std::vector<ScatterPoint>& points, const std::string& x_title,
                          const std::string& y_title, const NumberText& format_x,
                          const NumberText& format_y) {
  // Step 1. The axes' ends.
  const auto known = [](const ScatterPoint& p) { return std::isfinite(p.x) && std::isfinite(p.y); };
  ChartRange x, y;
  for (const ScatterPoint& point : points) {
    if (!known(point)) continue;
    x.add(point.x);
    y.add(point.y);
  }
  if (x.empty()) return "";

  // Step 2. Dots first, then marks over them.
  ScatterPlane plane;
  const auto row_of = [&](double value) {
    return kScatterRows - 1 - y.step(value, kScatterRows - 1);
  };
  for (const bool dominated : {true, false}) {
    for (const ScatterPoint& point : points) {
      if (!known(point) || point.dominated != dominated) continue;
      const int column = x.step(point.x, kScatterColumns - 1);
      if (dominated) {
        plane.dot(column, row_of(point.y));
      } else {
        plane.mark(column, row_of(point.y), point.mark);
      }
    }
  }

  // Step 3. Line by line, the y axis's ends at its left.
  const std::string top = format_y(y.high), bottom = format_y(y.low);
  const int labels = std::min(kMostNumber, std::max(display_width(top), display_width(bottom)));
  std::string chart;
  add_chart_line(chart, shorten(printable(y_title), kReportWidth - kIndent));
  for (int row = 0; row < kScatterRows; ++row) {
    const bool high = row == row_of(y.high), low = row == row_of(y.low);
    add_chart_line(chart, filled(high  ? top
                                 : low ? bottom
                                       : "",
                                 labels, Align::right) +
                              (high || low ? " ┤" : " │") + plane.row(row));
  }
  const std::string left = repeated(" ", labels + 1);
  add_chart_line(chart, left + "└" + repeated("─", kScatterColumns));
  add_chart_line(chart, left + " " + ends_of_x(x, format_x));
  const std::string title = shorten(printable(x_title), kScatterColumns);
  add_chart_line(chart,
                 left + repeated(" ", 1 + (kScatterColumns - display_width(title)) / 2) + title);
  return chart;
}

}  // namespace suanwang
