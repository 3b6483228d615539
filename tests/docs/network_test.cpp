#include <catch2/catch.hpp>
#include <sstream>
#include <string>

#include "sim/report/topology_report.hpp"
#include "sim/scenario/load.hpp"
#include "tests/docs/generated_page.hpp"

namespace suanwang {

TEST_CASE("docs: what the pages show of the topology command is what it prints", "[docs]") {
  const Share share{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};
  const Loaded loaded = load_scenario("east-west-2025", {}, share);
  REQUIRE(loaded.scenario);
  const World world(*loaded.scenario);
  const Resilience resilience = resilience_of(world);
  const End from = *find_end(world, "beijing"), to = *find_end(world, "guian");
  const Ways ways = ways_between(world.topology, from.node, to.node, 3);

  for (const auto& [page, heading, language] :
       {std::tuple("network.md", "## The topology command\n", Language::en),
        std::tuple("zh/network.md", "## topology 命令\n", Language::zh)}) {
    const std::string printed = "\n" + topology_report(world, resilience, language, false) + "\n" +
                                ways_report(world, from, to, ways, 3, language);
    const std::string text = read_page(page);
    const std::size_t start = text.find(heading);
    REQUIRE(start != text.npos);
    std::istringstream section(text.substr(start, text.find("\n## ", start + 1) - start));
    bool shown = false;
    int lines = 0;
    for (std::string line; std::getline(section, line);) {
      if (line.rfind("```", 0) == 0) {
        shown = !shown;
      } else if (shown) {
        CAPTURE(page, line);
        CHECK(printed.find("\n" + line + "\n") != printed.npos);
        ++lines;
      }
    }
    CHECK(lines > 30);
  }
}

}  // namespace suanwang
