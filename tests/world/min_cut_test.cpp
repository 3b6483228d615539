#include "sim/world/min_cut.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "tests/world/small_graph.hpp"

namespace suanwang {
namespace {

DirectedLink link(NodeId from, NodeId to, double capacity_bps) {
  return {from, to, capacity_bps, 1, 0, 0, true};
}

// The least capacity from one part to the other, over every way to part the nodes in two.
double by_trying_all(const Topology& t, const std::vector<NodeId>& sources,
                     const std::vector<NodeId>& targets) {
  const std::size_t nodes = t.nodes().size();
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t part = 0; part < (std::size_t{1} << nodes); ++part) {
    const auto in = [&](NodeId n) { return (part >> n) & 1; };
    if (!std::all_of(sources.begin(), sources.end(), in)) continue;
    if (std::any_of(targets.begin(), targets.end(), in)) continue;
    double sum = 0;
    for (const DirectedLink& l : t.links()) {
      if (in(l.from) && !in(l.to)) sum += l.capacity_bps;
    }
    least = std::min(least, sum);
  }
  return least;
}

// Whether some target can be reached from the sources without the links of the cut.
bool gets_through(const Topology& t, const MinCut& cut, const std::vector<NodeId>& sources,
                  const std::vector<NodeId>& targets) {
  std::vector<char> seen(t.nodes().size(), 0);
  for (const NodeId n : sources) seen[n] = 1;
  for (std::size_t round = 0; round < t.nodes().size(); ++round) {
    for (LinkId l = 0; l < t.links().size(); ++l) {
      if (std::count(cut.links.begin(), cut.links.end(), l) == 0 && seen[t.links()[l].from]) {
        seen[t.links()[l].to] = 1;
      }
    }
  }
  return std::any_of(targets.begin(), targets.end(), [&](NodeId n) { return seen[n]; });
}

}  // namespace

TEST_CASE("the minimum cut of two ways is the smaller link of each", "[topology]") {
  // a -7-> b -3-> d and a -2-> c -9-> d: b-d and a-c, 3 + 2 = 5.
  const Topology t = graph(4, {link(0, 1, 7), link(1, 3, 3), link(0, 2, 2), link(2, 3, 9)});
  const MinCut cut = min_cut(t, {0}, {3});
  CHECK(cut.capacity_bps == 5);
  CHECK(cut.links == std::vector<LinkId>{1, 2});
  CHECK(min_cut(t, {3}, {0}).capacity_bps == 0);  // nothing leads back
  CHECK(min_cut(t, {3}, {0}).links.empty());
}

TEST_CASE("a cross link lets the minimum cut use both ways to the full", "[topology]") {
  // a -4-> b -1-> d, a -1-> c -4-> d, b -2-> c: behind a 4 + 1, before d 1 + 4, between b and c
  // 1 (b-d) + 2 (b-c) + 1 (a-c) = 4, the least.
  const Topology t =
      graph(4, {link(0, 1, 4), link(1, 3, 1), link(0, 2, 1), link(2, 3, 4), link(1, 2, 2)});
  const MinCut cut = min_cut(t, {0}, {3});
  CHECK(cut.capacity_bps == 4);
  CHECK(cut.links == std::vector<LinkId>{1, 2, 4});
}

TEST_CASE("a minimum cut parts all sources from all targets", "[topology]") {
  // Sources a and b, targets d and e, all through c: 2 + 3 in, 1 + 6 out, and a-e besides.
  const Topology t = graph(5, {link(0, 2, 2), link(1, 2, 3), link(2, 3, 1), link(2, 4, 6),
                               link(0, 4, 10), link(0, 1, 100)});
  CHECK(min_cut(t, {0, 1}, {3, 4}).capacity_bps == 15);
  CHECK(std::isinf(min_cut(t, {0, 1}, {1, 3}).capacity_bps));  // b is on both sides
  CHECK(min_cut(graph(2, {}), {0}, {1}).capacity_bps == 0);
  CHECK(min_cut(graph(2, {link(0, 1, 0)}), {0}, {1}).capacity_bps == 0);
}

TEST_CASE("capacities of any size and ratio are cut without rounding", "[topology]") {
  // Parallel links of 0.1 + 0.2 + 4.8e12 bit/s before one of 1e15.
  const Topology t =
      graph(3, {link(0, 1, 0.1), link(0, 1, 0.2), link(0, 1, 4.8e12), link(1, 2, 1e15)});
  const MinCut cut = min_cut(t, {0}, {2});
  CHECK(cut.links == std::vector<LinkId>{0, 1, 2});
  CHECK(min_cut(graph(2, {link(0, 1, 1e-6)}), {0}, {1}).capacity_bps == 1e-6);
  CHECK(min_cut(graph(2, {link(0, 1, 1e300)}), {0}, {1}).capacity_bps == 1e300);
}

TEST_CASE("the minimum cut is the least of all bipartitions of 200 random graphs", "[topology]") {
  std::mt19937_64 random(11);
  for (int round = 0; round < 200; ++round) {
    const std::size_t nodes = 4 + random() % 5;
    std::vector<DirectedLink> links;
    for (NodeId a = 0; a < nodes; ++a) {
      for (NodeId b = 0; b < nodes; ++b) {
        if (a == b || random() % 3 == 0) continue;
        links.push_back(link(a, b, static_cast<double>(random() % 10) * 1.2e12));
      }
    }
    const Topology t = graph(nodes, links);
    std::vector<NodeId> sources{0}, targets{1};
    if (round % 2) sources.push_back(2);
    if (round % 4 > 1) targets.push_back(3);
    CAPTURE(round, nodes);
    const MinCut cut = min_cut(t, sources, targets);
    CHECK(cut.capacity_bps == Approx(by_trying_all(t, sources, targets)).margin(1));
    CHECK_FALSE(gets_through(t, cut, sources, targets));
  }
}

}  // namespace suanwang
