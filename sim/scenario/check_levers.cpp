#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/suggest.hpp"
#include "sim/scenario/check.hpp"

namespace suanwang {
namespace {

/// What a scope may name, by its kind.
std::vector<std::string_view> scope_names(const Scenario& scenario, Scope::Kind kind) {
  std::vector<std::string_view> names;
  if (kind == Scope::Kind::hub) {
    for (const Hub& hub : scenario.hubs) names.push_back(hub.id);
    names.push_back(Scope::kAnyHub);
  }
  for (const Region& region : scenario.regions) {
    if (kind == Scope::Kind::region) names.push_back(region.id);
  }
  for (const Site& site : scenario.sites) {
    if (kind == Scope::Kind::site) names.push_back(site.id);
    if (kind == Scope::Kind::cluster && !site.cluster.empty()) names.push_back(site.cluster);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void check_scope(const Scenario& scenario, Reading& reading, const std::string& lever,
                 const Scope& scope) {
  if (scope.id.empty() || scenario.sites.empty()) return;
  constexpr const char* kKinds[] = {"", "side", "hub", "cluster", "region", "site"};
  const std::string key = "levers/" + lever + "/scope";
  if (scope.kind != Scope::Kind::side) {
    const auto known = scope_names(scenario, scope.kind);
    if (std::find(known.begin(), known.end(), scope.id) == known.end()) {
      complain(reading, key,
               fmt::format("unknown {} {}{}", kKinds[static_cast<std::size_t>(scope.kind)],
                           in_quotes(scope.id), did_you_mean(scope.id, known)));
      return;
    }
  }
  const bool any = std::any_of(scenario.sites.begin(), scenario.sites.end(),
                               [&](const Site& site) { return in_scope(scope, site); });
  if (!any) complain(reading, key, "no site stands there");
}

/// Classes that a lever binds: workloads, and services where it may.
void check_classes(const Scenario& scenario, Reading& reading, const std::string& place,
                   const std::vector<std::string>& classes, bool services) {
  std::vector<std::string_view> known;
  for (const Workload& workload : scenario.workloads) known.push_back(workload.id);
  for (const Service& service : scenario.services) {
    if (services) known.push_back(service.id);
  }
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (std::find(known.begin(), known.end(), classes[i]) != known.end()) continue;
    complain(reading, fmt::format("{}/{}", place, i),
             fmt::format("unknown {} {}{}", services ? "workload or service" : "workload",
                         in_quotes(classes[i]), did_you_mean(classes[i], known)));
  }
}

/// A queue that goes by something else than arrival or priority would not heed the lever.
void check_local_priority(const Scenario& scenario, Reading& reading,
                          const LocalPriorityLever& lever) {
  bool any = false;
  for (const Site& site : scenario.sites) {
    if (!in_scope(lever.in, site) || site.region.empty()) continue;
    any = true;
    if (site.queue != "sjf" && site.queue != "fair-share") continue;
    complain(reading, "levers/" + lever.id,
             fmt::format("the queue of {} is {}, which asks for neither arrival nor priority",
                         in_quotes(site.id), site.queue));
    return;
  }
  if (!any && !scenario.sites.empty()) {
    complain(reading, "levers/" + lever.id, "no site there stands in a region");
  }
}

/// A class inside a circle has its latency bound.
void bind(Scenario& scenario, const CircleLever& circle) {
  if (!circle.requires_it) return;
  for (const std::string& id : circle.classes) {
    for (Workload& w : scenario.workloads) {
      if (w.id == id) w.latency_bound_s = std::min(w.latency_bound_s, 2 * circle.one_way_s);
    }
    for (Service& s : scenario.services) {
      if (s.id == id) s.latency_bound_s = std::min(s.latency_bound_s, 2 * circle.one_way_s);
    }
  }
}

/// Warns of levers about what opens, where nothing does.
void check_openings(const Scenario& scenario, Reading& reading) {
  if (!reading.problems.empty()) return;  // first what is wrong for certain
  const bool opens = !scenario.growth.capacity.empty() ||
                     std::any_of(scenario.sites.begin(), scenario.sites.end(),
                                 [](const Site& site) { return site.opens_s > 0; });
  if (opens) return;
  const char* const kNothing = "no cards open in this scenario, so it asks for nothing";
  for (const QuotaLever& l : scenario.levers.quotas) {
    if (l.of == QuotaLever::Of::new_capacity) doubt(reading, "levers/" + l.id, kNothing);
  }
  for (const ApprovalLever& l : scenario.levers.approvals)
    doubt(reading, "levers/" + l.id, kNothing);
}

}  // namespace

void check_levers(Scenario& scenario, Reading& reading) {
  const Levers& levers = scenario.levers;
  for (const QuotaLever& l : levers.quotas) check_scope(scenario, reading, l.id, l.in);
  for (const GreenLever& l : levers.green) check_scope(scenario, reading, l.id, l.in);
  for (const PueLever& l : levers.pue) check_scope(scenario, reading, l.id, l.in);
  for (const PowerPriceLever& l : levers.power_price) check_scope(scenario, reading, l.id, l.in);
  for (const ApprovalLever& l : levers.approvals) check_scope(scenario, reading, l.id, l.in);
  check_openings(scenario, reading);
  for (const LocalPriorityLever& l : levers.local_priority) {
    check_scope(scenario, reading, l.id, l.in);
    check_local_priority(scenario, reading, l);
  }
  for (const CircleLever& l : levers.circles) {
    check_classes(scenario, reading, "levers/" + l.id + "/classes", l.classes, true);
    bind(scenario, l);
  }
  for (const ResidencyLever& l : levers.residency) {
    check_classes(scenario, reading, "levers/" + l.id + "/classes", l.classes, true);
  }
  if (const auto& shift = scenario.placement.shift) {
    check_classes(scenario, reading, "placement/shift/classes", shift->classes, false);
    if (scenario.event_rule != EventRule::batch) {
      complain(reading, "placement/shift", "goes with event_rule: batch only");
    }
  }
}

}  // namespace suanwang
