#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/catalogue.hpp"
#include "sim/scenario/graphml.hpp"
#include "sim/scenario/problems.hpp"

namespace suanwang {

/// A node of an imported map as it stands in the scenario.
struct ImportedNode {
  const GraphmlNode* told = nullptr;  ///< what its file says of it
  std::string id;
  std::optional<GeoPoint> place;
  bool own = false;  ///< its place is the scenario's own
};

/// Warns of nodes that the file seems to place wrongly: at 0 N 0 E, far from the city of their name
/// in the catalogue, or with links far longer than those around. Links are pairs of indices.
void warn_of_doubtful_places(const std::vector<ImportedNode>& nodes,
                             const std::vector<std::pair<std::size_t, std::size_t>>& links,
                             Catalogue& catalogue, Problems& problems);

/// `30.13 N 100.52 E`.
std::string place_text(const GeoPoint& place);

}  // namespace suanwang
