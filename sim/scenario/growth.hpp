#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "models/growth/growth.hpp"
#include "models/placement/policy.hpp"
#include "sim/scenario/text.hpp"

namespace suanwang {

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

}  // namespace suanwang
