#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "sim/app/command_tree.hpp"
#include "sim/app/commands.hpp"
#include "sim/scenario/catalogue.hpp"
#include "sim/scenario/keys.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

/// The part of the script that does not depend on the commands: what is being completed.
constexpr const char* kHead =
    R"bash(# Completion of suanwang for bash; printed by `suanwang completion bash`.

_suanwang() {
  # bash splits words at "="; here they are whole again.
  local words=() i
  for ((i = 0; i <= COMP_CWORD; ++i)); do
    if ((i > 1)) && [[ ${COMP_WORDS[i]} == =* || ${COMP_WORDS[i - 1]} == = ]]; then
      words[${#words[@]} - 1]+=${COMP_WORDS[i]}
    else
      words+=("${COMP_WORDS[i]}")
    fi
  done
  local last=$((${#words[@]} - 1)) command= prev= cur
  cur=${words[last]}
  ((last > 0)) && prev=${words[last - 1]}
  ((last > 1)) && command=${words[1]}
  if [[ $cur == --*=* ]]; then prev=${cur%%=*} cur=${cur#*=}; fi

  local candidates= files=
)bash";

/// The part after the cases: what fits, without the part of the word that bash leaves alone.
constexpr const char* kTail = R"bash(
  mapfile -t COMPREPLY < <(compgen -W "$candidates" -- "$cur")
  case $files in
    scenario | any)
      local endings=('') ending
      [[ $files == any ]] || endings=(.yaml .yml)
      for ending in "${endings[@]}"; do
        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -X "!*$ending" -- "$cur")
      done
      ;;&
    scenario | folder)
      mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- "$cur")
      ;;&
    ?*) compopt -o filenames 2>/dev/null ;;
  esac
  [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null
  if [[ $cur == *=* && $COMP_WORDBREAKS == *=* ]]; then
    COMPREPLY=("${COMPREPLY[@]#"${cur%"${cur##*=}"}"}")
  fi
}

complete -F _suanwang suanwang
)bash";

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

/// Paths that `--set` changes, with the words that each takes.
void collect_settings(const std::string& prefix, Keys keys,
                      std::map<std::string, std::vector<std::string>>& settings) {
  for (const Key& key : keys) {
    const std::string path = prefix + std::string(key.name);
    if (path == "suanwang" || path == "base") continue;  // base: in a file only
    for (const Form& form : key.forms.all()) {
      if (form.list) continue;
      if (form.kind == Form::Kind::block) {
        collect_settings(path + ".", keys::block_named(form.block).keys, settings);
        continue;
      }
      std::vector<std::string>& words = settings[path];
      if (form.kind != Form::Kind::word) continue;
      for (const std::string_view word : form.words()) {
        if (word.find(' ') == word.npos) words.push_back(fmt::format("{}={}", path, word));
      }
    }
  }
}

std::string settings_cases() {
  std::map<std::string, std::vector<std::string>> settings;
  collect_settings("", keys::kScenario, settings);
  std::vector<std::string> paths;
  std::string text = "      case $cur in\n";
  for (const auto& [path, words] : settings) {
    paths.push_back(path + "=");
    if (!words.empty()) {
      text += fmt::format("        {}=*) candidates=\"{}\" ;;\n", path, joined(words));
    }
  }
  text += "        *=*) ;;\n";
  return text + fmt::format("        *) candidates=\"{}\" ;;\n      esac\n", joined(paths));
}

/// Names in a folder of the share: of scenarios, or of the tables of the catalogue.
std::vector<std::string> names_in(const fs::path& folder, bool scenarios) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const fs::path& path = entry.path();
    if (scenarios ? fs::exists(path / "scenario.yaml") : path.extension() == ".yaml") {
      names.push_back(scenarios ? path.filename().string() : path.stem().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// Ids of the catalogue's nodes; those of other scenarios are not known here.
std::vector<std::string> node_ids(const Share& share) {
  Problems ignored;
  Catalogue catalogue(share.catalog, ignored);
  std::vector<std::string> ids;
  for (const char* table : {"regions", "sites", "relays"}) {
    for (const std::string_view id : catalogue.ids(table)) ids.emplace_back(id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

/// What may stand where an option's value or a positional does, as lines of a case.
std::string value_lines(const OptionDoc& option, const Share& share) {
  if (!option.words.empty()) {
    return fmt::format("      candidates=\"{}\"\n", joined(option.words));
  }
  if (option.value == "KEY=VALUE") return settings_cases();
  if (option.value == "NODE") {
    return fmt::format("      candidates=\"{}\"\n", joined(node_ids(share)));
  }
  if (option.value == "DIR") return "      files=folder\n";
  if (option.names.front() == "SCENARIO") {
    return fmt::format("      candidates=\"{}\" files=scenario\n",
                       joined(names_in(share.scenarios, true)));
  }
  if (option.names.front() == "TABLE") {
    return fmt::format("      candidates=\"list {}\"\n", joined(names_in(share.catalog, false)));
  }
  if (option.positional) return "      files=any\n";
  return "      :\n";
}

/// Options whose values are the same share a case.
std::string option_cases(const CommandDoc& program, const Share& share) {
  std::map<std::string, std::vector<std::string>> patterns;
  for (const CommandDoc& command : program.commands) {
    for (const OptionDoc& option : command.options) {
      if (option.positional || option.value.empty()) continue;
      for (const std::string& name : option.names) {
        patterns[value_lines(option, share)].push_back(
            fmt::format("\"{} {}\"", command.name, name));
      }
    }
  }
  std::string text;
  for (const auto& [lines, cases] : patterns) {
    text += fmt::format("    {})\n{}      ;;\n", fmt::join(cases, " | "), lines);
  }
  return text;
}

std::string option_names(const CommandDoc& command) {
  std::vector<std::string> names;
  for (const OptionDoc& option : command.options) {
    if (!option.positional) names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return joined(names);
}

/// Where no value of an option is due: options, commands and positionals.
std::string word_cases(const CommandDoc& program, const Share& share) {
  std::vector<std::string> commands;
  for (const CommandDoc& command : program.commands) commands.push_back(command.name);
  std::string text =
      fmt::format("    \" \"*) candidates=\"{} {}\" ;;\n", joined(commands), option_names(program));
  for (const CommandDoc& command : program.commands) {
    text += fmt::format("    \"{} -\"*)\n      candidates=\"{}\"\n      ;;\n", command.name,
                        option_names(command));
    for (const OptionDoc& option : command.options) {
      if (!option.positional) continue;
      text += fmt::format("    \"{} \"*)\n{}      ;;\n", command.name, value_lines(option, share));
    }
  }
  return text;
}

}  // namespace

Exit completion(const CommandDoc& program) {
  const Share share = find_share();
  print(std::string(kHead) + "  case \"$command $prev\" in\n" + option_cases(program, share) +
        "    *)\n      case \"$command $cur\" in\n" + word_cases(program, share) +
        "      esac\n      ;;\n  esac" + kTail);
  return Exit::ok;
}

}  // namespace suanwang
