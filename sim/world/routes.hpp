#pragma once

#include <optional>
#include <vector>

#include "sim/world/topology.hpp"

namespace suanwang {

/// The path of least latency from `source` to every node (empty where there is none). Of equally
/// short paths the one found first wins; links are tried in the order of their ids.
/// Links marked in `down` (one mark for each, or none at all) are not used.
/// Cost O(links log nodes): Dijkstra's algorithm of Boost.Graph.
std::vector<std::optional<Path>> shortest_paths(const Topology& topology, NodeId source,
                                                const std::vector<char>& down = {});

/// Up to `k` loopless paths of least latency from `source` to `target`, shortest first.
/// `down` as above. Source: Yen, Management Science 17(11), 1971, doi:10.1287/mnsc.17.11.712.
std::vector<Path> k_shortest_paths(const Topology& topology, NodeId source, NodeId target, int k,
                                   const std::vector<char>& down = {});

}  // namespace suanwang
