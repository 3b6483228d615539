// suanwang-mpi: `suanwang sweep` under mpirun. Rank 0 keeps the store and hands out runs; the
// others run them. A program of its own, so that only who wants it needs an MPI library.

#include <mpi.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <limits>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "sim/app/command_line.hpp"
#include "sim/app/progress.hpp"
#include "sim/base/hash.hpp"
#include "sim/study/sweep.hpp"

namespace suanwang {
namespace {

constexpr int kAsk = 1;     ///< from a worker: nothing but that it is free
constexpr int kRecord = 2;  ///< from a worker: a packed record, after which it is free
constexpr int kTask = 3;    ///< to a worker: a RunKey; none to run if `kNoCase`
constexpr std::size_t kNoCase = static_cast<std::size_t>(-1);

/// Calls `is_done` until it is, without taking a processor from those that run: MPI's own waiting
/// spins. Nothing is noticed later than by a tenth of the wait, nor by more than `longest`.
template <typename Condition>
void wait_gently(std::chrono::nanoseconds longest, const Condition& is_done) {
  constexpr std::chrono::nanoseconds kShortest = std::chrono::microseconds(50);
  const auto began = std::chrono::steady_clock::now();
  while (!is_done()) {
    const std::chrono::nanoseconds waited = std::chrono::steady_clock::now() - began;
    std::this_thread::sleep_for(std::clamp(waited / 10, kShortest, longest));
  }
}

MPI_Status await(int source, int tag) {
  MPI_Status status;
  wait_gently(std::chrono::milliseconds(3), [&] {  // somebody has nothing to do until then
    int there = 0;
    MPI_Iprobe(source, tag, MPI_COMM_WORLD, &there, &status);
    return there != 0;
  });
  return status;
}

void await(MPI_Request request) {
  wait_gently(std::chrono::milliseconds(20), [&] {
    int done = 0;
    MPI_Test(&request, &done, MPI_STATUS_IGNORE);
    return done != 0;
  });
}

int rank_of() {
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank;
}

/// The sum of all ranks' numbers.
int sum_over_ranks(int mine) {
  int sum = 0;
  MPI_Request request;
  MPI_Iallreduce(&mine, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD, &request);
  await(request);
  return sum;
}

/// Have all ranks that have a number the same one?
bool all_equal(std::optional<std::uint64_t> mine) {
  constexpr std::uint64_t kAny = std::numeric_limits<std::uint64_t>::max();
  // The least, and the complement of the largest.
  const std::array<std::uint64_t, 2> ends{mine.value_or(kAny), mine ? ~*mine : kAny};
  std::array<std::uint64_t, 2> least{};
  MPI_Request request;
  MPI_Iallreduce(ends.data(), least.data(), 2, MPI_UINT64_T, MPI_MIN, MPI_COMM_WORLD, &request);
  await(request);
  return least[0] == ~least[1];
}

/// Something of a rank's own failed or not: all end together.
bool all_agree(bool good) { return sum_over_ranks(good ? 0 : 1) == 0; }

void send_task(int worker, RunKey key) {
  MPI_Send(&key, sizeof key, MPI_BYTE, worker, kTask, MPI_COMM_WORLD);
}

/// More workers than processors would only take turns: those beyond do not even read the study.
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
void lead(const SweepSetup& setup, const std::vector<RunKey>& keys, int workers, StudyStore& store,
          SweepLine& line) {
  std::size_t next = 0;
  SweepProgress progress{0, 0, keys.size(), 0};
  const double began_s = MPI_Wtime();
  for (int at_work = workers; at_work > 0;) {
    const MPI_Status status = await(MPI_ANY_SOURCE, MPI_ANY_TAG);
    int size = 0;
    MPI_Get_count(&status, MPI_BYTE, &size);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    MPI_Recv(bytes.data(), size, MPI_BYTE, status.MPI_SOURCE, status.MPI_TAG, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
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
}

/// Runs what rank 0 hands out until there is nothing left.
void follow(const SweepSetup& setup) {
  CaseRunner runner(*setup.plan);
  const std::string host = host_name();
  MPI_Send(nullptr, 0, MPI_BYTE, 0, kAsk, MPI_COMM_WORLD);
  for (RunKey key;;) {
    await(0, kTask);
    MPI_Recv(&key, sizeof key, MPI_BYTE, 0, kTask, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (key.study_case == kNoCase) return;
    RunRecord record = runner.run(key);
    record.host = host;
    const std::string bytes = pack(record);
    MPI_Send(bytes.data(), static_cast<int>(bytes.size()), MPI_BYTE, 0, kRecord, MPI_COMM_WORLD);
  }
}

/// A single rank runs everything itself.
void run_alone(const SweepSetup& setup, const std::vector<RunKey>& keys, StudyStore& store,
               SweepLine& line) {
  SweepOptions options;
  options.progress = [&](const SweepProgress& progress) { line.show(progress); };
  run_all(*setup.plan, keys, options,
          [&](const RunRecord& record) { store.put(*setup.plan, record); });
}

/// What must be the same on all ranks, or results would go to the wrong cases: the hashes of the
/// cases, which tell of the program too, and what is kept.
std::uint64_t digest_of(const StudyPlan& plan) {
  std::uint64_t digest = fnv1a("plan");
  for (const std::string& hash : plan.hashes) digest = fnv1a(hash, mix(digest));
  for (const Measure& measure : plan.kept) digest = fnv1a(measure.name(), mix(digest));
  return digest;
}

/// The study as this rank reads it; without a plan where it cannot, which the first rank tells.
SweepSetup read_study(const SweepRequest& request, const CommonOptions& options) {
  const bool is_first = rank_of() == 0;
  try {
    return set_up_sweep(request, options, is_first);
  } catch (const UsageError& error) {
    if (is_first) std::fprintf(stderr, "suanwang-mpi: %s\n", error.text.c_str());
    return {};
  }
}

/// Rank 0: reads, leads and tells.
Exit lead_sweep(const SweepRequest& request, const CommonOptions& options) {
  const SweepSetup setup = read_study(request, options);
  if (const int failed = sum_over_ranks(setup.plan ? 0 : 1); failed > 0) {
    if (setup.plan) {
      std::fprintf(stderr,
                   "suanwang-mpi: %s could not be read by %d of the other ranks: it, and the "
                   "catalogue, must be there on all machines\n",
                   request.study.c_str(), failed);
    }
    return Exit::bad_input;
  }
  if (!all_equal(digest_of(*setup.plan))) {
    std::fprintf(stderr,
                 "suanwang-mpi: not all ranks read the same in %s, or they are of different "
                 "versions: all machines must have the same files\n",
                 request.study.c_str());
    return Exit::bad_input;
  }
  std::optional<StudyStore> store;
  try {
    store.emplace(open_store(setup));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "suanwang-mpi: %s\n", error.what());
  }
  if (!all_agree(store.has_value())) return Exit::bad_input;
  const int workers = sum_over_ranks(0);
  const std::vector<RunKey> keys = missing_runs(setup, *store);
  SweepLine line(setup.plan->study.name, options.quiet);
  if (workers == 0) {
    run_alone(setup, keys, *store, line);
  } else {
    lead(setup, keys, workers, *store, line);
  }
  line.clear();
  const Exit exit = tell_results(setup, *store, keys.size(), request, options);
  flush_output();
  return exit;
}

/// The others: `is_spare` for one that only waits for the end.
Exit follow_sweep(const SweepRequest& request, CommonOptions options, bool is_spare) {
  options.quiet = true;
  SweepSetup setup;
  if (!is_spare) setup = read_study(request, options);
  if (!all_agree(is_spare || setup.plan)) return Exit::bad_input;
  if (!all_equal(is_spare ? std::nullopt : std::optional(digest_of(*setup.plan))))
    return Exit::bad_input;
  if (!all_agree(true)) return Exit::bad_input;
  sum_over_ranks(is_spare ? 0 : 1);
  if (!is_spare) follow(setup);
  return Exit::ok;
}

Exit sweep_over_ranks(const SweepRequest& request, const CommonOptions& options) {
  const bool spare = is_spare();
  const Exit exit =
      rank_of() == 0 ? lead_sweep(request, options) : follow_sweep(request, options, spare);
  all_agree(true);  // MPI's own end spins while it waits for the last
  return exit;
}

Exit follow_command_line(const std::vector<std::string>& arguments) {
  CLI::App app{"Suanwang's sweep under mpirun: rank 0 keeps the store, the others run",
               "suanwang-mpi"};
  app.set_version_flag("--version", std::string{"suanwang-mpi "} + SUANWANG_VERSION,
                       "Print the version");
  app.footer(
      "Example:\n"
      "  mpirun -n 16 suanwang-mpi policy-pareto --store pareto.sqlite");
  CommandLine line;
  add_sweep_options(app, line);
  std::optional<Exit> stopped;
  SweepRequest request;
  CommonOptions options;
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    request = sweep_request(line);
    options = common_options(line);
  } catch (const UsageError& error) {
    stopped = Exit::bad_input;
    if (rank_of() == 0) std::fprintf(stderr, "suanwang-mpi: %s\n", error.text.c_str());
  } catch (const CLI::ParseError& stop) {
    std::ostringstream out, error;
    stopped = app.exit(stop, out, error) == 0 ? Exit::ok : Exit::bad_input;
    if (rank_of() == 0) {
      print(out.str());
      flush_output();
      std::fputs(error.str().c_str(), stderr);
    }
  }
  if (!all_agree(!stopped)) {
    if (!stopped && rank_of() == 0)
      std::fputs("suanwang-mpi: other ranks were started with other options\n", stderr);
    return stopped.value_or(Exit::bad_input);
  }
  return sweep_over_ranks(request, options);
}

}  // namespace
}  // namespace suanwang

int main(int count, char** values) {
  using suanwang::Exit;
  // A few kB a run need no fast fabric, and Open MPI's search for one takes a quarter of a second.
  ::setenv("OMPI_MCA_pml", "ob1", 0);
  // A record above it would keep its worker waiting until rank 0 looks.
  ::setenv("OMPI_MCA_btl_vader_eager_limit", "65536", 0);
  MPI_Init(&count, &values);
  spdlog::set_default_logger(spdlog::stderr_logger_st("suanwang-mpi"));
  spdlog::set_level(spdlog::level::warn);
  auto exit = Exit::failed;
  try {
    exit = suanwang::follow_command_line({values + 1, values + std::max(count, 1)});
  } catch (const suanwang::UsageError& error) {
    std::fprintf(stderr, "suanwang-mpi: %s\n", error.text.c_str());
    MPI_Abort(MPI_COMM_WORLD, static_cast<int>(Exit::bad_input));
  } catch (const std::exception& error) {
    // The other ranks wait for this one: end them too. What is stored stays.
    std::fprintf(stderr, "suanwang-mpi: error: %s\n", error.what());
    MPI_Abort(MPI_COMM_WORLD, static_cast<int>(Exit::failed));
  }
  MPI_Finalize();
  return static_cast<int>(exit);
}
