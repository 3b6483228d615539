#include "sim/web/serve/api_json.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/web/json_text.hpp"
#include "sim/web/serve/api.hpp"

namespace suanwang {

nlohmann::json read_body(const std::string& body) {
  auto json = nlohmann::json::parse(body, nullptr, false);
  if (!json.is_object()) throw ApiProblem{400, "expected a JSON object"};
  return json;
}

std::string text_in(const nlohmann::json& object, const char* key, std::size_t most_bytes) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) {
    throw ApiProblem{400, fmt::format("expected a text \"{}\"", key)};
  }
  std::string text = found->get<std::string>();
  if (text.size() > most_bytes) {
    throw ApiProblem{400, fmt::format("\"{}\" is longer than {} bytes", key, most_bytes)};
  }
  return text;
}

LeverValues levers_in(const nlohmann::json& object, const char* key) {
  constexpr std::size_t kMost = 100;
  LeverValues values;
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return values;
  if (!found->is_object() || found->size() > kMost) {
    throw ApiProblem{400, fmt::format("expected an object \"{}\" of levers and values", key)};
  }
  for (const auto& [id, value] : found->items()) {
    if (value.is_number()) {
      values[id] = value.get<double>();
    } else if (value.is_string()) {
      values[id] = value.get<std::string>();
    } else {
      throw ApiProblem{400, fmt::format("\"{}.{}\": expected a number or a word", key, id)};
    }
  }
  return values;
}

std::string levers_json(const LeverValues& values) {
  JsonText json;
  json.open('{');
  for (const auto& [id, value] : values) {
    json.key(id);
    std::visit([&](const auto& one) { json.value(one); }, value);
  }
  return json.close('}').text();
}

std::string problems_json(const Diagnostics& problems) {
  JsonText json;
  json.open('[');
  for (const Diagnostic& problem : problems) {
    json.open('{').field("file", problem.mark.file).field("line", problem.mark.line);
    json.field("column", problem.mark.column).field("text", to_string(problem)).close('}');
  }
  return json.close(']').text();
}

}  // namespace suanwang
