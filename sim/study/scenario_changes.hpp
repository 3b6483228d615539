#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/yaml_tree.hpp"

namespace suanwang {

/// One value in which two scenarios differ.
struct TreeChange {
  std::vector<std::string> path;     ///< keys, and ids in lists
  std::optional<YamlNode> from, to;  ///< nothing: not there
};

/// Changes that are made together, with what they are called.
struct ChangeGroup {
  std::string label;
  std::vector<TreeChange> changes;
};

/// Everything in which two merged scenarios differ, but their names: the deepest keys that both
/// know, and whole entries of lists that only one has.
std::vector<TreeChange> tree_changes(const YamlNode& a, const YamlNode& b);

/// The changes as at most `most` groups: each alone if they are few, else those that share the
/// beginning of their path together.
std::vector<ChangeGroup> grouped(std::vector<TreeChange> changes, std::size_t most);

/// `a` with the groups of a bit mask made.
YamlNode with_changes(const YamlNode& a, const std::vector<ChangeGroup>& groups,
                      std::uint64_t mask);

}  // namespace suanwang
