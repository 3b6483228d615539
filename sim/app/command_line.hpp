#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "sim/app/commands.hpp"

namespace suanwang {

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
  std::string action, output, store, threads, replications, until, shard, slurm;
  std::string port, bind, token;
  std::vector<std::string> stores, places, names;
  ImportRequest import;
  bool jobs = false, signature = false, sources = false, quiet = false, verbose = false;
  bool force = false, all = false, why = false, all_pairs = false, resume = false, hours = false;
};

/// KEY=VALUE of --set and --against.
std::vector<Override> overrides_of(std::string_view option, const std::vector<std::string>& texts);

/// What most commands accept, out of the line. Throws UsageError.
CommonOptions common_options(const CommandLine& line);
/// What `suanwang sweep` was asked for. Throws UsageError.
SweepRequest sweep_request(const CommandLine& line);

// Each adds its command, which leaves what it reads in `line`.
CLI::App* add_run(CLI::App& app, CommandLine& line);
CLI::App* add_check(CLI::App& app, CommandLine& line);
CLI::App* add_compare(CLI::App& app, CommandLine& line);
CLI::App* add_sweep(CLI::App& app, CommandLine& line);
CLI::App* add_db(CLI::App& app, CommandLine& line);
CLI::App* add_report(CLI::App& app, CommandLine& line);
CLI::App* add_serve(CLI::App& app, CommandLine& line);
CLI::App* add_topology(CLI::App& app, CommandLine& line);
CLI::App* add_catalog(CLI::App& app, CommandLine& line);
CLI::App* add_verify(CLI::App& app, CommandLine& line);
CLI::App* add_import(CLI::App& app, CommandLine& line);
CLI::App* add_schema(CLI::App& app);
CLI::App* add_init(CLI::App& app, CommandLine& line);
CLI::App* add_completion(CLI::App& app, CommandLine& line);
CLI::App* add_man(CLI::App& app);

/// The options of `sweep` alone, for the program that runs it on many machines.
void add_sweep_options(CLI::App& command, CommandLine& line);

}  // namespace suanwang
