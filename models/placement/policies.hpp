#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "models/placement/policy.hpp"

namespace suanwang {

/// How much each term of `weighted` counts; all >= 0, not all 0.
struct PlacementWeights {
  double latency = 1;
  double wait = 1;
  double price = 1;
  double carbon = 1;

  friend bool operator==(const PlacementWeights&, const PlacementWeights&) = default;
};

/// What a policy may be told by the scenario's `placement:`.
struct PlacementSettings {
  /// `tiered-latency`: a job whose deadline or slack is no longer than this is hot.
  double hot_deadline_s = 12 * 3600;
  /// `tiered-latency`: a job or service whose round-trip bound is no longer than this is hot.
  double hot_latency_s = 0.050;
  PlacementWeights weights;  ///< of `weighted`
  std::string formula;       ///< of `formula`; see formula.hpp
  /// Key of the stream that `random` draws from.
  std::uint64_t seed = 1;
  std::uint32_t replication = 0;

  friend bool operator==(const PlacementSettings&, const PlacementSettings&) = default;
};

/// Names of all policies, sorted.
std::vector<std::string_view> policy_names();

/// What the policy is called in Chinese; empty for an unknown name.
std::string_view policy_chinese(std::string_view name);

/// One line of English on what the policy does; empty for an unknown name.
std::string_view policy_summary(std::string_view name);

/// A fresh policy; null for an unknown name.
std::unique_ptr<PlacementPolicy> make_policy(std::string_view name,
                                             const PlacementSettings& settings);

}  // namespace suanwang
