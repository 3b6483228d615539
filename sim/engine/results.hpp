#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/engine/economy_results.hpp"
#include "sim/scenario/scenario.hpp"

namespace suanwang {

/// The ledger: where every job stands. Counts simulated jobs from the start of the run, whatever
/// the measured window; submitted = rejected + moving + queued + running + completed + failed.
struct JobLedger {
  std::uint64_t submitted = 0;  ///< `initial` ones included
  std::uint64_t rejected = 0;
  std::uint64_t moving = 0;  ///< input or output under way
  std::uint64_t queued = 0;
  std::uint64_t running = 0;
  std::uint64_t completed = 0;
  std::uint64_t failed = 0;
  std::uint64_t initial = 0;  ///< already running at the start (`initial: steady`)
  std::uint64_t represented =
      0;  ///< real jobs that the submitted ones stand for (`scale:` bundles)

  bool balances() const {
    return submitted == rejected + moving + queued + running + completed + failed;
  }
};

/// A sample of times [s]: weighted by the jobs that each simulated one stands for.
struct TimeStatistics {
  double weight = 0;  ///< how many jobs; 0: no figure
  double mean = 0;
  double p50 = 0;
  double p95 = 0;
  double p99 = 0;
};

/// Energy, money and carbon of the measured window; exact integrals.
struct EnergyAccount {
  double it_kwh = 0;
  double kwh = 0;  ///< facility
  double green_kwh = 0;
  double energy_cny = 0;
  double carbon_kg = 0;           ///< market-based: by what was contracted; green energy has none
  double location_carbon_kg = 0;  ///< location-based: all at the average of the grid there
  double water_litres = 0;        ///< of cooling

  /// Facility / IT energy; 0 where nothing was drawn.
  double pue() const { return it_kwh > 0 ? kwh / it_kwh : 0; }
  double green_share() const { return kwh > 0 ? green_kwh / kwh : 0; }

  EnergyAccount& operator+=(const EnergyAccount& o) {
    it_kwh += o.it_kwh;
    kwh += o.kwh;
    green_kwh += o.green_kwh;
    energy_cny += o.energy_cny;
    carbon_kg += o.carbon_kg;
    location_carbon_kg += o.location_carbon_kg;
    water_litres += o.water_litres;
    return *this;
  }
  EnergyAccount operator*(double factor) const {
    return {it_kwh * factor,      kwh * factor,       green_kwh * factor,
            energy_cny * factor,  carbon_kg * factor, location_carbon_kg * factor,
            water_litres * factor};
  }
  EnergyAccount& operator-=(const EnergyAccount& o) { return *this += o * -1; }
};

/// What carrying data draws in the measured window, beside the sites' own energy.
struct NetworkEnergy {
  double kwh = 0;
  double carbon_kg = 0;  ///< by the average of the grids at the ends of each link

  NetworkEnergy& operator+=(const NetworkEnergy& o) {
    kwh += o.kwh;
    carbon_kg += o.carbon_kg;
    return *this;
  }
  NetworkEnergy& operator-=(const NetworkEnergy& o) {
    kwh -= o.kwh;
    carbon_kg -= o.carbon_kg;
    return *this;
  }
};

/// What one user - a class, a service, a region, a tenant - drew in the window, at all sites.
struct UserAccount {
  double card_s = 0;     ///< held, whether of use or in vain
  EnergyAccount direct;  ///< drawn by its own busy cards
  EnergyAccount common;  ///< its share of all else that the sites it used drew, by card-seconds

  EnergyAccount total() const {
    EnergyAccount sum = direct;
    return sum += common;
  }
};

/// Card-seconds of the measured window. installed = allocated + idle + down.
struct CardAccount {
  double installed_card_s = 0;
  double down_card_s = 0;
  double batch_card_s = 0;    ///< busy with jobs
  double service_card_s = 0;  ///< held by services

  double available_card_s() const { return installed_card_s - down_card_s; }
  double allocated_card_s() const { return batch_card_s + service_card_s; }
  double idle_card_s() const { return available_card_s() - allocated_card_s(); }
  /// Busy / available; 0 where there is nothing.
  double utilization() const {
    return available_card_s() > 0 ? allocated_card_s() / available_card_s() : 0;
  }

