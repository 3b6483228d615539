#include "sim/web/lesson.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <set>

#include "sim/base/suggest.hpp"
#include "sim/study/measures.hpp"
#include "sim/web/lesson_figures.hpp"
#include "sim/web/lesson_keys.hpp"
#include "sim/web/lesson_sweep.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 2> kCheckedOf{"value", "difference"};
constexpr std::array<std::string_view, 2> kRules{"at_most", "at_least"};

std::optional<double> lesson_number(const std::string& text) {
  double number = 0;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (error != std::errc() || end != last || text.empty()) return std::nullopt;
  return number;
}

LeverSetting setting_of(const std::string& text) {
  const auto number = lesson_number(text);
  return number ? LeverSetting{*number} : LeverSetting{text};
}

/// A text that must be there in both languages.
Text read_both(const YamlValue& yaml) {
  Text text;
  if (!yaml.given()) return text;
  if (!yaml.is_map()) {
    yaml.error("expected a text in both languages: {en: ..., zh: ...}");
    return text;
  }
  const YamlMap map = yaml.map(keys::kBothLanguages);
  text = {map["en"].text(), map["zh"].text()};
  for (const char* language : {"en", "zh"}) {
    if (map["en"].given() && map["zh"].given() && map[language].text().empty()) {
      map[language].error("is empty; expected the text in this language");
    }
  }
  return text;
}

/// Reads one lesson.
class LessonReader {
 public:
  LessonReader(Problems& problems, fs::path folder)
      : problems_(problems), folder_(std::move(folder)) {}

  Lesson read(const YamlNode& tree, const std::string& id) {
    const YamlValue root(&tree, tree.spot, "", "a lesson", problems_);
    const YamlMap map(root, keys::kLesson, problems_);
    Lesson lesson;
    lesson.id = id;
    if (map.has("lesson")) map["lesson"].integer(1, 1, 1);
    lesson.number = static_cast<int>(map["number"].integer(1, 1000, 1));
    lesson.title = read_both(map["title"]);
    lesson.scenario = map["scenario"].text("lessons/" + id);
    lesson.myth = read_both(map["myth"]);
    lesson.question = read_both(map["question"]);
    read_prediction(map["prediction"], lesson);
    for (const YamlValue& lever : map["levers"].items()) read_lever(lever, lesson);
    if (map["levers"].is_list() && lesson.levers.empty()) map["levers"].error("needs a lever");
    for (const YamlValue& check : map["checks"].items()) read_check(check);
    read_trade_off(map["trade_off"], lesson);
    for (const YamlValue& source : map["sources"].items()) lesson.sources.push_back(source.text());
    for (const YamlValue& ask : map["ask"].items()) lesson.asks.push_back(read_both(ask));
    for (const YamlValue& find : map["finds"].items()) lesson.finds.push_back(read_both(find));
    if (problems_.empty()) add_sweep(map, lesson);
    return lesson;
  }

 private:
  void read_prediction(const YamlValue& yaml, Lesson& lesson) {
    if (!yaml.is_map()) return yaml.unexpected();
    const YamlMap map = yaml.map(keys::kPrediction);
    lesson.prediction = read_both(map["question"]);
    std::set<std::string> ids;
    for (const YamlValue& choice : map["choices"].items()) {
      if (!choice.is_map()) {
        choice.error("expected a choice such as {id: up, name: {en: ..., zh: ...}}");
        continue;
      }
      const YamlMap one = choice.map(keys::kPredictionChoice);
      lesson.choices.push_back({one["id"].text(), read_both(one["name"])});
      if (!ids.insert(lesson.choices.back().id).second) one["id"].error("stands here twice");
    }
    if (map["choices"].is_list() && lesson.choices.size() < 2) {
      map["choices"].error("needs two choices or more");
    }
    lesson.answer = map["answer"].text();
    if (map.has("answer") && !ids.count(lesson.answer)) {
      map["answer"].error(fmt::format("{} is none of the choices{}", in_quotes(lesson.answer),
                                      did_you_mean(lesson.answer, {ids.begin(), ids.end()})));
    }
  }

  void read_lever(const YamlValue& yaml, Lesson& lesson) {
    if (!yaml.is_map()) {
      return yaml.error("expected a lever such as {id: policy, values: [nearest], start: nearest}");
    }
    const YamlMap map = yaml.map(keys::kLessonLever);
    LessonLever lever{map["id"].text(), {}, 0};
    for (const YamlValue& value : map["values"].items()) {
      lever.values.push_back(setting_of(value.text()));
    }
    const LeverSetting start = setting_of(map["start"].text());
    const auto found = std::find(lever.values.begin(), lever.values.end(), start);
    if (found != lever.values.end()) {
      lever.start = static_cast<std::size_t>(found - lever.values.begin());
    } else if (map.has("start")) {
      map["start"].error("is none of the values");
    }
    lever_marks_.push_back(yaml.mark());
    lesson.levers.push_back(std::move(lever));
  }

