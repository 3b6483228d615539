#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "sim/scenario/load.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = SUANWANG_SOURCE_DIR;
const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

// README*.md, those of the scenarios, and all of docs.
std::vector<fs::path> pages() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(kSource)) {
    const std::string name = entry.path().filename().string();
    if (name.rfind("README", 0) == 0 && entry.path().extension() == ".md")
      found.push_back(entry.path());
  }
  for (const char* folder : {"docs", "scenarios"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kSource / folder)) {
      if (entry.path().extension() == ".md") found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

struct Block {
  std::string language;
  std::string text;
};

// A page taken apart: the fenced blocks, without the indentation of a list that they stand in, and
// the rest.
struct Page {
  std::vector<Block> blocks;
  std::vector<std::string> lines;

  explicit Page(const fs::path& file) {
    std::ifstream in(file);
    bool inside = false;
    std::size_t indent = 0;
    for (std::string line; std::getline(in, line);) {
      const std::size_t start = line.find_first_not_of(' ');
      const bool fence = start != std::string::npos && line.compare(start, 3, "```") == 0;
      if (fence && !inside) {
        indent = start;
        blocks.push_back({line.substr(start + 3), ""});
      } else if (!fence && inside) {
        blocks.back().text += line.substr(std::min(indent, line.size())) + "\n";
      } else if (!fence) {
        lines.push_back(line);
      }
      if (fence) inside = !inside;
    }
  }
};

// The anchor that a heading gets: lower case, no punctuation, dashes for spaces.
std::string anchor(const std::string& heading) {
  std::string slug;
  for (const char c : heading.substr(heading.find_first_not_of("# "))) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == ' ')
      slug += '-';
    else if (byte >= 0x80 || std::isalnum(byte) || c == '-' || c == '_')
      slug += static_cast<char>(std::tolower(byte));
  }
  return slug;
}

std::set<std::string> anchors(const fs::path& file) {
  std::set<std::string> found;
  for (const std::string& line : Page(file).lines) {
    if (line.rfind("#", 0) == 0) found.insert(anchor(line));
  }
  return found;
}

}  // namespace

TEST_CASE("docs: every whole scenario shown on a page is without mistakes", "[docs]") {
  std::set<std::string> shown;
  for (const fs::path& file : pages()) {
    const std::string name = file.lexically_relative(kSource).string();
    for (const Block& block : Page(file).blocks) {
      if (block.language != "yaml" || block.text.rfind("suanwang:", 0) != 0) continue;
      shown.insert(name);
      const Loaded loaded = load_scenario_text(block.text, name, {}, kShare);
      for (const Diagnostic& problem : loaded.problems) FAIL_CHECK(to_string(problem));
      CHECK(loaded.scenario.has_value());
    }
  }
  for (const char* page : {"README.md", "README.zh.md", "docs/scenario.md", "docs/start.md",
                           "docs/zh/scenario.md", "docs/zh/start.md"}) {
    CAPTURE(page);
    CHECK(shown.count(page) == 1);
  }
}

TEST_CASE("docs: every link to a file of the project finds it, and the heading in it", "[docs]") {
  const std::regex link(R"(\]\(([^)\s]+)\))");
  std::size_t links = 0;
  for (const fs::path& file : pages()) {
    CAPTURE(file.lexically_relative(kSource).string());
    for (const std::string& line : Page(file).lines) {
      for (std::sregex_iterator found(line.begin(), line.end(), link), end; found != end; ++found) {
        const std::string target = (*found)[1];
        if (target.find("://") != std::string::npos || target.rfind("mailto:", 0) == 0) continue;
        CAPTURE(target);
        ++links;
        const std::size_t mark = target.find('#');
        const fs::path linked = mark == 0 ? file : file.parent_path() / target.substr(0, mark);
        CHECK(fs::exists(linked));
        if (mark != std::string::npos && fs::exists(linked)) {
          CHECK(anchors(linked).count(target.substr(mark + 1)) == 1);
        }
      }
    }
  }
  CHECK(links > 40);
}

TEST_CASE("docs: every Chinese page names the English page that it goes with", "[docs]") {
  for (const auto& entry : fs::directory_iterator(kSource / "docs" / "zh")) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    CHECK(fs::exists(kSource / "docs" / name));
    const Page page(entry.path());
    REQUIRE(page.lines.size() > 3);
    CHECK(page.lines[2] == "[English](../" + name + ")");
  }
}

}  // namespace suanwang
