#pragma once

#include <vector>

#include "models/placement/shift.hpp"
#include "sim/scenario/scenario.hpp"

namespace suanwang {

/// What temporal shifting keeps during a run: which classes may wait, what each pool has planned,
/// and what came of it.
struct ShiftBook {
  ShiftBook(const Scenario& scenario, std::size_t pools);

  Shift shift;
  std::vector<char> may_wait;   ///< by class
  std::vector<HourPlan> plans;  ///< by pool
  std::uint64_t waiting = 0;    ///< jobs held now

  // Of the measured window, weighted.
  double considered = 0, held = 0, late = 0, wait_sum_s = 0, longest_s = 0;
  double saved = 0;  ///< of what they would have cost [CNY] or emitted [kg], had they not waited
};

}  // namespace suanwang
