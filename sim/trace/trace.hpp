#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "sim/base/diagnostic.hpp"

namespace suanwang {

/// Whose file it is: the Standard Workload Format, the pods of Alibaba's cluster-trace-gpu-v2023,
/// or the project's own CSV.
enum class TraceFormat { swf, pods, csv };
inline constexpr std::array<std::string_view, 3> kTraceFormats{"swf", "pods", "csv"};

/// Which lines of a scheduling log count as jobs.
///
/// none: all whose width, run time and submission are known. strong: what published schedules keep,
/// jobs no wider than the machine that state a request. noreq: the same for logs without requests;
/// each job asks for exactly its run time.
enum class TraceFilter { none, strong, noreq };
inline constexpr std::array<std::string_view, 3> kTraceFilters{"none", "strong", "noreq"};

/// A ratio of whole numbers of 1 to 1e9.
struct Ratio {
  std::int64_t times = 1;
  std::int64_t over = 1;
  friend bool operator==(const Ratio&, const Ratio&) = default;
};

/// What `compress: 2` multiplies the times between submissions by, 1/2; the same where the ratio
/// itself is given, as in `1/2`. A factor below 1 stretches; a ratio above 1 would too and is
/// refused, since whoever writes 3/2 rather means 2/3. `problem` says what was expected.
std::optional<Ratio> parse_compression(std::string_view text, std::string& problem);

/// A trace with what is to be made of it.
struct TraceSpec {
  TraceFormat format = TraceFormat::swf;
  std::string file;
  TraceFilter filter = TraceFilter::none;
  std::int64_t procs = 0;  ///< of the machine of the log; 0: its header says
  std::uint64_t first = std::numeric_limits<std::uint64_t>::max();  ///< jobs, after the filter
  Ratio compress{};  ///< of times since the first submission, after `first`
  /// When its first job comes; empty: the trace's own times, its 0 being the start.
  std::optional<double> begin_s;

  friend bool operator==(const TraceSpec&, const TraceSpec&) = default;
};

/// One job of a trace. NaN and kNone stand for what the trace leaves open.
struct TraceJob {
  static constexpr std::uint32_t kNone = 0xffffffffu;

  std::uint64_t number = 0;  ///< the trace's own
  double submit_s = 0;
  double run_s = 0;
  double requested_s = std::numeric_limits<double>::quiet_NaN();
  double input_bytes = std::numeric_limits<double>::quiet_NaN();
  double output_bytes = std::numeric_limits<double>::quiet_NaN();
  std::int64_t accelerators = 1;
  std::uint32_t region = kNone, site = kNone, tenant = kNone;  ///< see TraceReader::name()
  std::optional<std::int16_t> priority;
  std::uint64_t line = 0;  ///< where it stands
};

/// Why a line is left out; each is counted.
enum class TraceDrop : std::uint8_t {
  wider,        ///< asks for more processors than the machine has
  no_width,     ///< states no processors
  no_run,       ///< run time unknown, or 0 where a filter wants more
  no_request,   ///< states no requested time
  no_submit,    ///< submission unknown
  no_cards,     ///< asks for no accelerator
  not_started,  ///< was never scheduled
  no_end,       ///< end unknown
};
inline constexpr std::array<std::string_view, 8> kTraceDrops{
    "wider-than-machine", "no-processors",   "no-run-time", "no-requested-time",
    "no-submission",      "no-accelerators", "not-started", "no-end"};

/// What is changed of jobs that are kept; each is counted.
enum class TraceChange : std::uint8_t {
  run_cut,       ///< ran longer than it asked for: runs as long as it asked for (strong)
  width_copied,  ///< one of allocated and requested processors is known and stands for both
  shared_card,   ///< asks for a share of one card and gets all of it
  out_of_order,  ///< stands behind a job that was submitted later
};
inline constexpr std::array<std::string_view, 4> kTraceChanges{
    "run-cut-to-request", "one-width-for-both", "share-as-whole-card", "out-of-order"};

struct TraceCount {
  std::uint64_t jobs = 0;
  std::uint64_t first_line = 0;  ///< where it happened first
};

/// What became of the lines of a trace, as far as it was read.
struct TraceAccount {
  std::string file;
  std::uint64_t read = 0;   ///< job lines
  std::uint64_t given = 0;  ///< jobs handed on
  std::array<TraceCount, kTraceDrops.size()> dropped{};
  std::array<TraceCount, kTraceChanges.size()> changed{};
  bool to_the_end = false;  ///< else `first` or the end of the run came before the end of the file

  std::uint64_t all_dropped() const {
    std::uint64_t sum = 0;
    for (const TraceCount& count : dropped) sum += count.jobs;
    return sum;
  }
};

/// A trace that cannot be read, or a line of it.
struct TraceProblem : std::runtime_error {
  explicit TraceProblem(Diagnostic what, bool goes_on = false)
      : std::runtime_error(to_string(what)), diagnostic(std::move(what)), can_go_on(goes_on) {}

  Diagnostic diagnostic;
  bool can_go_on;  ///< the lines after it can still be read
};

}  // namespace suanwang
