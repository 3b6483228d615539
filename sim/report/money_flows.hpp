#pragma once

#include <vector>

#include "sim/engine/results.hpp"
#include "sim/report/phrases.hpp"

namespace suanwang {

/// One party to the payments of a run.
struct Party {
  const Phrase* name;
  double received_cny = 0;
  double paid_cny = 0;

  double balance_cny() const { return received_cny - paid_cny; }
};

/// All parties of a run with an economy, always the same in the same order; those beyond users,
/// operators and treasury only receive. Each is added up from accounts of its own - users from the
/// regions' bills, operators from the sites', suppliers from the meters - so what all of them
/// receive is what all of them pay, or something is lost: a test holds the two together.
std::vector<Party> money_flows(const Results& results);

}  // namespace suanwang
