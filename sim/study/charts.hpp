#pragma once

#include <functional>
#include <string>
#include <vector>

namespace suanwang {

// Drawings of a study for a terminal, without colour, within kReportWidth columns and indented like
// tables. Labels and numbers come ready in the reader's language; what does not fit is shortened.
// A value that is not finite has no bar and no mark.

using NumberText = std::function<std::string(double)>;

/// One part of a change, as a waterfall shows it.
struct WaterfallStep {
  std::string label;
  double value = 0;       ///< change, in the unit of the totals
  double half_width = 0;  ///< of its confidence interval; 0, or not finite: not told
};

/// How steps lead from one total to another: totals are solid bars, rises dark, falls light, each
/// beginning where the one before ended. Bars begin at 0, or after a torn edge `//` where that
/// would leave no room to see the steps. The steps are expected to add up to `to - from`.
///
/// `format_change` gives a signed text; a half width is told by it too, less its sign.
std::string waterfall_chart(const std::string& from_label, double from,
                            const std::vector<WaterfallStep>& steps, const std::string& to_label,
                            double to, const NumberText& format_total,
                            const NumberText& format_change);

/// What a measure becomes when one input is at its low and at its high end.
struct TornadoBar {
  std::string label;
  std::string low_label, high_label;  ///< the input's two values
  double at_low = 0;
  double at_high = 0;
};

/// How far each input alone moves a measure from `base`, widest swing first (ties as given). Each
/// end names the input's value and the measure there; the lower measure stands on the left. Where
/// both ends lie on one side of the base, the part that they share is light.
std::string tornado_chart(double base, std::vector<TornadoBar> bars, const NumberText& format);

/// One point of a scatter chart.
struct ScatterPoint {
  double x = 0, y = 0;
  char mark = 'a';         ///< printed where the point is
  bool dominated = false;  ///< drawn as a light dot, under the marks
};

/// Points in a plane, x to the right and y up, the axes from the least to the greatest value. Marks
/// that fall on one place stand side by side. Nothing for no points.
std::string scatter_chart(const std::vector<ScatterPoint>& points, const std::string& x_title,
                          const std::string& y_title, const NumberText& format_x,
                          const NumberText& format_y);

}  // namespace suanwang
