// The tables of one run.

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>

#include "sim/base/units.hpp"
#include "sim/web/html.hpp"
#include "sim/web/static_phrases.hpp"
#include "sim/web/static_tables.hpp"

namespace suanwang {
namespace {

using Json = Shown::Json;
namespace p = phrases;

constexpr std::size_t kMostHours = 24 * 31;  // of the table hour by hour

std::chrono::year_month_day date_of(const std::string& text) {
  int year = 2000;
  unsigned month = 1, day = 1;
  if (std::sscanf(text.c_str(), "%d-%u-%u", &year, &month, &day) != 3) return {};
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
}

std::string hub_name(const Shown& shown, const Json& run, const Json& id) {
  for (const Json& hub : run.at("hubs")) {
    if (hub.at("id") == id) return shown.name(hub);
  }
  return "-";
}

std::string confidence_name(const Shown& shown, const std::string& confidence) {
  if (confidence == "high") return shown.phrase(p::page_high);
  if (confidence == "medium") return shown.phrase(p::page_medium);
  if (confidence == "low") return shown.phrase(p::page_low);
  if (confidence == "estimate") return shown.phrase(p::page_estimate);
  return shown.phrase(p::page_own);
}

std::string assumption_tables(const Shown& shown, const Json& run) {
  std::string text;
  const Json& all = run.at("assumptions");
  for (std::size_t from = 0, to = 0; from < all.size(); from = to) {
    const std::string heading = shown.text(all[from].at("heading"));
    HtmlTable table(fmt::format(fmt::runtime(shown.phrase(p::page_assumptions)), heading),
                    {shown.phrase(p::page_name), shown.phrase(p::page_value),
                     shown.phrase(p::page_source), shown.phrase(p::page_confidence)});
    for (to = from; to < all.size() && all[to].at("group") == all[from].at("group"); ++to) {
      const Json& one = all[to];
      const std::string note = one.at("note"), source = one.at("source");
      table.row({shown.text(one.at("name")), one.at("value"), source.empty() ? note : source,
                 confidence_name(shown, one.at("confidence"))});
    }
    text += table.to_string();
  }
  return text;
}

}  // namespace

std::string measures_table(const Shown& shown, const Json& run, const Json* before) {
  std::vector<std::string> headings{shown.phrase(p::measure)};
  if (before) headings.push_back(shown.phrase(p::baseline));
  headings.push_back(shown.phrase(before ? p::now : p::page_value));
  if (before) headings.push_back(shown.phrase(p::page_difference));
  HtmlTable table(shown.phrase(p::page_measures), std::move(headings));
  const Json& measures = run.at("measures");
  for (const Json& measure : shown.document().at("measures")) {
    const std::string id = measure.at("id");
    if (!measures.contains(id)) continue;
    const Kind kind = kind_named(measure.at("kind"));
    std::vector<std::string> cells{shown.text(measure.at("name"))};
    if (before) {
      if (!before->at("measures").contains(id)) continue;
      const Json& was = before->at("measures").at(id);
      cells.push_back(shown.value(kind, was));
      cells.push_back(shown.value(kind, measures.at(id)));
      cells.push_back(shown.difference(kind, Shown::number(measures.at(id)) - Shown::number(was)));
    } else {
      cells.push_back(shown.value(kind, measures.at(id)));
    }
    table.row(cells);
  }
  return table.to_string();
}

std::string site_tables(const Shown& shown, const Json& run) {
  HtmlTable sites(
      shown.phrase(p::by_site),
      {shown.phrase(p::site), shown.phrase(p::hub), shown.phrase(p::side), shown.phrase(p::cards),
       shown.phrase(p::utilization), shown.phrase(p::page_waiting), shown.phrase(p::wait_mean),
       shown.phrase(p::pue), shown.phrase(p::energy), shown.phrase(p::page_price),
       shown.phrase(p::carbon_per_kwh), shown.phrase(p::page_green)});
  for (const Json& site : run.at("sites")) {
    sites.row({shown.name(site), hub_name(shown, run, site.at("hub")), shown.side(site.at("side")),
               shown.value(Kind::count, site.at("cards")),
               shown.value(Kind::share, site.at("utilization")),
               shown.value(Kind::share, site.at("waiting_share")),
               shown.value(Kind::duration, site.at("wait_s").at("mean")),
               shown.value(Kind::decimal, site.at("pue")),
               shown.value(Kind::energy, site.at("energy_kwh")),
               shown.value(Kind::unit_money, site.at("price_cny_per_kwh")),
               shown.value(Kind::intensity, site.at("carbon_kg_per_kwh")),
               shown.value(Kind::share, site.at("green_share"))});
  }
  HtmlTable regions(shown.phrase(p::page_regions),
                    {shown.phrase(p::region), shown.phrase(p::side), shown.phrase(p::page_demand),
                     shown.phrase(p::served), shown.phrase(p::west_share),
                     shown.phrase(p::wait_mean), shown.phrase(p::page_sent)});
  for (const Json& region : run.at("regions")) {
    regions.row({shown.name(region), shown.side(region.at("side")),
                 shown.value(Kind::count, region.at("demanded_card_h")),
                 shown.value(Kind::share, region.at("served_share")),
                 shown.value(Kind::share, region.at("west_share")),
                 shown.value(Kind::duration, region.at("wait_s").at("mean")),
                 shown.value(Kind::bytes, region.at("sent_bytes"))});
  }
  return sites.to_string() + regions.to_string();
}

std::string work_tables(const Shown& shown, const Json& run) {
  HtmlTable classes(
      shown.phrase(p::page_classes),
      {shown.phrase(p::job_class), shown.phrase(p::page_submitted), shown.phrase(p::page_completed),
       shown.phrase(p::page_rejected), shown.phrase(p::page_card_hours),
       shown.phrase(p::west_share), shown.phrase(p::wait_mean), shown.phrase(p::wait_p95),
       shown.phrase(p::response_mean), shown.phrase(p::slo), shown.phrase(p::energy)});
  for (const Json& one : run.at("classes")) {
    classes.row(
        {shown.name(one), shown.value(Kind::count, one.at("submitted")),
         shown.value(Kind::count, one.at("completed")),
         shown.value(Kind::count, one.at("rejected")), shown.value(Kind::count, one.at("card_h")),
         shown.value(Kind::share, one.at("west_share")),
         shown.value(Kind::duration, one.at("wait_s").at("mean")),
         shown.value(Kind::duration, one.at("wait_s").at("p95")),
         shown.value(Kind::duration, one.at("response_s").at("mean")),
         shown.value(Kind::share, one.at("slo")), shown.value(Kind::energy, one.at("energy_kwh"))});
  }
  HtmlTable services(
      shown.phrase(p::services),
      {shown.phrase(p::service), shown.phrase(p::page_demand), shown.phrase(p::served),
       shown.phrase(p::west_share), shown.phrase(p::page_latency)});
  for (const Json& one : run.at("services")) {
    services.row({shown.name(one), shown.value(Kind::count, one.at("demanded_card_h")),
                  shown.value(Kind::share, one.at("served_share")),
                  shown.value(Kind::share, one.at("west_share")),
                  shown.value(Kind::duration, one.at("latency_s"))});
  }
  HtmlTable ledger(shown.phrase(p::page_ledger),
                   {shown.phrase(p::page_value), shown.phrase(p::page_jobs)});
  const Json& jobs = run.at("ledger");
  for (const auto& [key, phrase] :
       {std::pair{"submitted", &p::page_submitted}, std::pair{"rejected", &p::page_rejected},
        std::pair{"moving", &p::page_moving}, std::pair{"queued", &p::page_queued},
        std::pair{"running", &p::page_running}, std::pair{"completed", &p::page_completed},
        std::pair{"failed", &p::page_failed}}) {
    ledger.row({shown.phrase(*phrase), format_exact(jobs.at(key).get<std::uint64_t>())});
  }
  return classes.to_string() + services.to_string() + ledger.to_string();
}

std::string money_tables(const Shown& shown, const Json& run) {
  const Json& money = run.at("money");
  HtmlTable cost(shown.phrase(p::page_money),
                 {shown.phrase(p::page_what), shown.phrase(p::page_amount)});
  double total_cny = 0;
  for (const auto& [key, phrase] :
       {std::pair{"energy_cny", &p::page_energy_cost}, std::pair{"carriage_cny", &p::page_carriage},
        std::pair{"carbon_cny", &p::page_carbon_cost}}) {
    total_cny += money.at(key).get<double>();
    cost.row({shown.phrase(*phrase), shown.value(Kind::money, money.at(key))});
  }
  cost.row({shown.phrase(p::page_total), shown.value(Kind::money, total_cny)});
  HtmlTable flows(shown.phrase(p::page_flows),
                  {shown.phrase(p::page_from), shown.phrase(p::page_to), shown.phrase(p::page_what),
                   shown.phrase(p::page_amount)});
  for (const Json& flow : run.at("money_flows")) {
    flows.row({shown.text(flow.at("from")), shown.text(flow.at("to")), shown.text(flow.at("what")),
               shown.value(Kind::money, flow.at("cny"))});
  }
  return cost.to_string() + flows.to_string();
}

std::string link_tables(const Shown& shown, const Json& run) {
  HtmlTable links(
      shown.phrase(p::page_links),
      {shown.phrase(p::link), shown.phrase(p::capacity), shown.phrase(p::page_one_way),
       shown.phrase(p::page_use_there), shown.phrase(p::page_use_back), shown.phrase(p::page_peak),
       shown.phrase(p::page_carried), shown.phrase(p::page_carriage)});
  for (const Json& link : run.at("links")) {
    const double bytes =
        Shown::number(link.at("forward_bytes")) + Shown::number(link.at("backward_bytes"));
    links.row({fmt::format("{} - {}", link.at("from").get<std::string>(),
                           link.at("to").get<std::string>()),
               format_rate(Shown::number(link.at("capacity_bps"))),
               format_latency(Shown::number(link.at("latency_s")), shown.language()),
               shown.value(Kind::share, link.at("forward_use")),
               shown.value(Kind::share, link.at("backward_use")),
               shown.value(Kind::share, link.at("peak_hour_use")), shown.value(Kind::bytes, bytes),
               shown.value(Kind::money, link.at("carriage_cny"))});
  }
  return links.to_string();
}

std::string hour_tables(const Shown& shown, const Json& run) {
  const Json& hours = run.at("hours");
  if (hours.is_null()) return "";
  const double from_s = hours.at("from_s");
  const Json& lengths = hours.at("length_s");

  std::vector<std::string> headings{shown.phrase(p::site)};
  for (int hour = 0; hour < 24; ++hour) headings.push_back(std::to_string(hour));
  HtmlTable day(shown.phrase(p::page_day), std::move(headings));
  const Json& sites = run.at("sites");
  for (std::size_t s = 0; s < sites.size(); ++s) {
    std::array<double, 24> used{}, all{};
    for (std::size_t h = 0; h < lengths.size(); ++h) {
      const auto of_day =
          static_cast<std::size_t>(from_s / kHour_s + static_cast<double>(h) + 1e-6) % 24;
      used[of_day] += hours.at("site_use").at(s).at(h).get<double>() / 1000;
      ++all[of_day];
    }
    std::vector<std::string> cells{shown.name(sites[s])};
    for (std::size_t hour = 0; hour < 24; ++hour) {
      cells.push_back(all[hour] > 0 ? shown.value(Kind::share, used[hour] / all[hour]) : "-");
    }
    day.row(cells);
  }
  if (lengths.size() > kMostHours) return day.to_string();

  const Json& nation = hours.at("nation");
  HtmlTable each(
      shown.phrase(p::page_hours),
      {shown.phrase(p::page_hour), shown.phrase(p::page_busy), shown.phrase(p::page_waiting_hours),
       shown.phrase(p::energy), shown.phrase(p::page_energy_cost), shown.phrase(p::carbon),
       shown.phrase(p::page_carried)});
  const auto start = date_of(run.at("start"));
  for (std::size_t h = 0; h < lengths.size(); ++h) {
    each.row({format_civil_time(start, from_s + static_cast<double>(h) * kHour_s),
              shown.value(Kind::count, nation.at("busy_card_h").at(h)),
              shown.value(Kind::count, nation.at("waiting_card_h").at(h)),
              shown.value(Kind::energy, nation.at("kwh").at(h)),
              shown.value(Kind::money, nation.at("energy_cny").at(h)),
              shown.value(Kind::mass, nation.at("carbon_kg").at(h)),
              shown.value(Kind::bytes, nation.at("carried_bytes").at(h))});
  }
  return day.to_string() + each.to_string();
}

std::string other_tables(const Shown& shown, const Json& run) {
  const auto start = date_of(run.at("start"));
  const auto time = [&](const Json& seconds) {
    return seconds.is_null() ? std::string("-")
                             : format_civil_time(start, std::floor(seconds.get<double>()));
  };
  HtmlTable outages(
      shown.phrase(p::page_outages),
      {shown.phrase(p::page_part), shown.phrase(p::page_kind), shown.phrase(p::page_since),
       shown.phrase(p::page_until), shown.phrase(p::page_stopped)});
  for (const Json& outage : run.at("outages")) {
    outages.row({outage.at("part"), outage.at("kind"), time(outage.at("from_s")),
                 time(outage.at("to_s")), shown.value(Kind::count, outage.at("stopped"))});
  }
  HtmlTable levers(
      shown.phrase(p::page_levers),
      {shown.phrase(p::page_name), shown.phrase(p::page_kind), shown.phrase(p::page_asked),
       shown.phrase(p::page_found), shown.phrase(p::page_met)});
  for (const Json& lever : run.at("levers")) {
    levers.row({shown.name(lever), lever.at("kind"), shown.value(Kind::decimal, lever.at("asked")),
                shown.value(Kind::decimal, lever.at("found")),
                shown.phrase(lever.at("met").get<bool>() ? p::page_yes : p::page_not)});
  }
  HtmlTable years(shown.phrase(p::page_years),
                  {shown.phrase(p::page_year), shown.phrase(p::cards), "EFLOPS",
                   shown.phrase(p::utilization), shown.phrase(p::energy), shown.phrase(p::carbon),
                   shown.phrase(p::cost), shown.phrase(p::west_share)});
  for (const Json& year : run.at("years")) {
    years.row({std::to_string(year.at("year").get<int>()),
               shown.value(Kind::count, year.at("cards")),
               shown.value(Kind::decimal, year.at("peak_eflops")),
               shown.value(Kind::share, year.at("utilization")),
               shown.value(Kind::energy, year.at("energy_kwh")),
               shown.value(Kind::mass, year.at("carbon_kg")),
               shown.value(Kind::money, year.at("cost_cny")),
               shown.value(Kind::share, year.at("west_share"))});
  }
  return outages.to_string() + levers.to_string() + years.to_string() +
         assumption_tables(shown, run);
}

}  // namespace suanwang
