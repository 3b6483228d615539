#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

namespace suanwang {

/// A place on the earth [degrees East, degrees North].
struct GeoPoint {
  double lon_deg = 0;
  double lat_deg = 0;

  friend bool operator==(const GeoPoint&, const GeoPoint&) = default;
};

/// Mean radius of the earth [m] (IUGG).
inline constexpr double kEarthRadius_m = 6371008.8;

/// Length of the shortest way over the earth as a sphere [m], by the haversine formula; the same in
/// both directions. The ellipsoid differs by at most 0.6 %.
inline double great_circle_m(const GeoPoint& a, const GeoPoint& b) {
  constexpr double kRadian = std::numbers::pi / 180;
  const double north = std::sin((b.lat_deg - a.lat_deg) * kRadian / 2);
  const double east = std::sin((b.lon_deg - a.lon_deg) * kRadian / 2);
  const double h =
      north * north + std::cos(a.lat_deg * kRadian) * std::cos(b.lat_deg * kRadian) * (east * east);
  return 2 * kEarthRadius_m * std::asin(std::sqrt(std::min(1.0, h)));
}

}  // namespace suanwang
