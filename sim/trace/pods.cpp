// Pods of a cluster of GPU servers, as Alibaba's cluster-trace-gpu-v2023 lists them.
// Source: Weng et al., "Beware of Fragmentation: Scheduling GPU-Sharing Workloads with
// Fragmentation Gradient Descent", USENIX ATC 2023.

#include <charconv>

#include "sim/trace/columns.hpp"

namespace suanwang {
namespace {

enum Column : std::size_t { kName, kCards, kShare, kCreated, kDeleted, kScheduled };

/// A pod is a gang of whole cards: one that asks for a share of a card gets all of it. It comes
/// when it was created and runs from when it was scheduled until it was deleted, however it ended.
class Pods final : public ColumnParser {
 public:
  explicit Pods(TraceInput& input)
      : ColumnParser(
            input,
            {"name", "num_gpu", "gpu_milli", "creation_time", "deletion_time", "scheduled_time"}, 6,
            true) {}

 private:
  std::optional<TraceJob> job() override {
    TraceJob job;
    job.number = number_in_name();
    job.submit_s = number(cell(kCreated), "creation_time", 0, kLongestTrace_s);
    job.accelerators = whole(cell(kCards), "num_gpu", 0);
    const double share = number(cell(kShare), "gpu_milli", 0, 1e9);
    if (job.accelerators == 0) return drop(TraceDrop::no_cards);
    if (cell(kScheduled).text.empty()) return drop(TraceDrop::not_started);
    if (cell(kDeleted).text.empty()) return drop(TraceDrop::no_end);
    job.run_s = number(cell(kDeleted), "deletion_time", 0, kLongestTrace_s) -
                number(cell(kScheduled), "scheduled_time", 0, kLongestTrace_s);
    if (job.run_s <= 0) return drop(TraceDrop::no_run);
    if (share < 1000) note(TraceChange::shared_card);
    return job;
  }

  /// 17 of openb-pod-0017; of a name without a number, the pod's place in the file.
  std::uint64_t number_in_name() const {
    const std::string_view name = cell(kName).text;
    const std::size_t begin = name.find_last_not_of("0123456789") + 1;
    std::uint64_t value = 0;
    const auto [end, error] =
        std::from_chars(name.data() + begin, name.data() + name.size(), value);
    return error == std::errc() && end == name.data() + name.size() ? value : in_.account.read - 1;
  }
};

}  // namespace

std::unique_ptr<LineParser> pods_parser(TraceInput& input) { return std::make_unique<Pods>(input); }

}  // namespace suanwang
