#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace suanwang {

inline constexpr double kHour_s = 3600;
inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// What a quantity measures, and so which units it may be written in. In brackets: the unit inside.
enum class Dimension {
  number,              ///< no unit
  fraction,            ///< a number, or per cent
  duration,            ///< [s]
  data,                ///< [byte]
  data_rate,           ///< [bit/s]
  power,               ///< [W]
  flops,               ///< computing speed [FLOP/s]
  work,                ///< computing work [FLOP]
  price_per_energy,    ///< [CNY/kWh]
  price_per_data,      ///< [CNY/GB]
  carbon,              ///< carbon intensity [kg/kWh]
  rate,                ///< how often [1/s]
  speed,               ///< of light in fibre [m/s]
  energy,              ///< [J]
  price_per_power,     ///< of a demand charge, each month [CNY/kW]
  money,               ///< [CNY]
  temperature,         ///< [degC]
  temperature_change,  ///< [K]; may be below 0 and carry a plus sign
  water,               ///< for cooling [litre/kWh]
  card_time,           ///< cards x time [card-hour]
  price_per_card,      ///< [CNY/card-hour]
  price_per_carbon,    ///< [CNY/kg]
  price_per_water,     ///< [CNY/litre]
};

/// `a data rate`, as a message says it.
std::string_view dimension_name(Dimension dimension);

/// A well-formed quantity, such as `400 Gbps`.
std::string_view dimension_example(Dimension dimension);

/// The units of a dimension as a scenario spells them, from small to large.
std::vector<std::string_view> unit_symbols(Dimension dimension);

/// A quantity in its inside unit, or what is wrong with its text.
struct Quantity {
  std::optional<double> value;
  std::string problem;
};

/// Reads `400 Gbps`, `0.38 CNY/kWh`, `40 per h`, `30 %`: a finite number and a unit of `dimension`,
/// the whole text, whatever the locale. The sign is left for the caller to judge.
Quantity parse_quantity(std::string_view text, Dimension dimension);

/// A value in the largest unit that keeps it at 1 or more, such as `36 h`; ten digits.
std::string format_quantity(double value, Dimension dimension);

}  // namespace suanwang
