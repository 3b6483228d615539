#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "models/placement/policies.hpp"
#include "models/queue/disciplines.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/load.hpp"

namespace suanwang {
namespace {

const std::string kPage = SUANWANG_SOURCE_DIR "/docs/scenario.md";
const std::string kMark = "SUANWANG_UPDATE=1 ./do test -R docs -->\n";
const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

std::string read(const std::string& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string tables() {
  std::string text = "\n| policy | sends a job to |\n|---|---|\n";
  for (const auto name : policy_names())
    text += fmt::format("| `{}` | {} |\n", name, policy_summary(name));
  text += "\n| queue discipline | starts jobs |\n|---|---|\n";
  for (const auto name : discipline_names())
    text += fmt::format("| `{}` | {} |\n", name, discipline_about(name));
  text +=
      "\nWhat they do exactly is in [model.md](model.md).\n\n## Every key\n\nA key in bold must be "
      "there.\n";
  for (const auto& block : keys::all_blocks()) {
    text += fmt::format("\n### {}\n\n| key | value | meaning |\n|---|---|---|\n", block.name);
    for (const auto& key : block.keys) {
      text += fmt::format(
          fmt::runtime(key.required ? "| **`{}`** | {} | {} |\n" : "| `{}` | {} | {} |\n"),
          key.name, key.expects, key.summary);
    }
  }
  return text;
}

// The fenced block of a language that follows `from`.
std::string fenced(const std::string& page, const std::string& language, std::size_t from) {
  const std::size_t open = page.find("```" + language + "\n", from);
  const std::size_t start = page.find('\n', open) + 1;
  return page.substr(start, page.find("```", start) - start);
}

}  // namespace

TEST_CASE("docs: the tables of keys and policies are the program's own", "[docs]") {
  const std::string page = read(kPage);
  const std::size_t end = page.find(kMark) + kMark.size();
  REQUIRE(end > kMark.size());
  const std::string expected = page.substr(0, end) + tables();
  if (std::getenv("SUANWANG_UPDATE")) std::ofstream(kPage) << expected;
  CHECK(read(kPage) == expected);
}

TEST_CASE("docs: the scenario shown on the page is without mistakes", "[docs]") {
  const Loaded loaded =
      load_scenario_text(fenced(read(kPage), "yaml", 0), "docs/scenario.md", {}, kShare);
  for (const Diagnostic& problem : loaded.problems) FAIL_CHECK(to_string(problem));
  CHECK(loaded.scenario.has_value());
}

TEST_CASE("docs: the scenario shown in the README is without mistakes", "[docs]") {
  std::string text = fenced(read(SUANWANG_SOURCE_DIR "/README.md"), "yaml", 0);
  std::string plain;  // it stands indented in a list
  std::stringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    plain += line.substr(std::min<std::size_t>(2, line.size())) + "\n";
  const Loaded loaded = load_scenario_text(plain, "README.md", {}, kShare);
  for (const Diagnostic& problem : loaded.problems) FAIL_CHECK(to_string(problem));
  CHECK(loaded.scenario.has_value());
}

}  // namespace suanwang
