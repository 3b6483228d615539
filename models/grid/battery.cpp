#include "models/grid/battery.hpp"

namespace suanwang {

BatteryWish wish_of(const BatteryRule& rule, double price, double carbon) {
  if (rule.by == BatteryRule::By::surplus) return BatteryWish::surplus;
  const double value = rule.by == BatteryRule::By::price ? price : carbon;
  if (value < rule.charge_below) return BatteryWish::charge;
  return value >= rule.discharge_from ? BatteryWish::discharge : BatteryWish::hold;
}

}  // namespace suanwang
