#include "sim/app/commands.hpp"
#include "sim/app/progress.hpp"
#include "sim/engine/simulate.hpp"
#include "sim/report/compare_report.hpp"
#include "sim/report/json.hpp"
#include "sim/report/utilization_report.hpp"

namespace suanwang {
namespace {

Results run_quietly(const Scenario& scenario, const CommonOptions& options) {
  ProgressLine progress(scenario.name, options.quiet);
  RunOptions run;
  run.progress = &progress;
  run.keep_hours = false;
  return simulate(scenario, run);
}

}  // namespace

Exit compare(const std::string& baseline, const std::string& other, const CommonOptions& options) {
  const Share share = find_share();
  const Loaded a = load_scenario(baseline, options.overrides, share);
  const Loaded b = load_scenario(other, options.overrides, share);
  print_problems(a);
  if (baseline != other) print_problems(b);
  if (!a.scenario || !b.scenario) return Exit::bad_input;

  const Results before = run_quietly(*a.scenario, options);
  const Results after = run_quietly(*b.scenario, options);
  if (options.format == Format::json) {
    auto json = nlohmann::ordered_json::object();
    json["a"] = summary_json(before);
    json["b"] = summary_json(after);
    json["difference"] = summary_difference(json["a"], json["b"]);
    print(to_text(json));
  } else {
    print(national_report(before, options.language) + "\n\n" +
          national_report(after, options.language) + "\n\n" +
          compare_report(before, after, options.language));
  }
  return Exit::ok;
}

}  // namespace suanwang
