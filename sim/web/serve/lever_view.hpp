#pragma once

#include <string>
#include <vector>

#include "sim/web/lever_effects.hpp"

namespace suanwang {

/// LeverInfo[] of model.ts.
std::string levers_view(const std::vector<OfferedLever>& levers);

}  // namespace suanwang
