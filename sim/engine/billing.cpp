#include "sim/engine/billing.hpp"

#include <algorithm>
#include <cmath>

namespace suanwang {
namespace {

std::vector<VoucherTerms> terms_of(const Economy& economy) {
  std::vector<VoucherTerms> terms;
  for (const Voucher& voucher : economy.vouchers) terms.push_back(voucher.terms);
  return terms;
}

/// Which of `ids` stand in a list; all where the list is empty.
template <typename Rows>
std::vector<std::uint8_t> listed(const std::vector<std::string>& list, const Rows& rows) {
  std::vector<std::uint8_t> flags;
  for (const auto& row : rows) {
    flags.push_back(list.empty() || std::find(list.begin(), list.end(), row.id) != list.end());
  }
  return flags;
}

}  // namespace

Billing::Billing(const World& world, std::size_t tenants)
    : world_(world),
      economy_(*world.scenario.economy),
      calendar_(world.scenario.start),
      workloads_(static_cast<std::uint32_t>(world.scenario.workloads.size())),
      services_(static_cast<std::uint32_t>(world.scenario.services.size())),
      regions_(static_cast<std::uint32_t>(world.regions())),
      ledger_(terms_of(economy_), services_ * regions_ + tenants) {
  const Scenario& scenario = world.scenario;
  const auto add_tariff = [&](const std::string& id) {
    const CardTariff* tariff = &economy_.tariff;
    for (const ClassTariff& other : economy_.by_class) {
      if (other.id == id) tariff = &other.tariff;
    }
    tariffs_.push_back(tariff);
    by_load_ = by_load_ || std::holds_alternative<AuctionTariff>(*tariff);
    by_month_ = by_month_ || std::holds_alternative<TieredTariff>(*tariff);
  };
  for (const Workload& w : scenario.workloads) add_tariff(w.id);
  for (const Service& s : scenario.services) add_tariff(s.id);

  for (const PoolInfo& pool : world.pools) {
    std::vector<std::uint32_t> here;
    for (std::uint32_t d = 0; d < economy_.discounts.size(); ++d) {
      if (economy_.discounts[d].at.contains(scenario.sites[pool.site])) here.push_back(d);
    }
    discounts_.push_back(std::move(here));
  }
  for (const Voucher& voucher : economy_.vouchers) {
    std::vector<std::uint8_t> pools;
    for (const PoolInfo& pool : world.pools)
      pools.push_back(voucher.buys_at.contains(scenario.sites[pool.site]));
    voucher_pools_.push_back(std::move(pools));
    voucher_regions_.push_back(listed(voucher.regions, scenario.regions));
    voucher_classes_.push_back(listed(voucher.classes, scenario.workloads));
    const auto services = listed(voucher.classes, scenario.services);
    voucher_classes_.back().insert(voucher_classes_.back().end(), services.begin(), services.end());
  }
  for (std::uint32_t p = 0; p < world.pools.size(); ++p) {
    std::uint32_t first = 0;
    const auto differs = [&](const auto& flags) { return flags[first] != flags[p]; };
    while (discounts_[first] != discounts_[p] ||
           std::any_of(voucher_pools_.begin(), voucher_pools_.end(), differs)) {
      ++first;
    }
    like_.push_back(first);
  }
  candidates_.reserve(economy_.vouchers.size());
  by_class_.resize(workloads_ + services_);
  by_region_.resize(regions_);
  by_site_.resize(world.sites());
  by_tenant_.resize(services_ * regions_ + tenants);
  by_voucher_.resize(economy_.vouchers.size());
  installed_card_s_.resize(world.pools.size(), 0);
  if (by_month_) months_.resize(by_tenant_.size());
}

std::int32_t Billing::month_at(double at_s) {
  const auto day = static_cast<std::int64_t>(std::max(0.0, at_s) / 86400);
  if (day != day_) {
    day_ = day;
    const auto date = calendar_.date(day);
    month_ = 12 * static_cast<int>(date.year()) + static_cast<int>(unsigned(date.month())) - 1;
  }
  return month_;
}

double Billing::used_card_h(std::uint32_t tenant, std::int32_t month) const {
  return tenant < months_.size() && months_[tenant].month == month ? months_[tenant].card_h : 0;
}

Billing::Bill Billing::work_out(std::uint32_t pool, std::uint32_t job_class, std::uint32_t region,
                                std::uint32_t tenant, double card_h, double load, double at_s) {
  // Step 1. The tariff.
  BillAccount account;
  account.card_h = card_h;
  const double used = by_month_ ? used_card_h(tenant, month_at(at_s)) : 0;
  account.list_cny = bill_cny(*tariffs_[job_class], used, card_h, load);

  // Step 2. The largest discount that holds, the first of equals.
  const Discount* discount = nullptr;
  for (const std::uint32_t d : discounts_[pool]) {
    const Discount& other = economy_.discounts[d];
    if (at_s < other.from_s || at_s >= other.until_s) continue;
    if (!discount || other.share > discount->share) discount = &other;
  }
  if (discount) {
    (discount->subsidised ? account.subsidy_cny : account.discount_cny) =
        account.list_cny * discount->share;
  }

  // Step 3. The voucher that pays most of what is left.
  candidates_.clear();
  for (std::uint32_t v = 0; v < voucher_pools_.size(); ++v) {
    if (voucher_pools_[v][pool] && voucher_regions_[v][region] && voucher_classes_[v][job_class])
      candidates_.push_back(v);
  }
  const double before_cny = account.tenant_cny();
  const std::uint32_t voucher = ledger_.best(candidates_, tenant, before_cny, at_s);
  if (voucher != VoucherLedger::kNone)
    account.voucher_cny = ledger_.quote(voucher, tenant, before_cny, at_s);
  return {account, before_cny, voucher};
}

void Billing::bill(std::uint32_t pool, std::uint32_t job_class, std::uint32_t region,
                   std::uint32_t tenant, double card_h, double load, double at_s) {
  const Bill bill = work_out(pool, job_class, region, tenant, card_h, load, at_s);
  const BillAccount& account = bill.account;
  if (bill.voucher != VoucherLedger::kNone) {
    ledger_.pay(bill.voucher, tenant, bill.before_voucher_cny, at_s);
    by_voucher_[bill.voucher] += account;
  }
  by_class_[job_class] += account;
  by_region_[region] += account;
  by_site_[world_.pools[pool].site] += account;
  // Tenants of traces come as their lines are read.
  if (tenant >= by_tenant_.size()) by_tenant_.resize(tenant + std::size_t{1});
  by_tenant_[tenant] += account;
  if (!by_month_) return;
  if (tenant >= months_.size()) months_.resize(by_tenant_.size());
  const std::int32_t month = month_at(at_s);
  if (months_[tenant].month != month) months_[tenant] = {month, 0};
  months_[tenant].card_h += card_h;
}

double Billing::tenant_cny(std::uint32_t pool, std::uint32_t job_class, std::uint32_t region,
                           std::uint32_t tenant, double card_h, double load, double at_s) {
  return work_out(pool, job_class, region, services_ * regions_ + tenant, card_h, load, at_s)
      .account.tenant_cny();
}

double Billing::service_cny(std::uint32_t pool, std::uint32_t service, std::uint32_t region,
                            double card_h, double load, double at_s) {
  return work_out(pool, workloads_ + service, region, service * regions_ + region, card_h, load,
                  at_s)
      .account.tenant_cny();
}

// What each site earned and spent; of the energy's cost, surcharges are the treasury's.
void Billing::fill_operators(Results& r) const {
  EconomyResult& economy = *r.economy;
  for (std::size_t s = 0; s < world_.sites(); ++s) {
    const SiteResult& site = r.sites[s];
    OperatorResult row;
    row.bills = by_site_[s];
    row.account.revenue_cny = by_site_[s].operator_cny();
    row.account.surcharge_cny = site.surcharge_cny;
    row.account.energy_cny = site.energy.energy_cny - site.surcharge_cny;
    row.account.carriage_cny = site.carriage_cny;
    row.account.water_cny = site.energy.water_litres * economy_.water_cny_per_litre;
    row.account.carbon_cny = site.energy.carbon_kg * economy_.carbon_cny_per_kg;
    economy.operators.push_back(row);
  }
  for (std::size_t p = 0; p < world_.pools.size(); ++p) {
    const PoolInfo& info = world_.pools[p];
    const CardCosts& costs = world_.scenario.sites[info.site].pools[info.pool].costs;
    ProfitAndLoss& account = economy.operators[info.site].account;
    account.hardware_cny += costs.hardware_cny(installed_card_s_[p]);
    account.facility_cny += costs.building_cny(installed_card_s_[p]);
    account.staff_cny += costs.staff_cny(installed_card_s_[p]);
  }
  for (const OperatorResult& row : economy.operators) economy.operators_total += row.account;
}

void Billing::fill(Results& r, const NameTable& tenants) const {
  EconomyResult& economy = r.economy.emplace();
  r.carbon_cny = r.energy.carbon_kg * economy_.carbon_cny_per_kg;
  for (YearResult& year : r.years)
    year.carbon_cny = year.energy.carbon_kg * economy_.carbon_cny_per_kg;
  for (std::uint32_t c = 0; c < workloads_; ++c) r.classes[c].bills = by_class_[c];
  for (std::uint32_t s = 0; s < services_; ++s) r.services[s].bills = by_class_[workloads_ + s];
  for (std::uint32_t i = 0; i < regions_; ++i) {
    r.regions[i].bills = by_region_[i];
    economy.bills += by_region_[i];
  }
  for (std::uint32_t user = 0; user < services_ * regions_; ++user) {
    if (by_tenant_[user].card_h <= 0) continue;
    economy.service_users.push_back(
        {r.services[user / regions_].id, r.regions[user % regions_].id, by_tenant_[user]});
  }
  // Their rows stand in the order of their names, without those that used nothing.
  for (std::uint32_t t = 0; t < tenants.size(); ++t) {
    const std::size_t at = services_ * regions_ + t;
    if (at >= by_tenant_.size() || by_tenant_[at].card_h <= 0) continue;
    const auto row =
        std::lower_bound(r.tenants.begin(), r.tenants.end(), tenants[t],
                         [](const TenantResult& a, const std::string& id) { return a.id < id; });
    if (row != r.tenants.end() && row->id == tenants[t]) row->bills = by_tenant_[at];
  }
  for (std::uint32_t v = 0; v < economy_.vouchers.size(); ++v) {
    const Voucher& voucher = economy_.vouchers[v];
    VoucherResult row;
    row.id = voucher.id;
    row.name = voucher.name;
    row.budget_cny = voucher.terms.budget_cny;
    row.paid_cny = ledger_.paid_cny(v);
    row.tenants = ledger_.tenants_paid(v);
    row.used_up_s = ledger_.used_up_s(v);
    row.bills = by_voucher_[v];
    economy.vouchers.push_back(std::move(row));
  }
  for (const LeverResult& lever : r.levers) economy.power_subsidy_cny += lever.subsidy_cny;
  fill_operators(r);
}

}  // namespace suanwang
