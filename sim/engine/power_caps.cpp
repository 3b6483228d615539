#include <algorithm>
#include <cmath>
#include <functional>

#include "sim/engine/simulation.hpp"

namespace suanwang {

// The least of the caps that hold at a site, or of those that hold for good.
double Simulation::cap_of(std::uint32_t site, bool for_good) const {
  double cap_w = scenario_.sites[site].power.cap_w;
  for (const std::uint32_t disturbance : site_caps_[site]) {
    const SiteEvent& what = site_disturbances_[disturbance].what;
    if (for_good && std::isfinite(what.lasts_s)) continue;
    cap_w = std::min(cap_w, what.cap_share ? *what.cap_share * most_w(site) : what.cap_w);
  }
  return cap_w;
}

// What a site may draw, or draws with all cards busy where nothing bounds it.
double Simulation::most_w(std::uint32_t site) const {
  const double cap_w = scenario_.sites[site].power.cap_w;
  return std::isfinite(cap_w) ? cap_w : full_power_w(site_now(site));
}

// The hottest hour [degC] of the heat waves at a site, or of those for good; minus infinity: none.
double Simulation::wave_of(std::uint32_t site, bool for_good) const {
  double wave_c = -std::numeric_limits<double>::infinity();
  for (const std::uint32_t disturbance : site_heat_[site]) {
    const SiteDisturbance& d = site_disturbances_[disturbance];
    if (!for_good || std::isinf(d.what.lasts_s)) wave_c = std::max(wave_c, d.wave_c);
  }
  return wave_c;
}

// Does a heat wave leave a site less power for its cards? Only where a cap bounds what it draws.
bool Simulation::heat_binds(const WeatherEvent& event, const Site& site) const {
  if (!site.power.cooling || event.change_k <= 0 || !event.concerns(site)) return false;
  return std::isfinite(site.power.cap_w) ||
         std::any_of(scenario_.site_events.begin(), scenario_.site_events.end(),
                     [&](const SiteEvent& other) {
                       return other.what == SiteEvent::What::power_cap && other.concerns(site);
                     });
}

// Lists the heat waves at sites with a cap, and schedules the first of each.
void Simulation::build_heat_waves() {
  for (const WeatherEvent& event : scenario_.weather) {
    for (const Site& site : scenario_.sites) {
      if (!heat_binds(event, site)) continue;
      SiteDisturbance d;
      d.what.at_s = event.at_s;
      d.what.site = site.id;
      d.what.what = SiteEvent::What::heat;
      d.what.lasts_s = event.lasts_s;
      d.what.every_s = event.every_s;
      for (std::uint32_t p = 0; p < pools_.size(); ++p) {
        if (scenario_.sites[world_.pools[p].site].id == site.id) d.pools.push_back(p);
      }
      events_.push(event.at_s, Phase::change, kSiteDisturb,
                   static_cast<std::uint32_t>(site_disturbances_.size()));
      site_disturbances_.push_back(std::move(d));
    }
  }
}

// The caps that hold at a site, and the heat, decide how many cards may be busy.
void Simulation::set_cap(std::uint32_t s) {
  const double cap_w = cap_of(s, false);
  for (std::uint32_t p = 0; p < pools_.size(); ++p) {
    if (world_.pools[p].site != s) continue;
    pools_[p].trouble->within_cap = cards_within(p, cap_w, wave_of(s, false));
    pools_[p].trouble->capped = !site_caps_[s].empty() || !site_heat_[s].empty();
  }
}

// How many cards a pool may use from now on; runs on cards that are gone have been stopped before.
void Simulation::refresh_usable(std::uint32_t p) {
  PoolState& pool = pools_[p];
  pool.advance(now_s_);
  pool.usable = std::min(pool.up(), pool.trouble->within_cap);
  // Cards that stay for the sake of jobs promised before are no place for new ones.
  const PoolTrouble& trouble = *pool.trouble;
  views_[p].cards = static_cast<double>(
      trouble.kept == 0
          ? pool.usable
          : std::min(pool.usable, std::max<std::int64_t>(0, trouble.installed - trouble.down)));
  count_stranded_cards(p, std::nullopt, 0);
  touch(p);
}

// Under a cap that is below what runs, the jobs share the power that services leave: all cards stay
// busy at the same lower speed, their dynamic power in proportion to it.
void Simulation::refresh_speed(std::uint32_t p) {
  PoolState& pool = pools_[p];
  if (!pool.trouble) return;
  PoolTrouble& trouble = *pool.trouble;
  const std::int64_t room = std::max<std::int64_t>(0, trouble.within_cap - pool.service);
  const double speed =
      pool.batch <= room ? 1 : static_cast<double>(room) / static_cast<double>(pool.batch);
  if (speed == trouble.speed && trouble.slowed.empty()) return;
  pool.advance(now_s_);
  if (speed < 1 && trouble.speed == 1) {
    // Those that were already slowed once, and go by the pool's clock still, are there already.
    trouble.speed = speed;
    for (const JobId id : running_[p]) {
      if (histories_[id].slowed) continue;
      ++histories_[id].stale;
      --work_events_;
      slow_run(id);
    }
  }
  trouble.speed = speed;

  // The next end by the pool's clock; entries of runs that were stopped are dropped as they come
  // up.
  auto& slowed = trouble.slowed;
  const auto later = std::greater<>();
  const auto is_void = [&](const std::pair<double, JobId>& entry) {
    const RunHistory& history = histories_[entry.second];
    return !history.slowed || history.end_s != entry.first || jobs_[entry.second].pool != p;
  };
  while (!slowed.empty() && is_void(slowed.front())) {
    std::pop_heap(slowed.begin(), slowed.end(), later);
    slowed.pop_back();
  }
  const bool any = !slowed.empty() && speed > 0;
  const double next_s = any ? now_s_ + std::max(0.0, slowed.front().first - trouble.clock_s) / speed
                            : std::numeric_limits<double>::infinity();
  if (next_s == trouble.next_end_s) return;
  trouble.next_end_s = next_s;
  if (any) events_.push(next_s, Phase::completion, kSlowedEnd, p);
}

// From now on the run of a job ends by its pool's clock.
void Simulation::slow_run(JobId id) {
  const Job& job = jobs_[id];
  RunHistory& history = histories_[id];
  PoolTrouble& trouble = *pools_[job.pool].trouble;
  history.clock_from_s = trouble.clock_s - (now_s_ - job.started_s);
  history.end_s = history.clock_from_s + (end_of_run_s(id) - job.started_s);
  history.slowed = true;
  trouble.slowed.emplace_back(history.end_s, id);
  std::push_heap(trouble.slowed.begin(), trouble.slowed.end(), std::greater<>());
}

void Simulation::slowed_end(std::uint32_t p) {
  PoolTrouble& trouble = *pools_[p].trouble;
  if (now_s_ != trouble.next_end_s) return;  // the speed has changed meanwhile
  pools_[p].advance(now_s_);
  trouble.next_end_s = std::numeric_limits<double>::infinity();
  const auto [end_s, id] = trouble.slowed.front();
  std::pop_heap(trouble.slowed.begin(), trouble.slowed.end(), std::greater<>());
  trouble.slowed.pop_back();
  end_run(id);
  refresh_speed(p);
}

}  // namespace suanwang
