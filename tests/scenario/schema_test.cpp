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
#include "sim/scenario/keys.hpp"
#include "sim/scenario/load.hpp"
#include "sim/scenario/yaml_tree.hpp"
#include "tests/slow_build.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const fs::path kSource = SUANWANG_SOURCE_DIR;
const fs::path kBroken = kSource / "tests/diagnostics";
const Share kShare{kSource / "models/catalog", kSource / "scenarios"};

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

// The blocks of the format with a value at every key, as changes to a sound scenario.
const std::string kBase = "base: one-job\nduration: 3 d\n";
const std::vector<std::string> kBlocks{
    "name: n\ntitle: {en: a, zh: b}\nseed: 1\nstart: 2025-03-01\nwarmup: 1 h\n"
    "initial: empty\nscale: 0.5\ndemand: 1.2\nevent_rule: pyss",
    "routing: {paths: 3, choose: shortest, transfer_rate: 10 Gbps, window: 4 MB,\n"
    "  equal_within: 1 ms}",
    "placement: {policy: nearest, pays: operator, formula: wait_s, hot: {deadline: 1 h, latency: 5 "
    "ms},\n"
    "  weights: {latency: 1, wait: 1, price: 1, carbon: 1}}",
    "hubs: [{id: h, name: {en: a}, side: east}]\nrelays: [{id: r, lon: 1, lat: 2}]\n"
    "regions: [{id: g, name: g, side: east, hub: h, lon: 1, lat: 2,\n"
    "  transfer_rate: 1 Gbps}]",
    "hubs: [{id: h, side: east}]\n"
    "sites:\n  - {id: s, name: {zh: a}, hub: h, cluster: c, region: shanghai, side: east,\n"
    "     at: shanghai, lon: 1, lat: 2, access: {latency: 1 ms}, storage: 1 PB,\n     queue: "
    "fcfs,\n"
    "     pools: [{id: p, accelerator: {peak: 1 TFLOPS, idle: 1 W, busy: 1 W}, count: 3,\n"
    "     powered: 2, node: 4, packing: best-fit}]}",
    "sites:\n  - {id: zhongwei, queue: {discipline: fair-share, half_life: 7 d}}",
    "sites:\n  - {id: zhongwei, access: 1 ms, pools: [{id: p, count: 1, accelerator:\n"
    "     {id: a, platform: cuda, peak: 1 TFLOPS, achieved: 0.5, memory: 1 GB, idle: 1 W,\n"
    "     busy: 2 W}}]}",
    "sites:\n  - {id: zhongwei, pools: [{id: train, accelerator: ascend-910b}], power: {tariff:\n"
    "     ningxia}}",
    "sites:\n  - {id: zhongwei, power: {cap: 1 MW, over_cap: preempt, pue: {mean: 1.5, climate: "
    "[1, 1, 1, 1, 1, 1,\n"
    "     1, 1, 1, 1, 1, 1]}, price: 1 CNY/kWh, carbon: 1 g/kWh, green: 0.5}}",
    "sites:\n  - {id: zhongwei, power: {pue: 1.2, tariff: {seasons: [\n"
    "     {months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], multiplier: [1, 1, 1, 1, 1, 1, 1,\n"
    "     1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}]}}}",
    "sites:\n  - {id: zhongwei, power: {carbon: 1 g/kWh, carbon_day: coast, green: {share: 80 %,\n"
    "     premium: 1 CNY/kWh}, uhv: {from: ningxia, share: 40 %, loss: 6.5 %, price: 1 CNY/kWh,\n"
    "     far_price: 1 CNY/kWh}, own: [{power: 5 MW, output: wind-north, price: 1 CNY/kWh}],\n"
    "     curtailed: {power: 5 MW}, battery: {capacity: 20 MWh, power: 5 MW, efficiency: 88 %,\n"
    "     minimum: 10 %, initial: 50 %, by_price: {charge_below: 0.3 CNY/kWh, discharge_from:\n"
    "     0.8 CNY/kWh}}, demand_charge: 38 CNY/kW}}",
    "sites:\n  - {id: zhongwei, power: {prices: " SUANWANG_SOURCE_DIR
    "/tests/scenario/prices.txt, battery:\n"
    "     {capacity: 20 MWh, power: 5 MW, by_carbon: {charge_below: 300 g/kWh, discharge_from:\n"
    "     600 g/kWh}}}}",
    "links:\n  - {id: sh-zw, between: [shanghai, zhongwei], capacity: 1 Gbps, latency: 1 ms,\n"
    "     price: 1 CNY/GB, energy: 2 Wh/GB, kind: trunk}\n  - {id: x, from: shanghai, to: "
    "zhongwei,\n"
    "     capacity: 1 Gbps, latency: 1 ms}",
    "sites:\n  - {id: zhongwei, region: shanghai, pools: [{id: p, count: 1, accelerator: "
    "ascend-910b,\n     sleep: {power: 60 W, reserve: 10 %}}], power: {water: {wet: 2 L/kWh, "
    "dry_below: -5 C,\n"
    "     wet_above: 25 C}, pue: {mean: 1.2, climate: zhongwei, day_range: 9 K, cooling:\n"
    "     {free_below: -5 C, chillers_above: 25 C, worst_above: 40 C, at_chillers: 2, at_worst: "
    "3,\n"
    "     fixed: 0.2, load: 0.6}}}}\nevents:\n"
    "  - {at: 1 h, site: zhongwei, temperature: +6 K, for: 1 h, every: 1 d}\n"
    "  - {at: 1 h, region: shanghai, temperature: -6 K}",
    "sites:\n  - {id: zhongwei, region: shanghai, power: {water: 2 L/kWh, pue: {mean: 1.2,\n"
    "     climate: zhongwei, cooling: air-economiser}}}\n"
    "events: [{at: 1 h, region: shanghai, temperature: 6 K}]",
    "events:\n  - {at: 1 h, link: sh-zw, down: 1 h, every: 1 d}\n"
    "  - {at: 1 h, node: zhongwei, down: 1 h}\n"
    "  - {at: 1 h, link: sh-zw, capacity: 2 Gbps, for: 1 h}",
    "events:\n  - {at: 1 h, site: zhongwei, down: 1 h, draws: idle, every: 1 d}\n"
    "  - {at: 1 h, site: zhongwei, pool: train, cards: 2, down: forever}\n"
    "  - {at: 1 h, site: zhongwei, pool: train, drain: 1 h}\n"
    "  - {at: 1 h, site: zhongwei, power_cap: 1 MW, for: 1 h}",
    "events:\n  - {at: 1 h, region: shanghai, price: 1.5, carbon: 1.5, for: 1 d, every: 7 d}\n"
    "  - {at: 1 h, site: zhongwei, price: 1.5}",
    "failures:\n  - {each: node, site: zhongwei, pool: train, mtbf: 100 h, mttr: 1 h, draws: "
    "idle}\n"
    "  - {site: zhongwei, mtbf: 100 h, mttr: 1 h}\n  - {each: pool, mtbf: 100 h, mttr: 1 h}",
    "links: [{id: sh-zw, kind: trunk}]\n"
    "failures:\n  - {kind: trunk, mtbf: 100 h, mttr: 1 h}\n  - {link: sh-zw, mtbf: 100 h, mttr: 1 "
    "h}\n"
    "  - {node: zhongwei, mtbf: 100 h, mttr: 1 h}",
    "sites:\n  - {id: zhongwei, opens: 2025-01-01, closes: 2030-01-01,\n"
    "     pools: [{id: train, accelerator: ascend-910b}]}\n"
    "growth:\n  lead: 1 d\n  cost: 1 CNY\n  backtest: [pue_avg]\n  capacity:\n"
    "  - {at: 1 d, site: zhongwei, pool: train, card: ascend-910b, cards: 4, lead: 1 d,\n"
    "     cost: 90000 CNY}\n"
    "  - {ordered: 0 d, side: west, times: 2}\n  - {rate: 5 %, from: 0 d, until: 2 d}\n"
    "  - {at: 2 d, retire: 2}",
    "workloads: [{id: w, from: {shanghai: 1}, arrivals: {poisson: 1 per h}, runtime: 1 h}]\n"
    "growth:\n  demand:\n  - {at: 1 d, times: 2, side: east}\n"
    "  - {rate: 5 %, from: 0 d, until: 2 d, class: w, region: shanghai}",
    "network: {graphml: " SUANWANG_SOURCE_DIR
    "/tests/scenario/maps/square.graphml,\n"
    "  capacity: 1 Gbps, speed: 200000 km/s, detour: 1.3, price: 1 CNY/GB, energy: 2 Wh/GB, "
    "missing: drop}",
    "network: {graphml: " SUANWANG_SOURCE_DIR
    "/tests/scenario/maps/square.graphml,\n"
    "  capacity: 1 Gbps, missing: {latency: 5 ms}}",
    "workloads:\n  - {id: w, name: w, from: {shanghai: 1}, arrivals: {poisson: 1 per h, profile:\n"
    "     {weekend: 0.5, day: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,\n"
    "     1, 1, 1]}}, accelerators: 8, runtime: 1 h, reference: {peak: 1 TFLOPS, idle: 1 W,\n"
    "     busy: 1 W}, requested: 2 h, overrun: kill, input: 1 GB, output: 1 GB, latency: 50 ms,\n"
    "     deadline: 1 d, slack: 1 d, transfer_rate: 1 Gbps, transfer_weight: 2}",
    "workloads:\n  - {id: w, from: {shanghai: 1}, arrivals: {every: 1 h, first: 1 h}, work: 3\n"
    "     EFLOP, accelerators: {choice: {8: 1, 10: 1}}, requested: {times: 1.5},\n"
    "     input: {size: 1 GB, datasets: 4, reuse: 0.5, zipf: 1},\n"
    "     output: {lognormal: {median: 1 GB, sigma: 1, max: 9 GB}}}",
    "workloads:\n  - {id: w, from: {shanghai: 1}, arrivals: {at: [0 s, 5 s]},\n"
    "     work: {exponential: {mean: 1 EFLOP, max: 9 EFLOP}}, input: {choice: {1 GB: 1}},\n"
    "     accelerators: {uniform: {from: 1, to: 9}}}",
    "workloads:\n  - {id: w, from: {shanghai: 1}, arrivals: {mmpp: [{rate: 4 per h, for: 1 h},\n"
    "     {rate: 9 per h, for: 5 min}]}, runtime: {empirical: [5 s, 1 h]}, tenant: {zipf: 4},\n"
    "     input: {empirical: " SUANWANG_SOURCE_DIR "/tests/workload/traces/sizes.txt}}",
    "workloads:\n  - {id: w, from: {shanghai: 1}, swf: " SUANWANG_SOURCE_DIR
    "/tests/workload/traces/good.swf, filter: strong,\n"
    "     procs: 64, first: 4, compress: 4/5, begin: 1 h, tenant: x, priority: 4,\n"
    "     requested: {stated: 2}}",
    "workloads:\n  - {id: w, from: {shanghai: 1}, csv: " SUANWANG_SOURCE_DIR
    "/tests/workload/traces/good.csv, compress: 2}\n  - {id: v, from: {shanghai: 1}, "
    "pods: " SUANWANG_SOURCE_DIR "/tests/workload/traces/pods.csv}",
    "sites: [{id: zhongwei, pools: [{id: train, accelerator: ascend-910b}]}]\n"
    "workloads:\n  - {id: w, from: {shanghai: 1}, arrivals: {every: 1 h}, runtime: 1 h, "
    "preemptible:\n"
    "     {checkpoint: 30 min, cost: 20 s, restart: 2 min, growth: 1.5}, on_failure: fail,\n"
    "     max_failures: 3, runs_on: [ascend-910b], memory: 32 GB}\n"
    "  - {id: v, from: {shanghai: 1}, arrivals: {every: 1 h}, runtime: 1 h, preemptible: false}",
    "services:\n  - {id: c, name: c, from: {shanghai: 1}, cards: 9, latency: 90 ms, day: [1, 1,\n"
    "     1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}",
    "services:\n  - {id: c, from: {shanghai: 1}, requests: 1200 per s, throughput: 4 per s,\n"
    "     replica: 8, start_up: 3 min, day: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, "
    "1,\n"
    "     1, 1, 1, 1, 1, 1]}",
    "levers:\n  quotas: [{id: q, side: west, of: work, at_least: 60 %, enforce: steer}]\n"
    "  green: [{id: g, site: zhongwei, at_least: 80 %}]\n"
    "  pue: [{id: p, side: west, at_most: 1.25, surcharge: 0.1 CNY/kWh}]\n"
    "  circles: [{id: c, one_way: 20 ms, classes: [finetune], enforce: report}]\n"
    "  residency: [{id: r, classes: [finetune], within: hub, enforce: report}]\n"
    "  power_price: [{id: w, side: west, discount: 30 %}, {id: x, side: west, subsidy:\n"
    "     0.1 CNY/kWh}]\n"
    "  registry: {registered: [{at: 0 d, share: 30 %}], interval: 15 min, error: 10 %}",
    "levers:\n  green: [{id: g, site: zhongwei, at_least: 50 %, rate: 5 %}, {id: h, side: west, "
    "years:\n"
    "     [{year: 2025, at_least: 60 %}]}]\n"
    "  approvals: [{id: a, side: west, by: site, at_least: 65 %, window: 30 d, again: 10 d}]",
    "sites: [{id: s, hub: ningxia, cluster: c, region: shanghai, at: shanghai, pools:\n"
    "     [{id: p, accelerator: ascend-910b, count: 3}]}]\n"
    "levers: {local_priority: [{id: l, region: shanghai}]}\n"
    "placement: {policy: nearest, shift: {to: low-carbon, at_most: 12 h, margin: 30 min,\n"
    "     classes: [finetune]}}",
    "economy:\n  tariff: {tiers: [{first: 200 card-h, price: 0 CNY/card-h}, {price: 8 "
    "CNY/card-h}]}\n"
    "  by_class: [{class: finetune, tariff: {auction: {reserve: 4 CNY/card-h, most: 20\n"
    "     CNY/card-h}}}]\n"
    "  discounts: [{at: {side: west}, share: 20 %, paid_by: treasury, from: 2025-01-01, until:\n"
    "     2025-12-31}]\n"
    "  vouchers: [{id: v, name: v, share: 30 %, cap: 8 million CNY, budget: 250 million CNY, from: "
    "2025-01-01,\n"
    "     until: 2025-12-31, regions: [shanghai], classes: [finetune], buys_at: {sites: "
    "[zhongwei],\n"
    "     hubs: [ningxia], regions: [shanghai]}}]\n"
    "  costs: {card: 120000 CNY, life: 1825 d, facility: 14000 CNY, facility_life: 5475 d,\n"
    "     staff: 4800 CNY/card-year}\n"
    "  carbon_price: 90 CNY/t\n  water: 4 CNY/m3\n  carriage: {factor: 0.5}",
    "sites: [{id: zhongwei, pools: [{id: train, accelerator: ascend-910b}]}]\n"
    "economy: {tariff: 8 CNY/card-h, costs: catalogue, carriage: {flat: 0.01 CNY/GB},\n"
    "     by_class: [{class: finetune, tariff: 9 CNY/card-h}],\n"
    "     vouchers: [{id: v, lever: voucher-shanghai}]}",
};

