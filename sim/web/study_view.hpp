#pragma once

#include <string>

#include "sim/study/study_results.hpp"

namespace suanwang {

/// The answers of a study, as far as its runs are there: StudyView of model.ts.
std::string study_view(const StudyPlan& plan, const StudyResults& results);

}  // namespace suanwang
