#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "models/placement/policy.hpp"

namespace suanwang {

/// What a policy may be told by the scenario's `placement:`.
struct PlacementSettings {
  double hot_deadline_s = 12 * 3600;
  double hot_latency_s = 0.050;
};

/// Names of all policies, sorted.
std::vector<std::string_view> policy_names();

/// One line of English on what the policy does; empty for an unknown name.
std::string_view policy_summary(std::string_view name);

/// A fresh policy; null for an unknown name.
std::unique_ptr<PlacementPolicy> make_policy(std::string_view name, const PlacementSettings& settings);

}  // namespace suanwang
