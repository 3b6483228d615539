#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/diagnostic.hpp"
#include "sim/scenario/problems.hpp"

namespace suanwang {

/// Where the nodes and edges of a GraphML text stand, in its order, with the ids they go by.
struct GraphmlOutline {
  struct Node {
    std::string key;
    Mark mark;
  };
  struct Edge {
    std::string source;
    std::string target;
    bool directed = false;
    Mark mark;
  };

  Mark graph;  ///< of the graph itself
  std::vector<Node> nodes;
  std::vector<Edge> edges;
};

/// Walks the tags of a GraphML text once; nothing if there was a problem.
///
/// Boost's reader keeps no places and follows nesting on the stack, so this comes first: it finds
/// tags that do not match, nesting and sizes beyond all bounds, and elements that Boost would skip.
/// What `data` says is not its concern, and entities are not expanded.
std::optional<GraphmlOutline> outline_graphml(std::string_view text, const std::string& file,
                                              Problems& problems);

}  // namespace suanwang
