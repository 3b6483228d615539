#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/engine/economy_results.hpp"
#include "sim/engine/lever_result.hpp"
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
  /// Of `energy`, what no user's cards drew by themselves: shared out by the card-seconds that were
  /// used here; what nobody used keeps it.
  EnergyAccount common;
  double used_card_s = 0;
  TimeStatistics wait_s;  ///< of jobs started here in the window
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

/// Where the energy of an hour came from: grid + own + curtailed + discharged = drawn + charged.
struct FeedAccount {
  double grid_kwh = 0;  ///< all of it where a site has no sources of its own
  double own_kwh = 0;
  double curtailed_kwh = 0;
  double charged_kwh = 0;  ///< into the battery's terminals
  double discharged_kwh = 0;
};

/// One hour of one site; the last row of a run may be a part of an hour.
struct SiteHour {
  double batch_card_s = 0;
  double service_card_s = 0;
  double waiting_card_s = 0;
  double down_card_s = 0;
  EnergyAccount energy;
  FeedAccount feed;
  double installed_card_s = 0;  ///< of a site whose cards change over the years; else 0
};

/// A civil year, or what of it lies in the measured window.
struct YearResult {
  int year = 0;
  double from_s = 0;
  double to_s = 0;
  CardAccount card;
  EnergyAccount energy;
  double surcharge_cny = 0;  ///< of `energy`: for a PUE above a ceiling
  double carriage_cny = 0;
  double carbon_cny = 0;  ///< at the carbon price
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

}  // namespace suanwang
