#pragma once

#include <string>

#include "sim/scenario/load.hpp"
#include "sim/web/serve/gallery.hpp"

namespace suanwang {

/// What diagnostics call a scenario that was pasted into the page.
inline constexpr const char* kPastedName = "pasted.yaml";

/// Reads a scenario that a visitor wrote.
///
/// It starts from scenarios and models by their names alone and names no file; it is of a size that
/// one run can bear on a machine that others use too. What is refused is told with line and column.
Loaded load_pasted(const std::string& text, const Gallery& gallery);

}  // namespace suanwang
