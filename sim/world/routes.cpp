#include "sim/world/routes.hpp"

#include <algorithm>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/property_map/function_property_map.hpp>

namespace suanwang {
namespace {

constexpr LinkId kNoLink = 0xffffffffu;

// What a spur search of Yen's algorithm must not use.
struct Allowed {
  const std::vector<char>* closed_links = nullptr;
  const std::vector<char>* closed_nodes = nullptr;
  const Topology* topology = nullptr;

  bool operator()(const Topology::Graph::edge_descriptor& e) const {
    const LinkId l = boost::get(boost::edge_index, topology->graph(), e);
    return !(*closed_links)[l] && !(*closed_nodes)[topology->links()[l].to];
  }
};

// Dijkstra from `source` over the allowed part: the link by which each node is reached.
std::vector<LinkId> tree_of(const Topology& topology, NodeId source,
                            const std::vector<char>& closed_links,
                            const std::vector<char>& closed_nodes) {
  const boost::filtered_graph<Topology::Graph, Allowed> graph(
      topology.graph(), Allowed{&closed_links, &closed_nodes, &topology});
  const auto index = boost::get(boost::edge_index, topology.graph());
  const auto latency = boost::make_function_property_map<Topology::Graph::edge_descriptor>(
      [&](const Topology::Graph::edge_descriptor& e) {
        return topology.links()[index[e]].latency_s;
      });

  struct Recorder : boost::dijkstra_visitor<> {
    std::vector<LinkId>* reached_by;
    const Topology* topology;
    void edge_relaxed(const Topology::Graph::edge_descriptor& e,
                      const boost::filtered_graph<Topology::Graph, Allowed>&) {
      const LinkId l = boost::get(boost::edge_index, topology->graph(), e);
      (*reached_by)[topology->links()[l].to] = l;
    }
  };
  std::vector<LinkId> reached_by(topology.nodes().size(), kNoLink);
  Recorder recorder;
  recorder.reached_by = &reached_by;
  recorder.topology = &topology;
  std::vector<double> distance(topology.nodes().size());
  boost::dijkstra_shortest_paths(
      graph, source, boost::weight_map(latency).visitor(recorder).distance_map(distance.data()));
  return reached_by;
}

// Follows the tree back from `target`; empty if the tree does not reach it.
std::optional<std::vector<LinkId>> walk_back(const Topology& topology,
                                             const std::vector<LinkId>& reached_by, NodeId source,
                                             NodeId target) {
  std::vector<LinkId> links;
  for (NodeId at = target; at != source;) {
    const LinkId l = reached_by[at];
    if (l == kNoLink) return std::nullopt;
    links.push_back(l);
    at = topology.links()[l].from;
  }
  std::reverse(links.begin(), links.end());
  return links;
}

bool shorter(const Path& a, const Path& b) {
  return a.latency_s != b.latency_s ? a.latency_s < b.latency_s : a.links < b.links;
}

}  // namespace

std::vector<std::optional<Path>> shortest_paths(const Topology& topology, NodeId source,
                                                const std::vector<char>& down) {
  const std::vector<char> no_links(topology.links().size(), 0);
  const std::vector<char> no_nodes(topology.nodes().size(), 0);
  const auto tree = tree_of(topology, source, down.empty() ? no_links : down, no_nodes);
  std::vector<std::optional<Path>> paths(topology.nodes().size());
  for (NodeId target = 0; target < paths.size(); ++target) {
    if (auto links = walk_back(topology, tree, source, target)) {
      paths[target] = topology.path_of(std::move(*links));
    }
  }
  return paths;
}

std::vector<Path> k_shortest_paths(const Topology& topology, NodeId source, NodeId target, int k,
                                   const std::vector<char>& down) {
  std::vector<Path> found;
  std::vector<Path> candidates;
  const std::vector<char> none(topology.links().size(), 0);
  std::vector<char> closed_links = down.empty() ? none : down;
  std::vector<char> closed_nodes(topology.nodes().size(), 0);
  if (auto first = walk_back(topology, tree_of(topology, source, closed_links, closed_nodes),
                             source, target)) {
    found.push_back(topology.path_of(std::move(*first)));
  }
  while (!found.empty() && found.size() < static_cast<std::size_t>(k)) {
    // Each node of the last path in turn is where the next one may leave it.
    const std::vector<LinkId> last = found.back().links;
    for (std::size_t i = 0; i < last.size(); ++i) {
      const NodeId spur = topology.links()[last[i]].from;
      closed_links = down.empty() ? none : down;
      std::fill(closed_nodes.begin(), closed_nodes.end(), 0);
      for (std::size_t j = 0; j < i; ++j) closed_nodes[topology.links()[last[j]].from] = 1;
      for (const Path& path : found) {
        if (path.links.size() > i &&
            std::equal(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(i),
                       path.links.begin())) {
          closed_links[path.links[i]] = 1;
        }
      }
      const auto rest =
          walk_back(topology, tree_of(topology, spur, closed_links, closed_nodes), spur, target);
      if (!rest) continue;
      std::vector<LinkId> links(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(i));
      links.insert(links.end(), rest->begin(), rest->end());
      Path path = topology.path_of(std::move(links));
      if (std::find(candidates.begin(), candidates.end(), path) == candidates.end()) {
        candidates.push_back(std::move(path));
      }
    }
    if (candidates.empty()) break;
    const auto best = std::min_element(candidates.begin(), candidates.end(), shorter);
    found.push_back(std::move(*best));
    candidates.erase(best);
  }
  return found;
}

}  // namespace suanwang
