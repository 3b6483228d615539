#pragma once

#include <string>
#include <vector>

namespace suanwang {

/// One option or positional of a command, for completion and manual.
struct OptionDoc {
  std::vector<std::string> names;  ///< `--quiet`, `-q`; a positional has one, without dashes
  std::string value;               ///< what it takes, such as `DIR`; empty: nothing
  std::string description;
  std::vector<std::string> words;  ///< the only values it takes; empty: any
  bool positional = false;
  bool required = false;
  bool repeated = false;
};

/// A command as its --help tells it; the program itself is the command at the top.
struct CommandDoc {
  std::string name;
  std::string description;
  std::string footer;  ///< examples
  std::vector<OptionDoc> options;
  std::vector<CommandDoc> commands;
};

}  // namespace suanwang
