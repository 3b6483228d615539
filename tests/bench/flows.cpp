// The flow engine against SimGrid on the same transfers, and how its cost grows.

#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "tests/bench/bench.hpp"
#include "tests/bench/random_flows.hpp"
#include "tests/bench/replay.hpp"

namespace suanwang::bench {
namespace {

/// A folder for traces, gone with the program.
class Scratch {
 public:
  Scratch() { std::filesystem::create_directories(folder_); }
  ~Scratch() { std::filesystem::remove_all(folder_); }
  std::string operator/(const std::string& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / fmt::format("suanwang-bench-{}", getpid());
};

/// A program's speed on one trace.
struct Speed {
  double events_per_s;
  std::uint64_t peak_rss_bytes;
  double mean_under_way;
  FlowNetwork::Effort effort;
};

/// Ours, in a process of its own. Short traces are moved again and again until the clock has
/// something to measure; each time by a new network. Writes what it made of the trace to `moved`.
Speed ours(const std::string& trace_file, const std::string& moved_file) {
  return alone([&] {
    const FlowTrace trace = read_trace(trace_file);
    Moved moved;
    Replayed all, one;
    do {
      one = replay(trace, moved.done_s);
      all.cpu_s += one.cpu_s;
      all.events += one.events;
    } while (all.cpu_s < 0.3);
    const auto rss = peak_rss_bytes();
    write_moved(moved, moved_file);
    return Speed{static_cast<double>(all.events) / all.cpu_s, rss, one.mean_under_way, one.effort};
  });
}

constexpr bool kSimGrid =
#ifdef SUANWANG_SIMGRID_BENCH
    true;
#else
    false;
#define SUANWANG_SIMGRID_BENCH ""
#endif

Speed simgrid(const std::string& trace_file, const std::string& moved_file) {
  const pid_t child = fork();
  if (child == 0) {
    execl(SUANWANG_SIMGRID_BENCH, "simgrid", trace_file.c_str(), moved_file.c_str(),
          "--log=root.thres:error", nullptr);
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (status != 0) {
    fmt::print(stderr, "SimGrid's program ended with status {}\n", status);
    std::exit(2);
  }
  return alone([&] {
    const Moved moved = read_moved(moved_file);
    return Speed{
        2 * static_cast<double>(moved.done_s.size()) / moved.cpu_s, moved.peak_rss_bytes, 0, {}};
  });
}

/// Largest difference between two programs' times from start to end, as a share of these.
double worst_difference(const std::string& trace_file, const std::string& ours,
                        const std::string& theirs) {
  return alone([&] {
    const FlowTrace trace = read_trace(trace_file);
    const auto a = read_moved(ours).done_s, b = read_moved(theirs).done_s;
    double worst = a.size() == b.size() ? 0 : INFINITY;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
      worst = std::max(worst, std::abs(a[i] - b[i]) / (b[i] - trace.transfers[i].start_s));
    }
    return worst;
  });
}

/// One row: so many transfers, of which so many under way on average.
class Row {
 public:
  Row(const Scratch& scratch, std::size_t transfers, double under_way)
      : trace_(scratch / "trace"),
        ours_moved_(scratch / "ours"),
        simgrid_moved_(scratch / "simgrid") {
    progress(fmt::format("{:.0f} under way: finding how many start in a second", under_way));
    alone([&] {
      write_trace(random_trace(transfers, under_way), trace_);
      return 0;
    });
    progress("");
  }

  /// Three runs of ours, and as many of SimGrid as asked, by turns.
  void measure(std::size_t simgrid_runs) {
    for (std::size_t i = 0; i < 3; ++i) {
      progress(fmt::format("run {} of 3", i + 1));
      ours_speed[i] = ours(trace_, ours_moved_);
      if (i >= simgrid_runs) continue;
      progress(fmt::format("run {} of 3: SimGrid", i + 1));
      simgrid_speed[i] = simgrid(trace_, simgrid_moved_);
    }
    for (std::size_t i = simgrid_runs; simgrid_runs > 0 && i < 3; ++i) {
      simgrid_speed[i] = simgrid_speed[0];
    }
    progress("");
  }
  double difference() const { return worst_difference(trace_, ours_moved_, simgrid_moved_); }

  static Three events_per_s(const std::array<Speed, 3>& s) {
    return Three({s[0].events_per_s, s[1].events_per_s, s[2].events_per_s});
  }
  double event_s() const { return 1 / events_per_s(ours_speed).median(); }

  std::array<Speed, 3> ours_speed{}, simgrid_speed{};

