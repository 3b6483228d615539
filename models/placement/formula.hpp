#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace suanwang {

/// A variable that the expression of the `formula` policy may use.
struct FormulaVariable {
  std::string_view name;
  std::string_view meaning;  ///< with its unit
};

/// All of them, in the order of the documentation.
std::span<const FormulaVariable> formula_variables();

/// What is wrong with an expression.
struct FormulaProblem {
  std::size_t position = 0;  ///< characters before the mistake
  std::string message;
};

/// Checks an expression: its grammar, its names, and that it is a finite number where variables
/// take values that they often have, 0 among them. Empty if all is well.
std::optional<FormulaProblem> check_formula(const std::string& expression);

}  // namespace suanwang