  void read_check(const YamlValue& yaml) {
    if (!yaml.is_map()) {
      return yaml.error(
          "expected a check such as {measure: wait_s.p95, at_most: sweep, name: ...}");
    }
    const YamlMap map = yaml.map(keys::kLessonCheck);
    StatedCheck stated;
    LessonCheck& check = stated.check;
    stated.mark = yaml.mark();
    check.measure = map["measure"].text();
    check.name = read_both(map["name"]);
    check.of_difference = map["of"].word(kCheckedOf, 0) == 1;
    check.is_guard = map["guard"].flag(false);
    if (const auto rule = map.one_of(kRules)) {
      check.at_least = *rule == 1;
      const YamlValue target = map[kRules[*rule]];
      stated.from_sweep = target.text() == "sweep";
      const auto number = lesson_number(target.text());
      if (number) check.target = *number;
      if (!number && !stated.from_sweep) target.unexpected();
      if (stated.from_sweep && check.is_guard) {
        target.error(
            "a guard says a number; the sweep's target follows from what keeps the guards");
      }
    }
    checks_.push_back(std::move(stated));
  }

  void read_trade_off(const YamlValue& yaml, Lesson& lesson) {
    const std::vector<YamlValue> items = yaml.items();
    if (yaml.given() && items.size() != 2) return yaml.unexpected();
    if (items.size() != 2) return;
    lesson.front_x = items[0].text();
    lesson.front_y = items[1].text();
  }

  /// All that the stored sweep says.
  void add_sweep(const YamlMap& map, Lesson& lesson) {
    const LessonTable table = read_lesson_table((folder_ / "study.yaml").string(),
                                                (folder_ / "expected.csv").string(), problems_);
    if (!problems_.empty()) return;
    check_levers(map, lesson, table);
    check_measures(map, lesson, table);
    if (!problems_.empty()) return;
    judge_lesson(lesson, table, checks_, problems_);
    fill_finds(map, lesson, table);
  }

  /// The sweep's axes are the lesson's levers, value by value.
  void check_levers(const YamlMap& map, const Lesson& lesson, const LessonTable& table) {
    if (lesson.levers.size() != table.axes.size()) {
      map["levers"].error(fmt::format("has {} levers, the sweep {} axes; expected the same",
                                      lesson.levers.size(), table.axes.size()));
      return;
    }
    for (std::size_t i = 0; i < table.axes.size(); ++i) {
      const LessonLever& lever = lesson.levers[i];
      const LessonAxis& axis = table.axes[i];
      if (lever.id != axis.name) {
        problems_.add(lever_marks_[i], "levers",
                      fmt::format("{} stands where the sweep has the axis {}", in_quotes(lever.id),
                                  in_quotes(axis.name)));
      } else if (lever.values.size() != axis.values.size()) {
        problems_.add(lever_marks_[i], "levers",
                      fmt::format("{} has {} values, its axis {}", in_quotes(lever.id),
                                  lever.values.size(), axis.values.size()));
      }
    }
  }

  void check_measures(const YamlMap& map, const Lesson& lesson, const LessonTable& table) {
    const auto need = [&](const Mark& mark, const char* path, const std::string& measure) {
      if (table.measure(measure)) return true;
      problems_.add(
          mark, path,
          fmt::format("{} is no measure of the sweep's table{}", in_quotes(measure),
                      did_you_mean(measure, {table.measures.begin(), table.measures.end()})));
      return false;
    };
    bool has_goal = false;
    for (const StatedCheck& stated : checks_) {
      need(stated.mark, "checks", stated.check.measure);
      has_goal = has_goal || !stated.check.is_guard;
    }
    if (!has_goal) map["checks"].error("needs one that is no guard");
    for (const std::string* measure : {&lesson.front_x, &lesson.front_y}) {
      const YamlValue trade_off = map["trade_off"];
      if (need(trade_off.mark(), "trade_off", *measure) && !is_high_better(*measure, checks_)) {
        trade_off.error(
            fmt::format("{} is neither better high nor better low, and no check says "
                        "which",
                        in_quotes(*measure)));
      }
    }
  }

  void fill_finds(const YamlMap& map, Lesson& lesson, const LessonTable& table) {
    std::vector<std::size_t> start;
    for (const LessonLever& lever : lesson.levers) start.push_back(lever.start);
    const LessonFigures figures(table, start);
    const std::vector<YamlValue> items = map["finds"].items();
    for (std::size_t i = 0; i < items.size(); ++i) {
      for (const Language language : {Language::en, Language::zh}) {
        Text& find = lesson.finds[i];
        std::string& text = language == Language::en ? find.en : find.zh;
        std::string why;
        text = figures.fill(text, language, why);
        if (!why.empty()) items[i].error(why);
      }
    }
  }

  Problems& problems_;
  fs::path folder_;
  std::vector<StatedCheck> checks_;
  std::vector<Mark> lever_marks_;
};

}  // namespace

LoadedLesson load_lesson(const std::string& id, const Share& share) {
  Problems problems;
  LoadedLesson loaded;
  const std::vector<std::string> ids = lesson_ids(share);
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
    problems.add({id, 0, 0}, "",
                 "there is no such lesson" + did_you_mean(id, {ids.begin(), ids.end()}));
  } else {
    const fs::path folder = share.scenarios / "lessons" / id;
    const auto tree = parse_yaml_file((folder / "lesson.yaml").string(), problems);
    if (tree) {
      Lesson lesson = LessonReader(problems, folder).read(*tree, id);
      if (problems.empty()) loaded.lesson = std::move(lesson);
    }
  }
  loaded.problems = problems.sorted();
  return loaded;
}

std::vector<std::string> lesson_ids(const Share& share) {
  std::vector<std::string> ids;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(share.scenarios / "lessons", error)) {
    std::error_code ignored;
    if (fs::exists(entry.path() / "lesson.yaml", ignored)) {
      ids.push_back(entry.path().filename().string());
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace suanwang
