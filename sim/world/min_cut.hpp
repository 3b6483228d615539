#pragma once

#include <vector>

#include "sim/world/topology.hpp"

namespace suanwang {

/// The links of least capacity in all without which nothing gets from some nodes to others.
struct MinCut {
  /// Their capacity together, which is the greatest flow that fits through the network; infinite
  /// where a node is on both sides, for no link is needed there.
  double capacity_bps = 0;
  std::vector<LinkId> links;  ///< ascending; of several least cuts the one nearest the sources
};

/// The minimum cut from all of `sources` to all of `targets`, one way. Goldberg and Tarjan's
/// maximum flow of Boost.Graph, O(nodes^3), in whole numbers and so without rounding.
/// Source: Goldberg, Tarjan, Journal of the ACM 35(4), 1988, doi:10.1145/48014.61051.
MinCut min_cut(const Topology& topology, const std::vector<NodeId>& sources,
               const std::vector<NodeId>& targets);

}  // namespace suanwang
