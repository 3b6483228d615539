#pragma once

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

/// What `measure` returns, found in a process of its own, so that no other measurement's memory
/// shows in it.
template <typename Measure>
auto alone(Measure measure) {
  using Result = std::invoke_result_t<Measure>;
  static_assert(std::is_trivially_copyable_v<Result>);  // it goes through a pipe
  std::fflush(nullptr);
  int ends[2];
  if (pipe(ends) != 0) std::exit(1);
  const pid_t child = fork();
  if (child == 0) {
    const Result result = measure();
    const bool told = write(ends[1], &result, sizeof result) == sizeof result;
    _exit(told ? 0 : 1);
  }
  close(ends[1]);
  Result result;
  const bool heard = read(ends[0], &result, sizeof result) == sizeof result;
  int status = 0;
  waitpid(child, &status, 0);
  close(ends[0]);
  if (!heard || status != 0) std::exit(1);
  return result;
}

}  // namespace suanwang::bench
