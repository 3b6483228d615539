#pragma once

#include <cstdint>

namespace suanwang {

/// The highest mean power over a quarter of an hour, by which a demand charge is billed.
///
/// Quarters are those of the clock: [0, 900) s, [900, 1800) s and so on. One that is only measured
/// in part counts with the energy of that part over the whole 900 s.
class DemandMeter {
 public:
  /// A constant power from one time to a later one, which is not before what was added already.
  /// O(1), however long.
  void add(double from_s, double to_s, double power_w);

  /// Of all that was added since the last reset [W].
  double peak_w() const;

  void reset();

 private:
  std::int64_t quarter_ = 0;  ///< under way
  double energy_j_ = 0;       ///< in it
  double peak_w_ = 0;         ///< of those before it
};

}  // namespace suanwang
