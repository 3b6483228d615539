#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "sim/engine/simulation.hpp"

namespace suanwang {
namespace {

constexpr double kDay_s = 86400;

int year_of(std::chrono::year_month_day start, double at_s) {
  const auto days = static_cast<int>(std::floor(at_s / kDay_s));
  return static_cast<int>(
      std::chrono::year_month_day{std::chrono::sys_days{start} + std::chrono::days{days}}.year());
}

/// The first moment of a year, since the start.
double begin_of(std::chrono::year_month_day start, int year) {
  const std::chrono::sys_days first{std::chrono::year_month_day{
      std::chrono::year{year}, std::chrono::January, std::chrono::day{1}}};
  return static_cast<double>((first - std::chrono::sys_days{start}).count()) * kDay_s;
}

}  // namespace

/// The first moment of the year after that of `at_s`.
double Simulation::next_year_s(double at_s) const {
  return begin_of(scenario_.start, year_of(scenario_.start, at_s) + 1);
}

// What the meters show, from the beginning of the measured window on.
YearResult Simulation::since_start() const {
  YearResult sum;
  for (std::size_t s = 0; s < site_meters_.size(); ++s) {
    const SiteMeter& meter = site_meters_[s];
    sum.card += meter.card;
    sum.energy += meter.energy;
    if (scenario_.sites[s].side == Side::west) sum.west_card_s += meter.card.allocated_card_s();
  }
  for (const ClassMeter& meter : class_meters_) {
    sum.submitted += meter.submitted;
    sum.rejected += meter.rejected;
    sum.completed += meter.completed;
    sum.started += meter.wait.weight();
    sum.wait_mean_s += meter.wait.weight() * meter.wait.mean();  // the sum, until it is divided
  }
  for (const ServiceMeter& meter : service_meters_) {
    sum.demanded_card_s += meter.demanded_card_s;
    sum.served_card_s += meter.served_card_s;
  }
  sum.carriage_cny = traffic_.carriage_cny();
  sum.network = traffic_.energy();
  return sum;
}

/// A year is over, or the run within it: what the meters show beyond the years before.
void Simulation::end_year() {
  const YearResult now = since_start();
  const YearResult before = std::exchange(before_year_, now);
  YearResult year = now;
  year.year = year_of(scenario_.start, year_since_s_);
  year.from_s = std::max(warmup_s_, year_since_s_);
  year.to_s = now_s_;
  year_since_s_ = now_s_;
  next_year_s_ = next_year_s(now_s_);
  year.card.installed_card_s -= before.card.installed_card_s;
  year.card.down_card_s -= before.card.down_card_s;
  year.card.batch_card_s -= before.card.batch_card_s;
  year.card.service_card_s -= before.card.service_card_s;
  year.energy -= before.energy;
  year.carriage_cny -= before.carriage_cny;
  year.network -= before.network;
  year.west_card_s -= before.west_card_s;
  year.submitted -= before.submitted;
  year.rejected -= before.rejected;
  year.completed -= before.completed;
  year.started -= before.started;
  year.demanded_card_s -= before.demanded_card_s;
  year.served_card_s -= before.served_card_s;
  const double waited_s = year.wait_mean_s - before.wait_mean_s;
  year.wait_mean_s = year.started > 0 ? waited_s / year.started : 0;
  if (year.to_s <= year.from_s) return;  // it lies before the window
  if (levers_) {
    std::vector<EnergyAccount> energy;
    for (const SiteMeter& meter : site_meters_) energy.push_back(meter.energy);
    levers_->end_year(year.year, energy);
  }

  const GrowthPlan& plan = growth();
  for (std::uint32_t p = 0; p < pools_.size(); ++p) {
    const PoolInfo& info = world_.pools[p];
    const std::int64_t cards = plan.cards.cards_before(p, year.to_s);
    year.cards += cards;
    year.flops += static_cast<double>(cards) *
                  scenario_.sites[info.site].pools[info.pool].accelerator.peak_flops;
  }
  for (const CardChange& change : plan.cards.changes) {
    if (change.at_s < year.from_s || change.at_s >= year.to_s) continue;
    const auto more = static_cast<double>(change.after - change.before);
    (more > 0 ? year.opened_cards : year.retired_cards) += std::abs(more);
  }
  for (const Building& building : plan.buildings) {
    year.construction_cny += building.paid_cny(year.from_s, year.to_s);
    if (building.under_way(year.to_s)) year.building_flops += building.cards * building.flops;
  }
  years_.push_back(year);
}

/// Puts the published figures of the scenario beside the run, where they lie in it.
void Simulation::fill_backtest(Results& results) const {
  for (const PublishedSeries& series : scenario_.growth.backtest) {
    for (const PublishedPoint& point : series.points) {
      BacktestRow row;
      row.id = series.id;
      row.name = series.name;
      row.scope = series.scope;
      row.measure = series.measure;
      row.period = point.period;
      row.is_forecast = point.is_forecast;
      row.published = point.value;
      row.model = std::numeric_limits<double>::quiet_NaN();
      if (series.measure == PublishedSeries::Measure::quoted) {
        results.backtest.push_back(row);
        continue;
      }
      if (point.end_s < 0 || point.end_s > end_s_) continue;
      if (series.measure == PublishedSeries::Measure::eflops) {
        row.model = 0;
        for (std::uint32_t p = 0; p < pools_.size(); ++p) {
          const PoolInfo& info = world_.pools[p];
          const auto& card = scenario_.sites[info.site].pools[info.pool].accelerator;
          row.model += static_cast<double>(growth().cards.cards_before(p, point.end_s)) *
                       card.peak_flops / 1e18;
        }
        results.backtest.push_back(row);
        continue;
      }
      // A year's figure needs the whole year.
      for (const YearResult& year : results.years) {
        if (point.period.size() != 4 || year.year != point.year) continue;
        if (year.from_s > begin_of(scenario_.start, point.year) || year.to_s < point.end_s)
          continue;
        const bool is_pue = series.measure == PublishedSeries::Measure::pue;
        row.model = is_pue ? year.energy.pue() : year.energy.kwh / 1e9;
        results.backtest.push_back(row);
      }
    }
  }
}

}  // namespace suanwang
