#include "sim/web/lesson_figures.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/suggest.hpp"
#include "sim/study/measures.hpp"

namespace suanwang {
namespace {

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

std::string LessonFigures::fill(const std::string& text, Language language,
                                std::string& why) const {
  std::string filled;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = std::min(text.find('{', at), text.size());
    filled.append(text, at, open - at);
    if (open == text.size()) break;
    const std::size_t close = text.find('}', open);
    if (close == text.npos) {
      why = "{ without }";
      return filled;
    }
    filled += figure(std::string_view(text).substr(open + 1, close - open - 1), language, why);
    at = close + 1;
  }
  return filled;
}

std::string LessonFigures::figure(std::string_view asked, Language language,
                                  std::string& why) const {
  const std::size_t at = asked.find(" @ ");
  const std::string name(without_blanks(asked.substr(0, at)));
  const auto column = table_.measure(name);
  const auto measure = find_measure(name);
  if (!column || !measure) {
    why = fmt::format("{} is no measure of the sweep's table{}", in_quotes(name),
                      did_you_mean(name, {table_.measures.begin(), table_.measures.end()}));
    return {};
  }
  const std::string_view cases = at == asked.npos ? "start" : asked.substr(at + 3);
  const std::size_t minus = cases.find(" - ");
  const auto row = row_of(cases.substr(0, minus), why);
  if (!row) return {};
  const double value = table_.rows[*row].measures[*column];
  if (minus == cases.npos) return format_value(measure->kind(), value, language);
  const auto other = row_of(cases.substr(minus + 3), why);
  if (!other) return {};
  return format_difference(measure->kind(), value - table_.rows[*other].measures[*column],
                           language);
}

std::optional<std::size_t> LessonFigures::row_of(std::string_view settings,
                                                 std::string& why) const {
  std::vector<std::size_t> values = start_;
  settings = without_blanks(settings);
  while (!settings.empty() && settings != "start") {
    const std::size_t comma = std::min(settings.find(','), settings.size());
    const std::string_view setting = settings.substr(0, comma);
    settings.remove_prefix(std::min(comma + 1, settings.size()));
    const std::size_t equals = std::min(setting.find('='), setting.size());
    const std::string_view name = without_blanks(setting.substr(0, equals));
    const std::string value(without_blanks(setting.substr(std::min(equals + 1, setting.size()))));
    const auto axis = std::find_if(table_.axes.begin(), table_.axes.end(),
                                   [&](const LessonAxis& one) { return one.name == name; });
    if (axis == table_.axes.end()) {
      why = fmt::format("{} is no lever of the lesson", in_quotes(name));
      return std::nullopt;
    }
    const auto found = std::find(axis->values.begin(), axis->values.end(), value);
    if (found == axis->values.end()) {
      why = fmt::format("{} is no value of {}{}", in_quotes(value), axis->name,
                        did_you_mean(value, {axis->values.begin(), axis->values.end()}));
      return std::nullopt;
    }
    values[static_cast<std::size_t>(axis - table_.axes.begin())] =
        static_cast<std::size_t>(found - axis->values.begin());
  }
  return table_.row(values);
}

}  // namespace suanwang
