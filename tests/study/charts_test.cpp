#include "sim/study/charts.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <sstream>

#include "sim/report/table.hpp"

using namespace suanwang;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::string plain(double value) { return std::isfinite(value) ? fmt::format("{:g}", value) : "-"; }
std::string change(double value) {
  return std::isfinite(value) ? fmt::format("{:+g}", value) : "-";
}
std::string million_yuan(double value) { return fmt::format("{:g}万元", value); }
std::string changed_yuan(double value) { return fmt::format("{:+g}万元", value); }

std::string lines(const std::vector<std::string>& each) {
  std::string text;
  for (const std::string& line : each) text += line + "\n";
  return text;
}

int widest(const std::string& chart) {
  int width = 0;
  std::istringstream in(chart);
  for (std::string line; std::getline(in, line);) width = std::max(width, display_width(line));
  return width;
}

std::string bar(const char* cell, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += cell;
  return text;
}
std::string blank(int times) { return bar(" ", times); }

/// Rows of a plane with nothing in them, behind an axis without labels.
std::string empty_rows(int rows, int label_width) {
  return bar((blank(label_width) + "│\n").c_str(), rows);
}

}  // namespace

TEST_CASE("waterfall: bars begin where the one before ended", "[study]") {
  // 0 to 112 in 56 columns: 2 a column. 100 + 12 - 56 = 56.
  const std::vector<WaterfallStep> steps{{"more", 12, 1.5}, {"less", -56, 0}};
  CHECK(waterfall_chart("now", 100, steps, "then", 56, plain, change) ==
        lines({
            "  now   100         " + bar("█", 50),
            "  more  +12  ± 1.5  " + blank(50) + bar("▓", 6),
            "  less  -56         " + blank(28) + bar("░", 28),
            "  then   56         " + bar("█", 28),
        }));
}

TEST_CASE("waterfall: Chinese labels and numbers line up", "[study]") {
  CHECK(waterfall_chart("今天", 28, {{"算力券", 28, 0}}, "采用 vouchers", 56, million_yuan,
                        changed_yuan) ==
        lines({
            "  今天            28万元  " + bar("█", 28),
            "  算力券         +28万元  " + blank(28) + bar("▓", 28),
            "  采用 vouchers   56万元  " + bar("█", 56),
        }));
}

TEST_CASE("waterfall: small changes tear the axis", "[study]") {
  // 1,000 to 1,056: with a quarter of 56 below, the bars are from 986 to 1,056, 1.25 a column.
  // 1,000 is at 14 / 1.25 = 11, 1,040 at 54 / 1.25 = 43.
  const std::vector<WaterfallStep> steps{{"b", 56, 0}, {"c", -16, 0}};
  CHECK(waterfall_chart("a", 1000, steps, "d", 1040, plain, change) ==
        lines({
            "  a  1000  //" + bar("█", 9),
            "  b   +56  " + blank(11) + bar("▓", 45),
            "  c   -16  " + blank(43) + bar("░", 13),
            "  d  1040  //" + bar("█", 41),
        }));
  // Below 0 the same from the right.
  CHECK(waterfall_chart("a", -1000, {{"b", -56, 0}}, "d", -1056, plain, change) ==
        lines({
            "  a  -1000  " + blank(45) + bar("█", 9) + "//",
            "  b    -56  " + bar("░", 45),
            "  d  -1056  " + bar("█", 54) + "//",
        }));
}

TEST_CASE("waterfall: through 0, no change, an unknown one", "[study]") {
  // -28 to 28 in 56 columns.
  const std::vector<WaterfallStep> steps{{"b", 56, kNaN}, {"c", 0, 0}, {"d", kNaN, 1}};
  CHECK(waterfall_chart("a", -28, steps, "e", 28, plain, change) ==
        lines({
            "  a  -28       " + bar("█", 28),
            "  b  +56       " + bar("▓", 56),
            "  c   +0       " + blank(55) + "│",
            "  d    -  ± 1",
            "  e   28       " + blank(28) + bar("█", 28),
        }));
  CHECK(waterfall_chart("a", 5, {}, "b", 5, plain, change) ==
        lines({"  a  5  " + bar("█", 56), "  b  5  " + bar("█", 56)}));
  CHECK(waterfall_chart("a", kNaN, {{"b", 1, 0}}, "c", kNaN, plain, change) ==
        lines({"  a   -", "  b  +1", "  c   -"}));
}

TEST_CASE("tornado: the widest swing comes first, the lower measure stands left", "[study]") {
  // 60 to 156 in 49 columns, that of the base among them: 2 a column, 20 left, 28 right.
  const std::vector<TornadoBar> bars{{"life", "4 a", "6 a", 110, 93},
                                     {"carbon price", "50", "200", 60, 156}};
  CHECK(tornado_chart(100, bars, plain) ==
        lines({
            blank(44) + "100",
            "  carbon price   50: 60  " + bar("█", 20) + "│" + bar("█", 28) + "  200: 156",
            "  life          6 a: 93  " + blank(16) + "▐███│█████" + blank(23) + "  4 a: 110",
        }));
}

