#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "sim/engine/job.hpp"

namespace suanwang {

/// What keeps a pool from computing as it might, with the areas since the last reading. Pools of
/// scenarios where nothing is ever interrupted have none.
struct PoolTrouble {
  std::int64_t installed = 0;
  std::int64_t powered = 0;
  /// Cards that stay beyond those installed for jobs that were promised them; see growth.cpp.
  std::int64_t kept = 0;
  std::int64_t promised = 0;    ///< cards of these jobs
  bool grows = false;           ///< its installed cards change over the years
  double powered_share = 1;     ///< of a pool that does
  std::int64_t within_cap = 0;  ///< cards that the site's power allows to be busy
  int outages = 0;              ///< of the whole pool, under way
  int dark_outages = 0;         ///< of those, the ones in which its cards draw nothing
  int drains = 0;
  std::int64_t down = 0;  ///< cards of parts of the pool that are down
  std::int64_t gone = 0;  ///< of those and of the whole pool, cards that are down for good
  std::int64_t dark = 0;  ///< of those, cards that draw nothing
  bool capped = false;    ///< a lower cap than the site's own holds

  // Runs that were slowed end by a clock of their own, which runs at `speed`.
  double speed = 1;
  double clock_s = 0;
  std::vector<std::pair<double, JobId>> slowed;  ///< heap: the first end by that clock in front
  double next_end_s = std::numeric_limits<double>::infinity();  ///< of the kSlowedEnd that holds

  double down_card_s = 0;    ///< not available
  double off_card_s = 0;     ///< drew nothing, though powered
  double slowed_card_s = 0;  ///< busy cards x share of their speed that was taken
  double installed_card_s = 0, powered_card_s = 0;  ///< of a pool that grows

  std::int64_t here() const { return std::max(installed, kept); }
  /// Cards are taken out once nothing runs on them.
  std::int64_t standing(std::int64_t busy) const { return grows ? std::max(here(), busy) : here(); }

  /// Cards that draw power while so many are busy.
  std::int64_t fed(std::int64_t busy) const { return grows ? std::max(powered, busy) : powered; }
  /// Cards that draw nothing, though powered. Cards without power are the first to be missed, so
  /// that those that are up draw what they do.
  std::int64_t off(std::int64_t busy) const {
    const std::int64_t all = standing(busy);
    return std::clamp<std::int64_t>((dark_outages > 0 ? all : dark) - (all - fed(busy)), 0,
                                    fed(busy));
  }
  void advance(double dt, std::int64_t batch, std::int64_t service) {
    const std::int64_t all = standing(batch + service);
    if (grows) {
      installed_card_s += static_cast<double>(all) * dt;
      powered_card_s += static_cast<double>(fed(batch + service)) * dt;
    }
    const std::int64_t lacking = outages > 0  ? all
                                 : drains > 0 ? all - batch - service
                                              : std::min(down, all);
    down_card_s += static_cast<double>(lacking) * dt;
    off_card_s += static_cast<double>(off(batch + service)) * dt;
    slowed_card_s += static_cast<double>(batch) * (1 - speed) * dt;
    clock_s += speed * dt;
  }
};

}  // namespace suanwang
