#pragma once

#include <string>
#include <vector>

#include "sim/world/topology.hpp"

namespace suanwang {

/// Nodes a, b, c ... and links between them by number.
inline Topology graph(std::size_t nodes, const std::vector<DirectedLink>& links) {
  std::vector<std::string> names;
  for (std::size_t n = 0; n < nodes; ++n)
    names.push_back(std::string(1, static_cast<char>('a' + n)));
  return Topology(names, links);
}

}  // namespace suanwang
