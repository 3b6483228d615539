// The schema that editors read, tried with a validator that knows nothing of Suanwang. The only
// file that includes valijson, which is slow to compile.

#include "sim/scenario/schema.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <utility>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "models/placement/policies.hpp"
#include "models/queue/disciplines.hpp"
#include "sim/scenario/catalogue.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/load.hpp"
#include "sim/scenario/yaml_tree.hpp"
#include "tests/scenario/schema_samples.hpp"
#include "tests/slow_build.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const fs::path kSource = SUANWANG_SOURCE_DIR;
const fs::path kBroken = kSource / "tests/diagnostics";
// Thousands of small scenarios are read: the catalogue once.
const Share kShare{kSource / "models/catalog", kSource / "scenarios",
                   std::make_shared<CatalogueTables>()};

std::string contents(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

/// A plain scalar by the rules of YAML's core schema; in quotes it is text.
json scalar(const YamlNode& node) {
  static const std::regex integer("[-+]?[0-9]+");
  static const std::regex real("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  const std::string& text = node.text;
  if (node.quoted) return text;
  if (text == "true" || text == "false") return text == "true";
  if (std::regex_match(text, integer) && text.size() < 19) return std::stoll(text);
  if (std::regex_match(text, real)) return std::strtod(text.c_str(), nullptr);
  return text;
}

json json_of(const YamlNode& node) {
  if (node.is_scalar()) return scalar(node);
  if (node.is_list()) {
    json list = json::array();
    for (const YamlNode& item : node.items) list.push_back(json_of(item));
    return list;
  }
  if (!node.is_map()) return nullptr;
  json map = json::object();
  for (const YamlEntry& entry : node.entries) map[entry.key] = json_of(entry.value);
  return map;
}

const json& schema() {
  static const json parsed = json::parse(scenario_schema());
  return parsed;
}

/// What is wrong with a document, one problem in each line; empty if nothing is.
std::string problems_with(const json& document) {
  static const auto compiled = [] {
    auto result = std::make_unique<valijson::Schema>();
    const valijson::adapters::NlohmannJsonAdapter adapter(schema());
    valijson::SchemaParser().populateSchema(adapter, *result);
    return result;
  }();
  static valijson::Validator validator;  // keeps the patterns that it has compiled
  const valijson::adapters::NlohmannJsonAdapter adapter(document);
  valijson::ValidationResults results;
  if (validator.validate(*compiled, adapter, &results)) return {};
  std::string text;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    for (const std::string& part : error.context) text += part;
    text += ": " + error.description + "\n";
  }
  return text.empty() ? "does not validate" : text;
}

YamlNode tree_of(const std::string& text) {
  Problems problems;
  const auto tree = parse_yaml(text, "text", problems);
  REQUIRE(tree);
  return *tree;
}

std::set<std::string> names(const json& object) {
  std::set<std::string> result;
  for (const auto& [name, value] : object.items()) result.insert(name);
  return result;
}

std::set<std::string> names(Keys keys) {
  std::set<std::string> result;
  for (const Key& key : keys) result.insert(std::string(key.name));
  return result;
}

/// Calls `visit` with every object of the schema that is a schema itself, or part of one.
template <typename Visit>
void each_object(const json& node, const Visit& visit) {
  if (node.is_object()) visit(node);
  if (node.is_structured()) {
    for (const json& child : node) each_object(child, visit);
  }
}

}  // namespace

TEST_CASE("schema: docs/scenario.schema.json is what the program prints", "[schema]") {
  const fs::path file = kSource / "docs/scenario.schema.json";
  if (std::getenv("SUANWANG_UPDATE")) std::ofstream(file) << scenario_schema();
  CHECK(contents(file) == scenario_schema());  // to refresh: SUANWANG_UPDATE=1 ./do test -R schema
}

