#pragma once

#include <string>
#include <vector>

#include "sim/scenario/load.hpp"

namespace web_samples {

suanwang::Share share();
/// A scenario that comes with the program, with changes; throws where it has a problem.
suanwang::Scenario scenario_of(const std::string& name,
                               const std::vector<suanwang::Override>& changes = {});

}  // namespace web_samples
