// Logs in the Standard Workload Format: 18 columns between blanks, -1 where a value is not known,
// comments behind a semicolon, of which those before the first job describe the machine.
// Source: Chapin et al., "Benchmarks and standards for the evaluation of parallel job schedulers",
// JSSPP 1999, doi:10.1007/3-540-47954-6_4.

#include <fmt/format.h>

#include <charconv>

#include "sim/base/suggest.hpp"
#include "sim/trace/line_parser.hpp"

namespace suanwang {
namespace {

constexpr std::size_t kColumns = 18;

/// Column numbers as the format counts them, from 1.
enum Column { kJob = 1, kSubmit = 2, kRun = 4, kAllocated = 5, kProcs = 8, kTime = 9, kUser = 12 };

class Swf final : public LineParser {
 public:
  using LineParser::LineParser;

  std::optional<TraceJob> job_of(std::string_view line) override {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == line.npos) return std::nullopt;
    if (line[begin] == ';') {
      read_comment(line.substr(begin + 1));
      return std::nullopt;
    }
    require_whole();
    split_at_blanks(line, cells_);
    if (cells_.size() != kColumns) {
      fail(cells_.front().column,
           fmt::format("expected {} columns, got {}", kColumns, cells_.size()));
    }
    require_machine();
    count_line();
    return filtered();
  }

  bool tells(TraceExtra what) const override { return what == TraceExtra::tenant; }

 private:
  const TraceCell& cell(Column column) const { return cells_[column - 1]; }

  /// `MaxProcs: 100`; MaxNodes stands in where it alone is given. Those after the first job are no
  /// description of the log as a whole.
  void read_comment(std::string_view text) {
    if (in_.account.read > 0) return;
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    for (const bool nodes : {false, true}) {
      const std::string_view key = nodes ? "MaxNodes:" : "MaxProcs:";
      if (!text.starts_with(key)) continue;
      std::string_view value = text.substr(key.size());
      value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
      value = value.substr(0, value.find_first_of(" \t"));
      std::int64_t count = 0;
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), count);
      if (error == std::errc() && end == value.data() + value.size() && count > 0) {
        (nodes ? nodes_ : procs_) = count;
      } else if (value != "-1") {
        fail(1, fmt::format("{} expected a whole number above 0, got {}", key, in_quotes(value)));
      }
    }
  }

  /// The filters ask for the size of the machine, once the header is over.
  void require_machine() {
    if (in_.account.read > 0 || in_.spec.filter == TraceFilter::none) return;
    if (in_.spec.procs > 0) {
      machine_ = in_.spec.procs;
    } else {
      machine_ = procs_ > 0 ? procs_ : nodes_;
    }
    if (machine_ > 0) return;
    fail(1,
         "the filter wants the size of the machine, and no line such as \"; MaxProcs: 100\" stands "
         "before the first job; say procs",
         false);
  }

  std::optional<TraceJob> filtered() {
    const bool strict = in_.spec.filter != TraceFilter::none;
    TraceJob job;
    job.number = job_number(cell(kJob));
    job.submit_s = number(cell(kSubmit), "submit time", -1e15, kLongestTrace_s);
    job.run_s = number(cell(kRun), "run time", -1e15, kLongestTrace_s);
    std::int64_t allocated = whole(cell(kAllocated), "allocated processors", -2147483647);
    std::int64_t asked = whole(cell(kProcs), "requested processors", -2147483647);
    const double time_s = number(cell(kTime), "requested time", -1e15, 1e15);
    const std::int64_t user = whole(cell(kUser), "user", -2147483647);

    // Step 1. The width, which may be stated in one of two places.
    if (strict && (allocated > machine_ || asked > machine_)) return drop(TraceDrop::wider);
    if (allocated <= 0 && asked <= 0) return drop(TraceDrop::no_width);
    const bool copied = allocated <= 0 || asked <= 0;
    job.accelerators = asked > 0 ? asked : allocated;

    // Step 2. How long it runs, and how long its user says that it does.
    if (strict ? job.run_s <= 0 : job.run_s < 0) return drop(TraceDrop::no_run);
    const bool strong = in_.spec.filter == TraceFilter::strong;
    if (strong && time_s <= 0) return drop(TraceDrop::no_request);
    const bool cut = strong && time_s < job.run_s;
    if (cut) job.run_s = time_s;
    if (in_.spec.filter == TraceFilter::noreq) {
      job.requested_s = job.run_s;
    } else if (time_s > 0) {
      job.requested_s = time_s;
    }

    // Step 3. When it comes, and whose it is.
    if (job.submit_s < 0) return drop(TraceDrop::no_submit);
    if (user >= 0) job.tenant = name(cell(kUser));
    if (copied) note(TraceChange::width_copied);
    if (cut) note(TraceChange::run_cut);
    return job;
  }

  std::int64_t procs_ = 0, nodes_ = 0;  ///< as the header says
  std::int64_t machine_ = 0;
};

}  // namespace

std::unique_ptr<LineParser> swf_parser(TraceInput& input) { return std::make_unique<Swf>(input); }

}  // namespace suanwang
