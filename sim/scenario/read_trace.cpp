#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/base/suggest.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

/// Files beside a missing one that it may have been meant to be.
std::string names_beside(const fs::path& path, std::string_view ending) {
  std::vector<std::string> names;
  std::error_code error;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    std::string name = entry.path().filename().string();
    if (name.find(ending) != name.npos) names.push_back(std::move(name));
    if (names.size() > 1000) break;
  }
  std::sort(names.begin(), names.end());
  return did_you_mean(path.filename().string(), {names.begin(), names.end()});
}

Ratio read_compression(const YamlValue& yaml) {
  if (!yaml.given()) return {};
  const std::string text = yaml.text();
  std::string problem;
  const auto ratio = parse_compression(text, problem);
  if (!ratio && yaml.is_scalar()) yaml.error(problem);
  return ratio.value_or(Ratio{});
}

// In quotes and whole, where it is not absurd: the end of a path says which file is missing.
std::string path_in_quotes(const std::string& path) {
  constexpr std::size_t kShown = 1024;
  if (path.size() > kShown) return in_quotes(path);
  std::string result = "\"" + path + "\"";
  for (char& c : result) c = static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return result;
}

}  // namespace

std::string beside_scenario(const YamlValue& yaml) {
  const Mark mark = yaml.mark();
  const fs::path folder = mark.line > 0 ? fs::path(mark.file).parent_path() : fs::path();
  return (folder / yaml.text()).lexically_normal().string();
}

std::string read_data_file(const YamlValue& yaml, std::string_view ending) {
  if (!yaml.is_scalar()) {
    yaml.unexpected();
    return {};
  }
  const fs::path path = beside_scenario(yaml);
  std::error_code error;
  if (yaml.text().empty()) {
    yaml.error(fmt::format("is empty; expected the name of a file such as jobs{}", ending));
  } else if (fs::is_directory(path, error)) {
    yaml.error(path_in_quotes(path.string()) + " is a folder");
  } else if (!fs::exists(path, error)) {
    yaml.error(fmt::format("there is no file {}{}", path_in_quotes(path.string()),
                           names_beside(path, ending)));
  } else {
    return path.string();
  }
  return {};
}

std::optional<TraceArrivals> read_trace(const YamlMap& map) {
  std::optional<std::size_t> format = map.one_of(kTraceFormats, true);
  for (std::size_t i = 0; i < kTraceFormats.size() && !format; ++i) {
    if (map.has(kTraceFormats[i])) format = i;  // one of several, which has been noted
  }
  if (!format) {
    for (const char* key : {"filter", "procs", "first", "compress", "begin"}) {
      if (map.has(key)) map[key].error("goes with a trace only: swf, pods or csv");
    }
    return std::nullopt;
  }
  const YamlValue file = map[kTraceFormats[*format]];
  for (const char* key : {"arrivals", "accelerators", "runtime", "work"}) {
    if (!map.has(key)) continue;
    map[key].error(fmt::format("excludes {}; give one of them", in_quotes(kTraceFormats[*format])));
  }
  TraceSpec trace;
  trace.format = static_cast<TraceFormat>(*format);
  const std::string ending = fmt::format(".{}", *format == 0 ? "swf" : "csv");
  trace.file = read_data_file(file, ending);
  trace.filter = static_cast<TraceFilter>(map["filter"].word(kTraceFilters, 0));
  trace.procs = map["procs"].integer(1, kMostCards, 0);
  for (const char* key : {"filter", "procs"}) {
    if (map.has(key) && trace.format != TraceFormat::swf) map[key].error("goes with swf only");
  }
  trace.first = static_cast<std::uint64_t>(
      map["first"].integer(1, 1'000'000'000'000, std::numeric_limits<std::int64_t>::max()));
  trace.compress = read_compression(map["compress"]);
  if (map.has("begin")) {
    trace.begin_s = map["begin"].quantity(Dimension::duration, {.low = 0, .high = kLongestTime}, 0);
  }
  return TraceArrivals{std::move(trace)};
}

}  // namespace suanwang
