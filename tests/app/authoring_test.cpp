// What helps a person to write scenarios and command lines: schema, init, completion, man.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/app/program.hpp"

using namespace program;

namespace {

const std::string kShare = "SUANWANG_SHARE=" SUANWANG_SOURCE_DIR;

/// The words that bash would offer for a command line whose last word is being typed.
std::set<std::string> completions(const std::string& words) {
  const Scratch scratch("completion");
  std::ofstream(scratch.path / "my.yaml") << "suanwang: 1\n";
  std::ofstream(scratch.path / "notes.txt") << "\n";
  fs::create_directory(scratch.path / "folder");
  const fs::path script = scratch.path / "script.bash";
  std::ofstream(script) << suanwang("completion bash", kShare).out << "cd '"
                        << scratch.path.string() << "'\nCOMP_WORDS=(" << words
                        << ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_suanwang\n"
                        << "printf '%s\\n' \"${COMPREPLY[@]}\" >offered\n";
  CHECK(std::system(("bash --norc -u " + script.string()).c_str()) == 0);
  std::set<std::string> offered;
  std::ifstream lines(scratch.path / "offered");
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) offered.insert(line);
  }
  return offered;
}

bool has(const std::set<std::string>& words, const std::string& word) {
  return words.contains(word);
}

using Set = std::set<std::string>;

/// Names of commands or options that a help text lists: words at the start of indented lines.
Set listed(const std::string& help) {
  Set names;
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("  ") || line.starts_with("   ")) continue;
    std::istringstream words(line);
    std::string word;
    words >> word;
    for (std::size_t at = 0; at < word.size();) {
      const std::size_t comma = std::min(word.find(',', at), word.size());
      if (word != "suanwang") names.insert(word.substr(at, comma - at));
      at = comma + 1;
    }
  }
  return names;
}

Set commands() {
  const std::string help = suanwang("--help").out;
  return listed(help.substr(help.find("Subcommands:")));
}

}  // namespace

TEST_CASE("program: schema prints one JSON document", "[app]") {
  const auto outcome = suanwang("schema");
  CHECK(outcome.status == 0);
  CHECK(nlohmann::json::parse(outcome.out)["properties"].contains("sites"));
}

TEST_CASE("program: init writes a scenario that checks and runs", "[app]") {
  const Scratch scratch("init");
  const fs::path folder = scratch.path / "new" / "study";
  const auto outcome = suanwang("init " + folder.string());
  CAPTURE(outcome.error);
  REQUIRE(outcome.status == 0);
  const fs::path file = folder / "scenario.yaml";
  CHECK(holds(outcome.out, file.string()));

  const std::string text = content(file);
  CHECK(text.starts_with("# yaml-language-server: $schema=scenario.schema.json\n"));
  CHECK(content(folder / "scenario.schema.json") == suanwang("schema").out);
  CHECK(std::distance(fs::directory_iterator(folder), fs::directory_iterator{}) == 2);

  const auto check = suanwang("check " + file.string(), kShare);
  CHECK(check.error == "");
  CHECK(check.status == 0);
  const auto summary =
      nlohmann::json::parse(suanwang("run --format json " + file.string(), kShare).out);
  CHECK(summary["jobs"]["completed"] > 1000);
  CHECK(summary["west_share"] > 0);
  CHECK(summary["west_share"] < 1);  // both sites have work, so that a policy has a choice
}

TEST_CASE("program: init takes a file's name and overwrites only with --force", "[app]") {
  const Scratch scratch("init");
  const fs::path file = scratch.path / "my.yaml";
  REQUIRE(suanwang("init " + file.string()).status == 0);
  const std::string starter = content(file);
  std::ofstream(file) << "mine\n";
  std::ofstream(scratch.path / "scenario.schema.json") << "mine too\n";

  const auto refused = suanwang("init " + file.string());
  CHECK(refused.status == 2);
  CHECK(refused.out.empty());
  CHECK(holds(refused.error, "my.yaml is there already"));
  CHECK(content(file) == "mine\n");
  // Beside another scenario the schema that is there stays.
  CHECK(suanwang("init " + (scratch.path / "other.yaml").string()).status == 0);
  CHECK(content(scratch.path / "scenario.schema.json") == "mine too\n");

  CHECK(suanwang("init --force " + file.string()).status == 0);
  CHECK(content(file) == starter);
  CHECK(content(scratch.path / "scenario.schema.json") == suanwang("schema").out);
}

TEST_CASE("program: init writes ./scenario.yaml where no place is named", "[app]") {
  const Scratch scratch("init");
  const fs::path old = fs::current_path();
  fs::current_path(scratch.path);
  const int status = suanwang("init").status;
  fs::current_path(old);
  CHECK(status == 0);
  CHECK(fs::exists(scratch.path / "scenario.yaml"));
}

