#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "models/network/great_circle.hpp"
#include "sim/base/diagnostic.hpp"
#include "sim/scenario/problems.hpp"

namespace suanwang {

/// A node of a GraphML file, with what the Internet Topology Zoo says of one.
struct GraphmlNode {
  std::string key;                ///< its `id` in the file, which is nobody's name
  std::string label;              ///< what people call it; its key where the file does not tell
  std::string country;            ///< empty: not told
  std::optional<GeoPoint> place;  ///< of Longitude and Latitude
  Mark mark;
};

/// An edge between two nodes, given by their indices.
struct GraphmlEdge {
  std::size_t from = 0;
  std::size_t to = 0;
  bool directed = false;
  std::optional<double> capacity_bps;  ///< of LinkSpeedRaw
  Mark mark;
};

/// What a GraphML file says, in the order of the file.
struct GraphmlGraph {
  std::vector<GraphmlNode> nodes;
  std::vector<GraphmlEdge> edges;
};

/// The only graph of a GraphML text, which messages call `file`; nothing if there was a problem.
///
/// Refuses what Boost's reader lets pass in silence: edges to nodes that are not there, a node
/// twice, nested graphs, hyperedges, closing tags that close nothing.
std::optional<GraphmlGraph> parse_graphml(const std::string& text, const std::string& file,
                                          Problems& problems);

}  // namespace suanwang
