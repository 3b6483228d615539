#pragma once

#include <limits>

#include "sim/scenario/problems.hpp"
#include "sim/study/study.hpp"

namespace suanwang {

/// Notes what cannot be run: a base with problems, an axis of an unknown path or one that changes
/// nothing, values and cases that the scenario refuses, measures of parts that are not there.
/// `tree` is the study as it was read, for places.
void check_study(const Study& study, const YamlNode& tree, const MergedScenario& base,
                 const Share& share, Problems& problems);

/// `400 Gbps`; the number so that it reads back exactly.
std::string with_unit(double number, const std::string& unit);

/// The value at a share of an axis, from 0 to below 1, a number to so many digits.
std::string value_at(const Axis& axis, double share,
                     int digits = std::numeric_limits<double>::max_digits10);

/// Do two trees say the same, wherever they stand?
bool same_tree(const YamlNode& a, const YamlNode& b);

}  // namespace suanwang
