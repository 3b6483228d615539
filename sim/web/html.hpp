#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace suanwang {

/// Text for HTML, between tags or in a quoted attribute: `&lt;` for `<`.
std::string html(std::string_view text);

/// JSON for a script element: no `<` is left that could end it.
std::string json_for_script(std::string_view json);

/// A table whose first column names the rows; the others are to the right where they hold numbers.
class HtmlTable {
 public:
  HtmlTable(std::string caption, std::vector<std::string> headings);

  /// As many cells as headings; texts, not HTML.
  void row(const std::vector<std::string>& cells);
  bool empty() const { return rows_.empty(); }
  /// Nothing where there is no row.
  std::string to_string() const;

 private:
  std::string caption_;
  std::vector<std::string> headings_;
  std::string rows_;
};

}  // namespace suanwang
