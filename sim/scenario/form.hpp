#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "sim/base/units.hpp"

namespace suanwang {

/// Where the values of a key may lie, in its inside unit.
struct Range {
  double low = 0;
  double high = std::numeric_limits<double>::infinity();
  bool above_low = false;  ///< `low` itself is not allowed
};

/// The words that a key knows; a function, since some come from tables of their own.
using Words = std::vector<std::string_view> (*)();

/// One form that the value of a key may take, as editors are told.
///
/// Reading says more: what an id refers to, which values go together. A test tries values at every
/// key and holds that the two agree.
struct Form {
  enum class Kind {
    text,          ///< any text
    id,            ///< of an entry, or of a row of the catalogue
    date,          ///< such as 2025-03-01
    ratio,         ///< a factor such as 2, or 1/2
    percentage,    ///< such as 70 %, where a bare number would be ambiguous
    word,          ///< one of `words`
    integer,       ///< in `range`
    quantity,      ///< of `dimension`, in `range`
    distribution,  ///< the block `distribution` of such quantities
    parameter,     ///< a quantity of the distribution that it belongs to
    choice,        ///< values of the distribution it belongs to, with their weights
    weights,       ///< ids with their weights
    block,         ///< of keys; `block` names its table
  };

  Kind kind = Kind::text;
  Dimension dimension = Dimension::number;
  Range range{};
  std::string_view block{};
  Words words = nullptr;
  bool list = false;  ///< not one of them but a list
  std::size_t fewest = 0;
  std::size_t most = std::numeric_limits<std::size_t>::max();
};

/// The forms among which a value has a choice.
class Forms {
 public:
  constexpr Forms() = default;
  constexpr Forms(Form only) : forms_{only}, count_(1) {}
  constexpr Forms(Form one, Form other) : forms_{one, other}, count_(2) {}
  constexpr Forms(Form one, Form other, Form third) : forms_{one, other, third}, count_(3) {}

  constexpr std::span<const Form> all() const { return {forms_.data(), count_}; }

 private:
  std::array<Form, 3> forms_{};
  std::size_t count_ = 0;
};

/// Short ways to write a form in the tables of keys.cpp.
namespace forms {

inline constexpr Form kAnyText{};
inline constexpr Form kAnId{.kind = Form::Kind::id};
inline constexpr Form kADate{.kind = Form::Kind::date};
inline constexpr Form kARatio{.kind = Form::Kind::ratio};
inline constexpr Form kAPercentage{.kind = Form::Kind::percentage};
inline constexpr Form kChoice{.kind = Form::Kind::choice};
inline constexpr Form kIdWeights{.kind = Form::Kind::weights};

constexpr Form word(Words words) { return {.kind = Form::Kind::word, .words = words}; }

constexpr Form integer(double low, double high) {
  return {.kind = Form::Kind::integer, .range = {.low = low, .high = high}};
}

constexpr Form quantity(Dimension dimension, Range range = {}) {
  return {.kind = Form::Kind::quantity, .dimension = dimension, .range = range};
}

constexpr Form number(double low, double high) {
  return quantity(Dimension::number, {.low = low, .high = high});
}

constexpr Form number_above(double low, double high) {
  return quantity(Dimension::number, {.low = low, .high = high, .above_low = true});
}

constexpr Form fraction(bool above_zero = false) {
  return quantity(Dimension::fraction, {.low = 0, .high = 1, .above_low = above_zero});
}

constexpr Form distribution(Dimension dimension, Range range = {}) {
  return {.kind = Form::Kind::distribution, .dimension = dimension, .range = range};
}

/// A quantity that may be drawn anew for each job.
constexpr Forms drawn(Dimension dimension) {
  return {quantity(dimension), distribution(dimension)};
}

/// A parameter that may have any value of the distribution, or any above 0.
constexpr Form parameter(bool above_zero = false) {
  return {.kind = Form::Kind::parameter, .range = {.above_low = above_zero}};
}

constexpr Form block(std::string_view name) { return {.kind = Form::Kind::block, .block = name}; }

constexpr Form list(Form of, std::size_t fewest = 0,
                    std::size_t most = std::numeric_limits<std::size_t>::max()) {
  of.list = true;
  of.fewest = fewest;
  of.most = most;
  return of;
}

/// A list of exactly `length` numbers.
constexpr Form numbers(std::size_t length, double low, double high) {
  return list(number(low, high), length, length);
}

}  // namespace forms
}  // namespace suanwang
