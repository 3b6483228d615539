#include "sim/engine/energy_accounts.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace suanwang {

EnergyIntegrals::EnergyIntegrals(const SiteSeries& series, std::size_t sites)
    : series_(series), sites_(sites), rates_(sites) {}

EnergyIntegrals::Values EnergyIntegrals::values_of(const HourRates& r) {
  return {r.pue,
          r.pue * r.green_share,
          r.pue * r.price_cny,
          r.pue * r.market_kg,
          r.pue * r.location_kg,
          r.water_litres};
}

void EnergyIntegrals::open_hour(std::int64_t hour) {
  if (hour <= hour_) return;
  drop_hours();
  hour_ = hour;
  const bool is_first = rows_.empty();
  rows_.resize(rows_.size() + sites_);
  for (std::size_t site = 0; site < sites_; ++site) {
    rates_[site] = series_.at(site, hour);
    Row& next = rows_[row_number(site, hour)];
    next.rate = values_of(rates_[site]);
    if (is_first) continue;
    const Row& last = row(site, hour - 1);
    for (std::size_t i = 0; i < kValues; ++i) next.before[i] = last.before[i] + last.rate[i];
  }
  runs_by_hour_.push_back(0);
}

std::size_t EnergyIntegrals::slot_of(double started_s) const {
  const auto hour = started_s > 0 ? static_cast<std::int64_t>(started_s / kHour_s) : 0;
  return static_cast<std::size_t>(std::max<std::int64_t>(0, hour - first_hour_));
}

void EnergyIntegrals::ended(double started_s) { --runs_by_hour_[slot_of(started_s)]; }

// Drops the rows of the hours before the first that a run under way began in, once they are as many
// as the others. Once these hours are most of those that the sums go over, the sums begin anew at
// the first row kept: small sums have small rounding errors, and each row is changed once at most.
void EnergyIntegrals::drop_hours() {
  const auto first = std::find_if(runs_by_hour_.begin(), runs_by_hour_.end(),
                                  [](std::uint32_t runs) { return runs > 0; });
  // The present hour is kept: a run may begin in it at its very end.
  const auto unused = std::min<std::size_t>(static_cast<std::size_t>(first - runs_by_hour_.begin()),
                                            runs_by_hour_.empty() ? 0 : runs_by_hour_.size() - 1);
  const std::int64_t first_used = first_hour_ + static_cast<std::int64_t>(unused);
  if (2 * (first_used - first_row_) >= hour_ + 1 - first_row_) {
    rows_.erase(rows_.begin(),
                rows_.begin() + static_cast<std::ptrdiff_t>(row_number(0, first_used)));
    first_row_ = first_used;
  }
  if (unused < 64 || 2 * unused < runs_by_hour_.size()) return;
  first_hour_ = first_used;
  runs_by_hour_.erase(runs_by_hour_.begin(),
                      runs_by_hour_.begin() + static_cast<std::ptrdiff_t>(unused));
  for (std::size_t site = 0; site < sites_; ++site) {
    const Values base = row(site, first_used).before;
    for (std::int64_t hour = first_used; hour <= hour_; ++hour) {
      Values& before = rows_[row_number(site, hour)].before;
      for (std::size_t i = 0; i < kValues; ++i) before[i] -= base[i];
    }
  }
}

EnergyAccount EnergyIntegrals::of(std::size_t site, double kw, double from_s,
                                  double until_s) const {
  const auto hour_of = [&](double at_s) {
    // The end of the present hour belongs to it, as the next is not open yet.
    return std::min(static_cast<std::int64_t>(at_s / kHour_s), hour_);
  };
  const std::int64_t first = hour_of(from_s), last = hour_of(until_s);
  const Row& begin = row(site, first);
  Values sum;
  if (first == last) {
    const double hours = (until_s - from_s) / kHour_s;
    for (std::size_t i = 0; i < kValues; ++i) sum[i] = begin.rate[i] * hours;
  } else {
    // A part of the first hour, whole hours, a part of the last: no difference of large sums where
    // none is needed.
    const Row& second = row(site, first + 1);
    const Row& end = row(site, last);
    const double head = static_cast<double>(first + 1) - from_s / kHour_s;
    const double tail = until_s / kHour_s - static_cast<double>(last);
    for (std::size_t i = 0; i < kValues; ++i) {
      sum[i] = begin.rate[i] * head + (end.before[i] - second.before[i]) + end.rate[i] * tail;
    }
  }
  EnergyAccount account;
  account.it_kwh = kw * (until_s - from_s) / kHour_s;
  account.kwh = kw * sum[0];
  account.green_kwh = kw * sum[1];
  account.energy_cny = kw * sum[2];
  account.carbon_kg = kw * sum[3];
  account.location_carbon_kg = kw * sum[4];
  account.water_litres = kw * sum[5];
  return account;
}

