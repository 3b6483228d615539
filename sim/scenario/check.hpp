#pragma once

#include "sim/scenario/read.hpp"
#include "sim/scenario/scenario.hpp"

namespace suanwang {

/// Completes what one entry takes from another, and notes what does not fit together: unknown ids,
/// sites that nothing reaches, runs that never end. Comes after reading.
void check_scenario(Scenario& scenario, Reading& reading);

/// Notes sites that no region with demand can reach, and regions with demand that reach no site.
/// Cost: linear in nodes and links.
void check_reach(const Scenario& scenario, Reading& reading);

}  // namespace suanwang
