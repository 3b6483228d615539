#include "sim/report/site_group.hpp"

#include <algorithm>
#include <map>

namespace suanwang {

void SiteGroup::add(const SiteResult& site) {
  ++sites;
  cards += site.cards;
  card += site.card;
  energy += site.energy;
  waiting_card_s += site.waiting_card_s;
  if (site.side == Side::west) west_card_s += site.card.allocated_card_s();
  if (site.wait_s.weight > 0) {
    started += site.wait_s.weight;
    wait_mean_s += (site.wait_s.mean - wait_mean_s) * site.wait_s.weight / started;
  }
  if (site.waiting.jobs > 0) {
    waiting.jobs += site.waiting.jobs;
    waiting.cards += site.waiting.cards;
    waiting.mean_s += (site.waiting.mean_s - waiting.mean_s) * site.waiting.jobs / waiting.jobs;
    waiting.longest_s = std::max(waiting.longest_s, site.waiting.longest_s);
  }
}

SiteGroup group_of(const SiteResult& site) {
  SiteGroup group;
  group.id = site.id;
  group.name = site.name;
  group.side = site.side;
  group.add(site);
  return group;
}

std::vector<SiteGroup> group_by_hub(const Results& results) {
  std::map<std::string, SiteGroup> groups;
  for (const SiteResult& site : results.sites) groups[site.hub].add(site);

  std::vector<SiteGroup> ordered;
  for (auto& [id, group] : groups) {
    group.id = id;
    for (const Hub& hub : results.hubs) {
      if (hub.id != id) continue;
      group.name = hub.name;
      group.side = hub.side;
    }
    if (!id.empty()) ordered.push_back(std::move(group));
  }
  if (const auto outside = groups.find(""); outside != groups.end()) {
    ordered.push_back(std::move(outside->second));
  }
  return ordered;
}

std::vector<SiteGroup> group_by_cluster(const Results& results) {
  std::map<std::string, SiteGroup> groups;
  for (const SiteResult& site : results.sites) {
    if (site.cluster.empty()) continue;
    SiteGroup& group = groups[site.cluster];
    if (group.sites == 0) {
      group.id = site.cluster;
      group.name = site.name;
      group.side = site.side;
    } else if (group.name.en != site.cluster) {
      group.name = {site.cluster,
                    site.cluster};  // several sites: none of their names is the cluster's
    }
    group.add(site);
  }
  std::vector<SiteGroup> ordered;
  for (auto& [id, group] : groups) ordered.push_back(std::move(group));
  return ordered;
}

const std::string& name_of(const Text& name, const std::string& id, Language language) {
  if (language == Language::zh && !name.zh.empty()) return name.zh;
  return name.en.empty() ? id : name.en;
}

}  // namespace suanwang
