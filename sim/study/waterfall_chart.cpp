#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/study/chart_parts.hpp"
#include "sim/study/charts.hpp"

namespace suanwang {
namespace {

constexpr int kMostWaterfall = 56;  ///< columns of bars
constexpr double kTornBelow = 0.2;  ///< of the totals: changes smaller than this tear the axis
constexpr double kTornRoom = 0.25;  ///< of the changes: what is left of the totals then

/// What is drawn from left to right, and where the totals' bars begin.
struct WaterfallAxis {
  ChartRange range;
  double origin = 0;
  bool torn = false;

  explicit WaterfallAxis(const std::vector<double>& levels) {
    for (const double level : levels) range.add(level);
    const double changes = range.high - range.low;
    torn = changes > 0 && changes < kTornBelow * std::max(range.low, -range.high);
    if (!torn) {
      range.add(0);
    } else {
      const double room = kTornRoom * changes;
      origin = range.low > 0 ? range.low - room : range.high + room;
      range.add(origin);
    }
  }
};

/// One bar between two values, of the text `fill`; a thin line where it is too short for one.
std::vector<std::string> waterfall_bar(const WaterfallAxis& axis, int width, double from, double to,
                                       const char* fill) {
  std::vector<std::string> cells(static_cast<std::size_t>(width), " ");
  if (!std::isfinite(from) || !std::isfinite(to)) return cells;
  const int first = axis.range.step(std::min(from, to), width);
  const int last = axis.range.step(std::max(from, to), width);
  for (int i = first; i < last; ++i) cells[static_cast<std::size_t>(i)] = fill;
  if (first == last) cells[static_cast<std::size_t>(std::min(first, width - 1))] = "│";
  return cells;
}

std::string total_bar(const WaterfallAxis& axis, int width, double total) {
  auto cells = waterfall_bar(axis, width, axis.origin, total, "█");
  if (axis.torn && std::isfinite(total)) {
    const auto edge = static_cast<std::size_t>(axis.origin > 0 ? 0 : width - 2);
    cells[edge] = cells[edge + 1] = "/";
  }
  std::string bar;
  for (const std::string& cell : cells) bar += cell;
  return bar;
}

std::string step_bar(const WaterfallAxis& axis, int width, double from, double to) {
  std::string bar;
  for (const std::string& cell : waterfall_bar(axis, width, from, to, from < to ? "▓" : "░")) {
    bar += cell;
  }
  return bar;
}

std::string give_or_take(double half_width, const NumberText& format_change) {
  if (!(half_width > 0) || !std::isfinite(half_width)) return "";
  std::string text = format_change(half_width);
  if (text.rfind('+', 0) == 0) text.erase(0, 1);
  return "± " + text;
}

}  // namespace

std::string waterfall_chart(const std::string& from_label, double from,
                            const std::vector<WaterfallStep>& steps, const std::string& to_label,
                            double to, const NumberText& format_total,
                            const NumberText& format_change) {
  // Step 1. The level after each step; one that is not known leaves it as it was.
  std::vector<double> levels{from};
  for (const WaterfallStep& step : steps) {
    levels.push_back(levels.back() + (std::isfinite(step.value) ? step.value : 0));
  }
  std::vector<double> shown = levels;
  shown.push_back(to);
  const WaterfallAxis axis(shown);

  // Step 2. The columns of text; the bars take what is left.
  ChartColumn labels(kMostLabel, Align::left);
  ChartColumn numbers(kMostNumber, Align::right);
  ChartColumn doubts(kMostNumber, Align::left);
  labels.add(from_label);
  labels.add(to_label);
  numbers.add(format_total(from));
  numbers.add(format_total(to));
  for (const WaterfallStep& step : steps) {
    labels.add(step.label);
    numbers.add(format_change(step.value));
    doubts.add(give_or_take(step.half_width, format_change));
  }
  const int text_width = labels.width() + numbers.width() + doubts.width();
  const int width = std::min(kMostWaterfall, kReportWidth - kIndent - text_width);

  // Step 3. Line by line.
  std::string chart;
  const auto total = [&](const std::string& label, double value) {
    add_chart_line(chart, labels.cell(label) + numbers.cell(format_total(value)) + doubts.cell("") +
                              total_bar(axis, width, value));
  };
  total(from_label, from);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const WaterfallStep& step = steps[i];
    const bool known = std::isfinite(step.value);
    add_chart_line(chart, labels.cell(step.label) + numbers.cell(format_change(step.value)) +
                              doubts.cell(give_or_take(step.half_width, format_change)) +
                              (known ? step_bar(axis, width, levels[i], levels[i + 1]) : ""));
  }
  total(to_label, to);
  return chart;
}

}  // namespace suanwang
