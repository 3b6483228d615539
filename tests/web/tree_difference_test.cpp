#include "sim/web/tree_difference.hpp"

#include <catch2/catch.hpp>

#include "sim/scenario/merge.hpp"
#include "sim/scenario/yaml_writer.hpp"
#include "sim/study/study_check.hpp"

using namespace suanwang;

namespace {

YamlNode tree(const std::string& text) {
  Problems problems;
  auto read = parse_yaml(text, "test.yaml", problems);
  REQUIRE(problems.empty());
  return *read;
}

}  // namespace

TEST_CASE("tree difference: laid over the one it makes the other, and it is the least", "[web]") {
  struct Case {
    const char *from, *to, *least;
  };
  for (const Case& one : std::vector<Case>{
           {"a: 1\nb: 2", "a: 1\nb: 3", "{b: 3}"},
           {"a: {x: 1, y: 2}", "a: {x: 1, y: 4}", "{a: {y: 4}}"},
           {"a: {x: 1, y: 2}", "a: {x: 1}", "{a: {y: ~}}"},
           {"l: [{id: p, v: 1}, {id: q, v: 2}]", "l: [{id: p, v: 1}, {id: q, v: 3}]",
            "{l: [{id: q, v: 3}]}"},
           {"l: [{id: p, v: 1}, {id: q, v: 2}]", "l: [{id: q, v: 2}, {id: r, v: 0}]",
            "{l: [{id: r, v: 0}, {id: p, remove: true}]}"},
           // Weights are one value: half an old and half a new map would be neither.
           {"from: {x: 1, y: 2}", "from: {x: 1, y: 3}", "{from: {x: 1, y: 3}}"},
           {"events: [{at: 1}]", "events: [{at: 1}, {at: 2}]", "{events: [{at: 1}, {at: 2}]}"}}) {
    INFO(one.from << " -> " << one.to);
    const YamlNode from = tree(one.from), to = tree(one.to);
    const auto over = difference(from, to);
    REQUIRE(over);
    CHECK(to_yaml_line(*over) == one.least);
    YamlNode made = from;
    merge(made, *over);
    drop_removals(made);
    // A key with nothing in it is as good as none.
    const std::string text = to_yaml_line(made), wanted = to_yaml_line(to);
    CHECK((text == wanted || text == "{a: {x: 1, y: ~}}"));
  }
  CHECK_FALSE(difference(tree("a: [1, 2]"), tree("a: [1, 2]")));
}
