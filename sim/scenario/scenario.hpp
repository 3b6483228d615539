#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "models/economy/accounts.hpp"
#include "models/grid/supply.hpp"
#include "models/growth/growth.hpp"
#include "models/packing/node_packer.hpp"
#include "models/placement/policies.hpp"
#include "models/power/climate.hpp"
#include "models/power/cooling.hpp"
#include "models/power/sleep.hpp"
#include "models/power/water.hpp"
#include "models/queue/disciplines.hpp"
#include "models/workload/checkpoints.hpp"
#include "models/workload/distribution.hpp"
#include "models/workload/mmpp.hpp"
#include "sim/scenario/economy.hpp"
#include "sim/scenario/levers.hpp"
#include "sim/trace/trace.hpp"

namespace suanwang {

/// A place where demand arises: a province or a city. Also a node of the network.
struct Region {
  std::string id;
  Text name;
  Side side = Side::east;
  std::string hub;  ///< hub the region belongs to; empty: none
  double lon_deg = 0;
  double lat_deg = 0;
  /// Access rate of one transfer from or to it; infinity: the region itself bounds none.
  double transfer_rate_bps = std::numeric_limits<double>::infinity();

  friend bool operator==(const Region&, const Region&) = default;
};

/// A national hub: a name for some regions and the clusters in them.
struct Hub {
  std::string id;
  Text name;
  Side side = Side::east;

  friend bool operator==(const Hub&, const Hub&) = default;
};

/// A pure relay point of the network.
struct Relay {
  std::string id;
  double lon_deg = 0;
  double lat_deg = 0;

  friend bool operator==(const Relay&, const Relay&) = default;
};

/// One accelerator card with its share of the server.
struct Accelerator {
  std::string id;
  std::string platform;   ///< software that runs on it, such as cuda or cann; empty: not told
  double peak_flops = 0;  ///< dense FP16
  double achieved_fraction = 1;  ///< of the peak, by real work
  double memory_bytes = 0;
  double idle_w = 0;
  double busy_w = 0;

  friend bool operator==(const Accelerator&, const Accelerator&) = default;
};

/// Identical cards of one site.
struct Pool {
  std::string id;
  Accelerator accelerator;
  std::int64_t count = 0;
  std::int64_t powered =
      0;  ///< cards that draw idle power; `count` unless the scenario says otherwise
  std::int64_t node_cards = 8;     ///< cards of one node (server)
  std::optional<Packing> packing;  ///< jobs are packed on nodes; empty: the cards are only counted
  std::optional<SleepRule> sleep{};  ///< empty: idle cards stay awake
  CardCosts costs{};                 ///< of one card, where the scenario has an economy
  double opens_s = 0;                ///< with `count` cards; 0 or less: from the start
  double closes_s = std::numeric_limits<double>::infinity();

  friend bool operator==(const Pool&, const Pool&) = default;
};

/// What becomes of running jobs when a site may draw less power than they take.
enum class OverCap { slow, preempt };

/// A value for each hour of the day (China Standard Time) in each month, January first.
using DayByMonth = std::array<std::array<double, 24>, 12>;

/// Plants of one kind, or energy that would else be curtailed.
struct Plant {
  double power_w = 0;            ///< installed
  DayByMonth output{};           ///< share of the installed power
  double price_cny_per_kwh = 0;  ///< of what is used or stored

  auto operator<=>(const Plant&) const = default;
};

/// Power of another province, over a line.
struct FarPower {
  LongLine line;
  double price_cny_per_kwh = 0;  ///< flat, where it is made
  DayByMonth tariff_multiplier{};
  double carbon_kg_per_kwh = 0;
  double power_w = 0;  ///< that arrives at most, and comes first; 0: a share of whatever is drawn

  friend bool operator==(const FarPower&, const FarPower&) = default;
};

/// What feeds a site beside the grid of its place.
struct SiteSources {
  std::vector<Plant> own;  ///< sorted
  std::optional<Plant> curtailed;
  std::optional<BatterySpec> battery;
  BatteryRule rule;
  double demand_charge_cny_per_kw = 0;  ///< each month
  std::optional<FarPower> far;

  /// Does what is paid depend on the course of the power within an hour?
  bool follow_power() const {
    return !own.empty() || curtailed || battery || demand_charge_cny_per_kw > 0 ||
           (far && far->power_w > 0);
  }

