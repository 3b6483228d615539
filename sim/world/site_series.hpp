#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/growth/growth.hpp"
#include "sim/kernel/calendar.hpp"
#include "sim/scenario/scenario.hpp"

namespace suanwang {

/// What holds at a site during one hour of a run.
struct HourRates {
  double pue = 1;           ///< facility energy for each further unit of IT energy
  double fixed_kw = 0;      ///< facility power drawn whatever the load
  double price_cny = 0;     ///< of a facility kWh from the grid
  double green_share = 0;   ///< of the energy; carries no carbon by contract
  double location_kg = 0;   ///< carbon of a facility kWh, by the average of the grid there
  double market_kg = 0;     ///< the same, by what was contracted
  double water_litres = 0;  ///< for each kWh of IT energy
};

/// Tariffs, weather and carbon of every site, hour by hour since the start of a run.
class SiteSeries {
 public:
  /// Keeps a reference to the scenario.
  explicit SiteSeries(const Scenario& scenario);

  HourRates at(std::size_t site, std::int64_t hour) const;

  /// Cards come otherwise than `growth:` plans them: what is sized for them is there with them.
  void follow(const CardPlan& cards);

  /// Outdoor temperature in the middle of an hour [degC], of a site that has a climate. Weather
  /// that holds for a part of the hour counts for that part.
  double outdoor_c(std::size_t site, std::int64_t hour) const;
  /// The hottest hour between two times since the start; at most a year is looked at.
  double hottest_c(std::size_t site, double from_s, double until_s) const;
  /// What the site's own sources offer, and what its grid means.
  SupplyHour supply(std::size_t site, std::int64_t hour) const;

  /// Carbon of a kWh of the grid around the site [kg], whatever the site takes from elsewhere or
  /// has contracted.
  double place_kg(std::size_t site, std::int64_t hour) const;

  std::chrono::year_month month(std::int64_t hour) const {
    const auto date = calendar_.date(hour / 24);
    return date.year() / date.month();
  }

 private:
  /// `line_share`: of the energy, over the line from another province where there is one.
  GridRates grid(std::size_t site, std::int64_t hour, double line_share) const;
  double usual_line_share(std::size_t site, std::int64_t hour) const;
  double green_share(std::size_t site, std::int64_t hour) const;

  const Scenario& scenario_;
  Calendar calendar_;
  std::vector<std::vector<const WeatherEvent*>> weather_;  ///< by site
  /// By site: power of all cards busy, from the start and from each change of the cards on.
  std::vector<std::vector<GrowthStep>> full_kw_;
  /// Levers on the price of power, by site: it is multiplied, then so much is taken off.
  std::vector<double> price_factor_, price_off_cny_;
  std::vector<std::vector<std::uint32_t>> events_;  ///< by site: of scenario_.grid_events
};

}  // namespace suanwang
