// The forms in which cases of the groups `battery`, `carbon` and `energy` are told.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>

#include "sim/base/suggest.hpp"
#include "sim/base/units.hpp"
#include "sim/study/conformance_groups.hpp"

namespace suanwang {
namespace {

using Run = SupplyTask::Run;

constexpr double kMost_w = 1e15;
constexpr Phrase kStates{
    "not modelled: frequency steps of a host, with a power of their own and a base load once any "
    "core is busy",
    "未建模：主机的频率档位及各档功耗"};
constexpr Phrase kLinks{"not modelled: the idle and the busy power of a link",
                        "未建模：链路的空闲与繁忙功率"};
constexpr Phrase kOnTime{"not modelled: hosts that are on only while they have tasks",
                         "未建模：仅在有任务时开机的主机"};
constexpr Phrase kOwnLoad{
    "the case gives no load: one of the program's own was read each hour, 30, 5 and 1 min, and 7 s",
    "案例未给出负荷：用程序自带的一天负荷，按 1 小时、30 分、5 分、1 分和 7 秒读取"};
constexpr Phrase kByHour{"not modelled: a carbon intensity that changes within an hour",
                         "未建模：小时内变化的碳强度"};
constexpr Phrase kUnknownState{"the state {0} of a host is not known here", "未知的主机状态 {0}"};
constexpr Phrase kMeanOverStep{
    "the battery gives its power until it is at its minimum, not a lower one all the time; grid_W "
    "is "
    "compared as the mean",
    "电池以给定功率放电至下限，而非全程降低功率；grid_W 按均值比较"};

double hours_in(const JsonPlace& inputs) {
  return inputs.number("hours", 1e-3, kLongestCase_s / kHour_s) * kHour_s;
}

/// One number, or one for each hour.
std::vector<double> by_hour(const JsonPlace& place, double low, double high, double times = 1) {
  std::vector<double> values;
  if (place.value().is_array()) {
    for (const JsonPlace& value : place.as_list())
      values.push_back(value.as_number(low, high) * times);
    if (values.empty()) place.problem("expected at least one number, got an empty list");
  } else {
    values.push_back(place.as_number(low, high) * times);
  }
  if (values.empty()) values.push_back(0);
  return values;
}

/// A power, or a list of [from, power] in the order of times, the first from 0.
std::vector<SupplyTask::Load> loads_of(const JsonPlace& place) {
  std::vector<SupplyTask::Load> loads;
  if (!place.value().is_array()) return {{0, place.as_number(0, kMost_w)}};
  for (const JsonPlace& entry : place.as_list()) {
    const auto parts = entry.as_list();
    if (parts.size() != 2) {
      entry.problem("expected [from, power]");
      continue;
    }
    const double from_s = parts[0].as_number(0, kLongestCase_s);
    if (loads.empty() ? from_s != 0 : from_s <= loads.back().from_s) {
      parts[0].problem("expected times that rise from 0");
    }
    loads.push_back({from_s, parts[1].as_number(0, kMost_w)});
  }
  if (loads.empty()) loads.push_back({0, 0});
  return loads;
}

BatterySpec battery_of(const JsonPlace& place) {
  constexpr double kLeast = 1e-6;
  BatterySpec battery;
  battery.capacity_j = place.number("capacity_kWh", 0) * kHour_s * 1000;
  battery.charge_w = place.number("charge_W", 0, kMost_w);
  battery.discharge_w =
      place.has("discharge_W") ? place.number("discharge_W", 0, kMost_w) : battery.charge_w;
  const auto share = [&](const char* key, double low, double fallback) {
    return place.has(key) ? place.number(key, low, 1) : fallback;
  };
  battery.charge_efficiency = share("charge_efficiency", kLeast, 1);
  battery.discharge_efficiency = share("discharge_efficiency", kLeast, 1);
  battery.minimum = share("minimum", 0, 0);
  battery.initial = share("initial", battery.minimum, battery.minimum);
  return battery;
}

/// The own form: a site with its load and its sources.
void read_site(const JsonPlace& inputs, ConformanceCase& what) {
  constexpr std::array<std::string_view, 3> kRules{"surplus", "price", "carbon"};
  Run run;
  run.loads = loads_of(inputs.at("load_W"));
  run.until_s = inputs.number("until_s", 1e-3, kLongestCase_s);
  if (inputs.has("pue")) {
    const double pue = inputs.number("pue", 1, 100);
    for (SupplyTask::Load& load : run.loads) load.w *= pue;
  }
  if (inputs.has("own_W")) run.own_w = by_hour(inputs.at("own_W"), 0, kMost_w);
  if (inputs.has("curtailed_W")) run.curtailed_w = by_hour(inputs.at("curtailed_W"), 0, kMost_w);
  if (inputs.has("CNY_per_kWh")) run.price_cny = by_hour(inputs.at("CNY_per_kWh"), -1e6, 1e6);
  if (inputs.has("g_per_kWh")) run.carbon_kg = by_hour(inputs.at("g_per_kWh"), 0, 1e6, 1e-3);
  if (inputs.has("battery")) {
    const JsonPlace battery = inputs.at("battery");
    inputs.members("battery");
    if (!battery.value().is_object()) return;
    run.battery = battery_of(battery);
    const std::string rule = battery.has("by") ? battery.text("by") : "surplus";
    const auto known = std::find(kRules.begin(), kRules.end(), rule);
    if (known == kRules.end()) {
      what.task = NotModelled{text_of(kUnknownRule, in_quotes(rule))};
      return;
    }
    run.rule.by = static_cast<BatteryRule::By>(known - kRules.begin());
    if (run.rule.by != BatteryRule::By::surplus) {
      const double unit = run.rule.by == BatteryRule::By::carbon ? 1e-3 : 1;  // g
      run.rule.charge_below = battery.number("charge_below", -1e6, 1e6) * unit;
      run.rule.discharge_from =
          battery.number("discharge_from", run.rule.charge_below / unit, 1e6) * unit;
    }
  }
  what.task = SupplyTask{{std::move(run)}};
  skip_unknown_results(what, {"J", "grid_J", "grid_kWh", "own_kWh", "spilled_kWh", "curtailed_kWh",
                              "loss_kWh", "CNY", "g", "peak_W", "charge_Wh", "soc", "grid_W"});
}

/// A battery beside a constant load that charges while the grid is clean.
void read_clean_charging(const JsonPlace& inputs, ConformanceCase& what) {
  Run run;
  run.loads = {{0, inputs.number("load_W", 0, kMost_w)}};
  run.until_s = inputs.number("minutes", 1e-3, kLongestCase_s / 60) * 60;
  run.battery.capacity_j = inputs.number("battery_kWh", 0) * kHour_s * 1000;
  run.battery.charge_w = run.battery.discharge_w = inputs.number("charge_W", 0, kMost_w);
  const std::string initial = inputs.text("initial");
  if (initial != "empty" && initial != "full") {
    inputs.at("initial").problem("expected empty or full");
  }
  run.battery.initial = initial == "full" ? 1 : 0;
  const std::string policy = inputs.text("policy");
  if (policy != "charge when CI<threshold else discharge") {
    what.task = NotModelled{text_of(kUnknownRule, in_quotes(policy))};
    return;
  }
  run.rule.by = BatteryRule::By::carbon;
  run.rule.charge_below = run.rule.discharge_from = inputs.number("threshold", 0, 1e6) / 1000;
  run.carbon_kg.clear();
  for (const auto& [from_s, carbon] : loads_of(inputs.at("ci_by_time"))) {
    const double hour = from_s / kHour_s;
    if (hour != std::floor(hour)) {
      what.task = NotModelled{text_of(kByHour)};
      return;
    }
    // What held before goes on until then.
    const double last = run.carbon_kg.empty() ? 0 : run.carbon_kg.back();
    run.carbon_kg.resize(static_cast<std::size_t>(hour), last);
    run.carbon_kg.push_back(carbon / 1000);
  }
  what.task = SupplyTask{{std::move(run)}};
  skip_unknown_results(what, {"grid_J", "soc", "charge_Wh"});
}

/// A battery that is charged, or discharged, with some power for some hours; beside a grid where
/// that power is a surplus of a site.
void read_bare_battery(const JsonPlace& inputs, ConformanceCase& what, const char* power) {
  Run run;
  const double w = inputs.number(power, -kMost_w, kMost_w);
  run.until_s = hours_in(inputs);
  run.loads = {{0, std::max(0.0, -w)}};
  run.own_w = {std::max(0.0, w)};
  run.battery.capacity_j = inputs.number("capacity_Wh", 1e-6) * kHour_s;
  run.battery.minimum = inputs.number("min_soc", 0, 1);
  run.battery.initial = inputs.number("soc0", run.battery.minimum, 1);
  run.battery.charge_w = run.battery.discharge_w = kInfinity;
  if (inputs.has("policy")) {
    const std::string policy = inputs.text("policy");
    if (policy != "battery first, constant power over the step, rest to grid") {
      what.task = NotModelled{text_of(kUnknownRule, in_quotes(policy))};
      return;
    }
    what.note = text_of(kMeanOverStep);
  }
  what.task = SupplyTask{{std::move(run)}};
  skip_unknown_results(what, {"charge_Wh", "soc", "grid_W"});
}

/// Hosts of which each has series of carbon intensity: what stands before `_` names the host.
void read_hosts(const JsonPlace& inputs, ConformanceCase& what) {
  double idle_w = 0, busy_w = 0, core_w = 0, off_w = 0;
  int end = 0;
  const std::string rule = inputs.text("power_W");
  const int found = std::sscanf(rule.c_str(), "idle %lf; busy %lf+%lf*cores; off %lf%n", &idle_w,
                                &busy_w, &core_w, &off_w, &end);
  if (found != 4 || end != static_cast<int>(rule.size()) ||
      !(idle_w >= 0 && busy_w >= 0 && core_w >= 0 && off_w >= 0 &&
        idle_w + busy_w + core_w + off_w < kMost_w)) {
    what.task = NotModelled{text_of(kUnknownRule, in_quotes(rule))};
    return;
  }
  const auto cores = by_hour(inputs.at("busy_cores_by_hour"), 0, 1e9);
  const double until_s = static_cast<double>(cores.size()) * kHour_s;
  std::map<std::string, std::vector<SupplyTask::Load>> hosts;
  for (const auto& [host, place] : inputs.members("host_states")) {
    const std::string state = place.as_text();
    double hours = 0;
    end = 0;
    if (state == "busy as listed") {
      for (std::size_t h = 0; h < cores.size(); ++h) {
        const double w = cores[h] > 0 ? busy_w + core_w * cores[h] : idle_w;
        hosts[host].push_back({static_cast<double>(h) * kHour_s, w});
      }
    } else if (std::sscanf(state.c_str(), "%*[a-z] %lf h%n", &hours, &end) == 1 &&
               end == static_cast<int>(state.size()) && hours * kHour_s == until_s &&
               (state.starts_with("idle ") || state.starts_with("off "))) {
      hosts[host] = {{0, state.starts_with("idle ") ? idle_w : off_w}};
    } else {
      what.task = NotModelled{text_of(kUnknownState, in_quotes(state))};
      return;
    }
  }
  SupplyTask task;
  for (const auto& [series, place] : inputs.members("ci_g_per_kWh")) {
    Run run;
    run.series = series;
    run.host = series.substr(0, series.find('_'));
    run.until_s = until_s;
    run.carbon_kg = by_hour(place, 0, 1e6, 1e-3);
    if (place.value().is_array() && run.carbon_kg.size() != cores.size()) {
      place.problem(fmt::format("expected {} values, one for each hour", cores.size()));
    }
    const auto host = hosts.find(run.host);
    if (host == hosts.end()) {
      place.problem("expected a name that begins with that of a host and _");
      continue;
    }
    run.loads = host->second;
    task.runs.push_back(std::move(run));
  }
  what.task = std::move(task);
  skip_unknown_results(what, {"g", "J"});
}

}  // namespace

void read_battery(const JsonPlace& where, ConformanceCase& what) {
  const JsonPlace inputs = where.at("inputs");
  if (inputs.has("battery_kWh")) return read_clean_charging(inputs, what);
  if (inputs.has("power_W")) return read_bare_battery(inputs, what, "power_W");
  if (inputs.has("surplus_W")) return read_bare_battery(inputs, what, "surplus_W");
  if (inputs.has("load_W")) return read_site(inputs, what);
  skip_unknown_form(what, "load_W, power_W, surplus_W, battery_kWh");
}

void read_carbon(const JsonPlace& where, ConformanceCase& what) {
  const JsonPlace inputs = where.at("inputs");
  if (inputs.has("host_states")) return read_hosts(inputs, what);
  if (inputs.has("load_W")) return read_site(inputs, what);
  skip_unknown_form(what, "load_W, host_states");
}

void read_energy(const JsonPlace& where, ConformanceCase& what) {
  const JsonPlace inputs = where.at("inputs");
  if (inputs.has("load_W")) return read_site(inputs, what);
  if (inputs.has("link_Bps")) {
    what.task = NotModelled{text_of(kLinks)};
  } else if (inputs.has("busy_intervals")) {
    what.task = NotModelled{text_of(kOnTime)};
  } else if (inputs.has("power_rule")) {
    what.task = NotModelled{text_of(kStates)};
  } else if (inputs.has("vary")) {
    what.task = IntervalTask{};
    what.note = text_of(kOwnLoad);
    skip_unknown_results(what, {"total_energy"});
  } else {
    skip_unknown_form(what, "load_W");
  }
}

}  // namespace suanwang