  friend bool operator==(const SiteSources&, const SiteSources&) = default;
};

/// How a site is fed and cooled, with what it pays and emits.
struct SitePower {
  double cap_w = std::numeric_limits<double>::infinity();  ///< bound on facility power
  OverCap over_cap = OverCap::slow;
  /// Facility / IT power, January first; where there is `cooling`, this is the stated mean.
  std::array<double, 12> pue_by_month{};
  std::optional<Climate> climate;  ///< outdoors; empty: nothing depends on it
  std::optional<Cooling> cooling;  ///< by temperature and load; only with a climate
  std::optional<WaterUse> water;   ///< empty: none
  double price_cny_per_kwh = 0;    ///< flat price
  /// Price multiplier by month and hour of the day (China Standard Time); all 1 for a flat tariff.
  std::array<std::array<double, 24>, 12> tariff_multiplier{};
  double carbon_kg_per_kwh = 0;  ///< intensity of the grid
  /// Carbon multiplier by the hour of the day; its mean is 1.
  std::array<double, 24> carbon_day{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  double green_share = 0;  ///< of the grid's energy, bought green; carries no carbon by contract
  double green_rate = 0;   ///< by which the share rises each 1 January of the run, up to all
  double green_premium_cny_per_kwh = 0;  ///< on top of the price, for each green kWh
  std::vector<double> price_by_hour;     ///< [CNY/kWh] from the start; empty: price and tariff hold
  SiteSources sources;

  friend bool operator==(const SitePower&, const SitePower&) = default;
};

/// A centre with accelerators: hub > cluster > site.
struct Site {
  std::string id;
  Text name;
  std::string hub;      ///< empty: none
  std::string cluster;  ///< empty: not part of a cluster
  std::string region;   ///< region (province) it stands in; empty: none
  Side side = Side::east;
  std::string at;  ///< node it stands on without a network in between; empty: it is a node itself
  double lon_deg = 0;
  double lat_deg = 0;
  double access_latency_s = 0;  ///< added to every round trip
  double storage_bytes = 0;     ///< keeps data sets that jobs share
  std::vector<Pool> pools;
  SitePower power;
  std::string queue = "fcfs";  ///< name of a queue discipline
  QueueSettings queue_settings;
  double opens_s = 0;  ///< 0 or less: from the start
  double closes_s = std::numeric_limits<double>::infinity();

  friend bool operator==(const Site&, const Site&) = default;
};

/// A fibre route: two directed links, or one where `one_way`.
struct Link {
  std::string id;
  std::string from;
  std::string to;
  bool one_way = false;
  double capacity_bps = 0;  ///< each direction
  double latency_s = 0;     ///< one way
  double price_cny_per_gb = 0;
  std::string kind{};  ///< class of the route, of which `failures:` may speak; empty: none
  double energy_kwh_per_gb = 0;  ///< drawn to carry data, in either direction

  friend bool operator==(const Link&, const Link&) = default;
};

/// Random arrivals whose rate may follow the hour of the week.
struct PoissonArrivals {
  double rate_per_s = 0;                   ///< mean over a week, all regions together
  std::array<double, 168> week_profile{};  ///< multiplier by hour from Monday 00:00; its mean is 1

  friend bool operator==(const PoissonArrivals&, const PoissonArrivals&) = default;
};

/// One job each `interval_s`, the first at `first_s`.
struct PeriodicArrivals {
  double interval_s = 0;
  double first_s = 0;

  friend bool operator==(const PeriodicArrivals&, const PeriodicArrivals&) = default;
};

/// Jobs at given times since the start, ascending.
struct ListedArrivals {
  std::vector<double> times_s;

  friend bool operator==(const ListedArrivals&, const ListedArrivals&) = default;
};

/// The jobs of a trace, each with its own size and times.
struct TraceArrivals {
  TraceSpec trace;

  friend bool operator==(const TraceArrivals&, const TraceArrivals&) = default;
};

using Arrivals =
    std::variant<PoissonArrivals, PeriodicArrivals, ListedArrivals, MmppArrivals, TraceArrivals>;

/// Jobs per second in the long run, all regions together; 0 for listed ones and traces.
double rate_per_s(const Arrivals& arrivals);
/// Do the arrivals come to an end by themselves?
bool has_end(const Arrivals& arrivals);

/// Whose jobs they are. Names are shared by all classes; numbered tenants are the class's own.
struct TenantMix {
  std::string name;  ///< of the only one; empty: as the trace says, else the class's id
  int zipf = 0;      ///< or so many, the k-th with a weight of 1 / k

