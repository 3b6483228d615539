#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/engine/simulation.hpp"

namespace suanwang {
namespace {

/// What one kWh of IT energy means at a site in one hour.
struct HourRates {
  double pue, price_cny, carbon_kg;
};

HourRates rates_at(const SitePower& power, const Calendar& calendar, std::int64_t hour) {
  const auto month = static_cast<std::size_t>(calendar.month(hour));
  const auto of_day = static_cast<std::size_t>(Calendar::hour_of_day(hour));
  return {power.pue_by_month[month],
          power.price_cny_per_kwh * power.tariff_multiplier[month][of_day],
          power.carbon_kg_per_kwh * (1 - power.green_share)};
}

constexpr double kJoulePerKwh = 3.6e6;

}  // namespace

void Simulation::start_meters() {
  events_.push(kHour_s, Phase::change, kMeter, 0);
  if (warmup_s_ > 0 && std::fmod(warmup_s_, kHour_s) != 0) {
    events_.push(warmup_s_, Phase::change, kMeter, 0);
  }
  for (std::size_t p = 0; p < views_.size(); ++p) {
    const HourRates rates = rates_at(scenario_.sites[views_[p].site].power, calendar_, 0);
    views_[p].pue = rates.pue;
    views_[p].price_cny_per_kwh = rates.price_cny;
    views_[p].carbon_kg_per_kwh = rates.carbon_kg;
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
  hours_.resize(static_cast<std::size_t>(hour + 1) * world_.sites());

  for (std::size_t p = 0; p < pools_.size(); ++p) {
    PoolState& pool = pools_[p];
    pool.advance(now_s_);
    const PoolInfo& info = world_.pools[p];
    const Site& site = scenario_.sites[info.site];
    const Pool& cards = site.pools[info.pool];
    const HourRates rates = rates_at(site.power, calendar_, hour);
    const double busy_card_s = pool.batch_card_s + pool.service_card_s;
    double powered_card_s = static_cast<double>(cards.powered) * dt;
    double working_card_s = busy_card_s;  // at full speed
    double down_card_s = 0;
    if (PoolTrouble* trouble = pool.trouble.get()) {
      powered_card_s -= std::exchange(trouble->off_card_s, 0);
      working_card_s -= std::exchange(trouble->slowed_card_s, 0);
      down_card_s = std::exchange(trouble->down_card_s, 0);
    }
    const double it_kwh = (cards.accelerator.idle_w * powered_card_s +
                           (cards.accelerator.busy_w - cards.accelerator.idle_w) * working_card_s) /
                          kJoulePerKwh;
    EnergyAccount account;
    account.it_kwh = it_kwh;
    account.kwh = it_kwh * rates.pue;
    account.green_kwh = account.kwh * site.power.green_share;
    account.energy_cny = account.kwh * rates.price_cny;
    account.carbon_kg = account.kwh * rates.carbon_kg;

    SiteHour& row = hours_[static_cast<std::size_t>(hour) * world_.sites() + info.site];
    row.batch_card_s += pool.batch_card_s;
    row.service_card_s += pool.service_card_s;
    row.waiting_card_s += pool.waiting_card_s;
    row.down_card_s += down_card_s;
    row.it_kwh += account.it_kwh;
    row.kwh += account.kwh;
    row.energy_cny += account.energy_cny;
    row.carbon_kg += account.carbon_kg;
    if (measured) {
      SiteMeter& meter = site_meters_[info.site];
      meter.card += CardAccount{static_cast<double>(cards.count) * dt, down_card_s,
                                pool.batch_card_s, pool.service_card_s};
      meter.energy += account;
      meter.waiting_card_s += pool.waiting_card_s;
    }
    pool.batch_card_s = pool.service_card_s = pool.waiting_card_s = 0;
    service_held_card_s_[p] = 0;

    const HourRates next =
        rates_at(site.power, calendar_, static_cast<std::int64_t>(now_s_ / kHour_s));
    views_[p].pue = next.pue;
    views_[p].price_cny_per_kwh = next.price_cny;
    views_[p].carbon_kg_per_kwh = next.carbon_kg;
  }

  link_hours_.resize(static_cast<std::size_t>(hour + 1) * scenario_.links.size());
  traffic_.close_segment(
      now_s_, dt, measured,
      link_hours_.data() + static_cast<std::size_t>(hour) * scenario_.links.size());
  move_transfers(0);
  segment_from_s_ = now_s_;
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

// Facility energy, money and carbon of a job's own run: its cards at `kw` of IT power, hour by
// hour. The idle power of cards that nobody uses belongs to the site, not to a job.
EnergyAccount Simulation::facility_energy(const Job& job, double from_s, double until_s,
                                          double kw) const {
  const Site& site = scenario_.sites[world_.pools[job.pool].site];
  EnergyAccount sum;
  for (double at_s = from_s; at_s < until_s;) {
    const auto hour = static_cast<std::int64_t>(at_s / kHour_s);
    const double to_s = std::min(until_s, static_cast<double>(hour + 1) * kHour_s);
    const HourRates rates = rates_at(site.power, calendar_, hour);
    EnergyAccount account;
    account.it_kwh = kw * (to_s - at_s) / kHour_s;
    account.kwh = account.it_kwh * rates.pue;
    account.energy_cny = account.kwh * rates.price_cny;
    account.carbon_kg = account.kwh * rates.carbon_kg;
    sum += account;
    at_s = to_s;
  }
  return sum;
}

}  // namespace suanwang
