#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "sim/base/suggest.hpp"
#include "sim/scenario/check.hpp"

namespace suanwang {
namespace {

void check_known(Reading& reading, const std::string& key, const std::string& id, const char* what,
                 const std::vector<std::string_view>& known) {
  if (id.empty() || std::find(known.begin(), known.end(), id) != known.end()) return;
  complain(reading, key,
           fmt::format("unknown {} {}{}", what, in_quotes(id), did_you_mean(id, known)));
}

/// The site and pool that an event or a failure is about.
void check_part(const Scenario& scenario, Reading& reading, const std::string& key,
                const std::string& site, const std::string& pool) {
  std::vector<std::string_view> sites, pools;
  for (const Site& s : scenario.sites) {
    sites.push_back(s.id);
    if (s.id != site) continue;
    for (const Pool& p : s.pools) pools.push_back(p.id);
  }
  check_known(reading, key + "/site", site, "site", sites);
  if (!pools.empty()) check_known(reading, key + "/pool", pool, "pool", pools);
}

/// The region whose sites an event is about: there is one at least.
void check_region(const Scenario& scenario, Reading& reading, const std::string& key,
                  const std::string& region) {
  if (region.empty()) return;
  std::vector<std::string_view> regions;
  for (const Region& r : scenario.regions) regions.push_back(r.id);
  check_known(reading, key, region, "region", regions);
  const bool is_known = std::find(regions.begin(), regions.end(), region) != regions.end();
  const bool is_empty = std::none_of(scenario.sites.begin(), scenario.sites.end(),
                                     [&](const Site& site) { return site.region == region; });
  if (is_known && is_empty) complain(reading, key, "no site stands in it");
}

void check_events(const Scenario& scenario, Reading& reading) {
  for (std::size_t e = 0; e < scenario.site_events.size(); ++e) {
    const SiteEvent& event = scenario.site_events[e];
    const std::string key = "site-events/" + std::to_string(e);
    check_part(scenario, reading, key, event.site, event.pool);
    check_region(scenario, reading, key + "/region", event.region);
    for (const Site& site : scenario.sites) {
      for (const Pool& pool : site.pools) {
        if (site.id != event.site || pool.id != event.pool || event.cards <= pool.count) continue;
        complain(reading, key + "/cards", fmt::format("the pool has {} cards", pool.count));
      }
    }
    const bool lasts = std::isinf(event.lasts_s) && event.what == SiteEvent::What::power_cap;
    if (e > 0 && lasts) {
      const SiteEvent& before = scenario.site_events[e - 1];
      if (before.what == event.what && before.at_s == event.at_s && before.site == event.site &&
          before.region == event.region && std::isinf(before.lasts_s)) {
        complain(reading, key, "another event gives the site another cap then");
      }
    }
  }
}

void check_failures(const Scenario& scenario, Reading& reading) {
  const auto& laws = scenario.site_failures;
  for (std::size_t f = 0; f < laws.size(); ++f) {
    const std::string key = "site-failures/" + std::to_string(f);
    check_part(scenario, reading, key, laws[f].site, laws[f].pool);
    // Two laws of one part would draw the same failures.
    for (std::size_t g = 0; g < f; ++g) {
      if (std::tie(laws[f].each, laws[f].site, laws[f].pool) ==
          std::tie(laws[g].each, laws[g].site, laws[g].pool)) {
        complain(reading, key, "the same part has another entry; give it one mtbf and mttr");
      }
    }
  }
}

/// What a class is ported to, and what it needs, must be there to be had.
void check_cards_of(const Scenario& scenario, const Workload& workload, Reading& reading) {
  std::vector<std::string_view> known;
  double largest = 0;  // memory of the cards that it is ported to
  for (const Site& site : scenario.sites) {
    for (const Pool& pool : site.pools) {
      const Accelerator& card = pool.accelerator;
      bool named = workload.runs_on.empty();
      for (const std::string& name : {card.id, card.platform}) {
        named = named || std::find(workload.runs_on.begin(), workload.runs_on.end(), name) !=
                             workload.runs_on.end();
      }
      if (!card.id.empty()) known.push_back(card.id);
      if (!card.platform.empty()) known.push_back(card.platform);
      if (named) largest = std::max(largest, card.memory_bytes);
    }
  }
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  const bool any =
      std::any_of(workload.runs_on.begin(), workload.runs_on.end(), [&](const std::string& name) {
        return std::find(known.begin(), known.end(), name) != known.end();
      });
  const std::string key = "workloads/" + workload.id;
  if (!workload.runs_on.empty() && !any) {
    const std::string& name = workload.runs_on.front();
    complain(reading, key + "/runs_on",
             fmt::format("no pool has cards or a platform of that name, such as {}{}",
                         in_quotes(name), did_you_mean(name, known)));
  } else if (workload.memory_bytes > largest) {
    complain(reading, key + "/memory",
             fmt::format("no card{} has that much; the largest has {:g} GB",
                         workload.runs_on.empty() ? "" : " that it is ported to", largest / 1e9));
  }
}

/// Published schedules know no interruptions, and their rules say nothing of them.
void check_event_rule(const Scenario& scenario, Reading& reading) {
  if (scenario.event_rule == EventRule::batch) return;
  const bool preempts = std::any_of(scenario.workloads.begin(), scenario.workloads.end(),
                                    [](const Workload& w) { return w.preemptible; });
  if (preempts || !scenario.site_events.empty() || !scenario.site_failures.empty() ||
      !scenario.weather.empty()) {
    complain(reading, "event_rule",
             "only batch goes with events and failures of sites, and with "
             "preemptible workloads");
  }
}

}  // namespace

void check_cards(const Scenario& scenario, Reading& reading) {
  check_event_rule(scenario, reading);
  check_events(scenario, reading);
  check_failures(scenario, reading);
  for (const Workload& workload : scenario.workloads) check_cards_of(scenario, workload, reading);
}

}  // namespace suanwang