  CardAccount& operator+=(const CardAccount& o) {
    installed_card_s += o.installed_card_s;
    down_card_s += o.down_card_s;
    batch_card_s += o.batch_card_s;
    service_card_s += o.service_card_s;
    return *this;
  }
};

/// Card-seconds of the measured window for which cards were busy in vain, and what stopped jobs.
struct WasteAccount {
  double lost_card_s = 0;        ///< work that had to be done again, or was given up
  double checkpoint_card_s = 0;  ///< spent on saving
  double restart_card_s = 0;     ///< spent on loading what was saved
  double failures = 0;           ///< runs stopped by cards that failed, weighted
  double preemptions = 0;        ///< runs stopped for services or a power cap, weighted

  double card_s() const { return lost_card_s + checkpoint_card_s + restart_card_s; }

  WasteAccount& operator+=(const WasteAccount& o) {
    lost_card_s += o.lost_card_s;
    checkpoint_card_s += o.checkpoint_card_s;
    restart_card_s += o.restart_card_s;
    failures += o.failures;
    preemptions += o.preemptions;
    return *this;
  }
};

/// What stands waiting at the end of the horizon.
struct WaitingAtEnd {
  double jobs = 0;  ///< weighted as above
  double cards = 0;
  double mean_s = 0;  ///< how long they have waited so far
  double longest_s = 0;
};

/// What a demand charge billed for one month, or the part of it inside the window.
struct MonthDemand {
  std::chrono::year_month month{};
  double share = 0;    ///< of the month's hours that lie in the window
  double peak_kw = 0;  ///< highest mean of a quarter of an hour drawn from the grid
  double cny = 0;
};

/// How a site with sources of its own, a battery or a demand charge was fed in the window.
struct SupplyResult {
  SupplyAccount account;
  double stored_kwh = 0;  ///< at the end
  std::vector<MonthDemand> months;

  double demand_cny() const {
    double sum = 0;
    for (const MonthDemand& month : months) sum += month.cny;
    return sum;
  }
};

struct SiteResult {
  std::string id;
  Text name;
  std::string hub, cluster, region;
  Side side = Side::east;
  std::int64_t cards = 0;
  CardAccount card;
  EnergyAccount energy;
  double surcharge_cny = 0;  ///< of `energy`: for a PUE above a ceiling
  TimeStatistics wait_s;     ///< of jobs started here in the window
  WasteAccount waste;
  double node_failures = 0;  ///< in the window
  WaitingAtEnd waiting;
  double waiting_card_s = 0;     ///< integral of the cards asked for by jobs in the queue
  double jobs_started = 0;       ///< in the window, weighted
  double input_bytes = 0;        ///< carried in for jobs in the window, the network's own count
  double output_bytes = 0;       ///< carried away
  double carriage_cny = 0;       ///< of what is carried in and away
  double dataset_hit_share = 0;  ///< of the shared data sets asked for in the window: already there
  double far_share = 0;          ///< of its grid energy, carried from another province
  std::optional<SupplyResult> supply;  ///< empty: the grid alone feeds it, without a demand charge
};

struct ClassResult {
  std::string id;
  Text name;
  double submitted = 0;  ///< in the window, weighted
  double rejected = 0;   ///< in the window, weighted
  double completed = 0;  ///< in the window, weighted
  double card_s = 0;     ///< executed in the window
  double west_card_s = 0;
  TimeStatistics wait_s;
  TimeStatistics response_s;
  double bounded_slowdown_mean = 0;
  double slo_jobs = 0;      ///< weighted jobs judged in the window ...
  double slo_attained = 0;  ///< ... and those inside latency bound and deadline
  WasteAccount waste;
  /// Free cards, anywhere, that the class is not ported to, up to the cards its queued jobs ask
  /// for; integral over the window.
  double stranded_card_s = 0;
  UserAccount used;
  BillAccount bills;                  ///< where the scenario has an economy
  std::string first_rejection;        ///< reason of the first rejected job; empty: none
  std::optional<TraceAccount> trace;  ///< what became of the lines of its trace
};

struct ServiceResult {
  std::string id;
  Text name;
  double demanded_card_s = 0;
  double served_card_s = 0;  ///< held inside the latency bound
  double west_card_s = 0;
  double latency_mean_s = 0;    ///< round trip, weighted by served card-seconds
  double throughput_per_s = 0;  ///< requests that a card answers; 0: its demand is told in cards
  UserAccount used;
  BillAccount bills{};  ///< where the scenario has an economy

