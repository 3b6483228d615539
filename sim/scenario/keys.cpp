#include "sim/scenario/keys.hpp"

#include <array>

namespace suanwang::keys {
namespace {

constexpr bool kRequired = true;

constexpr Key kId{"id", "an id such as zhongwei", "name by which other keys refer to it",
                  kRequired};
constexpr Key kName{"name", "a name, or {en: ..., zh: ...}", "what reports call it"};
constexpr Key kHubOf{"hub", "the id of a hub", "hub it belongs to"};
constexpr Key kLon{"lon", "degrees East such as 105.19", "longitude"};
constexpr Key kLat{"lat", "degrees North such as 37.52", "latitude"};
constexpr Key kSide{"side", "east or west", "side of the East-West line"};
constexpr Key kFrom{"from", "weights of regions such as {shanghai: 1}, or the name of a demand map",
                    "where the demand arises", kRequired};
constexpr Key kLatencyBound{"latency", "a duration such as 50 ms",
                            "bound on the round trip from region to site"};

constexpr Key required(Key key) {
  key.required = true;
  return key;
}

constexpr std::array kScenarioKeys{
    Key{"suanwang", "the format version, 1", "format version", kRequired},
    Key{"name", "a short name", "name of the scenario; default: its folder or file"},
    Key{"title", "a title, or {en: ..., zh: ...}", "what reports call it"},
    Key{"base", "a scenario to start from",
        "another scenario, of which this one tells the changes"},
    Key{"model", "the name of a model such as national-2025",
        "blocks of the built-in catalogue to start from"},
    Key{"seed", "a whole number", "seed of all random streams; default 1"},
    Key{"start", "a date such as 2025-03-01", "civil date at which the run begins (UTC+8)"},
    Key{"duration", "a duration such as 30 d, or until done", "how long to simulate"},
    Key{"until", "done", "simulate until every job is finished"},
    Key{"warmup", "a duration such as 2 d", "simulated first, but not measured"},
    Key{"initial", "empty or steady", "state of the sites at the start; default empty"},
    Key{"scale", "a fraction such as 0.01", "rate factor of small jobs, which stand for bundles"},
    Key{"demand", "a factor such as 1.2", "factor on all arrival rates and service demand"},
    Key{"routing", "a block of keys", "how transfers find their paths"},
    Key{"placement", "a block of keys", "how jobs find their sites"},
    Key{"hubs", "a list of hubs", "national hubs"},
    Key{"relays", "a list of relay points", "nodes of the network that only pass data on"},
    Key{"regions", "a list of regions", "places where demand arises"},
    Key{"sites", "a list of sites", "computing centres"},
    Key{"links", "a list of links", "fibre routes"},
    Key{"workloads", "a list of workloads", "classes of batch jobs"},
    Key{"services", "a list of services", "online inference"},
};

constexpr std::array kTextKeys{
    Key{"en", "text", "English"},
    Key{"zh", "text", "Chinese"},
};

constexpr std::array kRoutingKeys{
    Key{"paths", "a whole number", "shortest loopless paths to choose among; default 3"},
    Key{"choose", "shortest or least-loaded", "path of a transfer; default shortest"},
    Key{"transfer_rate", "a data rate such as 10 Gbps", "access rate of one transfer"},
};

constexpr std::array kPlacementKeys{
    Key{"policy", "the name of a policy such as nearest", "placement policy; default nearest"},
    Key{"hot", "a block of keys", "what tiered-latency keeps near"},
    Key{"weights", "a block of keys", "of weighted; default 1 each"},
    Key{"formula", "an expression such as latency_ms + wait_s / 60", "of formula; least wins"},
};

constexpr std::array kWeightsKeys{
    Key{"latency", "a number such as 1", "of the round trip / 50 ms"},
    Key{"wait", "a number such as 1", "of the estimated wait / 1 h"},
    Key{"price", "a number such as 1", "of PUE x price / (1 CNY/kWh)"},
    Key{"carbon", "a number such as 1", "of PUE x carbon / (1 kg/kWh)"},
};

constexpr std::array kHotKeys{
    Key{"deadline", "a duration such as 12 h", "deadline or slack of a hot job is no longer"},
    Key{"latency", "a duration such as 50 ms", "round-trip bound of a hot job is no longer"},
};

constexpr std::array kRelayKeys{kId, required(kLon), required(kLat)};

constexpr std::array kHubKeys{kId, kName, required(kSide)};

constexpr std::array kRegionKeys{kId,    kName,          required(kSide),
                                 kHubOf, required(kLon), required(kLat)};

constexpr std::array kSiteKeys{
    kId,
    kName,
    kHubOf,
    Key{"cluster", "the name of a cluster", "cluster it belongs to"},
    Key{"region", "the id of a region", "region it stands in"},
    kSide,
    Key{"at", "the id of a region or relay", "node it stands on, with no network in between"},
    kLon,
    kLat,
    Key{"access", "a block of keys, or a duration", "access latency"},
    Key{"storage", "an amount of data such as 200 PB", "keeps data sets that jobs share"},
    Key{"pools", "a list of pools", "cards", kRequired},
    Key{"power", "a block of keys", "how it is fed and cooled, what it pays and emits"},
    Key{"queue", "the name of a queue discipline such as fcfs", "default fcfs"},
};

constexpr std::array kAccessKeys{
    Key{"latency", "a duration such as 2 ms", "added to every round trip; default 0 ms"},
};

constexpr std::array kPoolKeys{
    kId,
    Key{"accelerator", "a row of the catalogue, or {peak: ..., idle: ..., busy: ...}", "the card",
        kRequired},
    Key{"count", "a whole number", "cards installed", kRequired},
    Key{"powered", "a whole number", "cards that draw idle power; default all"},
};

constexpr std::array kAcceleratorKeys{
    Key{"id", "an id", "name of the card"},
    Key{"peak", "a computing speed such as 320 TFLOPS", "dense FP16", kRequired},
    Key{"achieved", "a fraction such as 0.4", "of the peak, by real work; default 1"},
    Key{"memory", "an amount of data such as 64 GB", "of one card"},
    Key{"idle", "a power such as 90 W", "drawn by an idle card with its share of the server",
        kRequired},
    Key{"busy", "a power such as 500 W", "drawn by a busy card", kRequired},
};

constexpr std::array kPowerKeys{
    Key{"cap", "a power such as 30 MW", "bound on the power of the facility"},
    Key{"pue", "a number such as 1.15, or {mean: ..., climate: ...}", "default 1"},
    Key{"price", "a price of energy such as 0.36 CNY/kWh", "default 0"},
    Key{"tariff", "a row of the catalogue, 24 numbers, or {seasons: [...]}",
        "price multiplier by the hour; default 1"},
    Key{"carbon", "a carbon intensity such as 600 g/kWh", "default 0"},
    Key{"green", "a fraction such as 0.8 or 80 %", "share of energy without carbon; default 0"},
};

constexpr std::array kPueKeys{
    Key{"mean", "a number such as 1.15", "mean over the year", kRequired},
    Key{"climate", "a row of the catalogue, or 12 temperatures",
        "monthly outdoor temperature [degC], January first", kRequired},
};

constexpr std::array kTariffKeys{
    Key{"seasons", "a list of seasons", "each a set of months", kRequired},
};

constexpr std::array kSeasonKeys{
    Key{"months", "a list of months such as [7, 8]", "1: January", kRequired},
    Key{"multiplier", "24 numbers", "times the flat price, by the hour of the day", kRequired},
};

constexpr std::array kLinkKeys{
    kId,
    Key{"between", "two ids such as [shanghai, zhongwei]", "ends of a link of both directions"},
    Key{"from", "the id of a node", "start of a link of one direction"},
    Key{"to", "the id of a node", "end of a link of one direction"},
    Key{"capacity", "a data rate such as 400 Gbps", "of each direction", kRequired},
    Key{"latency", "a duration such as 14 ms", "one way", kRequired},
    Key{"price", "a price of data such as 0.02 CNY/GB", "default 0"},
};

constexpr std::array kWorkloadKeys{
    kId,
    kName,
    kFrom,
    Key{"arrivals", "{poisson: ...}, {every: ...} or {at: [...]}", "when jobs come", kRequired},
    Key{"accelerators", "a whole number or a distribution", "cards of a job; default 1"},
    Key{"runtime", "a duration such as 2 h, or a distribution", "on the pool it runs in"},
    Key{"work", "computing work such as 3 EFLOP, or a distribution", "instead of a run time"},
    Key{"reference", "a row of the catalogue, or {peak: ..., idle: ..., busy: ...}",
        "card that the run time is measured on"},
    Key{"requested", "a duration such as 4 h, or {times: 1.5}", "what the user asks for"},
    Key{"overrun", "extend or kill", "what befalls a job that outlives its request"},
    Key{"input", "an amount of data such as 200 GB, a distribution, or a block of keys",
        "moved in before the job runs"},
    Key{"output", "an amount of data such as 1 GB, or a distribution", "moved back"},
    kLatencyBound,
    Key{"deadline", "a duration such as 48 h", "after submission"},
    Key{"slack", "a duration such as 12 h", "after submission and run time"},
};

constexpr std::array kArrivalsKeys{
    Key{"poisson", "a rate such as 40 per h", "mean over a week, all regions together"},
    Key{"profile", "a block of keys", "rate by hour of the week"},
    Key{"every", "a duration such as 10 min", "regular arrivals"},
    Key{"first", "a duration such as 0 s", "first of the regular arrivals; default 0 s"},
    Key{"at", "a list of times such as [0 s, 5 s]", "given arrivals, after the start"},
};

constexpr std::array kProfileKeys{
    Key{"day", "24 numbers", "relative rate by the hour of a working day", kRequired},
    Key{"weekend", "a factor such as 0.6", "on Saturday and Sunday; default 1"},
};

constexpr std::array kRequestedKeys{
    Key{"times", "a factor such as 1.5", "multiple of the run time", kRequired},
};

constexpr std::array kInputKeys{
    Key{"size", "an amount of data such as 200 GB, or a distribution", "of one job", kRequired},
    Key{"datasets", "a whole number", "standing data sets that the jobs share; default 0"},
    Key{"reuse", "a fraction such as 0.9", "share of the input that is its data set"},
    Key{"zipf", "a number such as 1", "exponent of the choice among data sets; default 1"},
};

constexpr std::array kDistributionKeys{
    Key{"lognormal", "a block of keys", "median, sigma, max"},
    Key{"exponential", "a block of keys", "mean, max"},
    Key{"uniform", "a block of keys", "from, to"},
    Key{"choice", "values and weights such as {8: 0.7, 64: 0.3}", "one of some values"},
};

constexpr std::array kLognormalKeys{
    Key{"median", "a quantity", "half of the values are below", kRequired},
    Key{"sigma", "a number such as 1", "standard deviation of the logarithm", kRequired},
    Key{"max", "a quantity", "larger values are cut down to it"},
};

constexpr std::array kExponentialKeys{
    Key{"mean", "a quantity", "before the cut", kRequired},
    Key{"max", "a quantity", "larger values are cut down to it"},
};

constexpr std::array kUniformKeys{
    Key{"from", "a quantity", "smallest value", kRequired},
    Key{"to", "a quantity", "no value reaches it", kRequired},
};

constexpr std::array kServiceKeys{
    kId,
    kName,
    kFrom,
    Key{"cards", "a number such as 900", "all regions together, at a day value of 1", kRequired},
    Key{"day", "24 numbers", "relative demand by the hour of the day; default all 1"},
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
constexpr Keys kAccess{kAccessKeys};
constexpr Keys kPool{kPoolKeys};
constexpr Keys kAccelerator{kAcceleratorKeys};
constexpr Keys kPower{kPowerKeys};
constexpr Keys kPue{kPueKeys};
constexpr Keys kTariff{kTariffKeys};
constexpr Keys kSeason{kSeasonKeys};
constexpr Keys kLink{kLinkKeys};
constexpr Keys kWorkload{kWorkloadKeys};
constexpr Keys kArrivals{kArrivalsKeys};
constexpr Keys kProfile{kProfileKeys};
constexpr Keys kRequested{kRequestedKeys};
constexpr Keys kInput{kInputKeys};
constexpr Keys kDistribution{kDistributionKeys};
constexpr Keys kLognormal{kLognormalKeys};
constexpr Keys kExponential{kExponentialKeys};
constexpr Keys kUniform{kUniformKeys};
constexpr Keys kService{kServiceKeys};

std::span<const Block> all_blocks() {
  static const std::array kBlocks{
      Block{"scenario", kScenario},
      Block{"text", kText},
      Block{"routing", kRouting},
      Block{"placement", kPlacement},
      Block{"hot", kHot},
      Block{"weights", kWeights},
      Block{"relay", kRelay},
      Block{"hub", kHub},
      Block{"region", kRegion},
      Block{"access", kAccess},
      Block{"site", kSite},
      Block{"pool", kPool},
      Block{"accelerator", kAccelerator},
      Block{"power", kPower},
      Block{"pue", kPue},
      Block{"tariff", kTariff},
      Block{"season", kSeason},
      Block{"link", kLink},
      Block{"workload", kWorkload},
      Block{"arrivals", kArrivals},
      Block{"profile", kProfile},
      Block{"requested", kRequested},
      Block{"input", kInput},
      Block{"distribution", kDistribution},
      Block{"lognormal", kLognormal},
      Block{"exponential", kExponential},
      Block{"uniform", kUniform},
      Block{"service", kService},
  };
  return kBlocks;
}

}  // namespace suanwang::keys
