#pragma once

#include "sim/scenario/yaml_map.hpp"

namespace suanwang::keys {

// The keys of a lesson.yaml, as those of a scenario are in sim/scenario/keys.hpp.
extern const Keys kLesson;
extern const Keys kPrediction;
extern const Keys kPredictionChoice;
extern const Keys kLessonLever;
extern const Keys kLessonCheck;
extern const Keys kBothLanguages;

}  // namespace suanwang::keys
