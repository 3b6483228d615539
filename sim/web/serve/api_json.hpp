#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sim/base/diagnostic.hpp"
#include "sim/web/lever_effects.hpp"

namespace suanwang {

/// The body of a request: a JSON object, else an ApiProblem.
nlohmann::json read_body(const std::string& body);

/// A text of at most so many bytes under a key; an ApiProblem where it is not there.
std::string text_in(const nlohmann::json& object, const char* key, std::size_t most_bytes);

/// LeverValues of model.ts under a key; an ApiProblem where they are none.
LeverValues levers_in(const nlohmann::json& object, const char* key);

/// The same back.
std::string levers_json(const LeverValues& values);

/// Problem[] of model.ts.
std::string problems_json(const Diagnostics& problems);

}  // namespace suanwang
