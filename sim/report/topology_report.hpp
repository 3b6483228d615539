#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sim/report/format.hpp"
#include "sim/world/resilience.hpp"

namespace suanwang {

/// A network for people, at most 100 columns wide: latency circles, the matrix of regions and
/// clusters, the minimum cut between East and West, and what single failures do, the worst ones or
/// `all`.
std::string topology_report(const World& world, const Resilience& resilience, Language language,
                            bool all);

/// The same for programs, with the whole matrix and every failure.
nlohmann::ordered_json topology_json(const World& world, const Resilience& resilience);

/// The ways between two nodes for people: paths, of which `asked` were looked for, the minimum cut,
/// and failures on the shortest path.
std::string ways_report(const World& world, const End& from, const End& to, const Ways& ways,
                        int asked, Language language);

/// The same for programs.
nlohmann::ordered_json ways_json(const World& world, const End& from, const End& to,
                                 const Ways& ways);

/// One-way latency between two ends [s]: that of the shortest path and half of what the sites at
/// the ends add to a round trip.
double one_way_s(const End& from, const End& to, const Ways& ways);

}  // namespace suanwang
