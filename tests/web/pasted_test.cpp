#include "sim/web/serve/pasted.hpp"

#include <catch2/catch.hpp>

#include "sim/scenario/keys.hpp"
#include "tests/web/samples.hpp"

using namespace suanwang;

namespace {

const Gallery& gallery() {
  static const Gallery made(web_samples::share());
  return made;
}

std::vector<std::string> problems(const std::string& text) {
  std::vector<std::string> lines;
  for (const Diagnostic& problem : load_pasted(text, gallery()).problems) {
    lines.push_back(to_string(problem));
  }
  return lines;
}

constexpr const char* kNoFile =
    "a pasted scenario cannot name files; run it with `suanwang run` instead";

}  // namespace

TEST_CASE("pasted: a scenario on one of the gallery, or on its own, is read", "[serve]") {
  CHECK(problems("suanwang: 1\nbase: one-job\nseed: 5\n") == std::vector<std::string>{});
  CHECK(problems("suanwang: 1\nmodel: national-2025\nduration: 6 h\nscale: 0.01\n") ==
        std::vector<std::string>{});
  const Loaded loaded = load_pasted("suanwang: 1\nbase: one-job\nseed: 5\n", gallery());
  REQUIRE(loaded.scenario);
  CHECK(loaded.scenario->seed == 5);
}

TEST_CASE("pasted: its mistakes have line and column in the text", "[serve]") {
  CHECK(problems("suanwang: 1\nbase: one-job\nseeds: 5\n") ==
        std::vector<std::string>{
            "pasted.yaml:3:1: error: seeds: is not known here; did you mean \"seed\"?"});
  CHECK(problems("suanwang: 1\nbase: one-job\nplacement: {policy: cheap}\n").size() == 1);
  CHECK(problems("a: [1, 2").size() == 1);
  CHECK(problems("").size() == 1);
}

TEST_CASE("pasted: bases are names of the gallery alone", "[serve]") {
  for (const char* base :
       {"/etc/passwd", "../one-job", "one-job/../one-job", "./one-job", "one-job/scenario.yaml",
        "/work", "..", "nothing", "levers.yaml", "lessons", "[one-job]", "{a: 1}"}) {
    INFO(base);
    const auto found = problems(std::string("suanwang: 1\nbase: ") + base + "\n");
    REQUIRE(found.size() == 1);
    CHECK(
        found[0].starts_with("pasted.yaml:2:7: error: base: a pasted scenario starts from one of "
                             "the gallery, by its name such as east-west-2025"));
  }
  const auto model = problems("suanwang: 1\nmodel: ../../etc/passwd\nduration: 1 h\n");
  REQUIRE(model.size() == 1);
  CHECK(model[0].starts_with("pasted.yaml:2:8: error: model: unknown model"));
}

TEST_CASE("pasted: no key takes a file", "[serve]") {
  const auto refused = [](const std::string& text, const std::string& at) {
    CHECK(problems("suanwang: 1\nbase: one-job\n" + text) ==
          std::vector<std::string>{"pasted.yaml:" + at + ": " + kNoFile});
  };
  refused("workloads: [{id: w, csv: /etc/passwd, from: {a: 1}}]\n",
          "3:26: error: workloads[0].csv");
  refused("workloads: [{id: w, swf: /etc/passwd}]\n", "3:26: error: workloads[0].swf");
  refused("workloads: [{id: w, pods: x.csv}]\n", "3:27: error: workloads[0].pods");
  refused("network: {graphml: /etc/passwd}\n", "3:20: error: network.graphml");
  refused("sites: [{id: s, power: {prices: /etc/passwd}}]\n", "3:33: error: sites[0].power.prices");
  refused("workloads: [{id: w, runtime: {empirical: /etc/passwd}}]\n",
          "3:42: error: workloads[0].runtime.empirical");
  refused("workloads:\n  - &w {id: w, runtime: {empirical: a.txt}}\n",
          "4:37: error: workloads[0].runtime.empirical");
  // A list of values is no file.
  CHECK(problems("suanwang: 1\nbase: one-job\nworkloads: [{id: w, runtime: {empirical: [1 h]}}]\n")
            .size() > 0);
  // Those six are all that the tables of keys know.
  std::set<std::string_view> keys;
  for (const keys::Block& block : keys::all_blocks()) {
    for (const Key& key : block.keys) {
      if (key.expects.find("file") != key.expects.npos) keys.insert(key.name);
    }
  }
  CHECK(keys == std::set<std::string_view>{"csv", "empirical", "graphml", "pods", "prices", "swf"});
}

TEST_CASE("pasted: what one run could not bear is refused before it is tried", "[serve]") {
  const auto refused = [](const std::string& text, const std::string& at) {
    const auto found = problems(text);
    REQUIRE(found.size() >= 1);
    CHECK_THAT(found[0], Catch::Matchers::Contains(at));
  };
  refused("suanwang: 1\nmodel: national-2025\nduration: 300 d\nscale: 1\n", "simulated jobs");
  refused("suanwang: 1\nmodel: national-2025\nduration: 9000 d\nscale: 0.001\n",
          "pasted.yaml:3:1: error: duration: brings about");
  refused("suanwang: 1\nbase: east-west-2025\nduration: ~\nuntil: done\n", "needs a duration");
  refused("# " + std::string(400'000, 'x') + "\n", "has 400003 bytes");
  // Each line doubles what the one before stands for: 2^20 values in 400 bytes.
  std::string bomb = "suanwang: 1\na: &a0 [x, x]\n";
  for (int i = 1; i < 20; ++i) {
    bomb += fmt::format("b{0}: &a{0} [*a{1}, *a{1}]\n", i, i - 1);
  }
  refused(bomb, "more than 60000 values (aliases count each time)");
  // Four million pairs of a region and a site.
  std::string wide = "suanwang: 1\nduration: 1 d\nregions:\n", from;
  for (int i = 0; i < 2000; ++i) {
    wide += fmt::format("  - {{id: r{}, lon: 1, lat: 1, side: east}}\n", i);
    from += fmt::format("{}r{}: 1", i == 0 ? "" : ", ", i);
  }
  wide += "sites:\n";
  for (int i = 0; i < 2000; ++i) {
    wide += fmt::format(
        "  - {{id: s{0}, at: r{0}, pools: [{{id: p, accelerator: ascend-910b, count: 1}}]}}\n", i);
  }
  wide += "services:\n  - {id: s, from: {" + from + "}, cards: 1, day: [";
  for (int i = 0; i < 24; ++i) wide += i == 0 ? "1" : ", 1";
  refused(wide + "]}\n", "pairs of a region and a site");
}

TEST_CASE("pasted: where the program lies is not told", "[serve]") {
  const std::string folder = gallery().share().scenarios.string();
  for (const char* text : {"suanwang: 1\nbase: one-job\nseed: x\n", "suanwang: 1\nbase: nothing\n",
                           "suanwang: 2\n", "suanwang: 1\nbase: kth-easy\nseed: x\n"}) {
    for (const std::string& line : problems(text)) CHECK(line.find(folder) == line.npos);
  }
}
