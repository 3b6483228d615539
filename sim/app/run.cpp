#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>

#include "sim/app/commands.hpp"
#include "sim/app/progress.hpp"
#include "sim/app/report_files.hpp"
#include "sim/engine/simulate.hpp"
#include "sim/report/compare_report.hpp"
#include "sim/report/csv.hpp"
#include "sim/report/json.hpp"
#include "sim/report/utilization_report.hpp"
#include "sim/web/pair_view.hpp"
#include "sim/web/run_view.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

/// One scenario of the command line, with its baseline where --against asks for one.
struct Task {
  Scenario scenario;
  std::optional<Scenario> baseline;
};

/// Tells two listeners of every hour.
class BothHours final : public HourListener {
 public:
  BothHours(HourListener& first, HourListener& second) : first_(first), second_(second) {}
  void on_hour(const HourRecord& hour) override {
    first_.on_hour(hour);
    second_.on_hour(hour);
  }

 private:
  HourListener& first_;
  HourListener& second_;
};

struct Done {
  Results results;
  std::string view;  ///< for the page; empty without --out
};

/// Runs a scenario with a progress line, and leaves its files in `out` unless that is empty;
/// `report` is the head of its report.
Done run_one(const Scenario& scenario, const fs::path& out, bool jobs, ReportParts report,
             const CommonOptions& options) {
  std::optional<OutputFolder> folder;
  std::unique_ptr<JobsCsv> jobs_csv;
  std::unique_ptr<HourlyCsv> hourly_csv;
  HoursView hours(scenario);
  std::optional<BothHours> both;
  if (!out.empty()) folder.emplace(out);
  if (folder) {
    hourly_csv = std::make_unique<HourlyCsv>(scenario, folder->file("hourly.csv"),
                                             folder->file("hourly_links.csv"));
    both.emplace(*hourly_csv, hours);
  }
  if (folder && jobs) jobs_csv = std::make_unique<JobsCsv>(folder->file("jobs.csv"));

  spdlog::info("running {}", scenario.name);
  Done done;
  Results& results = done.results;
  {
    ProgressLine progress(scenario.name, options.quiet);
    RunOptions run;
    run.jobs = jobs_csv.get();
    run.progress = &progress;
    run.hours = both ? &*both : nullptr;
    run.keep_hours = false;
    results = simulate(scenario, run);
  }
  spdlog::info("{}: {} events in {:.2f} s", scenario.name, results.performance.events,
               results.performance.wall_s);
  if (folder) {
    write_results(results, *folder);
    done.view = run_view(scenario, results, {&hours, assumptions_of(scenario, find_share())});
    report.runs = {done.view};
    write_report(report, *folder);
    folder->commit();
    // Jobs of another run would pass for this one's.
    std::error_code ignored;
    if (!jobs) fs::remove(out / "jobs.csv", ignored);
    spdlog::info("results are in {}", out.string());
  }
  return done;
}

/// The head of a report: how the run is made again.
ReportParts report_of(const std::string& scenario, const CommonOptions& options,
                      const std::vector<Override>& baseline, const char* baseline_option) {
  ReportParts parts;
  parts.program = "suanwang " SUANWANG_VERSION;
  parts.language = options.language;
  std::vector<std::string> words{"run", scenario};
  add_overrides(words, "--set", options.overrides);
  for (const Override& change : baseline) {
    words.insert(words.end(), {baseline_option, change.path + "=" + change.value});
  }
  parts.command = command_text(words);
  return parts;
}

/// Puts the report of a run and its baseline in the place of that of the run alone.
void leave_both(ReportParts parts, const Done& baseline, const Done& run, const Task& task,
                const fs::path& out) {
  parts.runs = {baseline.view, run.view};
  parts.pairs = {
      pair_view(baseline.results, run.results, measures_for({*task.baseline, task.scenario}))};
  OutputFolder folder(out);
  write_report(parts, folder);
  folder.commit();
}

