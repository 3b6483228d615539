#pragma once

#include <string>

namespace suanwang {

/// The JSON Schema (draft-07) of the scenario format, as text: what an editor completes, explains
/// and underlines. Made from the tables that reading uses.
///
/// It speaks of one file, which may tell the changes to a `base` or `model` only, so that few keys
/// are required; `suanwang check` sees the whole.
std::string scenario_schema();

}  // namespace suanwang
