#include "sim/study/conformance_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/base/suggest.hpp"
#include "sim/report/table.hpp"

namespace suanwang {
namespace {

constexpr int kDeepest = 100;  ///< levels of nesting; deeper texts are no cases

const CaseJson kNull;

std::string described(const CaseJson& value) {
  if (value.is_string()) return in_quotes(value.get<std::string>());
  if (value.is_array()) return "a list";
  if (value.is_object()) return "an object";
  return value.dump();
}

std::string escaped(std::string_view key) {
  std::string text;
  for (const char c : key) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return printable(text);
}

Mark mark_at(const std::string& file, const std::string& text, std::size_t byte) {
  const std::string_view before = std::string_view{text}.substr(0, byte > 0 ? byte - 1 : 0);
  const auto line_start = before.rfind('\n');
  const auto from = line_start == std::string_view::npos ? 0 : line_start + 1;
  return {file, 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')),
          1 + display_width(before.substr(from))};
}

/// The library's message without its own heading.
std::string plain(const std::string& what) {
  const auto heading = what.starts_with('[') ? what.find("] ") : std::string::npos;
  std::string text = heading == std::string::npos ? what : what.substr(heading + 2);
  if (text.starts_with("parse error")) {
    const auto colon = text.find(": ");
    if (colon != std::string::npos) text = text.substr(colon + 2);
  }
  return printable(text);
}

}  // namespace

bool JsonPlace::has(std::string_view key) const {
  if (!value_->is_object()) return false;
  const auto found = value_->find(std::string{key});
  return found != value_->end() && !found->is_null();
}

JsonPlace JsonPlace::at(std::string_view key) const {
  const CaseJson* value = &kNull;
  if (value_->is_object()) {
    const auto found = value_->find(std::string{key});
    if (found != value_->end()) value = &*found;
  }
  return {*value, pointer_ + "/" + escaped(key), *file_, *problems_};
}

void JsonPlace::problem(const std::string& message) const {
  problems_->push_back({{*file_, 0, 0}, pointer_, message});
}

void JsonPlace::wrong(const std::string& expected) const {
  problem(value_->is_null() ? fmt::format("expected {}, got nothing", expected)
                            : fmt::format("expected {}, got {}", expected, described(*value_)));
}

double JsonPlace::as_number(double low, double high) const {
  const bool good =
      value_->is_number() && value_->get<double>() >= low && value_->get<double>() <= high;
  if (good) return value_->get<double>();
  wrong(high < kMost ? fmt::format("a number from {:g} to {:g}", low, high)
                     : fmt::format("a number, at least {:g}", low));
  return low;
}

std::int64_t JsonPlace::as_whole(std::int64_t low, std::int64_t high) const {
  const double number = value_->is_number() ? value_->get<double>() : 0.5;
  if (number == std::floor(number) && number >= static_cast<double>(low) &&
      number <= static_cast<double>(high)) {
    return static_cast<std::int64_t>(number);
  }
  wrong(fmt::format("a whole number from {} to {}", low, high));
  return low;
}

std::string JsonPlace::as_text() const {
  if (value_->is_string() && !value_->get_ref<const std::string&>().empty()) {
    return value_->get<std::string>();
  }
  wrong("a text");
  return {};
}

std::vector<JsonPlace> JsonPlace::as_list() const {
  std::vector<JsonPlace> places;
  if (!value_->is_array()) {
    wrong("a list");
    return places;
  }
  for (std::size_t i = 0; i < value_->size(); ++i) {
    places.push_back({(*value_)[i], fmt::format("{}/{}", pointer_, i), *file_, *problems_});
  }
  return places;
}

std::vector<std::pair<std::string, JsonPlace>> JsonPlace::as_members() const {
  std::vector<std::pair<std::string, JsonPlace>> members;
  if (!value_->is_object()) {
    wrong("an object");
    return members;
  }
  for (const auto& [key, value] : value_->items()) {
    members.emplace_back(key, JsonPlace{value, pointer_ + "/" + escaped(key), *file_, *problems_});
  }
  return members;
}

double JsonPlace::number(std::string_view key, double low, double high) const {
  return at(key).as_number(low, high);
}

std::int64_t JsonPlace::whole(std::string_view key, std::int64_t low, std::int64_t high) const {
  return at(key).as_whole(low, high);
}

std::string JsonPlace::text(std::string_view key) const { return at(key).as_text(); }

std::vector<JsonPlace> JsonPlace::list(std::string_view key) const { return at(key).as_list(); }

std::vector<std::pair<std::string, JsonPlace>> JsonPlace::members(std::string_view key) const {
  return at(key).as_members();
}

std::optional<CaseJson> parse_json(const std::string& text, const std::string& file,
                                   Diagnostics& problems) {
  using Event = nlohmann::detail::parse_event_t;
  std::vector<std::set<std::string>> keys;  // of the objects that are open
  bool too_deep = false;
  const auto watch = [&](int depth, Event event, CaseJson& value) {
    too_deep = too_deep || depth > kDeepest;
    if (too_deep) return false;
    if (event == Event::object_start) keys.emplace_back();
    if (event == Event::object_end) keys.pop_back();
    if (event == Event::key && !keys.back().insert(value.get<std::string>()).second) {
      const std::string key = in_quotes(value.get<std::string>());
      problems.push_back({{file, 0, 0}, "", "the key " + key + " stands twice in one object"});
    }
    return true;
  };
  std::optional<CaseJson> json;
  Diagnostic problem{{file, 0, 0}, "", fmt::format("nested deeper than {} levels", kDeepest)};
  try {
    json = CaseJson::parse(text, watch);
    if (!too_deep) return json;
  } catch (const CaseJson::parse_error& error) {
    if (!too_deep)
      problem = {mark_at(file, text, error.byte), "", "no JSON: " + plain(error.what())};
  } catch (const CaseJson::exception& error) {
    if (!too_deep) problem.message = "no JSON: " + plain(error.what());
  }
  problems.push_back(std::move(problem));
  return std::nullopt;
}

}  // namespace suanwang
