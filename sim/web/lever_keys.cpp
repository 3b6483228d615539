#include "sim/web/lever_keys.hpp"

#include <array>

namespace suanwang::keys {
namespace {

constexpr bool kMust = true;

constexpr std::array kLeverFileKeys{
    Key{"suanwang_levers", "1", "format version", {}, kMust},
    Key{"live", "a map of scenarios such as {east-west-2025: {duration: 8 d}}",
        "those that are quick enough for a slider, with what the live page changes in them"},
    Key{"levers", "a list of levers", "in the order of the page", {}, kMust},
};

constexpr std::array kOneLeverKeys{
    Key{"id", "an id such as west-capacity", "name by which links and lessons know it", {}, kMust},
    Key{"name", "a name, {en: ..., zh: ...}", "what the page calls it", {}, kMust},
    Key{"about", "a sentence or two, {en: ..., zh: ...}", "what to watch, who loses", {}, kMust},
    Key{"drawer",
        "policy or assumption",
        "what somebody decides, or what the world does",
        {},
        kMust},
    Key{"unit", "a unit, or {en: ..., zh: ...}", "of a number"},
    Key{"range", "a block of keys such as {low: 0, high: 2, step: 0.1, initial: 1}", "of a number"},
    Key{"steps", "a list of steps such as {value: 1, name: ...}", "values with names"},
    Key{"choices", "a list of choices such as {value: none, name: ...}", "instead of a range"},
    Key{"initial", "a word of the choices", "where the scenario does not say; default the first"},
    Key{"needs", "a list of paths such as services[*].latency",
        "without which a scenario is not offered the lever"},
    Key{"sets", "a list of effects such as {at: demand, to: \"{}\"}",
        "what it does to a scenario where it is moved"},
    Key{"source", "where its numbers are from", "shown beside the lever", {}, kMust},
    Key{"confidence",
        "high, medium, low, estimate or scenario",
        "how sure its numbers are",
        {},
        kMust},
};

constexpr std::array kRangeKeys{
    Key{"low", "a number", "least value", {}, kMust},
    Key{"high", "a number", "greatest value", {}, kMust},
    Key{"step", "a number above 0", "of the slider", {}, kMust},
    Key{"initial", "a number", "where the scenario does not say", {}, kMust},
};

constexpr std::array kStepKeys{
    Key{"value", "a number", "within the range", {}, kMust},
    Key{"name", "a name, {en: ..., zh: ...}", "what it is called", {}, kMust},
};

constexpr std::array kChoiceKeys{
    Key{"value", "a word such as none", "what links hold", {}, kMust},
    Key{"name", "a name, {en: ..., zh: ...}", "what the page calls it", {}, kMust},
    Key{"sets", "a list of effects such as {at: demand, to: 2}", "what it does to a scenario"},
};

constexpr std::array kEffectKeys{
    Key{"at", "a path such as sites[west].pools[*].count", "where", {}, kMust},
    Key{"to", "a value", "which the key then has"},
    Key{"fill", "a value", "which the key then has if the scenario gives it none"},
    Key{"times", "a number, or {}", "by which the number that stands there is multiplied"},
    Key{"plus", "a value such as {} ms", "which is added to the number that stands there"},
    Key{"add", "a block of keys", "one more entry of the list"},
    Key{"drop", "true", "the key is taken out"},
    Key{"factor", "a number", "of the lever's own, before it is filled in; default 1"},
    Key{"whole", "true or false", "the result is a count; default false"},
    Key{"make", "true or false",
        "make what is missing on the way, also in lists of which each entry would have it; default "
        "false"},
};

}  // namespace

const Keys kLeverFile{kLeverFileKeys};
const Keys kLever{kOneLeverKeys};
const Keys kLeverRange{kRangeKeys};
const Keys kLeverStep{kStepKeys};
const Keys kLeverChoice{kChoiceKeys};
const Keys kLeverEffect{kEffectKeys};

}  // namespace suanwang::keys
