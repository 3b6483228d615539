// docs/levers-table.md: every lever with the keys that pull it, an example and a scenario.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "sim/scenario/keys.hpp"
#include "sim/scenario/load.hpp"
#include "tests/docs/generated_page.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

struct Row {
  std::vector<int> numbers;  ///< of the list of levers
  std::string name;
  /// Path of a key, and the block that its link leads to.
  std::vector<std::pair<std::string, std::string>> keys;
  std::vector<Override> examples;
  std::string scenario;
};

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::stringstream text(line.substr(1));
  for (std::string cell; std::getline(text, cell, '|');) cells.push_back(cell);
  return cells;
}

std::vector<int> numbers_in(const std::string& cell) {
  static const std::regex kNumber("[0-9]+");
  std::vector<int> numbers;
  for (std::sregex_iterator at(cell.begin(), cell.end(), kNumber), end; at != end; ++at)
    numbers.push_back(std::stoi(at->str()));
  return numbers;
}

// All rows of the page's tables but their heads; those that a scenario cannot pull have no keys.
std::vector<Row> rows_of(const std::string& page) {
  static const std::regex kKey(R"(\[`([^`]+)`\]\([^)]*scenario\.md#([^)]+)\))");
  static const std::regex kExample("`([^`=]+)=([^`]+)`");
  static const std::regex kScenario(R"(scenarios/([^/]+)/README\.md)");
  std::vector<Row> rows;
  std::stringstream text(read_page(page));
  bool is_head = false;
  for (std::string line; std::getline(text, line);) {
    if (line.rfind("|", 0) != 0) {
      is_head = true;
      continue;
    }
    if (line.rfind("|---", 0) == 0) {
      is_head = false;
      continue;
    }
    if (is_head) continue;
    const std::vector<std::string> cells = cells_of(line);
    Row row;
    row.numbers = numbers_in(cells.at(0));
    row.name = cells.at(1);
    if (cells.size() == 6) {
      for (std::sregex_iterator at(cells[3].begin(), cells[3].end(), kKey), end; at != end; ++at)
        row.keys.emplace_back((*at)[1], (*at)[2]);
      for (std::sregex_iterator at(cells[4].begin(), cells[4].end(), kExample), end; at != end;
           ++at)
        row.examples.push_back({(*at)[1], (*at)[2]});
      std::smatch found;
      if (std::regex_search(cells[5], found, kScenario)) row.scenario = found[1];
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

// The block in whose table the last key of a path stands; empty where there is no such key.
std::string block_of(const std::string& path) {
  std::set<std::string> blocks{"scenario"};
  std::stringstream steps(path);
  std::string last;
  for (std::string step; std::getline(steps, step, '.');) {
    std::set<std::string> next;
    last.clear();
    for (const std::string& name : blocks) {
      for (const Key& key : keys::block_named(name).keys) {
        if (key.name != step) continue;
        last = name;
        for (const Form& form : key.forms.all()) {
          if (form.kind == Form::Kind::block) next.insert(std::string(form.block));
        }
      }
    }
    if (last.empty()) return "";
    blocks = std::move(next);
  }
  return last;
}

fs::path list_of_levers() {
  const char* named = std::getenv("SUANWANG_SHARED");
  const fs::path shared = named ? fs::path(named) : SUANWANG_SOURCE_DIR "/../shared";
  return shared / "data" / "policy_levers.csv";
}

}  // namespace

TEST_CASE("docs: every lever's keys are keys of the format, in the block that is named", "[docs]") {
  const std::vector<Row> rows = rows_of("levers-table.md");
  CHECK(rows.size() > 30);
  for (const Row& row : rows) {
    for (const auto& [path, block] : row.keys) {
      CAPTURE(row.name, path);
      CHECK(block_of(path) == block);
    }
  }
  CHECK(block_of("levers.quotas.at_most").empty());
}

TEST_CASE("docs: every lever's example loads on the scenario beside it", "[docs]") {
  for (const Row& row : rows_of("levers-table.md")) {
    if (row.keys.empty()) continue;
    CAPTURE(row.name);
    CHECK_FALSE(row.examples.empty());
    REQUIRE_FALSE(row.scenario.empty());
    const Loaded loaded = load_scenario(row.scenario, row.examples, kShare);
    for (const Diagnostic& problem : loaded.problems) FAIL_CHECK(to_string(problem));
    CHECK(loaded.scenario.has_value());
  }
}

TEST_CASE("docs: the table of levers is the same in Chinese", "[docs]") {
  const std::vector<Row> en = rows_of("levers-table.md"), zh = rows_of("zh/levers-table.md");
  REQUIRE(en.size() == zh.size());
  for (std::size_t i = 0; i < en.size(); ++i) {
    CAPTURE(en[i].name);
    CHECK(en[i].numbers == zh[i].numbers);
    CHECK(en[i].keys == zh[i].keys);
    CHECK(en[i].scenario == zh[i].scenario);
    REQUIRE(en[i].examples.size() == zh[i].examples.size());
    for (std::size_t e = 0; e < en[i].examples.size(); ++e) {
      CHECK(en[i].examples[e].path == zh[i].examples[e].path);
      CHECK(en[i].examples[e].value == zh[i].examples[e].value);
    }
  }
}

TEST_CASE("docs: every row of the list of levers is in the table, once", "[docs]") {
  std::multiset<int> told;
  for (const Row& row : rows_of("levers-table.md"))
    told.insert(row.numbers.begin(), row.numbers.end());
  for (const int number : told) CHECK(told.count(number) == 1);
  std::ifstream list(list_of_levers());
  if (!list) {
    std::cout << "SKIPPED: ../shared/data/policy_levers.csv is not here\n";
    return;
  }
  // Ids are PL01 and so on, each at the beginning of its line.
  std::multiset<int> listed;
  for (std::string line; std::getline(list, line);) {
    if (line.rfind("PL", 0) == 0) listed.insert(std::stoi(line.substr(2)));
  }
  CHECK(listed == told);
}

}  // namespace suanwang
