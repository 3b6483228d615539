#pragma once

namespace suanwang {

/// A storage battery at a site, seen from its terminals.
///
/// What is taken is stored times `charge_efficiency`; what is given costs the store 1 /
/// `discharge_efficiency` of it. There is no standing loss.
struct BatterySpec {
  double capacity_j = 0;            ///< that can be stored
  double charge_w = 0;              ///< most it takes
  double discharge_w = 0;           ///< most it gives
  double charge_efficiency = 1;     ///< stored / taken, in (0, 1]
  double discharge_efficiency = 1;  ///< given / drawn from the store, in (0, 1]
  double minimum = 0;               ///< share of the capacity that always stays, in [0, 1]
  double initial = 0;               ///< share of the capacity stored at first, not below `minimum`

  double floor_j() const { return minimum * capacity_j; }

  friend bool operator==(const BatterySpec&, const BatterySpec&) = default;
};

/// What a battery is to do for the present.
enum class BatteryWish {
  hold,       ///< take what own sources make beyond the load; give nothing
  surplus,    ///< take what all local sources make beyond the load; else cover the load
  charge,     ///< take at full power, from the grid where local sources do not suffice
  discharge,  ///< cover the load
};

/// When a battery takes and gives.
struct BatteryRule {
  enum class By { surplus, price, carbon };

  By by = By::surplus;
  double charge_below = 0;    ///< [CNY/kWh or kg/kWh] of the grid; below it: charge
  double discharge_from = 0;  ///< from it on: discharge; not below `charge_below`

  friend bool operator==(const BatteryRule&, const BatteryRule&) = default;
};

/// The wish of a rule at that price [CNY/kWh] and carbon intensity [kg/kWh] of the grid.
BatteryWish wish_of(const BatteryRule& rule, double price, double carbon);

}  // namespace suanwang
