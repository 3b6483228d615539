#pragma once

#include <string>
#include <string_view>

#include "sim/scenario/load.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/yaml_tree.hpp"

namespace suanwang {

/// Lays `over` upon `under`, which becomes what both say together.
///
/// Maps merge key by key; lists whose entries have ids merge by id, new ones at the end, and an
/// entry with `remove: true` takes out the one below; anything else is replaced, as are weights
/// (`from`, `choice`), where half an old and half a new map would be neither. A key that excludes
/// others, such as `until` and `duration`, takes them out.
void merge(YamlNode& under, YamlNode over);

/// Drops the entries that removed something. The others stay, for their reader to complain.
void drop_removals(YamlNode& node);

/// Takes out of a map the keys that cannot stand beside `key`.
void drop_alternatives(YamlNode& map, std::string_view key);

/// Applies one `--set`. Problems are called `--set PATH=VALUE`.
void apply(const Override& change, YamlNode& root, Problems& problems);

/// Gives a value and all in it another place: that of the entry that names it, or none.
void place_at(YamlNode& node, const Spot& spot);

}  // namespace suanwang
