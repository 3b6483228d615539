#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/app/command_tree.hpp"
#include "sim/report/format.hpp"
#include "sim/scenario/load.hpp"

namespace suanwang {

/// How the program ends; what scripts see.
enum class Exit { ok = 0, failed = 1, bad_input = 2 };

enum class Format { table, json };

/// What most commands accept.
struct CommonOptions {
  std::vector<Override> overrides;  ///< of --set and --seed, in the order given
  Format format = Format::table;
  Language language = Language::en;
  bool quiet = false;    ///< no progress line
  bool verbose = false;  ///< log what is done
};

struct RunRequest {
  std::vector<std::string> scenarios;
  std::string out;                ///< folder for the result files; empty: none
  bool jobs = false;              ///< write jobs.csv too
  bool signature = false;         ///< print the signature alone
  std::vector<Override> against;  ///< overrides that make the baseline; empty: none
};

/// `suanwang run`: runs scenarios and reports on each.
Exit run(const RunRequest& request, const CommonOptions& options);

/// `suanwang check`: prints every problem in some scenarios; runs nothing.
Exit check(const std::vector<std::string>& scenarios, const CommonOptions& options);

/// `suanwang compare`: runs two scenarios and prints what differs.
Exit compare(const std::string& baseline, const std::string& other, const CommonOptions& options);

struct TopologyRequest {
  std::string scenario;
  std::string from, to;  ///< ids of two nodes; empty: the whole network
  std::string paths;     ///< how many between them, as typed; empty: as the scenario says
  bool all = false;      ///< every failure in the tables, not the worst alone
};

/// `suanwang topology`: latencies, minimum cuts and what single failures cost; or the ways between
/// two nodes.
Exit topology(const TopologyRequest& request, const CommonOptions& options);

/// `suanwang catalog`: lists the built-in data, or prints one table (`all`: every one).
Exit catalog(const std::string& table, bool sources, const CommonOptions& options);

/// `suanwang verify`: runs conformance cases from files; without any, those that come with the
/// program.
Exit verify(const std::vector<std::string>& files, const CommonOptions& options);

struct ImportRequest {
  std::string format;  ///< a word of kTraceFormats
  std::string file;
  std::string out;                             ///< `-`: standard output
  std::string filter, procs, first, compress;  ///< as typed; empty: not given
  std::string region;                          ///< of every job; empty: as the trace says
};

/// `suanwang import`: a trace into the project's CSV, telling what was dropped and why.
Exit import_trace(const ImportRequest& request, const CommonOptions& options);

/// `suanwang schema`: prints the JSON Schema of the scenario format.
Exit schema();

/// `suanwang init`: writes a commented scenario to start from: a YAML file, or `scenario.yaml` in a
/// folder; the schema for editors comes beside it.
Exit init(const std::string& place, bool force);

/// `suanwang completion bash`: prints a script that completes the program's command line.
Exit completion(const CommandDoc& program);

/// `suanwang man`: prints the manual page.
Exit man_page(const CommandDoc& program);

/// Where the catalogue and the scenarios lie; paths are empty where nothing was found. Throws
/// UsageError if SUANWANG_SHARE names a folder that does not hold them.
Share find_share();

/// A command line that cannot be followed: exit 2 with this text.
struct UsageError {
  std::string text;
};

/// Writes to stdout. A reader that went away is fine; any other failure is told by flush_output().
void print(const std::string& text);

/// Hands everything printed to the system; throws std::runtime_error if some of it was lost.
void flush_output();

/// Prints the warnings and the problems of a scenario to stderr.
void print_problems(const Loaded& loaded);

}  // namespace suanwang
