#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/engine/simulation.hpp"

namespace suanwang {
namespace {

constexpr double kJoulePerKwh = 3.6e6;

}  // namespace

void Simulation::start_meters() {
  events_.push(kHour_s, Phase::change, kMeter, 0);
  if (warmup_s_ > 0 && std::fmod(warmup_s_, kHour_s) != 0) {
    events_.push(warmup_s_, Phase::change, kMeter, 0);
  }
  hour_.resize(world_.sites());
  link_hour_.resize(scenario_.links.size());
  integrals_.open_hour(0);
  open_feeds(0);
  show_rates();
  next_year_s_ = next_year_s(0);
}

// What policies see of this hour; a price of carbon is part of the price of power.
void Simulation::show_rates() {
  for (SiteView& view : views_) {
    const HourRates& rates = integrals_.rates(view.site);
    view.pue = rates.pue;
    view.price_cny_per_kwh = rates.price_cny;
    if (scenario_.economy)
      view.price_cny_per_kwh += rates.market_kg * scenario_.economy->carbon_cny_per_kg;
    view.carbon_kg_per_kwh = rates.market_kg;
  }
}

// Closes the time since the last reading, which lies in one hour and on one side of the warm-up, so
// price, weather and carbon were constant: card-seconds times rates are the exact integrals.
void Simulation::close_segment() {
  const double dt = now_s_ - segment_from_s_;
  if (dt <= 0) return;
  const auto hour = static_cast<std::int64_t>(segment_from_s_ / kHour_s);
  const bool measured = segment_from_s_ >= warmup_s_;
  settle_services(now_s_);

  for (std::size_t p = 0; p < pools_.size(); ++p) {
    PoolState& pool = pools_[p];
    pool.advance(now_s_);
    const PoolInfo& info = world_.pools[p];
    const Pool& cards = scenario_.sites[info.site].pools[info.pool];
    const HourRates& rates = integrals_.rates(info.site);
    const double busy_card_s = pool.batch_card_s + pool.service_card_s;
    double installed_card_s = static_cast<double>(cards.count) * dt;
    double powered_card_s = static_cast<double>(cards.powered) * dt;
    double working_card_s = busy_card_s;  // at full speed
    double down_card_s = 0;
    if (PoolTrouble* trouble = pool.trouble.get()) {
      if (trouble->grows) {
        installed_card_s = std::exchange(trouble->installed_card_s, 0);
        powered_card_s = std::exchange(trouble->powered_card_s, 0);
      }
      powered_card_s -= std::exchange(trouble->off_card_s, 0);
      working_card_s -= std::exchange(trouble->slowed_card_s, 0);
      down_card_s = std::exchange(trouble->down_card_s, 0);
    }
    double it_j = cards.accelerator.idle_w * powered_card_s +
                  (cards.accelerator.busy_w - cards.accelerator.idle_w) * working_card_s;
    if (cards.sleep) {
      it_j -=
          (cards.accelerator.idle_w - cards.sleep->power_w) * std::exchange(pool.asleep_card_s, 0);
    }
    const double it_kwh = it_j / kJoulePerKwh;
    // What is drawn whatever the load belongs to no pool: the site's first one carries it.
    const double fixed_kwh = info.pool == 0 ? rates.fixed_kw * dt / kHour_s : 0;
    EnergyAccount account = EnergyIntegrals::at(rates, it_kwh, fixed_kwh);
    if (pool.feed) {  // what the rest of it comes to, the site's supply tells
      account.green_kwh = account.energy_cny = 0;
      account.carbon_kg = account.location_carbon_kg = 0;
    }

    SiteHour& row = hour_[info.site];
    row.batch_card_s += pool.batch_card_s;
    row.service_card_s += pool.service_card_s;
    row.waiting_card_s += pool.waiting_card_s;
    row.down_card_s += down_card_s;
    row.energy += account;
    if (!pool.feed) row.feed.grid_kwh += account.kwh;
    if (!world_.growth.is_idle) row.installed_card_s += installed_card_s;
    if (approvals_) approvals_->used(static_cast<std::uint32_t>(p), installed_card_s, busy_card_s);
    if (measured) {
      SiteMeter& meter = site_meters_[info.site];
      meter.card +=
          CardAccount{installed_card_s, down_card_s, pool.batch_card_s, pool.service_card_s};
      meter.energy += account;
      meter.waiting_card_s += pool.waiting_card_s;
      if (billing_) billing_->add_installed(p, installed_card_s);
    }
    pool.batch_card_s = pool.service_card_s = pool.waiting_card_s = 0;
    service_held_card_s_[p] = 0;
  }
  close_feeds(hour, measured);
  integrals_.open_hour(static_cast<std::int64_t>(now_s_ / kHour_s));
  open_feeds(static_cast<std::int64_t>(now_s_ / kHour_s));
  show_rates();

  traffic_.close_segment(now_s_, dt, measured, link_hour_.data(), link_carbon_.at(hour));
  move_transfers(0);
  segment_from_s_ = now_s_;
  if (now_s_ >= static_cast<double>(hour + 1) * kHour_s) {
    if (approvals_) approvals_->end_hour();
    end_hour(hour);
  }
  if (now_s_ >= next_year_s_) end_year();
}

// Keeps the time-weighted count of transfers under way.
void Simulation::move_transfers(double weight) {
  const double from_s = std::max(moving_since_s_, warmup_s_);
  if (now_s_ > from_s) moving_area_ += moving_ * (now_s_ - from_s);
  moving_since_s_ = now_s_;
  moving_ += weight;
  if (now_s_ >= warmup_s_) moving_peak_ = std::max(moving_peak_, moving_);
}

// Keeps the time-weighted count of transfers without a path.
void Simulation::count_stranded(double weight) {
  const double from_s = std::max(stranded_since_s_, warmup_s_);
  if (now_s_ > from_s) stranded_area_ += stranded_weight_ * (now_s_ - from_s);
  stranded_since_s_ = now_s_;
  stranded_weight_ += weight;
}

}  // namespace suanwang
