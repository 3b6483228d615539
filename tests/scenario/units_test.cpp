#include "sim/base/units.hpp"

#include <catch2/catch.hpp>
#include <clocale>
#include <string>

#include "sim/base/suggest.hpp"

namespace suanwang {
namespace {

/// Value of a text that must be a quantity.
double value(const std::string& text, Dimension dimension) {
  const Quantity quantity = parse_quantity(text, dimension);
  INFO(text << ": " << quantity.problem);
  REQUIRE(quantity.value);
  return *quantity.value;
}

std::string problem(const std::string& text, Dimension dimension) {
  const Quantity quantity = parse_quantity(text, dimension);
  CHECK_FALSE(quantity.value);
  return quantity.problem;
}

}  // namespace

TEST_CASE("units: each is exactly the inside unit's nearest double", "[units]") {
  CHECK(value("20 ms", Dimension::duration) == 0.02);
  CHECK(value("1 us", Dimension::duration) == 1e-6);
  CHECK(value("1 µs", Dimension::duration) == 1e-6);
  CHECK(value("3 ns", Dimension::duration) == 3e-9);
  CHECK(value("1.5 min", Dimension::duration) == 90);
  CHECK(value("36 h", Dimension::duration) == 129600);
  CHECK(value("30 d", Dimension::duration) == 2592000);
  CHECK(value("2.5 TB", Dimension::data) == 2.5e12);
  CHECK(value("1 GiB", Dimension::data) == 1073741824);
  CHECK(value("200 PB", Dimension::data) == 2e17);
  CHECK(value("400 Gbps", Dimension::data_rate) == 4e11);
  CHECK(value("1.2 Pbps", Dimension::data_rate) == 1.2e15);
  CHECK(value("30 MW", Dimension::power) == 3e7);
  CHECK(value("15 EFLOPS", Dimension::flops) == 1.5e19);
  CHECK(value("3 ZFLOP", Dimension::work) == 3e21);
  CHECK(value("0.38 CNY/kWh", Dimension::price_per_energy) == 0.38);
  CHECK(value("380 CNY/MWh", Dimension::price_per_energy) == 0.38);
  CHECK(value("0.38 元/kWh", Dimension::price_per_energy) == 0.38);
  CHECK(value("20 CNY/TB", Dimension::price_per_data) == 0.02);
  CHECK(value("0.002 kWh/GB", Dimension::energy_per_data) == 0.002);
  CHECK(value("2 kWh/TB", Dimension::energy_per_data) == 0.002);
  CHECK(value("2 Wh/GB", Dimension::energy_per_data) == 0.002);
  CHECK(value("900 nJ/bit", Dimension::energy_per_data) == 0.002);  // x 8e9 bit / 3.6e6 J
  CHECK(value("600 g/kWh", Dimension::carbon) == 0.6);
  CHECK(value("600 kg/MWh", Dimension::carbon) == 0.6);
  CHECK(value("0.6 t/MWh", Dimension::carbon) == 0.6);
  CHECK(value("20 MWh", Dimension::energy) == 7.2e10);
  CHECK(value("38 CNY/kW", Dimension::price_per_power) == 38);
  CHECK(value("90000 CNY", Dimension::money) == 90000);
  CHECK(value("1.5 million CNY", Dimension::money) == 1.5e6);
  CHECK(value("2 billion CNY", Dimension::money) == 2e9);
  CHECK(value("2 元", Dimension::money) == 2);
  CHECK(value("36 per h", Dimension::rate) == 0.01);
  CHECK(value("36/h", Dimension::rate) == 0.01);
  CHECK(value("36 / h", Dimension::rate) == 0.01);
  CHECK(value("6 per min", Dimension::rate) == 0.1);
  CHECK(value("250 million CNY", Dimension::money) == 250e6);
  CHECK(value("8 万元", Dimension::money) == 80000);
  CHECK(value("200 card-h", Dimension::card_time) == 200);
  CHECK(value("8 CNY/card-h", Dimension::price_per_card) == 8);
  CHECK(value("8760 CNY/card-year", Dimension::price_per_card) == 1);
  CHECK(value("97.5 CNY/t", Dimension::price_per_carbon) == 0.0975);
  CHECK(value("4 CNY/m3", Dimension::price_per_water) == 0.004);
  CHECK(value("0.3", Dimension::fraction) == 0.3);
  CHECK(value("30 %", Dimension::fraction) == 0.3);
  CHECK(value("30%", Dimension::fraction) == 0.3);
  CHECK(value("25 C", Dimension::temperature) == 25);
  CHECK(value("-5 °C", Dimension::temperature) == -5);
  CHECK(value("+6 K", Dimension::temperature_change) == 6);
  CHECK(value("6 K", Dimension::temperature_change) == 6);
  CHECK(value("-8.5 K", Dimension::temperature_change) == -8.5);
  CHECK(value("1.8 L/kWh", Dimension::water) == 1.8);
  CHECK(value("1.8 m3/MWh", Dimension::water) == 1.8);
}

TEST_CASE("units: space is free, the rest is not", "[units]") {
  CHECK(value("30d", Dimension::duration) == 2592000);
  CHECK(value("30   d", Dimension::duration) == 2592000);
  CHECK(value("40  per  h", Dimension::rate) == Approx(40.0 / 3600));
  CHECK(value("1e3 W", Dimension::power) == 1000);
  CHECK(value("3EFLOP", Dimension::work) == 3e18);  // no exponent: the E belongs to the unit
  for (const char* text : {"", " ", "d", "30 d d", "30 d.", "+30 d", "3 0 d", "0x1p3 d", "1.2.3 d",
                           "1,000 d", "1 000 d", "30 D", "３０ d", "30\xC2\xA0h"}) {
    INFO(text);
    CHECK_FALSE(problem(text, Dimension::duration).empty());
  }
}

TEST_CASE("units: only a change of temperature carries a plus sign, and only one", "[units]") {
  CHECK_FALSE(problem("+25 C", Dimension::temperature).empty());
  CHECK_FALSE(problem("+-6 K", Dimension::temperature_change).empty());
  CHECK_FALSE(problem("++6 K", Dimension::temperature_change).empty());
  CHECK_FALSE(problem("+ 6 K", Dimension::temperature_change).empty());
  CHECK(problem("6 C", Dimension::temperature_change) ==
        "expected a change of temperature such as +6 K, got \"6 C\", which is a temperature");
}

TEST_CASE("units: the message says what was expected and what the text is", "[units]") {
  CHECK(problem("400", Dimension::data_rate) ==
        "expected a data rate such as 400 Gbps, got \"400\"");
  CHECK(problem("400 GB", Dimension::data_rate) ==
        "expected a data rate such as 400 Gbps, got \"400 GB\", which is an amount of data");
  CHECK(problem("400 gbps", Dimension::data_rate) ==
        "expected a data rate such as 400 Gbps, got \"400 gbps\"; did you mean \"Gbps\"?");
  CHECK(problem("30 kW", Dimension::fraction) ==
        "expected a fraction such as 0.3 or 30 %, got \"30 kW\", which is a power");
  CHECK(problem("nan", Dimension::number) ==
        "expected a number such as 1.5, got \"nan\", which is not finite");
  CHECK(problem("1e999", Dimension::number) == "\"1e999\" is out of range");
  CHECK(problem("1e308 EB", Dimension::data) == "\"1e308 EB\" is out of range");
}

TEST_CASE("units: a value is printed in the unit that suits its size", "[units]") {
  CHECK(format_quantity(129600, Dimension::duration) == "1.5 d");
  CHECK(format_quantity(0.014, Dimension::duration) == "14 ms");
  CHECK(format_quantity(0, Dimension::duration) == "0 s");
  CHECK(format_quantity(4e11, Dimension::data_rate) == "400 Gbps");
  CHECK(format_quantity(2e17, Dimension::data) == "200 PB");
  CHECK(format_quantity(0.6, Dimension::carbon) == "600 g/kWh");
  CHECK(format_quantity(0.25, Dimension::fraction) == "0.25");
  CHECK(format_quantity(2e8, Dimension::speed) == "200000 km/s");
  CHECK(format_quantity(2.5e8, Dimension::money) == "250 million CNY");
  CHECK(format_quantity(20000, Dimension::money) == "20000 CNY");
  CHECK(format_quantity(8, Dimension::price_per_card) == "8 CNY/card-h");
  CHECK(format_quantity(0.09, Dimension::price_per_carbon) == "90 CNY/t");
}

TEST_CASE("suggest: one slip of the fingers is distance 1", "[units]") {
  CHECK(edit_distance("power", "pover") == 1);   // replaced
  CHECK(edit_distance("power", "poewr") == 1);   // swapped
  CHECK(edit_distance("power", "powr") == 1);    // left out
  CHECK(edit_distance("power", "powwer") == 1);  // doubled
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);

  CHECK(nearest("zhongwie", {"beijing", "zhongwei"}) == "zhongwei");
  CHECK(nearest("x", {"beijing", "zhongwei"}).empty());
  CHECK(nearest("", {"a"}).empty());
  CHECK(did_you_mean("qq", {"beijing", "zhongwei"}) == "; known: beijing, zhongwei");
}

}  // namespace suanwang
