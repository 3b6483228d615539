#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <charconv>
#include <cmath>

#include "sim/app/commands.hpp"
#include "sim/app/progress.hpp"
#include "sim/app/report_files.hpp"
#include "sim/base/suggest.hpp"
#include "sim/report/compare_report.hpp"
#include "sim/report/json.hpp"
#include "sim/report/utilization_report.hpp"
#include "sim/study/paired_report.hpp"
#include "sim/study/replicate.hpp"
#include "sim/study/why.hpp"
#include "sim/web/pair_view.hpp"
#include "sim/web/run_view.hpp"

namespace suanwang {
namespace {

constexpr std::uint32_t kReplications = 5;        // enough for an interval, few enough to wait for
constexpr std::uint32_t kMostReplications = 200;  // with --until, unless the user says more

/// `1%`, `1 %` or `0.01`.
std::optional<double> relative_width(const std::string& text) {
  if (text.empty()) return std::nullopt;
  double number = 0;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  std::string_view unit(end, static_cast<std::size_t>(last - end));
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  if (error != std::errc() || !(unit.empty() || unit == "%") || !(number > 0) || number > 100) {
    throw UsageError{"--until: expected a share of the baseline such as 1%, got " +
                     in_quotes(text)};
  }
  if (unit.empty() && number > 1) {
    throw UsageError{"--until: more than the baseline itself; is " + in_quotes(text + "%") +
                     " meant?"};
  }
  return unit == "%" ? number / 100 : number;
}

/// Every two of some scenarios, or the first with each other one.
std::vector<std::pair<std::size_t, std::size_t>> pairs_of(std::size_t count, bool all) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t a = 0; a < (all ? count : 1); ++a) {
    for (std::size_t b = a + 1; b < count; ++b) pairs.emplace_back(a, b);
  }
  return pairs;
}

/// Two merged scenarios, for what lies between them.
Why explain_two(const CompareRequest& request, const CommonOptions& options, const Share& share,
                std::uint32_t replications, CountLine& line) {
  WhyOptions why;
  for (const char* name : {"cost_cny", "carbon_kg", "response_s.mean", "utilization"}) {
    why.measures.push_back(*find_measure(name));
  }
  why.replications = replications;
  why.threads = thread_count(request.threads);
  why.progress = [&](std::size_t done, std::size_t planned) { line.show(done, planned); };
  return explain(merge_scenario(request.scenarios[0], options.overrides, share),
                 merge_scenario(request.scenarios[1], options.overrides, share), share, why);
}

std::string compare_command(const CompareRequest& request, const CommonOptions& options) {
  std::vector<std::string> words{"compare"};
  words.insert(words.end(), request.scenarios.begin(), request.scenarios.end());
  if (!request.replications.empty()) {
    words.insert(words.end(), {"--replications", request.replications});
  }
  if (!request.until.empty()) words.insert(words.end(), {"--until", request.until});
  if (request.why) words.emplace_back("--why");
  if (request.all_pairs) words.emplace_back("--all-pairs");
  add_overrides(words, "--set", options.overrides);
  return command_text(words);
}

/// Leaves view.json and report.html in a folder.
void leave_report(const CompareRequest& request, const CommonOptions& options, ReportParts parts) {
  parts.kind = ReportParts::Kind::comparison;
  parts.program = "suanwang " SUANWANG_VERSION;
  parts.command = compare_command(request, options);
  parts.language = options.language;
  OutputFolder folder(request.out);
  write_report(parts, folder);
  folder.commit();
  spdlog::info("the report is in {}", request.out);
}

}  // namespace

Exit compare(const CompareRequest& request, const CommonOptions& options) {
  if (request.why && request.scenarios.size() != 2) {
    throw UsageError{"--why explains the difference of two scenarios"};
  }
  ReplicateOptions replicate_options;
  replicate_options.until = relative_width(request.until);
  replicate_options.replications =
      whole_number("--replications", request.replications, 1, 100'000,
                   replicate_options.until ? kMostReplications : kReplications);
  replicate_options.all_pairs = request.all_pairs;
  replicate_options.threads = thread_count(request.threads);

  const Share share = find_share();
  std::vector<Scenario> scenarios;
  for (const std::string& name : request.scenarios) {
    Loaded loaded = load_scenario(name, options.overrides, share);
    const bool is_told = std::find(request.scenarios.begin(), request.scenarios.end(), name) !=
                         request.scenarios.begin() + static_cast<std::ptrdiff_t>(scenarios.size());
    if (!is_told || !loaded.scenario) print_problems(loaded);
    if (!loaded.scenario) return Exit::bad_input;
    scenarios.push_back(std::move(*loaded.scenario));
  }
  const std::vector<Measure> measures = measures_for(scenarios);
  CountLine line("comparing", options.quiet);
  replicate_options.progress = [&](std::size_t done, std::size_t planned) {
    line.show(done, planned);
  };
  std::vector<HoursView> hours;
  if (!request.out.empty()) {
    OutputFolder{request.out};  // what cannot be written is told before anything runs
    for (const Scenario& scenario : scenarios) hours.emplace_back(scenario);
    for (HoursView& of_scenario : hours) replicate_options.hours.push_back(&of_scenario);
  }
  const Replicated runs = replicate(scenarios, measures, replicate_options);
  std::optional<Why> why;
  if (request.why) why = explain_two(request, options, share, runs.replications, line);
  line.clear();

  const auto pairs = pairs_of(scenarios.size(), request.all_pairs);
  if (!request.out.empty()) {
    ReportParts parts;
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
      parts.runs.push_back(
          run_view(scenarios[s], runs.first[s], {&hours[s], assumptions_of(scenarios[s], share)}));
    }
    for (const auto& [a, b] : pairs) parts.pairs.push_back(pair_view(runs, measures, a, b));
    if (why) parts.why = why_view(*why);
    leave_report(request, options, std::move(parts));
  }
  if (options.format == Format::json) {
    auto json = nlohmann::ordered_json::object();
    if (scenarios.size() == 2) {
      json["a"] = summary_json(runs.first[0]);
      json["b"] = summary_json(runs.first[1]);
      json["difference"] = summary_difference(json["a"], json["b"]);
    }
    if (replicate_options.until) json["settled"] = !runs.is_cut_off;
    json["pairs"] = nlohmann::ordered_json::array();
    for (const auto& [a, b] : pairs) json["pairs"].push_back(paired_json(runs, measures, a, b));
    if (why) json["why"] = why_json(*why);
    print(to_text(json));
    return Exit::ok;
  }
  if (scenarios.size() == 2) {
    print(national_report(runs.first[0], options.language) + "\n\n" +
          national_report(runs.first[1], options.language) + "\n\n" +
          compare_report(runs.first[0], runs.first[1], options.language));
  }
  for (const auto& [a, b] : pairs) {
    if (runs.replications < 2) break;
    print((scenarios.size() == 2 || a + b > 1 ? "\n" : "") +
          paired_report(runs, measures, a, b, options.language));
  }
  if (replicate_options.until) {
    print(cut_off_report(runs, *replicate_options.until, options.language));
  }
  if (why) {
    print("\n" +
          why_report(*why, runs.first[0].scenario, runs.first[1].scenario, options.language));
  }
  return Exit::ok;
}

}  // namespace suanwang