/// Reads every scenario before any runs; nothing if one has a problem, which is then told.
std::optional<std::vector<Task>> load_all(const RunRequest& request, const CommonOptions& options) {
  const Share share = find_share();
  std::vector<Task> tasks;
  bool good = true;
  for (const std::string& name : request.scenarios) {
    Loaded loaded = load_scenario(name, options.overrides, share);
    print_problems(loaded);
    good = good && loaded.scenario;
    if (!loaded.scenario) continue;
    Task task{std::move(*loaded.scenario), std::nullopt};
    if (!request.against.empty()) {
      std::vector<Override> overrides = options.overrides;
      overrides.insert(overrides.end(), request.against.begin(), request.against.end());
      Loaded baseline = load_scenario(name, overrides, share);
      baseline.warnings.clear();  // told above
      print_problems(baseline);
      good = good && baseline.scenario;
      if (baseline.scenario) task.baseline = std::move(baseline.scenario);
    }
    tasks.push_back(std::move(task));
  }
  if (!good) return std::nullopt;
  return tasks;
}

/// The folder of each scenario: DIR itself, or one below it for each of several.
std::vector<fs::path> folders(const RunRequest& request, const std::vector<Task>& tasks) {
  std::vector<fs::path> folders;
  std::set<std::string> names;
  for (const Task& task : tasks) {
    if (request.out.empty() || tasks.size() == 1) {
      folders.emplace_back(request.out);
      continue;
    }
    std::string name = task.scenario.name;
    std::replace(name.begin(), name.end(), '/', '_');
    if (name.empty() || name == "." || name == ".." || !names.insert(name).second) {
      throw UsageError{"--out: two of the scenarios are named \"" + task.scenario.name +
                       "\"; run them one by one"};
    }
    folders.push_back(fs::path{request.out} / name);
  }
  return folders;
}

void check_request(const RunRequest& request, const CommonOptions& options) {
  if (request.jobs && request.out.empty()) {
    throw UsageError{"--jobs writes jobs.csv into a folder: add --out DIR"};
  }
  if (options.format != Format::json) return;
  if (request.signature) throw UsageError{"--signature prints one line: leave out --format json"};
  if (request.scenarios.size() > 1) {
    throw UsageError{
        "--format json prints one document: run one scenario at a time, or use --out DIR for the "
        "summary.json of each"};
  }
  if (!request.against.empty()) {
    throw UsageError{
        "--format json prints the summary of one run: leave out --against, or use `suanwang "
        "compare A B "
        "--format json`"};
  }
}

}  // namespace

Exit run(const RunRequest& request, const CommonOptions& options) {
  check_request(request, options);
  const auto tasks = load_all(request, options);
  if (!tasks) return Exit::bad_input;
  const auto outs = folders(request, *tasks);

  for (std::size_t i = 0; i < tasks->size(); ++i) {
    const Task& task = (*tasks)[i];
    const std::string& name = request.scenarios[i];
    const ReportParts alone = report_of(name, options, {}, "");
    const Done done = run_one(task.scenario, outs[i], request.jobs, alone, options);
    const Results& results = done.results;
    if (request.signature) {
      const std::string line = signature(results);
      print(tasks->size() == 1 ? line + "\n" : fmt::format("{}  {}\n", line, results.scenario));
    } else if (options.format == Format::json) {
      print(to_text(summary_json(results)));
    } else {
      if (i > 0) print("\n");
      print(utilization_report(results, options.language));
    }
    if (task.baseline && !request.signature) {
      const fs::path beside = outs[i].empty() ? fs::path{} : outs[i] / "baseline";
      const ReportParts before = report_of(name, options, request.against, "--set");
      const Done baseline = run_one(*task.baseline, beside, request.jobs, before, options);
      print("\n" + compare_report(baseline.results, results, options.language));
      if (!outs[i].empty()) {
        leave_both(report_of(name, options, request.against, "--against"), baseline, done, task,
                   outs[i]);
      }
    }
    flush_output();
  }
  return Exit::ok;
}

}  // namespace suanwang
