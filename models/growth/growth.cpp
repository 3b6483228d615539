#include "models/growth/growth.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace suanwang {
namespace {

constexpr double kDay_s = 86400;

/// The same day of a later month; the last one of a shorter month.
std::chrono::sys_days months_later(std::chrono::year_month_day date, int months) {
  const std::chrono::year_month month =
      std::chrono::year_month{date.year(), date.month()} + std::chrono::months{months};
  const std::chrono::year_month_day_last last{month.year(),
                                              std::chrono::month_day_last{month.month()}};
  return std::chrono::sys_days{
      std::chrono::year_month_day{month.year(), month.month(), std::min(date.day(), last.day())}};
}

double monthly_factor(double yearly_rate) { return std::pow(1 + yearly_rate, 1.0 / 12); }

/// Whole cards in proportion to weights, by largest remainders; the first of equals gets more.
std::vector<std::int64_t> shared_out(std::int64_t cards, const std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::int64_t> shares(weights.size(), 0);
  if (sum <= 0) return shares;
  std::vector<std::pair<double, std::size_t>> remainders;
  std::int64_t given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double exact = static_cast<double>(cards) * (weights[i] / sum);
    shares[i] = static_cast<std::int64_t>(std::floor(exact));
    given += shares[i];
    remainders.emplace_back(std::floor(exact) - exact, i);
  }
  std::sort(remainders.begin(), remainders.end());
  for (std::size_t i = 0; given < cards; ++i, ++given) ++shares[remainders[i].second];
  return shares;
}

/// One moment at which something may change.
struct Moment {
  enum What { opens, law, closes };

  double at_s;
  What what;
  std::uint32_t subject;  ///< pool, or law
  bool operator<(const Moment& o) const {
    return std::tie(at_s, what, subject) < std::tie(o.at_s, o.what, o.subject);
  }
};

/// Cards of the pools as the moments pass.
class Planner {
 public:
  Planner(std::span<const PoolLife> pools, std::span<const CardLaw> laws)
      : pools_(pools), laws_(laws), planned_(pools.size(), 0), open_(pools.size(), false) {
    plan_.at_start.assign(pools.size(), 0);
    plan_.idle.assign(laws.size(), true);
    cards_ = plan_.at_start;
  }

  void pass(const Moment& moment) {
    now_s_ = moment.at_s;
    law_ = CardChange::kLife;
    if (moment.what == Moment::law) {
      law_ = moment.subject;
      apply(laws_[law_]);
      return;
    }
    const std::uint32_t p = moment.subject;
    open_[p] = moment.what == Moment::opens;
    set(p, open_[p] ? static_cast<double>(pools_[p].count) : 0);
  }

  CardPlan take() { return std::move(plan_); }

 private:
  void set(std::uint32_t p, double planned) {
    planned_[p] = planned;
    const std::int64_t after = std::llround(planned);
    const std::int64_t before = cards_[p];
    cards_[p] = after;
    if (law_ != CardChange::kLife && after != before) plan_.idle[law_] = false;
    if (now_s_ <= 0) {
      plan_.at_start[p] = after;
    } else if (after != before) {
      plan_.changes.push_back({now_s_, p, before, after, law_});
    }
  }

  void apply(const CardLaw& about) {
    std::vector<std::uint32_t> open;
    for (const std::uint32_t p : about.pools) {
      if (open_[p]) open.push_back(p);
    }
    const GrowthLaw& law = about.law;
    if (law.how == GrowthLaw::How::more || law.how == GrowthLaw::How::less) {
      share(law, open);
      return;
    }
    const double factor = law.how == GrowthLaw::How::none    ? 0
                          : law.how == GrowthLaw::How::times ? law.amount
                                                             : monthly_factor(law.amount);
    for (const std::uint32_t p : open) set(p, planned_[p] * factor);
  }

  void share(const GrowthLaw& law, const std::vector<std::uint32_t>& open) {
    const bool more = law.how == GrowthLaw::How::more;
    std::vector<double> weights;
    std::int64_t there = 0;
    for (const std::uint32_t p : open) {
      weights.push_back(static_cast<double>(more ? pools_[p].count : cards_[p]));
      there += cards_[p];
    }
    const std::int64_t asked = std::llround(law.amount);
    const auto shares = shared_out(more ? asked : std::min(asked, there), weights);
    for (std::size_t i = 0; i < open.size(); ++i) {
      const auto change = static_cast<double>(shares[i]);
      set(open[i], std::max(0.0, planned_[open[i]] + (more ? change : -change)));
    }
  }

