// Groups `battery`, `carbon` and `energy`: what a site draws, pays and emits, by the models of its
// supply. The forms in which others tell such cases are read in conformance_supply_read.cpp.

#include <algorithm>
#include <cmath>

#include "models/grid/supply.hpp"
#include "sim/study/conformance_groups.hpp"

namespace suanwang {
namespace {

constexpr double kHour_s = 3600;
constexpr double kJoulePerKwh = 3.6e6;

double in_hour(const std::vector<double>& series, std::size_t hour) {
  return series[std::min(hour, series.size() - 1)];
}

SupplyHour hour_of(const SupplyTask::Run& run, std::size_t hour) {
  SupplyHour now;
  now.grid.price_cny = in_hour(run.price_cny, hour);
  now.grid.location_kg = now.grid.market_kg = in_hour(run.carbon_kg, hour);
  now.offer = {in_hour(run.own_w, hour), in_hour(run.curtailed_w, hour),
               wish_of(run.rule, now.grid.price_cny, now.grid.location_kg)};
  return now;
}

}  // namespace

Computed compute(const SupplyTask& task) {
  Computed computed{CaseJson::object(), {}};
  for (const SupplyTask::Run& run : task.runs) {
    SiteSupply supply(run.battery);
    SupplyAccount sum;
    double now_s = 0;
    std::size_t load = 0;
    while (now_s < run.until_s) {
      // Until the load or the hour changes.
      const auto hour = static_cast<std::size_t>(now_s / kHour_s);
      double to_s = std::min(run.until_s, static_cast<double>(hour + 1) * kHour_s);
      if (load + 1 < run.loads.size()) to_s = std::min(to_s, run.loads[load + 1].from_s);
      sum += supply.advance(now_s, to_s, run.loads[load].w, hour_of(run, hour));
      now_s = to_s;
      while (load + 1 < run.loads.size() && run.loads[load + 1].from_s <= now_s) ++load;
    }

    CaseJson& got = computed.got;
    if (!run.series.empty()) {
      got["g"][run.series] = sum.location_kg * 1000;
      got["J"][run.host] = sum.load_kwh * kJoulePerKwh;
      continue;
    }
    got["J"] = sum.load_kwh * kJoulePerKwh;
    got["grid_J"] = sum.grid_kwh * kJoulePerKwh;
    got["grid_kWh"] = sum.grid_kwh;
    got["own_kWh"] = sum.own_kwh;
    got["spilled_kWh"] = sum.spilled_kwh;
    got["curtailed_kWh"] = sum.curtailed_kwh;
    got["loss_kWh"] = sum.loss_kwh();
    got["CNY"] = sum.energy_cny;
    got["g"] = sum.location_kg * 1000;
    got["peak_W"] = supply.demand().peak_w();
    got["charge_Wh"] = supply.stored_j() / kHour_s;
    got["soc"] = run.battery.capacity_j > 0 ? supply.stored_j() / run.battery.capacity_j : 0;
    // Fed back counts as above 0, taken as below, over the whole time.
    got["grid_W"] = (sum.spilled_kwh - sum.grid_kwh) * kJoulePerKwh / run.until_s;
  }
  return computed;
}

}  // namespace suanwang
