#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace suanwang {

/// What one lever asked for, and what came of it in the measured window.
struct LeverResult {
  enum class Kind {
    quota_of_work,          ///< share of the card-seconds of the jobs placed; takes card-seconds
    quota_of_capacity,      ///< share of the peak computing speed; takes FLOP/s
    quota_of_new_capacity,  ///< the same of what opened in the window
    green,                  ///< green share; takes kWh; counts sites
    pue,                    ///< the highest PUE of the sites; takes kWh; counts sites
    circle,          ///< asks for a way of so many seconds; found: share inside; takes card-s
    residency,       ///< share inside; takes card-seconds
    local_priority,  ///< found: mean wait of own jobs [s]; takes card-seconds waited
    power_price,     ///< found: mean price that the sites paid [CNY/kWh]
    registry,        ///< share of the peak computing speed that is registered
    approval,        ///< found: the lowest use when asked; takes card-seconds; counts refusals
  };
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

  /// What a green floor of its own asked of one civil year.
  struct Year {
    int year = 0;
    double asked = kNone;  ///< NaN: nothing yet
    double found = kNone;  ///< NaN: no energy
    bool met = true;
    double violations = 0;  ///< sites
    double takes = 0;       ///< kWh
  };

  Kind kind = Kind::quota_of_work;
  std::string id;
  Text name;
  double asked = kNone;  ///< in the unit of the kind; NaN: nothing
  double found = kNone;  ///< NaN: there was nothing to measure
  bool met = true;
  double violations = 0;      ///< jobs (weighted) or sites
  double takes = 0;           ///< what it would take to meet it
  double moved = 0;           ///< quota: jobs steered; registry: jobs sent by what it told
  double turned_away = 0;     ///< circle, residency: jobs of its classes that were rejected
  double all_inside = kNone;  ///< circle, residency: share of the work of all classes
  double in_reach = kNone;    ///< circle: share of it that arose with some site inside
  double surcharge_cny = 0;   ///< pue
  bool is_share = false;      ///< power price: asked for is a share, not CNY/kWh
  double subsidy_cny = 0;     ///< power price: what the treasury paid
  double own_jobs = 0, other_jobs = 0, others_wait_s = kNone;  ///< local priority; started
  std::vector<std::string> sites{};                            ///< that miss it
  std::vector<Year> years{};  ///< green, where its floor changes; the row is of the last one

  // Approval, in cards of additions.
  double asks = 0;           ///< times that a use was looked at
  double asked_cards = 0;    ///< asked for
  double put_off_cards = 0;  ///< of these, not approved at once
  double waiting_cards = 0;  ///< put off, and not approved up to the end
  double dropped_cards = 0;  ///< put off, and no longer asked for
  double held_card_s = 0;    ///< card-time that was planned and not there
};

/// What waiting for better hours came to in the measured window; jobs are weighted.
struct ShiftResult {
  Shift::To to = Shift::To::price;
  double considered = 0;                       ///< jobs whose deadline left them a choice
  double held = 0;                             ///< of these, jobs that waited
  double wait_mean_s = 0, wait_longest_s = 0;  ///< of the jobs held
  double late = 0;                             ///< jobs held that then missed their deadline
  /// What the runs held would have cost more [CNY], or emitted more [kg], had they begun at once
  /// for as long as they asked; for `valley-price` and `low-carbon`.
  double saved = 0;
  std::uint64_t held_at_end = 0;  ///< simulated jobs, counted as moving in the ledger
};

}  // namespace suanwang
