#include "sim/scenario/keys.hpp"

#include <array>
#include <string_view>
#include <vector>

#include "models/placement/policies.hpp"
#include "models/queue/disciplines.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang::keys {
namespace {

using namespace forms;

constexpr bool kRequired = true;
constexpr bool kAboveZero = true;
constexpr double kMost = static_cast<double>(kMostCards);

using Names = std::vector<std::string_view>;
Names sides() { return {"east", "west"}; }
Names done() { return {"done"}; }
Names until_done() { return {"until done"}; }
Names initials() { return {"empty", "steady"}; }
Names event_rules() { return {kEventRules.begin(), kEventRules.end()}; }
Names path_choices() { return {kPathChoices.begin(), kPathChoices.end()}; }
Names shift_aims() { return {kShiftAims.begin(), kShiftAims.end()}; }
Names forever() { return {"forever"}; }
Names overruns() { return {"extend", "kill"}; }
Names drops() { return {"drop"}; }
Names packings() { return {kPackings.begin(), kPackings.end()}; }
Names over_caps() { return {"slow", "preempt"}; }
Names draws() { return {"nothing", "idle"}; }
Names parts() { return {"site", "pool", "node"}; }
Names on_failures() { return {"restart", "fail"}; }
Names all() { return {"all"}; }
Names nevers() { return {"false"}; }
Names payers() { return {"operator", "tenant"}; }
Names filters() { return {kTraceFilters.begin(), kTraceFilters.end()}; }

constexpr Form kDuration = quantity(Dimension::duration);
constexpr Forms kMoment{kADate, kDuration};
constexpr Form kWeight = number(0, 1e9);
constexpr Form kPueMean = number(1, 5);
constexpr Forms kCard{kAnId, block("accelerator")};
constexpr Form kCards = distribution(Dimension::number, {.low = 1, .high = kMost});

constexpr Key kId{"id", "an id such as zhongwei", "name by which other keys refer to it", kAnId,
                  kRequired};
constexpr Key kName{"name", "a name, or {en: ..., zh: ...}", "what reports call it",
                    Forms(kAnyText, block("text"))};
constexpr Key kHubOf{"hub", "the id of a hub", "hub it belongs to", kAnId};
constexpr Key kLon{"lon", "degrees East such as 105.19", "longitude", number(-180, 180)};
constexpr Key kLat{"lat", "degrees North such as 37.52", "latitude", number(-90, 90)};
constexpr Key kSide{"side", "east or west", "side of the East-West line", word(sides)};
constexpr Key kFrom{"from", "weights of regions such as {shanghai: 1}, or the name of a demand map",
                    "where the demand arises", Forms(kAnId, kIdWeights), kRequired};
constexpr Key kLatencyBound{"latency", "a duration such as 50 ms",
                            "bound on the round trip from region to site", kDuration};

constexpr Key kTransferRate{"transfer_rate", "a data rate such as 10 Gbps",
                            "bound on the rate of one transfer", quantity(Dimension::data_rate)};

constexpr Key kCarryEnergy{"energy", "an energy of data such as 0.002 kWh/GB",
                           "drawn to carry it, in either direction; default 0",
                           quantity(Dimension::energy_per_data)};

constexpr Key kOpens{"opens", "a date such as 2026-07-01", "when it opens; default: it is there",
                     kMoment};
constexpr Key kCloses{"closes", "a date such as 2028-06-30",
                      "when it closes, once what it has taken on is done; default never", kMoment};

constexpr Key required(Key key) {
  key.required = true;
  return key;
}

constexpr std::array kScenarioKeys{
    Key{"suanwang", "the format version, 1", "format version", integer(1, 1), kRequired},
    Key{"name", "a short name", "name of the scenario; default: its folder or file", kAnyText},
    Key{"title", "a title, or {en: ..., zh: ...}", "what reports call it",
        Forms(kAnyText, block("text"))},
    Key{"base", "a scenario to start from", "another scenario, of which this one tells the changes",
        kAnyText},
    Key{"model", "the name of a model such as national-2025",
        "blocks of the built-in catalogue to start from", kAnyText},
    Key{"seed", "a whole number", "seed of all random streams; default 1",
        integer(0, 18446744073709551615.0)},
    Key{"start", "a date such as 2025-03-01", "civil date at which the run begins (UTC+8)", kADate},
    Key{"duration", "a duration such as 30 d, or until done", "how long to simulate",
        Forms(kDuration, word(until_done))},
    Key{"until", "done", "simulate until every job is finished", word(done)},
    Key{"warmup", "a duration such as 2 d", "simulated first, but not measured", kDuration},
    Key{"initial", "empty or steady", "state of the sites at the start; default empty",
        word(initials)},
    Key{"event_rule", "batch, pyss or pyss2",
        "what comes first within one instant at a site; default batch", word(event_rules)},
    Key{"scale", "a fraction such as 0.01", "rate factor of small jobs, which stand for bundles",
        fraction(kAboveZero)},
    Key{"demand", "a factor such as 1.2", "factor on all arrival rates and service demand",
        number_above(0, 1e6)},
    Key{"routing", "a block of keys", "how transfers find their paths", block("routing")},
    Key{"placement", "a block of keys", "how jobs find their sites", block("placement")},
    Key{"hubs", "a list of hubs", "national hubs", list(block("hub"))},
    Key{"relays", "a list of relay points", "nodes of the network that only pass data on",
        list(block("relay"))},
    Key{"regions", "a list of regions", "places where demand arises", list(block("region"), 1)},
    Key{"sites", "a list of sites", "computing centres", list(block("site"), 1)},
    Key{"links", "a list of links", "fibre routes", list(block("link"))},
    Key{"network", "a block of keys", "relays and links of a GraphML file", block("network")},
    Key{"events", "a list of events", "what befalls the network, and when", list(block("event"))},
    Key{"failures", "a list of failures", "what fails at random, and how often",
        list(block("failure"))},
    Key{"growth", "a block of keys", "how capacity and demand change over the years",
        block("growth")},
    Key{"workloads", "a list of workloads", "classes of batch jobs", list(block("workload"))},
    Key{"services", "a list of services", "online inference", list(block("service"))},
    Key{"economy", "a block of keys", "who pays whom: tariffs, vouchers, costs, carbon price",
        block("economy")},
    Key{"levers", "a block of keys", "what government may pull", block("levers")},
};

constexpr std::array kTextKeys{
    Key{"en", "text", "English", kAnyText},
    Key{"zh", "text", "Chinese", kAnyText},
};

constexpr std::array kRoutingKeys{
    Key{"paths", "a whole number", "shortest loopless paths to choose among; default 3",
        integer(1, 16)},
    Key{"choose", "shortest, ecmp, widest or least-loaded", "path of a transfer; default shortest",
        word(path_choices)},
    kTransferRate,
    Key{"window", "an amount of data such as 4 MB", "a transfer moves no more in a round trip",
        quantity(Dimension::data)},
    Key{"equal_within", "a duration such as 0.1 ms",
        "paths that much longer still count as shortest for ecmp; default 0.1 ms", kDuration},
};

constexpr std::array kPlacementKeys{
    Key{"policy", "the name of a policy such as nearest", "placement policy; default nearest",
        word(policy_names)},
    Key{"hot", "a block of keys", "what tiered-latency keeps near", block("hot")},
    Key{"weights", "a block of keys", "of weighted; without it 1 each, with it 0 where not named",
        block("weights")},
    Key{"formula", "an expression such as latency_ms + wait_s / 60", "of formula; least wins",
        kAnyText},
    Key{"pays", "operator or tenant", "whose cost cheapest and formula see; default operator",
        word(payers)},
    Key{"shift", "a block of keys", "jobs that can wait run in better hours", block("shift")},
};

constexpr std::array kShiftKeys{
    Key{"to", "valley-price or low-carbon", "what makes an hour of the site better",
        word(shift_aims), kRequired},
    Key{"at_most", "a duration such as 12 h", "longest wait; default 12 h", kDuration},
    Key{"margin", "a duration such as 30 min", "kept before the deadline; default 0 s", kDuration},
    Key{"classes", "a list of workloads such as [training]", "that may wait; default all",
        list(kAnId, 1)},
};

constexpr std::array kWeightsKeys{
    Key{"latency", "a number such as 1", "of the round trip / 50 ms", kWeight},
    Key{"wait", "a number such as 1", "of the estimated wait / 1 h", kWeight},
    Key{"price", "a number such as 1", "of PUE x price / (1 CNY/kWh)", kWeight},
    Key{"carbon", "a number such as 1", "of PUE x carbon / (1 kg/kWh)", kWeight},
};

constexpr std::array kHotKeys{
    Key{"deadline", "a duration such as 12 h", "deadline or slack of a hot job is no longer",
        kDuration},
    Key{"latency", "a duration such as 50 ms", "round-trip bound of a hot job is no longer",
        kDuration},
};

constexpr std::array kRelayKeys{kId, required(kLon), required(kLat)};

constexpr std::array kHubKeys{kId, kName, required(kSide)};

constexpr std::array kRegionKeys{
    kId, kName, required(kSide), kHubOf, required(kLon), required(kLat), kTransferRate};

constexpr std::array kSiteKeys{
    kId,
    kName,
    kHubOf,
    Key{"cluster", "the name of a cluster", "cluster it belongs to", kAnId},
    Key{"region", "the id of a region", "region it stands in", kAnId},
    kSide,
    Key{"at", "the id of a region or relay", "node it stands on, with no network in between",
        kAnId},
    kLon,
    kLat,
    Key{"access", "a block of keys, or a duration", "access latency",
        Forms(kDuration, block("access"))},
    Key{"storage", "an amount of data such as 200 PB", "keeps data sets that jobs share",
        quantity(Dimension::data)},
    Key{"pools", "a list of pools", "cards", list(block("pool"), 1), kRequired},
    Key{"power", "a block of keys", "how it is fed and cooled, what it pays and emits",
        block("power")},
    Key{"queue", "the name of a queue discipline such as fcfs, or a block of keys",
        "order in which its pools start jobs; default fcfs",
        Forms(word(discipline_names), block("queue"))},
    kOpens,
    kCloses,
};

constexpr std::array kQueueKeys{
    Key{"discipline", "the name of a queue discipline such as fair-share", "default fcfs",
        word(discipline_names)},
    Key{"half_life", "a duration such as 7 d",
        "fair-share: after it, what a tenant used counts half; default 7 d", kDuration},
};

constexpr std::array kAccessKeys{
    Key{"latency", "a duration such as 2 ms", "added to every round trip; default 0 ms", kDuration},
};

constexpr std::array kPoolKeys{
    kId,
    Key{"accelerator", "a row of the catalogue, or {peak: ..., idle: ..., busy: ...}", "the card",
        kCard, kRequired},
    Key{"count", "a whole number", "cards installed", integer(1, kMost), kRequired},
    Key{"powered", "a whole number", "cards that draw idle power; default all", integer(0, kMost)},
    Key{"node", "a whole number", "cards of one node (server); default 8", integer(1, kMost)},
    Key{"packing", "first-fit, best-fit or spread",
        "how jobs are packed on nodes; default: cards are only counted", word(packings)},
    Key{"sleep", "{power: ..., reserve: ...}", "idle cards sleep; default: they never do",
        block("sleep")},
    kOpens,
    kCloses,
};

constexpr std::array kSleepKeys{
    Key{"power", "a power such as 60 W", "drawn by a sleeping card with its share of the server",
        quantity(Dimension::power), kRequired},
    Key{"reserve", "a fraction such as 10 %",
        "of the powered cards, which stay awake beyond the busy ones; default 0", fraction()},
};

constexpr std::array kAcceleratorKeys{
    Key{"id", "an id", "name of the card", kAnId},
    Key{"platform", "a word such as cuda", "software that runs on it, of which runs_on may speak",
        kAnId},
    Key{"peak", "a computing speed such as 320 TFLOPS", "dense FP16", quantity(Dimension::flops),
        kRequired},
    Key{"achieved", "a fraction such as 0.4", "of the peak, by real work; default 1",
        fraction(kAboveZero)},
    Key{"memory", "an amount of data such as 64 GB", "of one card", quantity(Dimension::data)},
    Key{"idle", "a power such as 90 W", "drawn by an idle card with its share of the server",
        quantity(Dimension::power), kRequired},
    Key{"busy", "a power such as 500 W", "drawn by a busy card", quantity(Dimension::power),
        kRequired},
};

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
    Key{"uhv", "{from: ..., share: ..., loss: ..., price: ...}",
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
};

constexpr std::array kUhvKeys{
    Key{"from", "the id of a province such as ningxia",
        "where the power is made: price, tariff and carbon of its regional site in the catalogue",
        kAnId, kRequired},
    Key{"share", "a fraction such as 40 %", "of the grid's energy; default 1", fraction()},
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

constexpr std::array kLinkKeys{
    kId,
    Key{"between", "two ids such as [shanghai, zhongwei]", "ends of a link of both directions",
        list(kAnId, 2, 2)},
    Key{"from", "the id of a node", "start of a link of one direction", kAnId},
    Key{"to", "the id of a node", "end of a link of one direction", kAnId},
    Key{"kind", "a word such as trunk-1", "class of the route, of which failures may speak", kAnId},
    Key{"capacity", "a data rate such as 400 Gbps", "of each direction",
        quantity(Dimension::data_rate), kRequired},
    Key{"latency", "a duration such as 14 ms", "one way", kDuration, kRequired},
    Key{"price", "a price of data such as 0.02 CNY/GB", "default 0",
        quantity(Dimension::price_per_data)},
    kCarryEnergy,
};

constexpr std::array kNetworkKeys{
    Key{"graphml", "a file such as Chinanet.graphml", "beside the scenario's own", kAnyText,
        kRequired},
    Key{"capacity", "a data rate such as 100 Gbps",
        "of each direction, where LinkSpeedRaw is not told", quantity(Dimension::data_rate)},
    Key{"speed", "a speed such as 200000 km/s", "of light in fibre; default 200000 km/s",
        quantity(Dimension::speed)},
    Key{"detour", "a factor such as 1.3", "fibre by great circle; default 1.5", number(1, 5)},
    Key{"price", "a price of data such as 0.02 CNY/GB", "default 0",
        quantity(Dimension::price_per_data)},
    kCarryEnergy,
    Key{"missing", "drop, or {latency: 5 ms}", "what becomes of nodes without coordinates",
        Forms(word(drops), block("missing"))},
};

constexpr std::array kMissingKeys{
    Key{"latency", "a duration such as 5 ms", "one way, of their links", kDuration, kRequired},
};

constexpr std::array kEventKeys{
    Key{"at", "a time such as 10 d", "after the start", kDuration, kRequired},
    Key{"link", "the id of a link", "the fibre route, both directions", kAnId},
    Key{"node", "the id of a node", "all links of a region, relay or site", kAnId},
    Key{"site", "the id of a site", "its cards, its weather, or its grid", kAnId},
    Key{"region", "the id of a region", "weather or grid of all sites that stand in it", kAnId},
    Key{"pool", "the id of a pool", "of that site; default all", kAnId},
    Key{"cards", "a whole number", "that many of the pool, drawn at random; default all",
        integer(1, kMost)},
    Key{"down", "a duration such as 12 h, or forever", "how long it carries or computes nothing",
        Forms(kDuration, word(forever))},
    Key{"drain", "a duration such as 6 h", "how long nothing new starts there; what runs goes on",
        kDuration},
    Key{"power_cap", "a power such as 10 MW", "new bound on the power of the site",
        quantity(Dimension::power)},
    Key{"capacity", "a data rate such as 800 Gbps", "new capacity of each direction",
        quantity(Dimension::data_rate)},
    Key{"temperature", "a change of temperature such as +6 K",
        "warmer or colder outdoors than the climate", quantity(Dimension::temperature_change)},
    Key{"price", "a factor such as 1.5", "on the price of energy from the grid", number(0, 1000)},
    Key{"carbon", "a factor such as 1.5", "on the carbon of energy from the grid", number(0, 1000)},
    Key{"for", "a duration such as 2 d",
        "how long capacity, cap, temperature, price or carbon hold; default for good", kDuration},
    Key{"draws", "nothing or idle", "power of cards that are down; default nothing", word(draws)},
    Key{"every", "a duration such as 7 d", "again and again, from one beginning to the next",
        kDuration},
};

constexpr std::array kFailureKeys{
    Key{"kind", "a word such as trunk-1", "all links of that kind, each by itself", kAnId},
    Key{"link", "the id of a link", "a fibre route, both directions", kAnId},
    Key{"node", "the id of a node", "all links of a region, relay or site", kAnId},
    Key{"each", "site, pool or node", "the cards of each such part, each part by itself",
        word(parts)},
    Key{"site", "the id of a site", "its cards; default those of all", kAnId},
    Key{"pool", "the id of a pool", "of that site; default all", kAnId},
    Key{"draws", "nothing or idle", "power of cards that are down; default nothing", word(draws)},
    Key{"mtbf", "a duration such as 2000 h", "mean time from a repair to the next failure",
        kDuration, kRequired},
    Key{"mttr", "a duration such as 12 h", "mean time to repair", kDuration, kRequired},
};

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

constexpr std::array kWorkloadKeys{
    kId,
    kName,
    Key{"from", kFrom.expects, "where the demand arises; must be there but for a csv with regions",
        kFrom.forms},
    Key{"arrivals", "{poisson: ...}, {every: ...}, {at: [...]} or {mmpp: [...]}",
        "when jobs come; must be there unless a trace says so", block("arrivals")},
    Key{"swf", "a file such as kth.swf.gz", "a log in the Standard Workload Format, gzip or not",
        kAnyText},
    Key{"pods", "a file such as openb_pod_list_default.csv.gz",
        "pods of Alibaba's cluster-trace-gpu-v2023", kAnyText},
    Key{"csv", "a file such as jobs.csv", "jobs in the project's own CSV", kAnyText},
    Key{"filter", "none, strong or noreq", "which jobs of an swf log count; default none",
        word(filters)},
    Key{"procs", "a whole number", "processors of the log's machine; default: its header says",
        integer(1, kMost)},
    Key{"first", "a whole number", "so many jobs of the trace, after the filter", integer(1, 1e12)},
    Key{"compress", "a factor such as 2, or the ratio 1/2",
        "times between the submissions of a trace are divided by it", kARatio},
    Key{"begin", "a time such as 0 s", "of the trace's first job; default: the trace's own time",
        kDuration},
    Key{"accelerators", "a whole number or a distribution", "cards of a job; default 1",
        Forms(integer(1, kMost), kCards)},
    Key{"runtime", "a duration such as 2 h, or a distribution", "on the pool it runs in",
        drawn(Dimension::duration)},
    Key{"work", "computing work such as 3 EFLOP, or a distribution", "instead of a run time",
        drawn(Dimension::work)},
    Key{"reference", "a row of the catalogue, or {peak: ..., idle: ..., busy: ...}",
        "card that the run time is measured on", kCard},
    Key{"requested", "a duration such as 4 h, or {times: 1.5}", "what the user asks for",
        Forms(kDuration, block("requested"))},
    Key{"overrun", "extend or kill", "what befalls a job that outlives its request",
        word(overruns)},
    Key{"preemptible", "{checkpoint: ..., cost: ..., restart: ...}, or false",
        "may be interrupted for services or a power cap; default false",
        Forms(block("preemptible"), word(nevers))},
    Key{"on_failure", "restart or fail", "what befalls a job whose cards fail; default restart",
        word(on_failures)},
    Key{"max_failures", "a whole number", "a job is given up at that failure; default never",
        integer(1, 1e9)},
    Key{"runs_on", "a list of cards or platforms such as [cuda]",
        "what it is ported to; default any", list(kAnId, 1)},
    Key{"memory", "an amount of data such as 48 GB", "needed on each card",
        quantity(Dimension::data)},
    Key{"tenant", "a name, or {zipf: 50}", "whose jobs they are; default: a trace's own, or the id",
        Forms(kAnyText, block("tenant"))},
    Key{"priority", "a whole number", "the higher goes first where a queue heeds it; default 0",
        integer(-32768, 32767)},
    Key{"input", "an amount of data such as 200 GB, a distribution, or a block of keys",
        "moved in before the job runs",
        Forms(quantity(Dimension::data), distribution(Dimension::data), block("input"))},
    Key{"output", "an amount of data such as 1 GB, or a distribution", "moved back",
        drawn(Dimension::data)},
    kTransferRate,
    Key{"transfer_weight", "a number such as 2", "share of a full link; default 1",
        number(1e-6, 1e6)},
    kLatencyBound,
    Key{"deadline", "a duration such as 48 h", "after submission", kDuration},
    Key{"slack", "a duration such as 12 h", "after submission and run time", kDuration},
};

constexpr std::array kArrivalsKeys{
    Key{"poisson", "a rate such as 40 per h", "mean over a week, all regions together",
        quantity(Dimension::rate)},
    Key{"profile", "a block of keys", "rate by hour of the week", block("profile")},
    Key{"every", "a duration such as 10 min", "regular arrivals", kDuration},
    Key{"first", "a duration such as 0 s", "first of the regular arrivals; default 0 s", kDuration},
    Key{"at", "a list of times such as [0 s, 5 s]", "given arrivals, after the start",
        list(kDuration, 1)},
    Key{"mmpp", "a list of states such as [{rate: 5 per h, for: 6 h}, ...]",
        "random arrivals at a rate that changes at random, state by state", list(block("mmpp"), 2)},
};

constexpr std::array kMmppKeys{
    Key{"rate", "a rate such as 40 per h", "of arrivals in the state, all regions together",
        quantity(Dimension::rate), kRequired},
    Key{"for", "a duration such as 6 h", "mean length of the state", kDuration, kRequired},
};

constexpr std::array kProfileKeys{
    Key{"day", "24 numbers", "relative rate by the hour of a working day", numbers(24, 0, 1000),
        kRequired},
    Key{"weekend", "a factor such as 0.6", "on Saturday and Sunday; default 1", number(0, 1000)},
};

constexpr std::array kRequestedKeys{
    Key{"times", "a factor such as 1.5", "multiple of the run time", number_above(0, 1000)},
    Key{"stated", "a factor such as 2", "multiple of what each job of a trace states; default 1",
        number_above(0, 1000)},
};

constexpr std::array kTenantKeys{
    Key{"zipf", "a whole number", "so many tenants, the k-th with a weight of 1/k",
        integer(1, kMostTenants), kRequired},
};

constexpr std::array kPreemptibleKeys{
    Key{"checkpoint", "a duration such as 30 min",
        "work between two checkpoints; default none: it begins anew", kDuration},
    Key{"cost", "a duration such as 20 s", "time of one checkpoint; default 0 s", kDuration},
    Key{"restart", "a duration such as 2 min", "time to load one; default 0 s", kDuration},
    Key{"growth", "a factor such as 1.5", "of each stretch over the one before; default 1",
        number(1, 1000)},
};

constexpr std::array kInputKeys{
    Key{"size", "an amount of data such as 200 GB, or a distribution", "of one job",
        drawn(Dimension::data), kRequired},
    Key{"datasets", "a whole number", "standing data sets that the jobs share; default 0",
        integer(0, 1e9)},
    Key{"reuse", "a fraction such as 0.9", "share of the input that is its data set", fraction()},
    Key{"zipf", "a number such as 1", "exponent of the choice among data sets; default 1",
        number(0, 10)},
};

constexpr std::array kDistributionKeys{
    Key{"lognormal", "a block of keys", "median, sigma, max", block("lognormal")},
    Key{"exponential", "a block of keys", "mean, max", block("exponential")},
    Key{"uniform", "a block of keys", "from, to", block("uniform")},
    Key{"choice", "values and weights such as {8: 0.7, 64: 0.3}", "one of some values", kChoice},
    Key{"empirical", "a list of values, or a file with one in a line", "each value alike",
        Forms(list(parameter(), 1), kAnyText)},
};

constexpr std::array kLognormalKeys{
    Key{"median", "a quantity", "half of the values are below", parameter(kAboveZero), kRequired},
    Key{"sigma", "a number such as 1", "standard deviation of the logarithm", number(0, 10),
        kRequired},
    Key{"max", "a quantity", "larger values are cut down to it", parameter(kAboveZero)},
};

constexpr std::array kExponentialKeys{
    Key{"mean", "a quantity", "before the cut", parameter(kAboveZero), kRequired},
    Key{"max", "a quantity", "larger values are cut down to it", parameter(kAboveZero)},
};

constexpr std::array kUniformKeys{
    Key{"from", "a quantity", "smallest value", parameter(), kRequired},
    Key{"to", "a quantity", "no value reaches it", parameter(), kRequired},
};

constexpr std::array kServiceKeys{
    kId,
    kName,
    kFrom,
    Key{"cards", "a number such as 900", "all regions together, at a day value of 1",
        number_above(0, kMost)},
    Key{"requests", "a rate such as 1200 per s", "instead of cards: what its users ask",
        quantity(Dimension::rate)},
    Key{"throughput", "a rate such as 4 per s",
        "requests that one card answers; goes with requests", quantity(Dimension::rate)},
    Key{"replica", "a number such as 8 or 0.25", "cards of one replica; default as demand asks",
        number_above(0, 1e6)},
    Key{"start_up", "a duration such as 3 min", "of a new replica; default 0 s", kDuration},
    Key{"day", "24 numbers", "relative demand by the hour of the day; default all 1",
        numbers(24, 0, 1000)},
    kLatencyBound,
};

}  // namespace

constexpr Keys kScenario{kScenarioKeys};
constexpr Keys kText{kTextKeys};
constexpr Keys kRouting{kRoutingKeys};
constexpr Keys kPlacement{kPlacementKeys};
constexpr Keys kHot{kHotKeys};
constexpr Keys kWeights{kWeightsKeys};
constexpr Keys kRelay{kRelayKeys};
constexpr Keys kHub{kHubKeys};
constexpr Keys kRegion{kRegionKeys};
constexpr Keys kSite{kSiteKeys};
constexpr Keys kQueue{kQueueKeys};
constexpr Keys kAccess{kAccessKeys};
constexpr Keys kPool{kPoolKeys};
constexpr Keys kSleep{kSleepKeys};
constexpr Keys kAccelerator{kAcceleratorKeys};
constexpr Keys kPower{kPowerKeys};
constexpr Keys kPue{kPueKeys};
constexpr Keys kCooling{kCoolingKeys};
constexpr Keys kWater{kWaterKeys};
constexpr Keys kGreen{kGreenKeys};
constexpr Keys kUhv{kUhvKeys};
constexpr Keys kPlant{kPlantKeys};
constexpr Keys kBattery{kBatteryKeys};
constexpr Keys kByPrice{kByPriceKeys};
constexpr Keys kByCarbon{kByCarbonKeys};
constexpr Keys kTariff{kTariffKeys};
constexpr Keys kSeason{kSeasonKeys};
constexpr Keys kLink{kLinkKeys};
constexpr Keys kNetwork{kNetworkKeys};
constexpr Keys kMissing{kMissingKeys};
constexpr Keys kEvent{kEventKeys};
constexpr Keys kFailure{kFailureKeys};
constexpr Keys kGrowth{kGrowthKeys};
constexpr Keys kCapacityGrowth{kCapacityGrowthKeys};
constexpr Keys kDemandGrowth{kDemandGrowthKeys};
constexpr Keys kWorkload{kWorkloadKeys};
constexpr Keys kArrivals{kArrivalsKeys};
constexpr Keys kMmpp{kMmppKeys};
constexpr Keys kProfile{kProfileKeys};
constexpr Keys kRequested{kRequestedKeys};
constexpr Keys kPreemptible{kPreemptibleKeys};
constexpr Keys kTenant{kTenantKeys};
constexpr Keys kInput{kInputKeys};
constexpr Keys kDistribution{kDistributionKeys};
constexpr Keys kLognormal{kLognormalKeys};
constexpr Keys kExponential{kExponentialKeys};
constexpr Keys kUniform{kUniformKeys};
constexpr Keys kService{kServiceKeys};
constexpr Keys kShift{kShiftKeys};

}  // namespace suanwang::keys
