#include <algorithm>
#include <catch2/catch.hpp>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "sim/scenario/load.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

/// A folder of its own under the system's temporary one, gone at the end.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::random_device random;
    path_ = fs::temp_directory_path() / ("suanwang-test-" + std::to_string(random()));
    fs::create_directories(path_);
  }
  ~TemporaryFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// The only diagnostic of a text, without the name of its file.
std::string only_problem(const std::string& text) {
  const Loaded loaded = load_scenario_text(text, "t.yaml", {}, kShare);
  CHECK_FALSE(loaded.scenario);
  REQUIRE(loaded.problems.size() == 1);
  return to_string(loaded.problems.front());
}

std::string repeated(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

/// Processor time that reading a text takes, the least of three: other work on the machine only
/// adds to one of them.
double reading_cpu_s(const std::string& text) {
  double least = std::numeric_limits<double>::infinity();
  for (int i = 0; i < 3; ++i) {
    const std::clock_t begin = std::clock();
    load_scenario_text(text, "t.yaml", {}, kShare);
    least = std::min(least, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  return least;
}

}  // namespace

TEST_CASE("hostile: a file of 100 MB is refused unread", "[diagnostics]") {
  const TemporaryFolder folder;
  const std::string file = folder.write("large.yaml", "suanwang: 1\n");
  fs::resize_file(file, 100'000'000);  // a hole: takes no room on the disk
  const std::clock_t begin = std::clock();
  const Loaded loaded = load_scenario(file, {}, kShare);
  CHECK(std::clock() - begin < CLOCKS_PER_SEC);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems.front().message == "the file is larger than 16 MB");
}

TEST_CASE("hostile: a device without end is read up to the limit", "[diagnostics]") {
  if (!fs::exists("/dev/zero")) return;
  const Loaded loaded = load_scenario("/dev/zero", {}, kShare);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems.front().message == "the file is larger than 16 MB");
}

TEST_CASE("hostile: an alias bomb ends at the bound on values", "[diagnostics]") {
  // Nine levels of nine aliases each would be 9^9 = 387 million values.
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string below = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below +
            repeated(", " + below, 8) + "]\n";
  }
  CHECK(ends_with(only_problem(text), "more than 2000000 values (aliases count each time)"));
}

