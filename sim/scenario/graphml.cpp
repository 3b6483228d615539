#include "sim/scenario/graphml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/graph/graphml.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <charconv>
#include <cmath>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "sim/base/suggest.hpp"
#include "sim/scenario/graphml_outline.hpp"
#include "sim/scenario/yaml_text.hpp"

namespace suanwang {
namespace {

/// Without space at its ends.
std::string trimmed(const std::string& text) {
  const char* const spaces = " \t\r\n";
  const std::size_t from = text.find_first_not_of(spaces);
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(spaces) - from + 1);
}

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

/// A finite number of the whole text; nothing if it is none.
std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (error != std::errc() || end != last || !std::isfinite(number)) return std::nullopt;
  return number;
}

/// What the file says of one node, as text.
struct NodeText {
  std::string label;
  std::string country;
  std::string lon;
  std::string lat;
};

/// Takes what Boost reads from the file, value by value and as text: a file may declare a number as
/// any type, or as none, and keys that are not known here have no say.
class Taker final : public boost::mutate_graph {
 public:
  explicit Taker(const GraphmlOutline& outline) : outline_(outline) {}

  std::vector<NodeText> nodes;
  std::vector<std::pair<std::size_t, std::size_t>> edges;
  std::vector<std::string> speeds;  ///< of each edge; empty: not told

  /// Boost refuses an edge of the other kind, and asks before each; a network may have both.
  bool is_directed() const override {
    return edges.size() < outline_.edges.size() && outline_.edges[edges.size()].directed;
  }

  boost::any do_add_vertex() override {
    nodes.emplace_back();
    return nodes.size() - 1;
  }

  std::pair<boost::any, bool> do_add_edge(boost::any source, boost::any target) override {
    edges.emplace_back(boost::any_cast<std::size_t>(source), boost::any_cast<std::size_t>(target));
    speeds.emplace_back();
    return {edges.size() - 1, true};
  }

  void set_graph_property(const std::string&, const std::string&, const std::string&) override {}

  void set_vertex_property(const std::string& name, boost::any vertex, const std::string& value,
                           const std::string&) override {
    NodeText& node = nodes[boost::any_cast<std::size_t>(vertex)];
    const std::string key = lower_case(name);
    if (key == "label") node.label = trimmed(value);
    if (key == "country") node.country = trimmed(value);
    if (key == "longitude") node.lon = trimmed(value);
    if (key == "latitude") node.lat = trimmed(value);
  }

  void set_edge_property(const std::string& name, boost::any edge, const std::string& value,
                         const std::string&) override {
    if (lower_case(name) == "linkspeedraw") {
      speeds[boost::any_cast<std::size_t>(edge)] = trimmed(value);
    }
  }

 private:
  const GraphmlOutline& outline_;
};

/// Longitude and latitude; nothing where there are none, or where they are wrong, which then is a
/// problem.
std::optional<GeoPoint> place_of(const NodeText& node, const std::string& shown, const Mark& mark,
                                 Problems& problems) {
  if (node.lon.empty() && node.lat.empty()) return std::nullopt;
  const auto complain = [&](std::string message) {
    problems.add(mark, "", shown + ": " + std::move(message));
    return std::nullopt;
  };
  if (node.lon.empty()) return complain("has a Latitude and no Longitude");
  if (node.lat.empty()) return complain("has a Longitude and no Latitude");
  const std::optional<double> lon = number_of(node.lon);
  const std::optional<double> lat = number_of(node.lat);
  if (!lon) return complain("expected a number as Longitude, got " + in_quotes(node.lon));
  if (!lat) return complain("expected a number as Latitude, got " + in_quotes(node.lat));
  if (std::abs(*lat) > 90) {
    const bool swapped = std::abs(*lon) <= 90 && std::abs(*lat) <= 180;
    return complain(fmt::format("Latitude must be between -90 and 90, got {}{}",
                                in_quotes(node.lat),
                                swapped ? "; are the two coordinates swapped?" : ""));
  }
  if (std::abs(*lon) > 180) {
    return complain(
        fmt::format("Longitude must be between -180 and 180, got {}", in_quotes(node.lon)));
  }
  return GeoPoint{*lon, *lat};
}

/// The graph of what Boost read and of where it stands.
GraphmlGraph joined(const GraphmlOutline& outline, const Taker& taken, Problems& problems) {
  GraphmlGraph graph;
  for (std::size_t i = 0; i < taken.nodes.size(); ++i) {
    const NodeText& text = taken.nodes[i];
    const auto& [key, mark] = outline.nodes[i];
    const std::string& label = text.label.empty() ? key : text.label;
    if (!is_plain_text(label)) {
      problems.add(mark, "", "the label has control characters or broken UTF-8");
    }
    graph.nodes.push_back(
        {key, label, text.country, place_of(text, in_quotes(label), mark, problems), mark});
  }
  for (std::size_t i = 0; i < taken.edges.size(); ++i) {
    const auto& [from, to] = taken.edges[i];
    GraphmlEdge edge{from, to, outline.edges[i].directed, std::nullopt, outline.edges[i].mark};
    if (const std::string& speed = taken.speeds[i]; !speed.empty()) {
      edge.capacity_bps = number_of(speed);
      if (!edge.capacity_bps || !(*edge.capacity_bps > 0) || *edge.capacity_bps > 1e18) {
        problems.add(edge.mark, "",
                     fmt::format("{} -- {}: expected bit/s above 0 as LinkSpeedRaw, got {}",
                                 in_quotes(graph.nodes[from].label),
                                 in_quotes(graph.nodes[to].label), in_quotes(speed)));
      }
    }
    graph.edges.push_back(std::move(edge));
  }
  return graph;
}

}  // namespace

std::optional<GraphmlGraph> parse_graphml(const std::string& text, const std::string& file,
                                          Problems& problems) {
  const std::size_t before = problems.size();
  std::string_view body = text;
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  if (!check_yaml_text(body, file, problems, "GraphML here")) return std::nullopt;
  const std::optional<GraphmlOutline> outline = outline_graphml(body, file, problems);
  if (!outline) return std::nullopt;

  Taker taken(*outline);
  try {
    std::istringstream stream{std::string(body)};
    boost::read_graphml(stream, taken, 0);
  } catch (const boost::property_tree::xml_parser_error& error) {
    problems.add({file, static_cast<int>(error.line()), 1}, "", "not XML: " + error.message());
    return std::nullopt;
  } catch (const std::exception& error) {
    problems.add({file, 0, 0}, "", fmt::format("not GraphML: {}", error.what()));
    return std::nullopt;
  }
  if (taken.nodes.size() != outline->nodes.size() || taken.edges.size() != outline->edges.size()) {
    // Two ids that differ as written and not as meant, such as `&amp;` and `&#38;`.
    problems.add(outline->graph, "", "write each id of a node in one way only");
    return std::nullopt;
  }
  GraphmlGraph graph = joined(*outline, taken, problems);
  if (problems.size() > before) return std::nullopt;
  return graph;
}

}  // namespace suanwang
