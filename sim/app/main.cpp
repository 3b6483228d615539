// The command line: the only place that knows CLI11. Each command stands in a file of its own.

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <sstream>

#include "sim/app/commands.hpp"
#include "sim/app/walk_cli.hpp"
#include "sim/base/suggest.hpp"
#include "sim/report/output_file.hpp"
#include "sim/trace/trace.hpp"

namespace suanwang {
namespace {

/// The options as they stand on the command line.
struct CommandLine {
  std::vector<std::string> scenarios;
  std::vector<std::string> cases;
  std::vector<std::string> sets;
  std::vector<std::string> against;
  std::string seed;
  std::string format = "table";
  std::string language;
  std::string out;
  std::string table;
  std::string place;
  std::string shell;
  std::string from, to, paths;
  ImportRequest import;
  bool jobs = false, signature = false, sources = false, quiet = false, verbose = false;
  bool force = false, all = false;
};

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
Override override_of(const char* option, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw UsageError{std::string{option} +
                     ": expected KEY=VALUE such as placement.policy=local-only, got " +
                     in_quotes(text)};
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

std::vector<Override> overrides_of(const char* option, const std::vector<std::string>& texts) {
  std::vector<Override> overrides;
  for (const std::string& text : texts) overrides.push_back(override_of(option, text));
  return overrides;
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

void add_scenario_options(CLI::App& command, CommandLine& line) {
  command.add_option("--set", line.sets, "change the scenario; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  command.add_option("--seed", line.seed, "seed of all random draws")->type_name("N");
  add_output_options(command, line);
}

CLI::App* add_run(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand("run", "Run scenarios and report on them");
  command->add_option("SCENARIO", line.scenarios, "YAML file, folder with scenario.yaml, or name")
      ->required();
  command->add_option("--out", line.out, "leave summary.json and CSV files in this folder")
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
  auto* command = app.add_subcommand("compare", "Run two scenarios and tell what differs");
  command->add_option("SCENARIO", line.scenarios, "the baseline, then the other")
      ->required()
      ->expected(2)
      ->type_name("A B");
  add_scenario_options(*command, line);
  command->footer(
      "Examples:\n"
      "  suanwang compare east-west-2025 my.yaml\n"
      "  suanwang compare before.yaml after.yaml --seed 7 --format json");
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

void start_log(bool verbose) {
  spdlog::set_default_logger(spdlog::stderr_logger_st("suanwang"));
  spdlog::set_pattern("%n: %l: %v");
  spdlog::set_level(verbose ? spdlog::level::info : spdlog::level::warn);
}

/// A word that is no command gets the name of the nearest one.
void require_known_command(const CLI::App& app, const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.front().starts_with('-')) return;
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  const std::string& word = arguments.front();
  if (std::find(names.begin(), names.end(), word) != names.end()) return;
  throw UsageError{"no command is named " + in_quotes(word) +
                   did_you_mean(word, {names.begin(), names.end()})};
}

Exit follow(const std::vector<std::string>& arguments) {
  CLI::App app{"Suanwang: a simulator of China's national compute network", "suanwang"};
  app.set_version_flag("--version", std::string{"suanwang "} + SUANWANG_VERSION,
                       "Print the version");
  app.require_subcommand(1);
  app.footer("`suanwang COMMAND --help` tells more. Exit status: 0 done, 1 failed, 2 wrong input.");
  CommandLine line;
  const CLI::App* run_command = add_run(app, line);
  const CLI::App* check_command = add_check(app, line);
  const CLI::App* compare_command = add_compare(app, line);
  const CLI::App* topology_command = add_topology(app, line);
  const CLI::App* verify_command = add_verify(app, line);
  add_catalog(app, line);
  const CLI::App* import_command = add_import(app, line);
  const CLI::App* schema_command = add_schema(app);
  const CLI::App* init_command = add_init(app, line);
  const CLI::App* completion_command = add_completion(app, line);
  const CLI::App* man_command = add_man(app);

  require_known_command(app, arguments);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& stop) {
    // Help and version arrive here too, with exit code 0.
    std::ostringstream out, error;
    const int code = app.exit(stop, out, error);
    print(out.str());
    std::fputs(error.str().c_str(), stderr);
    return code == 0 ? Exit::ok : Exit::bad_input;
  }

  const CommonOptions options = common_options(line);
  start_log(options.verbose);
  if (run_command->parsed()) {
    return run({line.scenarios, line.out, line.jobs, line.signature,
                overrides_of("--against", line.against)},
               options);
  }
  if (check_command->parsed()) return check(line.scenarios, options);
  if (compare_command->parsed()) return compare(line.scenarios[0], line.scenarios[1], options);
  if (topology_command->parsed()) {
    return topology({line.scenarios.front(), line.from, line.to, line.paths, line.all}, options);
  }
  if (verify_command->parsed()) return verify(line.cases, options);
  if (import_command->parsed()) return import_trace(line.import, options);
  if (schema_command->parsed()) return schema();
  if (init_command->parsed()) return init(line.place, line.force);
  if (completion_command->parsed()) return completion(describe(app));
  if (man_command->parsed()) return man_page(describe(app));
  return catalog(line.table, line.sources, options);
}

/// Leaves no temporary file behind, then ends as the signal asks.
extern "C" void on_ending_signal(int signal) {
  remove_unfinished_files();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void set_signals() {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write(), and no reason to die
  std::signal(SIGXFSZ, SIG_IGN);  // so is a file too large
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    if (std::signal(signal, on_ending_signal) == SIG_IGN) std::signal(signal, SIG_IGN);
  }
}

}  // namespace
}  // namespace suanwang

int main(int count, char** values) {
  using suanwang::Exit;
  suanwang::set_signals();
  auto exit = Exit::failed;
  try {
    exit = suanwang::follow({values + 1, values + std::max(count, 1)});
    suanwang::flush_output();
  } catch (const suanwang::UsageError& error) {
    std::fprintf(stderr, "suanwang: %s\n", error.text.c_str());
    exit = Exit::bad_input;
  } catch (const suanwang::TraceProblem& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    exit = Exit::bad_input;
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr,
                 "suanwang: error: out of memory; try a smaller scale or a shorter duration\n");
    exit = Exit::failed;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "suanwang: error: %s\n", error.what());
    exit = Exit::failed;
  }
  return static_cast<int>(exit);
}