TEST_CASE("hostile: nesting is bounded, however it is written", "[diagnostics]") {
  const std::string message = "nested deeper than 64 levels";
  // yaml-cpp takes brackets that are not closed for keys.
  const std::string unclosed = "t.yaml:1:1: error: a key must be text; or is a bracket not closed?";
  CHECK(only_problem(repeated("[", 100'000)) == unclosed);
  CHECK(only_problem(repeated("{a: ", 100'000)) == unclosed);
  CHECK(ends_with(only_problem(repeated("[", 100'000) + repeated("]", 100'000)), message));
  CHECK(ends_with(only_problem("\n" + repeated("{a:\n ", 5'000) + repeated("}", 5'000)), message));
  CHECK(ends_with(only_problem(repeated("- ", 100'000) + "x"), message));
  CHECK(ends_with(only_problem("x: " + repeated("[", 65) + repeated("]", 65)), message));

  // Aliases that nest: a1 holds a0, a2 holds a1 ...
  std::string text = "a0: &a0 " + repeated("[", 30) + repeated("]", 30) + "\n";
  text += "a1: &a1 " + repeated("[", 20) + "*a0" + repeated("]", 20) + "\n";
  text += "a2: &a2 " + repeated("[", 20) + "*a1" + repeated("]", 20) + "\n";
  CHECK(only_problem(text) == "t.yaml:3:29: error: nested deeper than 64 levels");

  std::string indented;
  for (int i = 0; i < 2000; ++i) indented += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  CHECK(ends_with(only_problem(indented), message));
}

TEST_CASE("hostile: binary junk is refused with the place of its first byte", "[diagnostics]") {
  CHECK(only_problem(std::string("suanwang: 1\nname: \0x", 20)) ==
        "t.yaml:2:7: error: the byte 00 is a control character; a scenario is UTF-8 text");
  CHECK(only_problem("name: 中\xFF\n") ==
        "t.yaml:1:8: error: the byte FF is not UTF-8; a scenario is UTF-8 text");
  // Overlong form of '/', a surrogate, a character cut short, one beyond U+10FFFF.
  for (const char* junk : {"\xC0\xAF", "\xED\xA0\x80", "\xE4\xB8", "\xF5\x80\x80\x80", "\x80"}) {
    const Loaded loaded = load_scenario_text(junk, "t.yaml", {}, kShare);
    REQUIRE(loaded.problems.size() == 1);
    CHECK(loaded.problems.front().mark.column == 1);
  }
  // What yaml-cpp takes for the end of the file.
  CHECK(only_problem("suanwang: 1\n\x04\nseed: 1\n") ==
        "t.yaml:2:1: error: the byte 04 is a control character; a scenario is UTF-8 text");
}

TEST_CASE("hostile: bases that start from each other", "[diagnostics]") {
  const TemporaryFolder folder;
  folder.write("a/scenario.yaml", "base: ../b\n");
  folder.write("b/scenario.yaml", "base: ../c/scenario.yaml\n");
  folder.write("c/scenario.yaml", "base: ../a/../a\n");
  const Loaded loaded = load_scenario((folder.path() / "a").string(), {}, kShare);
  REQUIRE(loaded.problems.size() == 1);
  const std::string& message = loaded.problems.front().message;
  CHECK(message.find("a/scenario.yaml -> ") != std::string::npos);
  CHECK(ends_with(message, "c/scenario.yaml -> " + (folder.path() / "a/scenario.yaml").string()));

  const std::string self = folder.write("self.yaml", "base: self.yaml\n");
  CHECK(load_scenario(self, {}, kShare).problems.size() == 1);
}

TEST_CASE("hostile: a long row of bases ends", "[diagnostics]") {
  const TemporaryFolder folder;
  for (int i = 0; i < 100; ++i) {
    folder.write(std::to_string(i) + ".yaml", "base: " + std::to_string(i + 1) + ".yaml\n");
  }
  const Loaded loaded = load_scenario((folder.path() / "0.yaml").string(), {}, kShare);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems.front().message == "more than 64 bases in a row");
}

TEST_CASE("hostile: large flat texts take no more time than their length", "[diagnostics]") {
  // Eight times the entries take some eight times as long; what is quadratic in them, 64 times.
  // Read by turns, so that what slows one down slows the other; what is quadratic is so every time.
  const auto growth = [](auto text_of) {
    const std::string few = text_of(50'000), many = text_of(400'000);
    double least = std::numeric_limits<double>::infinity();
    for (int i = 0; i < 4 && least >= 24; ++i)
      least = std::min(least, reading_cpu_s(many) / reading_cpu_s(few));
    return least;
  };
  const auto keys = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "k" + std::to_string(i) + ": 1\n";
    return text;
  };
  CHECK(growth([](int count) { return "at: [" + repeated("1, ", count) + "1]"; }) < 24);
  CHECK(growth(keys) < 24);
  CHECK(growth([](int count) { return "name: " + repeated("long ", count); }) < 24);
  CHECK(load_scenario_text(keys(50'000), "t.yaml", {}, kShare).problems.size() == 201);
}

TEST_CASE("hostile: overrides that lead nowhere", "[diagnostics]") {
  const std::string file = SUANWANG_SOURCE_DIR "/tests/diagnostics/parts/good.yaml";
  const auto problems = [&](const std::string& path, const std::string& value) {
    return load_scenario(file, {{path, value}}, kShare).problems.size();
  };
  CHECK(problems("", "1") > 0);
  CHECK(problems(".", "1") > 0);
  CHECK(problems("sites[", "1") > 0);
  CHECK(problems("sites[]", "1") > 0);
  CHECK(problems("sites[99999999999999999999]", "1") > 0);
  CHECK(problems("sites..power", "1") > 0);
  CHECK(problems("seed", "") > 0);
  CHECK(problems("seed", "{") > 0);
  CHECK(problems("seed", std::string("\0", 1)) > 0);
  CHECK(problems(repeated("a.", 100'000), "1") > 0);
  CHECK(problems("base", "one-job") > 0);
}

TEST_CASE("hostile: texts with random changes load or are refused, and nothing else",
          "[diagnostics]") {
  std::vector<std::string> texts;
  for (const char* file :
       {"/tests/diagnostics/parts/good.yaml", "/scenarios/one-job/scenario.yaml",
        "/tests/diagnostics/tariff.yaml", "/tests/diagnostics/distribution.yaml"}) {
    std::ostringstream text;
    text << std::ifstream(std::string(SUANWANG_SOURCE_DIR) + file).rdbuf();
    texts.push_back(text.str());
  }
  const std::string bytes = "{}[]:,-&*!|>'\"%@`?#\n\t \\~<.0193eE_/ax\xE4\xFF";
  std::mt19937 random(20250301);  // the standard fixes its numbers, unlike its distributions
  const auto below = [&](std::size_t n) { return random() % n; };
  for (int round = 0; round < 4000; ++round) {
    std::string text = texts[below(texts.size())];
    for (std::size_t changes = 1 + below(4); changes > 0 && !text.empty(); --changes) {
      const std::size_t at = below(text.size());
      switch (below(5)) {
        case 0:
          text[at] = bytes[below(bytes.size())];
          break;
        case 1:
          text.insert(at, 1, bytes[below(bytes.size())]);
          break;
        case 2:
          text.erase(at, 1 + below(12));
          break;
        case 3:
          text.insert(at, text.substr(below(text.size()), below(40)));
          break;
        default:
          text.resize(at);
          break;
      }
    }
    const std::string file = SUANWANG_SOURCE_DIR "/tests/diagnostics/mutated.yaml";
    const Loaded loaded = load_scenario_text(text, file, {}, kShare);
    if (loaded.scenario.has_value() != loaded.problems.empty()) {
      FAIL("neither a scenario nor a problem, or both:\n" << text);
    }
  }
}

}  // namespace suanwang
