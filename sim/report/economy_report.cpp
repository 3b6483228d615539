#include "sim/report/economy_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "sim/report/economy_phrases.hpp"
#include "sim/report/metrics.hpp"
#include "sim/report/money_flows.hpp"
#include "sim/report/site_group.hpp"
#include "sim/report/table.hpp"

namespace suanwang {
namespace {

constexpr std::size_t kMostOperators = 10;

std::string section(const Phrase& title, const Table& table, Language language) {
  return table.empty() ? "" : fmt::format("\n{}\n{}", title.in(language), table.to_string(kIndent));
}

/// Money with a sign.
std::string signed_money(double cny, Language language) {
  return format_difference(Kind::money, cny, language);
}

std::string parties(const Results& results, Language language) {
  Table table({{phrases::party.in(language), Align::left},
               {phrases::receives.in(language)},
               {phrases::pays.in(language)},
               {phrases::balance.in(language)}});
  Party all{&phrases::all_parties};
  const auto row = [&](const Party& party) {
    table.row({party.name->in(language), format_money(party.received_cny, language),
               format_money(party.paid_cny, language),
               signed_money(party.balance_cny(), language)});
  };
  for (const Party& party : money_flows(results)) {
    all.received_cny += party.received_cny;
    all.paid_cny += party.paid_cny;
    if (party.received_cny != 0 || party.paid_cny != 0) row(party);
  }
  // What all receive is what all pay but for the rounding of many sums.
  if (std::abs(all.balance_cny()) <= 1e-9 * std::abs(all.paid_cny)) all.received_cny = all.paid_cny;
  row(all);
  return section(phrases::who_pays, table, language) +
         wrap(phrases::who_pays_note.in(language), kReportWidth, kIndent);
}

std::string regions(const Results& results, Language language) {
  std::vector<const RegionResult*> rows;
  for (const RegionResult& region : results.regions) {
    if (region.bills.card_h > 0) rows.push_back(&region);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) {
    return a->bills.list_cny > b->bills.list_cny;
  });
  if (rows.size() > kMostRegions) rows.resize(kMostRegions);
  Table table({{phrases::region.in(language), Align::left},
               {phrases::bill_card_hours.in(language)},
               {phrases::list_price.in(language)},
               {phrases::discounts.in(language)},
               {phrases::vouchers_paid.in(language)},
               {phrases::users_pay.in(language)},
               {phrases::per_card_hour.in(language)}});
  for (const RegionResult* region : rows) {
    const BillAccount& bills = region->bills;
    table.row({name_of(region->name, region->id, language), format_count(bills.card_h, language),
               format_money(bills.list_cny, language),
               format_money(bills.discount_cny + bills.subsidy_cny, language),
               format_money(bills.voucher_cny, language),
               format_money(bills.tenant_cny(), language),
               format_money(ratio(bills.tenant_cny(), bills.card_h), language)});
  }
  return section(phrases::bills_of_regions, table, language);
}

std::string vouchers(const Results& results, Language language) {
  Table table({{phrases::voucher.in(language), Align::left},
               {phrases::budget.in(language)},
               {phrases::paid_out.in(language)},
               {phrases::of_budget.in(language)},
               {phrases::tenants_paid.in(language)},
               {phrases::used_up.in(language), Align::left}});
  for (const VoucherResult& voucher : results.economy->vouchers) {
    const bool bounded = std::isfinite(voucher.budget_cny);
    table.row({name_of(voucher.name, voucher.id, language),
               bounded ? format_money(voucher.budget_cny, language) : "-",
               format_money(voucher.paid_cny, language),
               bounded ? format_share(voucher.paid_cny / voucher.budget_cny, language) : "-",
               format_count(static_cast<double>(voucher.tenants), language),
               std::isfinite(voucher.used_up_s)
                   ? format_civil_time(results.start, std::floor(voucher.used_up_s))
                   : "-"});
  }
  return section(phrases::vouchers, table, language);
}

std::string operators(const Results& results, Language language) {
  const auto& all = results.economy->operators;
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return all[a].account.revenue_cny > all[b].account.revenue_cny;
  });
  if (order.size() > kMostOperators) order.resize(kMostOperators);
  Table table({{phrases::operator_name.in(language), Align::left},
               {phrases::revenue.in(language)},
               {phrases::power_cost.in(language)},
               {phrases::data_cost.in(language)},
               {phrases::capital_cost.in(language)},
               {phrases::other_cost.in(language)},
               {phrases::profit.in(language)}});
  for (const std::size_t s : order) {
    const ProfitAndLoss& a = all[s].account;
    const double capital_cny = a.hardware_cny + a.facility_cny;
    const double other_cny = a.water_cny + a.staff_cny + a.carbon_cny + a.surcharge_cny;
    table.row({name_of(results.sites[s].name, results.sites[s].id, language),
               format_money(a.revenue_cny, language), format_money(a.energy_cny, language),
               format_money(a.carriage_cny, language), format_money(capital_cny, language),
               format_money(other_cny, language), signed_money(a.profit_cny(), language)});
  }
  return section(phrases::operators, table, language);
}

}  // namespace

std::string economy_report(const Results& results, Language language) {
  if (!results.economy) return "";
  return parties(results, language) + regions(results, language) + vouchers(results, language) +
         operators(results, language);
}

std::string economy_comparison(const Results& before, const Results& after, Language language) {
  if (!before.economy || !after.economy) return "";
  const auto was = money_flows(before), is = money_flows(after);
  Table table({{phrases::party.in(language), Align::left},
               {phrases::baseline.in(language)},
               {phrases::now.in(language)},
               {phrases::change.in(language)}});
  for (std::size_t p = 0; p < was.size(); ++p) {
    const double a = was[p].balance_cny(), b = is[p].balance_cny();
    if (a == 0 && b == 0) continue;
    table.row({was[p].name->in(language), signed_money(a, language), signed_money(b, language),
               signed_money(b - a, language)});
  }

  struct Pair {
    const RegionResult *before, *after;
    double change_cny;
  };
  std::map<std::string, const RegionResult*> baseline;
  for (const RegionResult& region : before.regions) baseline[region.id] = &region;
  std::vector<Pair> pairs;
  for (const RegionResult& region : after.regions) {
    const auto found = baseline.find(region.id);
    if (found == baseline.end()) continue;
    const double change = region.bills.tenant_cny() - found->second->bills.tenant_cny();
    if (change != 0) pairs.push_back({found->second, &region, change});
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
    return std::abs(a.change_cny) > std::abs(b.change_cny);
  });
  if (pairs.size() > kMostRegions) pairs.resize(kMostRegions);
  Table changed({{phrases::region.in(language), Align::left},
                 {phrases::baseline.in(language)},
                 {phrases::now.in(language)},
                 {phrases::change.in(language)},
                 {phrases::paid_before.in(language)},
                 {phrases::paid_now.in(language)}});
  for (const Pair& pair : pairs) {
    const BillAccount &a = pair.before->bills, &b = pair.after->bills;
    changed.row({name_of(pair.after->name, pair.after->id, language),
                 format_money(a.tenant_cny(), language), format_money(b.tenant_cny(), language),
                 signed_money(pair.change_cny, language),
                 format_money(ratio(a.tenant_cny(), a.card_h), language),
                 format_money(ratio(b.tenant_cny(), b.card_h), language)});
  }
  return section(phrases::gains, table, language) +
         section(phrases::gaining_regions, changed, language);
}

}  // namespace suanwang
