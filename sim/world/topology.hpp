#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace suanwang {

using NodeId = std::uint32_t;
using LinkId = std::uint32_t;

/// One direction of a fibre route.
struct DirectedLink {
  NodeId from = 0;
  NodeId to = 0;
  double capacity_bps = 0;
  double latency_s = 0;
  double price_cny_per_gb = 0;
  std::uint32_t route = 0;  ///< index of the fibre route in the scenario
  bool forward = true;      ///< along the route's from -> to
};

/// Links one after the other from one node to another; empty between a node and itself.
struct Path {
  std::vector<LinkId> links;
  double latency_s = 0;
  double price_cny_per_gb = 0;

  bool operator==(const Path& o) const { return links == o.links; }
};

/// The network as a graph: nodes and directed links, numbered in the order of their ids.
class Topology {
 public:
  using Graph =
      boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                            boost::property<boost::edge_index_t, LinkId>>;

  Topology() = default;
  /// `flat_cny_per_gb`: one price for any path of links, in place of the sum of theirs.
  Topology(std::vector<std::string> nodes, std::vector<DirectedLink> links,
           std::optional<double> flat_cny_per_gb = std::nullopt);

  const std::vector<std::string>& nodes() const { return nodes_; }
  const std::vector<DirectedLink>& links() const { return links_; }
  const Graph& graph() const { return graph_; }
  bool has_flat_price() const { return flat_cny_per_gb_.has_value(); }

  /// Latency and price of a list of links, added up in their order.
  Path path_of(std::vector<LinkId> links) const;

 private:
  std::vector<std::string> nodes_;
  std::vector<DirectedLink> links_;
  Graph graph_;
  std::optional<double> flat_cny_per_gb_;
};

}  // namespace suanwang
