#include <array>
#include <limits>
#include <utility>

#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

double read_longitude(const YamlMap& map) {
  return map["lon"].quantity(Dimension::number, {.low = -180, .high = 180}, 0);
}

double read_latitude(const YamlMap& map) {
  return map["lat"].quantity(Dimension::number, {.low = -90, .high = 90}, 0);
}

}  // namespace

double read_transfer_rate(const YamlMap& map) {
  return map["transfer_rate"].quantity(Dimension::data_rate, {.low = 1, .high = 1e18},
                                       std::numeric_limits<double>::infinity());
}

double read_carry_energy(const YamlMap& map) {
  return map["energy"].quantity(Dimension::energy_per_data, {.low = 0, .high = 1000}, 0);
}

std::vector<Relay> read_relays(const YamlValue& yaml, Reading& reading) {
  std::vector<Relay> relays;
  for (const auto& [map, id] : read_entries(yaml, keys::kRelay, reading.nodes)) {
    relays.push_back({id, read_longitude(map), read_latitude(map)});
  }
  return relays;
}

std::vector<Hub> read_hubs(const YamlValue& yaml) {
  std::vector<Hub> hubs;
  Ids ids;
  for (const auto& [map, id] : read_entries(yaml, keys::kHub, ids)) {
    hubs.push_back({id, read_text(map["name"], id), read_side(map["side"])});
  }
  return hubs;
}

std::vector<Region> read_regions(const YamlValue& yaml, Reading& reading) {
  std::vector<Region> regions;
  for (const auto& [map, id] : read_entries(yaml, keys::kRegion, reading.nodes)) {
    Region region;
    region.id = id;
    region.name = read_text(map["name"], id);
    region.side = read_side(map["side"]);
    region.hub = read_id(map["hub"]);
    region.lon_deg = read_longitude(map);
    region.lat_deg = read_latitude(map);
    region.transfer_rate_bps = read_transfer_rate(map);
    reading.places.note("regions/" + id, map.value());
    reading.places.note("regions/" + id + "/hub", map["hub"]);
    regions.push_back(std::move(region));
  }
  return regions;
}

std::vector<Link> read_links(const YamlValue& yaml, Reading& reading) {
  constexpr std::array<std::string_view, 2> kWays{"between", "from"};
  std::vector<Link> links;
  Ids ids;
  for (const auto& [map, id] : read_entries(yaml, keys::kLink, ids)) {
    Link link;
    link.id = id;
    std::array<YamlValue, 2> ends{map["from"], map["to"]};
    if (map.one_of(kWays)) {
      link.one_way = map.has("from");
      if (link.one_way != map.has("to")) {
        (link.one_way ? map.value() : map["to"]).error("a link has between, or from and to");
      }
      if (const std::vector<YamlValue> pair = map["between"].items(); pair.size() == 2) {
        ends = {pair[0], pair[1]};
      } else if (map["between"].is_list()) {
        map["between"].unexpected();
      }
    }
    link.from = read_id(ends[0].expecting("the id of a node"));
    link.to = read_id(ends[1].expecting("the id of a node"));
    link.kind = read_id(map["kind"]);
    link.capacity_bps = map["capacity"].quantity(Dimension::data_rate, {.low = 1, .high = 1e18}, 1);
    link.latency_s = map["latency"].quantity(Dimension::duration, {.low = 0, .high = 10}, 0);
    link.price_cny_per_gb =
        map["price"].quantity(Dimension::price_per_data, {.low = 0, .high = 1000}, 0);
    link.energy_kwh_per_gb = read_carry_energy(map);
    reading.places.note("links/" + id, map.value());
    reading.places.note("links/" + id + "/from", ends[0]);
    reading.places.note("links/" + id + "/to", ends[1]);
    links.push_back(std::move(link));
  }
  return links;
}

}  // namespace suanwang
