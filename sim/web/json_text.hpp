#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "sim/scenario/text.hpp"

namespace suanwang {

/// JSON that is written from the left to the right, without blanks: what a page asks for at every
/// move of a slider, so no tree is built of it.
class JsonText {
 public:
  /// Texts are written as they are.
  JsonText() = default;
  /// `is_ascii`: with \u in place of what is not ASCII. A browser reads that faster, as one letter
  /// beyond Latin makes it keep the whole text in two bytes a letter.
  explicit JsonText(bool is_ascii) : is_ascii_(is_ascii) {}

  /// `{` or `[`, and its end.
  JsonText& open(char bracket);
  JsonText& close(char bracket);
  /// The key of what is written next.
  JsonText& key(std::string_view name);

  /// The shortest digits that read back exactly; what is not finite is null.
  JsonText& value(double number);
  JsonText& value(std::int64_t number);
  JsonText& value(std::uint64_t number);
  JsonText& value(int number) { return value(std::int64_t{number}); }
  JsonText& value(bool truth);
  /// Bytes that are not UTF-8 are replaced.
  JsonText& value(std::string_view text);
  JsonText& value(const std::string& text) { return value(std::string_view(text)); }
  JsonText& value(const char* text) { return value(std::string_view(text)); }
  JsonText& value(const Text& text);  ///< {"en": ..., "zh": ...}
  JsonText& null() { return raw("null"); }
  /// JSON as it is.
  JsonText& raw(std::string_view json);

  template <typename Value>
  JsonText& field(std::string_view name, const Value& of) {
    return key(name).value(of);
  }

  const std::string& text() const& { return text_; }
  std::string text() && { return std::move(text_); }
  void reserve(std::size_t bytes) { text_.reserve(bytes); }

 private:
  /// A comma, but for the first in its brackets and after a key.
  void separate();

  std::string text_;
  bool is_ascii_ = false;
};

}  // namespace suanwang
