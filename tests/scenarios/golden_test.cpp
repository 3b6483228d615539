#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sim/engine/simulate.hpp"
#include "sim/report/json.hpp"
#include "sim/scenario/load.hpp"
#include "tests/queue/swf_log.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

void add(std::string& text, const std::string& measure, const nlohmann::ordered_json& value) {
  if (value.is_number_float()) text += fmt::format("{},{:.6g}\n", measure, value.get<double>());
  if (value.is_number_integer()) text += fmt::format("{},{}\n", measure, value.get<std::int64_t>());
}

// The national figures, and of each site, class and service what a reader looks at first.
std::string golden(const Results& results) {
  const auto summary = summary_json(results);
  std::string text = "measure,value\n";
  for (const auto& [key, value] : summary.items()) {
    if (key == "performance") continue;
    add(text, key, value);
    if (!value.is_object()) continue;
    for (const auto& [inner, number] : value.items()) add(text, key + "." + inner, number);
  }
  const auto rows = [&](const char* table, std::initializer_list<const char*> keys) {
    for (const auto& row : summary.at(table)) {
      for (const char* key : keys) {
        add(text, fmt::format("{}.{}.{}", table, row.at("id").get<std::string>(), key),
            row.at(key));
      }
    }
  };
  // The signature proves that nothing at all moved: it is the same for every compiler and build
  // type.
  text += "signature," + signature(results) + "\n";
  rows("sites", {"utilization", "energy_kwh"});
  rows("classes", {"completed", "west_share"});
  return text;
}

}  // namespace

// A changed model shows as a difference to read. To accept it: SUANWANG_UPDATE=1 ./do test -R
// golden
TEST_CASE("every scenario gives its golden expected.csv", "[golden]") {
  int found = 0;
  for (const auto& entry : fs::directory_iterator(kShare.scenarios)) {
    if (!fs::exists(entry.path() / "scenario.yaml")) continue;
    ++found;
    CAPTURE(entry.path().filename().string());
    CHECK(fs::exists(entry.path() / "README.md"));
    std::vector<Override> overrides;
    if (entry.path().filename() == "kth-easy") {  // its log is not part of the project
      const fs::path traces = shared_traces();
      if (traces.empty()) continue;
      overrides.push_back({"workloads.log.swf", (traces / "swf/KTH-SP2-1996-2.swf.gz").string()});
    }
    const Loaded loaded = load_scenario(entry.path().string(), overrides, kShare);
    for (const Diagnostic& problem : loaded.problems) FAIL_CHECK(to_string(problem));
    REQUIRE(loaded.scenario);
    const std::string got = golden(simulate(*loaded.scenario));
    const fs::path file = entry.path() / "expected.csv";
    if (std::getenv("SUANWANG_UPDATE")) std::ofstream(file) << got;
    std::ifstream in(file);
    std::stringstream expected;
    expected << in.rdbuf();
    CHECK(got == expected.str());
  }
  CHECK(found >= 5);
}

}  // namespace suanwang
