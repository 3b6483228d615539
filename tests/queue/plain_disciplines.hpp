#pragma once

#include <memory>
#include <string_view>

#include "models/queue/discipline.hpp"

namespace suanwang {

/// A discipline written as plainly as possible, full scans and nothing kept that can be counted
/// afresh, to hold the quick one of the same name against.
std::unique_ptr<QueueDiscipline> make_plain(std::string_view name, double half_life_s = 1);

}  // namespace suanwang
