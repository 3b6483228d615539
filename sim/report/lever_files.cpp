// Levers, and waiting for better hours, for other programs.

#include <fmt/format.h>

#include <cmath>

#include "sim/report/csv.hpp"
#include "sim/report/json.hpp"
#include "sim/report/lever_report.hpp"

namespace suanwang {
namespace {

using Json = nlohmann::ordered_json;
using Of = LeverResult::Kind;

/// The unit in which a kind counts what it would take to meet a lever.
const char* takes_unit(LeverResult::Kind kind) {
  switch (kind) {
    case Of::quota_of_capacity:
    case Of::quota_of_new_capacity:
      return "flops";
    case Of::green:
    case Of::pue:
      return "kwh";
    default:
      return "card_s";
  }
}

/// What was asked of each year and found, of a floor that changes.
Json years_json(const LeverResult& lever) {
  Json list = Json::array();
  for (const LeverResult::Year& year : lever.years) {
    list.push_back({{"year", year.year},
                    {"asked", number(year.asked)},
                    {"found", number(year.found)},
                    {"met", year.met},
                    {"violations", number(year.violations)},
                    {"takes", number(year.takes)}});
  }
  return list;
}

/// The same for a table: `2025 found of asked; ...`.
std::string years_text(const LeverResult& lever) {
  std::string text;
  const auto share = [](double value) {
    return std::isnan(value) ? std::string("-") : fmt::format("{}", value);
  };
  for (const LeverResult::Year& year : lever.years)
    text += fmt::format("{}{} {}/{}", text.empty() ? "" : " ", year.year, share(year.found),
                        share(year.asked));
  return text;
}

}  // namespace

const char* to_string(LeverResult::Kind kind) {
  constexpr const char* kKinds[] = {
      "quota-of-work", "quota-of-capacity", "quota-of-new-capacity", "green",       "pue",
      "circle",        "residency",         "local-priority",        "power-price", "registry",
      "approval"};
  return kKinds[static_cast<std::size_t>(kind)];
}

Json levers_json(const Results& results) {
  Json list = Json::array();
  for (const LeverResult& lever : results.levers) {
    Json row{{"id", lever.id},
             {"name", {{"en", lever.name.en}, {"zh", lever.name.zh}}},
             {"kind", to_string(lever.kind)},
             {"asked", number(lever.asked)},
             {"found", number(lever.found)},
             {"met", lever.met},
             {"violations", number(lever.violations)},
             {"takes", number(lever.takes)},
             {"takes_unit", takes_unit(lever.kind)}};
    switch (lever.kind) {
      case Of::quota_of_work:
        row["steered"] = number(lever.moved);
        break;
      case Of::pue:
        row["surcharge_cny"] = number(lever.surcharge_cny);
        [[fallthrough]];
      case Of::green:
        row["sites"] = lever.sites;
        if (!lever.years.empty()) row["years"] = years_json(lever);
        break;
      case Of::circle:
        row["in_reach"] = number(lever.in_reach);
        [[fallthrough]];
      case Of::residency:
        row["all_inside"] = number(lever.all_inside);
        row["rejected"] = number(lever.turned_away);
        break;
      case Of::local_priority:
        row["own_jobs"] = number(lever.own_jobs);
        row["other_jobs"] = number(lever.other_jobs);
        row["others_wait_s"] = number(lever.others_wait_s);
        break;
      case Of::power_price:
        row["subsidy_cny"] = number(lever.subsidy_cny);
        break;
      case Of::registry:
        row["by_registry"] = number(lever.moved);
        break;
      case Of::approval:
        row["asks"] = number(lever.asks);
        row["asked_cards"] = number(lever.asked_cards);
        row["put_off_cards"] = number(lever.put_off_cards);
        row["waiting_cards"] = number(lever.waiting_cards);
        row["dropped_cards"] = number(lever.dropped_cards);
        row["held_card_s"] = number(lever.held_card_s);
        row["sites"] = lever.sites;
        break;
      case Of::quota_of_capacity:
      case Of::quota_of_new_capacity:
        break;
    }
    list.push_back(std::move(row));
  }
  return list;
}

Json shift_json(const ShiftResult& shift) {
  return {
      {"to", kShiftAims[static_cast<std::size_t>(shift.to)]},
      {"considered", number(shift.considered)},
      {"held", number(shift.held)},
      {"wait_s", {{"mean", number(shift.wait_mean_s)}, {"longest", number(shift.wait_longest_s)}}},
      {"late", number(shift.late)},
      {shift.to == Shift::To::price ? "saved_cny" : "saved_kg", number(shift.saved)},
      {"held_at_end", shift.held_at_end}};
}

std::string levers_csv(const Results& results) {
  std::string text =
      "lever,name_en,name_zh,kind,asked,found,met,violations,takes,takes_unit,moved,rejected,"
      "all_inside,in_reach,surcharge_cny,subsidy_cny,own_jobs,other_jobs,others_wait_s,sites,"
      "asks,asked_cards,put_off_cards,waiting_cards,dropped_cards,held_card_s,years\n";
  CsvLine line;
  for (const LeverResult& l : results.levers) {
    std::string sites;
    for (const std::string& site : l.sites) sites += (sites.empty() ? "" : " ") + site;
    line.add(l.id).add(l.name.en).add(l.name.zh).add(to_string(l.kind)).add(l.asked).add(l.found);
    line.add(l.met ? "yes" : "no").add(l.violations).add(l.takes).add(takes_unit(l.kind));
    line.add(l.moved).add(l.turned_away).add(l.all_inside).add(l.in_reach).add(l.surcharge_cny);
    line.add(l.subsidy_cny);
    line.add(l.own_jobs).add(l.other_jobs).add(l.others_wait_s).add(sites);
    line.add(l.asks).add(l.asked_cards).add(l.put_off_cards).add(l.waiting_cards);
    line.add(l.dropped_cards).add(l.held_card_s).add(years_text(l));
    text += line.finish();
  }
  return text;
}

}  // namespace suanwang
