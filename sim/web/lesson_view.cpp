#include <algorithm>

#include "sim/web/json_text.hpp"
#include "sim/web/lesson.hpp"

namespace suanwang {
namespace {

void write(JsonText& json, const LeverSetting& setting) {
  std::visit([&](const auto& value) { json.value(value); }, setting);
}

/// LeverValues of model.ts.
void write_levers(JsonText& json, const Lesson& lesson, const LessonCase& one) {
  json.key("levers").open('{');
  for (std::size_t i = 0; i < lesson.levers.size(); ++i) {
    json.key(lesson.levers[i].id);
    write(json, lesson.levers[i].values[one.values[i]]);
  }
  json.close('}');
}

void write_case(JsonText& json, const Lesson& lesson, const LessonCase& one) {
  write_levers(json, lesson, one);
  json.key("measures").open('{');
  for (std::size_t m = 0; m < lesson.measures.size(); ++m) {
    json.field(lesson.measures[m], one.measures[m]);
  }
  json.close('}');
}

void write_list(JsonText& json, const char* name, const std::vector<Text>& texts) {
  json.key(name).open('[');
  for (const Text& text : texts) json.value(text);
  json.close(']');
}

void write_info(JsonText& json, const Lesson& lesson) {
  json.field("id", lesson.id).field("number", lesson.number).field("title", lesson.title);
}

void write_prediction(JsonText& json, const Lesson& lesson) {
  json.key("prediction").open('{').field("question", lesson.prediction);
  json.key("choices").open('[');
  for (const Lesson::Choice& choice : lesson.choices) {
    json.open('{').field("id", choice.id).field("name", choice.name).close('}');
  }
  json.close(']').field("answer", lesson.answer).close('}');
}

void write_checks(JsonText& json, const Lesson& lesson) {
  json.key("checks").open('[');
  for (const LessonCheck& check : lesson.checks) {
    json.open('{').field("measure", check.measure).field("name", check.name);
    json.field("rule", check.at_least ? "at_least" : "at_most");
    json.field("of", check.of_difference ? "difference" : "value");
    json.field("target", check.target).field("guard", check.is_guard).close('}');
  }
  json.close(']');
}

}  // namespace

std::string lesson_json(const Lesson& lesson) {
  JsonText json;
  json.open('{');
  write_info(json, lesson);
  json.field("scenario", lesson.scenario);
  json.field("myth", lesson.myth).field("question", lesson.question);
  write_prediction(json, lesson);
  json.key("levers").open('[');
  for (const LessonLever& lever : lesson.levers) json.value(lever.id);
  json.close(']').key("start").open('{');
  for (const LessonLever& lever : lesson.levers) {
    json.key(lever.id);
    write(json, lever.values[lever.start]);
  }
  json.close('}');
  write_checks(json, lesson);
  json.key("best").open('{');
  write_case(json, lesson, lesson.cases[lesson.best]);
  json.close('}').key("front").open('[');
  for (const LessonCase& one : lesson.cases) {
    json.open('{');
    write_case(json, lesson, one);
    json.field("on_front", one.is_front).close('}');
  }
  json.close(']').key("front_measures").open('[');
  json.value(lesson.front_x).value(lesson.front_y).close(']');
  write_list(json, "finds", lesson.finds);
  write_list(json, "ask", lesson.asks);
  json.key("sources").open('[');
  for (const std::string& source : lesson.sources) json.value(source);
  return std::move(json.close(']').close('}')).text();
}

std::string lessons_json(const std::vector<Lesson>& lessons) {
  std::vector<const Lesson*> sorted;
  for (const Lesson& lesson : lessons) sorted.push_back(&lesson);
  std::sort(sorted.begin(), sorted.end(), [](const Lesson* a, const Lesson* b) {
    return std::pair(a->number, a->id) < std::pair(b->number, b->id);
  });
  JsonText json;
  json.open('[');
  for (const Lesson* lesson : sorted) {
    json.open('{');
    write_info(json, *lesson);
    json.close('}');
  }
  json.close(']');
  return std::move(json).text();
}

}  // namespace suanwang