 private:
  std::string trace_, ours_moved_, simgrid_moved_;
};

double mib(std::uint64_t bytes) { return static_cast<double>(bytes) / (1 << 20); }

void print(const Row& row, bool with_simgrid) {
  const Three ours = Row::events_per_s(row.ours_speed);
  const Speed& one = row.ours_speed[0];
  fmt::print("  {:>8.0f} {:>10.2f} M {:>3.0f} % {:>7.1f}", one.mean_under_way, ours.median() / 1e6,
             100 * ours.noise(), mib(one.peak_rss_bytes));
  if (!with_simgrid) {
    fmt::print("\n");
    return;
  }
  const Three theirs = Row::events_per_s(row.simgrid_speed);
  std::array<double, 3> ratio;
  for (std::size_t i = 0; i < 3; ++i) {
    ratio[i] = row.ours_speed[i].events_per_s / row.simgrid_speed[i].events_per_s;
  }
  fmt::print(" {:>12.0f} {:>3.0f} % {:>7.1f} {:>9.1f} {:>3.0f} %\n", theirs.median(),
             100 * theirs.noise(), mib(row.simgrid_speed[0].peak_rss_bytes), Three(ratio).median(),
             100 * Three(ratio).noise());
}

void against_simgrid(const Row& row, double at_least) {
  const double times =
      Row::events_per_s(row.ours_speed).median() / Row::events_per_s(row.simgrid_speed).median();
  const double difference = row.difference();
  goal(fmt::format("at least {:.0f} times SimGrid's events: {:.1f}", at_least, times),
       times >= at_least);
  goal(fmt::format("ends within 1e-9 of SimGrid's, as a share of a transfer's time: {:.1e}",
                   difference),
       difference <= 1e-9);
}

/// Twice the transfers at the same rate, drawn on the way so that no list of them takes memory.
void growth_with_transfers() {
  struct Drawn {
    double seconds, bytes;
  };
  const auto draw = [](std::uint32_t count) {
    return alone([count] {
      FlowNetwork network = network_of(ten_site_network());
      const Replayed replayed = replay(network, count, RandomFlows(50), [](auto, double) {});
      return Drawn{replayed.cpu_s, static_cast<double>(peak_rss_bytes())};
    });
  };
  std::array<double, 3> times{}, memory{}, seconds{};
  for (std::size_t i = 0; i < 3; ++i) {
    progress(fmt::format("twice the transfers, run {} of 3", i + 1));
    const Drawn once = draw(1000000), twice = draw(2000000);
    seconds[i] = once.seconds;
    times[i] = twice.seconds / once.seconds;
    memory[i] = twice.bytes / once.bytes - 1;
  }
  progress("");
  const double time = Three(times).median(), more = Three(memory).median();
  fmt::print("  1,000,000 transfers in {:.2f} s, drawing them included\n", Three(seconds).median());
  goal(fmt::format("twice the transfers take twice the time, within 10 %: {:.2f}", time),
       std::abs(time - 2) <= 0.2);
  goal(fmt::format("and at most 2 % more memory: {:+.1f} %", 100 * more), more <= 0.02);
}

}  // namespace

void flows(const Options& options) {
  struct Size {
    std::size_t transfers;
    double under_way, at_least;
    std::size_t simgrid_runs;
  };
  constexpr Size sizes[] = {
      {100000, 10, 10, 3}, {100000, 100, 25, 3},    {100000, 1000, 250, 3},
      {20000, 3000, 0, 0}, {30000, 10000, 3000, 1},  // SimGrid takes some minutes for it
  };
  fmt::print(
      "Transfers over 10 sites, 31 regions, 96 directed links, 310 paths; max-min fair\n"
      "One event: a start or an end. CPU time, one thread, median of 3 and the largest distance "
      "from it\n");
  if (!kSimGrid) {
    fmt::print("  SimGrid is not there (Debian: libsimgrid-dev), so nothing is compared with it\n");
  }
  fmt::print("  {:>8} {:>12} {:>5} {:>7} {:>12} {:>5} {:>7} {:>9}\n", "under", "ours", "", "peak",
             "SimGrid", "", "peak", "ratio");
  fmt::print("  {:>8} {:>12} {:>5} {:>7} {:>12} {:>5} {:>7}\n", "way", "events/s", "", "MiB",
             "events/s", "", "MiB");

  const Scratch scratch;
  double at_10_s = 0, at_3000_s = 0, at_10000_s = 0;
  for (const Size& size : sizes) {
    const bool compare =
        kSimGrid && size.simgrid_runs > 0 && (size.simgrid_runs == 3 || options.take_long);
    Row row(scratch, size.transfers, size.under_way);
    row.measure(compare ? size.simgrid_runs : 0);
    print(row, compare);
    if (compare) against_simgrid(row, size.at_least);
    if (size.under_way == 10) at_10_s = row.event_s();
    if (size.under_way == 3000) at_3000_s = row.event_s();
    if (size.under_way == 10000) at_10000_s = row.event_s();
  }
  if (kSimGrid && !options.take_long) {
    fmt::print("  SimGrid at 10,000 under way takes some minutes: ./do bench flows --long\n");
  }
  goal(fmt::format("an event at 10,000 costs at most 15 times that at 10: {:.1f}",
                   at_10000_s / at_10_s),
       at_10000_s <= 15 * at_10_s);
  goal(fmt::format("and at most 1.3 times that at 3,000: {:.2f}", at_10000_s / at_3000_s),
       at_10000_s <= 1.3 * at_3000_s);
  growth_with_transfers();
  fmt::print("\n");
}

}  // namespace suanwang::bench
