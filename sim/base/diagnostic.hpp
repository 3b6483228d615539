#pragma once

#include <string>
#include <vector>

namespace suanwang {

/// A place in a file; line and column count from 1, and 0 means "not known".
struct Mark {
  std::string file;
  int line = 0;
  int column = 0;
};

/// An error stops the work; a warning says what may be a mistake, and the work goes on.
enum class Severity { error, warning };

/// A person's mistake: where it is, which key it is about, what is wrong and what was expected.
struct Diagnostic {
  Mark mark;
  std::string path;     ///< such as `sites[0].power.pue`; may be empty
  std::string message;  ///< what is wrong, expected what, did you mean
  Severity severity = Severity::error;
};

using Diagnostics = std::vector<Diagnostic>;

/// `file:line:column: error: path: message`, or `warning` instead, leaving out what is not known.
std::string to_string(const Diagnostic& problem);

}  // namespace suanwang
