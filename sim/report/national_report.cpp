#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/report/metrics.hpp"
#include "sim/report/phrases.hpp"
#include "sim/report/site_group.hpp"
#include "sim/report/table.hpp"
#include "sim/report/utilization_report.hpp"

namespace suanwang {
namespace {

template <typename... Parts>
std::string fill(const Phrase& phrase, Language language, const Parts&... parts) {
  return fmt::format(fmt::runtime(phrase.in(language)), parts...);
}

/// Title, scenario, policy, seed, measured window, and what was scaled.
std::string headline(const Results& r, Language language) {
  const std::string title = printable(name_of(r.title, r.scenario, language));
  std::string text = wrap(title, kReportWidth);
  text += std::string(static_cast<std::size_t>(std::min(display_width(title), kReportWidth)), '=') +
          "\n";

  std::string run = fill(phrases::run_line, language, r.scenario, r.policy, r.seed);
  if (r.replication > 0) run += fill(phrases::replication, language, r.replication);
  text += wrap(printable(run), kReportWidth, 0, kIndent);

  std::string window =
      fill(phrases::window, language, format_civil_time(r.start, r.from_s),
           format_civil_time(r.start, r.to_s), format_duration(r.to_s - r.from_s, language));
  if (r.from_s > 0) window += fill(phrases::warmup, language, format_duration(r.from_s, language));
  text += wrap(window, kReportWidth, 0, kIndent);

  if (r.scale < 1) {
    const auto bundle = static_cast<std::uint64_t>(std::llround(1 / std::max(r.scale, 1e-18)));
    text += wrap(fill(phrases::scaled, language, fmt::format("{:g}", r.scale), format_exact(bundle),
                      format_exact(r.ledger.submitted), format_exact(r.ledger.represented)),
                 kReportWidth, 0, kIndent);
  }
  return text;
}

/// Every job since the start of the run, with all digits: the parts add up.
std::string ledger(const Results& r, Language language) {
  const JobLedger& jobs = r.ledger;
  const bool bundled = jobs.represented != 0 && jobs.represented != jobs.submitted;
  std::string text = std::string{"\n"} + phrases::ledger_heading.in(language) +
                     (bundled ? phrases::simulated.in(language) : "") + "\n";
  Table table({{phrases::submitted.in(language)},
               {phrases::completed.in(language)},
               {phrases::running.in(language)},
               {phrases::queued.in(language)},
               {phrases::moving.in(language)},
               {phrases::failed.in(language)},
               {phrases::turned_away.in(language)}});
  table.row({format_exact(jobs.submitted), format_exact(jobs.completed), format_exact(jobs.running),
             format_exact(jobs.queued), format_exact(jobs.moving), format_exact(jobs.failed),
             format_exact(jobs.rejected)});
  text += table.to_string(kIndent);
  const auto note = [&](const std::string& line) {
    text += wrap(line, kReportWidth, kIndent, 2 * kIndent);
  };
  if (!jobs.balances()) note(phrases::unbalanced.in(language));
  if (bundled && r.scale >= 1)
    note(fill(phrases::represented, language, format_exact(jobs.represented)));
  if (jobs.initial > 0) note(fill(phrases::initial, language, format_exact(jobs.initial)));
  if (bundled || r.from_s > 0) note(phrases::window_note.in(language));
  return text;
}

/// Where the installed card time went, as one row.
std::string allocation(const Results& r, Language language) {
  const auto share = [&](double card_s) {
    return format_share(r.card.installed_card_s > 0 ? card_s / r.card.installed_card_s : 0,
                        language);
  };
  double cards = 0;
  for (const SiteResult& site : r.sites) cards += static_cast<double>(site.cards);

  Table table({{"", Align::left},
               {phrases::cards.in(language)},
               {phrases::allocated.in(language)},
               {phrases::batch.in(language)},
               {phrases::of_services.in(language)},
               {phrases::idle.in(language)},
               {phrases::down.in(language)},
               {phrases::waiting.in(language)},
               {phrases::utilization.in(language)}});
  table.row({phrases::all_sites.in(language), format_count(cards, language),
             share(r.card.allocated_card_s()), share(r.card.batch_card_s),
             share(r.card.service_card_s), share(r.card.idle_card_s()), share(r.card.down_card_s),
             format_share(waiting_share(r), language),
             format_share(r.card.utilization(), language)});
  return table.to_string(kIndent) + wrap(phrases::shares_note.in(language), kReportWidth, kIndent);
}

std::string statistics(const TimeStatistics& time, const Phrase& nothing, Language language) {
  if (time.weight <= 0) return nothing.in(language);
  const auto text = [&](double seconds) { return format_duration(seconds, language); };
  return fill(phrases::statistics, language, text(time.mean), text(time.p50), text(time.p95),
              text(time.p99));
}

/// The figures of the whole system, one to a line under its name.
std::string key_figures(const Results& r, Language language) {
  const EnergyAccount& energy = r.energy;
  const double cost = total_cost_cny(r);
  const double card_h = r.card.allocated_card_s() / 3600;
  const auto money = [&](double cny) { return format_money(cny, language); };
  const auto count = [&](double value) { return format_count(value, language); };

  std::vector<std::pair<Phrase, std::string>> lines;
  lines.emplace_back(phrases::wait, statistics(r.wait_s, phrases::no_job_started, language));
  lines.emplace_back(phrases::still_waiting,
                     r.waiting.jobs > 0
                         ? fill(phrases::still_waiting_line, language, count(r.waiting.jobs),
                                count(r.waiting.cards), format_duration(r.waiting.mean_s, language),
                                format_duration(r.waiting.longest_s, language))
                         : phrases::none_waiting.in(language));
  lines.emplace_back(phrases::response,
                     statistics(r.response_s, phrases::no_job_completed, language));
  if (r.response_s.weight > 0) {
    lines.emplace_back(phrases::slowdown, format_decimal(r.bounded_slowdown_mean, 3));
  }
  double judged = 0;
  for (const ClassResult& c : r.classes) judged += c.slo_jobs;
  double demanded = 0;
  double served = 0;
  for (const ServiceResult& s : r.services) {
    demanded += s.demanded_card_s;
    served += s.served_card_s;
  }
  std::string slo;
  if (judged > 0) slo = fill(phrases::slo_jobs_line, language, format_share(r.slo, language));
  if (demanded > 0) {
    slo += slo.empty() ? "" : language == Language::zh ? "；" : "; ";
    slo += fill(phrases::slo_services_line, language, format_share(served / demanded, language));
  }
  if (!slo.empty()) lines.emplace_back(phrases::slo, slo);
  lines.emplace_back(phrases::energy,
                     fill(phrases::energy_line, language, format_energy(energy.it_kwh, language),
                          format_energy(energy.kwh, language), format_decimal(energy.pue(), 3)));
  double surcharge_cny = 0;
  for (const SiteResult& site : r.sites) surcharge_cny += site.surcharge_cny;
  std::string paid = fill(r.carbon_cny > 0 ? phrases::cost_line_carbon : phrases::cost_line,
                          language, money(cost), money(energy.energy_cny), money(r.carriage_cny),
                          money(card_h > 0 ? cost / card_h : 0), money(r.carbon_cny));
  if (surcharge_cny > 0) paid += fill(phrases::surcharge_note, language, money(surcharge_cny));
  lines.emplace_back(phrases::cost, paid);
  lines.emplace_back(phrases::carbon,
                     fill(phrases::carbon_line, language, format_mass(energy.carbon_kg, language),
                          format_intensity(energy.kwh > 0 ? energy.carbon_kg / energy.kwh : 0),
                          format_share(energy.green_share(), language),
                          format_mass(energy.location_carbon_kg, language)));
  if (r.network.kwh > 0) {
    lines.emplace_back(phrases::network_energy, fill(phrases::network_energy_line, language,
                                                     format_energy(r.network.kwh, language),
                                                     format_mass(r.network.carbon_kg, language)));
  }
  lines.emplace_back(phrases::west_share,
                     fill(phrases::west_line, language, format_share(r.west_share, language)));
  lines.emplace_back(phrases::traffic,
                     fill(phrases::traffic_line, language, format_bytes(r.cross_region_bytes),
                          count(r.moving_transfers_mean), count(r.moving_transfers_peak),
                          format_rate(r.moving_bps_mean), format_rate(r.moving_bps_peak)));
  lines.emplace_back(phrases::fairness, fill(phrases::fairness_line, language,
                                             format_decimal(r.jain, 3), format_decimal(r.gini, 3)));

  int label_width = 0;
  for (const auto& [label, figure] : lines) {
    label_width = std::max(label_width, display_width(label.in(language)));
  }
  std::string text;
  for (const auto& [label, figure] : lines) {
    const std::string name = label.in(language);
    const int fill_up = label_width - display_width(name) + 2;
    text += wrap(name + std::string(static_cast<std::size_t>(fill_up), ' ') + figure, kReportWidth,
                 kIndent, kIndent + label_width + 2);
  }
  return text;
}

}  // namespace

std::string national_report(const Results& results, Language language) {
  return headline(results, language) + ledger(results, language) + "\n" +
         phrases::nation.in(language) + "\n" + allocation(results, language) + "\n" +
         key_figures(results, language);
}

}  // namespace suanwang
