#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/names.hpp"
#include "sim/trace/line_reader.hpp"
#include "sim/trace/trace.hpp"

namespace suanwang {

/// A piece of a line, and where it begins, from 1.
struct TraceCell {
  std::string_view text;
  int column = 1;
};

/// The pieces between blanks and tabs.
void split_at_blanks(std::string_view line, std::vector<TraceCell>& cells);
/// The pieces between commas; one in quotes loses them. False where quotes do not close.
bool split_at_commas(std::string_view line, std::vector<TraceCell>& cells);

/// What the parsers of the formats share.
struct TraceInput {
  TraceSpec spec;
  LineReader lines;
  NameTable names{};
  TraceAccount account{};
};

/// What only some traces tell of a job.
enum class TraceExtra { site, tenant, priority };

/// Turns the lines of one format into jobs.
class LineParser {
 public:
  explicit LineParser(TraceInput& input) : in_(input) {}
  virtual ~LineParser() = default;

  /// The job of a line; nothing for a line that is none or is left out, which then is counted.
  /// Throws TraceProblem for a line that cannot be read.
  virtual std::optional<TraceJob> job_of(std::string_view line) = 0;

  /// Does the trace tell that of its jobs? Known from the first job on.
  virtual bool tells(TraceExtra) const { return false; }

 protected:
  [[noreturn]] void fail(int column, std::string message, bool goes_on = true) const;
  /// Of lines that were cut only comments can be understood.
  void require_whole() const;
  void count_line() const { ++in_.account.read; }
  std::optional<TraceJob> drop(TraceDrop why) const;
  void note(TraceChange what) const;
  std::uint32_t name(const TraceCell& cell) const;

  // Values of cells; `what` names them in messages.
  double number(const TraceCell& cell, std::string_view what) const;
  double number(const TraceCell& cell, std::string_view what, double low, double high) const;
  /// A whole number of at most 2^31 - 1, the most cards there may be.
  std::int64_t whole(const TraceCell& cell, std::string_view what, std::int64_t low) const;
  /// The trace's own number of a job.
  std::uint64_t job_number(const TraceCell& cell) const;

  TraceInput& in_;
  std::vector<TraceCell> cells_;
};

std::unique_ptr<LineParser> swf_parser(TraceInput& input);
std::unique_ptr<LineParser> pods_parser(TraceInput& input);
std::unique_ptr<LineParser> csv_parser(TraceInput& input);

/// Longest time that a trace may speak of: a hundred years [s].
inline constexpr double kLongestTrace_s = 36525.0 * 86400;

}  // namespace suanwang
