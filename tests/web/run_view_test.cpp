#include "sim/web/run_view.hpp"

#include <catch2/catch.hpp>

#include "sim/engine/simulate.hpp"
#include "sim/report/json.hpp"
#include "sim/report/metrics.hpp"
#include "tests/web/model_types.hpp"
#include "tests/web/samples.hpp"

using namespace suanwang;
using web_samples::scenario_of;

TEST_CASE("run view: has the keys and types of model.ts, whatever the scenario has", "[web]") {
  const model::Types types;
  for (const char* name : {"one-job", "bits-or-electrons", "vouchers-zhejiang", "fibre-cut",
                           "local-priority-shenzhen"}) {
    INFO(name);
    const Scenario scenario = scenario_of(name, {{"duration", "30 h"}, {"warmup", "6 h"}});
    const Results results = simulate(scenario);
    RunViewParts parts;
    parts.assumptions = assumptions_of(scenario, web_samples::share());
    const auto view = nlohmann::json::parse(run_view(scenario, results, parts));
    CHECK(types.problems(view, "RunView") == std::vector<std::string>{});
  }
  const auto measures = nlohmann::json::parse(measures_view());
  REQUIRE(measures.size() == national_metrics().size());
  for (const auto& measure : measures)
    CHECK(types.problems(measure, "MeasureInfo") == std::vector<std::string>{});
}
