#pragma once

#include "sim/engine/results.hpp"
#include "sim/web/json_text.hpp"

namespace suanwang {

/// `money` and `money_flows` of RunView in model.ts.
void write_money(JsonText& json, const Results& results);

}  // namespace suanwang
