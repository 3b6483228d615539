#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/engine/lever_book.hpp"

namespace suanwang {
namespace {

constexpr double kNoFigure = std::numeric_limits<double>::quiet_NaN();

LeverResult lever_row(LeverResult::Kind kind, const std::string& id, const Text& name) {
  LeverResult row;
  row.kind = kind;
  row.id = id;
  row.name = name;
  return row;
}

double part_of(double part, double whole) { return whole > 0 ? part / whole : kNoFigure; }

/// A share that lacks less than rounding may cost has what it needs.
bool is_enough(double found, double asked) {
  return std::isnan(found) || found >= asked * (1 - 1e-12);
}

}  // namespace

void LeverBook::fill(Results& results) const {
  fill_quotas(results);
  fill_prices(results);  // before surcharges
  fill_energy(results);
  fill_bounds(results);
  fill_local(results);
  fill_registry(results);
}

double LeverBook::peak_flops(std::size_t pool) const {
  const PoolInfo& info = world_.pools[pool];
  return scenario_.sites[info.site].pools[info.pool].accelerator.peak_flops;
}

/// By pool: what is installed at the end of the window.
std::vector<double> LeverBook::cards_at_end(const Results& results) const {
  std::vector<double> cards;
  for (std::uint32_t p = 0; p < pools_; ++p)
    cards.push_back(static_cast<double>(growth_.cards.cards_before(p, results.to_s)));
  return cards;
}

/// By pool: what opened in the window, whatever closed.
std::vector<double> LeverBook::cards_opened(const Results& results) const {
  std::vector<double> cards(pools_, 0.0);
  for (const CardChange& change : growth_.cards.changes) {
    if (change.at_s < results.from_s || change.at_s >= results.to_s) continue;
    if (change.after > change.before)
      cards[change.pool] += static_cast<double>(change.after - change.before);
  }
  return cards;
}

// A share of work is met by moving card-hours there; one of capacity by building so much more
// there that it makes up the share: (in + x) / (all + x) = s.
void LeverBook::fill_quotas(Results& results) const {
  for (const Quota& quota : quotas_) {
    const QuotaLever& lever = *quota.lever;
    const bool of_work = lever.of == QuotaLever::Of::work;
    constexpr LeverResult::Kind kKinds[] = {LeverResult::Kind::quota_of_work,
                                            LeverResult::Kind::quota_of_capacity,
                                            LeverResult::Kind::quota_of_new_capacity};
    LeverResult row = lever_row(kKinds[static_cast<std::size_t>(lever.of)], lever.id, lever.name);
    row.asked = lever.at_least;
    double all = quota.window_all_card_s;
    double in = quota.window_in_card_s;
    if (!of_work) {
      const std::vector<double> cards =
          lever.of == QuotaLever::Of::capacity ? cards_at_end(results) : cards_opened(results);
      all = in = 0;
      for (std::size_t p = 0; p < pools_; ++p) {
        all += cards[p] * peak_flops(p);
        if (quota.in[p]) in += cards[p] * peak_flops(p);
      }
    }
    row.found = part_of(in, all);
    row.met = is_enough(row.found, lever.at_least);
    const double lacks = row.met ? 0 : lever.at_least * all - in;
    row.takes = of_work || lacks == 0 ? lacks : lacks / (1 - lever.at_least);
    row.violations = of_work ? quota.broken : (row.met ? 0 : 1);
    row.moved = quota.moved;
    results.levers.push_back(std::move(row));
  }
}

// Of what a site paid, and what was taken off each kWh, follows its list price; discounts are taken
// one after the other.
void LeverBook::fill_prices(Results& results) const {
  const auto& levers = scenario_.levers.power_price;
  std::vector<double> subsidies(levers.size(), 0.0);
  std::vector<EnergyAccount> sums(levers.size());
  for (std::size_t s = 0; s < world_.sites(); ++s) {
    // What comes from the grid, and what it costs without a demand charge.
    const auto& supply = results.sites[s].supply;
    const EnergyAccount& energy = results.sites[s].energy;
    const double kwh = supply ? supply->account.grid_kwh : energy.kwh;
    const double paid_cny = supply ? supply->account.grid_cny : energy.energy_cny;
    double before_cny = paid_cny;
    double factor = 1;
    for (std::size_t i = 0; i < levers.size(); ++i) {
      if (!in_scope(levers[i].in, scenario_.sites[s])) continue;
      sums[i].kwh += kwh;
      sums[i].energy_cny += paid_cny;
      subsidies[i] += levers[i].subsidy_cny_per_kwh * kwh;
      before_cny += levers[i].subsidy_cny_per_kwh * kwh;
      factor *= 1 - levers[i].discount;
    }
    double left_cny = before_cny / factor;
    for (std::size_t i = 0; i < levers.size(); ++i) {
      if (!in_scope(levers[i].in, scenario_.sites[s])) continue;
      subsidies[i] += left_cny * levers[i].discount;
      left_cny *= 1 - levers[i].discount;
    }
  }
  for (std::size_t i = 0; i < levers.size(); ++i) {
    LeverResult row = lever_row(LeverResult::Kind::power_price, levers[i].id, levers[i].name);
    row.asked = levers[i].discount > 0 ? levers[i].discount : levers[i].subsidy_cny_per_kwh;
    row.is_share = levers[i].discount > 0;
    row.found = part_of(sums[i].energy_cny, sums[i].kwh);
    row.subsidy_cny = subsidies[i];
    results.levers.push_back(std::move(row));
  }
}

void LeverBook::end_year(int year, const std::vector<EnergyAccount>& energy) {
  for (GreenYears& green : green_years_) {
    LeverResult::Year row;
    row.year = year;
    EnergyAccount sum;
    const auto floor = green.lever->floor_of(year, static_cast<int>(scenario_.start.year()));
    for (std::size_t s = 0; s < world_.sites(); ++s) {
      if (!in_scope(green.lever->in, scenario_.sites[s])) continue;
      EnergyAccount of_year = energy[s];
      of_year -= before_year_[s];
      sum += of_year;
      if (!floor || of_year.kwh <= 0 || is_enough(of_year.green_share(), *floor)) continue;
      ++row.violations;
      green.missed[s] = 1;
    }
    row.found = part_of(sum.green_kwh, sum.kwh);
    if (floor) {
      row.asked = *floor;
      row.met = is_enough(row.found, *floor);
      row.takes = row.met ? 0 : *floor * sum.kwh - sum.green_kwh;
    }
    green.years.push_back(row);
  }
  const auto& pue = scenario_.levers.pue;
  if (std::any_of(pue.begin(), pue.end(),
                  [](const PueLever& lever) { return lever.surcharge_cny_per_kwh > 0; })) {
    std::vector<double>& kwh = kwh_by_year_.emplace_back();
    for (std::size_t s = 0; s < world_.sites(); ++s)
      kwh.push_back(energy[s].kwh - before_year_[s].kwh);
  }
  before_year_ = energy;
}

// What it asked for and found is of the last year; what was missed, of all of them.
void LeverBook::fill_green_years(const GreenYears& green, Results& results) const {
  LeverResult row = lever_row(LeverResult::Kind::green, green.lever->id, green.lever->name);
  row.years = green.years;
  for (const LeverResult::Year& year : green.years) {
    row.asked = year.asked;
    row.found = year.found;
    row.met = row.met && year.met;
    row.violations += year.violations;
    row.takes += year.takes;
  }
  for (std::size_t s = 0; s < world_.sites(); ++s) {
    if (green.missed[s]) row.sites.push_back(results.sites[s].id);
  }
  results.levers.push_back(std::move(row));
}

// Green power is asked of the sites together, PUE of each of them.
void LeverBook::fill_energy(Results& results) const {
  auto by_year = green_years_.begin();
  for (const GreenLever& lever : scenario_.levers.green) {
    if (lever.is_by_year()) {
      fill_green_years(*by_year++, results);
      continue;
    }
    LeverResult row = lever_row(LeverResult::Kind::green, lever.id, lever.name);
    row.asked = lever.at_least;
    EnergyAccount sum;
    for (std::size_t s = 0; s < world_.sites(); ++s) {
      if (!in_scope(lever.in, scenario_.sites[s])) continue;
      const EnergyAccount& energy = results.sites[s].energy;
      sum += energy;
      if (energy.kwh <= 0 || is_enough(energy.green_share(), lever.at_least)) continue;
      row.sites.push_back(results.sites[s].id);
    }
    row.found = part_of(sum.green_kwh, sum.kwh);
    row.met = is_enough(row.found, lever.at_least);
    row.violations = static_cast<double>(row.sites.size());
    row.takes = row.met ? 0 : lever.at_least * sum.kwh - sum.green_kwh;
    results.levers.push_back(std::move(row));
  }
  for (const PueLever& lever : scenario_.levers.pue) {
    LeverResult row = lever_row(LeverResult::Kind::pue, lever.id, lever.name);
    row.asked = lever.at_most;
    for (std::size_t s = 0; s < world_.sites(); ++s) {
      if (!in_scope(lever.in, scenario_.sites[s])) continue;
      const EnergyAccount& energy = results.sites[s].energy;
      if (energy.it_kwh <= 0) continue;
      row.found = std::isnan(row.found) ? energy.pue() : std::max(row.found, energy.pue());
      if (energy.pue() <= lever.at_most * (1 + 1e-12)) continue;
      row.sites.push_back(results.sites[s].id);
      row.takes += energy.kwh - lever.at_most * energy.it_kwh;
      // The site pays for all its energy, and so do its users, each a share.
      const double surcharge_cny = energy.kwh * lever.surcharge_cny_per_kwh;
      row.surcharge_cny += surcharge_cny;
      results.sites[s].surcharge_cny += surcharge_cny;
      results.sites[s].energy.energy_cny += surcharge_cny;
      results.energy.energy_cny += surcharge_cny;
      for (std::size_t y = 0; y < kwh_by_year_.size(); ++y) {
        const double of_year_cny = kwh_by_year_[y][s] * lever.surcharge_cny_per_kwh;
        results.years[y].surcharge_cny += of_year_cny;
        results.years[y].energy.energy_cny += of_year_cny;
      }
    }
    row.violations = static_cast<double>(row.sites.size());
    row.met = row.sites.empty();
    results.levers.push_back(std::move(row));
  }
}

// What a rule takes is the work of its classes that lies outside or was turned away.
void LeverBook::fill_bounds(Results& results) const {
  const auto add = [&](const Bound& bound, LeverResult row) {
    const bool binds = std::find(bound.kinds.begin(), bound.kinds.end(), 1) != bound.kinds.end();
    row.found = binds ? part_of(bound.bound_in_card_s, bound.bound_all_card_s)
                      : part_of(bound.in_card_s, bound.all_card_s);
    row.all_inside = part_of(bound.in_card_s, bound.all_card_s);
    row.in_reach = part_of(bound.reach_card_s, bound.all_card_s);
    row.turned_away = bound.turned_away;
    row.violations = bound.broken + bound.turned_away;
    row.takes = bound.bound_all_card_s - bound.bound_in_card_s + bound.turned_away_card_s;
    row.met = row.takes <= 1e-9 * bound.bound_all_card_s && row.violations == 0;
    results.levers.push_back(std::move(row));
  };
  for (std::size_t i = 0; i < circles_.size(); ++i) {
    const CircleLever& lever = scenario_.levers.circles[i];
    LeverResult row = lever_row(LeverResult::Kind::circle, lever.id, lever.name);
    row.asked = lever.one_way_s;
    add(circles_[i], std::move(row));
  }
  for (std::size_t i = 0; i < residency_.size(); ++i) {
    const ResidencyLever& lever = scenario_.levers.residency[i];
    LeverResult row = lever_row(LeverResult::Kind::residency, lever.id, lever.name);
    row.asked = 1;
    add(residency_[i], std::move(row));
    results.levers.back().in_reach = kNoFigure;
  }
}

// Who comes first may still wait, since nobody is stopped for it.
void LeverBook::fill_local(Results& results) const {
  for (const LocalFirst& local : local_) {
    LeverResult row =
        lever_row(LeverResult::Kind::local_priority, local.lever->id, local.lever->name);
    row.found = part_of(local.own.sum_s, local.own.jobs);
    row.others_wait_s = part_of(local.others.sum_s, local.others.jobs);
    row.own_jobs = local.own.jobs;
    row.other_jobs = local.others.jobs;
    row.violations = local.own.waited;
    row.met = local.own.waited == 0;
    row.takes = local.own.card_s;
    results.levers.push_back(std::move(row));
  }
}

void LeverBook::fill_registry(Results& results) const {
  if (registry_->empty()) return;
  LeverResult row = lever_row(LeverResult::Kind::registry, "registry", {"registry", "算力登记"});
  double all = 0, known = 0;
  const std::vector<double> cards = cards_at_end(results);
  for (std::size_t p = 0; p < pools_; ++p) {
    const double flops = cards[p] * peak_flops(p);
    all += flops;
    if (registered_.empty() || registered_[world_.pools[p].site]) known += flops;
  }
  row.asked = share_registered(results.to_s);
  row.found = part_of(known, all);
  row.violations = misled_;
  row.met = misled_ == 0;
  row.moved = sent_;
  results.levers.push_back(std::move(row));
}

}  // namespace suanwang
