// Sites with plants of their own, curtailed energy, a battery or a demand charge: what they pay and
// emit depends on the course of their power, not on its integral alone. Their supply is settled at
// each change of that power; all other sites go without.

#include <cmath>
#include <utility>

#include "sim/engine/simulation.hpp"

namespace suanwang {

void Simulation::build_feeds() {
  feeds_.resize(world_.sites());
  for (std::uint32_t p = 0; p < pools_.size(); ++p) {
    const std::uint32_t s = world_.pools[p].site;
    const SiteSources& sources = scenario_.sites[s].power.sources;
    if (!sources.follow_power()) continue;
    if (!feeds_[s]) {
      feeds_[s].reset(new SiteFeed{this,
                                   s,
                                   {},
                                   SiteSupply(sources.battery.value_or(BatterySpec{})),
                                   {},
                                   0,
                                   warmup_s_,
                                   {},
                                   {},
                                   {}});
    }
    feeds_[s]->pools.push_back(p);
    pools_[p].feed = feeds_[s].get();
  }
}

void Simulation::open_feeds(std::int64_t hour) {
  for (const auto& feed : feeds_) {
    if (feed) feed->hour = series_.supply(feed->site, hour);
  }
}

// IT power that a pool draws now [W].
double Simulation::it_w(std::uint32_t p) const {
  const PoolState& pool = pools_[p];
  const PoolInfo& info = world_.pools[p];
  const Pool& cards = scenario_.sites[info.site].pools[info.pool];
  auto powered = static_cast<double>(cards.powered);
  auto working = static_cast<double>(pool.batch);
  if (const PoolTrouble* trouble = pool.trouble.get()) {
    const std::int64_t busy = pool.batch + pool.service;
    powered = static_cast<double>(trouble->fed(busy) - trouble->off(busy));
    working *= trouble->speed;
  }
  working += static_cast<double>(pool.service);
  double saved_w = 0;
  if (cards.sleep) {
    saved_w =
        (cards.accelerator.idle_w - cards.sleep->power_w) * static_cast<double>(pool.sleeping());
  }
  return cards.accelerator.idle_w * powered +
         (cards.accelerator.busy_w - cards.accelerator.idle_w) * working - saved_w;
}

void Simulation::SiteFeed::settle(double now_s) {
  if (now_s <= since_s) return;
  double it_w = 0;
  for (const std::uint32_t p : pools) it_w += run->it_w(p);
  const HourRates& rates = run->integrals_.rates(site);
  const double load_w = it_w * rates.pue + rates.fixed_kw * 1000;
  segment += supply.advance(since_s, now_s, load_w, hour);
  since_s = now_s;
}

// The meters are read: all pools are settled up to now. `hour` is over, or a part of it.
void Simulation::close_feeds(std::int64_t hour, bool measured) {
  const auto next = static_cast<std::int64_t>(now_s_ / kHour_s);
  for (const auto& feed : feeds_) {
    if (!feed) continue;
    const SupplyAccount part = std::exchange(feed->segment, {});
    EnergyAccount account;
    account.green_kwh = part.green_kwh;
    account.energy_cny = part.energy_cny;
    account.carbon_kg = part.market_kg;
    account.location_carbon_kg = part.location_kg;
    SiteHour& row = hour_[feed->site];
    row.energy += account;
    row.feed.grid_kwh += part.grid_kwh;
    row.feed.own_kwh += part.own_kwh;
    row.feed.curtailed_kwh += part.curtailed_kwh;
    row.feed.charged_kwh += part.charged_kwh;
    row.feed.discharged_kwh += part.discharged_kwh;
    if (!measured) {
      feed->supply.demand().reset();
      continue;
    }
    site_meters_[feed->site].energy += account;
    feed->window += part;
    if (now_s_ >= end_s_ || series_.month(next) != series_.month(hour)) close_month(*feed, hour);
  }
}

// Where a run `until done` ends at the end of an hour that was closed already, its last month is
// billed here, and stands in no hour.
void Simulation::close_months() {
  for (const auto& feed : feeds_) {
    if (feed) close_month(*feed, static_cast<std::int64_t>(std::ceil(feed->since_s / kHour_s)) - 1);
  }
}

// Bills the demand of the month of `hour`, in proportion to the part of it that was measured. It
// falls due in the last hour.
void Simulation::close_month(SiteFeed& feed, std::int64_t hour) {
  if (now_s_ <= feed.month_from_s) return;
  const double rate = scenario_.sites[feed.site].power.sources.demand_charge_cny_per_kw;
  MonthDemand month;
  month.month = series_.month(hour);
  const auto days = static_cast<unsigned>((month.month / std::chrono::last).day());
  month.share = (now_s_ - feed.month_from_s) / (86400.0 * days);
  month.peak_kw = feed.supply.demand().peak_w() / 1000;
  month.cny = rate * month.peak_kw * month.share;
  site_meters_[feed.site].energy.energy_cny += month.cny;
  hour_[feed.site].energy.energy_cny += month.cny;
  feed.months.push_back(month);
  feed.supply.demand().reset();
  feed.month_from_s = now_s_;
}

}  // namespace suanwang
