#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/check.hpp"

namespace suanwang {
namespace {

/// The least that a site draws with all of its powered cards idle, or asleep where they may be [W].
double idle_power_w(const Site& site) {
  double it_w = 0;
  for (const Pool& pool : site.pools) {
    const std::int64_t sleeping =
        pool.sleep ? asleep(pool.powered, 0, pool.sleep->reserve(pool.powered)) : 0;
    it_w += static_cast<double>(pool.powered - sleeping) * pool.accelerator.idle_w;
    if (pool.sleep) it_w += static_cast<double>(sleeping) * pool.sleep->power_w;
  }
  // With cooling by temperature 1 is the least that it may come to.
  const auto& by_month = site.power.pue_by_month;
  const double pue = site.power.cooling ? 1 : *std::min_element(by_month.begin(), by_month.end());
  return it_w * pue;
}

std::string told(double cap_w, const Site& site) {
  return fmt::format(
      "at {} idle cards draw {:.4g} kW by themselves: under a cap of {:.4g} kW none of them works, "
      "and the cap is passed all the same; give fewer `powered` cards, or a higher cap",
      site.id, idle_power_w(site) / 1e3, cap_w / 1e3);
}

}  // namespace

void check_caps(const Scenario& scenario, Reading& reading) {
  if (!reading.problems.empty()) return;  // first what is wrong for certain
  for (const Site& site : scenario.sites) {
    if (site.power.cap_w < idle_power_w(site))
      doubt(reading, "sites/" + site.id + "/cap", told(site.power.cap_w, site));
  }
  for (std::size_t e = 0; e < scenario.site_events.size(); ++e) {
    const SiteEvent& event = scenario.site_events[e];
    if (event.what != SiteEvent::What::power_cap) continue;
    for (const Site& site : scenario.sites) {
      if (!event.concerns(site)) continue;
      // Without a cap of the site's own, a share is one of what it draws at most: seldom so little.
      const double cap_w = event.cap_share ? *event.cap_share * site.power.cap_w : event.cap_w;
      if (cap_w < idle_power_w(site))
        doubt(reading, "site-events/" + std::to_string(e), told(cap_w, site));
    }
  }
}

}  // namespace suanwang
