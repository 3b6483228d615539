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
constexpr double kMost = static_cast<double>(kMostCards);
constexpr Form kDuration = quantity(Dimension::duration);

using Names = std::vector<std::string_view>;
Names overruns() { return {"extend", "kill"}; }
Names on_failures() { return {"restart", "fail"}; }
Names nevers() { return {"false"}; }
Names filters() { return {kTraceFilters.begin(), kTraceFilters.end()}; }

constexpr Key kId{"id", "an id such as zhongwei", "name by which other keys refer to it", kAnId,
                  kRequired};
constexpr Key kName{"name", "a name, or {en: ..., zh: ...}", "what reports call it",
                    Forms(kAnyText, block("text"))};
constexpr Key kFrom{"from", "weights of regions such as {shanghai: 1}, or the name of a demand map",
                    "where the demand arises", Forms(kAnId, kIdWeights), kRequired};
constexpr Key kLatencyBound{"latency", "a duration such as 50 ms",
                            "bound on the round trip from region to site", kDuration};
constexpr Key kTransferRate{"transfer_rate", "a data rate such as 10 Gbps",
                            "bound on the rate of one transfer", quantity(Dimension::data_rate)};
constexpr Form kCards = distribution(Dimension::number, {.low = 1, .high = kMost});
constexpr Forms kCard{kAnId, block("accelerator")};

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

constexpr Keys kWorkload{kWorkloadKeys};
constexpr Keys kArrivals{kArrivalsKeys};
constexpr Keys kMmpp{kMmppKeys};
constexpr Keys kProfile{kProfileKeys};
constexpr Keys kRequested{kRequestedKeys};
constexpr Keys kTenant{kTenantKeys};
constexpr Keys kPreemptible{kPreemptibleKeys};
constexpr Keys kInput{kInputKeys};
constexpr Keys kDistribution{kDistributionKeys};
constexpr Keys kLognormal{kLognormalKeys};
constexpr Keys kExponential{kExponentialKeys};
constexpr Keys kUniform{kUniformKeys};
constexpr Keys kService{kServiceKeys};

}  // namespace suanwang::keys