EnergyAccount EnergyIntegrals::at(const HourRates& r, double it_kwh, double more_kwh) {
  EnergyAccount account;
  account.it_kwh = it_kwh;
  account.kwh = it_kwh * r.pue + more_kwh;
  account.green_kwh = account.kwh * r.green_share;
  account.energy_cny = account.kwh * r.price_cny;
  account.carbon_kg = account.kwh * r.market_kg;
  account.location_carbon_kg = account.kwh * r.location_kg;
  account.water_litres = it_kwh * r.water_litres;
  return account;
}

UserAccounts::UserAccounts(std::size_t sites, std::size_t classes, std::size_t services,
                           std::size_t regions)
    : sites_(sites),
      by_class_(classes * sites),
      by_service_(services * sites),
      by_region_(regions * sites) {}

void UserAccounts::add_stream(const User& usual) {
  streams_.push_back(usual);
  by_stream_.resize(streams_.size() * sites_);
}

void UserAccounts::add_single(std::uint32_t site, const User& user, double card_s,
                              const EnergyAccount& energy) {
  by_class_[user.job_class * sites_ + site].add(card_s, energy);
  by_region_[user.region * sites_ + site].add(card_s, energy);
  by_tenant_.at(user.tenant, site).add(card_s, energy);
}

void UserAccounts::fold_streams() {
  for (std::size_t i = 0; i < by_stream_.size(); ++i) {
    const Cell cell = std::exchange(by_stream_[i], {});
    if (cell.card_s == 0) continue;
    add_single(static_cast<std::uint32_t>(i % sites_), streams_[i / sites_], cell.card_s,
               cell.energy());
  }
}

void UserAccounts::add_service(std::uint32_t site, std::uint32_t service, std::uint32_t region,
                               double card_s, const EnergyAccount& energy) {
  by_service_[service * sites_ + site].add(card_s, energy);
  by_region_[region * sites_ + site].add(card_s, energy);
}

UserAccounts::Cell& UserAccounts::TenantCells::at(std::uint32_t tenant, std::uint32_t site) {
  if (2 * (cells_.size() + 1) > places_.size()) grow();
  std::size_t place = hash({tenant, site}) & (places_.size() - 1);
  for (; places_[place] != 0; place = (place + 1) & (places_.size() - 1)) {
    const Key& key = keys_[places_[place] - 1];
    if (key.tenant == tenant && key.site == site) return cells_[places_[place] - 1];
  }
  keys_.push_back({tenant, site});
  cells_.emplace_back();
  places_[place] = static_cast<std::uint32_t>(cells_.size());
  return cells_.back();
}

void UserAccounts::TenantCells::grow() {
  places_.assign(std::max<std::size_t>(64, 2 * places_.size()), 0);
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    std::size_t place = hash(keys_[i]) & (places_.size() - 1);
    while (places_[place] != 0) place = (place + 1) & (places_.size() - 1);
    places_[place] = static_cast<std::uint32_t>(i + 1);
  }
}

void UserAccounts::share_out(Results& results, const NameTable& tenants) {
  fold_streams();
  // Of each site: what nobody drew directly, for each card-second that was used there.
  std::vector<EnergyAccount> common(sites_);
  std::vector<double> used_card_s(sites_, 0);
  for (std::size_t site = 0; site < sites_; ++site) {
    common[site] = results.sites[site].energy;
    for (const auto* cells : {&by_class_, &by_service_}) {
      for (std::size_t i = site; i < cells->size(); i += sites_) {
        common[site] -= (*cells)[i].energy();
        used_card_s[site] += (*cells)[i].card_s;
      }
    }
    if (used_card_s[site] <= 0) results.unattributed += common[site];
    results.sites[site].common = common[site];
    results.sites[site].used_card_s = used_card_s[site];
  }
  const auto take = [&](UserAccount& user, std::size_t site, const Cell& cell) {
    if (cell.card_s <= 0) return;
    user.card_s += cell.card_s;
    user.direct += cell.energy();
    user.common += common[site] * (cell.card_s / used_card_s[site]);
  };
  const auto fill = [&](auto& rows, const std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i)
      take(rows[i / sites_].used, i % sites_, cells[i]);
  };
  fill(results.classes, by_class_);
  fill(results.services, by_service_);
  fill(results.regions, by_region_);

  results.tenants.resize(tenants.size());
  for (std::uint32_t t = 0; t < tenants.size(); ++t) results.tenants[t].id = tenants[t];
  for (std::size_t i = 0; i < by_tenant_.cells().size(); ++i) {
    const auto& key = by_tenant_.keys()[i];
    take(results.tenants[key.tenant].used, key.site, by_tenant_.cells()[i]);
  }
  std::erase_if(results.tenants, [](const TenantResult& t) { return t.used.card_s <= 0; });
  std::sort(results.tenants.begin(), results.tenants.end(),
            [](const TenantResult& a, const TenantResult& b) { return a.id < b.id; });
}

}  // namespace suanwang
