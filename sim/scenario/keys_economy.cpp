#include <array>
#include <string_view>
#include <vector>

#include "sim/scenario/keys.hpp"

namespace suanwang::keys {
namespace {

using namespace forms;

constexpr bool kRequired = true;
constexpr bool kAboveZero = true;

using Names = std::vector<std::string_view>;
Names sides() { return {"east", "west"}; }
Names discount_payers() { return {"operator", "treasury"}; }
Names cost_tables() { return {"catalogue"}; }

constexpr Form kDuration = quantity(Dimension::duration);
constexpr Form kCardPrice = quantity(Dimension::price_per_card);
constexpr Forms kTariffForms{kCardPrice, block("card_tariff")};
constexpr Key kFromDay{"from", "a date such as 2025-03-01", "first day; default: any", kADate};
constexpr Key kUntilDay{"until", "a date such as 2025-12-31", "last day; default: any", kADate};
constexpr std::array kEconomyKeys{
    Key{"tariff", "a price of card-hours such as 8 CNY/card-h, or a block of keys",
        "what tenants pay; default 0", kTariffForms},
    Key{"by_class", "a list of entries", "other tariffs for some classes or services",
        list(block("class_tariff"))},
    Key{"discounts", "a list of discounts", "below the tariff, at some sites",
        list(block("discount"))},
    Key{"vouchers", "a list of vouchers", "computing vouchers (算力券)", list(block("voucher"))},
    Key{"costs", "catalogue, or a block of keys",
        "what cards, building and staff cost operators; default nothing",
        Forms(word(cost_tables), block("card_costs"))},
    Key{"carbon_price", "a price of carbon such as 97.49 CNY/t",
        "adds to operators' costs and to the price that policies see; default 0",
        quantity(Dimension::price_per_carbon)},
    Key{"water", "a price of water such as 4 CNY/m3", "default 0",
        quantity(Dimension::price_per_water)},
    Key{"carriage", "{factor: 0.5} or {flat: 0.01 CNY/GB}", "reform of the network's prices",
        block("carriage")},
};

constexpr std::array kCardTariffKeys{
    Key{"tiers", "a list of tiers such as [{first: 200 card-h, price: 0 CNY/card-h}, ...]",
        "by what the tenant used this month", list(block("tier"), 1)},
    Key{"auction", "{reserve: ..., most: ...}", "a price that clears the market of each pool",
        block("auction")},
};

constexpr std::array kTierKeys{
    Key{"first", "a number of card-hours such as 200 card-h", "length of the tier; not of the last",
        quantity(Dimension::card_time)},
    Key{"price", "a price of card-hours such as 8 CNY/card-h", "within the tier", kCardPrice,
        kRequired},
};

constexpr std::array kAuctionKeys{
    Key{"reserve", "a price of card-hours such as 4 CNY/card-h", "lowest price", kCardPrice,
        kRequired},
    Key{"most", "a price of card-hours such as 20 CNY/card-h",
        "what those who value a card-hour most would pay", kCardPrice, kRequired},
};

constexpr std::array kClassTariffKeys{
    Key{"class", "the id of a class or service", "whose tariff it is", kAnId, kRequired},
    Key{"tariff", "a price of card-hours such as 8 CNY/card-h, or a block of keys",
        "instead of the general one", kTariffForms, kRequired},
};

constexpr std::array kSiteSetKeys{
    Key{"sites", "a list of ids", "those sites", list(kAnId, 1)},
    Key{"hubs", "a list of ids", "the sites of those hubs", list(kAnId, 1)},
    Key{"regions", "a list of ids", "the sites in those regions", list(kAnId, 1)},
    Key{"side", "east or west", "the sites on that side", word(sides)},
};

constexpr std::array kDiscountKeys{
    Key{"at", "a block of keys such as {side: west}", "at which sites; default all",
        block("site_set")},
    Key{"share", "a fraction such as 20 %", "of the bill", fraction(), kRequired},
    Key{"paid_by", "operator or treasury", "who bears it; default operator", word(discount_payers)},
    kFromDay,
    kUntilDay,
};

constexpr std::array kVoucherKeys{
    Key{"id", "an id such as hangzhou", "name by which reports know it", kAnId, kRequired},
    Key{"name", "a name, or {en: ..., zh: ...}", "what reports call it",
        Forms(kAnyText, block("text"))},
    Key{"lever", "a voucher of the catalogue's levers such as voucher-hangzhou",
        "what is not said here is as there", kAnId},
    Key{"regions", "a list of ids", "whose users get them; default all", list(kAnId, 1)},
    Key{"classes", "a list of ids", "for which classes and services; default all", list(kAnId, 1)},
    Key{"buys_at", "a block of keys such as {hubs: [gansu]}", "at which sites; default all",
        block("site_set")},
    Key{"share", "a fraction such as 30 %", "of the bill, paid by the treasury",
        fraction(kAboveZero)},
    Key{"cap", "an amount of money such as 8 million CNY", "most for one tenant; default no bound",
        quantity(Dimension::money)},
    Key{"budget", "an amount of money such as 250 million CNY", "most for all; default no bound",
        quantity(Dimension::money)},
    kFromDay,
    kUntilDay,
};

constexpr std::array kCardCostsKeys{
    Key{"card", "an amount of money such as 120000 CNY", "to buy, with its share of the server",
        quantity(Dimension::money)},
    Key{"life", "a duration such as 1825 d", "over which that is spread evenly", kDuration},
    Key{"facility", "an amount of money such as 15000 CNY", "its share of building and plant",
        quantity(Dimension::money)},
    Key{"facility_life", "a duration such as 5475 d", "over which that is spread evenly",
        kDuration},
    Key{"staff", "a price of card-hours such as 3000 CNY/card-year", "staff and upkeep",
        kCardPrice},
};

constexpr std::array kCarriageKeys{
    Key{"factor", "a number such as 0.5", "on the price of every link", number(0, 1000)},
    Key{"flat", "a price of data such as 0.01 CNY/GB", "whatever the distance",
        quantity(Dimension::price_per_data)},
};

}  // namespace

constexpr Keys kEconomy{kEconomyKeys};
constexpr Keys kCardTariff{kCardTariffKeys};
constexpr Keys kTier{kTierKeys};
constexpr Keys kAuction{kAuctionKeys};
constexpr Keys kClassTariff{kClassTariffKeys};
constexpr Keys kSiteSet{kSiteSetKeys};
constexpr Keys kDiscount{kDiscountKeys};
constexpr Keys kVoucher{kVoucherKeys};
constexpr Keys kCardCosts{kCardCostsKeys};
constexpr Keys kCarriage{kCarriageKeys};

}  // namespace suanwang::keys
