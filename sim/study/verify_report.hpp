#pragma once

#include <vector>

#include "sim/report/format.hpp"
#include "sim/study/conformance.hpp"

namespace suanwang {

/// Every case with its verdict, under its group and source, and how many there are of each.
std::string verify_report(const std::vector<CaseResult>& results, Language language);

/// A list of {"id", "group", "source", "expected", "got", "verdict", "reason"}; texts are English.
CaseJson verify_json(const std::vector<CaseResult>& results);

}  // namespace suanwang
