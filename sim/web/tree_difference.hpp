#pragma once

#include <optional>

#include "sim/scenario/yaml_tree.hpp"

namespace suanwang {

/// The least that merge() has to lay over `from` to make `to` of it; nothing where they are equal.
///
/// Entries of lists with ids may come in another order then, which changes nothing in a scenario.
std::optional<YamlNode> difference(const YamlNode& from, const YamlNode& to);

}  // namespace suanwang
