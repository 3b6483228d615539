#include <fmt/format.h>

#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/suggest.hpp"
#include "sim/scenario/check.hpp"

namespace suanwang {
namespace {

using Neighbours = std::multimap<std::string_view, std::string_view>;

/// All nodes that can be reached from some of `starts`, these included.
std::set<std::string_view> reached(const Neighbours& neighbours,
                                   const std::set<std::string_view>& starts) {
  std::set<std::string_view> seen = starts;
  std::vector<std::string_view> open(starts.begin(), starts.end());
  while (!open.empty()) {
    const std::string_view node = open.back();
    open.pop_back();
    const auto [first, last] = neighbours.equal_range(node);
    for (auto next = first; next != last; ++next) {
      if (seen.insert(next->second).second) open.push_back(next->second);
    }
  }
  return seen;
}

std::string_view node_of(const Site& site) { return site.at.empty() ? site.id : site.at; }

/// A region or site that the others cannot reach.
struct CutOff {
  std::string key;  ///< such as regions/shanghai
  std::string_view id;
  const char* why;
};

std::vector<CutOff> cut_off(const Scenario& scenario, const std::set<std::string>& trace_regions,
                            const std::set<std::string_view>& without) {
  Neighbours onward;
  Neighbours backward;
  for (const Link& link : scenario.links) {
    if (without.contains(link.id)) continue;
    onward.emplace(link.from, link.to);
    backward.emplace(link.to, link.from);
    if (link.one_way) continue;
    onward.emplace(link.to, link.from);
    backward.emplace(link.from, link.to);
  }
  std::set<std::string_view> demanding(trace_regions.begin(), trace_regions.end());
  for (const Workload& workload : scenario.workloads) {
    for (const auto& [region, weight] : workload.from) demanding.insert(region);
  }
  for (const Service& service : scenario.services) {
    for (const auto& [region, weight] : service.from) demanding.insert(region);
  }
  std::set<std::string_view> standing;
  for (const Site& site : scenario.sites) standing.insert(node_of(site));

  // A job's input goes one way and its output the other, so both must exist between the same two.
  std::vector<CutOff> found;
  std::set<std::string_view> served;
  const std::set<std::string_view> sent_to = reached(onward, demanding);
  const std::set<std::string_view> standing_reached = reached(backward, standing);
  for (const std::string_view region : demanding) {
    const std::set<std::string_view> there = reached(onward, {region});
    const std::set<std::string_view> back = reached(backward, {region});
    bool any = false;
    for (const std::string_view node : standing) {
      if (!there.contains(node) || !back.contains(node)) continue;
      served.insert(node);
      any = true;
    }
    if (any) continue;
    found.push_back({"regions/" + std::string(region), region,
                     standing_reached.contains(region)
                         ? "has demand, but no site that it can send to can send back to it"
                         : "has demand, but no links lead from it to a site"});
  }
  for (const Site& site : scenario.sites) {
    if (served.contains(node_of(site))) continue;
    found.push_back({"sites/" + site.id, site.id,
                     sent_to.contains(node_of(site))
                         ? "is cut off: no links lead from it back to a region with demand"
                         : "is cut off: no links lead to it from a region with demand"});
  }
  return found;
}

bool ends_at(const Link& link, std::string_view node) {
  return link.from == node || link.to == node;
}

}  // namespace

void check_reach(const Scenario& scenario, Reading& reading) {
  for (const CutOff& off : cut_off(scenario, reading.trace_regions, {}))
    complain(reading, off.key, off.why);
  if (!reading.problems.empty()) return;

  // What goes down for good must leave everyone a way.
  std::set<std::string_view> without;
  for (std::size_t e = 0; e < scenario.events.size(); ++e) {
    const NetworkEvent& event = scenario.events[e];
    if (!std::isinf(event.down_s)) continue;
    for (const Link& link : scenario.links) {
      if (link.id == event.link || ends_at(link, event.node)) without.insert(link.id);
    }
    const auto off = cut_off(scenario, reading.trace_regions, without);
    if (off.empty()) continue;
    complain(reading, "events/" + std::to_string(e),
             fmt::format("cuts {} off for good; what waits for a way there would wait for ever",
                         in_quotes(std::string(off.front().id))));
    return;
  }
}

}  // namespace suanwang
