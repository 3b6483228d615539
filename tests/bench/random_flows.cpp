#include "tests/bench/random_flows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/world/routes.hpp"
#include "tests/bench/replay.hpp"

namespace suanwang::bench {
namespace {

constexpr std::uint32_t kSites = 10, kRegions = 31;

struct Place {
  double x_km, y_km;
};

double latency_s(Place a, Place b) {
  const double fibre_km = 1.3 * std::hypot(a.x_km - b.x_km, a.y_km - b.y_km) + 20;
  return fibre_km / 200000;
}

Topology ten_sites() {
  RandomStream random(1, 0, "bench", "topology");
  std::vector<Place> places;
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < kSites + kRegions; ++i) {
    const double x_km = 3000 * random.uniform();
    places.push_back({x_km, 2000 * random.uniform()});
    names.push_back(i < kSites ? fmt::format("s{}", i) : fmt::format("r{}", i - kSites));
  }
  std::vector<DirectedLink> links;
  const auto link = [&](NodeId from, NodeId to, double gbps) {
    DirectedLink l;
    l.from = from;
    l.to = to;
    l.capacity_bps = 1e9 * gbps;
    l.latency_s = latency_s(places[from], places[to]);
    links.push_back(l);
  };
  const auto both_ways = [&](NodeId a, NodeId b) {
    const double gbps = 160 + 240 * random.uniform();
    link(a, b, gbps);
    link(b, a, gbps);
  };
  for (NodeId s = 0; s < kSites; ++s) both_ways(s, (s + 1) % kSites);
  for (const NodeId s : {0, 2, 3, 4, 6, 8, 9}) both_ways(s, (s + 3) % kSites);
  for (NodeId r = kSites; r < kSites + kRegions; ++r) {
    std::array<NodeId, kSites> nearest;
    std::iota(nearest.begin(), nearest.end(), 0);
    std::sort(nearest.begin(), nearest.end(), [&](NodeId a, NodeId b) {
      return latency_s(places[r], places[a]) < latency_s(places[r], places[b]);
    });
    for (const NodeId s : {nearest[0], nearest[1]}) link(r, s, 64 + 96 * random.uniform());
  }
  return {names, links};
}

/// Cumulated shares of `count`, each with a weight of 1 / (1 + step x its number).
std::vector<double> falling_shares(std::uint32_t count, double step) {
  std::vector<double> below;
  double sum = 0;
  for (std::uint32_t i = 0; i < count; ++i) below.push_back(sum += 1 / (1 + step * i));
  for (double& share : below) share /= sum;
  return below;
}

std::uint32_t pick(const std::vector<double>& below, double uniform) {
  const auto at = std::upper_bound(below.begin(), below.end() - 1, uniform);
  return static_cast<std::uint32_t>(at - below.begin());
}

}  // namespace

FlowTrace ten_site_network() {
  const Topology topology = ten_sites();
  FlowTrace trace;
  for (const DirectedLink& l : topology.links()) trace.capacity_bps.push_back(l.capacity_bps);
  for (NodeId r = kSites; r < kSites + kRegions; ++r) {
    const auto paths = shortest_paths(topology, r);
    for (NodeId s = 0; s < kSites; ++s) {
      trace.routes.push_back({paths[s]->links, std::numeric_limits<double>::infinity(), r, s});
    }
  }
  return trace;
}

RandomFlows::RandomFlows(double per_second)
    : per_second_(per_second),
      region_below_(falling_shares(kRegions, 0.15)),
      site_below_(falling_shares(kSites, 0.2)) {}

FlowTrace::Transfer RandomFlows::operator()() {
  now_s_ += gap_(random_) / per_second_;
  const std::uint32_t region = pick(region_below_, random_.uniform());
  const std::uint32_t site = pick(site_below_, random_.uniform());
  const double bytes = std::floor(1e9 * gigabytes_(random_)) + 1;  // SimGrid takes whole bytes
  return {now_s_, 8 * bytes, 1, region * kSites + site};
}

FlowTrace random_trace(std::size_t count, double under_way) {
  FlowTrace trace = ten_site_network();
  std::vector<double> done_s;
  const auto draw = [&](double per_second) {
    RandomFlows next(per_second);
    trace.transfers.clear();
    for (std::size_t i = 0; i < count; ++i) trace.transfers.push_back(next());
    return replay(trace, done_s).mean_under_way;
  };
  double low = 1e-2, high = 1e4;  // per second
  while (high / low > 1.001) {
    const double middle = std::sqrt(low * high);
    (draw(middle) < under_way ? low : high) = middle;
  }
  draw(low);
  return trace;
}

}  // namespace suanwang::bench
