#include "sim/scenario/yaml_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace suanwang {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) {
  return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
}

/// Bytes of the UTF-8 character at `i`; 0 if there is none. Overlong forms, surrogates and what
/// lies beyond U+10FFFF are none.
std::size_t character_length(std::string_view text, std::size_t i) {
  const unsigned first = byte_at(text, i);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
  if (length == 0 || first > 0xF4) return 0;
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte_at(text, i + k) & 0xC0) != 0x80) return 0;
  }
  const unsigned second = byte_at(text, i + 1);
  if (first == 0xE0 && second < 0xA0) return 0;
  if (first == 0xED && second > 0x9F) return 0;
  if (first == 0xF0 && second < 0x90) return 0;
  if (first == 0xF4 && second > 0x8F) return 0;
  return length;
}

bool is_control(unsigned byte) {
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
}

}  // namespace

bool is_plain_text(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    if (length == 0 || is_control(byte_at(text, i))) return false;
    i += length;
  }
  return true;
}

bool check_yaml_text(std::string_view text, const std::string& file, Problems& problems,
                     std::string_view what) {
  int line = 1;
  int column = 1;
  for (std::size_t i = 0; i < text.size();) {
    const unsigned byte = byte_at(text, i);
    const std::size_t length = character_length(text, i);
    const bool control = is_control(byte);
    if (length == 0 || control) {
      problems.add({file, line, column}, "",
                   fmt::format("the byte {:02X} is {}; {} is UTF-8 text", byte,
                               control ? "a control character" : "not UTF-8", what));
      return false;
    }
    i += length;
    ++column;
    if (byte == '\n') {
      ++line;
      column = 1;
    }
  }
  return true;
}

Columns::Columns(std::string_view text) : text_(text), starts_{0} {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') starts_.push_back(i + 1);
  }
}

std::pair<int, int> Columns::at(int line, int byte) {
  if (line < 0 || byte < 0 || static_cast<std::size_t>(line) >= starts_.size()) return {0, 0};
  if (line != line_ || byte < byte_) {
    line_ = line;
    byte_ = 0;
    column_ = 1;
  }
  const std::size_t start = starts_[static_cast<std::size_t>(line)];
  for (; byte_ < byte; ++byte_) {
    const unsigned next = byte_at(text_, start + static_cast<std::size_t>(byte_) + 1);
    if ((next & 0xC0) != 0x80) ++column_;
  }
  return {line + 1, column_};
}

}  // namespace suanwang
