#include "sim/web/run_view.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/report/json.hpp"
#include "sim/report/metrics.hpp"
#include "sim/report/money_flows.hpp"
#include "sim/web/json_text.hpp"
#include "tests/web/model_types.hpp"
#include "tests/web/samples.hpp"

namespace suanwang {
namespace {

using web_samples::scenario_of;

nlohmann::json view_of(const Scenario& scenario, const Results& results) {
  RunViewParts parts;
  parts.assumptions = assumptions_of(scenario, web_samples::share());
  return nlohmann::json::parse(run_view(scenario, results, parts));
}

/// Assumptions of a group by the English name; several rows of one name are put together.
std::map<std::string, std::string> group(const std::vector<Assumption>& all,
                                         const std::string& name, const char* confidence) {
  std::map<std::string, std::string> values;
  for (const Assumption& one : all) {
    if (one.group == name && one.confidence == confidence) values[one.name.en] += one.value;
  }
  return values;
}

}  // namespace

TEST_CASE("run view: has the keys and types of model.ts, whatever the scenario has", "[web]") {
  const model::Types types;
  const std::vector<Override> little{{"duration", "30 h"}, {"warmup", "6 h"}, {"demand", "0.1"}};
  for (const char* name :
       {"one-job", "bits-or-electrons", "fibre-cut", "local-priority-shenzhen"}) {
    CAPTURE(name);
    const Scenario scenario = scenario_of(name, little);
    const auto view = view_of(scenario, simulate(scenario));
    CHECK(types.problems(view, "RunView") == std::vector<std::string>{});
  }
  const auto measures = nlohmann::json::parse(measures_view());
  REQUIRE(measures.size() == national_metrics().size());
  for (const auto& measure : measures)
    CHECK(types.problems(measure, "MeasureInfo") == std::vector<std::string>{});
}

TEST_CASE("run view: says what the summary says", "[web]") {
  const Scenario scenario = scenario_of("fibre-cut", {{"duration", "60 h"}, {"demand", "0.05"}});
  const Results results = simulate(scenario);
  const auto view = view_of(scenario, results);
  const auto summary = nlohmann::json::parse(to_text(summary_json(results)));
  CHECK(view["signature"] == summary["signature"]);
  CHECK(view["scenario"] == summary["scenario"]);
  CHECK(view["start"] == summary["start"]);
  for (const char* id : {"utilization", "slo", "west_share", "energy_kwh", "cost_cny", "carbon_kg"})
    CHECK(view["measures"][id] == summary[id]);
  CHECK(view["measures"]["wait_s.p95"] == summary["wait_s"]["p95"]);
  CHECK(view["ledger"]["submitted"] == summary["jobs"]["submitted"]);
  CHECK(view["real_jobs"] == summary["jobs"]["represented"]);
  REQUIRE(view["sites"].size() == summary["sites"].size());
  for (std::size_t s = 0; s < view["sites"].size(); ++s) {
    CHECK(view["sites"][s]["id"] == summary["sites"][s]["id"]);
    CHECK(view["sites"][s]["energy_kwh"] == summary["sites"][s]["energy_kwh"]);
    CHECK(view["sites"][s]["lon"] == scenario.sites[s].lon_deg);
  }
  REQUIRE(view["links"].size() == summary["links"].size());
  CHECK(view["links"][0]["forward_bytes"] == summary["links"][0]["forward_bytes"]);
  CHECK(view["outages"].size() == summary["outages"].size());
}

TEST_CASE("run view: hours of a site add up to what it used", "[web]") {
  const Scenario scenario = scenario_of("bits-or-electrons", {{"duration", "3 d"}});
  const Results results = simulate(scenario);
  const auto view = view_of(scenario, results);
  const auto& hours = view["hours"];
  for (std::size_t s = 0; s < results.sites.size(); ++s) {
    double kwh = 0, used = 0;
    for (std::size_t h = 0; h < hours["length_s"].size(); ++h) {
      kwh += hours["site_kwh"][s][h].get<double>();
      used += hours["site_use"][s][h].get<double>() / 1000;
    }
    // Each hour is rounded by at most half a kWh, or half a thousandth of the cards.
    const auto count = static_cast<double>(hours["length_s"].size());
    CHECK(std::abs(kwh - results.sites[s].energy.kwh) <= 0.5 * count);
    CHECK(std::abs(used / count - results.sites[s].card.utilization()) <= 0.0005);
  }
}

TEST_CASE("run view: the flows of money are those of the parties", "[web]") {
  const Scenario scenario = scenario_of("vouchers-zhejiang", {{"duration", "5 h"}});
  const Results results = simulate(scenario);
  const auto view = view_of(scenario, results);
  CHECK(model::Types().problems(view, "RunView") == std::vector<std::string>{});
  std::map<std::string, double> balance;
  for (const auto& flow : view["money_flows"]) {
    const double cny = flow["cny"];
    balance[flow["from"]["en"]] -= cny;
    balance[flow["to"]["en"]] += cny;
  }
  std::map<std::string, double> expected;
  for (const Party& party : money_flows(results)) {
    const std::string name = party.name->en;
    // The operators of both sides are one here.
    expected[name.starts_with("operators") ? "operators" : name] += party.balance_cny();
  }
  REQUIRE(expected.at("operators") != 0);
  for (const auto& [name, cny] : expected) {
    CAPTURE(name);
    CHECK(balance[name] == Approx(cny).margin(1e-6 * std::abs(expected.at("operators"))));
  }
}

TEST_CASE("assumptions: the nation's stand in the catalogue, with source and confidence", "[web]") {
  const Scenario scenario = scenario_of("east-west-2025");
  const auto all = assumptions_of(scenario, web_samples::share());
  for (const Assumption& one : all) {
    CAPTURE(one.group, one.name.en, one.value);
    CHECK(!one.value.empty());
    CHECK((one.group == "scenario") == (one.confidence == "scenario"));
    if (one.group != "scenario") CHECK(!one.source.empty());
  }
  // One row for each link and each card; the row of a link as the catalogue writes it:
  // capacity: 4.8 Tbps, latency: 4.354 ms, price: 0.008307 CNY/GB, energy: 0.6957 Wh/GB, med.
  const auto links = group(all, "links", "medium");
  CHECK(links.at("qingyang-henan") ==
        "capacity 4.8 Tbps; latency 4.354 ms; price 0.008307 CNY/GB; energy 0.6957 Wh/GB");
  CHECK(group(all, "accelerators", "medium").at("ascend-910b") ==
        "peak 320 TFLOPS; achieved 0.4; memory 64 GB; idle 189 W; busy 525 W");
  CHECK(group(all, "carbon", "high").at("Ningxia") == "carbon 642.3 g/kWh");
  CHECK(group(all, "tariffs", "medium").at("Ningxia") == "multiplier 0.69 .. 1.31");
  CHECK(group(all, "demand", "low").count("gdp-digital") +
            group(all, "demand", "estimate").count("gdp-digital") ==
        1);
}

TEST_CASE("assumptions: what a scenario changes is its own, beside what the catalogue says",
          "[web]") {
  const Scenario scenario =
      scenario_of("east-west-2025", {{"sites.zhongwei.power.price", "0.30 CNY/kWh"},
                                     {"links.qingyang-henan.capacity", "9.6 Tbps"}});
  const auto all = assumptions_of(scenario, web_samples::share());
  const auto site = std::find_if(all.begin(), all.end(), [](const Assumption& one) {
    return one.group == "sites" && one.confidence == "scenario";
  });
  REQUIRE(site != all.end());
  CHECK(site->name.en == "Zhongwei");
  CHECK(site->value == "price 0.3 CNY/kWh");
  CHECK(site->note.starts_with("catalogue: price 0."));
  CHECK(group(all, "links", "scenario").at("qingyang-henan") == "capacity 9.6 Tbps");
}

TEST_CASE("assumptions: without a catalogue all values are the scenario's", "[web]") {
  const Scenario scenario = scenario_of("one-job");
  const auto all = assumptions_of(scenario, Share{"/nowhere", "/nowhere"});
  CHECK(all.size() > 5);
  for (const Assumption& one : all) CHECK(one.confidence == "scenario");
}

TEST_CASE("a run's JSON in ASCII alone reads as the same", "[web]") {
  const auto written = [](bool is_ascii) {
    JsonText json(is_ascii);
    json.open('{')
        .field("a", "中卫 é 🖥 \"")
        .key("b")
        .open('[')
        .value(1)
        .value(2.5)
        .close(']');
    return json.close('}').text();
  };
  const std::string ascii = written(true);
  CHECK(std::all_of(ascii.begin(), ascii.end(),
                    [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
  CHECK(nlohmann::json::parse(ascii) == nlohmann::json::parse(written(false)));
  CHECK(JsonText(true).open('[').value(1).close(']').text() == "[1]");
}

}  // namespace suanwang
