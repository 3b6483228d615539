#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "sim/base/suggest.hpp"
#include "sim/scenario/graphml.hpp"
#include "sim/scenario/graphml_doubts.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

constexpr double kLightInFibre_m_per_s = 2e8;
constexpr double kDetour = 1.5;  ///< as of the catalogue's links; see models/catalog/links.yaml
constexpr double kLeastLatency_s = 1e-5;  ///< 2 km of fibre: some lie between any two nodes
constexpr double kOwnPlaceFar_m =
    200e3;  ///< an entry so far from the node of its id is another place
constexpr std::size_t kLongestName = 24;  ///< so that the id of a link is an id too
constexpr std::size_t kMostNamed = 100;

/// `a, b, c`; of very many the rest is counted.
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i) {
    text += (i > 0 ? ", " : "") + names[i];
  }
  if (names.size() > kMostNamed) text += fmt::format(" and {} more", names.size() - kMostNamed);
  return text;
}

std::string counted(std::size_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// An id made of a name: small letters and digits, a dash for all else between them. Accents of
/// Western European letters and apostrophes are left out. Empty where nothing remains.
std::string id_of_name(std::string_view name) {
  // U+00C0 to U+00FF, which UTF-8 writes as C3 80 to C3 BF.
  constexpr std::string_view kPlain =
      "aaaaaaaceeeeiiiidnooooo-ouuuuyts"
      "aaaaaaaceeeeiiiidnooooo-ouuuuyty";
  std::string id;
  for (std::size_t i = 0; i < name.size() && id.size() < kLongestName; ++i) {
    char c = name[i];
    const bool accented = c == '\xC3' && i + 1 < name.size();
    if (accented) c = kPlain[static_cast<unsigned char>(name[++i]) - 0x80U];
    if (c == '\'') continue;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      id += c;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  if (!id.empty() && id.back() == '-') id.pop_back();
  return id;
}

/// Gives names to what wants them: the first its own, further ones `-2`, `-3` ...
class Numbering {
 public:
  explicit Numbering(std::set<std::string> wanted) : wanted_(std::move(wanted)) {}

  std::string next(const std::string& name) {
    if (used_.insert(name).second) return name;
    for (std::size_t& number = last_[name];;) {
      number = std::max<std::size_t>(number + 1, 2);
      std::string numbered = fmt::format("{}-{}", name, number);
      if (!wanted_.contains(numbered) && used_.insert(numbered).second) return numbered;
    }
  }

 private:
  std::set<std::string> wanted_;  ///< as they are, so no other may be numbered so
  std::set<std::string> used_;
  std::map<std::string, std::size_t> last_;
};

/// Ids of the nodes of a map. Where names are equal, the file's own keys tell which comes first, so
/// that the order of its lines does not matter.
std::vector<std::string> ids_of(const GraphmlGraph& graph) {
  std::vector<std::string> names;
  for (const GraphmlNode& node : graph.nodes) {
    std::string name = id_of_name(node.label);
    if (name.empty()) name = id_of_name("node " + node.key);
    names.push_back(std::move(name));
  }
  std::vector<std::size_t> order(names.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const std::string& key_a = graph.nodes[a].key;
    const std::string& key_b = graph.nodes[b].key;
    return std::make_tuple(key_a.size(), std::cref(key_a)) <
           std::make_tuple(key_b.size(), std::cref(key_b));
  });
  Numbering numbering({names.begin(), names.end()});
  std::vector<std::string> ids(names.size());
  for (const std::size_t i : order) ids[i] = numbering.next(names[i]);
  return ids;
}

/// One import on its way from the block `network:` to relays and links.
class Import {
 public:
  Import(const YamlMap& map, Scenario& scenario, Reading& reading)
      : map_(map), file_(map["graphml"]), scenario_(scenario), reading_(reading) {}

  void run() {
    read_settings();
    reading_.network_missing = !read_graph();
    if (reading_.network_missing) return;
    name_nodes();
    place_nodes();
    make_links();
    name_links();
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (const GraphmlEdge* edge : edges_) pairs.emplace_back(edge->from, edge->to);
    warn_of_doubtful_places(nodes_, pairs, reading_.catalogue, reading_.problems);
  }

 private:
  void read_settings() {
    capacity_bps_ = map_["capacity"].quantity(Dimension::data_rate,
                                              {.low = 0, .high = 1e18, .above_low = true}, 1);
    speed_m_per_s_ =
        map_["speed"].quantity(Dimension::speed, {.low = 1e7, .high = 3e8}, kLightInFibre_m_per_s);
    detour_ = map_["detour"].quantity(Dimension::number, {.low = 1, .high = 5}, kDetour);
    price_cny_per_gb_ =
        map_["price"].quantity(Dimension::price_per_data, {.low = 0, .high = 1000}, 0);
    energy_kwh_per_gb_ = read_carry_energy(map_);
    const YamlValue missing = map_["missing"];
    if (missing.is_map()) {
      missing_latency_s_ = missing.map(keys::kMissing)["latency"].quantity(
          Dimension::duration, {.low = 0, .high = 10}, 0);
    } else if (missing.given()) {
      if (!missing.is_scalar() || missing.text() != "drop") missing.unexpected();
      drop_ = true;
    }
  }

  static std::string names_beside(const fs::path& path) {
    std::vector<std::string> names;
    std::error_code error;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      if (entry.path().extension() == ".graphml") names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return did_you_mean(path.filename().string(), {names.begin(), names.end()});
  }

  bool read_graph() {
    if (!file_.is_scalar()) {
      file_.text();  // says so
      return false;
    }
    const fs::path path = beside_scenario(file_);
    shown_ = path.string();
    std::error_code error;
    std::string why;
    std::optional<std::string> text;
    if (file_.text().empty()) {
      why = "is empty; expected a file such as Chinanet.graphml";
    } else if (fs::is_directory(path, error)) {
      why = in_quotes(shown_) + " is a folder";
    } else if (!fs::exists(path, error)) {
      why = fmt::format("there is no file {}{}", in_quotes(shown_), names_beside(path));
    } else if (text = read_file(shown_, why); !text) {
      why = fmt::format("{}: {}", in_quotes(shown_), why);
    }
    if (!text) {
      file_.error(why);
      return false;
    }
    std::optional<GraphmlGraph> graph = parse_graphml(*text, shown_, reading_.problems);
    if (!graph) return false;
    graph_ = std::move(*graph);
    return true;
  }

  void warn(std::string message) {
    reading_.problems.warn(file_.mark(), file_.path(), std::move(message));
  }

  void name_nodes() {
    const std::vector<std::string> ids = ids_of(graph_);
    std::map<std::string, std::vector<std::string>> by_label;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const GraphmlNode& node = graph_.nodes[i];
      nodes_.push_back({&node, ids[i], node.place, false});
      by_label[node.label].push_back(ids[i]);
    }
    for (auto& [label, same] : by_label) {
      if (same.size() == 1) continue;
      std::sort(same.begin(), same.end());
      warn(fmt::format("{} nodes are called {}: {}", same.size(), in_quotes(label), listed(same)));
    }
  }

  /// A region, relay or site of the scenario with the id of a node is that node.
  void place_nodes() {
    std::map<std::string, GeoPoint> own;
    for (const Region& region : scenario_.regions) {
      own[region.id] = {region.lon_deg, region.lat_deg};
    }
    std::set<std::string> mended;  // a relay is there to place its node
    for (const Relay& relay : scenario_.relays) {
      own[relay.id] = {relay.lon_deg, relay.lat_deg};
      mended.insert(relay.id);
    }
    for (const Site& site : scenario_.sites) {
      if (site.at.empty()) own[site.id] = {site.lon_deg, site.lat_deg};
    }
    for (ImportedNode& node : nodes_) {
      const auto found = own.find(node.id);
      if (found == own.end()) continue;
      const double off_m = node.place ? great_circle_m(*node.place, found->second) : 0;
      if (off_m > kOwnPlaceFar_m && !mended.contains(node.id) && reading_.problems.empty()) {
        reading_.problems.warn(
            node.told->mark, "",
            fmt::format("{} at {} lies {:.0f} km from {} of the scenario, which stands for it",
                        in_quotes(node.told->label), place_text(*node.place), off_m / 1e3,
                        in_quotes(node.id)));
      }
      node.place = found->second;
      node.own = true;
    }
  }

  std::string named(const ImportedNode& node) const {
    return fmt::format("{} ({})", in_quotes(node.told->label), node.id);
  }

  /// Chooses the edges that become links, and makes relays of the nodes that need one.
  void make_links() {
    std::vector<std::string> loops;
    std::vector<bool> used(nodes_.size());
    for (const GraphmlEdge& edge : graph_.edges) {
      if (edge.from == edge.to) {
        loops.push_back(nodes_[edge.from].id);
        continue;
      }
      edges_.push_back(&edge);
      used[edge.from] = used[edge.to] = true;
    }
    std::sort(loops.begin(), loops.end());
    if (!loops.empty()) {
      warn(fmt::format("{} from a node to itself left out, at {}", counted(loops.size(), "edge"),
                       listed(loops)));
    }
    settle_missing(used);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const ImportedNode& node = nodes_[i];
      if (node.own || (!node.place && (drop_ || !used[i]))) continue;
      const GeoPoint place = node.place.value_or(GeoPoint{});
      if (reading_.nodes.add(node.id, file_)) {
        scenario_.relays.push_back({node.id, place.lon_deg, place.lat_deg});
      }
    }
    std::sort(scenario_.relays.begin(), scenario_.relays.end(),
              [](const Relay& a, const Relay& b) { return a.id < b.id; });
  }

  /// Nodes without coordinates.
  void settle_missing(const std::vector<bool>& used) {
    std::vector<std::string> nowhere;
    std::vector<std::string> alone;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (!nodes_[i].place) (used[i] ? nowhere : alone).push_back(named(nodes_[i]));
    }
    std::sort(nowhere.begin(), nowhere.end());
    std::sort(alone.begin(), alone.end());
    if (!alone.empty()) {
      warn(fmt::format("{} without coordinates and links left out: {}",
                       counted(alone.size(), "node"), listed(alone)));
    }
    if (nowhere.empty()) return;
    const std::string what = fmt::format("{} without coordinates", counted(nowhere.size(), "node"));
    if (drop_) {
      const std::size_t before = edges_.size();
      std::erase_if(edges_, [&](const GraphmlEdge* edge) {
        return !nodes_[edge->from].place || !nodes_[edge->to].place;
      });
      warn(fmt::format("{} left out with {}: {}", what, counted(before - edges_.size(), "link"),
                       listed(nowhere)));
    } else if (missing_latency_s_) {
      warn(fmt::format("{}, whose links take {}: {}", what,
                       format_quantity(*missing_latency_s_, Dimension::duration), listed(nowhere)));
    } else {
      file_.error(fmt::format(
          "{}: {}; place them by relays with these ids, or say missing: drop, or missing: "
          "{{latency: 5 ms}}",
          what, listed(nowhere)));
    }
  }

  double latency_s(const ImportedNode& a, const ImportedNode& b) const {
    if (!a.place || !b.place) return missing_latency_s_.value_or(0);
    return std::max(kLeastLatency_s, great_circle_m(*a.place, *b.place) * detour_ / speed_m_per_s_);
  }

  /// Makes the links and gives them their ids, whatever the order of the file.
  void name_links() {
    std::vector<Link> links;
    std::size_t untold = 0;
    for (const GraphmlEdge* edge : edges_) {
      const ImportedNode* from = &nodes_[edge->from];
      const ImportedNode* to = &nodes_[edge->to];
      if (!edge->directed && to->id < from->id) std::swap(from, to);
      if (!edge->capacity_bps) ++untold;
      Link link;
      link.id = from->id + "--" + to->id;
      link.from = from->id;
      link.to = to->id;
      link.one_way = edge->directed;
      link.capacity_bps = edge->capacity_bps.value_or(capacity_bps_);
      link.latency_s = latency_s(*from, *to);
      link.price_cny_per_gb = price_cny_per_gb_;
      link.energy_kwh_per_gb = energy_kwh_per_gb_;
      links.push_back(std::move(link));
    }
    if (untold > 0 && !map_.has("capacity")) {
      map_["capacity"].error(fmt::format("is missing; {} tells no LinkSpeedRaw of {} of {}", shown_,
                                         untold, counted(edges_.size(), "link")));
    }
    std::sort(links.begin(), links.end(), [](const Link& a, const Link& b) {
      return std::make_tuple(std::cref(a.id), a.one_way, -a.capacity_bps) <
             std::make_tuple(std::cref(b.id), b.one_way, -b.capacity_bps);
    });
    warn_of_parallel(links);
    add(std::move(links));
  }

  void warn_of_parallel(const std::vector<Link>& links) {
    std::map<std::string, std::size_t> count;
    for (const Link& link : links) ++count[link.id];
    std::vector<std::string> several;
    std::size_t sum = 0;
    for (const auto& [id, times] : count) {
      if (times == 1) continue;
      several.push_back(fmt::format("{} ({})", id, times));
      sum += times;
    }
    if (several.empty()) return;
    warn(fmt::format("{} parallel links, all kept: {}", sum, listed(several)));
  }

  void add(std::vector<Link> links) {
    Ids ids;
    for (const Link& link : scenario_.links) {
      if (const YamlValue* place = reading_.places.find("links/" + link.id)) {
        ids.add(link.id, *place);
      }
    }
    std::set<std::string> wanted;
    for (const Link& link : links) wanted.insert(link.id);
    Numbering numbering(std::move(wanted));
    for (Link& link : links) {
      link.id = numbering.next(link.id);
      if (!ids.add(link.id, file_)) continue;
      reading_.places.note("links/" + link.id, file_);
      scenario_.links.push_back(std::move(link));
    }
    std::sort(scenario_.links.begin(), scenario_.links.end(),
              [](const Link& a, const Link& b) { return a.id < b.id; });
  }

  const YamlMap& map_;
  YamlValue file_;
  Scenario& scenario_;
  Reading& reading_;

  double capacity_bps_ = 0;  ///< where the file tells none
  double speed_m_per_s_ = 0;
  double detour_ = 1;
  double price_cny_per_gb_ = 0;
  double energy_kwh_per_gb_ = 0;
  std::optional<double> missing_latency_s_;  ///< of links to nodes without coordinates
  bool drop_ = false;                        ///< such nodes

  std::string shown_;  ///< the file
  GraphmlGraph graph_;
  std::vector<ImportedNode> nodes_;
  std::vector<const GraphmlEdge*> edges_;  ///< that become links
};

}  // namespace

void read_network(const YamlValue& yaml, Scenario& scenario, Reading& reading) {
  if (!yaml.given()) return;
  const YamlMap map = yaml.map(keys::kNetwork);
  if (map.value().is_map()) Import(map, scenario, reading).run();
}

}  // namespace suanwang
