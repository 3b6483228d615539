#include "sim/web/study_view.hpp"

#include <nlohmann/json.hpp>

#include "sim/study/sweep.hpp"
#include "sim/web/report_document.hpp"
#include "sim/web/report_page.hpp"
#include "tests/study/study_sample.hpp"
#include "tests/web/model_types.hpp"

namespace suanwang {

using Catch::Matchers::Contains;

TEST_CASE("study view: has the types of model.ts and says what the results say, whole or in part",
          "[web]") {
  const StudyFolder folder;
  const StudyPlan plan = plan_of(std::string(kSmallStudy) + R"(axes:
  - {key: links.sh-zw.capacity, values: [1 Gbps, 4 Gbps]}
  - {key: placement.policy, values: [nearest, cheapest]}
)");
  StudyStore store = StudyStore::open(
      folder / "s.sqlite",
      {plan.study.name, plan.study.text, plan.study.folder, plan.study.replications, {}},
      {"test", "host"});
  store.set_cases(plan);
  CaseRunner runner(plan);
  const std::vector<RunKey> keys = store.missing(plan);
  for (const std::size_t until : {std::size_t{0}, std::size_t{1}, keys.size()}) {
    CAPTURE(until);
    for (std::size_t i = 0; i < until; ++i) store.put(plan, runner.run(keys[i]));
    const StudyResults results = study_results(plan, store);
    ReportParts parts;
    parts.kind = ReportParts::Kind::study;
    parts.program = "suanwang";
    parts.command = "suanwang sweep";
    parts.study = study_view(plan, results);
    const std::string document = report_document(parts);
    const auto json = nlohmann::json::parse(document);
    CHECK(model::Types().problems(json, "ReportDocument") == std::vector<std::string>{});
    const auto& study = json["study"];
    CHECK(study["runs"] == until);
    CHECK(study["text"] == plan.study.text);
    REQUIRE(study["cases"].size() == plan.study.cases.size());
    for (std::size_t c = 0; c < results.cases.size(); ++c) {
      const auto& one = study["cases"][c];
      CHECK(one["name"] == results.cases[c].name);
      CHECK(one["differences"].is_null() == (c == plan.study.baseline));
      for (std::size_t m = 0; m < plan.study.measures.size(); ++m) {
        const Interval& interval = results.cases[c].measures[m];
        CHECK(one["measures"][m]["count"] == interval.count);
        if (interval.count > 0) {
          CHECK(one["measures"][m]["mean"] == interval.mean);
        } else {
          CHECK(one["measures"][m]["mean"].is_null());
        }
      }
    }
    const std::string page = report_page(document, Language::en, "view.json");
    CHECK_THAT(page, Contains(results.cases[0].name));
  }
}

}  // namespace suanwang
