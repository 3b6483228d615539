#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "sim/engine/run_listeners.hpp"
#include "sim/study/measures.hpp"
#include "sim/study/paired.hpp"

namespace suanwang {

/// What several scenarios came to over the same replications.
struct Replicated {
  std::vector<Results> first;  ///< of each scenario: replication 0, whole
  /// values[scenario][measure][replication]; equal replications run on equal draws
  std::vector<std::vector<std::vector<double>>> values;
  std::uint32_t replications = 0;
  bool is_cut_off = false;  ///< all replications were made before `until` was met
};

struct ReplicateOptions {
  std::uint32_t replications = 5;  ///< with `until`: at most so many
  /// Stop as soon as the headline measures of every pair are settled to this share of their
  /// baseline (see is_settled()): cost, carbon, energy, utilization, response, West share, jobs in
  /// time.
  std::optional<double> until;
  bool all_pairs = false;  ///< which pairs `until` looks at: all, or each with the first
  unsigned threads = 1;
  /// By scenario: told of the hours of replication 0. Empty: nobody is.
  std::vector<HourListener*> hours{};
  std::function<void(std::size_t done, std::size_t planned)> progress;
  /// Set by another thread, it soon ends all with Stopped.
  const std::atomic<bool>* stop = nullptr;
};

/// Runs every scenario so many times. What is found does not depend on the threads.
Replicated replicate(const std::vector<Scenario>& scenarios, const std::vector<Measure>& measures,
                     const ReplicateOptions& options);

/// Measures by which two scenarios are compared: the national ones that both have.
std::vector<Measure> measures_for(const std::vector<Scenario>& scenarios);

/// Of two scenarios, b - a for each measure.
std::vector<PairedDifference> differences(const Replicated& runs, std::size_t a, std::size_t b);

}  // namespace suanwang
