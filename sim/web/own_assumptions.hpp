#pragma once

#include <vector>

#include "sim/web/assumptions.hpp"

namespace suanwang {

/// What a scenario sets that no table of the catalogue could say: policy, seed, time, prices of the
/// economy, how many events.
std::vector<Assumption> own_assumptions(const Scenario& scenario);

}  // namespace suanwang
