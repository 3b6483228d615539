#pragma once

#include "sim/engine/results.hpp"

namespace suanwang {

/// A small nation filled in by hand: two hubs, two clusters, regional sites, and figures such as a
/// run of two days gives. Every number differs from zero, so that a report that drops one shows it.
Results sample_results();

/// The same with values that break layouts: zeros, huge numbers, names too long for any column.
Results awkward_results();

}  // namespace suanwang
