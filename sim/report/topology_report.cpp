#include "sim/report/topology_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/report/phrases.hpp"
#include "sim/report/site_group.hpp"
#include "sim/report/table.hpp"

namespace suanwang {
namespace {

constexpr std::size_t kMostColumns = 10;   ///< of the matrix
constexpr std::size_t kMostFailures = 10;  ///< in each table, unless all are asked for

/// Formats one network with one language in mind.
class NetworkWriter {
 public:
  NetworkWriter(const World& world, Language language) : world_(world), language_(language) {}

  const World& world() const { return world_; }
  const Scenario& scenario() const { return world_.scenario; }
  Language language() const { return language_; }
  std::string text(const Phrase& phrase) const { return phrase.in(language_); }
  std::string latency(double seconds) const { return format_latency(seconds, language_); }
  /// For columns whose heading says ms.
  std::string milliseconds(double seconds) const {
    return std::isfinite(seconds) ? format_decimal(seconds * 1e3, 2) : "-";
  }
  std::string share(double value) const { return format_share(value, language_); }
  std::string price(double cny) const { return format_money(cny, language_); }

  std::string region(std::size_t r) const {
    return name_of(scenario().regions[r].name, scenario().regions[r].id, language_);
  }
  std::string site(std::size_t s) const {
    return name_of(scenario().sites[s].name, scenario().sites[s].id, language_);
  }
  /// The name of a cluster's only site, else its id.
  std::string place(const Place& place) const {
    return place.sites.size() == 1 ? site(place.sites.front()) : place.id;
  }
  /// The name of the region or site that a node is, the id of a relay.
  std::string node(NodeId n) const { return end(world_.topology.nodes()[n]); }
  std::string end(const std::string& id) const {
    for (std::size_t r = 0; r < world_.regions(); ++r) {
      if (scenario().regions[r].id == id) return region(r);
    }
    for (std::size_t s = 0; s < world_.sites(); ++s) {
      if (scenario().sites[s].id == id) return site(s);
    }
    return id;
  }
  const std::string& route(std::uint32_t r) const { return scenario().links[r].id; }
  std::string failed(const Failure& failure) const {
    return failure.kind == Failure::Kind::link ? route(failure.index) : node(failure.index);
  }
  std::string section(const std::string& title, const std::string& body) const {
    return "\n" + title + "\n" + body;
  }
  std::string note(const std::string& body) const { return wrap(body, kReportWidth, kIndent); }
  std::string joined(const std::vector<std::string>& names) const {
    return fmt::format("{}", fmt::join(names, language_ == Language::zh ? "、" : ", "));
  }