  double requests() const { return demanded_card_s * throughput_per_s; }
  double requests_served() const { return served_card_s * throughput_per_s; }  ///< in bound
};

struct RegionResult {
  std::string id;
  Text name;
  std::string hub;
  Side side = Side::east;
  double submitted = 0;  ///< jobs in the window, weighted
  /// Asked for in the window, services included: a job asks for its cards from its submission on
  /// for as long as it runs, so served / demanded is 1 where nothing waits.
  double demanded_card_s = 0;
  double served_card_s = 0;  ///< executed for the region in the window, wherever, services included
  double west_card_s = 0;    ///< of the served ones, on western sites
  TimeStatistics wait_s;
  double sent_bytes = 0;  ///< input that left the region and output that came back to it
  double own_cards = 0;   ///< cards of the sites that stand in the region
  UserAccount used;       ///< for its jobs and services, wherever they ran
  BillAccount bills;      ///< where the scenario has an economy
};

/// Whose jobs drew what; services belong to no tenant.
struct TenantResult {
  std::string id;
  UserAccount used;
  BillAccount bills{};  ///< where the scenario has an economy
};

/// One fibre route, both directions.
struct LinkResult {
  std::string id, from, to;
  double capacity_bps = 0;   ///< each direction, at the end
  double forward_bytes = 0;  ///< from -> to, in the window
  double backward_bytes = 0;
  double forward_use = 0;  ///< carried / what could be carried while it was up
  double backward_use = 0;
  double peak_hour_use = 0;  ///< highest mean of one hour, either direction
  double carriage_cny = 0;
  NetworkEnergy energy{};
  double down_s = 0;  ///< in the window
};

/// One hour of one fibre route; the last row of a run may be a part of an hour.
struct LinkHour {
  double forward_bits = 0;
  double backward_bits = 0;
  double down_s = 0;
};

/// A time during which something was down, drained or capped, from the start of the run on.
struct Outage {
  enum class Kind { link, node, site, pool, drain, power_cap };

  std::string part;  ///< id; of a pool, site/pool
  Kind kind = Kind::link;
  double from_s = 0;
  double to_s = 0;      ///< infinite: down at the end of the run
  double rerouted = 0;  ///< transfers under way that took another path, weighted
  /// Transfers that found none and had to wait, from its beginning to that of the next outage.
  double stranded = 0;
  double stopped = 0;  ///< runs that it stopped, weighted
};

/// What one lever asked for, and what came of it in the measured window.
struct LeverResult {
  enum class Kind {
    quota_of_work,          ///< share of the card-seconds of the jobs placed; takes card-seconds
    quota_of_capacity,      ///< share of the peak computing speed; takes FLOP/s
    quota_of_new_capacity,  ///< the same of what opened in the window
    green,                  ///< green share; takes kWh; counts sites
    pue,                    ///< the highest PUE of the sites; takes kWh; counts sites
    circle,          ///< asks for a way of so many seconds; found: share inside; takes card-s
    residency,       ///< share inside; takes card-seconds
    local_priority,  ///< found: mean wait of own jobs [s]; takes card-seconds waited
    power_price,     ///< found: mean price that the sites paid [CNY/kWh]
    registry,        ///< share of the peak computing speed that is registered
    approval,        ///< found: the lowest use when asked; takes card-seconds; counts refusals
  };
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

  /// What a green floor of its own asked of one civil year.
  struct Year {
    int year = 0;
    double asked = kNone;  ///< NaN: nothing yet
    double found = kNone;  ///< NaN: no energy
    bool met = true;
    double violations = 0;  ///< sites
    double takes = 0;       ///< kWh
  };

  Kind kind = Kind::quota_of_work;
  std::string id;
  Text name;
  double asked = kNone;  ///< in the unit of the kind; NaN: nothing
  double found = kNone;  ///< NaN: there was nothing to measure
  bool met = true;
  double violations = 0;      ///< jobs (weighted) or sites
  double takes = 0;           ///< what it would take to meet it
  double moved = 0;           ///< quota: jobs steered; registry: jobs sent by what it told
  double turned_away = 0;     ///< circle, residency: jobs of its classes that were rejected
  double all_inside = kNone;  ///< circle, residency: share of the work of all classes
  double in_reach = kNone;    ///< circle: share of it that arose with some site inside
  double surcharge_cny = 0;   ///< pue
  bool is_share = false;      ///< power price: asked for is a share, not CNY/kWh
  double subsidy_cny = 0;     ///< power price: what the treasury paid
  double own_jobs = 0, other_jobs = 0, others_wait_s = kNone;  ///< local priority; started
  std::vector<std::string> sites{};                            ///< that miss it
  std::vector<Year> years{};  ///< green, where its floor changes; the row is of the last one

