#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "sim/trace/line_parser.hpp"
#include "sim/trace/trace.hpp"

namespace suanwang {

/// The jobs of a trace in the order of their submission, jobs of one instant in that of the file.
///
/// Memory does not grow with the file: kWindow jobs are held to put lines in order that are nearly
/// so. A job that stands further behind one submitted later is a problem, never a silent jump in
/// time. Cost: under a microsecond a line, and the logarithm of the window.
class TraceReader {
 public:
  static constexpr std::size_t kWindow = 1 << 16;

  /// Throws TraceProblem where the file cannot be opened, as next() does for what it cannot read.
  /// After `most_bytes` of text it stops as if nothing followed; account().to_the_end tells.
  explicit TraceReader(TraceSpec spec,
                       std::uint64_t most_bytes = std::numeric_limits<std::uint64_t>::max());

  /// After a problem that says so, the next call goes on behind it.
  std::optional<TraceJob> next();

  const TraceAccount& account() const { return input_.account; }
  const TraceSpec& spec() const { return input_.spec; }
  const std::string& name(std::uint32_t number) const { return input_.names[number]; }
  bool tells(TraceExtra what) const { return parser_->tells(what); }
  /// Of text read so far.
  std::uint64_t bytes() const { return input_.lines.bytes(); }

 private:
  void fill();
  void compress(TraceJob& job);

  TraceInput input_;
  std::uint64_t most_bytes_;
  bool stopped_ = false;
  std::unique_ptr<LineParser> parser_;
  std::vector<TraceJob> window_;  ///< a heap, the next one first
  bool ended_ = false;
  double latest_s_ = 0;  ///< of the lines read
  double given_s_ = 0;   ///< of the last job handed on, by the trace's own time
  double origin_s_ = 0;  ///< of the first one
  std::uint64_t given_line_ = 0;
};

}  // namespace suanwang
