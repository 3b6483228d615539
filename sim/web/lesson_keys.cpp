#include "sim/web/lesson_keys.hpp"

#include <array>

namespace suanwang::keys {
namespace {

constexpr bool kMust = true;
constexpr std::string_view kBoth = "{en: ..., zh: ...}";

constexpr std::array kLessonKeys{
    Key{"lesson", "1", "format version", {}, kMust},
    Key{"number", "a whole number", "its place among the lessons", {}, kMust},
    Key{"title", kBoth, "what lists call it", {}, kMust},
    Key{"scenario", "the name of a scenario", "what is run; default: that of its folder"},
    Key{"myth", kBoth, "what many believe before", {}, kMust},
    Key{"question", kBoth, "what the learner is to do", {}, kMust},
    Key{"prediction", "a block of keys", "asked before any lever moves", {}, kMust},
    Key{"levers", "a list of levers", "those that may be moved; the others are locked", {}, kMust},
    Key{"checks", "a list of checks", "what is to be reached, and what must not suffer", {}, kMust},
    Key{"trade_off",
        "two measures such as [wait_s.p95, cost_cny]",
        "across and up, in the chart at the end",
        {},
        kMust},
    Key{"finds", "a list of texts in both languages", "what the runs show, for the end", {}, kMust},
    Key{"ask", "a list of texts in both languages", "questions for the class", {}, kMust},
    Key{"sources", "a list of texts", "where figures and method are from", {}, kMust},
};

constexpr std::array kPredictionKeys{
    Key{"question", kBoth, "what will happen, or how much", {}, kMust},
    Key{"choices",
        "a list of choices such as {id: up, name: {en: ..., zh: ...}}",
        "two or more",
        {},
        kMust},
    Key{"answer", "the id of a choice", "what the runs say", {}, kMust},
};

constexpr std::array kChoiceKeys{
    Key{"id", "a short name", "of the choice", {}, kMust},
    Key{"name", kBoth, "what the learner reads", {}, kMust},
};

constexpr std::array kLeverKeys{
    Key{"id", "the id of a lever such as policy", "also the name of the sweep's axis", {}, kMust},
    Key{"values",
        "a list of numbers or words",
        "on the sweep's grid, in the order of its axis",
        {},
        kMust},
    Key{"start", "one of the values", "where the lesson begins", {}, kMust},
};

constexpr std::array kCheckKeys{
    Key{"measure",
        "a measure such as wait_s.p95",
        "of the run; a column of the sweep's table",
        {},
        kMust},
    Key{"name", kBoth, "what the learner reads", {}, kMust},
    Key{"at_least", "sweep or a number",
        "target from below: 0.7 of the way to the best, or stated"},
    Key{"at_most", "sweep or a number", "target from above, likewise"},
    Key{"of", "value or difference", "of the run, or of the run less the start; default value"},
    Key{"guard", "true or false", "what must not suffer; default false"},
};

constexpr std::array kLanguageKeys{
    Key{"en", "a text", "in English", {}, kMust},
    Key{"zh", "a text", "in Chinese", {}, kMust},
};

}  // namespace

const Keys kLesson{kLessonKeys};
const Keys kPrediction{kPredictionKeys};
const Keys kPredictionChoice{kChoiceKeys};
const Keys kLessonLever{kLeverKeys};
const Keys kLessonCheck{kCheckKeys};
const Keys kBothLanguages{kLanguageKeys};

}  // namespace suanwang::keys
