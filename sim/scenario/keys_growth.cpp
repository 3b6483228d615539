#include <array>
#include <string_view>
#include <vector>

#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang::keys {
namespace {

using namespace forms;

constexpr double kMost = static_cast<double>(kMostCards);
constexpr Form kDuration = quantity(Dimension::duration);
constexpr Forms kMoment{kADate, quantity(Dimension::duration)};

using Names = std::vector<std::string_view>;
Names sides() { return {"east", "west"}; }
Names all() { return {"all"}; }

constexpr std::array kGrowthKeys{
    Key{"capacity", "a list of changes such as {at: 2026-01-01, site: zhongwei, cards: 4000}",
        "cards that are opened and retired", list(block("capacity-growth"))},
    Key{"demand", "a list of changes such as {rate: 35 %}", "what is asked for",
        list(block("demand-growth"))},
    Key{"lead", "a duration such as 540 d", "time of construction of what opens; default 0 d",
        kDuration},
    Key{"cost", "an amount of money such as 90000 CNY",
        "of one card that is opened, paid evenly over the time of construction; default 0 CNY",
        quantity(Dimension::money)},
    Key{"backtest", "a list of series such as [intelligent_compute_idc]",
        "rows of the catalogue's national_series to which the report compares", list(kAnId)},
};

constexpr std::array kCapacityGrowthKeys{
    Key{"cards", "a whole number", "so many more, shared out by count", integer(1, kMost)},
    Key{"times", "a factor such as 1.5", "so many times the cards there are then", number(0, 1000)},
    Key{"rate", "a fraction such as 43 %", "more each year, a step on the last day of each month",
        quantity(Dimension::fraction, {.low = 0, .high = 10})},
    Key{"retire", "a whole number, or all", "so many fewer, once what runs on them is done",
        Forms(integer(1, kMost), word(all))},
    Key{"at", "a date such as 2026-07-01, or a time such as 10 d", "when; not of a rate", kMoment},
    Key{"ordered", "a date such as 2025-01-01, or a time such as 10 d",
        "or when construction begins: they open a lead time later", kMoment},
    Key{"from", "a date such as 2026-01-01, or a time such as 10 d",
        "of a rate: from when on; default the start", kMoment},
    Key{"until", "a date such as 2028-12-31, or a time such as 10 d",
        "of a rate: its last day; default the end", kMoment},
    Key{"site", "the id of a site", "the pools of that site; default all", kAnId},
    Key{"hub", "the id of a hub", "or of the sites of that hub", kAnId},
    Key{"region", "the id of a region", "or of the sites that stand in it", kAnId},
    Key{"side", "east or west", "or of the sites on that side", word(sides)},
    Key{"pool", "the id of a pool", "of these, pools of that id only", kAnId},
    Key{"card", "the id of a card such as ascend-910b", "of these, pools of that card only", kAnId},
    Key{"lead", "a duration such as 540 d", "time of construction; default that of growth",
        kDuration},
    Key{"cost", "an amount of money such as 90000 CNY", "of one card; default that of growth",
        quantity(Dimension::money)},
};

constexpr std::array kDemandGrowthKeys{
    Key{"times", "a factor such as 1.3", "so many times what is asked for then", number(0, 1000)},
    Key{"rate", "a fraction such as 35 %", "more each year, a step on the last day of each month",
        quantity(Dimension::fraction, {.low = 0, .high = 10})},
    Key{"at", "a date such as 2026-07-01, or a time such as 10 d", "when; not of a rate", kMoment},
    Key{"from", "a date such as 2026-01-01, or a time such as 10 d",
        "of a rate: from when on; default the start", kMoment},
    Key{"until", "a date such as 2028-12-31, or a time such as 10 d",
        "of a rate: its last day; default the end", kMoment},
    Key{"class", "the id of a workload or service", "what grows; default all with random arrivals",
        kAnId},
    Key{"region", "the id of a region", "where the demand arises; default everywhere", kAnId},
    Key{"hub", "the id of a hub", "or in the regions of that hub", kAnId},
    Key{"side", "east or west", "or on that side", word(sides)},
};

}  // namespace

constexpr Keys kGrowth{kGrowthKeys};
constexpr Keys kCapacityGrowth{kCapacityGrowthKeys};
constexpr Keys kDemandGrowth{kDemandGrowthKeys};

}  // namespace suanwang::keys