  friend bool operator==(const TenantMix&, const TenantMix&) = default;
};

/// Weights over regions: (region id, weight > 0), sorted by id; the weights need not sum to 1.
using DemandMap = std::vector<std::pair<std::string, double>>;

/// What a job moves in before it runs.
struct InputData {
  Distribution size_bytes = Constant{0};
  int datasets = 0;        ///< standing data sets that the jobs of the class share; 0: none
  double reuse_share = 0;  ///< share of the input that is its data set, in [0, 1]
  double zipf = 1;         ///< exponent of the choice among the data sets

  friend bool operator==(const InputData&, const InputData&) = default;
};

enum class Overrun { extend, kill };

/// What becomes of a job whose cards fail.
enum class OnFailure { restart, fail };

/// A class of batch jobs.
struct Workload {
  std::string id;
  Text name;
  DemandMap from;
  Arrivals arrivals = PoissonArrivals{};
  Distribution accelerators = Constant{1};
  /// Run time [s] on the pool it runs in (or on `reference`), or, where `by_work`, work [FLOP].
  Distribution runtime_s = Constant{0};
  bool by_work = false;
  std::optional<Accelerator> reference;  ///< the run time is on this card and scales with speed
  double requested_times = 1;            ///< requested time as a multiple of the run time
  std::optional<double> requested_s;     ///< or one fixed request
  /// Or, of a trace, a multiple of what each job states (of its run time where it states nothing).
  std::optional<double> requested_stated;
  Overrun overrun = Overrun::extend;
  TenantMix tenant;
  std::int16_t priority = 0;
  bool preemptible = false;
  std::optional<Checkpoints> checkpoints;  ///< empty: an interrupted job begins anew
  OnFailure on_failure = OnFailure::restart;
  std::uint32_t max_failures = 0;    ///< a job is given up at that failure; 0: never
  std::vector<std::string> runs_on;  ///< cards or platforms it is ported to; empty: any
  double memory_bytes = 0;           ///< needed on each card
  InputData input;
  Distribution output_bytes = Constant{0};
  /// Bound on the rate of one transfer of the class, and its share of a full link.
  double transfer_rate_bps = std::numeric_limits<double>::infinity();
  double transfer_weight = 1;
  double latency_bound_s = std::numeric_limits<double>::infinity();  ///< round trip
  double deadline_s = std::numeric_limits<double>::infinity();       ///< after submission
  double slack_s = std::numeric_limits<double>::infinity();  ///< after submission + run time

  friend bool operator==(const Workload&, const Workload&) = default;
};

/// Online inference: a demand in cards, or in requests, that follows the hour of the day.
struct Service {
  std::string id;
  Text name;
  DemandMap from;
  double cards = 0;             ///< all regions together, at a day value of 1
  double throughput_per_s = 0;  ///< requests that a card answers; 0: the demand is told in cards
  double replica_cards = 0;     ///< cards come and go by that many; 0: as the demand asks
  double start_up_s = 0;        ///< from when cards are taken to their first answer
  std::array<double, 24> day{};
  double latency_bound_s = std::numeric_limits<double>::infinity();  ///< round trip

  friend bool operator==(const Service&, const Service&) = default;
};

/// Which of its paths a transfer takes; the words are in `kPathChoices`.
enum class PathChoice { shortest, ecmp, widest, least_loaded };
inline constexpr std::array<std::string_view, 4> kPathChoices{"shortest", "ecmp", "widest",
                                                              "least-loaded"};

struct Routing {
  int paths = 3;
  PathChoice choose = PathChoice::shortest;
  /// Access rate of one transfer; infinity: bounded by the links alone.
  double transfer_rate_bps = std::numeric_limits<double>::infinity();
  /// Window of one transfer [byte]: it moves at most this much in each round trip of its path.
  double window_bytes = std::numeric_limits<double>::infinity();
  double equal_within_s = 1e-4;  ///< paths no longer than this beyond the shortest are equal (ecmp)

