#pragma once

// Included by main.cpp alone, the only place that knows CLI11.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "sim/app/command_tree.hpp"

namespace suanwang {

/// `table` and `json` of `table|json:{table,json}`, as CLI11 describes an option with a set of
/// words.
inline std::vector<std::string> words_of(const std::string& type) {
  const auto open = type.find('{');
  if (open == std::string::npos) return {};
  std::string inside = type.substr(open + 1, type.find('}', open) - open - 1);
  return CLI::detail::split(inside, ',');
}

inline OptionDoc describe(const CLI::Option& option) {
  OptionDoc doc;
  doc.positional = !option.nonpositional();
  if (doc.positional) {
    doc.names = {option.get_single_name()};
  } else {
    for (const std::string& name : option.get_lnames()) doc.names.push_back("--" + name);
    for (const std::string& name : option.get_snames()) doc.names.push_back("-" + name);
  }
  const std::string type = option.get_type_name();
  if (option.get_items_expected_max() > 0) doc.value = type.substr(0, type.find(':'));
  doc.description = option.get_description();
  doc.words = words_of(type);
  doc.required = option.get_required();
  doc.repeated = option.get_items_expected_max() > 1;
  return doc;
}

/// What a command and those below it say of themselves.
inline CommandDoc describe(const CLI::App& app) {
  CommandDoc doc{app.get_name(), app.get_description(), app.get_footer(), {}, {}};
  for (const CLI::Option* option : app.get_options()) doc.options.push_back(describe(*option));
  for (const CLI::App* command : app.get_subcommands({}))
    doc.commands.push_back(describe(*command));
  return doc;
}

}  // namespace suanwang