TEST_CASE("program: init that cannot write is status 1 and leaves nothing", "[app]") {
  const auto outcome = suanwang("init /dev/null/folder");
  CHECK(outcome.status == 1);
  CHECK(holds(outcome.error, "/dev/null/folder"));
}

TEST_CASE("program: bash completes commands and options", "[app]") {
  const Set offered = completions("suanwang ''");
  for (const std::string& command : commands()) {
    CAPTURE(command);
    CHECK(has(offered, command));
  }
  CHECK(completions("suanwang compl") == Set{"completion"});
  CHECK(completions("suanwang run --si") == Set{"--signature"});
  for (const std::string& command : commands()) {
    const Set options = completions("suanwang " + command + " -");
    const std::string help = suanwang(command + " --help").out;
    for (const std::string& option : listed(help)) {
      CAPTURE(command, option);
      if (option.starts_with("-")) CHECK(has(options, option));
    }
  }
}

TEST_CASE("program: bash completes the values of options", "[app]") {
  CHECK(completions("suanwang run --format ''") == Set{"json", "table"});
  CHECK(completions("suanwang run --format j") == Set{"json"});
  CHECK(completions("suanwang check my.yaml --lang z") == Set{"zh"});
  CHECK(completions("suanwang run --format = j") == Set{"json"});  // --format=j, as bash splits it
  CHECK(completions("suanwang run --out ''") == Set{"folder"});
  CHECK(completions("suanwang run --seed ''").empty());
  CHECK(completions("suanwang completion ''") == Set{"bash"});
  CHECK(completions("suanwang topology east-west-2025 --from zhongw") == Set{"zhongwei"});
}

TEST_CASE("program: bash completes what --set changes", "[app]") {
  CHECK(completions("suanwang run --set placement.pol") == Set{"placement.policy="});
  CHECK(has(completions("suanwang run --set ''"), "routing.paths="));
  // bash splits words at "=" and replaces what stands behind it.
  CHECK(completions("suanwang run --set placement.policy = ne") == Set{"nearest"});
  CHECK(has(completions("suanwang run --set placement.policy ="), "cheapest"));
  CHECK(completions("suanwang run one-job --against initial = s") == Set{"steady"});
  CHECK(completions("suanwang run --set = placement.policy = wei") == Set{"weighted"});
  // Where it is told not to split there, the whole word is offered.
  CHECK(
      completions("suanwang run --set placement.policy=ne); COMP_WORDBREAKS=' '; COMP_WORDS+=(") ==
      Set{"placement.policy=nearest"});
}

TEST_CASE("program: bash completes scenarios, files and tables", "[app]") {
  const Set scenarios = completions("suanwang run ''");
  CHECK(has(scenarios, "one-job"));
  CHECK(has(scenarios, "my.yaml"));
  CHECK(has(scenarios, "folder"));
  CHECK_FALSE(has(scenarios, "notes.txt"));
  CHECK(completions("suanwang run --quiet east") == Set{"east-west-2025"});
  CHECK(completions("suanwang catalog acc") == Set{"accelerators"});
}

TEST_CASE("program: the manual page tells every command and option", "[app]") {
  const auto outcome = suanwang("man");
  CHECK(outcome.status == 0);
  CHECK(outcome.out == suanwang("man").out);
  std::string page = outcome.out;
  for (std::size_t at = 0; (at = page.find("\\-", at)) != page.npos;) page.erase(at, 1);
  for (const std::string section : {"NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "EXIT STATUS",
                                    "ENVIRONMENT", "FILES", "SEE ALSO"}) {
    CHECK(holds(page, "\n.SH " + section + "\n"));
  }
  for (const std::string& command : commands()) {
    const std::size_t start = page.find("\n.SS " + command + "\n");
    CAPTURE(command);
    REQUIRE(start != page.npos);
    const std::string part = page.substr(start, page.find("\n.S", start + 1) - start);
    for (const std::string& option : listed(suanwang(command + " --help").out)) {
      CAPTURE(option);
      if (option.starts_with("-") && option != "-h" && option != "--help") {
        CHECK(holds(part, "\\fB" + option + "\\fR"));
      }
    }
    CHECK(holds(part, "Examples:"));
  }
}

TEST_CASE("program: the manual page is set without a warning", "[app]") {
  if (std::system("command -v groff >/dev/null") != 0) {
    WARN("groff is not here");
    return;
  }
  const Scratch scratch("man");
  const std::string page = (scratch.path / "suanwang.1").string();
  REQUIRE(suanwang("man >" + page).status == 0);
  const std::string log = (scratch.path / "log").string();
  CHECK(std::system(("groff -man -Tutf8 -ww " + page + " >/dev/null 2>" + log).c_str()) == 0);
  CHECK(content(log) == "");
}
