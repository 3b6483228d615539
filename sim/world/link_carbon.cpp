#include "sim/world/link_carbon.hpp"

#include <algorithm>

namespace suanwang {

LinkCarbon::LinkCarbon(const World& world, const SiteSeries& series)
    : series_(series),
      sites_(world.sites()),
      at_(world.topology.nodes().size() + 1),
      ends_(world.scenario.links.size()),
      kg_(ends_.size(), 0.0),
      site_kg_(sites_, 0.0),
      end_kg_(at_.size(), 0.0) {
  const auto all = static_cast<std::uint32_t>(at_.size() - 1);
  for (std::uint32_t s = 0; s < sites_; ++s) {
    const NodeId node = world.site_node[s];
    at_[node].push_back(s);
    at_[all].push_back(s);
    if (world.site_region[s] == World::kNone) continue;
    const NodeId region = world.region_node[world.site_region[s]];
    if (region != node) at_[region].push_back(s);
  }
  for (const DirectedLink& link : world.topology.links()) {
    if (!link.forward) continue;
    std::uint32_t from = link.from, to = link.to;
    if (at_[from].empty()) from = to;
    if (at_[to].empty()) to = from;
    if (at_[from].empty()) from = to = all;
    ends_[link.route] = {from, to};
  }
  is_idle_ = std::all_of(world.scenario.links.begin(), world.scenario.links.end(),
                         [](const Link& link) { return link.energy_kwh_per_gb <= 0; });
}

const std::vector<double>& LinkCarbon::at(std::int64_t hour) {
  if (is_idle_ || hour == hour_) return kg_;
  hour_ = hour;
  for (std::size_t s = 0; s < sites_; ++s) site_kg_[s] = series_.place_kg(s, hour);
  for (std::size_t e = 0; e < at_.size(); ++e) {
    double sum = 0;
    for (const std::uint32_t s : at_[e]) sum += site_kg_[s];
    end_kg_[e] = at_[e].empty() ? 0 : sum / static_cast<double>(at_[e].size());
  }
  for (std::size_t l = 0; l < ends_.size(); ++l)
    kg_[l] = (end_kg_[ends_[l].from] + end_kg_[ends_[l].to]) / 2;
  return kg_;
}

}  // namespace suanwang
