// Groups `battery`, `carbon` and `energy`: what a site draws, pays and emits, by the models of its
// supply. The forms in which others tell such cases are read in conformance_supply_read.cpp.

#include <algorithm>
#include <cmath>

#include "models/grid/supply.hpp"
#include "sim/base/units.hpp"
#include "sim/study/conformance_groups.hpp"

namespace suanwang {
namespace {

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

/// The whole run; it is read at least each `interval_s`.
SupplyAccount feed(const SupplyTask::Run& run, SiteSupply& supply, double interval_s) {
  SupplyAccount sum;
  double now_s = 0;
  std::size_t load = 0;
  while (now_s < run.until_s) {
    // Until the load or the hour changes.
    const auto hour = static_cast<std::size_t>(now_s / kHour_s);
    double to_s = std::min(run.until_s, static_cast<double>(hour + 1) * kHour_s);
    if (load + 1 < run.loads.size()) to_s = std::min(to_s, run.loads[load + 1].from_s);
    to_s = std::min(to_s, (std::floor(now_s / interval_s) + 1) * interval_s);
    sum += supply.advance(now_s, to_s, run.loads[load].w, hour_of(run, hour));
    now_s = to_s;
    while (load + 1 < run.loads.size() && run.loads[load + 1].from_s <= now_s) ++load;
  }
  return sum;
}

}  // namespace

Computed compute(const SupplyTask& task) {
  Computed computed{CaseJson::object(), {}};
  for (const SupplyTask::Run& run : task.runs) {
    SiteSupply supply(run.battery);
    const SupplyAccount sum = feed(run, supply, kHour_s);

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

Computed compute(const IntervalTask&) {
  // A day whose load changes each 1,000 s, behind a battery that gets full and empty.
  SupplyTask::Run run;
  run.until_s = 24 * kHour_s;
  for (int i = 0; i * 1000 < run.until_s; ++i)
    run.loads.push_back({i * 1000.0, 100.0 + 37 * (i % 7)});
  run.battery.capacity_j = 0.2 * kJoulePerKwh;
  run.battery.charge_w = run.battery.discharge_w = 150;
  run.battery.charge_efficiency = 0.9;
  run.own_w.clear();
  for (int h = 0; h < 24; ++h) run.own_w.push_back(h % 6 < 3 ? 350 : 0);
  Computed computed{CaseJson::object(), {}};
  computed.got["total_energy"] = "identical";
  SiteSupply hourly(run.battery);
  const SupplyAccount one = feed(run, hourly, kHour_s);
  for (const double interval_s : {1800.0, 300.0, 60.0, 7.0}) {
    SiteSupply supply(run.battery);
    const SupplyAccount other = feed(run, supply, interval_s);
    const double apart =
        std::max(std::abs(one.load_kwh - other.load_kwh), std::abs(one.grid_kwh - other.grid_kwh));
    if (apart > 1e-12 * one.load_kwh) {
      computed.got["total_energy"] = fmt::format("{:g} kWh apart", apart);
    }
  }
  return computed;
}

}  // namespace suanwang
