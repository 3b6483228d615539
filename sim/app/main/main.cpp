// Follows the command line. Each command stands in a file of its own.

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <sstream>

#include "sim/app/command_line.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/walk_cli.hpp"
#include "sim/base/suggest.hpp"
#include "sim/report/output_file.hpp"
#include "sim/trace/trace.hpp"
#include "sim/web/report_document.hpp"

namespace suanwang {
namespace {

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
  const CLI::App* sweep_command = add_sweep(app, line);
  const CLI::App* db_command = add_db(app, line);
  const CLI::App* report_command = add_report(app, line);
  const CLI::App* serve_command = add_serve(app, line);
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
  if (compare_command->parsed()) {
    return compare({line.scenarios, line.replications, line.until, line.threads, line.why,
                    line.all_pairs, line.out},
                   options);
  }
  if (sweep_command->parsed()) return sweep(sweep_request(line), options);
  if (db_command->parsed()) return db({line.place, line.action, line.stores, line.output}, options);
  if (report_command->parsed()) {
    return report({line.places, line.output.empty() ? "report.html" : line.output}, options);
  }
  if (serve_command->parsed()) {
    return serve({line.port, line.bind, line.token, line.store, line.names, line.threads}, options);
  }
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
  } catch (const suanwang::StoreProblem& problem) {
    std::fprintf(stderr, "suanwang: %s\n", problem.what());
    exit = Exit::bad_input;
  } catch (const suanwang::DocumentProblem& problem) {
    std::fprintf(stderr, "suanwang: %s\n", problem.what());
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
