#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/suggest.hpp"
#include "sim/trace/line_parser.hpp"

namespace suanwang {

/// A parser of lines with commas below a line of column names, which may come in any order.
class ColumnParser : public LineParser {
 public:
  /// `required` columns come first in `known`; `other` columns may be there or not.
  ColumnParser(TraceInput& input, std::vector<std::string_view> known, std::size_t required,
               bool others)
      : LineParser(input), known_(std::move(known)), required_(required), others_(others) {}

  std::optional<TraceJob> job_of(std::string_view line) final {
    if (first_line_) {
      first_line_ = false;
      if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
      require_whole();
      read_names(line);
      return std::nullopt;
    }
    if (line.find_first_not_of(" \t") == line.npos) return std::nullopt;
    require_whole();
    if (!split_at_commas(line, cells_)) fail(1, "a value in quotes is not closed");
    if (cells_.size() != columns_) {
      fail(1, fmt::format("expected {} columns, as the first line has, got {}", columns_,
                          cells_.size()));
    }
    count_line();
    return job();
  }

 protected:
  virtual std::optional<TraceJob> job() = 0;

  bool has(std::size_t column) const {
    return column < places_.size() && places_[column] != kAbsent;
  }

  /// The cell of a known column; an empty one where the file has no such column.
  TraceCell cell(std::size_t column) const {
    return has(column) ? cells_[places_[column]] : TraceCell{};
  }

 private:
  static constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

  void read_names(std::string_view line) {
    if (!split_at_commas(line, cells_)) fail(1, "a name in quotes is not closed", false);
    columns_ = cells_.size();
    places_.assign(known_.size(), kAbsent);
    // Where no name is known, the file is of another kind, and what is missing says so best.
    const bool others =
        others_ || std::none_of(cells_.begin(), cells_.end(), [&](const TraceCell& c) {
          return std::find(known_.begin(), known_.end(), c.text) != known_.end();
        });
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const auto found = std::find(known_.begin(), known_.end(), cells_[i].text);
      if (found == known_.end()) {
        if (others) continue;
        fail(cells_[i].column,
             fmt::format("the column {} is not known here{}", in_quotes(cells_[i].text),
                         did_you_mean(cells_[i].text, known_)),
             false);
      }
      std::size_t& place = places_[static_cast<std::size_t>(found - known_.begin())];
      if (place != kAbsent) {
        fail(cells_[i].column,
             fmt::format("the column {} is there twice", in_quotes(cells_[i].text)), false);
      }
      place = i;
    }
    std::string missing, all;
    int count = 0;
    for (std::size_t k = 0; k < required_; ++k) {
      all += (k > 0 ? "," : "") + std::string(known_[k]);
      if (places_[k] != kAbsent) continue;
      ++count;
      missing += (missing.empty() ? "" : ", ") + std::string(known_[k]);
    }
    if (!missing.empty()) {
      fail(1,
           fmt::format("the first line lacks the column{} {}; expected {}", count > 1 ? "s" : "",
                       missing, all),
           false);
    }
  }

  std::vector<std::string_view> known_;
  std::size_t required_;
  bool others_;
  bool first_line_ = true;
  std::size_t columns_ = 0;
  std::vector<std::size_t> places_;  ///< by known column
};

}  // namespace suanwang
