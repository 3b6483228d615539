#include "sim/world/routes.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <random>

#include "tests/world/small_graph.hpp"

namespace suanwang {
namespace {

// Every loopless path, by trying them all.
std::vector<double> all_latencies(const Topology& t, NodeId source, NodeId target) {
  std::vector<double> found;
  std::vector<char> seen(t.nodes().size(), 0);
  const std::function<void(NodeId, double)> walk = [&](NodeId at, double latency) {
    if (at == target) {
      found.push_back(latency);
      return;
    }
    seen[at] = 1;
    for (const DirectedLink& l : t.links()) {
      if (l.from == at && !seen[l.to]) walk(l.to, latency + l.latency_s);
    }
    seen[at] = 0;
  };
  walk(source, 0);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("the shortest path counts latency, not hops, and minds the direction", "[world]") {
  // a -> b -> c takes 1 + 1, a -> c directly 3; nothing leads back to a.
  const Topology t =
      graph(3, {{0, 1, 1, 1, 0.1, 0, true}, {1, 2, 1, 1, 0.2, 1, true}, {0, 2, 1, 3, 0, 2, true}});
  const auto paths = shortest_paths(t, 0);
  REQUIRE(paths[2].has_value());
  CHECK(paths[2]->links == std::vector<LinkId>{0, 1});
  CHECK(paths[2]->latency_s == Approx(2));
  CHECK(paths[2]->price_cny_per_gb == Approx(0.3));
  CHECK(paths[0]->links.empty());
  CHECK(!shortest_paths(t, 2)[0].has_value());
}

TEST_CASE("Yen's k paths are the k shortest loopless ones of 100 random graphs", "[world]") {
  std::mt19937_64 random(4);
  for (int round = 0; round < 100; ++round) {
    const std::size_t nodes = 4 + random() % 4;
    std::vector<DirectedLink> links;
    for (NodeId a = 0; a < nodes; ++a) {
      for (NodeId b = 0; b < nodes; ++b) {
        if (a == b || random() % 2) continue;
        links.push_back({a, b, 1, 1 + static_cast<double>(random() % 1000) / 7, 0, 0, true});
      }
    }
    const Topology t = graph(nodes, links);
    const auto expected = all_latencies(t, 0, 1);
    const auto paths = k_shortest_paths(t, 0, 1, 6);
    REQUIRE(paths.size() == std::min<std::size_t>(6, expected.size()));
    for (std::size_t k = 0; k < paths.size(); ++k) CHECK(paths[k].latency_s == Approx(expected[k]));
  }
}

}  // namespace suanwang
