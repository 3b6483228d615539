#include <cmath>
#include <limits>

#include "sim/report/phrases.hpp"
#include "sim/web/measure_view.hpp"
#include "sim/web/static_tables.hpp"

namespace suanwang {

std::string Shown::text(const Json& text) const {
  const std::string zh = text.at("zh"), en = text.at("en");
  return language_ == Language::zh && !zh.empty() ? zh : en;
}

std::string Shown::name(const Json& row) const {
  const std::string text = this->text(row.at("name"));
  return text.empty() ? row.at("id").get<std::string>() : text;
}

double Shown::number(const Json& number) {
  return number.is_null() ? std::numeric_limits<double>::quiet_NaN() : number.get<double>();
}

std::string Shown::value(Kind kind, const Json& number) const {
  return number.is_null() ? "-" : format_value(kind, number.get<double>(), language_);
}

std::string Shown::difference(Kind kind, double difference) const {
  return std::isfinite(difference) ? format_difference(kind, difference, language_) : "-";
}

std::string Shown::side(const Json& side) const {
  return phrase(side == "west" ? phrases::west : phrases::east);
}

Kind kind_named(const std::string& name) {
  for (int kind = 0; kind <= static_cast<int>(Kind::bytes); ++kind) {
    if (name == to_string(static_cast<Kind>(kind))) return static_cast<Kind>(kind);
  }
  return Kind::decimal;
}

}  // namespace suanwang
