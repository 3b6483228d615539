#include "sim/report/years_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/report/metrics.hpp"
#include "sim/report/phrases.hpp"
#include "sim/report/site_group.hpp"
#include "sim/report/table.hpp"

namespace suanwang {
namespace {

using Measure = PublishedSeries::Measure;

std::string some(double value, const std::string& text) { return value > 0 ? text : "-"; }

std::string capacity_table(const Results& results, Language language) {
  Table table({{phrases::year.in(language), Align::left},
               {phrases::cards_at_end.in(language)},
               {phrases::eflops_at_end.in(language)},
               {phrases::opened_cards.in(language)},
               {phrases::retired_cards.in(language)},
               {phrases::construction.in(language)},
               {phrases::building_eflops.in(language)}});
  for (const YearResult& y : results.years) {
    table.row({std::to_string(y.year), format_count(static_cast<double>(y.cards), language),
               format_decimal(y.flops / 1e18, y.flops < 1e20 ? 3 : 1),
               some(y.opened_cards, format_count(y.opened_cards, language)),
               some(y.retired_cards, format_count(y.retired_cards, language)),
               some(y.construction_cny, format_money(y.construction_cny, language)),
               some(y.building_flops, format_decimal(y.building_flops / 1e18, 1))});
  }
  return table.to_string(kIndent);
}

std::string use_table(const Results& results, Language language) {
  Table table({{phrases::year.in(language), Align::left},
               {phrases::used_share.in(language)},
               {phrases::west_used_share.in(language)},
               {phrases::jobs_completed.in(language)},
               {phrases::wait_mean_heading.in(language)},
               {phrases::energy.in(language)},
               {"PUE"},
               {phrases::cost.in(language)},
               {phrases::carbon.in(language)},
               {phrases::green_energy_share.in(language)}});
  for (const YearResult& y : results.years) {
    table.row({std::to_string(y.year), format_share(y.card.utilization(), language),
               format_share(ratio(y.west_card_s, y.card.allocated_card_s()), language),
               format_count(y.completed, language),
               y.started > 0 ? format_short_duration(y.wait_mean_s, language) : "-",
               format_energy(y.energy.kwh, language), format_decimal(y.energy.pue(), 2),
               format_money(total_cost_cny(y), language), format_mass(y.energy.carbon_kg, language),
               format_share(y.energy.green_share(), language)});
  }
  return table.to_string(kIndent);
}

std::string years_table(const Results& results, Language language) {
  const bool grows =
      std::any_of(results.years.begin(), results.years.end(),
                  [](const YearResult& y) { return y.opened_cards > 0 || y.retired_cards > 0; });
  if (results.years.size() < 2 && !grows) return "";
  const double first_s = results.years.front().from_s;
  const double last_s = results.years.back().to_s;
  return fmt::format("\n{}\n", phrases::by_year.in(language)) + capacity_table(results, language) +
         "\n" + use_table(results, language) +
         wrap(fmt::format(fmt::runtime(phrases::years_note.in(language)),
                          format_civil_time(results.start, first_s),
                          format_civil_time(results.start, last_s)),
              kReportWidth, kIndent);
}

/// `725.3 EFLOPS`; a PUE has no unit.
std::string measured(Measure measure, double value) {
  if (measure == Measure::eflops) return format_decimal(value, 1) + " EFLOPS";
  if (measure == Measure::twh) return format_decimal(value, value < 1 ? 6 : 1) + " TWh";
  return format_decimal(value, 2);
}

std::string backtest_table(const Results& results, Language language) {
  Table table({{phrases::series.in(language), Align::left},
               {phrases::period.in(language), Align::left},
               {phrases::published.in(language)},
               {phrases::in_the_model.in(language)},
               {phrases::deviation.in(language)}});
  std::string scopes, quotes;
  const BacktestRow* before = nullptr;
  for (const BacktestRow& row : results.backtest) {
    const std::string name = name_of(row.name, row.id, language);
    const std::string scope = name_of(row.scope, row.id, language);
    if (row.measure == Measure::quoted) {
      quotes += wrap(fmt::format(fmt::runtime(phrases::quoted.in(language)), scope,
                                 format_decimal(row.published, 1)),
                     kReportWidth, kIndent, 2 * kIndent);
      continue;
    }
    const bool is_new = before == nullptr || before->id != row.id;
    if (is_new) {
      scopes += wrap(
          fmt::format(fmt::runtime(phrases::scope_line.in(language)), row.id + " " + name, scope),
          kReportWidth, kIndent, 2 * kIndent);
    }
    before = &row;
    const std::string mark = row.is_forecast ? phrases::forecast.in(language) : "";
    table.row({is_new ? row.id : "", row.period + mark, measured(row.measure, row.published),
               measured(row.measure, row.model),
               format_change(row.model / row.published - 1, language)});
  }
  if (table.empty() && quotes.empty()) return "";
  std::string text = fmt::format("\n{}\n", phrases::backtest.in(language));
  if (!table.empty()) text += table.to_string(kIndent) + scopes;
  return text + quotes;
}

}  // namespace

std::string years_report(const Results& results, Language language) {
  if (results.years.empty()) return "";
  return years_table(results, language) + backtest_table(results, language);
}

}  // namespace suanwang
