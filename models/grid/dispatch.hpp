#pragma once

#include "models/grid/battery.hpp"

namespace suanwang {

/// Energy that a site can draw on while nothing of it changes.
struct Offer {
  double own_w = 0;        ///< output of its own wind and sun
  double curtailed_w = 0;  ///< that would else be curtailed, and that it may take
  BatteryWish wish = BatteryWish::hold;
};

/// Powers at a site; own + curtailed + grid + discharge = load + charge, none below 0.
struct SupplyPowers {
  double own_w = 0;        ///< of its own output: used or stored
  double spilled_w = 0;    ///< of its own output: lost
  double curtailed_w = 0;  ///< taken
  double grid_w = 0;
  double charge_w = 0;        ///< into the battery's terminals
  double charge_local_w = 0;  ///< of it, from own and curtailed energy
  double discharge_w = 0;     ///< out of them
};

/// Who feeds a load [W]: own output first, then curtailed energy, then the battery, then the grid.
/// The battery holds `stored_j`.
SupplyPowers dispatch(double load_w, const Offer& offer, const BatterySpec& battery,
                      double stored_j);

/// How long these powers can last until the battery is full or at its minimum [s]; infinity where
/// it neither takes nor gives.
double lasts_s(const SupplyPowers& powers, const BatterySpec& battery, double stored_j);

/// What is stored after so long, which must not be longer than lasts_s() says. Full and at the
/// minimum are met exactly.
double stored_after_j(const SupplyPowers& powers, const BatterySpec& battery, double stored_j,
                      double duration_s);

}  // namespace suanwang
