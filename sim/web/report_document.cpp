#include "sim/web/report_document.hpp"

#include <fmt/format.h>

#include <array>

#include "sim/web/json_text.hpp"
#include "sim/web/run_view.hpp"

namespace suanwang {
namespace {

constexpr int kFormat = 1;  // of model.ts

const char* to_string(ReportParts::Kind kind) {
  constexpr std::array<const char*, 3> kKinds{"run", "comparison", "study"};
  return kKinds[static_cast<std::size_t>(kind)];
}

const char* to_string(Language language) { return language == Language::zh ? "zh" : "en"; }

void write_list(JsonText& json, const char* name, const std::vector<std::string>& texts) {
  json.key(name).open('[');
  for (const std::string& text : texts) json.raw(text);
  json.close(']');
}

std::string head_of(Language language) {
  return fmt::format("{{\"format\":{},\"lang\":\"{}\",", kFormat, to_string(language));
}

}  // namespace

std::string report_document(const ReportParts& parts) {
  JsonText json;
  json.open('{').field("kind", to_string(parts.kind)).field("program", parts.program);
  json.field("command", parts.command).key("measures").raw(measures_view());
  write_list(json, "runs", parts.runs);
  write_list(json, "pairs", parts.pairs);
  json.key("why").raw(parts.why.empty() ? "null" : parts.why);
  json.key("study").raw(parts.study.empty() ? "null" : parts.study).close('}');
  return head_of(parts.language) + json.text().substr(1);
}

std::string in_language(const std::string& text, Language language) {
  const std::string other = head_of(language == Language::zh ? Language::en : Language::zh);
  return text.starts_with(other) ? head_of(language) + text.substr(other.size()) : text;
}

nlohmann::ordered_json read_document(const std::string& text, const std::string& file) {
  using Json = nlohmann::ordered_json;
  Json document;
  try {
    document = Json::parse(text);
  } catch (const Json::parse_error& error) {
    throw DocumentProblem(fmt::format("{}: is damaged: no JSON at byte {}", file, error.byte));
  }
  const auto is_number = [&](const char* key) {
    return document.is_object() && document.contains(key) && document[key].is_number();
  };
  if (!is_number("format")) {
    throw DocumentProblem(file + ": is not the view.json of a run or comparison: it has no format");
  }
  if (document["format"] != kFormat) {
    throw DocumentProblem(fmt::format(
        "{}: has format {}; this program reads format {}{}", file, document["format"].dump(),
        kFormat, document["format"] > kFormat ? ": use a newer suanwang" : ""));
  }
  for (const char* key : {"runs", "pairs", "measures"}) {
    if (!document.contains(key) || !document[key].is_array())
      throw DocumentProblem(fmt::format("{}: is damaged: \"{}\" is missing", file, key));
  }
  return document;
}

}  // namespace suanwang
