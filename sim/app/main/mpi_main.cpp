// suanwang-mpi: `suanwang sweep` under mpirun. Rank 0 keeps the store and hands out runs; the
// others run them. A program of its own, so that only who wants it needs an MPI library.

#include <mpi.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "sim/app/command_line.hpp"
#include "sim/app/progress.hpp"
#include "sim/study/sweep.hpp"

namespace suanwang {
namespace {

constexpr int kAsk = 1;     ///< from a worker: nothing but that it is free
constexpr int kRecord = 2;  ///< from a worker: a packed record, after which it is free
constexpr int kTask = 3;    ///< to a worker: a RunKey; none to run if `kNoCase`
constexpr int kSpare = 5;   ///< from a worker: it will not run anything
constexpr int kEnd = 4;     ///< to a worker: all runs are stored
constexpr std::size_t kNoCase = static_cast<std::size_t>(-1);

/// Waits for a message without taking a processor from those that run: MPI's own waiting spins, and
/// each look takes some 0.1 ms from a run. A message is late by a tenth of the wait at most.
MPI_Status await(int source, int tag) {
  constexpr std::chrono::nanoseconds kShortest = std::chrono::microseconds(50);
  constexpr std::chrono::nanoseconds kLongest = std::chrono::milliseconds(5);
  const auto began = std::chrono::steady_clock::now();
  for (MPI_Status status;;) {
    int there = 0;
    MPI_Iprobe(source, tag, MPI_COMM_WORLD, &there, &status);
    if (there) return status;
    const std::chrono::nanoseconds waited = std::chrono::steady_clock::now() - began;
    std::this_thread::sleep_for(std::clamp(waited / 10, kShortest, kLongest));
  }
}

int rank_of() {
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank;
}

int rank_count() {
  int count = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &count);
  return count;
}

/// A rank's own reading of the study failed or not: all end together.
bool all_agree(bool good) {
  int mine = good ? 1 : 0, all = 0;
  MPI_Allreduce(&mine, &all, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
  return all == 1;
}

void send_task(int worker, RunKey key) {
  MPI_Send(&key, sizeof key, MPI_BYTE, worker, kTask, MPI_COMM_WORLD);
}

/// More workers than processors would only take turns: those beyond stay idle.
bool is_spare() {
  MPI_Comm machine;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, rank_of(), MPI_INFO_NULL, &machine);
  int place = 0, first = 0;
  MPI_Comm_rank(machine, &place);
  const int rank = rank_of();
  MPI_Allreduce(&rank, &first, 1, MPI_INT, MPI_MIN, machine);
  MPI_Comm_free(&machine);
  const int before = first == 0 ? place - 1 : place;  // rank 0 runs nothing
  return rank > 0 && before >= ::sysconf(_SC_NPROCESSORS_ONLN);
}

/// Hands out runs to whoever is free, and keeps what comes back.
void lead(const SweepSetup& setup, StudyStore& store, SweepLine& line) {
  const std::vector<RunKey> keys = missing_runs(setup, store);
  std::size_t next = 0;
  SweepProgress progress{0, 0, keys.size(), 0};
  const double began_s = MPI_Wtime();
  for (int at_work = rank_count() - 1; at_work > 0;) {
    const MPI_Status status = await(MPI_ANY_SOURCE, MPI_ANY_TAG);
    int size = 0;
    MPI_Get_count(&status, MPI_BYTE, &size);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    MPI_Recv(bytes.data(), size, MPI_BYTE, status.MPI_SOURCE, status.MPI_TAG, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
    if (status.MPI_TAG == kSpare) {
      --at_work;
      continue;
    }
    // The next run goes out first: the worker need not wait for the disk.
    if (next < keys.size()) {
      send_task(status.MPI_SOURCE, keys[next++]);
      ++progress.running;
      --progress.left;
    } else {
      send_task(status.MPI_SOURCE, {kNoCase, 0});
      --at_work;
    }
    if (status.MPI_TAG == kRecord) {
      store.put(*setup.plan, unpack(bytes));
      --progress.running;
      ++progress.done;
    }
    progress.spent_s = MPI_Wtime() - began_s;
    line.show(progress);
  }
  for (int worker = 1; worker < rank_count(); ++worker) {
    MPI_Send(nullptr, 0, MPI_BYTE, worker, kEnd, MPI_COMM_WORLD);
  }
}

void follow(const SweepSetup& setup, bool is_spare) {
  CaseRunner runner(*setup.plan);
  MPI_Send(nullptr, 0, MPI_BYTE, 0, is_spare ? kSpare : kAsk, MPI_COMM_WORLD);
  while (!is_spare) {
    RunKey key;
    await(0, kTask);
    MPI_Recv(&key, sizeof key, MPI_BYTE, 0, kTask, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (key.study_case == kNoCase) break;
    const std::string bytes = pack(runner.run(key));
    MPI_Send(bytes.data(), static_cast<int>(bytes.size()), MPI_BYTE, 0, kRecord, MPI_COMM_WORLD);
  }
  await(0, kEnd);
  MPI_Recv(nullptr, 0, MPI_BYTE, 0, kEnd, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

/// A single rank runs everything itself.
void run_alone(const SweepSetup& setup, StudyStore& store, SweepLine& line) {
  SweepOptions options;
  options.progress = [&](const SweepProgress& progress) { line.show(progress); };
  run_all(*setup.plan, missing_runs(setup, store), options,
          [&](const RunRecord& record) { store.put(*setup.plan, record); });
}

Exit sweep_over_ranks(const SweepRequest& request, CommonOptions options) {
  const bool is_first = rank_of() == 0;
  options.quiet = options.quiet || !is_first;
  // All would tell the same problems; the first is enough.
  const SweepSetup setup = set_up_sweep(request, options, is_first);
  if (!all_agree(setup.plan != nullptr)) return Exit::bad_input;
  const bool spare = is_spare();

  std::optional<StudyStore> store;
  std::string problem;
  if (is_first) {
    try {
      store.emplace(open_store(setup));
    } catch (const std::exception& error) {
      std::fprintf(stderr, "suanwang-mpi: %s\n", error.what());
    }
  }
  if (!all_agree(!is_first || store.has_value())) return Exit::bad_input;
  if (!is_first) {
    follow(setup, spare);
    return Exit::ok;
  }
  SweepLine line(setup.plan->study.name, options.quiet);
  if (rank_count() == 1) {
    run_alone(setup, *store, line);
  } else {
    lead(setup, *store, line);
  }
  line.clear();
  const Exit exit = tell_results(setup, *store, request, options);
  flush_output();
  return exit;
}

Exit follow_command_line(const std::vector<std::string>& arguments) {
  CLI::App app{"Suanwang's sweep under mpirun: rank 0 keeps the store, the others run",
               "suanwang-mpi"};
  app.footer(
      "Example:\n"
      "  mpirun -n 16 suanwang-mpi policy-pareto --store pareto.sqlite");
  CommandLine line;
  add_sweep_options(app, line);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& stop) {
    std::ostringstream out, error;
    const int code = app.exit(stop, out, error);
    if (rank_of() == 0) {
      print(out.str());
      flush_output();
      std::fputs(error.str().c_str(), stderr);
    }
    return code == 0 ? Exit::ok : Exit::bad_input;
  }
  return sweep_over_ranks(sweep_request(line), common_options(line));
}

}  // namespace
}  // namespace suanwang

int main(int count, char** values) {
  using suanwang::Exit;
  // A few kB a run need no fast fabric, and Open MPI's search for one takes a quarter of a second.
  ::setenv("OMPI_MCA_pml", "ob1", 0);
  MPI_Init(&count, &values);
  spdlog::set_default_logger(spdlog::stderr_logger_st("suanwang-mpi"));
  spdlog::set_level(spdlog::level::warn);
  auto exit = Exit::failed;
  try {
    exit = suanwang::follow_command_line({values + 1, values + std::max(count, 1)});
  } catch (const suanwang::UsageError& error) {
    std::fprintf(stderr, "suanwang-mpi: %s\n", error.text.c_str());
    exit = Exit::bad_input;
  } catch (const std::exception& error) {
    // The other ranks wait for this one: end them too. What is stored stays.
    std::fprintf(stderr, "suanwang-mpi: error: %s\n", error.what());
    MPI_Abort(MPI_COMM_WORLD, static_cast<int>(Exit::failed));
  }
  MPI_Finalize();
  return static_cast<int>(exit);
}
