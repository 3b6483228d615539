#include "sim/report/utilization_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/report/economy_report.hpp"
#include "sim/report/import_report.hpp"
#include "sim/report/lever_report.hpp"
#include "sim/report/metrics.hpp"
#include "sim/report/outage_report.hpp"
#include "sim/report/phrases.hpp"
#include "sim/report/site_group.hpp"
#include "sim/report/supply_report.hpp"
#include "sim/report/table.hpp"
#include "sim/report/years_report.hpp"

namespace suanwang {
namespace {

constexpr std::size_t kMostLinks = 8;

/// Formats with one language in mind.
struct Writer {
  Language language;

  std::string share(double part, double whole) const {
    return whole > 0 ? format_share(part / whole, language) : "-";
  }
  std::string share(double value) const { return format_share(value, language); }
  std::string count(double value) const { return format_count(value, language); }
  /// A statistic, or "-" where there was nothing to measure.
  std::string duration(double weight, double seconds) const {
    return weight > 0 ? format_short_duration(seconds, language) : "-";
  }
  std::string name(const Text& text, const std::string& id) const {
    return name_of(text, id, language);
  }
  std::string side(Side side) const {
    return (side == Side::west ? phrases::west : phrases::east).in(language);
  }
  std::string heading(const Phrase& phrase) const { return phrase.in(language); }
  std::string section(const Phrase& title, const Table& table) const {
    return table.empty() ? ""
                         : fmt::format("\n{}\n{}", title.in(language), table.to_string(kIndent));
  }
};

/// Sites or groups of them, one to a row, in the columns of the national line and some more.
class SiteTable {
 public:
  /// `down`: whether some card was down at all; else that column says nothing.
  SiteTable(const Writer& writer, const Phrase& first, bool down)
      : writer_(writer), down_(down), table_(columns(writer, first, down)) {}

  void add(const SiteGroup& group, const std::string& name, const std::string& side) {
    const CardAccount& card = group.card;
    const double installed = card.installed_card_s, kwh = group.energy.kwh;
    const Writer& w = writer_;
    std::vector<std::string> cells{
        name,
        side,
        w.count(static_cast<double>(group.cards)),
        w.share(card.allocated_card_s(), installed),
        w.share(card.idle_card_s(), installed),
        w.share(group.waiting_card_s, installed),
        w.duration(group.started, group.wait_mean_s),
        format_energy(kwh, w.language),
        kwh > 0 ? format_decimal(group.energy.pue(), 2) : "-",
        kwh > 0 ? format_decimal(1e3 * group.energy.carbon_kg / kwh, 0) : "-"};
    if (down_) cells.insert(cells.begin() + kDownColumn, w.share(card.down_card_s, installed));
    table_.row(std::move(cells));
  }
  void group(const std::string& heading) { table_.group(heading); }
  const Table& table() const { return table_; }

 private:
  static constexpr int kDownColumn = 5;

  static std::vector<Table::Column> columns(const Writer& w, const Phrase& first, bool down) {
    std::vector<Table::Column> columns{{w.heading(first), Align::left},
                                       {w.heading(phrases::side), Align::left},
                                       {w.heading(phrases::cards)},
                                       {w.heading(phrases::allocated)},
                                       {w.heading(phrases::idle)},
                                       {w.heading(phrases::waiting)},
                                       {w.heading(phrases::wait_mean_heading)},
                                       {w.heading(phrases::energy)},
                                       {"PUE"},
                                       {"g/kWh"}};
    if (down) columns.insert(columns.begin() + kDownColumn, {w.heading(phrases::down)});
    return columns;
  }

