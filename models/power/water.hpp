#pragma once

namespace suanwang {

/// Water that a site evaporates to get rid of its heat [litre per kWh of IT energy]: none below
/// dry_below_c, where dry coolers do it, `wet_l_per_kwh` above wet_above_c, straight in between.
///
/// To evaporate 1 kWh of heat takes 3.6 MJ / 2.45 MJ/kg = 1.47 litres; the water that is let off to
/// keep salts down adds a third at four cycles of concentration: 1.96 litres per kWh.
struct WaterUse {
  double wet_l_per_kwh = 0;
  double dry_below_c = 0;
  double wet_above_c = 0;  ///< above dry_below_c; or both alike: the same in all weather

  /// At an outdoor temperature [degC].
  constexpr double at(double outdoor_c) const {
    if (wet_above_c <= dry_below_c || outdoor_c >= wet_above_c) return wet_l_per_kwh;
    if (outdoor_c <= dry_below_c) return 0;
    return wet_l_per_kwh * (outdoor_c - dry_below_c) / (wet_above_c - dry_below_c);
  }

  friend bool operator==(const WaterUse&, const WaterUse&) = default;
};

}  // namespace suanwang
