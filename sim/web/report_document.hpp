#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/report/format.hpp"

namespace suanwang {

/// The parts of a ReportDocument of model.ts; those of runs, pairs, why and study are JSON already.
struct ReportParts {
  enum class Kind { run, comparison, study };

  Kind kind = Kind::run;
  std::string program;  ///< suanwang 0.1.0
  std::string command;  ///< that makes it again
  Language language = Language::en;
  std::vector<std::string> runs, pairs;
  std::string why, study;  ///< empty: none
};

/// What report.html holds and view.json is, on one line.
std::string report_document(const ReportParts& parts);

/// A document that cannot be read; exit 2.
struct DocumentProblem : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads a document, `file` being what problems call it. Throws DocumentProblem.
nlohmann::ordered_json read_document(const std::string& text, const std::string& file);

/// The document that is shown in a language at first: the text itself where it says so already.
std::string in_language(const std::string& text, Language language);

}  // namespace suanwang
