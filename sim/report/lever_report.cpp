#include "sim/report/lever_report.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/units.hpp"
#include "sim/report/csv.hpp"
#include "sim/report/lever_phrases.hpp"
#include "sim/report/outage_report.hpp"
#include "sim/report/site_group.hpp"
#include "sim/report/table.hpp"

namespace suanwang {
namespace {

using Of = LeverResult::Kind;

constexpr std::size_t kMostMissed = 8;

/// A phrase with its values filled in.
template <typename... Values>
std::string say(const Phrase& phrase, Language language, const Values&... values) {
  return fmt::format(fmt::runtime(phrase.in(language)), values...);
}

std::string share_or_dash(double share, Language language) {
  return std::isnan(share) ? "-" : format_share(share, language);
}

bool is_capacity(LeverResult::Kind kind) {
  return kind == Of::quota_of_capacity || kind == Of::quota_of_new_capacity;
}

std::string price_text(double cny_per_kwh) { return format_decimal(cny_per_kwh, 3) + " CNY/kWh"; }

std::string asks(const LeverResult& lever, Language language) {
  const auto share = [&] { return share_or_dash(lever.asked, language); };
  switch (lever.kind) {
    case Of::quota_of_work:
      return say(phrases::asks_work, language, share());
    case Of::quota_of_capacity:
      return say(phrases::asks_capacity, language, share());
    case Of::quota_of_new_capacity:
      return say(phrases::asks_new_capacity, language, share());
    case Of::green:
      return say(phrases::asks_green, language, share());
    case Of::pue:
      return say(phrases::asks_pue, language, format_decimal(lever.asked, 2));
    case Of::circle:
      return say(phrases::asks_circle, language, format_latency(lever.asked, language));
    case Of::residency:
      return phrases::asks_residency.in(language);
    case Of::local_priority:
      return phrases::asks_local.in(language);
    case Of::power_price:
      return say(phrases::asks_power_price, language,
                 lever.is_share ? share() : price_text(lever.asked));
    case Of::registry:
      return say(phrases::asks_registry, language, share());
    case Of::approval:
      return say(phrases::asks_use, language, share());
  }
  return "";
}

std::string found(const LeverResult& lever, Language language) {
  if (std::isnan(lever.found)) return "-";
  switch (lever.kind) {
    case Of::pue:
      return say(phrases::found_highest, language, format_decimal(lever.found, 2));
    case Of::circle:
    case Of::residency:
      return say(phrases::found_inside, language, format_share(lever.found, language));
    case Of::approval:
      return say(phrases::found_lowest, language, format_share(lever.found, language));
    case Of::power_price:
      return price_text(lever.found);
    case Of::local_priority:
      return say(phrases::found_wait, language, format_short_duration(lever.found, language));
    default:
      return format_share(lever.found, language);
  }
}

std::string broken(const LeverResult& lever, Language language) {
  if (lever.violations == 0) return "-";
  const bool sites = lever.kind == Of::green || lever.kind == Of::pue;
  if (is_capacity(lever.kind)) return "1";
  if (lever.kind == Of::approval)
    return say(phrases::lever_refusals, language, format_count(lever.violations, language));
  return say(sites ? phrases::lever_sites : phrases::lever_jobs, language,
             format_count(lever.violations, language));
}

std::string takes(const LeverResult& lever, Language language) {
  if (lever.met || lever.takes == 0) return "-";
  switch (lever.kind) {
    case Of::quota_of_capacity:
    case Of::quota_of_new_capacity:
      return std::isfinite(lever.takes) ? format_quantity(lever.takes, Dimension::flops) : "-";
    case Of::green:
      return say(phrases::more_green, language, format_energy(lever.takes, language));
    case Of::pue:
      return say(phrases::less_overhead, language, format_energy(lever.takes, language));
    case Of::local_priority:
      return say(phrases::waited_time, language, format_card_time(lever.takes, language));
    default:
      return format_card_time(lever.takes, language);
  }
}

/// What the row of the table does not say.
std::string notes_of(const LeverResult& lever, const NodeNames& node, Language language) {
  const std::string& name = name_of(lever.name, lever.id, language);
  const auto count = [&](double value) { return format_count(value, language); };
  const auto wait = [&](double s) {
    return std::isnan(s) ? std::string("-") : format_short_duration(s, language);
  };
  std::string text;
  const auto note = [&](const std::string& line) {
    text += wrap(printable(line), kReportWidth, kIndent, 2 * kIndent);
  };
  if (lever.kind == Of::quota_of_work && lever.moved > 0)
    note(say(phrases::lever_moved, language, name, count(lever.moved)));
  if (!lever.years.empty()) {
    std::string years;
    for (const LeverResult::Year& year : lever.years)
      years +=
          fmt::format("{}{} {} ({})", years.empty() ? "" : ", ", year.year,
                      share_or_dash(year.found, language), share_or_dash(year.asked, language));
    note(say(phrases::lever_years, language, name, years));
  }
  if (!lever.sites.empty()) {
    std::string missed;
    for (std::size_t i = 0; i < lever.sites.size() && i < kMostMissed; ++i)
      missed += (i ? ", " : "") + node(lever.sites[i]);
    if (lever.sites.size() > kMostMissed) missed += fmt::format(", ... ({})", lever.sites.size());
    note(say(phrases::lever_missed, language, name, missed));
  }
  if (lever.surcharge_cny > 0)
    note(
        say(phrases::lever_surcharge, language, name, format_money(lever.surcharge_cny, language)));
  if (lever.kind == Of::power_price)
    note(say(phrases::lever_subsidy, language, name, format_money(lever.subsidy_cny, language)));
  if (lever.kind == Of::circle && !std::isnan(lever.in_reach))
    note(say(phrases::lever_reach, language, name, format_share(lever.in_reach, language),
             share_or_dash(lever.all_inside, language)));
  if (lever.turned_away > 0)
    note(say(phrases::lever_turned_away, language, name, count(lever.turned_away)));
  if (lever.kind == Of::local_priority)
    note(say(phrases::lever_others, language, name, count(lever.own_jobs), wait(lever.found),
             count(lever.other_jobs), wait(lever.others_wait_s)));
  if (lever.kind == Of::approval)
    note(say(phrases::lever_approvals, language, name, count(lever.asks), count(lever.asked_cards),
             count(lever.put_off_cards), count(lever.waiting_cards), count(lever.dropped_cards),
             format_card_time(lever.held_card_s, language)));
  if (lever.kind == Of::registry && lever.moved > 0)
    note(say(phrases::lever_misled, language, name, count(lever.moved), count(lever.violations)));
  return text;
}

std::string shift_text(const ShiftResult& shift, Language language) {
  const bool price = shift.to == Shift::To::price;
  const auto count = [&](double value) { return format_count(value, language); };
  std::string line = say(phrases::shift_line, language, count(shift.considered),
                         (price ? phrases::shift_price : phrases::shift_carbon).in(language),
                         count(shift.held), format_short_duration(shift.wait_mean_s, language),
                         format_short_duration(shift.wait_longest_s, language), count(shift.late));
  if (shift.held > 0) {
    line += " ";
    line += price ? say(phrases::shift_saved_money, language, format_money(shift.saved, language))
                  : say(phrases::shift_saved_carbon, language, format_mass(shift.saved, language));
  }
  if (shift.held_at_end > 0) {
    line += " " + say(phrases::shift_waiting, language,
                      format_count(static_cast<double>(shift.held_at_end), language));
  }
  return fmt::format("\n{}\n{}", phrases::shift_title.in(language),
                     wrap(line, kReportWidth, kIndent));
}

}  // namespace

std::string lever_report(const Results& results, Language language) {
  std::string text;
  if (!results.levers.empty()) {
    const auto heading = [&](const Phrase& phrase) { return std::string(phrase.in(language)); };
    Table table({{heading(phrases::lever), Align::left},
                 {heading(phrases::lever_asks), Align::left},
                 {heading(phrases::lever_found), Align::left},
                 {heading(phrases::lever_met), Align::left},
                 {heading(phrases::lever_broken)},
                 {heading(phrases::lever_takes)}});
    const NodeNames node(results, language);
    std::string notes;
    for (const LeverResult& lever : results.levers) {
      table.row({name_of(lever.name, lever.id, language), asks(lever, language),
                 found(lever, language), (lever.met ? phrases::yes : phrases::no).in(language),
                 broken(lever, language), takes(lever, language)});
      notes += notes_of(lever, node, language);
    }
    text +=
        fmt::format("\n{}\n{}{}", phrases::levers.in(language), table.to_string(kIndent), notes);
  }
  if (results.shift) text += shift_text(*results.shift, language);
  return text;
}

}  // namespace suanwang
