#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/engine/simulation.hpp"

namespace suanwang {
namespace {

double exponential(RandomStream& random, double mean_s) {
  return -std::log1p(-random.uniform()) * mean_s;
}

/// Several laws may be about one part, if one speaks of it by name and one of all: each draws its
/// own failures.
std::string scope_of(const SiteFailureLaw& law) {
  return (law.site.empty() ? "" : " of a site") + std::string(law.pool.empty() ? "" : " of a pool");
}

}  // namespace

/// Lists what the scenario says will befall the cards of sites, and schedules the first of each.
void Simulation::build_site_disturbances() {
  running_.resize(pools_.size());
  preemptible_.assign(pools_.size(), 0);
  site_caps_.resize(world_.sites());
  site_heat_.resize(world_.sites());
  returning_.assign(pools_.size(), 0);
  if (!interrupts_) return;
  const auto pools_of = [&](const std::string& site, const std::string& pool) {
    std::vector<std::uint32_t> found;
    for (std::uint32_t p = 0; p < pools_.size(); ++p) {
      const Site& s = scenario_.sites[world_.pools[p].site];
      if (!site.empty() && s.id != site) continue;
      if (!pool.empty() && s.pools[world_.pools[p].pool].id != pool) continue;
      found.push_back(p);
    }
    return found;
  };
  for (std::uint32_t p = 0; p < pools_.size(); ++p) {
    const PoolInfo& info = world_.pools[p];
    const Pool& cards = scenario_.sites[info.site].pools[info.pool];
    pools_[p].trouble = std::make_unique<PoolTrouble>();
    pools_[p].trouble->installed = world_.growth.cards.at_start[p];
    pools_[p].trouble->powered = cards.powered;
    pools_[p].trouble->within_cap = info.usable;
  }

  std::vector<SiteEvent> site_events;
  for (const SiteEvent& event : scenario_.site_events) {
    for (const Site& site : scenario_.sites) {
      if (!event.concerns(site)) continue;
      site_events.push_back(event);
      site_events.back().site = site.id;
    }
  }
  for (const SiteEvent& event : site_events) {
    SiteDisturbance d;
    d.what = event;
    d.pools = pools_of(event.site, event.pool);
    if (event.cards > 0) {
      d.cards_random.emplace(scenario_.seed, options_.replication, event.site + "/" + event.pool,
                             fmt::format("cards struck at {} s", event.at_s));
    }
    events_.push(event.at_s, Phase::change, kSiteDisturb,
                 static_cast<std::uint32_t>(site_disturbances_.size()));
    site_disturbances_.push_back(std::move(d));
  }

  build_heat_waves();

  const auto add_failure = [&](const SiteFailureLaw& law, const std::string& site,
                               const std::string& pool) {
    SiteDisturbance d;
    d.what.site = site;
    d.what.pool = pool;
    d.what.draws_idle = law.draws_idle;
    d.pools = pools_of(site, pool);
    d.mtbf_s = law.mtbf_s;
    d.mttr_s = law.mttr_s;
    d.random.emplace(scenario_.seed, options_.replication, pool.empty() ? site : site + "/" + pool,
                     "failure of cards" + scope_of(law));
    site_disturbances_.push_back(std::move(d));
    schedule_site_failure(static_cast<std::uint32_t>(site_disturbances_.size() - 1));
  };
  for (const SiteFailureLaw& law : scenario_.site_failures) {
    if (law.each == SiteFailureLaw::Each::site) {
      for (const Site& site : scenario_.sites) {
        if (law.site.empty() || law.site == site.id) add_failure(law, site.id, "");
      }
      continue;
    }
    for (const std::uint32_t p : pools_of(law.site, law.pool)) {
      const Site& site = scenario_.sites[world_.pools[p].site];
      const Pool& pool = site.pools[world_.pools[p].pool];
      if (law.each == SiteFailureLaw::Each::pool) {
        add_failure(law, site.id, pool.id);
        continue;
      }
      const std::int64_t nodes =
          (pools_[p].trouble->installed + pool.node_cards - 1) / pool.node_cards;
      node_failures_.push_back(
          {p, nodes, pool.node_cards, 0, law.mtbf_s, law.mttr_s, law.draws_idle,
           RandomStream(scenario_.seed, options_.replication, site.id + "/" + pool.id,
                        "failure of nodes" + scope_of(law))});
      schedule_node_change(static_cast<std::uint32_t>(node_failures_.size() - 1));
    }
  }
}

void Simulation::schedule_site_failure(std::uint32_t disturbance) {
  SiteDisturbance& d = site_disturbances_[disturbance];
  const double runs_s = exponential(*d.random, d.mtbf_s);
  d.what.lasts_s = exponential(*d.random, d.mttr_s);
  events_.push(now_s_ + runs_s, Phase::change, kSiteDisturb, disturbance);
}

/// Leads to kSiteHeal, unless it is for good, and to the next of what comes again and again.
void Simulation::site_disturb(std::uint32_t disturbance) {
  SiteDisturbance& d = site_disturbances_[disturbance];
  const bool ends = std::isfinite(d.what.lasts_s);
  if (d.what.every_s)
    events_.push(now_s_ + *d.what.every_s, Phase::change, kSiteDisturb, disturbance);
  if (ends) events_.push(now_s_ + d.what.lasts_s, Phase::change, kSiteHeal, disturbance);

  if (d.what.what == SiteEvent::What::heat) {
    const std::uint32_t site = world_.pools[d.pools.front()].site;
    d.wave_c = series_.hottest_c(site, now_s_, now_s_ + d.what.lasts_s);
    site_heat_[site].push_back(disturbance);
    set_cap(site);
    if (ends) {
      for (const std::uint32_t p : d.pools) ++returning_[p];
    }
    pools_changed(d.pools);
    return;
  }

  Outage outage;
  outage.part = d.what.pool.empty() ? d.what.site : d.what.site + "/" + d.what.pool;
  outage.kind = d.what.what == SiteEvent::What::drain       ? Outage::Kind::drain
                : d.what.what == SiteEvent::What::power_cap ? Outage::Kind::power_cap
                : d.what.pool.empty()                       ? Outage::Kind::site
                                                            : Outage::Kind::pool;
  outage.from_s = now_s_;
  outage.to_s = std::numeric_limits<double>::infinity();
  d.outage = outages_.size();
  outages_.push_back(std::move(outage));
  const double stopped_before = stopped_;

  if (d.what.what == SiteEvent::What::power_cap) {
    const std::uint32_t site = world_.pools[d.pools.front()].site;
    auto& caps = site_caps_[site];
    if (!ends) {  // what is for good takes the place of what was
      caps.erase(std::remove_if(caps.begin(), caps.end(),
                                [&](std::uint32_t other) {
                                  return std::isinf(site_disturbances_[other].what.lasts_s);
                                }),
                 caps.end());
    }
    caps.push_back(disturbance);
    set_cap(site);
  }
  for (const std::uint32_t p : d.pools) {
    PoolState& pool = pools_[p];
    pool.advance(now_s_);
    if (ends) ++returning_[p];
    if (d.what.what == SiteEvent::What::drain) ++pool.trouble->drains;
    if (d.what.what != SiteEvent::What::down) continue;
    if (!ends) {
      // A site that is down for good gets no new cards either.
      const std::int64_t all = pool.trouble->grows ? kNoBound : pool.trouble->installed;
      pool.trouble->gone += d.what.cards > 0 ? d.what.cards : all;
    }
    if (d.what.cards > 0) {
      const std::int64_t cards = strike_some(d, p);
      pool.trouble->down += cards;
      if (!d.what.draws_idle) pool.trouble->dark += cards;
      continue;
    }
    ++pool.trouble->outages;
    if (!d.what.draws_idle) ++pool.trouble->dark_outages;
    while (!running_[p].empty()) interrupt(running_[p].back(), Interruption::failure);
  }
  pools_changed(d.pools);
  outages_[d.outage].stopped = stopped_ - stopped_before;
}

// Takes down as many cards of a pool as the event says; where jobs are packed on nodes, whole
// nodes.
std::int64_t Simulation::strike_some(SiteDisturbance& d, std::uint32_t p) {
  d.cards_down = 0;
  if (!pools_[p].nodes) {
    strike(p, d.what.cards, *d.cards_random);
    d.cards_down = d.what.cards;
  }
  while (d.cards_down < d.what.cards) {
    const auto node = strike_node(p, *d.cards_random);
    if (!node) break;
    d.nodes.push_back(*node);
    d.cards_down += pools_[p].nodes->capacity(*node);
  }
  return d.cards_down;
}

void Simulation::site_heal(std::uint32_t disturbance) {
  SiteDisturbance& d = site_disturbances_[disturbance];
  if (d.what.what == SiteEvent::What::heat) {
    const std::uint32_t site = world_.pools[d.pools.front()].site;
    auto& heat = site_heat_[site];
    heat.erase(std::find(heat.begin(), heat.end(), disturbance));
    set_cap(site);
    for (const std::uint32_t p : d.pools) --returning_[p];
    pools_changed(d.pools);
    return;
  }
  outages_[d.outage].to_s = now_s_;
  if (d.what.what == SiteEvent::What::power_cap) {
    const std::uint32_t site = world_.pools[d.pools.front()].site;
    auto& caps = site_caps_[site];
    const auto found = std::find(caps.begin(), caps.end(), disturbance);
    if (found != caps.end()) caps.erase(found);
    set_cap(site);
  }
  for (const std::uint32_t p : d.pools) {
    PoolTrouble& trouble = *pools_[p].trouble;
    pools_[p].advance(now_s_);
    --returning_[p];
    if (d.what.what == SiteEvent::What::drain) --trouble.drains;
    if (d.what.what != SiteEvent::What::down) continue;
    if (d.what.cards > 0) {
      trouble.down -= d.cards_down;
      if (!d.what.draws_idle) trouble.dark -= d.cards_down;
      for (const std::uint32_t node : d.nodes) pools_[p].nodes->bring_up(node);
      d.nodes.clear();
      continue;
    }
    --trouble.outages;
    if (!d.what.draws_idle) --trouble.dark_outages;
  }
  if (d.random) schedule_site_failure(disturbance);
  pools_changed(d.pools);
}

// Nodes that are up fail at the sum of their rates, those that are down are repaired at the sum of
// theirs; both without memory, so the next change of either kind can be drawn at each change.
void Simulation::schedule_node_change(std::uint32_t process) {
  NodeFailures& n = node_failures_[process];
  const double failing = static_cast<double>(n.nodes - n.down) / n.mtbf_s;
  const double healing = static_cast<double>(n.down) / n.mttr_s;
  n.at_s = now_s_ + exponential(n.random, 1 / (failing + healing));
  n.fails_next = n.random.uniform() * (failing + healing) < failing;
  if (std::isfinite(n.at_s)) events_.push(n.at_s, Phase::change, kNodeChange, process);
}

void Simulation::node_change(std::uint32_t process) {
  NodeFailures& n = node_failures_[process];
  if (now_s_ != n.at_s) return;  // nodes have come or gone meanwhile
  PoolTrouble& trouble = *pools_[n.pool].trouble;
  pools_[n.pool].advance(now_s_);
  std::int64_t cards = n.node_cards;
  if (n.fails_next) {
    if (pools_[n.pool].nodes) {
      if (const auto node = strike_node(n.pool, n.random)) {
        n.which.push_back(*node);
        cards = pools_[n.pool].nodes->capacity(*node);
      } else {
        schedule_node_change(process);  // an event holds them all down
        return;
      }
    } else {
      strike(n.pool, cards, n.random);
    }
    if (in_window(now_s_)) site_meters_[world_.pools[n.pool].site].node_failures += 1;
  }
  if (!n.fails_next && pools_[n.pool].nodes) {
    const auto lucky =
        static_cast<std::size_t>(n.random.uniform() * static_cast<double>(n.which.size()));
    cards = pools_[n.pool].nodes->capacity(n.which[lucky]);
    pools_[n.pool].nodes->bring_up(n.which[lucky]);
    n.which.erase(n.which.begin() + static_cast<std::ptrdiff_t>(lucky));
  }
  const std::int64_t step = n.fails_next ? 1 : -1;
  n.down += step;
  returning_[n.pool] += static_cast<int>(step);
  trouble.down += step * cards;
  if (!n.draws_idle) trouble.dark += step * cards;
  schedule_node_change(process);
  pools_changed({n.pool});
}

// Cards that are only counted have no place; let those of running jobs lie one after the other,
// then those of services and the idle ones, and let as many neighbours fail from a random one on:
// each card of the pool is as likely to be hit as any other, and one node hits neighbours.
void Simulation::strike(std::uint32_t p, std::int64_t cards, RandomStream& random) {
  const PoolState& pool = pools_[p];
  const std::int64_t up = pool.trouble->here() - pool.trouble->down;
  if (up <= 0 || pool.trouble->outages > 0) return;
  const auto first = static_cast<std::int64_t>(random.uniform() * static_cast<double>(up));
  const std::int64_t over = first + cards - up;  // goes on at the beginning
  std::vector<JobId> hit;
  std::int64_t at = 0;
  for (const JobId id : running_[p]) {
    const std::int64_t end = at + jobs_[id].cards;
    if ((at < first + cards && end > first) || at < over) hit.push_back(id);
    at = end;
  }
  for (const JobId id : hit) interrupt(id, Interruption::failure);
}

// Cards of pools came or went: services find other places, and queues look again.
void Simulation::pools_changed(const std::vector<std::uint32_t>& pools) {
  if (!scenario_.services.empty()) settle_services(now_s_);
  for (const std::uint32_t p : pools) {
    refresh_usable(p);
    const SitePower& power = scenario_.sites[world_.pools[p].site].power;
    const PoolState& pool = pools_[p];
    if (pool.trouble->capped && power.over_cap == OverCap::preempt) {
      preempt_until(p, std::max<std::int64_t>(
                           0, pool.trouble->within_cap - std::min(pool.service, pool.usable)));
    }
  }
  if (!scenario_.services.empty()) split_services();
}

// Cards that a pool may use once all is over that will be.
std::int64_t Simulation::mended_cards(std::uint32_t p) const {
  const std::uint32_t site = world_.pools[p].site;
  const std::int64_t within_cap = cards_within(p, cap_of(site, true), wave_of(site, true));
  const PoolTrouble& trouble = *pools_[p].trouble;
  return std::clamp<std::int64_t>(trouble.installed - trouble.gone, 0, within_cap);
}

// Will a pool whose jobs wait or stand still do some of them yet?
bool Simulation::will_go_on(std::uint32_t p) const {
  const PoolState& pool = pools_[p];
  if (!pool.trouble) return false;
  if (pool.trouble->speed > 0 && !pool.trouble->slowed.empty()) return true;
  const bool is_still = pool.trouble->speed == 0 && pool.batch > 0;
  if (pool.waiting == 0 && !is_still) return false;
  for (const SiteDisturbance& d : site_disturbances_) {
    // A cap for good may take the place of a lower one.
    if (!d.random && d.what.what == SiteEvent::What::power_cap && std::isinf(d.what.lasts_s) &&
        d.what.at_s > now_s_ && std::find(d.pools.begin(), d.pools.end(), p) != d.pools.end())
      return true;
  }
  if (returning_[p] == 0) return false;
  const std::int64_t cards = mended_cards(p);
  if (is_still) return cards > 0;
  for (JobId id = 0; id < jobs_.size(); ++id) {
    const Job& job = jobs_[id];
    if (job.live && job.state == JobState::queued && job.pool == p && job.cards <= cards)
      return true;
  }
  return false;
}

}  // namespace suanwang
