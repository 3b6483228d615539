#include "sim/web/lesson_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sim/base/suggest.hpp"
#include "sim/scenario/yaml_writer.hpp"
#include "sim/study/measures.hpp"

namespace suanwang {
namespace {

/// A cell of a table, with the column that it begins at.
struct Cell {
  std::string text;
  int column = 1;
};

/// The cells of a line of CSV.
std::vector<Cell> cells_of_line(std::string_view line) {
  std::vector<Cell> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back().text += line[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.push_back({"", static_cast<int>(i) + 2});
    } else if (c != '\r') {
      cells.back().text += c;
    }
  }
  return cells;
}

std::optional<double> number_of(const std::string& text) {
  double number = 0;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (error != std::errc() || end != last || text.empty()) return std::nullopt;
  return number;
}

/// Reads the table of a sweep whose axes are known.
class TableReader {
 public:
  TableReader(LessonTable& table, std::string file, Problems& problems)
      : table_(table), file_(std::move(file)), problems_(problems) {}

  void read(std::string_view text) {
    int line = 0;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      const auto cells = cells_of_line(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
      ++line;
      if (line == 1) {
        if (!read_heads(cells)) return;
      } else if (cells.size() > 1 || !cells[0].text.empty()) {
        read_row(cells, line);
      }
    }
    if (line == 0) return error(1, 1, "is empty; expected the cases of the sweep");
    check_whole();
  }

 private:
  void error(int line, int column, std::string message) {
    problems_.add({file_, line, column}, "", std::move(message));
  }

  std::optional<std::size_t> find_head(std::string_view name) const {
    const auto found = std::find(heads_.begin(), heads_.end(), name);
    if (found == heads_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - heads_.begin());
  }

  bool read_heads(const std::vector<Cell>& cells) {
    for (const Cell& cell : cells) heads_.push_back(cell.text);
    for (const LessonAxis& axis : table_.axes) {
      const auto column = find_head(axis.name);
      if (!column) {
        error(1, 1,
              fmt::format("has no column {}; expected one for each axis of the study",
                          in_quotes(axis.name)));
        return false;
      }
      axis_columns_.push_back(*column);
    }
    for (std::size_t i = 0; i < heads_.size(); ++i) {
      const bool is_axis =
          std::find(axis_columns_.begin(), axis_columns_.end(), i) != axis_columns_.end();
      if (is_axis || !find_measure(heads_[i])) continue;
      table_.measures.push_back(heads_[i]);
      measure_columns_.push_back(i);
    }
    return true;
  }

  void read_row(const std::vector<Cell>& cells, int line) {
    if (cells.size() != heads_.size()) {
      return error(line, 1, fmt::format("has {} cells; expected {}", cells.size(), heads_.size()));
    }
    LessonTable::Row row;
    for (std::size_t a = 0; a < axis_columns_.size(); ++a) {
      const Cell& cell = cells[axis_columns_[a]];
      const std::vector<std::string>& values = table_.axes[a].values;
      const auto found = std::find(values.begin(), values.end(), cell.text);
      if (found == values.end()) {
        return error(line, cell.column,
                     fmt::format("{} is no value of the study's axis {}{}", in_quotes(cell.text),
                                 in_quotes(table_.axes[a].name),
                                 did_you_mean(cell.text, {values.begin(), values.end()})));
      }
      row.values.push_back(static_cast<std::size_t>(found - values.begin()));
    }
    for (const std::size_t column : measure_columns_) {
      const auto number = number_of(cells[column].text);
      if (!number) {
        return error(line, cells[column].column,
                     fmt::format("expected a number, got {}", in_quotes(cells[column].text)));
      }
      row.measures.push_back(*number);
    }
    if (table_.row(row.values)) return error(line, 1, "stands here twice");
    table_.rows.push_back(std::move(row));
  }

  void check_whole() {
    std::size_t cases = 1;
    for (const LessonAxis& axis : table_.axes) cases *= axis.values.size();
    if (table_.rows.size() != cases && problems_.empty()) {
      error(1, 1,
            fmt::format("has {} cases, the study {}; run the sweep again", table_.rows.size(),
                        cases));
    }
  }

  LessonTable& table_;
  std::string file_;
  Problems& problems_;
  std::vector<std::string> heads_;
  std::vector<std::size_t> axis_columns_, measure_columns_;
};

/// The axes alone: whether the study can be run is for the sweep to say.
std::vector<LessonAxis> read_axes(const std::string& file, Problems& problems) {
  std::vector<LessonAxis> axes;
  const auto tree = parse_yaml_file(file, problems);
  if (!tree) return axes;
  const YamlNode* list = tree->is_map() ? tree->find("axes") : nullptr;
  if (!list || !list->is_list() || list->items.empty()) {
    problems.add(tree->spot.mark(), "axes", "expected the axes of the lesson's sweep");
    return axes;
  }
  for (const YamlNode& item : list->items) {
    LessonAxis axis{std::string(text_of(item, "name")), {}, item.spot.mark()};
    if (axis.name.empty()) {
      problems.add(axis.mark, "axes", "needs a name: the id of the lever that it stands for");
    }
    const YamlNode* values = item.is_map() ? item.find("values") : nullptr;
    if (!values || !values->is_list() || values->items.empty()) {
      problems.add(axis.mark, "axes", "needs values, one for each step of the lever");
    } else {
      for (const YamlNode& value : values->items) axis.values.push_back(to_yaml_line(value));
    }
    axes.push_back(std::move(axis));
  }
  return axes;
}

}  // namespace

std::optional<std::size_t> LessonTable::measure(std::string_view name) const {
  const auto found = std::find(measures.begin(), measures.end(), name);
  if (found == measures.end()) return std::nullopt;
  return static_cast<std::size_t>(found - measures.begin());
}

std::optional<std::size_t> LessonTable::row(const std::vector<std::size_t>& values) const {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.values == values; });
  if (found == rows.end()) return std::nullopt;
  return static_cast<std::size_t>(found - rows.begin());
}

LessonTable read_lesson_table(const std::string& study_file, const std::string& table_file,
                              Problems& problems) {
  LessonTable table;
  table.axes = read_axes(study_file, problems);
  std::string why;
  const auto text = read_file(table_file, why);
  if (!text) problems.add({table_file, 0, 0}, "", why);
  if (text && problems.empty()) TableReader(table, table_file, problems).read(*text);
  return table;
}

}  // namespace suanwang
