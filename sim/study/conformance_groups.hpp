#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "sim/report/phrases.hpp"
#include "sim/study/conformance_reader.hpp"

namespace suanwang {

// Each group of cases has a file of its own that reads a case into a task and computes it. To add a
// group: a task in CaseTask, a reader and a computation here, a row in conformance_read.cpp.

/// Longest time that a case may take in the simulated world [s].
inline constexpr double kLongestCase_s = 1e9;

inline constexpr Phrase kUnknownRule{"the rule {0} is not known here", "未知的规则 {0}"};

/// A phrase filled in, in both languages.
template <typename... Arguments>
Text text_of(const Phrase& phrase, const Arguments&... arguments) {
  return {fmt::format(fmt::runtime(phrase.en), arguments...),
          fmt::format(fmt::runtime(phrase.zh), arguments...)};
}

/// What was computed, in the shape of ConformanceCase::wanted.
struct Computed {
  CaseJson got;
  /// The same by another way of the program, where there is one: both must be right.
  std::vector<std::pair<Text, CaseJson>> also;
};

// Readers: fill in `what.task`, and narrow `what.wanted` where only a part is compared. `where` is
// the whole case.
void read_sharing(const JsonPlace& where, ConformanceCase& what);
void read_queue(const JsonPlace& where, ConformanceCase& what);
void read_transfer(const JsonPlace& where, ConformanceCase& what);
void read_flows(const JsonPlace& where, ConformanceCase& what);  ///< a form of transfer_time
void read_carriage(const JsonPlace& where, ConformanceCase& what);
void read_host_failures(const JsonPlace& where, ConformanceCase& what);
void read_processors(const JsonPlace& where, ConformanceCase& what);
void read_battery(const JsonPlace& where, ConformanceCase& what);
void read_carbon(const JsonPlace& where, ConformanceCase& what);
void read_energy(const JsonPlace& where, ConformanceCase& what);

Computed compute(const SharingTask& task);
Computed compute(const QueueTask& task, const CaseJson& wanted);
Computed compute(const TransferTask& task);
Computed compute(const FlowTask& task, const CaseJson& wanted);
Computed compute(const CarriageTask& task);
Computed compute(const FailureTask& task);
Computed compute(const ProcessorTask& task);
Computed compute(const LoneTask& task);
Computed compute(const SupplyTask& task);
Computed compute(const IntervalTask& task);

/// Notes transfers that would not be done within kLongestCase_s.
void check_length(const JsonPlace& inputs, const TransferTask& task);

/// Skips a case whose `expected` asks for something that is not among `known`.
void skip_unknown_results(ConformanceCase& what, const std::vector<std::string_view>& known);

/// Skips a case of a form that its group's reader does not know; `known` names those it does.
void skip_unknown_form(ConformanceCase& what, const std::string& known);

/// A site of that many cards of one kind, and a region; both bare of everything that is not needed.
Site plain_site(const std::string& id, std::int64_t cards);
Region plain_region(const std::string& id);

Link one_way_link(const std::string& from, const std::string& to, double capacity_bps,
                  double latency_s = 0);

/// A transfer between two nodes as the input of the job number `number`: a region of its own sends
/// into `from`, and that region's only site, fed by `to`, receives. Its class is called by the
/// number, in eight digits. `back_s` is the latency of the way back from site to region, to be
/// longer than any way there, so that no path leads over it.
void add_transfer(Scenario& scenario, std::size_t number, const std::string& from,
                  const std::string& to, double bytes, double start_s, double back_s);

}  // namespace suanwang
