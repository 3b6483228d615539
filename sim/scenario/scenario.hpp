#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/placement/policies.hpp"
#include "sim/scenario/economy.hpp"
#include "sim/scenario/growth.hpp"
#include "sim/scenario/levers.hpp"
#include "sim/scenario/network.hpp"
#include "sim/scenario/site.hpp"
#include "sim/scenario/workload.hpp"

namespace suanwang {

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
