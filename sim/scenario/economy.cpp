#include "sim/scenario/economy.hpp"

#include <algorithm>

#include "sim/scenario/scenario.hpp"

namespace suanwang {

bool SiteSet::contains(const Site& site) const {
  const auto has = [](const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  const bool all = sites.empty() && hubs.empty() && regions.empty() && !side;
  return all || has(sites, site.id) || has(hubs, site.hub) || has(regions, site.region) ||
         (side && *side == site.side);
}

}  // namespace suanwang
