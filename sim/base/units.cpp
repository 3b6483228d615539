#include "sim/base/units.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "sim/base/suggest.hpp"

namespace suanwang {
namespace {

/// A value in this unit is `value * times / over` inside. Two numbers, so that 20 ms is exactly
/// the double nearest to 0.02: a factor such as 0.001 would be rounded once more.
struct Unit {
  Dimension dimension;
  std::string_view symbol;
  double times = 1;
  double over = 1;
};

// Units of one dimension stand from small to large; the first of equals is the one that is printed.
constexpr std::array kUnits{
    Unit{Dimension::fraction, "%", 1, 100},
    Unit{Dimension::duration, "ns", 1, 1e9},
    Unit{Dimension::duration, "us", 1, 1e6},
    Unit{Dimension::duration, "µs", 1, 1e6},
    Unit{Dimension::duration, "ms", 1, 1e3},
    Unit{Dimension::duration, "s"},
    Unit{Dimension::duration, "min", 60},
    Unit{Dimension::duration, "h", 3600},
    Unit{Dimension::duration, "d", 86400},
    Unit{Dimension::data, "B"},
    Unit{Dimension::data, "kB", 1e3},
    Unit{Dimension::data, "MB", 1e6},
    Unit{Dimension::data, "GB", 1e9},
    Unit{Dimension::data, "TB", 1e12},
    Unit{Dimension::data, "PB", 1e15},
    Unit{Dimension::data, "EB", 1e18},
    Unit{Dimension::data, "KiB", 1024.0},
    Unit{Dimension::data, "MiB", 1048576.0},
    Unit{Dimension::data, "GiB", 1073741824.0},
    Unit{Dimension::data, "TiB", 1099511627776.0},
    Unit{Dimension::data, "PiB", 1125899906842624.0},
    Unit{Dimension::data_rate, "bps"},
    Unit{Dimension::data_rate, "kbps", 1e3},
    Unit{Dimension::data_rate, "Mbps", 1e6},
    Unit{Dimension::data_rate, "Gbps", 1e9},
    Unit{Dimension::data_rate, "Tbps", 1e12},
    Unit{Dimension::data_rate, "Pbps", 1e15},
    Unit{Dimension::power, "W"},
    Unit{Dimension::power, "kW", 1e3},
    Unit{Dimension::power, "MW", 1e6},
    Unit{Dimension::power, "GW", 1e9},
    Unit{Dimension::flops, "GFLOPS", 1e9},
    Unit{Dimension::flops, "TFLOPS", 1e12},
    Unit{Dimension::flops, "PFLOPS", 1e15},
    Unit{Dimension::flops, "EFLOPS", 1e18},
    Unit{Dimension::work, "GFLOP", 1e9},
    Unit{Dimension::work, "TFLOP", 1e12},
    Unit{Dimension::work, "PFLOP", 1e15},
    Unit{Dimension::work, "EFLOP", 1e18},
    Unit{Dimension::work, "ZFLOP", 1e21},
    Unit{Dimension::price_per_energy, "CNY/MWh", 1, 1e3},
    Unit{Dimension::price_per_energy, "CNY/kWh"},
    Unit{Dimension::price_per_energy, "元/MWh", 1, 1e3},
    Unit{Dimension::price_per_energy, "元/kWh"},
    Unit{Dimension::price_per_data, "CNY/TB", 1, 1e3},
    Unit{Dimension::price_per_data, "CNY/GB"},
    Unit{Dimension::price_per_data, "元/TB", 1, 1e3},
    Unit{Dimension::price_per_data, "元/GB"},
    Unit{Dimension::carbon, "g/kWh", 1, 1e3},
    Unit{Dimension::carbon, "kg/MWh", 1, 1e3},
    Unit{Dimension::carbon, "kg/kWh"},
    Unit{Dimension::carbon, "t/MWh"},
    Unit{Dimension::rate, "per d", 1, 86400},
    Unit{Dimension::rate, "/d", 1, 86400},
    Unit{Dimension::rate, "per h", 1, 3600},
    Unit{Dimension::rate, "/h", 1, 3600},
    Unit{Dimension::rate, "per min", 1, 60},
    Unit{Dimension::rate, "/min", 1, 60},
    Unit{Dimension::rate, "per s"},
    Unit{Dimension::rate, "/s"},
    Unit{Dimension::speed, "m/s"},
    Unit{Dimension::speed, "km/s", 1e3},
    Unit{Dimension::temperature, "C"},
    Unit{Dimension::temperature, "°C"},
    Unit{Dimension::temperature_change, "K"},
    Unit{Dimension::water, "L/kWh"},
    Unit{Dimension::water, "m3/MWh"},
    Unit{Dimension::energy, "kWh", 3.6e6},
    Unit{Dimension::energy, "MWh", 3.6e9},
    Unit{Dimension::energy, "GWh", 3.6e12},
    Unit{Dimension::price_per_power, "CNY/kW"},
    Unit{Dimension::price_per_power, "元/kW"},
    Unit{Dimension::money, "CNY"},
    Unit{Dimension::money, "元"},
    Unit{Dimension::money, "million CNY", 1e6},
    Unit{Dimension::money, "billion CNY", 1e9},
    Unit{Dimension::money, "万元", 1e4},
    Unit{Dimension::money, "亿元", 1e8},
    Unit{Dimension::card_time, "card-h"},
    Unit{Dimension::card_time, "卡时"},
    // A month is a twelfth of 365 days.
    Unit{Dimension::price_per_card, "CNY/card-year", 1, 8760},
    Unit{Dimension::price_per_card, "CNY/card-month", 1, 730},
    Unit{Dimension::price_per_card, "CNY/card-d", 1, 24},
    Unit{Dimension::price_per_card, "CNY/card-h"},
    Unit{Dimension::price_per_card, "元/卡时"},
    Unit{Dimension::price_per_carbon, "CNY/t", 1, 1e3},
    Unit{Dimension::price_per_carbon, "CNY/kg"},
    Unit{Dimension::price_per_carbon, "元/t", 1, 1e3},
    Unit{Dimension::price_per_water, "CNY/m3", 1, 1e3},
    Unit{Dimension::price_per_water, "CNY/L"},
    Unit{Dimension::price_per_water, "元/m3", 1, 1e3},
    Unit{Dimension::energy_per_data, "nJ/bit", 8, 3.6e6},
    Unit{Dimension::energy_per_data, "Wh/GB", 1, 1e3},
    Unit{Dimension::energy_per_data, "kWh/TB", 1, 1e3},
    Unit{Dimension::energy_per_data, "kWh/GB"},
};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The unit's text without space at its ends, with single spaces inside and none after a slash.
std::string tidy(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (!is_space(c)) {
      result += c;
    } else if (!result.empty() && result.back() != ' ' && result.back() != '/') {
      result += ' ';
    }
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

bool without_unit(Dimension dimension) {
  return dimension == Dimension::number || dimension == Dimension::fraction;
}

std::string expected(Dimension dimension, std::string_view got) {
  return fmt::format("expected {} such as {}, got {}", dimension_name(dimension),
                     dimension_example(dimension), in_quotes(got));
}

/// Why `symbol` is no unit here: it measures something else, or is misspelt.
std::string why_not(std::string_view symbol, Dimension dimension) {
  for (const Unit& unit : kUnits) {
    if (unit.symbol == symbol) {
      return fmt::format(", which is {}", dimension_name(unit.dimension));
    }
  }
  if (symbol.starts_with(',') || symbol.starts_with('_')) {
    return "; write numbers without separators";
  }
  return did_you_mean(symbol, unit_symbols(dimension));
}

}  // namespace

std::string_view dimension_name(Dimension dimension) {
  switch (dimension) {
    case Dimension::number:
      return "a number";
    case Dimension::fraction:
      return "a fraction";
    case Dimension::duration:
      return "a duration";
    case Dimension::data:
      return "an amount of data";
    case Dimension::data_rate:
      return "a data rate";
    case Dimension::power:
      return "a power";
    case Dimension::flops:
      return "a computing speed";
    case Dimension::work:
      return "an amount of computing work";
    case Dimension::price_per_energy:
      return "a price of energy";
    case Dimension::price_per_data:
      return "a price of data";
    case Dimension::carbon:
      return "a carbon intensity";
    case Dimension::rate:
      return "a rate";
    case Dimension::speed:
      return "a speed";
    case Dimension::temperature:
      return "a temperature";
    case Dimension::temperature_change:
      return "a change of temperature";
    case Dimension::water:
      return "a use of water";
    case Dimension::energy:
      return "an energy";
    case Dimension::price_per_power:
      return "a price of power";
    case Dimension::money:
      return "an amount of money";
    case Dimension::card_time:
      return "a number of card-hours";
    case Dimension::price_per_card:
      return "a price of card-hours";
    case Dimension::price_per_carbon:
      return "a price of carbon";
    case Dimension::price_per_water:
      return "a price of water";
    case Dimension::energy_per_data:
      return "an energy of data";
  }
  return {};
}

std::string_view dimension_example(Dimension dimension) {
  switch (dimension) {
    case Dimension::number:
      return "1.5";
    case Dimension::fraction:
      return "0.3 or 30 %";
    case Dimension::duration:
      return "36 h";
    case Dimension::data:
      return "200 GB";
    case Dimension::data_rate:
      return "400 Gbps";
    case Dimension::power:
      return "30 MW";
    case Dimension::flops:
      return "320 TFLOPS";
    case Dimension::work:
      return "3 EFLOP";
    case Dimension::price_per_energy:
      return "0.36 CNY/kWh";
    case Dimension::price_per_data:
      return "0.02 CNY/GB";
    case Dimension::carbon:
      return "600 g/kWh";
    case Dimension::rate:
      return "40 per h";
    case Dimension::speed:
      return "200000 km/s";
    case Dimension::temperature:
      return "25 C";
    case Dimension::temperature_change:
      return "+6 K";
    case Dimension::water:
      return "1.8 L/kWh";
    case Dimension::energy:
      return "20 MWh";
    case Dimension::price_per_power:
      return "38 CNY/kW";
    case Dimension::money:
      return "90000 CNY";
    case Dimension::card_time:
      return "200 card-h";
    case Dimension::price_per_card:
      return "8 CNY/card-h";
    case Dimension::price_per_carbon:
      return "97.49 CNY/t";
    case Dimension::price_per_water:
      return "4 CNY/m3";
    case Dimension::energy_per_data:
      return "0.002 kWh/GB";
  }
  return {};
}

std::vector<std::string_view> unit_symbols(Dimension dimension) {
  std::vector<std::string_view> symbols;
  for (const Unit& unit : kUnits) {
    if (unit.dimension == dimension) symbols.push_back(unit.symbol);
  }
  return symbols;
}

Quantity parse_quantity(std::string_view text, Dimension dimension) {
  double number = 0;
  const bool plus = dimension == Dimension::temperature_change && text.starts_with('+') &&
                    !text.substr(1).starts_with('-');
  const char* const begin = text.data() + (plus ? 1 : 0);
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), number);
  if (error == std::errc::result_out_of_range) {
    return {std::nullopt, fmt::format("{} is out of range", in_quotes(text))};
  }
  if (error != std::errc()) return {std::nullopt, expected(dimension, text)};
  if (!std::isfinite(number)) {
    return {std::nullopt, expected(dimension, text) + ", which is not finite"};
  }
  const std::string symbol = tidy(text.substr(static_cast<std::size_t>(end - text.data())));
  if (symbol.empty()) {
    if (without_unit(dimension)) return {number, {}};
    return {std::nullopt, expected(dimension, text)};
  }
  for (const Unit& unit : kUnits) {
    if (unit.dimension == dimension && unit.symbol == symbol) {
      const double value = number * unit.times / unit.over;
      if (!std::isfinite(value)) {
        return {std::nullopt, fmt::format("{} is out of range", in_quotes(text))};
      }
      return {value, {}};
    }
  }
  return {std::nullopt, expected(dimension, text) + why_not(symbol, dimension)};
}

std::string format_quantity(double value, Dimension dimension) {
  if (without_unit(dimension)) return fmt::format("{:.10g}", value);
  const Unit* best = nullptr;
  for (const Unit& unit : kUnits) {
    const bool is_ascii = static_cast<unsigned char>(unit.symbol.front()) < 0x80;
    if (unit.dimension != dimension || unit.symbol.ends_with("iB") || !is_ascii) continue;
    const double factor = unit.times / unit.over;
    const double larger = best ? best->times / best->over : 0;
    // Zero has no size: it is printed in the inside unit.
    const bool fits = value == 0 ? factor == 1 && larger != 1 : std::abs(value) >= factor;
    if (!best || (fits && factor > larger)) best = &unit;
  }
  return fmt::format("{:.10g} {}", value * best->over / best->times, best->symbol);
}

}  // namespace suanwang
