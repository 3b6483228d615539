#pragma once

#include <cstdint>
#include <vector>

#include "sim/base/units.hpp"

namespace suanwang {

/// Cards of a pool that are free as time goes on: a step function from now to the end of all days.
class CardProfile {
 public:
  /// `cards` free for good from `now_s` on.
  void reset(double now_s, std::int64_t cards);
  /// Forgets what was before `now_s`.
  void trim(double now_s);
  /// Changes what is free from `from_s` to `to_s` (excluded), which may be infinite.
  void add(double from_s, double to_s, std::int64_t cards);

  /// The first time at which `cards` are free and stay so for `length_s`; infinity if never.
  double earliest(std::int64_t cards, double length_s) const;
  /// The same for whoever has taken those cards from `own_s` on already and may take them earlier
  /// instead; `own_s` where there is no earlier time. Where `cards` are at no time free before, and
  /// nothing was changed since it was last asked, this costs the logarithm of the steps.
  double earlier(std::int64_t cards, double length_s, double own_s);

 private:
  struct Step {
    double from_s;
    std::int64_t free;  ///< until the next step
  };

  std::size_t split(double at_s);

  std::vector<Step> steps_{{0, 0}};  ///< by time; there is always one
  /// The steps with more free than any before them. Looking for many places in an unchanged
  /// profile, most of which are in vain, is common.
  std::vector<Step> peaks_;
  bool peaks_known_ = false;
};

}  // namespace suanwang
