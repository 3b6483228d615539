#include "sim/report/supply_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/report/phrases.hpp"
#include "sim/report/site_group.hpp"
#include "sim/report/table.hpp"

namespace suanwang {
namespace {

bool is_special(const SiteResult& site) { return site.supply || site.far_share > 0; }

}  // namespace

std::string supply_report(const Results& results, Language language) {
  if (std::none_of(results.sites.begin(), results.sites.end(), is_special)) return "";
  // Those that are fed in another way come first, so that they are among the rows shown.
  std::vector<const SiteResult*> sites;
  for (const SiteResult& site : results.sites) sites.push_back(&site);
  std::stable_partition(sites.begin(), sites.end(),
                        [](const SiteResult* site) { return is_special(*site); });
  if (sites.size() > kMostSites) sites.resize(kMostSites);

  Table table({{phrases::site.in(language), Align::left},
               {phrases::supply_grid.in(language)},
               {phrases::supply_far.in(language)},
               {phrases::supply_own.in(language)},
               {phrases::supply_curtailed.in(language)},
               {phrases::supply_spilled.in(language)},
               {phrases::supply_battery_loss.in(language)},
               {phrases::supply_peak.in(language)},
               {phrases::supply_price.in(language)},
               {phrases::supply_carbon.in(language)}});
  for (const SiteResult* site : sites) {
    const auto energy = [&](double kwh) {
      return site->supply ? format_energy(kwh, language) : std::string("-");
    };
    const EnergyAccount& e = site->energy;
    SupplyAccount a;
    if (site->supply) a = site->supply->account;
    double peak_kw = 0;
    if (site->supply) {
      for (const MonthDemand& month : site->supply->months)
        peak_kw = std::max(peak_kw, month.peak_kw);
    }
    table.row({name_of(site->name, site->id, language),
               format_energy(site->supply ? a.grid_kwh : e.kwh, language),
               site->far_share > 0 ? format_share(site->far_share, language) : "-",
               energy(a.own_kwh), energy(a.curtailed_kwh), energy(a.spilled_kwh),
               energy(a.loss_kwh()), site->supply ? format_decimal(peak_kw / 1000, 2) : "-",
               e.kwh > 0 ? format_decimal(e.energy_cny / e.kwh, 3) : "-",
               e.kwh > 0 ? format_decimal(1000 * e.carbon_kg / e.kwh, 0) : "-"});
  }
  return fmt::format("\n{}\n{}", phrases::supply.in(language), table.to_string(kIndent)) +
         wrap(phrases::supply_note.in(language), kReportWidth, kIndent);
}

}  // namespace suanwang
