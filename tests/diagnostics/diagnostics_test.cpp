#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "sim/scenario/load.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = SUANWANG_SOURCE_DIR "/tests/diagnostics";

std::string contents(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

/// What `suanwang check` prints for a file, with files named as seen from the folder.
std::string printed(const fs::path& file) {
  const Share share{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};
  const Loaded loaded = load_scenario(file.string(), {}, share);
  CHECK(loaded.scenario.has_value() == loaded.problems.empty());
  std::string text;
  for (const Diagnostic& warning : loaded.warnings) text += to_string(warning) + "\n";
  for (const Diagnostic& problem : loaded.problems) text += to_string(problem) + "\n";
  const std::string folder = kFolder.string() + "/";
  for (std::size_t at = 0; (at = text.find(folder, at)) != std::string::npos;) {
    text.erase(at, folder.size());
  }
  return text;
}

}  // namespace

TEST_CASE("every broken scenario prints the diagnostics beside it", "[diagnostics]") {
  // To see what a new one prints: build/release/suanwang check tests/diagnostics/NAME.yaml
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 30);
  for (const fs::path& file : files) {
    DYNAMIC_SECTION(file.filename().string()) {
      const std::string expected = contents(fs::path(file).replace_extension(".expected"));
      CHECK_FALSE(expected.empty());
      CHECK(printed(file) == expected);
    }
  }
}

TEST_CASE("the scenario that the broken ones start from is sound", "[diagnostics]") {
  CHECK(printed(kFolder / "parts" / "good.yaml").empty());
}

}  // namespace suanwang
