#pragma once

#include <string>

#include "sim/engine/results.hpp"
#include "sim/report/format.hpp"

namespace suanwang {

/// The headline, the ledger and the figures of the whole system, at most 100 columns wide.
std::string national_report(const Results& results, Language language);

/// What a run found, for people: the national report, then tables by hub, cluster, class, service,
/// region and link, in the manner of Slurm's `sreport cluster utilization`.
std::string utilization_report(const Results& results, Language language);

}  // namespace suanwang
