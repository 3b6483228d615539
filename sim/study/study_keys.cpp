#include "sim/study/study_keys.hpp"

#include <array>

namespace suanwang::keys {
namespace {

constexpr bool kNeeded = true;

constexpr std::array kStudyKeys{
    Key{"study", "1", "format version", {}, kNeeded},
    Key{"name", "a name", "what reports and the store call it; default: its folder or file"},
    Key{"title", "a title, or {en: ..., zh: ...}", "its question in words"},
    Key{"base", "a scenario: file, folder or name", "scenario that the cases change", {}, kNeeded},
    Key{"set", "a map such as {duration: 2 d}", "changes to the base, for every case"},
    Key{"replications", "a whole number from 1 to 100000",
        "runs of each case, on the same draws as the other cases'; default 1"},
    Key{"design", "grid, one-at-a-time or latin-hypercube",
        "how the axes make cases; default grid"},
    Key{"points", "a whole number from 1 to 1000000", "cases of a Latin hypercube"},
    Key{"design_seed", "a whole number", "of the Latin hypercube; default 1"},
    Key{"axes", "a list of axes", "what is varied"},
    Key{"cases", "a list of cases", "cases of their own, after those of the axes"},
    Key{"measures", "a list of names such as cost_cny",
        "numbers told of each case; default: cost, carbon, mean wait, utilization"},
    Key{"baseline", "the name of a case", "what the others are held against; default: the first"},
    Key{"pareto", "a list of two or more measures", "measures to be good in all at once"},
    Key{"hourly", "true or false", "keep the nation's hours of each run; default true"},
};

constexpr std::array kAxisKeys{
    Key{"key",
        "a path such as placement.policy, or a list of paths",
        "value of the scenario that it sets; several take the same",
        {},
        kNeeded},
    Key{"name", "a name", "what reports call it; default: the last word of the key"},
    Key{"values", "a list of values", "values that it takes"},
    Key{"from", "a number, with its unit", "one end of a range, instead of values"},
    Key{"to", "a number, with the same unit", "the other end"},
    Key{"steps", "a whole number from 2 to 100000", "values of a range, both ends included"},
    Key{"scale", "linear or log", "whether steps are equal by difference or by ratio"},
};

constexpr std::array kCaseKeys{
    Key{"name", "a name", "what reports call it", {}, kNeeded},
    Key{"set", "a map such as {placement.policy: cheapest}", "changes to the base"},
};

}  // namespace

const Keys kStudy{kStudyKeys};
const Keys kAxis{kAxisKeys};
const Keys kCase{kCaseKeys};

}  // namespace suanwang::keys
