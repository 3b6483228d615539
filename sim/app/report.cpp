#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sim/app/commands.hpp"
#include "sim/app/report_files.hpp"
#include "sim/base/suggest.hpp"
#include "sim/web/report_page.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf())) {
    throw DocumentProblem(file.string() + ": cannot be read");
  }
  return std::move(text).str();
}

bool is_store(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string begin(15, '\0');
  return in.read(begin.data(), 15) && begin == "SQLite format 3";
}

/// The view.json of a folder, or the file itself.
fs::path document_at(const std::string& place) {
  std::error_code error;
  if (!fs::exists(place, error)) throw DocumentProblem(place + ": there is no such file or folder");
  if (!fs::is_directory(place, error)) {
    if (std::ifstream(place, std::ios::binary).peek() == '{') return place;
    throw DocumentProblem(place + ": is neither a study's store nor a view.json");
  }
  const fs::path file = fs::path(place) / "view.json";
  if (fs::exists(file, error)) return file;
  throw DocumentProblem(place +
                        ": the folder holds no view.json; `suanwang run`, `compare` and `sweep` "
                        "leave it in --out DIR");
}

/// The difference of two runs as they stand, without an interval.
Json pair_of(const std::vector<Json>& runs, std::size_t b) {
  Json measures = Json::array();
  for (const auto& [id, was] : runs[0].at("measures").items()) {
    if (!runs[b].at("measures").contains(id)) continue;
    const Json& is = runs[b].at("measures").at(id);
    Json difference{{"mean", nullptr}, {"half_width", nullptr}, {"count", 1}};
    if (was.is_number() && is.is_number()) {
      difference["mean"] = is.get<double>() - was.get<double>();
    }
    measures.push_back({{"id", id},
                        {"a", was},
                        {"b", is},
                        {"difference", std::move(difference)},
                        {"clear", false},
                        {"exact", false}});
  }
  return {{"a", 0}, {"b", b}, {"replications", 1}, {"measures", std::move(measures)}};
}

/// The runs of several folders side by side, each against the first: one run each, so no intervals.
std::string side_by_side(const std::vector<std::string>& places, Language language) {
  ReportParts parts;
  parts.kind = ReportParts::Kind::comparison;
  parts.program = "suanwang " SUANWANG_VERSION;
  parts.language = language;
  std::vector<std::string> words{"report"};
  words.insert(words.end(), places.begin(), places.end());
  parts.command = command_text(words);
  std::vector<Json> runs;
  for (const std::string& place : places) {
    const fs::path file = document_at(place);
    Json document = read_document(content(file), file.string());
    Json& all = document["runs"];
    if (all.empty()) {
      throw DocumentProblem(file.string() + ": is of a study; give it alone");
    }
    // Of a run with its baseline, the run.
    const bool is_run = document["kind"] == "run";
    for (std::size_t i = is_run ? all.size() - 1 : 0; i < all.size(); ++i)
      runs.push_back(std::move(all[i]));
  }
  try {
    for (std::size_t b = 1; b < runs.size(); ++b) parts.pairs.push_back(pair_of(runs, b).dump());
  } catch (const Json::exception& error) {
    throw DocumentProblem(fmt::format("a view.json is damaged: {}", error.what()));
  }
  for (const Json& run : runs) parts.runs.push_back(run.dump());
  return report_document(parts);
}

}  // namespace

Exit report(const ReportRequest& request, const CommonOptions& options) {
  std::string document, file = request.places.front();
  if (request.places.size() > 1) {
    document = side_by_side(request.places, options.language);
  } else if (is_store(file)) {
    const StudyStore store = StudyStore::open_to_read(file);
    const StoredPlan stored = read_stored(store, file);
    if (!stored.plan) return Exit::bad_input;
    document = report_document(study_document(*stored.plan, stored.results,
                                              command_text({"report", file}), options.language));
  } else {
    file = document_at(file).string();
    document = content(file);
    while (document.ends_with('\n')) document.pop_back();
  }
  const std::string page = report_page(document, options.language, file);
  if (request.output == "-") {
    print(page);
    return Exit::ok;
  }
  refuse_store(request.output);
  OutputFile output{fs::path(request.output)};
  output.write(page);
  output.commit();
  spdlog::info("the report is in {}", request.output);
  return Exit::ok;
}

}  // namespace suanwang
