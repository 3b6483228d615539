#include "sim/app/report_files.hpp"

#include <fmt/format.h>

#include <fstream>

#include "sim/app/commands.hpp"
#include "sim/app/engine_version.hpp"
#include "sim/web/report_page.hpp"
#include "sim/web/study_view.hpp"

namespace suanwang {
namespace {

std::string quoted(const std::string& word) {
  constexpr const char* kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@%+,";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + "'";
}

}  // namespace

std::string command_text(const std::vector<std::string>& words) {
  std::string text = "suanwang";
  for (const std::string& word : words) text += " " + quoted(word);
  return text;
}

void add_overrides(std::vector<std::string>& words, const char* option,
                   const std::vector<Override>& overrides) {
  for (const Override& change : overrides) {
    if (change.path == "seed") {
      words.insert(words.end(), {"--seed", change.value});
    } else {
      words.insert(words.end(), {option, change.path + "=" + change.value});
    }
  }
}

void write_report(const ReportParts& parts, OutputFolder& folder) {
  const std::string document = report_document(parts);
  folder.file("view.json").write(document + "\n");
  folder.file("report.html").write(report_page(document, parts.language, "view.json"));
}

ReportParts study_document(const StudyPlan& plan, const StudyResults& results,
                           const std::string& command, Language language) {
  ReportParts parts;
  parts.kind = ReportParts::Kind::study;
  parts.program = "suanwang " SUANWANG_VERSION;
  parts.command = command;
  parts.language = language;
  parts.study = study_view(plan, results);
  return parts;
}

StoredPlan read_stored(const StudyStore& store, const std::string& file) {
  const StoredStudy study = store.study();
  std::vector<Override> overrides;
  for (const std::string& text : study.overrides) {
    overrides.push_back({text.substr(0, text.find('=')), text.substr(text.find('=') + 1)});
  }
  const Share share = find_share();
  LoadedStudy loaded =
      load_study_text(study.text, (study.folder / "study.yaml").string(), overrides, share);
  for (const Diagnostic& problem : loaded.problems) {
    fmt::print(stderr, "{}\n", to_string(problem));
  }
  if (!loaded.study) return {};
  loaded.study->name = study.name;
  loaded.study->replications = study.replications;
  StoredPlan stored;
  stored.plan = std::make_unique<StudyPlan>(make_plan(std::move(loaded), share, engine_version()));
  stored.results = study_results(*stored.plan, store);
  std::int64_t runs = 0;
  for (const StoredCase& one : store.cases()) runs += one.position >= 0 ? one.runs : 0;
  if (stored.results.runs == 0 && runs > 0) {
    fmt::print(stderr,
               "suanwang: warning: the {} runs of {} are of another version of the program, of the "
               "catalogue or of a file that the study names; `sweep` would run them anew\n",
               runs, file);
  }
  return stored;
}

void refuse_store(const std::string& output) {
  std::ifstream file(output, std::ios::binary);
  std::string begin(15, '\0');
  if (file.read(begin.data(), 15) && begin == "SQLite format 3") {
    throw UsageError{output + ": is an SQLite file; -o would write over it"};
  }
}

}  // namespace suanwang