  const Writer& writer_;
  bool down_;
  Table table_;
};

std::string hubs(const Writer& w, const Results& results) {
  const auto groups = group_by_hub(results);
  SiteTable table(w, phrases::hub, results.card.down_card_s > 0);
  for (const SiteGroup& group : groups) {
    if (group.id.empty()) {
      if (groups.size() == 1) return "";  // no hubs at all: the national figures say it
      table.add(group, w.heading(phrases::outside_hubs), "");
    } else {
      table.add(group, w.name(group.name, group.id), w.side(group.side));
    }
  }
  return w.section(phrases::by_hub, table.table());
}

/// Fullest first; equally full ones by id.
std::vector<const SiteResult*> fullest(std::vector<const SiteResult*> sites) {
  std::stable_sort(sites.begin(), sites.end(), [](const SiteResult* a, const SiteResult* b) {
    return a->card.utilization() > b->card.utilization();
  });
  return sites;
}

/// Scenarios without clusters: the sites themselves, at most kMostSites.
std::string plain_sites(const Writer& w, const Results& results) {
  SiteTable table(w, phrases::site, results.card.down_card_s > 0);
  for (const SiteResult& site : results.sites) {
    if (&site - results.sites.data() == kMostSites) break;
    table.add(group_of(site), w.name(site.name, site.id), w.side(site.side));
  }
  std::string text = w.section(phrases::by_site, table.table());
  if (results.sites.size() > kMostSites) {
    text += wrap(fmt::format(fmt::runtime(phrases::more_sites.in(w.language)),
                             results.sites.size() - kMostSites),
                 kReportWidth, kIndent);
  }
  return text;
}

std::string clusters(const Writer& w, const Results& results) {
  const auto groups = group_by_cluster(results);
  if (groups.empty()) return plain_sites(w, results);

  SiteTable table(w, phrases::cluster, results.card.down_card_s > 0);
  for (const SiteGroup& group : groups) {
    table.add(group, w.name(group.name, group.id), w.side(group.side));
  }
  SiteGroup east, west;
  std::vector<const SiteResult*> regional;
  for (const SiteResult& site : results.sites) {
    if (!site.cluster.empty()) continue;
    (site.side == Side::west ? west : east).add(site);
    regional.push_back(&site);
  }
  if (east.sites > 0) {
    table.add(east, w.heading(phrases::regional_sites), w.side(Side::east));
  }
  if (west.sites > 0) {
    table.add(west, w.heading(phrases::regional_sites), w.side(Side::west));
  }
  if (!regional.empty()) table.group(w.heading(phrases::fullest_regional));
  regional = fullest(std::move(regional));
  if (regional.size() > 5) regional.resize(5);
  for (const SiteResult* site : regional) {
    table.add(group_of(*site), "  " + w.name(site->name, site->id), w.side(site->side));
  }
  return w.section(phrases::by_cluster, table.table());
}

std::string classes(const Writer& w, const Results& results) {
  double executed = 0;
  for (const ClassResult& c : results.classes) executed += c.card_s;

  Table table({{w.heading(phrases::job_class), Align::left},
               {w.heading(phrases::jobs)},
               {w.heading(phrases::card_hours)},
               {w.heading(phrases::share)},
               {w.heading(phrases::wait_mean_heading)},
               {w.heading(phrases::wait_p95_heading)},
               {w.heading(phrases::response_heading)},
               {w.heading(phrases::slowdown_heading)},
               {w.heading(phrases::slo_heading)},
               {w.heading(phrases::west_heading)}});
  std::string notes;
  for (const ClassResult& c : results.classes) {
    const std::string name = w.name(c.name, c.id);
    table.row({name, w.count(c.submitted), w.count(c.card_s / 3600), w.share(c.card_s, executed),
               w.duration(c.wait_s.weight, c.wait_s.mean),
               w.duration(c.wait_s.weight, c.wait_s.p95),
               w.duration(c.response_s.weight, c.response_s.mean),
               c.response_s.weight > 0 ? format_decimal(c.bounded_slowdown_mean, 2) : "-",
               w.share(c.slo_attained, c.slo_jobs), w.share(c.west_card_s, c.card_s)});
    if (c.trace) notes += trace_note(name, *c.trace, w.language);
    if (c.first_rejection.empty()) continue;
    notes += wrap(printable(fmt::format(fmt::runtime(phrases::rejected.in(w.language)), name,
                                        w.count(c.rejected), c.first_rejection)),
                  kReportWidth, kIndent, 2 * kIndent);
  }
  for (const ClassResult& c : results.classes) {
    if (c.stranded_card_s <= 0) continue;
    notes += wrap(fmt::format(fmt::runtime(phrases::stranded_cards.in(w.language)),
                              w.name(c.name, c.id), w.count(c.stranded_card_s / 3600)),
                  kReportWidth, kIndent, 2 * kIndent);
  }
  return w.section(phrases::by_class, table) + notes;
}

std::string services(const Writer& w, const Results& results) {
  const double window_s = results.to_s - results.from_s;
  Table table({{w.heading(phrases::service), Align::left},
               {w.heading(phrases::demand_cards)},
               {w.heading(phrases::requests)},
               {w.heading(phrases::served)},
               {w.heading(phrases::round_trip)},
               {w.heading(phrases::west_heading)}});
  for (const ServiceResult& s : results.services) {
    table.row({w.name(s.name, s.id), w.count(ratio(s.demanded_card_s, window_s)),
               s.throughput_per_s > 0 ? w.count(s.requests()) : "-",
               w.share(s.served_card_s, s.demanded_card_s),
               s.served_card_s > 0 ? format_latency(s.latency_mean_s, w.language) : "-",
               w.share(s.west_card_s, s.served_card_s)});
  }
  return w.section(phrases::services, table);
}

/// The regions whose jobs wait longest; of equal ones those whose demand is least served.
std::string regions(const Writer& w, const Results& results) {
  const bool waited = std::any_of(results.regions.begin(), results.regions.end(),
                                  [](const auto& region) { return region.wait_s.mean > 0; }) ||
                      results.waiting.jobs > 0;
  if (!waited) return "\n" + wrap(phrases::no_region_waits.in(w.language), kReportWidth);
  std::vector<const RegionResult*> shortest;
  for (const RegionResult& region : results.regions) {
    if (region.demanded_card_s > 0) shortest.push_back(&region);
  }
  std::stable_sort(shortest.begin(), shortest.end(), [](const auto* a, const auto* b) {
    if (a->wait_s.mean != b->wait_s.mean) return a->wait_s.mean > b->wait_s.mean;
    return a->served_card_s / a->demanded_card_s < b->served_card_s / b->demanded_card_s;
  });
  if (shortest.size() > kMostRegions) shortest.resize(kMostRegions);

  Table table({{w.heading(phrases::region), Align::left},
               {w.heading(phrases::side), Align::left},
               {w.heading(phrases::own_cards)},
               {w.heading(phrases::jobs)},
               {w.heading(phrases::demand_card_hours)},
               {w.heading(phrases::served)},
               {w.heading(phrases::wait_mean_heading)},
               {w.heading(phrases::wait_p95_heading)},
               {w.heading(phrases::west_heading)},
               {w.heading(phrases::data_out)}});
  for (const RegionResult* r : shortest) {
    table.row(
        {w.name(r->name, r->id), w.side(r->side), w.count(r->own_cards), w.count(r->submitted),
         w.count(r->demanded_card_s / 3600), w.share(r->served_card_s, r->demanded_card_s),
         w.duration(r->wait_s.weight, r->wait_s.mean), w.duration(r->wait_s.weight, r->wait_s.p95),
         w.share(r->west_card_s, r->served_card_s), format_bytes(r->sent_bytes)});
  }
  if (table.empty()) return "";
  return w.section(phrases::shortest_regions, table) +
         wrap(phrases::served_note.in(w.language), kReportWidth, kIndent);
}

/// What cards did in vain, and why, class by class; empty where nothing was interrupted or saved.
std::string waste(const Writer& w, const Results& results) {
  Table table({{w.heading(phrases::job_class), Align::left},
               {w.heading(phrases::waste_failures)},
               {w.heading(phrases::waste_preemptions)},
               {w.heading(phrases::waste_lost)},
               {w.heading(phrases::waste_checkpoint)},
               {w.heading(phrases::waste_restart)},
               {w.heading(phrases::waste_share)}});
  for (const ClassResult& c : results.classes) {
    const WasteAccount& waste = c.waste;
    if (waste.card_s() <= 0 && waste.failures + waste.preemptions <= 0) continue;
    table.row({w.name(c.name, c.id), w.count(waste.failures), w.count(waste.preemptions),
               w.count(waste.lost_card_s / 3600), w.count(waste.checkpoint_card_s / 3600),
               w.count(waste.restart_card_s / 3600), w.share(waste.card_s(), c.card_s)});
  }
  std::string text = w.section(phrases::waste, table);
  double nodes = 0;
  for (const SiteResult& site : results.sites) nodes += site.node_failures;
  if (nodes > 0) {
    text += wrap(fmt::format(fmt::runtime(phrases::node_failures.in(w.language)), w.count(nodes)),
                 kReportWidth, kIndent);
  }
  return text;
}

/// The links that were used most in one direction, busiest first.
std::string links(const Writer& w, const Results& results) {
  const NodeNames node(results, w.language);

  std::vector<const LinkResult*> busiest;
  for (const LinkResult& link : results.links) {
    if (link.forward_bytes > 0 || link.backward_bytes > 0) busiest.push_back(&link);
  }
  std::stable_sort(busiest.begin(), busiest.end(), [](const auto* a, const auto* b) {
    return std::max(a->forward_use, a->backward_use) > std::max(b->forward_use, b->backward_use);
  });
  if (busiest.size() > kMostLinks) busiest.resize(kMostLinks);

  Table table({{w.heading(phrases::link_from), Align::left},
               {w.heading(phrases::link_to), Align::left},
               {w.heading(phrases::capacity)},
               {w.heading(phrases::use_forward)},
               {w.heading(phrases::use_backward)},
               {w.heading(phrases::peak_hour)},
               {w.heading(phrases::bytes)},
               {w.heading(phrases::cost)}});
  for (const LinkResult* link : busiest) {
    table.row({node(link->from), node(link->to), format_rate(link->capacity_bps),
               w.share(link->forward_use), w.share(link->backward_use),
               w.share(link->peak_hour_use),
               format_bytes(link->forward_bytes + link->backward_bytes),
               format_money(link->carriage_cny, w.language)});
  }
  return w.section(phrases::busiest_links, table);
}

}  // namespace

std::string utilization_report(const Results& results, Language language) {
  const Writer w{language};
  return national_report(results, language) + hubs(w, results) + clusters(w, results) +
         classes(w, results) + services(w, results) + regions(w, results) + links(w, results) +
         waste(w, results) + supply_report(results, language) + economy_report(results, language) +
         lever_report(results, language) + outage_report(results, language) +
         years_report(results, language);
}

}  // namespace suanwang
