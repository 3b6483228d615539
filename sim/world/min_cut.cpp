#include "sim/world/min_cut.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

namespace suanwang {
namespace {

using Flow = std::int64_t;
using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Edge = Traits::edge_descriptor;
using EdgeProperties =
    boost::property<boost::edge_capacity_t, Flow,
                    boost::property<boost::edge_residual_capacity_t, Flow,
                                    boost::property<boost::edge_reverse_t, Edge>>>;
using FlowGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS,
                                        boost::no_property, EdgeProperties>;

void add_edge(FlowGraph& graph, std::size_t from, std::size_t to, Flow capacity) {
  const Edge edge = boost::add_edge(from, to, capacity, graph).first;
  const Edge back = boost::add_edge(to, from, 0, graph).first;
  boost::put(boost::edge_reverse, graph, edge, back);
  boost::put(boost::edge_reverse, graph, back, edge);
}

}  // namespace

MinCut min_cut(const Topology& topology, const std::vector<NodeId>& sources,
               const std::vector<NodeId>& targets) {
  const std::size_t nodes = topology.nodes().size();
  std::vector<char> is_source(nodes, 0);
  for (const NodeId n : sources) is_source[n] = 1;
  for (const NodeId n : targets) {
    if (is_source[n]) return {std::numeric_limits<double>::infinity(), {}};
  }

  // Step 1. Capacities as whole numbers: a power of two brings their sum just below 2^60, so that
  // nothing but digits far below the sum's last one is lost.
  double sum_bps = 0;
  for (const DirectedLink& l : topology.links()) sum_bps += l.capacity_bps;
  if (sum_bps <= 0) return {};
  const int shift = 59 - std::ilogb(sum_bps);

  // Step 2. One node before all sources, and one after all targets; no more passes there than
  // through the links beyond.
  FlowGraph graph(nodes + 2);
  std::vector<Flow> out(nodes, 0), in(nodes, 0);
  for (const DirectedLink& l : topology.links()) {
    const auto capacity = static_cast<Flow>(std::llround(std::ldexp(l.capacity_bps, shift)));
    add_edge(graph, l.from, l.to, capacity);
    out[l.from] += capacity;
    in[l.to] += capacity;
  }
  std::vector<char> is_target(nodes, 0);
  for (const NodeId n : targets) is_target[n] = 1;
  for (NodeId n = 0; n < nodes; ++n) {
    if (is_source[n]) add_edge(graph, nodes, n, out[n]);
    if (is_target[n]) add_edge(graph, n, nodes + 1, in[n]);
  }
  boost::push_relabel_max_flow(graph, nodes, nodes + 1);

  // Step 3. What can still be reached from the sources is their side of the cut.
  std::vector<char> reached(nodes + 2, 0);
  std::vector<std::size_t> open;
  const auto reach = [&](std::size_t node) {
    if (!reached[node]) open.push_back(node);
    reached[node] = 1;
  };
  for (const NodeId n : sources) reach(n);
  while (!open.empty()) {
    const std::size_t node = open.back();
    open.pop_back();
    const auto [first, last] = boost::out_edges(node, graph);
    for (auto edge = first; edge != last; ++edge) {
      if (boost::get(boost::edge_residual_capacity, graph, *edge) > 0) {
        reach(boost::target(*edge, graph));
      }
    }
  }
  MinCut cut;
  for (LinkId l = 0; l < topology.links().size(); ++l) {
    const DirectedLink& link = topology.links()[l];
    if (!reached[link.from] || reached[link.to]) continue;
    cut.links.push_back(l);
    cut.capacity_bps += link.capacity_bps;
  }
  return cut;
}

}  // namespace suanwang
