#pragma once

#include <string_view>

namespace suanwang {

/// Is the map under this key one value, of which merge() keeps nothing where it is given anew?
/// Weights that belong together: half an old and half a new map would be neither.
constexpr bool is_one_value(std::string_view key) { return key == "from" || key == "choice"; }

}  // namespace suanwang
