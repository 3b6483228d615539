#pragma once

#include <string>

#include "sim/scenario/yaml_tree.hpp"

namespace suanwang {

/// A tree as YAML text that parse_yaml() reads back as the same tree (places apart): a block for
/// each key of the top and each entry of its lists, the rest on one line.
std::string to_yaml(const YamlNode& node);

/// The same on one line, as the value of a key or of `--set`.
std::string to_yaml_line(const YamlNode& node);

}  // namespace suanwang
