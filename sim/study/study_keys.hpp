#pragma once

#include "sim/scenario/yaml_map.hpp"

namespace suanwang::keys {

// The keys of a study, as those of a scenario are in sim/scenario/keys.hpp.
extern const Keys kStudy;
extern const Keys kAxis;
extern const Keys kCase;

}  // namespace suanwang::keys
