#include "sim/web/lever_numbers.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "sim/base/units.hpp"

namespace suanwang {

std::optional<NumberText> split_number(std::string_view text) {
  NumberText split;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, split.number);
  if (error != std::errc() || !std::isfinite(split.number)) return std::nullopt;
  split.rest = text.substr(static_cast<std::size_t>(end - text.data()));
  return split;
}

std::string plain_number(double number) { return fmt::format("{:.10g}", number); }

std::optional<double> in_unit_of(std::string_view text, std::string_view unit) {
  const std::string one = "1" + std::string(unit);
  for (int d = 0; d <= static_cast<int>(Dimension::energy_per_data); ++d) {
    const auto dimension = static_cast<Dimension>(d);
    const Quantity value = parse_quantity(text, dimension), by = parse_quantity(one, dimension);
    if (value.value && by.value && *by.value != 0) return *value.value / *by.value;
  }
  return std::nullopt;
}

}  // namespace suanwang
