#include "sim/base/diagnostic.hpp"

#include <fmt/format.h>

namespace suanwang {

std::string to_string(const Diagnostic& problem) {
  std::string text = problem.mark.file;
  if (problem.mark.line > 0) {
    text += fmt::format(":{}:{}", problem.mark.line, problem.mark.column);
  }
  if (!text.empty()) text += ": ";
  text += problem.severity == Severity::warning ? "warning: " : "error: ";
  if (!problem.path.empty()) text += problem.path + ": ";
  return text + problem.message;
}

}  // namespace suanwang