  friend bool operator==(const Routing&, const Routing&) = default;
};

/// Something that befalls the network at a date.
struct NetworkEvent {
  double at_s = 0;
  std::string link, node;  ///< one of them
  /// How long it is down; infinity: for good. 0: the capacity changes instead.
  double down_s = 0;
  double capacity_bps = 0;                                 ///< new capacity of each direction
  double for_s = std::numeric_limits<double>::infinity();  ///< how long the capacity holds
  std::optional<double> every_s;                           ///< again and again

  auto operator<=>(const NetworkEvent&) const = default;
};

/// Random failures: each part of this description fails by itself, up and down for exponentially
/// distributed times.
struct FailureLaw {
  std::string kind, link, node;  ///< one of them; `kind` of links
  double mtbf_s = 0;             ///< mean time from a repair to the next failure
  double mttr_s = 0;             ///< mean time to repair

  auto operator<=>(const FailureLaw&) const = default;
};

/// What happens to the cards of a site at a date.
struct SiteEvent {
  /// `heat` is no event of a scenario: a heat wave where a cap bounds what the site may draw.
  enum class What { down, drain, power_cap, heat };

  double at_s = 0;
  std::string site;
  std::string pool;    ///< empty: the whole site
  std::string region;  ///< instead of a site, of `power_cap`: each site that stands in it
  What what = What::down;
  std::int64_t cards = 0;  ///< that many of the pool's, drawn at random; 0: all
  double lasts_s = 0;      ///< infinity: for good
  double cap_w = 0;        ///< of `power_cap`
  /// Of `power_cap`, instead: so much of the site's own cap or, where it has none, of what it draws
  /// with all cards busy.
  std::optional<double> cap_share;
  bool draws_idle = false;  ///< cards that are down draw idle power
  std::optional<double> every_s;

  bool concerns(const Site& at) const {
    return region.empty() ? site == at.id : region == at.region;
  }

  auto operator<=>(const SiteEvent&) const = default;
};

/// Weather beside the climate: a heat wave, a cold spell, a warmer world.
struct WeatherEvent {
  double at_s = 0;
  double lasts_s = 0;        ///< infinity: for good
  std::string site, region;  ///< one of them; of a region, all sites that stand in it
  double change_k = 0;       ///< events at the same time add up
  std::optional<double> every_s;

  bool concerns(const Site& at) const {
    return region.empty() ? site == at.id : region == at.region;
  }

  auto operator<=>(const WeatherEvent&) const = default;
};

/// What makes energy from the grid dearer or dirtier for a while: a drought, a shortage. It begins
/// and ends at a full hour; events at the same time multiply.
struct GridEvent {
  double at_s = 0;
  double lasts_s = 0;        ///< infinity: for good
  std::string site, region;  ///< one of them; of a region, all sites that stand in it
  double price_factor = 1;
  double carbon_factor = 1;
  std::optional<double> every_s;

  bool concerns(const Site& at) const {
    return region.empty() ? site == at.id : region == at.region;
  }

  auto operator<=>(const GridEvent&) const = default;
};

/// Random failures of sites, pools or nodes, each by itself, with exponentially distributed times.
struct SiteFailureLaw {
  enum class Each { site, pool, node };

  Each each = Each::site;
  std::string site, pool;   ///< empty: all
  double mtbf_s = 0;        ///< mean time from a repair to the next failure
  double mttr_s = 0;        ///< mean time to repair
  bool draws_idle = false;  ///< cards that are down draw idle power

  auto operator<=>(const SiteFailureLaw&) const = default;
};

/// Jobs that wait, once their input is at the site, for an hour that is better for it.
struct Shift {
  enum class To { price, carbon };  ///< the words are in `kShiftAims`

  To to = To::price;
  double at_most_s = 12 * 3600;      ///< longest wait
  double margin_s = 0;               ///< kept before the deadline
  std::vector<std::string> classes;  ///< that may wait; empty: all

  friend bool operator==(const Shift&, const Shift&) = default;
};
inline constexpr std::array<std::string_view, 2> kShiftAims{"valley-price", "low-carbon"};

/// How many cards are installed, from a date on: of all pools that the fields name; empty ones name
/// all.
struct CapacityGrowth {
  GrowthLaw law;
  std::string site, hub, region;  ///< of these and `side` one at most
  std::optional<Side> side;
  std::string pool;
  std::string card;              ///< its id, such as ascend-910b
  double lead_s = 0;             ///< time of construction
  double cost_cny_per_card = 0;  ///< paid evenly over it

