#include "sim/app/command_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <thread>

#include "sim/base/suggest.hpp"

namespace suanwang {
namespace {

/// The language of the environment: zh where the locale of messages begins so.
Language environment_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (!value || !*value) continue;
    return std::string_view{value}.starts_with("zh") ? Language::zh : Language::en;
  }
  return Language::en;
}

/// KEY=VALUE of --set and --against.
Override override_of(std::string_view option, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw UsageError{std::string{option} +
                     ": expected KEY=VALUE such as placement.policy=local-only, got " +
                     in_quotes(text)};
  }
  return {text.substr(0, equals), text.substr(equals + 1), option};
}

void add_output_options(CLI::App& command, CommandLine& line) {
  command.add_option("--format", line.format, "table for people, json for programs")
      ->check(CLI::IsMember({"table", "json"}))
      ->type_name("table|json");
  command.add_option("--lang", line.language, "language of reports (default: of the locale)")
      ->check(CLI::IsMember({"en", "zh"}))
      ->type_name("en|zh");
  command.add_flag("--quiet,-q", line.quiet, "no progress line");
  command.add_flag("--verbose,-v", line.verbose, "log to stderr what is done");
}

void add_threads_option(CLI::App& command, CommandLine& line) {
  command.add_option("--threads", line.threads, "runs at once (default: one for each processor)")
      ->type_name("N");
}

void add_scenario_options(CLI::App& command, CommandLine& line) {
  command.add_option("--set", line.sets, "change the scenario; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  command.add_option("--seed", line.seed, "seed of all random draws")->type_name("N");
  add_output_options(command, line);
}

}  // namespace

std::vector<Override> overrides_of(std::string_view option, const std::vector<std::string>& texts) {
  std::vector<Override> overrides;
  for (const std::string& text : texts) overrides.push_back(override_of(option, text));
  return overrides;
}

CLI::App* add_run(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand("run", "Run scenarios and report on them");
  command->add_option("SCENARIO", line.scenarios, "YAML file, folder with scenario.yaml, or name")
      ->required();
  command
      ->add_option("--out", line.out,
                   "leave summary.json, CSV files and report.html in this folder")
      ->type_name("DIR");
  command->add_flag("--jobs", line.jobs, "with --out: jobs.csv too, a line for every job");
  command->add_flag("--signature", line.signature,
                    "print one hash of the results and nothing else");
  command
      ->add_option("--against", line.against,
                   "also run with this change, and tell what differs from it")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  add_scenario_options(*command, line);
  command->footer(
      "Examples:\n"
      "  suanwang run east-west-2025\n"
      "  suanwang run east-west-2025 --against placement.policy=local-only --lang zh\n"
      "  suanwang run my.yaml --set sites.zhongwei.power.price='0.30 CNY/kWh' --seed 7 --out "
      "results\n"
      "  suanwang run my.yaml --format json > summary.json");
  return command;
}

CLI::App* add_check(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand("check", "Print every problem in scenarios; run nothing");
  command->add_option("SCENARIO", line.scenarios, "YAML file, folder with scenario.yaml, or name")
      ->required();
  add_scenario_options(*command, line);
  command->footer(
      "Examples:\n"
      "  suanwang check my.yaml\n"
      "  suanwang check scenarios/*");
  return command;
}

CLI::App* add_compare(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand(
      "compare", "Run scenarios on the same draws and tell what differs, with intervals");
  command->add_option("SCENARIO", line.scenarios, "the baseline, then one or more others")
      ->required()
      ->expected(2, 1000)
      ->type_name("A B...");
  command->add_option("--replications", line.replications, "runs of each (default: 5)")
      ->type_name("N");
  command
      ->add_option("--until", line.until,
                   "run on until every interval is as narrow as this share of the baseline, or the "
                   "decision is clear; --replications is then the most (default: 200)")
      ->type_name("1%");
  command->add_flag("--why", line.why,
                    "of two: what each value in which they differ brings, as a waterfall");
  command->add_flag("--all-pairs", line.all_pairs, "every two, not only each with the baseline");
  command->add_option("--out", line.out, "leave report.html in this folder")->type_name("DIR");
  add_threads_option(*command, line);
  add_scenario_options(*command, line);
  command->footer(
      "Examples:\n"
      "  suanwang compare east-west-2025 my.yaml\n"
      "  suanwang compare before.yaml after.yaml --replications 20 --why --out results\n"
      "  suanwang compare before.yaml after.yaml --until 1% --seed 7 --format json");
  return command;
}

