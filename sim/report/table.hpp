#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace suanwang {

/// Columns that reports keep within.
inline constexpr int kReportWidth = 100;
inline constexpr int kIndent = 2;               ///< of tables and of notes below them
inline constexpr std::size_t kMostSites = 20;   ///< that a table lists one by one
inline constexpr std::size_t kMostRegions = 5;  ///< likewise

/// Columns that UTF-8 text takes on a terminal: 2 for Chinese characters, their punctuation and
/// fullwidth forms, 0 for combining marks, 1 otherwise (also for a byte that is not UTF-8).
int display_width(std::string_view text);

/// The text cut to at most `width` columns, ending in ".." where something is missing.
std::string shorten(std::string_view text, int width);

/// The text on one line: control characters become blanks, bytes that are not UTF-8 become U+FFFD.
std::string printable(std::string_view text);

/// Paragraphs broken into lines of at most `width` columns, at blanks or between Chinese
/// characters; the first line starts with `indent` blanks and the others with `hanging`. Every line
/// ends in '\n'.
std::string wrap(std::string_view text, int width, int indent = 0, int hanging = -1);

enum class Align { left, right };

/// A text table with a heading, a rule below it, and columns aligned by display width.
///
/// Where the table would be wider than asked, the widest left-aligned columns are shortened first.
class Table {
 public:
  struct Column {
    std::string heading;  ///< may hold '\n': a heading of several lines
    Align align = Align::right;
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// One row; missing cells are empty.
  void row(std::vector<std::string> cells);
  /// A line of its own among the rows, heading those that follow.
  void group(std::string heading);
  /// Rows with cells; group lines do not count.
  bool empty() const;
  /// The width it would have if nothing were shortened.
  int natural_width() const;
  /// The table, each line indented by `indent` and at most `width` columns wide, with '\n' after
  /// each.
  std::string to_string(int indent = 0, int width = kReportWidth) const;

 private:
  struct Row {
    std::vector<std::string> cells;
    bool group = false;
  };

  std::vector<int> natural_widths() const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace suanwang
