#pragma once

#include <array>

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

}  // namespace suanwang