TEST_CASE("tornado: Chinese lines up, and what both ends share is light", "[study]") {
  // 100 to 196: 2 a column. 104 to 114: two columns shared, then five.
  const std::vector<TornadoBar> bars{{"碳价", "低", "高", 100, 196},
                                     {"卡寿命", "4年", "6年", 114, 104}};
  CHECK(tornado_chart(100, bars, million_yuan) ==
        lines({
            blank(21) + "100万元",
            "  碳价     低: 100万元  │" + bar("█", 48) + "  高: 196万元",
            "  卡寿命  6年: 104万元  │░░█████" + blank(41) + "  4年: 114万元",
        }));
}

TEST_CASE("tornado: nothing moves, unknown ends, a tiny swing, no bars", "[study]") {
  CHECK(tornado_chart(5, {{"a", "1", "2", 5, 5}}, plain) == lines({
                                                                "           5",
                                                                "  a  1: 5  │  2: 5",
                                                            }));
  const std::vector<TornadoBar> bars{
      {"a", "1", "2", kNaN, 1}, {"b", "1", "2", -96, 0}, {"c", "1", "2", 0, 0}};
  CHECK(tornado_chart(0, bars, plain) == lines({
                                             blank(13) + blank(47) + "0",
                                             "  b  1: -96  " + bar("█", 47) + "│   2: 0",
                                             "  a    1: -  " + blank(47) + "│▌  2: 1",
                                             "  c    1: 0  " + blank(47) + "│   2: 0",
                                         }));
  CHECK(tornado_chart(5, {}, plain) == "  5\n");
  CHECK(tornado_chart(kNaN, {{"a", "1", "2", 3, 4}}, plain) == lines({
                                                                   "           -",
                                                                   "  a  1: 3  │  2: 4",
                                                               }));
}

TEST_CASE("scatter: marks and dots in a plane of 16 by 72", "[study]") {
  // x from 0 to 71: a column each. y from 0 to 15: a row each.
  const std::vector<ScatterPoint> points{{0, 15, 'a', false}, {10, 5, 'b', false},
                                         {71, 0, 'c', false}, {40, 5, '?', true},
                                         {10, 5, '?', true},  {kNaN, 3, 'd', false}};
  CHECK(scatter_chart(points, "cost", "等待", plain, plain) ==
        "  等待\n"
        "  15 ┤a\n" +
            empty_rows(9, 5) + "     │" + blank(10) + "b" + blank(29) + "·\n" + empty_rows(4, 5) +
            "   0 ┤" + blank(71) + "c\n" + "     └" + bar("─", 72) + "\n" + "      0" + blank(69) +
            "71\n" + blank(6 + 34) + "cost\n");
}

TEST_CASE("scatter: marks on one place stand side by side", "[study]") {
  const std::vector<ScatterPoint> points{{0, 0, 'a', false},
                                         {0, 0, 'b', false},
                                         {71, 15, 'c', false},
                                         {71, 15, 'd', false},
                                         {1, 0, '?', true}};
  const std::string chart = scatter_chart(points, "x", "y", plain, plain);
  CHECK(chart.find("   0 ┤ab\n") != std::string::npos);
  CHECK(chart.find("  15 ┤" + blank(70) + "dc\n") != std::string::npos);
}

TEST_CASE("scatter: one point, equal values, none", "[study]") {
  CHECK(scatter_chart({{-3, 4, 'a', false}}, "", "", plain, plain) ==
        "\n" + empty_rows(8, 4) + "  4 ┤" + blank(35) + "a\n" + empty_rows(7, 4) + "    └" +
            bar("─", 72) + "\n" + blank(5 + 35) + "-3\n\n");
  const std::string level =
      scatter_chart({{-3, 4, 'a', false}, {5, 4, 'b', false}}, "x", "y", plain, plain);
  CHECK(level.find("  4 ┤a" + blank(70) + "b\n") != std::string::npos);
  CHECK(scatter_chart({}, "x", "y", plain, plain).empty());
  CHECK(scatter_chart({{kNaN, 1, 'a', false}}, "x", "y", plain, plain).empty());
}

TEST_CASE("charts: stay within the report's width whatever the texts", "[study]") {
  const auto wide = [](double value) { return fmt::format("{:060.3f}", value); };
  const std::string name = bar("很长的名称 ", 12);
  CHECK(widest(waterfall_chart(name, 5, {{name, 3, 2}}, name, 8, wide, wide)) == kReportWidth);
  CHECK(widest(tornado_chart(7, {{name, name, name, 3, 8}}, wide)) == kReportWidth);
  // The base far right, its value wide and the ends' texts narrow.
  CHECK(widest(tornado_chart(7, {{name, "", "", 3, 7}}, [](double v) {
          return v == 7 ? std::string(60, '7') : std::string("3");
        })) <= kReportWidth);
  CHECK(widest(scatter_chart({{0, 0, 'a', false}, {1, 1, 'b', false}}, name, name, wide, wide)) <=
        kReportWidth);
  // Values near the largest numbers keep their places.
  CHECK(waterfall_chart("a", 1.5e308, {}, "b", -1.5e308, plain, change) ==
        "  a   1.5e+308  " + blank(28) + bar("█", 28) + "\n" + "  b  -1.5e+308  " + bar("█", 28) +
            "\n");
}
