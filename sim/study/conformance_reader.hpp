#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/study/conformance.hpp"

namespace suanwang {

/// A value of a JSON document with its place in it (RFC 6901). A wrong value is noted and reading
/// goes on with a stand-in, so that one look shows all mistakes.
class JsonPlace {
 public:
  JsonPlace(const CaseJson& value, std::string pointer, const std::string& file,
            Diagnostics& problems)
      : value_(&value), pointer_(std::move(pointer)), file_(&file), problems_(&problems) {}

  const CaseJson& value() const { return *value_; }
  /// Whether it is an object with that key, and not null there.
  bool has(std::string_view key) const;

  // The value itself.
  double as_number(double low, double high = kMost) const;
  std::int64_t as_whole(std::int64_t low, std::int64_t high) const;
  std::string as_text() const;
  std::vector<JsonPlace> as_list() const;
  std::vector<std::pair<std::string, JsonPlace>> as_members() const;

  // What stands under a key of it, which must be there.
  double number(std::string_view key, double low, double high = kMost) const;
  std::int64_t whole(std::string_view key, std::int64_t low, std::int64_t high) const;
  std::string text(std::string_view key) const;
  std::vector<JsonPlace> list(std::string_view key) const;
  std::vector<std::pair<std::string, JsonPlace>> members(std::string_view key) const;
  /// Null where it is not there.
  JsonPlace at(std::string_view key) const;

  void problem(const std::string& message) const;

 private:
  static constexpr double kMost = 1e30;

  /// Notes what was expected instead.
  void wrong(const std::string& expected) const;

  const CaseJson* value_;
  std::string pointer_;
  const std::string* file_;
  Diagnostics* problems_;
};

/// JSON text as a value; notes what keeps it from being one, or a key that stands twice.
std::optional<CaseJson> parse_json(const std::string& text, const std::string& file,
                                   Diagnostics& problems);

}  // namespace suanwang