TEST_CASE("schema: is well-formed draft-07", "[schema]") {
  CHECK(schema()["$schema"] == "http://json-schema.org/draft-07/schema#");
  const std::set<std::string> types{"object",  "array",   "string", "number",
                                    "integer", "boolean", "null"};
  std::set<std::string> referred;
  each_object(schema(), [&](const json& part) {
    if (part.contains("$ref") && part["$ref"].is_string()) {
      const auto name = part["$ref"].get<std::string>();
      CHECK(schema().contains(json::json_pointer(name.substr(1))));
      referred.insert(name.substr(name.rfind('/') + 1));
    }
    if (part.contains("pattern") && part["pattern"].is_string()) {
      CHECK_NOTHROW(std::regex(part["pattern"].get<std::string>(), std::regex::ECMAScript));
    }
    if (part.contains("type") && part["type"].is_string()) CHECK(types.contains(part["type"]));
    if (part.contains("type") && part["type"].is_array()) {
      for (const json& type : part["type"]) CHECK(types.contains(type));
    }
    if (part.contains("required") && part["required"].is_array() && part.contains("properties")) {
      for (const json& name : part["required"]) CHECK(part["properties"].contains(name));
    }
  });
  CHECK(referred == names(schema()["definitions"]));
}

TEST_CASE("schema: an editor completes keys and words", "[schema]") {
  CHECK(names(schema()["properties"]) == names(keys::kScenario));

  const std::string entry = schema()["properties"]["sites"]["items"]["$ref"];
  const json& site = schema()[json::json_pointer(entry.substr(1))];
  auto expected = names(keys::kSite);
  expected.insert("remove");
  CHECK(names(site["properties"]) == expected);
  CHECK(site["required"] == json{"id"});
  CHECK_FALSE(site["properties"]["storage"]["description"].get<std::string>().empty());

  json policies = policy_names();
  policies.push_back(nullptr);
  CHECK(schema()["definitions"]["placement"]["properties"]["policy"]["enum"] == policies);
  const json disciplines = discipline_names();
  CHECK(site["properties"]["queue"]["anyOf"][0]["enum"] == disciplines);
}

TEST_CASE("schema: every scenario validates and names the schema in its first line", "[schema]") {
  int found = 0;
  for (const auto& entry : fs::directory_iterator(kSource / "scenarios")) {
    const fs::path file = entry.path() / "scenario.yaml";
    if (!fs::exists(file)) continue;
    CAPTURE(file);
    ++found;
    const std::string text = contents(file);
    CHECK(text.starts_with("# yaml-language-server: $schema=../../docs/scenario.schema.json\n"));
    CHECK(problems_with(json_of(tree_of(text))) == "");
  }
  CHECK(found >= 2);
}

TEST_CASE("schema: the scenario shown in docs/scenario.md validates", "[schema]") {
  const std::string page = contents(kSource / "docs/scenario.md");
  const std::size_t start = page.find("```yaml\n") + 8;
  CHECK(problems_with(json_of(tree_of(page.substr(start, page.find("```", start) - start)))) == "");
}

TEST_CASE("schema: what the broken scenarios start from validates", "[schema]") {
  CHECK(problems_with(json_of(tree_of(contents(kBroken / "parts/good.yaml")))) == "");
}

TEST_CASE("schema: broken scenarios do not validate", "[schema]") {
  for (const std::string name : {"accelerator-inline",
                                 "arrivals",
                                 "bad-id",
                                 "bare-number",
                                 "base-kind",
                                 "columns",
                                 "demand",
                                 "distribution",
                                 "empty-lists",
                                 "input",
                                 "link-form",
                                 "missing",
                                 "negative",
                                 "no-map",
                                 "no-version",
                                 "not-finite",
                                 "numbers",
                                 "out-of-range",
                                 "policy",
                                 "pools",
                                 "profile",
                                 "pue",
                                 "queue",
                                 "runtime",
                                 "seed",
                                 "start-form",
                                 "tariff",
                                 "two-ends",
                                 "unknown-key",
                                 "unknown-unit",
                                 "until",
                                 "version",
                                 "word",
                                 "wrong-dimension",
                                 "wrong-kind"}) {
    CAPTURE(name);
    CHECK(problems_with(json_of(tree_of(contents(kBroken / (name + ".yaml"))))) != "");
  }
}

