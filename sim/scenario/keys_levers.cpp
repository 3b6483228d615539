#include <array>
#include <string_view>
#include <vector>

#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang::keys {
namespace {

using namespace forms;

constexpr bool kRequired = true;

using Names = std::vector<std::string_view>;
Names both_sides() { return {"east", "west"}; }
Names quota_parts() { return {"work", "capacity", "new-capacity"}; }
Names quota_rules() { return {"report", "steer"}; }
Names bound_rules() { return {"require", "report"}; }
Names homes() { return {"region", "hub", "side"}; }
Names groups() { return {"together", "site", "cluster", "region", "hub"}; }

constexpr Form kTime = quantity(Dimension::duration);

constexpr Key kLeverId{"id", "an id such as hub-quota", "name by which reports call it", kAnId,
                       kRequired};
constexpr Key kLeverName{"name", "a name, or {en: ..., zh: ...}", "what reports call it",
                         Forms(kAnyText, block("text"))};
constexpr Key kSideOf{"side", "east or west", "its sites", word(both_sides)};
constexpr Key kHubOf{"hub", "the id of a hub, or any", "its sites; any: those of whatever hub",
                     kAnId};
constexpr Key kClusterOf{"cluster", "the name of a cluster", "its sites", kAnId};
constexpr Key kRegionOf{"region", "the id of a region", "the sites that stand in it", kAnId};
constexpr Key kSiteOf{"site", "the id of a site", "it alone; default all sites", kAnId};
constexpr Key kBinds{"enforce", "require or report",
                     "whether jobs are held to it or only counted; default require",
                     word(bound_rules)};

constexpr std::array kLeversKeys{
    Key{"quotas", "a list of quotas", "shares of work or capacity that belong at some sites",
        list(block("quota"))},
    Key{"green", "a list of green floors", "least green share of the energy of some sites",
        list(block("green_floor"))},
    Key{"pue", "a list of PUE ceilings", "highest PUE of each of some sites",
        list(block("pue_ceiling"))},
    Key{"circles", "a list of latency circles", "how much lies inside each, and what must",
        list(block("circle"))},
    Key{"residency", "a list of residency rules", "classes whose data stay where they arise",
        list(block("residency"))},
    Key{"local_priority", "a list of local priorities",
        "sites that start the jobs of their own region first", list(block("local_priority"))},
    Key{"power_price", "a list of cuts of the power price", "paid by the treasury",
        list(block("power_price"))},
    Key{"approvals", "a list of approvals", "more cards only while those there are used",
        list(block("approval"))},
    Key{"registry", "a block of keys", "what policies know of capacity away from home",
        block("registry")},
};

constexpr std::array kQuotaKeys{
    kLeverId,
    kLeverName,
    kSideOf,
    kHubOf,
    kClusterOf,
    kRegionOf,
    kSiteOf,
    Key{"of", "work, capacity or new-capacity",
        "card-hours of jobs, computing speed installed, or that which opens; default work",
        word(quota_parts)},
    Key{"at_least", "a fraction such as 60 %", "share that belongs there; default 60 %",
        fraction()},
    Key{"enforce", "report or steer",
        "steer: while the share is too low, jobs go there that can; default report",
        word(quota_rules)},
};

constexpr std::array kGreenFloorKeys{
    kLeverId,
    kLeverName,
    kSideOf,
    kHubOf,
    kClusterOf,
    kRegionOf,
    kSiteOf,
    Key{"at_least", "a fraction such as 80 %", "green share of all their energy; default 80 %",
        fraction()},
    Key{"rate", "a fraction such as 10 %",
        "it rises by so much each year, from that of the first year on, up to all; default 0",
        quantity(Dimension::fraction, {.low = 0, .high = 10})},
    Key{"years", "a list such as [{year: 2025, at_least: 60 %}]",
        "or what is asked of each year and those after it", list(block("green_year"), 1)},
};

constexpr std::array kGreenYearKeys{
    Key{"year", "a year such as 2025", "a civil year of the run", integer(1, 9999), kRequired},
    Key{"at_least", "a fraction such as 60 %", "green share of all energy of that year", fraction(),
        kRequired},
};

constexpr std::array kPueCeilingKeys{
    kLeverId,
    kLeverName,
    kSideOf,
    kHubOf,
    kClusterOf,
    kRegionOf,
    kSiteOf,
    Key{"at_most", "a number such as 1.25", "PUE of the measured window; default 1.25",
        number(1, 5)},
    Key{"surcharge", "a price of energy such as 0.1 CNY/kWh",
        "on all facility energy of a site above it; default 0",
        quantity(Dimension::price_per_energy)},
};

constexpr std::array kCircleKeys{
    kLeverId,
    kLeverName,
    Key{"one_way", "a duration such as 5 ms", "the round trip may be twice that", kTime, kRequired},
    Key{"classes", "a list of workloads or services such as [chat]", "that are bound to it",
        list(kAnId, 1)},
    kBinds,
};

constexpr std::array kResidencyKeys{
    kLeverId,
    kLeverName,
    Key{"classes", "a list of workloads or services such as [health]", "whose data stay",
        list(kAnId, 1), kRequired},
    Key{"within", "region, hub or side", "what of the job's region it may not leave", word(homes),
        kRequired},
    kBinds,
};

constexpr std::array kLocalPriorityKeys{
    kLeverId, kLeverName, kSideOf, kHubOf, kClusterOf, kRegionOf, kSiteOf,
};

constexpr std::array kPowerPriceKeys{
    kLeverId,
    kLeverName,
    kSideOf,
    kHubOf,
    kClusterOf,
    kRegionOf,
    kSiteOf,
    Key{"discount", "a fraction such as 30 %", "of the price, below 1", fraction()},
    Key{"subsidy", "a price of energy such as 0.05 CNY/kWh",
        "or off the price of each facility kWh, after discounts",
        quantity(Dimension::price_per_energy)},
};

constexpr std::array kApprovalKeys{
    kLeverId,
    kLeverName,
    kSideOf,
    kHubOf,
    kClusterOf,
    kRegionOf,
    kSiteOf,
    Key{"by", "together, site, cluster, region or hub",
        "whose use is looked at: all of them, or each by itself; default together", word(groups)},
    Key{"at_least", "a fraction such as 65 %",
        "of the card-time installed was allocated; default 65 %", fraction()},
    Key{"window", "a duration such as 30 d", "before the moment of asking; default 30 d", kTime},
    Key{"again", "a duration such as 30 d",
        "between the rounds, from the start on, in which what was put off is asked for again; "
        "default 30 d",
        kTime},
};

constexpr std::array kRegistryKeys{
    Key{"registered", "a list of shares such as [{at: 0 d, share: 30 %}]",
        "of all capacity, from each date on; what is not serves only its own region",
        list(block("registered"), 1)},
    Key{"interval", "a duration such as 15 min",
        "between two reports of how busy a pool is; default always the present", kTime},
    Key{"error", "a fraction such as 10 %", "standard deviation of what is reported; default 0",
        fraction()},
};

constexpr std::array kRegisteredKeys{
    Key{"at", "a time such as 90 d", "after the start", kTime, kRequired},
    Key{"share", "a fraction such as 60 %", "registered from then on", fraction(), kRequired},
};

}  // namespace

constexpr Keys kLevers{kLeversKeys};
constexpr Keys kQuota{kQuotaKeys};
constexpr Keys kGreenFloor{kGreenFloorKeys};
constexpr Keys kGreenYear{kGreenYearKeys};
constexpr Keys kPueCeiling{kPueCeilingKeys};
constexpr Keys kCircle{kCircleKeys};
constexpr Keys kResidency{kResidencyKeys};
constexpr Keys kLocalPriority{kLocalPriorityKeys};
constexpr Keys kPowerPrice{kPowerPriceKeys};
constexpr Keys kApproval{kApprovalKeys};
constexpr Keys kRegistry{kRegistryKeys};
constexpr Keys kRegistered{kRegisteredKeys};

}  // namespace suanwang::keys
