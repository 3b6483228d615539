#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/suggest.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

/// When a site or pool opens and closes.
template <typename Part>
void read_life(const YamlMap& map, Part& part, const Reading& reading) {
  part.opens_s = read_moment(map["opens"], reading, part.opens_s);
  part.closes_s = read_moment(map["closes"], reading, part.closes_s);
  if (part.closes_s <= std::max(0.0, part.opens_s)) {
    map["closes"].error(part.closes_s <= 0 ? "is not after the start of the scenario"
                                           : "is not after it opens");
  }
}

std::vector<Pool> read_pools(const YamlValue& yaml, Reading& reading) {
  std::vector<Pool> pools;
  Ids ids;
  for (const auto& [map, id] : read_entries(yaml, keys::kPool, ids)) {
    Pool pool;
    pool.id = id;
    pool.accelerator = read_accelerator(map["accelerator"], reading);
    pool.count = map["count"].integer(1, kMostCards, 1);
    pool.powered = map["powered"].integer(0, pool.count, pool.count);
    pool.node_cards = map["node"].integer(1, kMostCards, pool.node_cards);
    if (map.has("sleep")) pool.sleep = read_sleep(map["sleep"], pool.accelerator);
    if (map.has("packing")) {
      pool.packing = static_cast<Packing>(map["packing"].word(kPackings, 0));
    }
    read_life(map, pool, reading);
    pools.push_back(std::move(pool));
  }
  if (yaml.is_list() && yaml.node()->items.empty()) yaml.error("a site needs a pool of cards");
  return pools;
}

double read_access(const YamlValue& yaml) {
  const YamlValue latency = yaml.is_map() ? yaml.map(keys::kAccess)["latency"] : yaml;
  return latency.quantity(Dimension::duration, {.low = 0, .high = 10}, 0);
}

void read_queue(const YamlValue& yaml, Site& site, Reading& reading) {
  YamlValue name = yaml;
  if (yaml.is_map()) {
    const YamlMap map = yaml.map(keys::kQueue);
    name = map["discipline"];
    const YamlValue half_life = map["half_life"];
    site.queue_settings.half_life_s =
        half_life.quantity(Dimension::duration, {.low = 0, .high = 1e9, .above_low = true},
                           site.queue_settings.half_life_s);
    const std::string chosen = name.text(site.queue);
    const bool known = !discipline_about(chosen).empty();
    if (half_life.given() && known && chosen != "fair-share")
      half_life.error("is for fair-share only");
  }
  site.queue = name.text(site.queue);
  reading.places.note(fmt::format("sites/{}/queue", site.id), name);
}

Site read_site(const YamlMap& map, const std::string& id, Reading& reading) {
  Site site;
  site.id = id;
  site.name = read_text(map["name"], id);
  site.hub = read_id(map["hub"]);
  site.cluster = read_id(map["cluster"]);
  site.region = read_id(map["region"]);
  site.side = read_side(map["side"]);
  site.at = read_id(map["at"]);
  if (!map.has("at") && !(map.has("lon") && map.has("lat"))) {
    map.value().error("needs lon and lat, or the node it stands at");
  }
  site.lon_deg = map["lon"].quantity(Dimension::number, {.low = -180, .high = 180}, 0);
  site.lat_deg = map["lat"].quantity(Dimension::number, {.low = -90, .high = 90}, 0);
  site.access_latency_s = read_access(map["access"]);
  site.storage_bytes = map["storage"].quantity(Dimension::data, {.low = 0, .high = kMostData}, 0);
  site.pools = read_pools(map["pools"], reading);
  site.power = read_power(map["power"], reading);
  if (map["power"].is_map()) {
    for (const char* key : {"prices", "cap"}) {
      reading.places.note(fmt::format("sites/{}/{}", id, key), map["power"].map(keys::kPower)[key]);
    }
  }
  read_queue(map["queue"], site, reading);
  read_life(map, site, reading);
  for (const char* key : {"hub", "region", "at", "side", "lon", "lat"}) {
    reading.places.note(fmt::format("sites/{}/{}", id, key), map[key]);
  }
  reading.places.note("sites/" + id, map.value());
  return site;
}

}  // namespace

Accelerator read_accelerator(const YamlValue& yaml, Reading& reading) {
  Accelerator card;
  YamlValue block = yaml;
  if (yaml.is_scalar()) {
    const std::string id = yaml.text();
    const YamlNode* row = reading.catalogue.row("accelerators", id);
    if (!row) {
      yaml.error(fmt::format("unknown accelerator {}{}", in_quotes(id),
                             did_you_mean(id, reading.catalogue.ids("accelerators"))));
      return card;
    }
    card.id = id;
    block = YamlValue(row, row->spot, yaml.path(), "a block of keys", reading.problems);
  }
  if (!block.given()) return card;
  const YamlMap map = block.map(keys::kAccelerator);
  const Range power{.low = 0, .high = 1e6};
  if (card.id.empty()) card.id = read_id(map["id"]);
  card.platform = read_id(map["platform"]);
  card.peak_flops =
      map["peak"].quantity(Dimension::flops, {.low = 0, .high = 1e18, .above_low = true}, 1);
  card.achieved_fraction =
      map["achieved"].quantity(Dimension::fraction, {.low = 0, .high = 1, .above_low = true}, 1);
  card.memory_bytes = map["memory"].quantity(Dimension::data, {.low = 0, .high = 1e15}, 0);
  card.idle_w = map["idle"].quantity(Dimension::power, power, 0);
  card.busy_w = map["busy"].quantity(Dimension::power, power, card.idle_w);
  if (card.busy_w < card.idle_w) map["busy"].error("is below idle");
  return card;
}

std::vector<Site> read_sites(const YamlValue& yaml, Reading& reading) {
  std::vector<Site> sites;
  for (const auto& [map, id] : read_entries(yaml, keys::kSite, reading.nodes)) {
    sites.push_back(read_site(map, id, reading));
  }
  return sites;
}

}  // namespace suanwang
