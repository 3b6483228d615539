#include "models/grid/dispatch.hpp"

#include <algorithm>
#include <limits>

namespace suanwang {

SupplyPowers dispatch(double load_w, const Offer& offer, const BatterySpec& battery,
                      double stored_j) {
  SupplyPowers powers;

  // Step 1. The load, from local sources.
  powers.own_w = std::min(load_w, offer.own_w);
  powers.curtailed_w = std::min(load_w - powers.own_w, offer.curtailed_w);
  const double open_w = load_w - powers.own_w - powers.curtailed_w;
  const double own_left_w = offer.own_w - powers.own_w;
  const double curtailed_left_w = offer.curtailed_w - powers.curtailed_w;

  // Step 2. What the battery takes.
  const BatteryWish wish = offer.wish;
  const bool takes_curtailed = wish == BatteryWish::surplus || wish == BatteryWish::charge;
  double room_w = stored_j < battery.capacity_j ? battery.charge_w : 0;
  const double from_own_w = std::min(room_w, own_left_w);
  room_w -= from_own_w;
  const double from_curtailed_w = takes_curtailed ? std::min(room_w, curtailed_left_w) : 0;
  room_w -= from_curtailed_w;
  const double from_grid_w = wish == BatteryWish::charge ? room_w : 0;
  powers.own_w += from_own_w;
  powers.spilled_w = own_left_w - from_own_w;
  powers.curtailed_w += from_curtailed_w;
  powers.charge_local_w = from_own_w + from_curtailed_w;
  powers.charge_w = from_own_w + from_curtailed_w + from_grid_w;

  // Step 3. What it gives. Where something is left of the load nothing was left of the sources, so
  // it never takes and gives at once.
  const bool gives = wish == BatteryWish::surplus || wish == BatteryWish::discharge;
  if (gives && stored_j > battery.floor_j()) {
    powers.discharge_w = std::min(open_w, battery.discharge_w);
  }
  powers.grid_w = open_w - powers.discharge_w + from_grid_w;
  return powers;
}

double lasts_s(const SupplyPowers& powers, const BatterySpec& battery, double stored_j) {
  if (powers.charge_w > 0) {
    return (battery.capacity_j - stored_j) / (powers.charge_w * battery.charge_efficiency);
  }
  if (powers.discharge_w > 0) {
    return (stored_j - battery.floor_j()) * battery.discharge_efficiency / powers.discharge_w;
  }
  return std::numeric_limits<double>::infinity();
}

double stored_after_j(const SupplyPowers& powers, const BatterySpec& battery, double stored_j,
                      double duration_s) {
  if (powers.charge_w > 0) {
    if (duration_s >= lasts_s(powers, battery, stored_j)) return battery.capacity_j;
    stored_j += powers.charge_w * battery.charge_efficiency * duration_s;
    return std::min(stored_j, battery.capacity_j);
  }
  if (powers.discharge_w > 0) {
    if (duration_s >= lasts_s(powers, battery, stored_j)) return battery.floor_j();
    stored_j -= powers.discharge_w / battery.discharge_efficiency * duration_s;
    return std::max(stored_j, battery.floor_j());
  }
  return stored_j;
}

}  // namespace suanwang
