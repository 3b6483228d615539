#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>

#include "sim/web/lesson_keys.hpp"
#include "tests/docs/generated_page.hpp"

namespace suanwang {
namespace {

std::string lesson_keys_table(const std::string& heading, const Keys& keys) {
  std::string text = fmt::format("\n### {}\n\n| key | value | meaning |\n|---|---|---|\n", heading);
  for (const Key& key : keys) {
    const std::string name =
        key.required ? fmt::format("**`{}`**", key.name) : fmt::format("`{}`", key.name);
    text += fmt::format("| {} | {} | {} |\n", name, key.expects, key.summary);
  }
  return text;
}

}  // namespace

TEST_CASE("docs: the tables of a lesson's keys are the program's own", "[docs]") {
  check_generated({"lessons.md"}, "SUANWANG_UPDATE=1 ./do test -R docs -->\n",
                  lesson_keys_table("A lesson", keys::kLesson) +
                      lesson_keys_table("A prediction", keys::kPrediction) +
                      lesson_keys_table("A choice", keys::kPredictionChoice) +
                      lesson_keys_table("A lever", keys::kLessonLever) +
                      lesson_keys_table("A check", keys::kLessonCheck));
  // In Chinese they are written by hand: none is missing.
  const std::string page = read_page("zh/lessons.md");
  for (const Keys* all : {&keys::kLesson, &keys::kPrediction, &keys::kPredictionChoice,
                          &keys::kLessonLever, &keys::kLessonCheck}) {
    for (const Key& key : *all) {
      CAPTURE(key.name);
      CHECK(page.find(fmt::format("`{}`", key.name)) != page.npos);
    }
  }
}

}  // namespace suanwang
