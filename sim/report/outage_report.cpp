#include "sim/report/outage_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include "sim/report/metrics.hpp"
#include "sim/report/phrases.hpp"
#include "sim/report/site_group.hpp"
#include "sim/report/table.hpp"

namespace suanwang {
namespace {

constexpr double kHour = 3600;
constexpr std::size_t kMostOutages = 10;
constexpr std::size_t kMostCharts = 6;
constexpr double kAround_s = 12 * kHour;  // shown before and after
constexpr std::size_t kMostHours = 72;

const LinkResult* link_of(const Results& results, const std::string& id) {
  const auto found = std::find_if(results.links.begin(), results.links.end(),
                                  [&](const LinkResult& link) { return link.id == id; });
  return found == results.links.end() ? nullptr : &*found;
}

std::string part_name(const Results& results, const Outage& outage, const NodeNames& node) {
  if (outage.kind == Outage::Kind::link) {
    const LinkResult* link = link_of(results, outage.part);
    return link ? node(link->from) + " - " + node(link->to) : outage.part;
  }
  const std::size_t slash = outage.part.find('/');  // of a pool
  if (slash == std::string::npos) return node(outage.part);
  return node(outage.part.substr(0, slash)) + outage.part.substr(slash);
}

const Phrase& kind_name(Outage::Kind kind) {
  switch (kind) {
    case Outage::Kind::link:
      return phrases::outage_link;
    case Outage::Kind::node:
      return phrases::outage_node;
    case Outage::Kind::site:
      return phrases::outage_site;
    case Outage::Kind::pool:
      return phrases::outage_pool;
    case Outage::Kind::drain:
      return phrases::outage_drain;
    case Outage::Kind::power_cap:
      return phrases::outage_cap;
  }
  return phrases::outages;
}

std::string table_of(const Results& results, const NodeNames& node, Language language) {
  Table table({{phrases::outage_part.in(language), Align::left},
               {phrases::outage_kind.in(language), Align::left},
               {phrases::outage_from.in(language), Align::left},
               {phrases::outage_lasted.in(language)},
               {phrases::outage_rerouted.in(language)},
               {phrases::outage_stranded.in(language)},
               {phrases::outage_stopped.in(language)}});
  for (const Outage& outage : results.outages) {
    if (&outage - results.outages.data() == kMostOutages) break;
    table.row({part_name(results, outage, node), kind_name(outage.kind).in(language),
               format_civil_time(results.start, outage.from_s),
               std::isfinite(outage.to_s) ? format_duration(outage.to_s - outage.from_s, language)
                                          : phrases::outage_goes_on.in(language),
               format_count(outage.rerouted, language), format_count(outage.stranded, language),
               format_count(outage.stopped, language)});
  }
  std::string text = table.to_string(kIndent);
  if (results.outages.size() > kMostOutages) {
    text += wrap(fmt::format(fmt::runtime(phrases::outages_more.in(language)),
                             results.outages.size() - kMostOutages),
                 kReportWidth, kIndent);
  }
  return text;
}

/// What one link carried in each hour as a row of bars; blank where it was down all the time.
std::string bars(const Results& results, std::size_t link, std::size_t from, std::size_t to,
                 double highest) {
  constexpr std::array<const char*, 8> kBars{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string text;
  for (std::size_t h = from; h < to; ++h) {
    const LinkHour& hour = results.chart_hours[h * results.links.size() + link];
    const double bits = hour.forward_bits + hour.backward_bits;
    if (bits <= 0 && hour.down_s > 0) {
      text += ' ';
      continue;
    }
    const double share = highest > 0 ? bits / highest : 0;
    text += kBars[std::min<std::size_t>(7, static_cast<std::size_t>(share * 8))];
  }
  return text;
}

/// The hours around the first outages, link by link.
std::string chart_of(const Results& results, const NodeNames& node, Language language) {
  std::vector<std::size_t> links;
  std::set<std::string> seen;
  double from_s = 0;
  double to_s = 0;
  for (const Outage& outage : results.outages) {
    const LinkResult* link =
        outage.kind == Outage::Kind::link ? link_of(results, outage.part) : nullptr;
    if (!link || !seen.insert(outage.part).second) continue;
    if (links.empty()) {
      from_s = std::max(0.0, outage.from_s - kAround_s);
    } else if (outage.from_s > from_s + kMostHours * kHour || links.size() == kMostCharts) {
      continue;
    }
    to_s = std::max(to_s, std::min(outage.to_s, results.to_s) + kAround_s);
    links.push_back(static_cast<std::size_t>(link - results.links.data()));
  }
  // Hours are counted from the first that the run kept for this.
  const double kept_s = static_cast<double>(results.chart_from) * kHour;
  const std::size_t hours =
      results.links.empty() ? 0 : results.chart_hours.size() / results.links.size();
  const auto first = static_cast<std::size_t>(std::max(0.0, from_s - kept_s) / kHour);
  const std::size_t last =
      std::min({hours, first + kMostHours,
                static_cast<std::size_t>(std::ceil(std::max(0.0, to_s - kept_s) / kHour))});
  if (links.empty() || last <= first) return "";

  double highest = 0;
  for (const std::size_t link : links) {
    for (std::size_t h = first; h < last; ++h) {
      const LinkHour& hour = results.chart_hours[h * results.links.size() + link];
      highest = std::max(highest, hour.forward_bits + hour.backward_bits);
    }
  }
  std::string text =
      "\n" + wrap(fmt::format(
                      fmt::runtime(phrases::outage_hours.in(language)),
                      format_civil_time(results.start, kept_s + static_cast<double>(first) * kHour),
                      format_civil_time(results.start, kept_s + static_cast<double>(last) * kHour),
                      format_bytes(highest / 8)),
                  kReportWidth, kIndent);
  int width = 0;
  for (const std::size_t link : links) {
    const LinkResult& row = results.links[link];
    width = std::max(width, display_width(node(row.from) + " - " + node(row.to)));
  }
  width = std::min(width, 24);
  for (const std::size_t link : links) {
    const LinkResult& row = results.links[link];
    const std::string name = shorten(node(row.from) + " - " + node(row.to), width);
    text += std::string(2 * kIndent, ' ') + name +
            std::string(static_cast<std::size_t>(width - display_width(name) + 2), ' ') +
            bars(results, link, first, last, highest) + "\n";
  }
  return text;
}

}  // namespace

NodeNames::NodeNames(const Results& results, Language language) {
  for (const SiteResult& site : results.sites)
    names_[site.id] = name_of(site.name, site.id, language);
  for (const RegionResult& region : results.regions)
    names_[region.id] = name_of(region.name, region.id, language);
}

std::string NodeNames::operator()(const std::string& id) const {
  const auto found = names_.find(id);
  return found == names_.end() ? id : found->second;
}

std::string outage_report(const Results& results, Language language) {
  if (results.outages.empty()) return "";
  const NodeNames node(results, language);
  std::string text =
      fmt::format("\n{}\n", phrases::outages.in(language)) + table_of(results, node, language);
  if (results.stranded_mean > 0 || results.stranded_at_end > 0) {
    text += wrap(fmt::format(fmt::runtime(phrases::stranded_line.in(language)),
                             format_count(results.stranded_mean, language),
                             format_count(results.stranded_at_end, language)),
                 kReportWidth, kIndent);
  }
  return text + chart_of(results, node, language);
}

}  // namespace suanwang
