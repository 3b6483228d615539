#include "sim/web/json_text.hpp"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace suanwang {
namespace {

constexpr double kWholeBelow = 9e15;  // every whole number below has digits of its own

template <typename Number>
void append(std::string& text, Number number) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  text.append(digits, end.ptr);
}

bool is_plain(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f) return false;
    if (c == '"' || c == '\\') return false;
  }
  return true;
}

}  // namespace

void JsonText::separate() {
  if (text_.empty()) return;
  const char last = text_.back();
  if (last != '{' && last != '[' && last != ':') text_ += ',';
}

JsonText& JsonText::open(char bracket) {
  separate();
  text_ += bracket;
  return *this;
}

JsonText& JsonText::close(char bracket) {
  text_ += bracket;
  return *this;
}

JsonText& JsonText::key(std::string_view name) {
  value(name);
  text_ += ':';
  return *this;
}

JsonText& JsonText::value(double number) {
  if (!std::isfinite(number)) return null();
  separate();
  if (std::abs(number) < kWholeBelow && number == std::trunc(number)) {
    append(text_, static_cast<std::int64_t>(number));
  } else {
    append(text_, number);
  }
  return *this;
}

JsonText& JsonText::value(std::int64_t number) {
  separate();
  append(text_, number);
  return *this;
}

JsonText& JsonText::value(std::uint64_t number) {
  separate();
  append(text_, number);
  return *this;
}

JsonText& JsonText::value(bool truth) { return raw(truth ? "true" : "false"); }

JsonText& JsonText::value(std::string_view text) {
  separate();
  if (is_plain(text)) {
    text_ += '"';
    text_ += text;
    text_ += '"';
  } else {
    text_ +=
        nlohmann::json(text).dump(-1, ' ', is_ascii_, nlohmann::json::error_handler_t::replace);
  }
  return *this;
}

JsonText& JsonText::value(const Text& text) {
  return open('{').field("en", text.en).field("zh", text.zh).close('}');
}

JsonText& JsonText::raw(std::string_view json) {
  separate();
  text_ += json;
  return *this;
}

}  // namespace suanwang