namespace {

/// A tree as YAML on one line, with another text in place of the node `replaced`.
std::string flow(const YamlNode& node, const YamlNode* replaced, const std::string& by) {
  if (&node == replaced) return by;
  if (node.is_null()) return "~";
  if (node.is_scalar()) return node.text;
  std::string text;
  for (const YamlNode& item : node.items)
    text += (text.empty() ? "" : ", ") + flow(item, replaced, by);
  for (const YamlEntry& entry : node.entries) {
    text += (text.empty() ? "" : ", ") + entry.key + ": " + flow(entry.value, replaced, by);
  }
  return node.is_list() ? "[" + text + "]" : "{" + text + "}";
}

/// The values of a tree, each with its path; of a list of plain values the first stands for all.
void each_value(const YamlNode& node, const std::string& path,
                const std::function<void(const YamlNode&, const std::string&)>& visit) {
  if (!path.empty()) visit(node, path);
  for (std::size_t i = 0; i < node.items.size() && (i == 0 || node.items[i].is_map()); ++i) {
    each_value(node.items[i], fmt::format("{}[{}]", path, i), visit);
  }
  for (const YamlEntry& entry : node.entries) {
    each_value(entry.value, path.empty() ? entry.key : path + "." + entry.key, visit);
  }
}

/// Does a person's value look wrong by itself, and not for what stands elsewhere?
bool is_about_form(const Diagnostic& problem, const std::string& path, const std::string& probe) {
  // How large a quantity is cannot be seen in its text.
  const bool quantity = probe.find(' ') != std::string::npos;
  return problem.path.starts_with(path) && (problem.message.starts_with("expected ") ||
                                            problem.message.starts_with("is not known here") ||
                                            (problem.message.starts_with("must be ") && !quantity));
}

}  // namespace

TEST_CASE("schema: judges each value at each key as the reader does", "[schema]") {
  std::set<std::string> tried;
  std::set<std::pair<std::string, std::string>> judged;  // what all blocks have in common: once
  for (const std::string& block : kBlocks) {
    const YamlNode tree = tree_of(kBase + block);
    REQUIRE(problems_with(json_of(tree)) == "");
    for (const Diagnostic& problem :
         load_scenario_text(flow(tree, nullptr, ""), "t", {}, kShare).problems) {
      FAIL_CHECK(block << "\n" << to_string(problem));
    }
    each_value(tree, "", [&](const YamlNode& node, const std::string& path) {
      if (path == "base" || (path == "duration" && &block != &kBlocks.front())) return;
      if (!judged.emplace(path, flow(node, nullptr, "")).second) return;
      tried.insert(path.substr(path.rfind('.') + 1));
      for (std::size_t i = 0; i < kProbes.size(); ++i) {
#ifdef SUANWANG_SLOW_BUILD  // another seventh of them at each value
        if ((i + judged.size()) % 7 != 0) continue;
#endif
        const std::string& probe = kProbes[i];
        const std::string text = flow(tree, &node, probe);
        const std::string refused = problems_with(json_of(tree_of(text)));
        const Loaded loaded = load_scenario_text(text, "t", {}, kShare);
        CAPTURE(path, probe, refused);
        // No false alarm: what the editor underlines, `suanwang check` refuses.
        if (!refused.empty()) CHECK_FALSE(loaded.problems.empty());
        // Nothing overlooked that the value alone shows.
        for (const Diagnostic& problem : loaded.problems) {
          if (!refused.empty() || !is_about_form(problem, path, probe)) continue;
          FAIL_CHECK("the schema lets pass: " << to_string(problem));
        }
      }
    });
  }
  for (const keys::Block& block : keys::all_blocks()) {
    for (const Key& key : block.keys) {
      const std::string name{key.name};
      CAPTURE(block.name, name);
      const bool elsewhere =
          name == "suanwang" || name == "base" || name == "model" || name == "until";
      CHECK((elsewhere || tried.contains(name)));
    }
  }
}

}  // namespace suanwang