  auto operator<=>(const CapacityGrowth&) const = default;
};

/// How much is asked for, from a date on: by the random arrivals and the services that the fields
/// name; empty ones name all.
struct DemandGrowth {
  GrowthLaw law;
  std::string what;         ///< id of a workload or service
  std::string hub, region;  ///< where the demand arises; of these and `side` one at most
  std::optional<Side> side;

  auto operator<=>(const DemandGrowth&) const = default;
};

/// One figure of a published series.
struct PublishedPoint {
  std::string period;  ///< as published: 2024, or 2025-06
  int year = 0;
  double end_s = 0;  ///< end of the period, since the start
  double value = 0;  ///< in the unit of its series
  bool is_forecast = false;

  friend bool operator==(const PublishedPoint&, const PublishedPoint&) = default;
};

/// A published national series beside which a run is put.
struct PublishedSeries {
  /// `quoted`: an association that is reported as it was quoted; nothing in a run answers to it.
  enum class Measure { eflops, twh, pue, quoted };

  std::string id;
  Text name;
  Text scope;  ///< what it counts
  Measure measure = Measure::eflops;
  std::vector<PublishedPoint> points;  ///< in the order of time

  friend bool operator==(const PublishedSeries&, const PublishedSeries&) = default;
};

/// How the system changes over the years.
struct Growth {
  std::vector<CapacityGrowth> capacity;  ///< in the order of their dates
  std::vector<DemandGrowth> demand;      ///< in the order of their dates
  double lead_s = 0;                     ///< of pools that open
  double cost_cny_per_card = 0;
  std::vector<PublishedSeries> backtest;

  friend bool operator==(const Growth&, const Growth&) = default;
};

struct Placement {
  std::string policy = "nearest";
  PlacementSettings settings;
  bool tenant_pays = false;  ///< cost, as policies see it, is what the tenant pays
  std::optional<Shift> shift;

  friend bool operator==(const Placement&, const Placement&) = default;
};

enum class Initial { empty, steady };

/// What happens first at a site within one instant; the words are in `kEventRules`.
enum class EventRule {
  batch,  ///< ends, then arrivals, then one scheduling pass
  pyss,   ///< arrivals, then ends, each with a pass, as in the published schedules of SC'15
  pyss2,  ///< the same, and also an arrival that cannot start leads to a pass
};
inline constexpr std::array<std::string_view, 3> kEventRules{"batch", "pyss", "pyss2"};

/// Everything a run depends on, as plain values: equal scenarios give equal results.
struct Scenario {
  std::string name;
  Text title;
  std::uint64_t seed = 1;
  std::chrono::year_month_day start{std::chrono::year{2025}, std::chrono::January,
                                    std::chrono::day{1}};
  /// Measured end [s]; empty: until every job is done.
  std::optional<double> duration_s;
  double warmup_s = 0;
  Initial initial = Initial::empty;
  EventRule event_rule = EventRule::batch;
  /// Rate factor of jobs of at most kBundledCards cards; see MODEL in docs. 1: full size.
  double scale = 1;
  /// Factor on the arrival rates and service demand of everything.
  double demand = 1;
  Routing routing;
  std::vector<Relay> relays;
  std::vector<Hub> hubs;
  std::vector<Region> regions;
  std::vector<Site> sites;
  std::vector<Link> links;
  std::vector<NetworkEvent> events;  ///< in the order of their dates
  std::vector<FailureLaw> failures;
  std::vector<SiteEvent> site_events;  ///< in the order of their dates
  std::vector<SiteFailureLaw> site_failures;
  std::vector<WeatherEvent> weather;   ///< in the order of their dates
  std::vector<GridEvent> grid_events;  ///< in the order of their dates
  std::vector<Workload> workloads;
  std::vector<Service> services;
  Placement placement;
  std::optional<Economy> economy;  ///< empty: nobody is billed
  Levers levers;
  Growth growth;

  friend bool operator==(const Scenario&, const Scenario&) = default;
};

}  // namespace suanwang
