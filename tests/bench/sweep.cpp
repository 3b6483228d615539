// What a sweep adds to its runs: threads, ranks, the store, and many short runs.

#include "sim/study/sweep.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "sim/study/store.hpp"
#include "tests/bench/bench.hpp"

namespace suanwang::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

/// Runs of about a second: the scaled nation.
const char* const kNation = R"(study: 1
name: nation
base: east-west-2025
set: {scale: 0.05, duration: 6 h, warmup: 1 h}
replications: 15
axes:
  - {key: placement.policy, values: [nearest, least-loaded]}
)";

/// Runs of about ten milliseconds, each case with other values.
const char* const kShort = R"(study: 1
name: short
base: one-job
set:
  duration: 2 d
  sites.zhongwei.pools.train.count: 100
  workloads.finetune.arrivals: {poisson: 150 per h}
  workloads.finetune.runtime: {exponential: {mean: 4 min}}
  workloads.finetune.input: 1 GB
replications: 5
design: latin-hypercube
points: 2000
axes:
  - {key: links.sh-zw.capacity, from: 1 Gbps, to: 9 Gbps}
  - {key: sites.zhongwei.power.price, from: 0.2 CNY/kWh, to: 0.8 CNY/kWh}
)";

StudyPlan plan_of(const char* text) {
  LoadedStudy loaded = load_study_text(text, "bench.yaml", {}, kShare);
  for (const Diagnostic& problem : loaded.problems) fmt::print(stderr, "{}\n", to_string(problem));
  if (!loaded.study) std::exit(2);
  return make_plan(std::move(loaded), kShare, "bench");
}

/// What one sweep took.
struct Taken {
  double wall_s = 0, cpu_s = 0, runs_s = 0, storing_s = 0;
  std::size_t runs = 0;
  std::uint64_t early_rss_bytes = 0,
                peak_rss_bytes = 0;  ///< after a fifth of the runs, and at the end
};

Taken sweep_alone(const char* text, unsigned threads) {
  progress(fmt::format("a sweep on {} threads", threads));
  const Taken taken = alone([&] {
    const fs::path file =
        fs::temp_directory_path() / fmt::format("suanwang-bench-{}.sqlite", ::getpid());
    Taken t;
    {
      const StudyPlan plan = plan_of(text);
      StudyStore store = StudyStore::open(file, {plan.study.name, "", "", 1, {}}, {"bench", ""});
      store.set_cases(plan);
      const std::vector<RunKey> keys = store.missing(plan);
      SweepOptions options;
      options.threads = threads;
      const auto began = Clock::now();
      const double cpu_began_s = cpu_s();
      run_all(plan, keys, options, [&](const RunRecord& record) {
        const auto put_began = Clock::now();
        store.put(plan, record);
        t.storing_s += seconds_since(put_began);
        t.runs_s += record.wall_s;
        if (++t.runs == keys.size() / 5) t.early_rss_bytes = peak_rss_bytes();
      });
      t.wall_s = seconds_since(began);
      t.cpu_s = cpu_s() - cpu_began_s;
    }
    t.peak_rss_bytes = peak_rss_bytes();
    for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(file.string() + suffix);
    return t;
  });
  progress("");
  return taken;
}

Three wall_of_three(const auto& measure) {
  std::array<double, 3> walls{};
  for (double& wall : walls) wall = measure();
  return Three(walls);
}

/// A longer study by the programs themselves, start and end included; 0 if that did not work.
double wall_of_program(const std::string& program, const std::string& options) {
  const fs::path folder = fs::temp_directory_path() / fmt::format("suanwang-bench-{}", ::getpid());
  fs::create_directories(folder);
  std::ofstream(folder / "study.yaml") << kNation;
  const std::string command =
      fmt::format("{} {}/study.yaml --quiet --replications 40 --store {}/s.sqlite {} >/dev/null",
                  program, folder.string(), folder.string(), options);
  const auto began = Clock::now();
  const bool good = std::system(command.c_str()) == 0;
  const double wall_s = seconds_since(began);
  fs::remove_all(folder);
  return good ? wall_s : 0;
}

/// Four ranks against two threads, taking turns: the middle one of the pairs' ratios.
void against_ranks() {
#ifdef SUANWANG_MPI_PROGRAM
  ::setenv("OMPI_ALLOW_RUN_AS_ROOT", "1", 1);
  ::setenv("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1", 1);
  ::setenv("OMPI_MCA_rmaps_base_oversubscribe", "1", 1);
  std::array<double, 9> ratios{};
  double threads_s = 0, ranks_s = 0;
  bool all_ran = true;
  for (double& ratio : ratios) {
    const double threads = wall_of_program(SUANWANG_PROGRAM " sweep", "--threads 2");
    const double ranks = wall_of_program("mpirun -n 4 " SUANWANG_MPI_PROGRAM, "");
    all_ran = all_ran && threads > 0 && ranks > 0;
    threads_s += threads / std::size(ratios);
    ranks_s += ranks / std::size(ratios);
    ratio = ranks / threads;
  }
  std::sort(ratios.begin(), ratios.end());
  const double middle = ratios[ratios.size() / 2];
  goal(fmt::format("four MPI ranks take at most 5 % longer than two threads: means {:.1f} s and "
                   "{:.1f} s; of {} pairs {:+.1f} %, from {:+.1f} to {:+.1f} %",
                   ranks_s, threads_s, ratios.size(), 100 * (middle - 1), 100 * (ratios[0] - 1),
                   100 * (ratios.back() - 1)),
       all_ran && middle <= 1.05);
#else
  fmt::print("  no MPI library: ranks are not measured\n");
#endif
}

}  // namespace

void sweep(const Options&) {
  fmt::print("A sweep of the scaled nation, 30 runs\n");
  Taken last;
  const auto wall_with = [&](unsigned threads) {
    return wall_of_three([&] { return (last = sweep_alone(kNation, threads)).wall_s; });
  };
  const Three two = wall_with(2);
  const double storing = last.storing_s / last.runs_s;
  const Three one = wall_with(1);
  fmt::print("  one thread {:.1f} s ({:.0f} %), two {:.1f} s ({:.0f} %), {:.2f} s a run\n",
             one.median(), 100 * one.noise(), two.median(), 100 * two.noise(),
             last.runs_s / static_cast<double>(last.runs));
  goal(fmt::format("two threads are at least 1.9 times as fast as one: {:.2f}",
                   one.median() / two.median()),
       one.median() >= 1.9 * two.median());
  goal(fmt::format("storing costs under 2 % of it: {:.2f} %", 100 * storing), storing < 0.02);
  against_ranks();

  fmt::print("10,000 short runs of 2,000 cases\n");
  const Taken many = sweep_alone(kShort, 1);
  const double own_s = many.runs_s / static_cast<double>(many.runs);
  const double extra = many.cpu_s / many.runs_s - 1;
  const double growth =
      static_cast<double>(many.peak_rss_bytes) / static_cast<double>(many.early_rss_bytes) - 1;
  fmt::print("  {} runs of {:.1f} ms, {:.1f} s, storing {:.1f} s, {:.1f} MiB\n", many.runs,
             1000 * own_s, many.wall_s, many.storing_s,
             static_cast<double>(many.peak_rss_bytes) / 1048576);
  goal(fmt::format("the sweep adds at most 20 % to the runs' own time: {:+.1f} %", 100 * extra),
       extra <= 0.2);
  goal(fmt::format("four fifths of the runs add at most 5 % of memory: {:+.1f} %", 100 * growth),
       growth <= 0.05);
  fmt::print("\n");
}

}  // namespace suanwang::bench
