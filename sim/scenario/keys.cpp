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
Names drops() { return {"drop"}; }
Names packings() { return {kPackings.begin(), kPackings.end()}; }
Names draws() { return {"nothing", "idle"}; }
Names parts() { return {"site", "pool", "node"}; }
Names payers() { return {"operator", "tenant"}; }

constexpr Form kDuration = quantity(Dimension::duration);
constexpr Forms kMoment{kADate, kDuration};
constexpr Form kWeight = number(0, 1e9);
constexpr Forms kCard{kAnId, block("accelerator")};

constexpr Key kId{"id", "an id such as zhongwei", "name by which other keys refer to it", kAnId,
                  kRequired};
constexpr Key kName{"name", "a name, or {en: ..., zh: ...}", "what reports call it",
                    Forms(kAnyText, block("text"))};
constexpr Key kHubOf{"hub", "the id of a hub", "hub it belongs to", kAnId};
constexpr Key kLon{"lon", "degrees East such as 105.19", "longitude", number(-180, 180)};
constexpr Key kLat{"lat", "degrees North such as 37.52", "latitude", number(-90, 90)};
constexpr Key kSide{"side", "east or west", "side of the East-West line", word(sides)};

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
    Key{"region", "the id of a region", "power cap, weather or grid of all sites that stand in it",
        kAnId},
    Key{"pool", "the id of a pool", "of that site; default all", kAnId},
    Key{"cards", "a whole number", "that many of the pool, drawn at random; default all",
        integer(1, kMost)},
    Key{"down", "a duration such as 12 h, or forever", "how long it carries or computes nothing",
        Forms(kDuration, word(forever))},
    Key{"drain", "a duration such as 6 h", "how long nothing new starts there; what runs goes on",
        kDuration},
    Key{"power_cap", "a power such as 10 MW, or a percentage such as 70 %",
        "new bound on the power of a site, or of each site of a region; a percentage is of its own "
        "cap or, without one, of its power with all cards busy",
        Forms(quantity(Dimension::power), kAPercentage)},
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
constexpr Keys kLink{kLinkKeys};
constexpr Keys kNetwork{kNetworkKeys};
constexpr Keys kMissing{kMissingKeys};
constexpr Keys kEvent{kEventKeys};
constexpr Keys kFailure{kFailureKeys};
constexpr Keys kShift{kShiftKeys};

}  // namespace suanwang::keys