  // Approval, in cards of additions.
  double asks = 0;           ///< times that a use was looked at
  double asked_cards = 0;    ///< asked for
  double put_off_cards = 0;  ///< of these, not approved at once
  double waiting_cards = 0;  ///< put off, and not approved up to the end
  double dropped_cards = 0;  ///< put off, and no longer asked for
  double held_card_s = 0;    ///< card-time that was planned and not there
};

/// What waiting for better hours came to in the measured window; jobs are weighted.
struct ShiftResult {
  Shift::To to = Shift::To::price;
  double considered = 0;                       ///< jobs whose deadline left them a choice
  double held = 0;                             ///< of these, jobs that waited
  double wait_mean_s = 0, wait_longest_s = 0;  ///< of the jobs held
  double late = 0;                             ///< jobs held that then missed their deadline
  /// What the runs held would have cost more [CNY], or emitted more [kg], had they begun at once
  /// for as long as they asked; for `valley-price` and `low-carbon`.
  double saved = 0;
  std::uint64_t held_at_end = 0;  ///< simulated jobs, counted as moving in the ledger
};

/// One hour of one site; the last row of a run may be a part of an hour.
struct SiteHour {
  double batch_card_s = 0;
  double service_card_s = 0;
  double waiting_card_s = 0;
  double down_card_s = 0;
  double it_kwh = 0;
  double kwh = 0;
  double energy_cny = 0;
  double carbon_kg = 0;
  double installed_card_s = 0;  ///< of a site whose cards change over the years; else 0
};

/// A civil year, or what of it lies in the measured window.
struct YearResult {
  int year = 0;
  double from_s = 0;
  double to_s = 0;
  CardAccount card;
  EnergyAccount energy;
  double carriage_cny = 0;
  NetworkEnergy network{};
  double west_card_s = 0;  ///< of the busy card-seconds, on western sites
  double submitted = 0;    ///< jobs, weighted
  double rejected = 0;
  double completed = 0;
  double wait_mean_s = 0;       ///< of jobs started in it
  double started = 0;           ///< how many
  double demanded_card_s = 0;   ///< by services
  double served_card_s = 0;     ///< of these
  double opened_cards = 0;      ///< installed in it
  double retired_cards = 0;     ///< taken out of use in it
  std::int64_t cards = 0;       ///< installed at its end
  double flops = 0;             ///< their peak, dense FP16
  double building_flops = 0;    ///< under construction at its end
  double construction_cny = 0;  ///< paid for what is built
};

/// One published figure beside what the run comes to.
struct BacktestRow {
  std::string id;  ///< of the series
  Text name, scope;
  PublishedSeries::Measure measure = PublishedSeries::Measure::eflops;
  std::string period;
  bool is_forecast = false;
  double published = 0;  ///< in the series' unit
  double model = 0;      ///< NaN: nothing in the model answers to it
};

struct Performance {
  std::uint64_t events = 0;
  double jobs_per_s = 0;
  double wall_s = 0;
  std::uint64_t peak_rss_bytes = 0;
};

/// Everything a run found. All but `ledger` and the hours is of the measured window. Its size does
/// not grow with the length of the run, unless the hours are kept.
struct Results {
  std::string scenario;
  Text title;
  std::string policy;
  std::uint64_t seed = 0;
  std::uint32_t replication = 0;
  std::chrono::year_month_day start{};
  double scale = 1;
  double from_s = 0;
  double to_s = 0;

