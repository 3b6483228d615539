#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "models/economy/accounts.hpp"
#include "models/grid/supply.hpp"
#include "models/packing/node_packer.hpp"
#include "models/power/climate.hpp"
#include "models/power/cooling.hpp"
#include "models/power/sleep.hpp"
#include "models/power/water.hpp"
#include "models/queue/disciplines.hpp"
#include "sim/scenario/text.hpp"

namespace suanwang {

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

}  // namespace suanwang
