#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace suanwang {

/// `9.6 Tbps` as 9.6 and ` Tbps`.
struct NumberText {
  double number = 0;
  std::string_view rest;
};

/// Nothing where the text does not begin with a number.
std::optional<NumberText> split_number(std::string_view text);

/// Ten digits: what multiplying adds beyond them is noise.
std::string plain_number(double number);

/// A quantity in the unit of another one; nothing where no dimension has both.
std::optional<double> in_unit_of(std::string_view text, std::string_view unit);

}  // namespace suanwang