  JobLedger ledger;
  CardAccount card;
  WasteAccount waste;
  EnergyAccount energy;
  /// Of `energy`, drawn by sites that nobody used: the classes and services sum to the rest, and so
  /// do the regions, and so do the tenants and services.
  EnergyAccount unattributed;
  double carriage_cny = 0;               ///< network carriage
  NetworkEnergy network;                 ///< not in `energy`, and not in any cost
  double carbon_cny = 0;                 ///< at the carbon price; cost = energy + carriage + carbon
  std::optional<EconomyResult> economy;  ///< where the scenario has one
  TimeStatistics wait_s;
  TimeStatistics response_s;
  double bounded_slowdown_mean = 0;
  double slo =
      0;  ///< jobs inside latency bound and deadline; without jobs, served share of services
  double west_share = 0;  ///< card-seconds executed on western sites / all
  double cross_region_bytes = 0;
  double moving_transfers_mean = 0;  ///< transfers under way, mean over the window, weighted
  double moving_transfers_peak = 0;
  double moving_bps_mean = 0;
  double moving_bps_peak = 0;  ///< of the hourly means
  double stranded_mean = 0;    ///< transfers without a path, mean over the window, weighted
  double stranded_at_end = 0;  ///< and those that still wait for one
  double jain = 0;
  double gini = 0;
  WaitingAtEnd waiting;

  std::vector<Hub> hubs;
  std::vector<SiteResult> sites;  ///< sorted by id, as all below
  std::vector<ClassResult> classes;
  std::vector<ServiceResult> services;
  std::vector<RegionResult> regions;
  std::vector<TenantResult> tenants;  ///< those that used any card
  std::vector<LinkResult> links;
  std::vector<YearResult> years;      ///< in their order
  std::vector<BacktestRow> backtest;  ///< series by series, in the order of time
  std::uint64_t hours_hash = 0;       ///< of the figures of all hours
  /// Only where RunOptions ask to keep them.
  /// hours[h * sites.size() + s]: hour h from the start of the run (warm-up included), site s.
  std::vector<SiteHour> hours;
  /// link_hours[h * links.size() + l]
  std::vector<LinkHour> link_hours;
  /// chart_hours[h * links.size() + l]: hour `chart_from` + h, so many hours as a reader is shown
  /// of the first link outages; none without one.
  std::vector<LinkHour> chart_hours;
  std::int64_t chart_from = 0;
  std::vector<Outage> outages;  ///< in the order of their beginnings
  std::vector<LeverResult> levers;
  std::optional<ShiftResult> shift;

  Performance performance;
};

enum class JobState : std::uint8_t { rejected, moving, queued, running, completed, failed };

/// One line of jobs.csv; times [s] since the start, NaN where the job never got there.
struct JobRecord {
  std::uint64_t job = 0;  ///< in the order of submission, or a trace's own number
  double weight = 1;      ///< real jobs it stands for
  const std::string* workload = nullptr;
  const std::string* region = nullptr;
  const std::string* site = nullptr;  ///< null: never placed
  const std::string* pool = nullptr;
  std::int64_t accelerators = 0;
  double submitted_s, input_started_s, queued_s, started_s, ended_s, completed_s;
  JobState state = JobState::completed;
  std::uint32_t failures = 0;  ///< of its cards while it ran
  std::uint32_t preemptions = 0;
  double energy_kwh = 0;
  double cost_cny = 0;
  double carbon_kg = 0;
  const std::string* tenant = nullptr;
};

/// Told of every job once: when it is done, or where it stands at the end of the horizon.
class JobListener {
 public:
  virtual ~JobListener() = default;
  virtual void on_job(const JobRecord& job) = 0;
};

/// One hour of a run, or the part of one with which it ends.
struct HourRecord {
  std::int64_t hour = 0;  ///< since the start of the run, warm-up included
  double length_s = 0;
  std::span<const SiteHour> sites;  ///< by site, in the order of their ids
  std::span<const LinkHour> links;  ///< by fibre route
};

/// Told of every hour once, as it is over.
class HourListener {
 public:
  virtual ~HourListener() = default;
  virtual void on_hour(const HourRecord& hour) = 0;
};

/// One start of a bundle of transfers on a path; a rerouted one starts again.
struct TransferRecord {
  double start_s = 0;
  std::span<const std::uint32_t> links;  ///< directed ones, in their order
  double bits = 0;
  double weight = 1;   ///< in the sharing of full links
  double cap_bps = 0;  ///< of each unit of weight
};

/// Told of every start of a transfer, in the order of time.
class TransferListener {
 public:
  virtual ~TransferListener() = default;
  virtual void on_transfer(const TransferRecord& transfer) = 0;
};

/// Told now and then how far a run has come; never changes a result.
class ProgressListener {
 public:
  virtual ~ProgressListener() = default;
  /// `horizon_s` is infinite for `until: done`.
  virtual void on_progress(double now_s, double horizon_s, std::uint64_t jobs) = 0;
};

}  // namespace suanwang
