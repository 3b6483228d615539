#pragma once

#include "models/grid/demand_meter.hpp"
#include "models/grid/dispatch.hpp"

namespace suanwang {

/// What one kWh from the grid means.
struct GridRates {
  double price_cny = 0;
  double location_kg = 0;  ///< CO2, by the mean of the place
  double market_kg = 0;    ///< CO2, after green contracts
  double green = 0;        ///< share under green contracts
};

/// What holds at a site's supply during one hour.
struct SupplyHour {
  Offer offer;
  double own_price_cny = 0;        ///< per kWh of its own output that is used or stored
  double curtailed_price_cny = 0;  ///< per kWh taken
  GridRates grid;
  double line_w = 0;  ///< that a line from afar brings at most, before the grid of the place
  GridRates line;     ///< of what it brings
};

/// Energy, money and carbon of a site's supply: exact integrals.
///
/// grid + own + curtailed + discharged = load + charged. What a battery gives was paid for, and its
/// carbon counted, when it was taken.
struct SupplyAccount {
  double load_kwh = 0;  ///< what the facility drew
  double grid_kwh = 0;
  double line_kwh = 0;  ///< of `grid_kwh`, over a line that brings a power
  double own_kwh = 0;
  double spilled_kwh = 0;  ///< own output that found no use
  double curtailed_kwh = 0;
  double charged_kwh = 0;     ///< into the battery's terminals
  double discharged_kwh = 0;  ///< out of them
  double stored_kwh = 0;      ///< rise of what is stored; charged = discharged + stored + losses
  double green_kwh = 0;   ///< of the load: own, curtailed, under green contracts, stored of these
  double energy_cny = 0;  ///< without the demand charge
  double location_kg = 0;
  double market_kg = 0;
  double grid_cny = 0;  ///< of `energy_cny`, for `grid_kwh`

  double drawn_kwh() const { return grid_kwh + own_kwh + curtailed_kwh; }
  double loss_kwh() const { return charged_kwh - discharged_kwh - stored_kwh; }

  SupplyAccount& operator+=(const SupplyAccount& o);
};

/// The supply of one site: its battery as it stands, and the meter of the demand charge.
class SiteSupply {
 public:
  explicit SiteSupply(const BatterySpec& battery)
      : battery_(battery), stored_j_(battery.initial * battery.capacity_j) {}

  /// What a constant load [W] takes from one time to another, both within the hour that `hour`
  /// tells of. Times follow one another without gaps. O(1): the battery gets full or empty at most
  /// once in between.
  SupplyAccount advance(double from_s, double to_s, double load_w, const SupplyHour& hour);

  double stored_j() const { return stored_j_; }
  const DemandMeter& demand() const { return demand_; }
  DemandMeter& demand() { return demand_; }

 private:
  double pass_green(const SupplyPowers& powers, double of_grid, double duration_s);

  BatterySpec battery_;
  double stored_j_;
  double stored_green_j_ = 0;  ///< of it, what is known to be green; it leaves in equal shares
  DemandMeter demand_;
};

/// A line that carries power of another place to a site.
struct LongLine {
  double share = 0;              ///< of the grid energy that the site receives, in [0, 1]
  double loss = 0;               ///< share of what is fed in that does not arrive, in [0, 1)
  double price_cny_per_kwh = 0;  ///< of the carriage, per kWh that arrives

  friend bool operator==(const LongLine&, const LongLine&) = default;
};

/// One kWh received, a share of it over the line from where `far` holds. Each kWh that arrives took
/// 1 / (1 - loss) there. Carbon is that of where the energy was made, in both ways of counting.
GridRates over_line(const GridRates& here, const GridRates& far, const LongLine& line);

}  // namespace suanwang