void add_sweep_options(CLI::App& command, CommandLine& line) {
  command.add_option("STUDY", line.place, "YAML file, folder with study.yaml, or name")->required();
  command
      .add_option("--store", line.store,
                  "SQLite file that keeps every run (default: the study's name with .sqlite)")
      ->type_name("FILE");
  command
      .add_option("--replications", line.replications, "runs of each case (default: the study's)")
      ->type_name("N");
  command
      .add_option("--shard", line.shard,
                  "run the i-th of N parts alone, into a store of its own; see `db merge`")
      ->type_name("i/N");
  command.add_option("--out", line.out, "leave cases.csv, runs.csv and report.html in this folder")
      ->type_name("DIR");
  command.add_option("--set", line.sets, "change the study's base; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  command.add_option("--seed", line.seed, "seed of all random draws")->type_name("N");
  add_output_options(command, line);
}

CLI::App* add_sweep(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand(
      "sweep", "Run what a study asks for and its store has not yet, and report on it");
  add_sweep_options(*command, line);
  add_threads_option(*command, line);
  command->add_flag("--resume", line.resume, "go on with a store; that is what it does anyway");
  command
      ->add_option("--slurm", line.slurm,
                   "run nothing: print the script of a Slurm array of N tasks, a shard each")
      ->type_name("N");
  command->footer(
      "Examples:\n"
      "  suanwang sweep policy-pareto\n"
      "  suanwang sweep my-study.yaml --store my.sqlite --threads 8 --out results\n"
      "  suanwang sweep my-study.yaml --slurm 20 > study.sh && sbatch study.sh");
  return command;
}

CLI::App* add_db(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand("db", "List, report, export and merge what a store holds");
  command->add_option("FILE", line.place, "store that `sweep` made")->required();
  command
      ->add_option("ACTION", line.action,
                   "list, report, export (a line for each run), hours (a line for each hour) or "
                   "merge (adds other stores' runs)")
      ->check(CLI::IsMember({"list", "report", "export", "hours", "merge"}))
      ->type_name("");
  command->add_option("STORE", line.stores, "of merge: stores whose runs are added");
  command->add_option("-o,--output", line.output, "of export and hours: the CSV to write")
      ->type_name("CSV");
  add_output_options(*command, line);
  command->footer(
      "Examples:\n"
      "  suanwang db policy-pareto.sqlite\n"
      "  suanwang db policy-pareto.sqlite export -o runs.csv\n"
      "  suanwang db whole.sqlite merge whole.shard-*.sqlite");
  return command;
}

CLI::App* add_report(CLI::App& app, CommandLine& line) {
  auto* command =
      app.add_subcommand("report", "Make one page of a run, a comparison or a study: report.html");
  command
      ->add_option("PLACE", line.places,
                   "folder that --out left, or a store; several folders stand side by side")
      ->required();
  command->add_option("-o,--output", line.output, "the page (default: report.html; -: stdout)")
      ->type_name("FILE");
  command->add_option("--lang", line.language, "language of reports (default: of the locale)")
      ->check(CLI::IsMember({"en", "zh"}))
      ->type_name("en|zh");
  command->add_flag("--verbose,-v", line.verbose, "log to stderr what is done");
  command->footer(
      "Examples:\n"
      "  suanwang report results --lang zh\n"
      "  suanwang report policy-pareto.sqlite -o policies.html\n"
      "  suanwang report results-a results-b -o both.html");
  return command;
}

CLI::App* add_serve(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand(
      "serve", "Open the live page: levers, map and charts for a browser, until Ctrl-C");
  command->add_option("--port", line.port, "port of the page (default: 8080)")->type_name("N");
  command
      ->add_option("--store", line.store,
                   "SQLite file that keeps runs done properly (default: suanwang-serve.sqlite)")
      ->type_name("FILE");
  command
      ->add_option("--bind", line.bind,
                   "address to listen on (default: 127.0.0.1, this machine alone); others need "
                   "--token")
      ->type_name("ADDRESS");
  command
      ->add_option("--token", line.token,
                   "word of 12 characters or more that everybody has to know who opens the page")
      ->type_name("TOKEN");
  command
      ->add_option("--name", line.names,
                   "a name by which others may call this machine; may be repeated")
      ->type_name("HOST")
      ->allow_extra_args(false);
  add_threads_option(*command, line);
  command->add_flag("--quiet,-q", line.quiet, "print the address alone");
  command->footer(
      "Examples:\n"
      "  suanwang serve\n"
      "  suanwang serve --port 9000 --store course.sqlite\n"
      "  suanwang serve --bind 0.0.0.0 --token \"$(openssl rand -hex 16)\"");
  return command;
}

CLI::App* add_topology(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand(
      "topology", "Tell latencies, minimum cuts and what a failure would cost; run nothing");
  command->add_option("SCENARIO", line.scenarios, "YAML file, folder with scenario.yaml, or name")
      ->required()
      ->expected(1);
  command->add_option("--from", line.from, "with --to: the ways between two nodes")
      ->type_name("NODE");
  command->add_option("--to", line.to, "a region, site or relay, as --from")->type_name("NODE");
  command->add_option("--paths", line.paths, "how many ways (default: routing.paths)")
      ->type_name("K");
  command->add_flag("--all", line.all, "every failure, not the worst alone");
  command->add_option("--set", line.sets, "change the scenario; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  add_output_options(*command, line);
  command->footer(
      "Examples:\n"
      "  suanwang topology east-west-2025\n"
      "  suanwang topology east-west-2025 --from beijing --to zhongwei --paths 5\n"
      "  suanwang topology my.yaml --set links.bj-zw.capacity='1 Tbps' --format json");
  return command;
}

CLI::App* add_catalog(CLI::App& app, CommandLine& line) {
  auto* command =
      app.add_subcommand("catalog", "Print the built-in data with unit, source and confidence");
  command->add_option(
      "TABLE", line.table,
      "name of a table or model, or `list` for their names; without one, every table");
  command->add_flag("--sources", line.sources, "say where each row comes from");
  add_output_options(*command, line);
  command->footer(
      "Examples:\n"
      "  suanwang catalog list\n"
      "  suanwang catalog sites --sources\n"
      "  suanwang catalog tariffs --format json");
  return command;
}

CLI::App* add_verify(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand(
      "verify", "Run answers published by other simulators or worked out by hand");
  command->add_option("CASES", line.cases, "JSON files of cases; without one, those of the program")
      ->type_name("FILE");
  add_output_options(*command, line);
  command->footer(
      "Examples:\n"
      "  suanwang verify\n"
      "  suanwang verify my-cases.json --format json");
  return command;
}

CLI::App* add_import(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand(
      "import", "Turn a trace into the project's CSV, saying what was dropped and why");
  ImportRequest& import = line.import;
  command->add_option("FORMAT", import.format, "swf, pods (or openb) or csv")
      ->required()
      ->check(CLI::IsMember({"swf", "pods", "openb", "csv"}))
      ->type_name("");
  command->add_option("FILE", import.file, "the trace, gzip or not")->required();
  command->add_option("-o,--output", import.out, "the CSV to write; - for standard output")
      ->required()
      ->type_name("CSV");
  command->add_option("--filter", import.filter, "of swf: which jobs count (default: none)")
      ->check(CLI::IsMember({"none", "strong", "noreq"}))
      ->type_name("none|strong|noreq");
  command
      ->add_option("--procs", import.procs,
                   "of swf: processors of the machine (default: its header says)")
      ->type_name("N");
  command->add_option("--first", import.first, "so many jobs, after the filter")->type_name("N");
  command
      ->add_option("--compress", import.compress,
                   "divide the times between submissions by 2, or multiply them by 1/2")
      ->type_name("2|1/2");
  command
      ->add_option("--region", import.region,
                   "region of every job (default: the trace's, or left to the scenario)")
      ->type_name("ID");
  add_output_options(*command, line);
  command->footer(
      "Examples:\n"
      "  suanwang import swf KTH-SP2-1996-2.swf.gz -o jobs.csv --filter strong --region shanghai\n"
      "  suanwang import pods openb_pod_list_default.csv.gz -o jobs.csv --first 1000\n"
      "  suanwang import csv jobs.csv -o dense.csv --compress 2");
  return command;
}

CLI::App* add_schema(CLI::App& app) {
  auto* command = app.add_subcommand("schema", "Print the JSON Schema of the scenario format");
  command->footer(
      "Examples:\n"
      "  suanwang schema > scenario.schema.json");
  return command;
}

CLI::App* add_init(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand("init", "Write a commented scenario to start from");
  command->add_option("PLACE", line.place, "folder or YAML file (default: ./scenario.yaml)");
  command->add_flag("--force", line.force, "overwrite what is there");
  command->footer(
      "Examples:\n"
      "  suanwang init\n"
      "  suanwang init my-study\n"
      "  suanwang init my.yaml && suanwang run my.yaml");
  return command;
}

CLI::App* add_completion(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand("completion", "Print a script that completes command lines");
  command->add_option("SHELL", line.shell, "the shell: bash")
      ->required()
      ->check(CLI::IsMember({"bash"}))
      ->type_name("");
  command->footer(
      "Examples:\n"
      "  suanwang completion bash > ~/.local/share/bash-completion/completions/suanwang\n"
      "  source <(suanwang completion bash)");
  return command;
}

CLI::App* add_man(CLI::App& app) {
  auto* command = app.add_subcommand("man", "Print the manual page");
  command->footer(
      "Examples:\n"
      "  suanwang man > suanwang.1 && man ./suanwang.1");
  return command;
}

CommonOptions common_options(const CommandLine& line) {
  CommonOptions options;
  options.overrides = overrides_of("--set", line.sets);
  if (!line.seed.empty()) {
    // CLI11 would read -1 as a huge number.
    std::uint64_t seed = 0;
    const char* end = line.seed.data() + line.seed.size();
    const auto [read, error] = std::from_chars(line.seed.data(), end, seed);
    if (error != std::errc{} || read != end) {
      throw UsageError{"--seed: expected a whole number from 0 to 18446744073709551615, got " +
                       in_quotes(line.seed)};
    }
    options.overrides.push_back({"seed", std::to_string(seed)});
  }
  options.format = line.format == "json" ? Format::json : Format::table;
  options.language = line.language.empty()   ? environment_language()
                     : line.language == "zh" ? Language::zh
                                             : Language::en;
  options.quiet = line.quiet;
  options.verbose = line.verbose;
  return options;
}

SweepRequest sweep_request(const CommandLine& line) {
  return {line.place, line.store, line.threads, line.replications,
          line.shard, line.slurm, line.out};
}

std::uint32_t whole_number(const char* option, const std::string& text, std::uint32_t low,
                           std::uint32_t high, std::uint32_t fallback) {
  if (text.empty()) return fallback;
  std::uint32_t number = 0;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (error != std::errc() || end != last || number < low || number > high) {
    throw UsageError{fmt::format("{}: expected a whole number from {} to {}, got {}", option, low,
                                 high, in_quotes(text))};
  }
  return number;
}

unsigned thread_count(const std::string& text) {
  const unsigned processors = std::max(1u, std::thread::hardware_concurrency());
  return whole_number("--threads", text, 1, 1024, std::min(processors, 1024u));
}

std::optional<Shard> shard_number(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) {
    throw UsageError{"--shard: expected which of how many, such as 2/8, got " + in_quotes(text)};
  }
  const std::uint32_t count = whole_number("--shard", text.substr(slash + 1), 1, 10'000, 1);
  const std::uint32_t number = whole_number("--shard", text.substr(0, slash), 1, count, 1);
  return Shard{number - 1, count};
}

}  // namespace suanwang
