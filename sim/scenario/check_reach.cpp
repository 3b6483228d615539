#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/base/suggest.hpp"
#include "sim/scenario/check.hpp"

namespace suanwang {
namespace {

/// Nodes by number: the check is part of every reading, and names are slow to compare.
class Nodes {
 public:
  std::uint32_t operator[](std::string_view name) {
    return numbers_.try_emplace(name, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }
  std::size_t size() const { return numbers_.size(); }

 private:
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

using Neighbours = std::vector<std::vector<std::uint32_t>>;

/// By node: can it be reached from some of `starts`, these included?
std::vector<bool> reached(const Neighbours& neighbours, const std::vector<std::uint32_t>& starts) {
  std::vector<bool> seen(neighbours.size(), false);
  for (const std::uint32_t start : starts) seen[start] = true;
  std::vector<std::uint32_t> open = starts;
  while (!open.empty()) {
    const std::uint32_t node = open.back();
    open.pop_back();
    for (const std::uint32_t next : neighbours[node]) {
      if (seen[next]) continue;
      seen[next] = true;
      open.push_back(next);
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
  std::set<std::string_view> demanding(trace_regions.begin(), trace_regions.end());
  for (const Workload& workload : scenario.workloads) {
    for (const auto& [region, weight] : workload.from) demanding.insert(region);
  }
  for (const Service& service : scenario.services) {
    for (const auto& [region, weight] : service.from) demanding.insert(region);
  }
  Nodes nodes;
  std::vector<std::uint32_t> from, standing;
  for (const std::string_view region : demanding) from.push_back(nodes[region]);
  for (const Site& site : scenario.sites) standing.push_back(nodes[node_of(site)]);
  for (const Link& link : scenario.links) {
    for (const std::string_view end : {std::string_view(link.from), std::string_view(link.to)})
      static_cast<void>(nodes[end]);
  }

  Neighbours onward(nodes.size()), backward(nodes.size());
  for (const Link& link : scenario.links) {
    if (without.contains(link.id)) continue;
    const std::uint32_t a = nodes[link.from], b = nodes[link.to];
    onward[a].push_back(b);
    backward[b].push_back(a);
    if (link.one_way) continue;
    onward[b].push_back(a);
    backward[a].push_back(b);
  }

  // A job's input goes one way and its output the other, so both must exist between the same two.
  std::vector<CutOff> found;
  std::vector<bool> served(nodes.size(), false);
  const std::vector<bool> sent_to = reached(onward, from);
  const std::vector<bool> standing_reached = reached(backward, standing);
  for (const std::string_view region : demanding) {
    const std::uint32_t start = nodes[region];
    const std::vector<bool> there = reached(onward, {start});
    const std::vector<bool> back = reached(backward, {start});
    bool any = false;
    for (const std::uint32_t node : standing) {
      if (!there[node] || !back[node]) continue;
      served[node] = true;
      any = true;
    }
    if (any) continue;
    found.push_back({"regions/" + std::string(region), region,
                     standing_reached[start]
                         ? "has demand, but no site that it can send to can send back to it"
                         : "has demand, but no links lead from it to a site"});
  }
  for (const Site& site : scenario.sites) {
    const std::uint32_t node = nodes[node_of(site)];
    if (served[node]) continue;
    found.push_back({"sites/" + site.id, site.id,
                     sent_to[node]
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
