#pragma once

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <type_traits>

namespace suanwang::bench {

struct Options {
  bool take_long = false;  ///< also what takes minutes by itself
};

// The parts, one file each; main.cpp lists them.
void easy(const Options& options);
void flows(const Options& options);
void live(const Options& options);
void nation(const Options& options);
void sweep(const Options& options);
void years(const Options& options);

/// Prints whether a goal is met; a missed one makes the program exit with 1.
void goal(const std::string& what, bool met);

/// Tells a person who waits what is being done; nothing where nobody looks on.
void progress(const std::string& what);

/// CPU time of this process so far [s]: others that use the machine hardly change it.
double cpu_s();

/// Most memory that this process ever had [byte].
std::uint64_t peak_rss_bytes();

/// Three measurements of one thing, in order of size.
struct Three {
  std::array<double, 3> sorted;

  explicit Three(std::array<double, 3> measured) : sorted(measured) {
    std::sort(sorted.begin(), sorted.end());
  }
  double median() const { return sorted[1]; }
  /// Largest distance from the median, as a share of it.
  double noise() const {
    return std::max(sorted[2] - sorted[1], sorted[1] - sorted[0]) / sorted[1];
  }
};

/// A measurement in a process of its own, so that no other measurement's memory shows in it.
template <typename Result>
class InProcess {
 public:
  static_assert(std::is_trivially_copyable_v<Result>);  // it goes through a pipe

  /// `on_one_processor`: all that are measured so share it in turns of a few milliseconds.
  template <typename Measure>
  explicit InProcess(Measure measure, bool on_one_processor = false) {
    std::fflush(nullptr);
    int ends[2];
    if (pipe(ends) != 0) std::exit(1);
    child_ = fork();
    if (child_ == 0) {
      if (on_one_processor) stay_on_first_processor();
      const Result result = measure();
      const bool told = write(ends[1], &result, sizeof result) == sizeof result;
      _exit(told ? 0 : 1);
    }
    close(ends[1]);
    end_ = ends[0];
  }
  InProcess(const InProcess&) = delete;
  InProcess& operator=(const InProcess&) = delete;

  /// Waits for it; once.
  Result result() {
    Result result;
    const bool heard = read(end_, &result, sizeof result) == sizeof result;
    int status = 0;
    waitpid(child_, &status, 0);
    close(end_);
    if (!heard || status != 0) std::exit(1);
    return result;
  }

 private:
  static void stay_on_first_processor() {
    cpu_set_t allowed, first;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
    CPU_ZERO(&first);
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
      if (!CPU_ISSET(cpu, &allowed)) continue;
      CPU_SET(cpu, &first);
      break;
    }
    sched_setaffinity(0, sizeof first, &first);
  }

  pid_t child_;
  int end_;
};

/// What `measure` returns, measured while nothing else is.
template <typename Measure>
auto alone(Measure measure) {
  return InProcess<std::invoke_result_t<Measure>>(measure).result();
}

}  // namespace suanwang::bench
