#include <array>
#include <string_view>
#include <vector>

#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang::keys {
namespace {

using namespace forms;

constexpr bool kRequired = true;
constexpr bool kAboveZero = true;
constexpr Form kPueMean = number(1, 5);

using Names = std::vector<std::string_view>;
Names over_caps() { return {"slow", "preempt"}; }

constexpr std::array kPowerKeys{
    Key{"cap", "a power such as 30 MW", "bound on the power of the facility",
        quantity(Dimension::power)},
    Key{"over_cap", "slow or preempt",
        "what befalls running jobs when a lower cap comes; default slow", word(over_caps)},
    Key{"pue", "a number such as 1.15, or {mean: ..., climate: ...}", "default 1",
        Forms(kPueMean, block("pue"))},
    Key{"price", "a price of energy such as 0.36 CNY/kWh", "of the grid, flat; default 0",
        quantity(Dimension::price_per_energy)},
    Key{"prices", "a file such as prices.txt",
        "in place of price and tariff: a price of energy in each line, hour by hour from the start",
        kAnyText},
    Key{"tariff", "a row of the catalogue, 24 numbers, or {seasons: [...]}",
        "price multiplier by the hour; default 1",
        Forms(kAnId, numbers(24, 0, 100), block("tariff"))},
    Key{"carbon", "a carbon intensity such as 600 g/kWh", "of the grid; default 0",
        quantity(Dimension::carbon)},
    Key{"carbon_day", "a row of the catalogue such as coast, or 24 numbers",
        "carbon multiplier by the hour, with a mean of 1; default 1",
        Forms(kAnId, numbers(24, 0, 100))},
    Key{"green", "a fraction such as 0.8 or 80 %, or {share: ..., premium: ...}",
        "share of the grid's energy without carbon by contract; default 0",
        Forms(fraction(), block("green"))},
    Key{"uhv", "{from: ..., share: ... or power: ..., loss: ..., price: ...}",
        "power of another province, over a line", block("uhv")},
    Key{"own", "a list of plants", "plants of its own: wind, sun, water", list(block("plant"))},
    Key{"curtailed", "{power: ..., output: ..., price: ...}",
        "energy that would else be curtailed, which it may take", block("plant")},
    Key{"battery", "{capacity: ..., power: ...}", "stores energy", block("battery")},
    Key{"demand_charge", "a price of power such as 38 CNY/kW",
        "each month, on the highest mean of a quarter of an hour; default 0",
        quantity(Dimension::price_per_power)},
    Key{"water", "a use of water such as 1.8 L/kWh, or {wet: ...}",
        "evaporated for each kWh of IT energy; default 0",
        Forms(quantity(Dimension::water), block("water"))},
};

constexpr std::array kGreenKeys{
    Key{"share", "a fraction such as 80 %", "of the grid's energy", fraction(), kRequired},
    Key{"premium", "a price of energy such as 0.03 CNY/kWh",
        "on top, for each green kWh; default 0", quantity(Dimension::price_per_energy)},
    Key{"rate", "a fraction such as 10 %",
        "the share rises by so much each 1 January, up to all; default 0",
        quantity(Dimension::fraction, {.low = 0, .high = 10})},
};

constexpr std::array kUhvKeys{
    Key{"from", "the id of a province such as ningxia",
        "where the power is made: price, tariff and carbon of its regional site in the catalogue",
        kAnId, kRequired},
    Key{"share", "a fraction such as 40 %", "of the grid's energy; default 1", fraction()},
    Key{"power", "a power such as 20 MW",
        "instead: so much arrives at most, and is used before the grid of the place",
        quantity(Dimension::power)},
    Key{"loss", "a fraction such as 6.5 %", "of what is fed in; default 0",
        quantity(Dimension::fraction, {.low = 0, .high = 0.5})},
    Key{"price", "a price of energy such as 0.05 CNY/kWh",
        "of the carriage, for each kWh that arrives; default 0",
        quantity(Dimension::price_per_energy)},
    Key{"far_price", "a price of energy such as 0.3 CNY/kWh",
        "flat, where it is made; default that of the province",
        quantity(Dimension::price_per_energy)},
};

constexpr std::array kPlantKeys{
    Key{"power", "a power such as 50 MW", "installed", quantity(Dimension::power), kRequired},
    Key{"output", "a row of the catalogue such as wind-north, or 24 numbers",
        "share of the installed power, by the hour; default 1", Forms(kAnId, numbers(24, 0, 1))},
    Key{"price", "a price of energy such as 0.15 CNY/kWh",
        "for each kWh that is used or stored; default 0", quantity(Dimension::price_per_energy)},
};

constexpr std::array kBatteryKeys{
    Key{"capacity", "an energy such as 20 MWh", "that can be stored", quantity(Dimension::energy),
        kRequired},
    Key{"power", "a power such as 5 MW", "most that it takes, and gives",
        quantity(Dimension::power), kRequired},
    Key{"efficiency", "a fraction such as 88 %",
        "given back of what was taken; lost in equal shares both ways; default 88 %",
        fraction(kAboveZero)},
    Key{"minimum", "a fraction such as 10 %", "of the capacity, which always stays; default 0",
        fraction()},
    Key{"initial", "a fraction such as 50 %",
        "of the capacity, stored at the start; default the minimum", fraction()},
    Key{"by_price", "{charge_below: ..., discharge_from: ...}",
        "when it takes and gives; default: it takes surplus, and gives as soon as it can",
        block("by_price")},
    Key{"by_carbon", "{charge_below: ..., discharge_from: ...}", "the same by the grid's carbon",
        block("by_carbon")},
};

constexpr std::array kByPriceKeys{
    Key{"charge_below", "a price of energy such as 0.3 CNY/kWh",
        "the grid's price below which it takes", quantity(Dimension::price_per_energy), kRequired},
    Key{"discharge_from", "a price of energy such as 0.8 CNY/kWh", "from which on it gives",
        quantity(Dimension::price_per_energy), kRequired},
};

constexpr std::array kByCarbonKeys{
    Key{"charge_below", "a carbon intensity such as 400 g/kWh",
        "the grid's intensity below which it takes", quantity(Dimension::carbon), kRequired},
    Key{"discharge_from", "a carbon intensity such as 600 g/kWh", "from which on it gives",
        quantity(Dimension::carbon), kRequired},
};

constexpr std::array kPueKeys{
    Key{"mean", "a number such as 1.15", "mean over the year", kPueMean, kRequired},
    Key{"climate", "a row of the catalogue, or 12 temperatures",
        "monthly outdoor temperature [degC], January first", Forms(kAnId, numbers(12, -60, 60)),
        kRequired},
    Key{"day_range", "a change of temperature such as 10 K",
        "highest less lowest of a day; default that of the climate's row, else 0 K",
        quantity(Dimension::temperature_change)},
    Key{"cooling", "a row of the catalogue such as air-economiser, or a block of keys",
        "PUE follows the load and the temperature of the hour; default: the month's mean alone",
        Forms(kAnId, block("cooling"))},
};

constexpr Form kTemperature = quantity(Dimension::temperature);

constexpr std::array kCoolingKeys{
    Key{"free_below", "a temperature such as 15 C", "outside air alone cools, up to here",
        kTemperature, kRequired},
    Key{"chillers_above", "a temperature such as 25 C", "chillers alone cool, from here on",
        kTemperature, kRequired},
    Key{"worst_above", "a temperature such as 40 C", "chillers run flat out, from here on",
        kTemperature, kRequired},
    Key{"at_chillers", "a factor such as 2.4",
        "power beside the computers at chillers_above, by that of free cooling", number(1, 100),
        kRequired},
    Key{"at_worst", "a factor such as 3", "the same at worst_above", number(1, 100), kRequired},
    Key{"fixed", "a fraction such as 25 %",
        "of the power beside the computers at full load, drawn at any load; default 0", fraction()},
    Key{"load", "a fraction such as 60 %",
        "IT power by that of all cards busy, at which mean is stated; default 60 %",
        fraction(kAboveZero)},
};

constexpr std::array kWaterKeys{
    Key{"wet", "a use of water such as 1.8 L/kWh", "while all heat leaves by evaporation",
        quantity(Dimension::water), kRequired},
    Key{"dry_below", "a temperature such as 15 C", "no water, up to here; default 15 C",
        kTemperature},
    Key{"wet_above", "a temperature such as 25 C", "all by evaporation, from here on; default 25 C",
        kTemperature},
};

constexpr std::array kTariffKeys{
    Key{"seasons", "a list of seasons", "each a set of months", list(block("season")), kRequired},
};

constexpr std::array kSeasonKeys{
    Key{"months", "a list of months such as [7, 8]", "1: January", list(integer(1, 12)), kRequired},
    Key{"multiplier", "24 numbers", "times the flat price, by the hour of the day",
        numbers(24, 0, 100), kRequired},
};

}  // namespace

constexpr Keys kPower{kPowerKeys};
constexpr Keys kGreen{kGreenKeys};
constexpr Keys kUhv{kUhvKeys};
constexpr Keys kPlant{kPlantKeys};
constexpr Keys kBattery{kBatteryKeys};
constexpr Keys kByPrice{kByPriceKeys};
constexpr Keys kByCarbon{kByCarbonKeys};
constexpr Keys kPue{kPueKeys};
constexpr Keys kCooling{kCoolingKeys};
constexpr Keys kWater{kWaterKeys};
constexpr Keys kTariff{kTariffKeys};
constexpr Keys kSeason{kSeasonKeys};

}  // namespace suanwang::keys
