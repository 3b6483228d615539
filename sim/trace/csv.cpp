// The project's own CSV of jobs.

#include "sim/trace/columns.hpp"

namespace suanwang {
namespace {

enum Column : std::size_t {
  kJob,
  kRegion,
  kSubmit,
  kCards,
  kRun,
  kRequested,
  kInput,
  kOutput,
  kSite,
  kTenant,
  kPriority
};

constexpr double kMostData = 1e21;

class Csv final : public ColumnParser {
 public:
  explicit Csv(TraceInput& input)
      : ColumnParser(input,
                     {"job", "region", "submit_s", "accelerators", "runtime_s", "requested_s",
                      "input_bytes", "output_bytes", "site", "tenant", "priority"},
                     8, false) {}

  bool tells(TraceExtra what) const override {
    return has(what == TraceExtra::site ? kSite : what == TraceExtra::tenant ? kTenant : kPriority);
  }

 private:
  std::optional<TraceJob> job() override {
    TraceJob job;
    job.number = job_number(cell(kJob));
    job.region = name(cell(kRegion));
    job.submit_s = number(cell(kSubmit), "submit_s", 0, kLongestTrace_s);
    job.accelerators = whole(cell(kCards), "accelerators", 1);
    job.run_s = number(cell(kRun), "runtime_s", 0, kLongestTrace_s);
    job.requested_s = optional(kRequested, "requested_s", 1e15);
    job.input_bytes = optional(kInput, "input_bytes", kMostData);
    job.output_bytes = optional(kOutput, "output_bytes", kMostData);
    job.site = name(cell(kSite));
    job.tenant = name(cell(kTenant));
    if (const TraceCell priority = cell(kPriority); !priority.text.empty()) {
      const double value = number(priority, "priority", -32768, 32767);
      job.priority = static_cast<std::int16_t>(value);
      if (value != *job.priority) fail(priority.column, "priority: expected a whole number");
    }
    return job;
  }

  /// An empty cell leaves the value open.
  double optional(Column column, std::string_view what, double most) const {
    const TraceCell value = cell(column);
    return value.text.empty() ? std::numeric_limits<double>::quiet_NaN()
                              : number(value, what, 0, most);
  }
};

}  // namespace

std::unique_ptr<LineParser> csv_parser(TraceInput& input) { return std::make_unique<Csv>(input); }

}  // namespace suanwang
