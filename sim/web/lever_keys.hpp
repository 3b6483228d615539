#pragma once

#include "sim/scenario/yaml_map.hpp"

namespace suanwang::keys {

// The keys of scenarios/levers.yaml.

extern const Keys kLeverFile;
extern const Keys kLever;
extern const Keys kLeverRange;
extern const Keys kLeverStep;
extern const Keys kLeverChoice;
extern const Keys kLeverEffect;

}  // namespace suanwang::keys
