#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <sstream>

#include "sim/app/command_tree.hpp"
#include "sim/app/commands.hpp"

namespace suanwang {
namespace {

/// Text as troff takes it: no escapes, no requests, hyphens that can be copied.
std::string plain(const std::string& text) {
  std::string result;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) result += "\\&";
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else if (c == '`' || c == '\'') {
      result += c == '`' ? "\\(ga" : "\\(aq";
    } else {
      result += c;
    }
    line_start = c == '\n';
  }
  return result;
}

std::string bold(const std::string& text) { return "\\fB" + plain(text) + "\\fR"; }
std::string italic(const std::string& text) { return "\\fI" + plain(text) + "\\fR"; }

/// `--quiet, -q` or `--out DIR`.
std::string term(const OptionDoc& option) {
  if (option.positional) return italic(option.names.front());
  std::string text;
  for (const std::string& name : option.names) text += (text.empty() ? "" : ", ") + bold(name);
  return option.value.empty() ? text : text + " " + italic(option.value);
}

std::string sentence(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text.ends_with('.') ? text : text + ".";
}

std::string options_of(const CommandDoc& command) {
  std::string text;
  for (const OptionDoc& option : command.options) {
    text += fmt::format(".TP\n{}\n{}\n", term(option), plain(sentence(option.description)));
  }
  return text;
}

/// Options of a command; what all have in common is told once, of the program.
std::string options_of(const CommandDoc& command, const CommandDoc& program) {
  CommandDoc own = command;
  std::erase_if(own.options, [&](const OptionDoc& option) {
    const auto same = [&](const OptionDoc& common) { return common.names == option.names; };
    return std::any_of(program.options.begin(), program.options.end(), same);
  });
  return options_of(own);
}

/// `suanwang run SCENARIO... [OPTION...]`.
std::string usage(const CommandDoc& command) {
  std::string text = bold("suanwang " + command.name);
  for (const OptionDoc& option : command.options) {
    if (!option.positional) continue;
    const bool pair = option.value.find(' ') != std::string::npos;  // such as A B
    const std::string name = italic(pair ? option.value : option.names.front()) +
                             (option.repeated && !pair ? "..." : "");
    text += option.required ? " " + name : " [" + name + "]";
  }
  return text + " [" + italic("OPTION") + "...]";
}

/// The lines of a footer, examples as they are typed.
std::string examples(const CommandDoc& command) {
  std::string text;
  std::istringstream lines(command.footer);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("  ")) text += plain(line.substr(2)) + "\n";
  }
  return text.empty() ? text : ".PP\nExamples:\n.PP\n.RS 4\n.nf\n" + text + ".fi\n.RE\n";
}

constexpr const char* kRest = R"(.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
The run failed, or a conformance case did.
.TP
.B 2
The input is wrong: the command line or a scenario.
.SH ENVIRONMENT
.TP
.B SUANWANG_SHARE
Folder that holds the catalogue and the scenarios, where they are not beside the program.
.TP
.B NO_COLOR
Where it is set and not empty, nothing is printed in colour.
.TP
.BR LC_ALL ", " LC_MESSAGES ", " LANG
A value that begins with zh makes reports Chinese where
.B \-\-lang
does not say otherwise.
.SH FILES
.TP
.I scenario.yaml
A scenario; its keys are those of
.BR "suanwang schema" .
.TP
.I PREFIX/share/suanwang/catalog
The built\-in data, a YAML file for each table.
.TP
.I PREFIX/share/suanwang/scenarios
Scenarios that can be run by name.
.SH SEE ALSO
.BR bash (1)
for what
.B suanwang completion bash
prints;
.B suanwang
.I COMMAND
.B \-\-help
for one command.
)";

}  // namespace

Exit man_page(const CommandDoc& program) {
  std::string text =
      fmt::format(".TH SUANWANG 1 \"\" \"suanwang {}\" \"User Commands\"\n", SUANWANG_VERSION);
  text +=
      ".nh\n.ad l\n.SH NAME\nsuanwang \\- a simulator of China\\(aqs national compute network\n";
  text += ".SH SYNOPSIS\n" + bold("suanwang") + " " + italic("COMMAND") + " [" +
          italic("ARGUMENT") + "...]\n";
  text +=
      ".SH DESCRIPTION\nSuanwang simulates jobs that are placed, move their data over shared "
      "fibre, "
      "queue and run at the sites of a national compute network, with what they cost, draw and "
      "emit. A scenario is one YAML file: who asks for what, where it can run, how the places are "
      "connected, and which policy decides. Results go to standard output and to files, progress "
      "and messages to standard error.\n.SH OPTIONS\n";
  text += options_of(program) + ".SH COMMANDS\n";
  for (const CommandDoc& command : program.commands) {
    text += fmt::format(".SS {}\n{}\n.PP\n{}\n", plain(command.name), usage(command),
                        plain(sentence(command.description)));
    text += options_of(command, program) + examples(command);
  }
  print(text + kRest);
  return Exit::ok;
}

}  // namespace suanwang