 private:
  const World& world_;
  Language language_;
};

bool has_clusters(const Scenario& scenario) {
  return std::any_of(scenario.sites.begin(), scenario.sites.end(),
                     [](const Site& site) { return !site.cluster.empty(); });
}

std::string circle_heading(const NetworkWriter& w, double circle_s) {
  return fmt::format(fmt::runtime(w.text(phrases::sites_within)),
                     format_decimal(circle_s * 1e3, 0));
}

std::string circles_table(const NetworkWriter& w, const Resilience& resilience) {
  const World& world = w.world();
  const bool clusters = has_clusters(w.scenario());
  std::vector<Table::Column> columns{{w.text(phrases::region), Align::left},
                                     {w.text(phrases::nearest_site), Align::left},
                                     {w.text(phrases::one_way_ms), Align::right}};
  if (clusters) {
    columns.push_back({w.text(phrases::nearest_cluster), Align::left});
    columns.push_back({w.text(phrases::one_way_ms), Align::right});
  }
  for (const double circle_s : kCircles_s) {
    columns.push_back({circle_heading(w, circle_s), Align::right});
  }
  Table table(std::move(columns));
  for (std::size_t r = 0; r < world.regions(); ++r) {
    const auto* row = resilience.one_way_s.data() + r * world.sites();
    const auto* end = row + world.sites();
    const auto* nearest = std::min_element(row, end);
    const bool connected = nearest != end && std::isfinite(*nearest);
    std::vector<std::string> cells{
        w.region(r),
        connected ? w.site(static_cast<std::size_t>(nearest - row)) : w.text(phrases::cut_off),
        connected ? w.milliseconds(*nearest) : "-"};
    if (clusters) {
      const auto place = std::min_element(
          resilience.places.begin(), resilience.places.end(), [&](const Place& a, const Place& b) {
            return resilience.one_way(world, r, a) < resilience.one_way(world, r, b);
          });
      const double latency_s = resilience.one_way(world, r, *place);
      cells.push_back(std::isfinite(latency_s) ? w.place(*place) : w.text(phrases::cut_off));
      cells.push_back(w.milliseconds(latency_s));
    }
    for (const double circle_s : kCircles_s) {
      cells.push_back(format_count(
          static_cast<double>(std::count_if(
              row, end, [&](double one_way_s) { return inside(one_way_s, circle_s); })),
          w.language()));
    }
    table.row(std::move(cells));
  }
  return w.section(w.text(phrases::circles), table.to_string(kIndent)) +
         w.note(w.text(phrases::one_way_note));
}

/// Places have long names and narrow columns: these are numbered, and the numbers told above.
std::string matrix_table(const NetworkWriter& w, const Resilience& resilience) {
  const auto& places = resilience.places;
  const Phrase& title = has_clusters(w.scenario()) ? phrases::matrix : phrases::site_matrix;
  if (places.empty()) return "";
  if (places.size() > kMostColumns) {
    return w.section(
        w.text(title),
        w.note(fmt::format(fmt::runtime(w.text(phrases::matrix_elsewhere)), places.size())));
  }
  std::vector<Table::Column> columns{{w.text(phrases::region), Align::left}};
  std::vector<std::string> legend;
  for (std::size_t p = 0; p < places.size(); ++p) {
    columns.push_back({fmt::format("({})", p + 1), Align::right});
    legend.push_back(fmt::format("({}) {}", p + 1, w.place(places[p])));
  }
  Table table(std::move(columns));
  for (std::size_t r = 0; r < w.world().regions(); ++r) {
    std::vector<std::string> cells{w.region(r)};
    for (const Place& place : places) {
      const double latency_s = resilience.one_way(w.world(), r, place);
      cells.push_back(std::isfinite(latency_s) ? format_decimal(latency_s * 1e3, 1) : "-");
    }
    table.row(std::move(cells));
  }
  return w.section(w.text(title), w.note(w.joined(legend)) + table.to_string(kIndent));
}

std::string cut_table(const NetworkWriter& w, const Resilience& resilience) {
  const std::string title = w.text(phrases::east_west_cut);
  if (!resilience.two_sides) return w.section(title, w.note(w.text(phrases::one_side)));
  const MinCut& there = resilience.east_west;
  const MinCut& back = resilience.west_east;
  if (std::isinf(there.capacity_bps)) {
    return w.section(title, w.note(w.text(phrases::sides_meet)));
  }
  Table table({{w.text(phrases::link), Align::left},
               {w.text(phrases::link_from), Align::left},
               {w.text(phrases::link_to), Align::left},
               {w.text(phrases::east_to_west), Align::right},
               {w.text(phrases::west_to_east), Align::right}});
  // A row for each fibre route; seen from the East, whichever way it was written down.
  const auto& links = w.world().topology.links();
  std::set<std::uint32_t> routes;
  for (const LinkId l : there.links) routes.insert(links[l].route);
  for (const LinkId l : back.links) routes.insert(links[l].route);
  for (const std::uint32_t route : routes) {
    const auto in_cut = [&](const MinCut& cut) -> const DirectedLink* {
      for (const LinkId l : cut.links) {
        if (links[l].route == route) return &links[l];
      }
      return nullptr;
    };
    const DirectedLink* out = in_cut(there);
    const DirectedLink* home = in_cut(back);
    const DirectedLink& any = out ? *out : *home;
    table.row({w.route(route), w.node(out ? any.from : any.to), w.node(out ? any.to : any.from),
               out ? format_rate(out->capacity_bps) : "-",
               home ? format_rate(home->capacity_bps) : "-"});
  }
  std::string body =
      w.note(fmt::format(fmt::runtime(w.text(phrases::cut_line)), format_rate(there.capacity_bps),
                         there.links.size(), format_rate(back.capacity_bps), back.links.size()));
  if (!table.empty()) body += table.to_string(kIndent);
  return w.section(title, body);
}

/// The worst of what a failure does: in words, and the latencies before and after.
std::vector<std::string> example(const NetworkWriter& w, const Resilience& resilience,
                                 const FailureEffect& effect) {
  if (!effect.cut_off.empty()) {
    std::vector<std::string> names;
    for (const std::uint32_t r : effect.cut_off) names.push_back(w.region(r));
    return {fmt::format(fmt::runtime(w.text(phrases::cut_off_names)), w.joined(names)), "", ""};
  }
  if (effect.lost.empty()) return {"", "", ""};
  const LostPair& worst =
      *std::max_element(effect.lost.begin(), effect.lost.end(),
                        [](const LostPair& a, const LostPair& b) { return a.after_s < b.after_s; });
  return {fmt::format(fmt::runtime(w.text(phrases::pair)), w.region(worst.region),
                      w.place(resilience.places[worst.place])),
          w.milliseconds(worst.before_s),
          std::isfinite(worst.after_s) ? w.milliseconds(worst.after_s) : w.text(phrases::cut_off)};
}

bool matters(const FailureEffect& effect) {
  return !effect.cut_off.empty() || !effect.lost.empty() || effect.share_left < 1;
}

std::string failures_table(const NetworkWriter& w, const Resilience& resilience, Failure::Kind kind,
                           bool all) {
  const bool nodes = kind == Failure::Kind::node;
  std::vector<Table::Column> columns{{w.text(nodes ? phrases::node : phrases::link), Align::left},
                                     {w.text(phrases::regions_cut_off), Align::right},
                                     {w.text(phrases::pairs_lost), Align::right}};
  if (nodes) columns.push_back({w.text(phrases::own_pairs), Align::right});
  if (resilience.two_sides) columns.push_back({w.text(phrases::cut_left), Align::right});
  columns.push_back({w.text(phrases::such_as), Align::left});
  columns.push_back({w.text(phrases::ms_before), Align::right});
  columns.push_back({w.text(phrases::ms_after), Align::right});
  Table table(std::move(columns));

  std::size_t shown = 0, hidden = 0, harmless = 0;
  for (const FailureEffect& effect : resilience.failures) {
    if (effect.failure.kind != kind) continue;
    if (!matters(effect)) {
      ++harmless;
      continue;
    }
    if (!all && shown == kMostFailures) {
      ++hidden;
      continue;
    }
    ++shown;
    std::vector<std::string> cells{w.failed(effect.failure), std::to_string(effect.cut_off.size()),
                                   std::to_string(effect.lost.size())};
    if (nodes) cells.push_back(std::to_string(effect.own_pairs));
    if (resilience.two_sides) cells.push_back(w.share(effect.share_left));
    for (std::string& cell : example(w, resilience, effect)) cells.push_back(std::move(cell));
    table.row(std::move(cells));
  }

  std::string body;
  if (shown == 0) {
    body = w.note(fmt::format(fmt::runtime(w.text(phrases::no_failure_matters)), harmless));
  } else {
    body = table.to_string(kIndent);
    body += w.note(hidden > 0
                       ? fmt::format(fmt::runtime(w.text(phrases::more_failures)), hidden, harmless)
                       : fmt::format(fmt::runtime(w.text(phrases::harmless_failures)), harmless));
  }
  return w.section(w.text(nodes ? phrases::if_node_fails : phrases::if_link_fails), body);
}

std::string circle_phrase(const NetworkWriter& w, double latency_s) {
  for (const double circle_s : kCircles_s) {
    if (inside(latency_s, circle_s)) {
      return fmt::format(fmt::runtime(w.text(phrases::inside_circle)),
                         format_decimal(circle_s * 1e3, 0));
    }
  }
  return fmt::format(fmt::runtime(w.text(phrases::outside_circles)),
                     format_decimal(kCircles_s.back() * 1e3, 0));
}

/// The head of a report on two nodes: how far, and how much fits.
std::string facts(const NetworkWriter& w, const End& from, const End& to, const Ways& ways) {
  const double access_s = from.access_latency_s + to.access_latency_s;
  const double latency_s = one_way_s(from, to, ways);
  std::string round_trip = w.text(phrases::no_way_back);
  if (std::isfinite(ways.back_latency_s)) {
    round_trip = fmt::format(fmt::runtime(w.text(phrases::round_trip_line)),
                             w.latency(ways.latency_s() + ways.back_latency_s + access_s));
    if (access_s > 0) {
      round_trip += fmt::format(fmt::runtime(w.text(phrases::access_line)), w.latency(access_s));
    }
  }
  const auto line = [&](const Phrase& label, const std::string& value) {
    const int gap = 14 - display_width(w.text(label));
    return std::string(kIndent, ' ') + w.text(label) +
           std::string(static_cast<std::size_t>(std::max(1, gap)), ' ') + value + "\n";
  };
  return line(phrases::latency, fmt::format(fmt::runtime(w.text(phrases::latency_line)),
                                            w.latency(latency_s), circle_phrase(w, latency_s)) +
                                    (w.language() == Language::zh ? "；" : "; ") + round_trip) +
         line(phrases::max_flow, fmt::format(fmt::runtime(w.text(phrases::max_flow_line)),
                                             format_rate(ways.cut.capacity_bps)));
}

std::string paths_table(const NetworkWriter& w, const Ways& ways, int asked) {
  const Topology& topology = w.world().topology;
  Table table({{"#", Align::right},
               {w.text(phrases::one_way), Align::right},
               {w.text(phrases::capacity), Align::right},
               {w.text(phrases::price_per_gb), Align::right},
               {w.text(phrases::hops), Align::right},
               {w.text(phrases::via), Align::left}});
  std::string links;
  for (std::size_t p = 0; p < ways.paths.size(); ++p) {
    const Path& path = ways.paths[p];
    std::vector<std::string> via, ids;
    for (const LinkId l : path.links) {
      ids.push_back(w.route(topology.links()[l].route));
      if (l != path.links.back()) via.push_back(w.node(topology.links()[l].to));
    }
    table.row({std::to_string(p + 1), w.latency(path.latency_s),
               format_rate(capacity_of(topology, path)), w.price(path.price_cny_per_gb),
               std::to_string(path.links.size()), w.joined(via)});
    links += wrap(fmt::format(fmt::runtime(w.text(phrases::path_links)), p + 1,
                              fmt::format("{}", fmt::join(ids, ", "))),
                  kReportWidth, kIndent, 2 * kIndent);
  }
  std::string body = table.to_string(kIndent);
  if (ways.paths.size() < static_cast<std::size_t>(asked)) {
    body += w.note(w.text(phrases::fewer_paths));
  }
  return w.section(w.text(phrases::shortest_ways), body + links);
}

std::string ways_cut_table(const NetworkWriter& w, const Ways& ways) {
  const auto& links = w.world().topology.links();
  Table table({{w.text(phrases::link), Align::left},
               {w.text(phrases::link_from), Align::left},
               {w.text(phrases::link_to), Align::left},
               {w.text(phrases::capacity), Align::right}});
  for (const LinkId l : ways.cut.links) {
    table.row({w.route(links[l].route), w.node(links[l].from), w.node(links[l].to),
               format_rate(links[l].capacity_bps)});
  }
  return w.section(w.text(phrases::min_cut), table.to_string(kIndent));
}

/// `access_s`: what the sites at the ends add one way.
std::string detours_table(const NetworkWriter& w, const Ways& ways, double access_s) {
  Table table({{w.text(phrases::fails), Align::left},
               {"", Align::left},
               {w.text(phrases::one_way), Align::right},
               {w.text(phrases::longer_by), Align::right},
               {w.text(phrases::flow_left), Align::right},
               {w.text(phrases::flow_share), Align::right},
               {"", Align::left}});
  for (const Detour& detour : ways.detours) {
    const bool connected = std::isfinite(detour.latency_s);
    const bool link = detour.failure.kind == Failure::Kind::link;
    table.row({w.text(link ? phrases::link : phrases::node), w.failed(detour.failure),
               connected ? w.latency(detour.latency_s + access_s) : w.text(phrases::cut_off),
               connected ? w.latency(detour.latency_s - ways.latency_s()) : "-",
               format_rate(detour.capacity_bps),
               w.share(detour.capacity_bps / ways.cut.capacity_bps),
               connected ? circle_phrase(w, detour.latency_s + access_s) : ""});
  }
  return w.section(w.text(phrases::if_path_fails), table.to_string(kIndent));
}

}  // namespace

double one_way_s(const End& from, const End& to, const Ways& ways) {
  return ways.latency_s() + (from.access_latency_s + to.access_latency_s) / 2;
}

std::string topology_report(const World& world, const Resilience& resilience, Language language,
                            bool all) {
  const NetworkWriter w(world, language);
  const Scenario& scenario = world.scenario;
  const bool clusters = has_clusters(scenario);
  std::string text =
      fmt::format(fmt::runtime(w.text(phrases::network_line)), printable(scenario.name),
                  world.topology.nodes().size(), scenario.links.size(), world.regions(),
                  world.sites(), clusters ? resilience.places.size() : 0) +
      "\n";
  text += circles_table(w, resilience) + matrix_table(w, resilience) + cut_table(w, resilience);
  text += failures_table(w, resilience, Failure::Kind::link, all) +
          w.note(fmt::format(fmt::runtime(w.text(phrases::failures_note)),
                             w.text(clusters ? phrases::cluster : phrases::site)));
  return text + failures_table(w, resilience, Failure::Kind::node, all) +
         w.note(w.text(phrases::own_note));
}

std::string ways_report(const World& world, const End& from, const End& to, const Ways& ways,
                        int paths, Language language) {
  const NetworkWriter w(world, language);
  const auto called = [&](const End& end) {
    const std::string name = w.end(end.id);
    if (name == end.id) return name;
    return fmt::format(fmt::runtime(w.text(phrases::name_and_id)), name, end.id);
  };
  std::string text =
      fmt::format(fmt::runtime(w.text(phrases::ways_line)), printable(world.scenario.name),
                  printable(called(from)), printable(called(to))) +
      "\n\n";
  if (from.node == to.node) {
    return text + w.note(fmt::format(fmt::runtime(w.text(phrases::same_node)),
                                     world.topology.nodes()[from.node]));
  }
  if (ways.paths.empty()) {
    return text +
           w.note(fmt::format(fmt::runtime(w.text(phrases::no_way)), w.end(from.id), w.end(to.id)));
  }
  return text + facts(w, from, to, ways) + paths_table(w, ways, paths) + ways_cut_table(w, ways) +
         detours_table(w, ways, one_way_s(from, to, ways) - ways.latency_s());
}

}  // namespace suanwang
