#include <limits>

#include "sim/report/json.hpp"
#include "sim/report/metrics.hpp"
#include "sim/report/topology_report.hpp"

namespace suanwang {
namespace {

using Json = nlohmann::ordered_json;

Json name(const Text& text) { return {{"en", text.en}, {"zh", text.zh}}; }

Json link_json(const World& world, LinkId l) {
  const DirectedLink& link = world.topology.links()[l];
  const auto& nodes = world.topology.nodes();
  return {{"id", world.scenario.links[link.route].id},
          {"from", nodes[link.from]},
          {"to", nodes[link.to]},
          {"capacity_bps", number(link.capacity_bps)},
          {"latency_s", number(link.latency_s)},
          {"price_cny_per_gb", number(link.price_cny_per_gb)}};
}

Json cut_json(const World& world, const MinCut& cut) {
  Json links = Json::array();
  for (const LinkId l : cut.links) links.push_back(link_json(world, l));
  return {{"capacity_bps", number(cut.capacity_bps)}, {"links", std::move(links)}};
}

Json region_json(const World& world, const Resilience& resilience, std::size_t r) {
  const Scenario& scenario = world.scenario;
  Json circles = Json::array();
  for (const double circle_s : kCircles_s) {
    Json sites = Json::array();
    for (std::size_t s = 0; s < world.sites(); ++s) {
      if (inside(resilience.one_way_s[r * world.sites() + s], circle_s)) {
        sites.push_back(scenario.sites[s].id);
      }
    }
    circles.push_back({{"one_way_s", circle_s}, {"sites", std::move(sites)}});
  }
  Json nearest = nullptr;
  double least_s = std::numeric_limits<double>::infinity();
  for (std::size_t s = 0; s < world.sites(); ++s) {
    const double one_way_s = resilience.one_way_s[r * world.sites() + s];
    if (one_way_s >= least_s) continue;
    least_s = one_way_s;
    nearest = scenario.sites[s].id;
  }
  Json nearest_place = nullptr;
  double least_place_s = std::numeric_limits<double>::infinity();
  for (const Place& place : resilience.places) {
    const double one_way_s = resilience.one_way(world, r, place);
    if (one_way_s >= least_place_s) continue;
    least_place_s = one_way_s;
    nearest_place = place.id;
  }
  return {{"id", scenario.regions[r].id},
          {"name", name(scenario.regions[r].name)},
          {"side", side_id(scenario.regions[r].side)},
          {"nearest_site", std::move(nearest)},
          {"nearest_site_one_way_s", number(least_s)},
          {"nearest_place", std::move(nearest_place)},
          {"nearest_place_one_way_s", number(least_place_s)},
          {"circles", std::move(circles)}};
}

/// The whole matrix: a row for each region, a column for each site.
Json matrix_json(const World& world, const Resilience& resilience, double times) {
  Json rows = Json::array();
  for (std::size_t r = 0; r < world.regions(); ++r) {
    Json row = Json::array();
    for (std::size_t s = 0; s < world.sites(); ++s) {
      row.push_back(number(times * resilience.one_way_s[r * world.sites() + s]));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

void add_failure(Json& to, const World& world, const Failure& failure) {
  const bool link = failure.kind == Failure::Kind::link;
  to["kind"] = link ? "link" : "node";
  to["id"] = link ? world.scenario.links[failure.index].id : world.topology.nodes()[failure.index];
}

Json failure_json(const World& world, const Resilience& resilience, const FailureEffect& effect) {
  Json json = Json::object();
  add_failure(json, world, effect.failure);
  json["cut_off_regions"] = Json::array();
  for (const std::uint32_t r : effect.cut_off) {
    json["cut_off_regions"].push_back(world.scenario.regions[r].id);
  }
  json["lost_pairs"] = Json::array();
  for (const LostPair& pair : effect.lost) {
    json["lost_pairs"].push_back({{"region", world.scenario.regions[pair.region].id},
                                  {"place", resilience.places[pair.place].id},
                                  {"before_s", number(pair.before_s)},
                                  {"after_s", number(pair.after_s)}});
  }
  json["own_pairs"] = effect.own_pairs;
  if (resilience.two_sides) {
    json["east_to_west_bps"] = number(effect.east_west_bps);
    json["west_to_east_bps"] = number(effect.west_east_bps);
    json["share_left"] = number(effect.share_left);
  }
  return json;
}

Json end_json(const World& world, const End& end) {
  return {{"id", end.id}, {"node", world.topology.nodes()[end.node]}};
}

/// The innermost circle that holds a latency; null outside all.
Json circle_json(double latency_s) {
  for (const double circle_s : kCircles_s) {
    if (inside(latency_s, circle_s)) return circle_s;
  }
  return nullptr;
}

}  // namespace

Json topology_json(const World& world, const Resilience& resilience) {
  Json json{{"scenario", world.scenario.name},
            {"title", name(world.scenario.title)},
            {"nodes", world.topology.nodes()}};
  json["places"] = Json::array();
  for (const Place& place : resilience.places) {
    Json sites = Json::array();
    for (const std::uint32_t s : place.sites) sites.push_back(world.scenario.sites[s].id);
    json["places"].push_back({{"id", place.id}, {"sites", std::move(sites)}});
  }
  json["regions"] = Json::array();
  for (std::size_t r = 0; r < world.regions(); ++r) {
    json["regions"].push_back(region_json(world, resilience, r));
  }
  json["latency"] = {{"regions", Json::array()}, {"sites", Json::array()}};
  for (const Region& region : world.scenario.regions)
    json["latency"]["regions"].push_back(region.id);
  for (const Site& site : world.scenario.sites) json["latency"]["sites"].push_back(site.id);
  json["latency"]["one_way_s"] = matrix_json(world, resilience, 1);
  json["latency"]["round_trip_s"] = matrix_json(world, resilience, 2);
  json["east_west"] = nullptr;
  if (resilience.two_sides) {
    json["east_west"] = {{"east_to_west", cut_json(world, resilience.east_west)},
                         {"west_to_east", cut_json(world, resilience.west_east)}};
  }
  json["failures"] = Json::array();
  for (const FailureEffect& effect : resilience.failures) {
    json["failures"].push_back(failure_json(world, resilience, effect));
  }
  return json;
}

Json ways_json(const World& world, const End& from, const End& to, const Ways& ways) {
  const double latency_s = one_way_s(from, to, ways);
  Json json{{"scenario", world.scenario.name},
            {"from", end_json(world, from)},
            {"to", end_json(world, to)},
            {"one_way_s", number(latency_s)},
            {"round_trip_s", number(ways.latency_s() + ways.back_latency_s + from.access_latency_s +
                                    to.access_latency_s)},
            {"circle_s", circle_json(latency_s)}};
  json["paths"] = Json::array();
  for (const Path& path : ways.paths) {
    Json links = Json::array();
    for (const LinkId l : path.links) {
      links.push_back(world.scenario.links[world.topology.links()[l].route].id);
    }
    json["paths"].push_back({{"latency_s", number(path.latency_s)},
                             {"capacity_bps", number(capacity_of(world.topology, path))},
                             {"price_cny_per_gb", number(path.price_cny_per_gb)},
                             {"links", std::move(links)}});
  }
  json["minimum_cut"] = cut_json(world, ways.cut);
  json["failures"] = Json::array();
  for (const Detour& detour : ways.detours) {
    Json links = Json::array();
    for (const std::uint32_t route : detour.routes) links.push_back(world.scenario.links[route].id);
    Json row = Json::object();
    add_failure(row, world, detour.failure);
    row["latency_s"] = number(detour.latency_s);
    row["capacity_bps"] = number(detour.capacity_bps);
    row["links"] = std::move(links);
    json["failures"].push_back(std::move(row));
  }
  return json;
}

}  // namespace suanwang
