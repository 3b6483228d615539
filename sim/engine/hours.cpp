#include <algorithm>
#include <bit>
#include <cmath>

#include "sim/base/hash.hpp"
#include "sim/engine/simulation.hpp"

namespace suanwang {
namespace {

/// Hours that a reader is shown of the first link outages, and those before them.
constexpr std::int64_t kChartHours = 72;
constexpr std::int64_t kChartBefore = 12;

/// Takes a number into a hash; 0 has one sign only.
void take(std::uint64_t& hash, double value) {
  hash = mix(hash ^ std::bit_cast<std::uint64_t>(value + 0.0));
}

}  // namespace

/// An hour is over, or the run within it: tells of its figures and begins the next.
void Simulation::end_hour(std::int64_t hour) {
  for (const SiteHour& row : hour_) {
    const EnergyAccount& e = row.energy;
    const FeedAccount& f = row.feed;
    for (const double value :
         {row.batch_card_s, row.service_card_s, row.waiting_card_s, row.down_card_s, e.it_kwh,
          e.kwh, e.green_kwh, e.energy_cny, e.carbon_kg, e.location_carbon_kg, e.water_litres,
          f.grid_kwh, f.own_kwh, f.curtailed_kwh, f.charged_kwh, f.discharged_kwh})
      take(hours_hash_, value);
  }
  for (const LinkHour& row : link_hour_) {
    for (const double value : {row.forward_bits, row.backward_bits, row.down_s})
      take(hours_hash_, value);
  }
  if (options_.hours) {
    const double start_s = static_cast<double>(hour) * kHour_s;
    options_.hours->on_hour({hour, std::min(kHour_s, now_s_ - start_s), hour_, link_hour_});
  }
  if (options_.keep_hours) {
    hours_.insert(hours_.end(), hour_.begin(), hour_.end());
    link_hours_.insert(link_hours_.end(), link_hour_.begin(), link_hour_.end());
  }
  keep_for_chart(hour);
  std::fill(hour_.begin(), hour_.end(), SiteHour{});
  std::fill(link_hour_.begin(), link_hour_.end(), LinkHour{});
}

// Keeps the last hours before a link first goes down, and those after it.
void Simulation::keep_for_chart(std::int64_t hour) {
  if (link_hour_.empty()) return;
  const auto rows = static_cast<std::ptrdiff_t>(link_hour_.size());
  const auto kept = static_cast<std::int64_t>(chart_hours_.size() / link_hour_.size());
  const bool is_down = std::isfinite(first_link_outage_s_);
  const std::int64_t first =
      is_down ? static_cast<std::int64_t>(
                    std::max(0.0, first_link_outage_s_ - kChartBefore * kHour_s) / kHour_s)
              : hour - kChartBefore - 1;
  const std::int64_t drop = std::clamp<std::int64_t>(first - chart_from_, 0, kept);
  chart_hours_.erase(chart_hours_.begin(), chart_hours_.begin() + drop * rows);
  chart_from_ = kept == drop ? std::max(first, std::int64_t{0}) : chart_from_ + drop;
  if (hour < chart_from_ || hour >= chart_from_ + kChartHours) return;
  chart_hours_.insert(chart_hours_.end(), link_hour_.begin(), link_hour_.end());
}

}  // namespace suanwang
