#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/problems.hpp"
#include "sim/scenario/yaml_map.hpp"

namespace suanwang {

/// One axis of a lesson's sweep, as study.yaml says it.
struct LessonAxis {
  std::string name;
  std::vector<std::string> values;  ///< as the sweep's table has them: `0.02 CNY/GB`
  Mark mark;
};

/// The results of a lesson's sweep: a row for each case, a column for each axis and measure.
struct LessonTable {
  std::vector<LessonAxis> axes;
  std::vector<std::string> measures;
  struct Row {
    std::vector<std::size_t> values;  ///< of the axes: index of the value
    std::vector<double> measures;
  };
  std::vector<Row> rows;  ///< one for each case of the grid

  /// Index of a measure; nothing where the table has none of that name.
  std::optional<std::size_t> measure(std::string_view name) const;
  /// Index of the row with these values.
  std::optional<std::size_t> row(const std::vector<std::size_t>& values) const;
};

/// Reads the axes of a study and the cases.csv that a sweep of it gave. Notes what does not fit.
LessonTable read_lesson_table(const std::string& study_file, const std::string& table_file,
                              Problems& problems);

}  // namespace suanwang
