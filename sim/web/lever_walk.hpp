#pragma once

#include <string>
#include <string_view>

#include "sim/scenario/yaml_tree.hpp"
#include "sim/web/lever_effects.hpp"

namespace suanwang {

/// Follows a path through a tree.
class LeverWalk {
 public:
  LeverWalk(const LeverPath& path, const LeverGround& ground, bool make)
      : path_(path), ground_(ground), make_(make || !path.has_list()) {}

  /// Calls visit(map, key) for each map in which the last key may stand.
  template <typename Visit>
  void to_last_key(YamlNode& root, const Visit& visit) const {
    follow(root, 0, visit);
  }

 private:
  template <typename Visit>
  void follow(YamlNode& map, std::size_t i, const Visit& visit) const {
    if (map.is_null()) map.kind = YamlNode::Kind::map;
    if (!map.is_map()) return;
    const LeverPath::Step& step = path_.steps[i];
    const bool last = i + 1 == path_.steps.size();
    if (last && step.which == LeverPath::Which::none) return visit(map, step.key);
    YamlNode* below = map.find(step.key);
    if (!below && make_ && step.which == LeverPath::Which::none) {
      map.entries.push_back({step.key, map.spot, {}});
      below = &map.entries.back().value;
      below->kind = YamlNode::Kind::map;
    }
    if (!below) return;
    if (step.which == LeverPath::Which::none) return follow(*below, i + 1, visit);
    for (YamlNode& item : below->items) {
      if (!last && is_meant(step, text_of(item, "id"))) follow(item, i + 1, visit);
    }
  }

  bool is_meant(const LeverPath::Step& step, std::string_view id) const {
    switch (step.which) {
      case LeverPath::Which::all:
        return true;
      case LeverPath::Which::east:
        return ground_.east_sites.contains(id);
      case LeverPath::Which::west:
        return ground_.west_sites.contains(id);
      case LeverPath::Which::east_west:
        return ground_.crossing_links.contains(id);
      default:
        return step.id == id;
    }
  }

  const LeverPath& path_;
  const LeverGround& ground_;
  bool make_;
};

}  // namespace suanwang
