#pragma once

#include <array>

#include "models/power/climate.hpp"

namespace suanwang {

/// PUE of a site by month [facility / IT power], from its annual mean and the monthly outdoor
/// temperature [degC], January first.
///
/// Below 10 degC the outside air cools alone and PUE(T) = base; above, chillers add 0.010 per K:
///
///     PUE(T) = base + 0.010 x max(0, T - 10)
///
/// `base` is chosen so that the mean over the days of a year equals `annual_mean`, the figure that
/// sites publish and targets set. Threshold and slope are estimates: published curves of air-cooled
/// sites with economisers rise by 0.005 to 0.02 per K above some 5 to 15 degC. A mean over IT load
/// rather than days is the same here, since the model's load has no season.
///
/// A month below 1 means that the mean cannot be met in this climate; it is for the caller to
/// refuse.
std::array<double, 12> monthly_pue(double annual_mean, std::array<double, 12> outdoor_c);

/// How a site is cooled: what its facility draws beside the computers, as a multiple of what it
/// draws while the outside air cools alone.
///
///     1  below free_below_c: fans, pumps, transformers
///     rising to at_chillers at chillers_above_c: chillers help, then do it all
///     rising to at_worst at worst_above_c: they work harder, the hotter it is outside
///     at_worst above: they run flat out
///
/// Straight in between. A share `fixed_share` of it is drawn whatever the computers do.
struct CoolingPlant {
  double free_below_c = 0;
  double chillers_above_c = 0;
  double worst_above_c = 0;
  double at_chillers = 1;  ///< not below 1
  double at_worst = 1;     ///< not below at_chillers
  double fixed_share = 0;  ///< of the power beside the computers at full load
  double load = 1;         ///< IT power / that of all cards busy, at which a mean PUE is stated

  /// Multiple at an outdoor temperature [degC].
  double relative(double outdoor_c) const;

  friend bool operator==(const CoolingPlant&, const CoolingPlant&) = default;
};

/// What a facility draws beside its computers: straight in their power, so that energy over any
/// time with one temperature is exact.
///
///     P_facility = P_it + c(T) x (fixed_share x P_it_full + (1 - fixed_share) x P_it)
///
/// with c(T) = free x plant.relative(T) and P_it_full the power of all cards busy.
struct Cooling {
  CoolingPlant plant;
  double free = 0;  ///< power beside the computers / their power, at full load in free cooling

  double overhead(double outdoor_c) const { return free * plant.relative(outdoor_c); }
  /// Facility power for each further watt of IT power.
  double slope(double outdoor_c) const { return 1 + overhead(outdoor_c) * (1 - plant.fixed_share); }
  /// Facility power at no IT power, per watt of all cards busy.
  double fixed(double outdoor_c) const { return overhead(outdoor_c) * plant.fixed_share; }
  /// PUE at a load, IT power / that of all cards busy.
  double pue(double outdoor_c, double load) const {
    return slope(outdoor_c) + fixed(outdoor_c) / load;
  }

  friend bool operator==(const Cooling&, const Cooling&) = default;
};

/// The cooling of a site whose mean PUE over the hours of a common year is `annual_mean` at the
/// plant's stated load in this climate.
Cooling calibrated(const CoolingPlant& plant, const Climate& climate, double annual_mean);

}  // namespace suanwang
