#pragma once

#include <string>
#include <vector>

#include "sim/report/format.hpp"
#include "sim/web/lesson_table.hpp"

namespace suanwang {

/// Puts the figures of a sweep into a text.
///
/// `{west_share}` is the measure at the start; `{west_share @ policy=nearest}` with some levers set
/// otherwise, the rest as at the start; `{west_share @ policy=nearest - start}` the difference of
/// two cases. Values are those of the sweep's table.
class LessonFigures {
 public:
  LessonFigures(const LessonTable& table, std::vector<std::size_t> start)
      : table_(table), start_(std::move(start)) {}

  /// The text with its figures as a reader of the language writes them. Where a figure is not
  /// there, `why` says so.
  std::string fill(const std::string& text, Language language, std::string& why) const;

 private:
  std::string figure(std::string_view asked, Language language, std::string& why) const;
  /// Row of `start` or of `policy=nearest, fibre-price=0.02 CNY/GB`.
  std::optional<std::size_t> row_of(std::string_view settings, std::string& why) const;

  const LessonTable& table_;
  std::vector<std::size_t> start_;
};

}  // namespace suanwang
