#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "models/queue/discipline.hpp"

namespace suanwang {

/// Names of all queue disciplines, sorted.
std::vector<std::string_view> discipline_names();

/// A fresh, empty queue; null for an unknown name.
std::unique_ptr<QueueDiscipline> make_discipline(std::string_view name);

}  // namespace suanwang
