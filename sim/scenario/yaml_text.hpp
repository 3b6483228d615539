#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scenario/problems.hpp"

namespace suanwang {

/// Says what makes a text no YAML text at all: a NUL or other control byte, invalid UTF-8.
///
/// yaml-cpp would stop in silence at the byte 04, and read on after broken UTF-8.
/// `what` is what the text should be.
bool check_yaml_text(std::string_view text, const std::string& file, Problems& problems,
                     std::string_view what = "a scenario");

/// Is this valid UTF-8 without control characters other than tab and line ends? Escapes such as
/// "\\0" can put into a value what its file does not hold.
bool is_plain_text(std::string_view text);

/// Turns yaml-cpp's columns, in bytes from 0, into those an editor shows: characters, from 1.
class Columns {
 public:
  explicit Columns(std::string_view text);
  /// Line and column from 1 of a line and byte from 0. Quick while the places asked for ascend.
  std::pair<int, int> at(int line, int byte);

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;  ///< of the lines
  int line_ = -1;                    ///< last place asked for
  int byte_ = 0;
  int column_ = 0;
};

}  // namespace suanwang