const std::vector<std::string> kProbes{"~",          "true",       "x",
                                       "Not An Id",  "[]",         "[~]",
                                       "[1]",        "{}",         "{x: 1}",
                                       "-1",         "0",          "0.5",
                                       "1",          "4",          "17",
                                       "2e10",       "3000000000", "-200",
                                       "0 s",        "5 ms",       "-5 s",
                                       "5 parsec",   "20 GB",      "20 Gbps",
                                       "2 kW",       "3 TFLOPS",   "3 EFLOP",
                                       "1 CNY/kWh",  "1 CNY/GB",   "300 g/kWh",
                                       "4 per h",    "50 %",       "2025-03-02",
                                       "until done", "done",       "west",
                                       "steady",     "extend",     "least-loaded",
                                       "forever",    "4 MB",       "sh-zw",
                                       "nearest",    "easy",       "idle",
                                       "node",       "best-fit",   "preempt",
                                       "all",        "100 CNY",    "fail",
                                       "false",      "20 MWh",     "38 CNY/kW",
                                       "-1 CNY/kWh", "wind-north", "6 K",
                                       "25 C",       "20 card-h",  "8 CNY/card-h",
                                       "90 CNY/t",   "4 CNY/m3",   "catalogue",
                                       "2 Wh/GB"};

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
