#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace suanwang {

/// How a quantity grows from a moment on.
struct GrowthLaw {
  enum class How {
    more,   ///< by `amount`, at once
    less,   ///< by `amount`, at once; nothing is left below 0
    none,   ///< down to nothing, at once
    times,  ///< to `amount` times what it is, at once
    rate    ///< by a share of `amount` a year, compound, a step on the last day of each month
  };

  How how = How::times;
  double amount = 1;
  double at_s = 0;  ///< of the change, or from when on a rate holds
  double until_s = std::numeric_limits<double>::infinity();  ///< no step of a rate comes later

  auto operator<=>(const GrowthLaw&) const = default;
};

/// Last days [s since the start, at the time of day of `from_s`] of each month that begins at
/// `from_s` or a whole number of months later, up to `until_s`. So a full year's growth from
/// 1 January is there on 31 December.
std::vector<double> month_ends(std::chrono::year_month_day start, double from_s, double until_s);

/// A value that holds from a moment on.
struct GrowthStep {
  double at_s;
  double value;
};

/// What demand is multiplied by: 1 until the first step, then each step's value. `less`, `more` and
/// `none` are for cards only.
std::vector<GrowthStep> factor_path(std::span<const GrowthLaw> laws,
                                    std::chrono::year_month_day start, double horizon_s);

/// The value of a path at a moment; 1 before its first step.
double value_at(std::span<const GrowthStep> path, double at_s);

/// Integral of a path over [0, until_s].
double area_of(std::span<const GrowthStep> path, double until_s);

/// One pool of cards from its opening to its close.
struct PoolLife {
  std::int64_t count = 0;  ///< when it opens
  double opens_s = 0;      ///< 0 or less: from the start
  double closes_s = std::numeric_limits<double>::infinity();
};

/// A law about some pools together: `more` and `less` are shared out, the others hold for each.
struct CardLaw {
  GrowthLaw law;
  std::vector<std::uint32_t> pools;
};

/// A change of the cards installed in one pool.
struct CardChange {
  static constexpr std::uint32_t kLife = 0xffffffffu;  ///< it opens or closes

  double at_s = 0;
  std::uint32_t pool = 0;
  std::int64_t before = 0, after = 0;
  std::uint32_t law = kLife;  ///< that brought it
};

/// Cards of every pool over time.
struct CardPlan {
  std::vector<std::int64_t> at_start;  ///< by pool
  std::vector<CardChange> changes;     ///< in the order of time, after the start
  std::vector<bool> idle;              ///< by law: it never changed anything

  /// Cards of a pool at a moment, with what changes at it.
  std::int64_t cards_at(std::uint32_t pool, double at_s) const;
  /// The same up to a moment, without what changes at it.
  std::int64_t cards_before(std::uint32_t pool, double at_s) const;
};

/// Cards of every pool up to the horizon.
///
/// At one moment pools open, then the laws hold in their order, then pools close. A law is about
/// the pools that are open then. `more` is shared out in proportion to `count`, `less` to the cards
/// that there are, by largest remainders. A rate works on fractions of cards; what is installed is
/// rounded.
CardPlan plan_cards(std::span<const PoolLife> pools, std::span<const CardLaw> laws,
                    std::chrono::year_month_day start, double horizon_s);

/// Cards that are built: paid for evenly from `lead_s` before they open until then.
struct Building {
  double opens_s = 0;
  double lead_s = 0;
  double cards = 0;
  double cny_per_card = 0;
  double flops = 0;  ///< peak of one card

  /// What is paid in [from_s, to_s); all at once on the opening day where the lead time is 0.
  double paid_cny(double from_s, double to_s) const;
  /// Is it under construction at a moment?
  bool under_way(double at_s) const { return opens_s - lead_s <= at_s && at_s < opens_s; }
};

}  // namespace suanwang
