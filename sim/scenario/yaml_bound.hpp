#pragma once

#include "sim/scenario/yaml_tree.hpp"

namespace suanwang {

/// parse_yaml() of a text that may hold at most so many values, copies made by aliases included.
std::optional<YamlNode> parse_yaml_within(std::string_view text, const std::string& file,
                                          std::size_t most_nodes, Problems& problems);

}  // namespace suanwang
