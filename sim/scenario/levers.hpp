#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/text.hpp"

namespace suanwang {

/// Some sites of a scenario.
struct Scope {
  enum class Kind { all, side, hub, cluster, region, site };

  Kind kind = Kind::all;
  /// Of the hub, cluster, region or site; `east` or `west`; kAnyHub: the sites of whatever hub.
  std::string id;

  static constexpr const char* kAnyHub = "any";

  friend bool operator==(const Scope&, const Scope&) = default;
};

struct Site;
bool in_scope(const Scope& scope, const Site& site);

/// A share of something that belongs at some sites.
struct QuotaLever {
  enum class Of {
    work,          ///< card-hours of the jobs submitted
    capacity,      ///< peak computing speed installed at the end
    new_capacity,  ///< peak computing speed of the cards that opened
  };

  std::string id;
  Text name;
  Scope in;
  Of of = Of::work;
  double at_least = 0.6;
  bool steers =
      false;  ///< while the share is too low, jobs go there that can; else it only reports

  friend bool operator==(const QuotaLever&, const QuotaLever&) = default;
};

/// A floor of the green share of the energy of some sites: one for the whole window, or one for
/// each civil year.
struct GreenLever {
  /// The floor of a year and of those after it.
  struct Year {
    int year = 0;
    double at_least = 0;

    friend bool operator==(const Year&, const Year&) = default;
  };

  std::string id;
  Text name;
  Scope in;
  double at_least = 0.8;    ///< of the window; with a rate, of the first year of the scenario
  double rate = 0;          ///< by which the floor rises each year, up to all
  std::vector<Year> years;  ///< ascending, in place of both; before the first of them no floor

  bool is_by_year() const { return rate > 0 || !years.empty(); }
  /// Of a year of a scenario that begins in `first_year`; empty: none holds yet.
  std::optional<double> floor_of(int year, int first_year) const;

  friend bool operator==(const GreenLever&, const GreenLever&) = default;
};

/// A ceiling of the PUE of some sites, each by itself.
struct PueLever {
  std::string id;
  Text name;
  Scope in;
  double at_most = 1.25;
  double surcharge_cny_per_kwh = 0;  ///< on each facility kWh of a site above it

  friend bool operator==(const PueLever&, const PueLever&) = default;
};

/// A latency circle, to which classes may be bound.
struct CircleLever {
  std::string id;
  Text name;
  double one_way_s = 0;  ///< the round trip may be twice that
  std::vector<std::string> classes;
  bool requires_it = true;  ///< else what lies outside is only counted

  friend bool operator==(const CircleLever&, const CircleLever&) = default;
};

/// Data of some classes that stay where they arise.
struct ResidencyLever {
  enum class Within { region, hub, side };

  std::string id;
  Text name;
  std::vector<std::string> classes;
  Within within = Within::region;
  bool requires_it = true;

  friend bool operator==(const ResidencyLever&, const ResidencyLever&) = default;
};

/// At some sites, the jobs of the site's own region start before those of others.
struct LocalPriorityLever {
  std::string id;
  Text name;
  Scope in;

  friend bool operator==(const LocalPriorityLever&, const LocalPriorityLever&) = default;
};

/// What the treasury takes off the price of the power of some sites.
struct PowerPriceLever {
  std::string id;
  Text name;
  Scope in;
  double discount = 0;             ///< of the price, below 1
  double subsidy_cny_per_kwh = 0;  ///< or so much of each facility kWh, after discounts

  friend bool operator==(const PowerPriceLever&, const PowerPriceLever&) = default;
};

/// At some sites, more cards of `growth.capacity` are approved only while those there are used.
struct ApprovalLever {
  /// Whose use is looked at: all sites of the lever together, or each cluster and so on by itself.
  enum class By { together, site, cluster, region, hub };

  std::string id;
  Text name;
  Scope in;
  By by = By::together;
  double at_least = 0.65;          ///< share of the card-time installed that was allocated
  double window_s = 30.0 * 86400;  ///< over so long before, or since the start
  double again_s =
      30.0 * 86400;  ///< between the rounds in which what was put off is asked for again

  friend bool operator==(const ApprovalLever&, const ApprovalLever&) = default;
};

/// What is known of capacity away from home.
struct Registry {
  struct Step {
    double at_s = 0;
    double share = 1;

    friend bool operator==(const Step&, const Step&) = default;
  };

  /// Share of the capacity that is registered, from each date on, ascending; empty: all of it.
  std::vector<Step> registered;
  double interval_s = 0;  ///< between two reports of how busy a pool is; 0: always the present
  double error = 0;       ///< standard deviation of what is reported, relative

  bool empty() const { return registered.empty() && interval_s == 0 && error == 0; }

  friend bool operator==(const Registry&, const Registry&) = default;
};

/// What government may pull. Each is reported with what it asks for and what came of it.
struct Levers {
  std::vector<QuotaLever> quotas;
  std::vector<GreenLever> green;
  std::vector<PueLever> pue;
  std::vector<CircleLever> circles;
  std::vector<ResidencyLever> residency;
  std::vector<LocalPriorityLever> local_priority;
  std::vector<PowerPriceLever> power_price;
  std::vector<ApprovalLever> approvals;
  Registry registry;

  bool empty() const {
    return quotas.empty() && green.empty() && pue.empty() && circles.empty() && residency.empty() &&
           local_priority.empty() && power_price.empty() && approvals.empty() && registry.empty();
  }

  friend bool operator==(const Levers&, const Levers&) = default;
};

}  // namespace suanwang
