#pragma once

#include <memory>
#include <vector>

#include "sim/world/topology.hpp"

namespace suanwang {

/// The ways between one region's node and one site's as lists of links, shortest first.
struct LinkLists {
  std::vector<std::vector<LinkId>> there, back;  ///< empty: none, or no network in between
  bool connected = false;
  double there_s = 0, back_s = 0;  ///< latency of the shortest, one way
};

/// [region * sites + site], up to `k` ways each.
///
/// Depends on the links' ends and latencies only, not on their capacity or price, and is the
/// costliest part of a World: the last few networks are remembered, so that runs which change
/// anything else share them. May be called by several threads. Cost of a new network: a shortest
/// path tree for each region and site, and for k > 1 the algorithm of Yen for each pair.
std::shared_ptr<const std::vector<LinkLists>> link_lists(const Topology& topology,
                                                         const std::vector<NodeId>& region_node,
                                                         const std::vector<NodeId>& site_node,
                                                         int k);

}  // namespace suanwang
