#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>

#include "sim/study/study_keys.hpp"
#include "tests/docs/generated_page.hpp"
#include "tests/docs/page_blocks.hpp"
#include "tests/study/study_sample.hpp"

namespace suanwang {
namespace {

std::string table(const std::string& heading, const Keys& keys) {
  std::string text = fmt::format("\n### {}\n\n| key | value | meaning |\n|---|---|---|\n", heading);
  for (const Key& key : keys) {
    text += fmt::format(
        fmt::runtime(key.required ? "| **`{}`** | {} | {} |\n" : "| `{}` | {} | {} |\n"), key.name,
        key.expects, key.summary);
  }
  return text;
}

}  // namespace

TEST_CASE("docs: the tables of a study's keys are the program's own", "[docs]") {
  check_generated({"studies.md"}, "SUANWANG_UPDATE=1 ./do test -R docs -->\n",
                  table("A study", keys::kStudy) + table("An axis", keys::kAxis) +
                      table("A case", keys::kCase));
  // In Chinese they are written by hand: none is missing.
  const std::string page = read_page("zh/studies.md");
  for (const Keys* all : {&keys::kStudy, &keys::kAxis, &keys::kCase}) {
    for (const Key& key : *all) {
      CAPTURE(key.name);
      CHECK(page.find(fmt::format("`{}`", key.name)) != page.npos);
    }
  }
}

TEST_CASE("docs: every whole study shown on a page is without mistakes", "[docs]") {
  for (const char* page : {"studies.md", "zh/studies.md"}) {
    CAPTURE(page);
    int shown = 0;
    for (const PageBlock& block : blocks_of(read_page(page))) {
      if (block.language != "yaml" || block.text.rfind("study:", 0) != 0) continue;
      ++shown;
      CHECK(problems_of(block.text) == "");
    }
    CHECK(shown == 3);
  }
}

}  // namespace suanwang
