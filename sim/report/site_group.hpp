#pragma once

#include <string>
#include <vector>

#include "sim/engine/results.hpp"
#include "sim/report/format.hpp"

namespace suanwang {

/// Some sites taken together: a hub, a cluster, or a side's regional sites.
struct SiteGroup {
  std::string id;  ///< empty: the sites of no hub
  Text name;
  Side side = Side::east;
  std::size_t sites = 0;
  std::int64_t cards = 0;
  CardAccount card;
  EnergyAccount energy;
  double waiting_card_s = 0;
  double west_card_s = 0;  ///< busy card-seconds on western sites
  double started = 0;      ///< jobs started in the window, weighted
  double wait_mean_s = 0;  ///< of those
  WaitingAtEnd waiting;

  void add(const SiteResult& site);
};

/// The hubs that have a site, in the order of their ids; sites of no hub come last under an empty
/// id.
std::vector<SiteGroup> group_by_hub(const Results& results);
/// The clusters, in the order of their ids; sites of no cluster are left out.
std::vector<SiteGroup> group_by_cluster(const Results& results);
/// One site as a group.
SiteGroup group_of(const SiteResult& site);

/// The name in a language, the English one where there is no other, else the id.
const std::string& name_of(const Text& name, const std::string& id, Language language);

}  // namespace suanwang