  std::span<const PoolLife> pools_;
  std::span<const CardLaw> laws_;
  std::vector<double> planned_;  ///< by pool: a rate works on fractions of cards
  std::vector<std::int64_t> cards_;
  std::vector<bool> open_;
  double now_s_ = 0;
  std::uint32_t law_ = CardChange::kLife;
  CardPlan plan_;
};

}  // namespace

std::vector<double> month_ends(std::chrono::year_month_day start, double from_s, double until_s) {
  const std::chrono::sys_days first_day{start};
  const double day = std::floor(from_s / kDay_s);
  const std::chrono::year_month_day from{first_day + std::chrono::days{static_cast<int>(day)}};
  std::vector<double> ends;
  for (int month = 1;; ++month) {
    const auto days = (months_later(from, month) - first_day).count() - 1;
    const double at_s = static_cast<double>(days) * kDay_s + (from_s - day * kDay_s);
    if (at_s > until_s) return ends;
    ends.push_back(at_s);
  }
}

std::vector<GrowthStep> factor_path(std::span<const GrowthLaw> laws,
                                    std::chrono::year_month_day start, double horizon_s) {
  std::vector<std::pair<double, double>> factors;  // (at, factor on all that comes after)
  for (const GrowthLaw& law : laws) {
    if (law.how != GrowthLaw::How::rate) {
      if (law.at_s <= horizon_s) factors.emplace_back(law.at_s, law.amount);
      continue;
    }
    for (const double at_s : month_ends(start, law.at_s, std::min(law.until_s, horizon_s)))
      factors.emplace_back(at_s, monthly_factor(law.amount));
  }
  std::sort(factors.begin(), factors.end());
  std::vector<GrowthStep> path;
  double value = 1;
  for (const auto& [at_s, factor] : factors) {
    value *= factor;
    if (!path.empty() && path.back().at_s == at_s) {
      path.back().value = value;
    } else {
      path.push_back({at_s, value});
    }
  }
  return path;
}

double value_at(std::span<const GrowthStep> path, double at_s) {
  const auto after =
      std::upper_bound(path.begin(), path.end(), at_s,
                       [](double t, const GrowthStep& step) { return t < step.at_s; });
  return after == path.begin() ? 1 : std::prev(after)->value;
}

double area_of(std::span<const GrowthStep> path, double until_s) {
  double area = 0, at_s = 0, value = 1;
  for (const GrowthStep& step : path) {
    const double to_s = std::clamp(step.at_s, at_s, until_s);
    area += value * (to_s - at_s);
    at_s = to_s;
    value = step.value;
  }
  return area + value * std::max(0.0, until_s - at_s);
}

std::int64_t CardPlan::cards_at(std::uint32_t pool, double at_s) const {
  std::int64_t cards = at_start[pool];
  for (const CardChange& change : changes) {
    if (change.at_s > at_s) break;
    if (change.pool == pool) cards = change.after;
  }
  return cards;
}

std::int64_t CardPlan::cards_before(std::uint32_t pool, double at_s) const {
  std::int64_t cards = at_start[pool];
  for (const CardChange& change : changes) {
    if (change.at_s >= at_s) break;
    if (change.pool == pool) cards = change.after;
  }
  return cards;
}

CardPlan plan_cards(std::span<const PoolLife> pools, std::span<const CardLaw> laws,
                    std::chrono::year_month_day start, double horizon_s) {
  std::vector<Moment> moments;
  const auto add = [&](double at_s, Moment::What what, std::size_t subject) {
    if (at_s <= horizon_s)
      moments.push_back({std::max(0.0, at_s), what, static_cast<std::uint32_t>(subject)});
  };
  for (std::size_t p = 0; p < pools.size(); ++p) {
    add(pools[p].opens_s, Moment::opens, p);
    add(pools[p].closes_s, Moment::closes, p);
  }
  for (std::size_t l = 0; l < laws.size(); ++l) {
    const GrowthLaw& law = laws[l].law;
    if (law.how != GrowthLaw::How::rate) {
      add(law.at_s, Moment::law, l);
      continue;
    }
    for (const double at_s : month_ends(start, law.at_s, std::min(law.until_s, horizon_s)))
      add(at_s, Moment::law, l);
  }
  std::sort(moments.begin(), moments.end());
  Planner planner(pools, laws);
  for (const Moment& moment : moments) planner.pass(moment);
  return planner.take();
}

double Building::paid_cny(double from_s, double to_s) const {
  const double all_cny = cards * cny_per_card;
  if (lead_s <= 0) return from_s <= opens_s && opens_s < to_s ? all_cny : 0;
  const double paid_s = std::min(to_s, opens_s) - std::max(from_s, opens_s - lead_s);
  return all_cny * std::max(0.0, paid_s) / lead_s;
}

}  // namespace suanwang
