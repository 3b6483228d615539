#include "sim/web/lesson_keys.hpp"

#include <array>

namespace suanwang::keys {
namespace {

constexpr bool kNeeded = true;
constexpr std::string_view kInBoth = "{en: ..., zh: ...}";

constexpr std::array kLessonKeys{
    Key{"lesson", "1", "format version", {}, kNeeded},
    Key{"number", "a whole number", "its place among the lessons", {}, kNeeded},
    Key{"title", kInBoth, "what lists call it", {}, kNeeded},
    Key{"scenario", "the name of a scenario", "what is run; default: that of its folder"},
    Key{"myth", kInBoth, "what many believe before", {}, kNeeded},
    Key{"question", kInBoth, "what the learner is to do", {}, kNeeded},
    Key{"prediction", "a block of keys", "asked before any lever moves", {}, kNeeded},
    Key{"levers",
        "a list of levers",
        "those that may be moved; the others are locked",
        {},
        kNeeded},
    Key{"checks",
        "a list of checks",
        "what is to be reached, and what must not suffer",
        {},
        kNeeded},
    Key{"trade_off",
        "two measures such as [wait_s.p95, cost_cny]",
        "across and up, in the chart at the end",
        {},
        kNeeded},
    Key{"finds",
        "a list of texts in both languages",
        "what the runs show, for the end",
        {},
        kNeeded},
    Key{"ask", "a list of texts in both languages", "questions for the class", {}, kNeeded},
    Key{"sources", "a list of texts", "where figures and method are from", {}, kNeeded},
};

constexpr std::array kPredictionKeys{
    Key{"question", kInBoth, "what will happen, or how much", {}, kNeeded},
    Key{"choices",
        "a list of choices such as {id: up, name: {en: ..., zh: ...}}",
        "two or more",
        {},
        kNeeded},
    Key{"answer", "the id of a choice", "what the runs say", {}, kNeeded},
};

constexpr std::array kPredictionChoiceKeys{
    Key{"id", "a short name", "of the choice", {}, kNeeded},
    Key{"name", kInBoth, "what the learner reads", {}, kNeeded},
};

constexpr std::array kLessonLeverKeys{
    Key{"id", "the id of a lever such as policy", "also the name of the sweep's axis", {}, kNeeded},
    Key{"values",
        "a list of numbers or words",
        "on the sweep's grid, in the order of its axis",
        {},
        kNeeded},
    Key{"start", "one of the values", "where the lesson begins", {}, kNeeded},
};

constexpr std::array kLessonCheckKeys{
    Key{"measure",
        "a measure such as wait_s.p95",
        "of the run; a column of the sweep's table",
        {},
        kNeeded},
    Key{"name", kInBoth, "what the learner reads", {}, kNeeded},
    Key{"at_least", "sweep or a number",
        "target from below: 0.7 of the way to the best, or stated"},
    Key{"at_most", "sweep or a number", "target from above, likewise"},
    Key{"of", "value or difference", "of the run, or of the run less the start; default value"},
    Key{"guard", "true or false", "what must not suffer; default false"},
};

constexpr std::array kBothLanguagesKeys{
    Key{"en", "a text", "in English", {}, kNeeded},
    Key{"zh", "a text", "in Chinese", {}, kNeeded},
};

}  // namespace

const Keys kLesson{kLessonKeys};
const Keys kPrediction{kPredictionKeys};
const Keys kPredictionChoice{kPredictionChoiceKeys};
const Keys kLessonLever{kLessonLeverKeys};
const Keys kLessonCheck{kLessonCheckKeys};
const Keys kBothLanguages{kBothLanguagesKeys};

}  // namespace suanwang::keys
