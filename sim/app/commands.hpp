#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/command_tree.hpp"
#include "sim/report/format.hpp"
#include "sim/scenario/load.hpp"
#include "sim/study/store.hpp"

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

struct CompareRequest {
  std::vector<std::string> scenarios;        ///< two or more, the baseline first
  std::string replications, until, threads;  ///< as typed; empty: not given
  bool why = false;                          ///< what each change between the two brings
  bool all_pairs = false;                    ///< not only each with the baseline
  std::string out;                           ///< folder for the report; empty: none
};

/// `suanwang compare`: runs scenarios on the same draws and prints what differs, with intervals.
Exit compare(const CompareRequest& request, const CommonOptions& options);

struct SweepRequest {
  std::string study;
  std::string store;                  ///< empty: NAME.sqlite
  std::string threads, replications;  ///< as typed; empty: not given
  std::string shard;                  ///< `i/N`; empty: all
  std::string slurm;                  ///< tasks of an array whose script is printed
  std::string out;                    ///< folder for cases.csv, runs.csv and the report
};

/// One of several processes that share the runs of a study out among them.
struct Shard {
  std::size_t index = 0;  ///< from 0
  std::size_t count = 1;
};

/// `suanwang sweep`: runs what a study asks for and its store does not hold yet; reports on it.
Exit sweep(const SweepRequest& request, const CommonOptions& options);

/// What a sweep works on, whoever runs it. `plan` is null where the study has problems, which then
/// are told.
struct SweepSetup {
  std::unique_ptr<StudyPlan> plan;
  std::filesystem::path store;
  std::optional<Shard> shard;
  std::vector<std::string> overrides;
};
SweepSetup set_up_sweep(const SweepRequest& request, const CommonOptions& options,
                        bool tell_problems = true);
/// Of this machine, as stores tell where a run was made.
std::string host_name();
StudyStore open_store(const SweepSetup& setup);
std::vector<RunKey> missing_runs(const SweepSetup& setup, const StudyStore& store);
/// Prints the answers of a study, and writes its files; of a shard, that so many runs were `added`.
Exit tell_results(const SweepSetup& setup, const StudyStore& store, std::size_t added,
                  const SweepRequest& request, const CommonOptions& options);

struct DbRequest {
  std::string file;
  std::string action;               ///< list, report, export, hours or merge; empty: list
  std::vector<std::string> others;  ///< stores to be merged
  std::string output;               ///< of export and hours; empty or `-`: standard output
};

/// `suanwang db`: lists, reports, exports and merges what a store holds.
Exit db(const DbRequest& request, const CommonOptions& options);

struct ReportRequest {
  std::vector<std::string> places;  ///< folders of results, or a store
  std::string output;               ///< `-`: standard output
};

/// `suanwang report`: makes one page of what a run, a comparison or a study came to.
Exit report(const ReportRequest& request, const CommonOptions& options);

struct ServeRequest {
  std::string port, bind, token, store;  ///< as typed; empty: not given
  std::vector<std::string> names;        ///< by which others may call this machine
  std::string threads;
};

/// `suanwang serve`: the live page for a browser, until it is interrupted.
Exit serve(const ServeRequest& request, const CommonOptions& options);

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

/// A whole number of an option as typed; `fallback` where it is empty. Throws UsageError.
std::uint32_t whole_number(const char* option, const std::string& text, std::uint32_t low,
                           std::uint32_t high, std::uint32_t fallback);
/// Threads of --threads; without it one for each processor.
unsigned thread_count(const std::string& text);
/// `2/8`; nothing where it is empty. Throws UsageError.
std::optional<Shard> shard_number(const std::string& text);

/// Writes to stdout. A reader that went away is fine; any other failure is told by flush_output().
void print(const std::string& text);

/// Hands everything printed to the system; throws std::runtime_error if some of it was lost.
void flush_output();

/// Prints the warnings and the problems of a scenario to stderr.
void print_problems(const Loaded& loaded);

}  // namespace suanwang
