#include "sim/flow/flow_network.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <vector>

#include "sim/flow/max_min.hpp"

namespace suanwang {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Incidence flows(int links, const std::vector<std::vector<int>>& crossed) {
  Incidence uses(links, static_cast<Eigen::Index>(crossed.size()));
  for (std::size_t f = 0; f < crossed.size(); ++f) {
    for (const int l : crossed[f]) uses.insert(l, static_cast<Eigen::Index>(f)) = 1;
  }
  return uses;
}

Eigen::VectorXd vector(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

}  // namespace

TEST_CASE("max-min: a flow held back on one link leaves room on another", "[flow]") {
  // A --10-- B --4-- C      flow 0: A-B   flow 1: A-B-C   flow 2: B-C
  // B-C is tightest: flows 1 and 2 get 4 / 2 = 2 each. A-B then has 10 - 2 = 8 left, all for flow
  // 0.
  const auto rate = max_min_rates(vector({10, 4}), flows(2, {{0}, {0, 1}, {1}}), vector({1, 1, 1}),
                                  vector({kInfinity, kInfinity, kInfinity}));
  CHECK(rate[0] == Approx(8));
  CHECK(rate[1] == Approx(2));
  CHECK(rate[2] == Approx(2));
}

TEST_CASE("max-min: a cap below the fair share leaves the rest to the others", "[flow]") {
  // One link of 12, three flows, the first capped at 2: (12 - 2) / 2 = 5 for the others.
  const auto rate = max_min_rates(vector({12}), flows(1, {{0}, {0}, {0}}), vector({1, 1, 1}),
                                  vector({2, kInfinity, kInfinity}));
  CHECK(rate[0] == Approx(2));
  CHECK(rate[1] == Approx(5));
  CHECK(rate[2] == Approx(5));
}

TEST_CASE("max-min: weights share a link in proportion", "[flow]") {
  // 12 over weights 1 and 3: 3 and 9.
  const auto rate = max_min_rates(vector({12}), flows(1, {{0}, {0}}), vector({1, 3}),
                                  vector({kInfinity, kInfinity}));
  CHECK(rate[0] == Approx(3));
  CHECK(rate[1] == Approx(9));
}

TEST_CASE("flow network: two transfers share a link until the shorter one is done", "[flow]") {
  // 10 bit/s; 20 and 60 bits from t = 0. At 5 each the first is done at 4; the other has 40 left
  // and the link for itself: done at 4 + 4 = 8.
  FlowNetwork network({10}, kInfinity);
  const std::uint32_t links[] = {0};
  const auto path = network.add_path(links);
  network.start(0, path, 20, 1, 100);
  network.start(0, path, 60, 1, 200);
  std::vector<FlowNetwork::UserId> done;
  CHECK(network.next_end_s(0) == Approx(4));
  network.collect(network.next_end_s(0), done);
  CHECK(network.next_end_s(4) == Approx(8));
  network.collect(network.next_end_s(4), done);
  CHECK(done == std::vector<FlowNetwork::UserId>{100, 200});
  CHECK(network.carried_bits(path, 8) == Approx(80));
  CHECK(network.transfers() == 0);
}

TEST_CASE("flow network: transfers with identical ends are all done at once", "[flow]") {
  FlowNetwork network({1000}, 5);
  const std::uint32_t links[] = {0};
  const auto path = network.add_path(links);
  for (std::uint32_t i = 0; i < 100; ++i) network.start(0, path, 10, 1, i);
  std::vector<FlowNetwork::UserId> done;
  const double end = network.next_end_s(0);
  CHECK(end == Approx(2));  // 5 bit/s each, the link is not full
  network.collect(end, done);
  CHECK(done.size() == 100);
}

TEST_CASE("flow network: nothing ends on a link without capacity", "[flow]") {
  FlowNetwork network({0}, 5);
  const std::uint32_t links[] = {0};
  network.start(0, network.add_path(links), 10, 1, 7);
  CHECK(network.next_end_s(0) == kInfinity);
}

// Random networks, with starts and ends as they come: the rates must be those of the plain solver
// at every moment, and nothing may be lost on the way.
TEST_CASE("flow network: rates equal the plain solver's on 300 random networks", "[flow]") {
  std::mt19937_64 random(20250301);
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() >> 11) * 0x1.0p-53;
  };
  double worst = 0;
  for (int round = 0; round < 300; ++round) {
    const int links = 2 + static_cast<int>(random() % 12);
    std::vector<double> capacity;
    for (int l = 0; l < links; ++l) capacity.push_back(uniform(5, 100));
    const double access = round % 4 == 0 ? kInfinity : uniform(1, 30);
    FlowNetwork network(capacity, access);
    std::vector<std::vector<int>> crossed;
    const int paths = 1 + static_cast<int>(random() % 20);
    for (int p = 0; p < paths; ++p) {
      std::vector<int> on;
      for (int l = 0; l < links; ++l) {
        if (random() % 3 == 0) on.push_back(l);
      }
      if (on.empty()) on.push_back(static_cast<int>(random() % static_cast<unsigned>(links)));
      crossed.push_back(on);
      network.add_path(std::vector<std::uint32_t>(on.begin(), on.end()));
    }

    double now = 0;
    double started_bits = 0;
    std::vector<double> weights(static_cast<std::size_t>(paths), 0);
    struct Live {
      std::size_t path;
      std::uint32_t weight;
    };
    std::vector<Live> live;
    std::vector<FlowNetwork::UserId> done;
    for (int step = 0; step < 60; ++step) {
      const double next = network.next_end_s(now);
      const double arrival = now + uniform(0, 1);
      if (next <= arrival || step > 40) {
        if (next == kInfinity) break;
        now = next;
        done.clear();
        network.collect(now, done);
        CHECK(!done.empty());
        for (const auto user : done) weights[live[user].path] -= live[user].weight;
      } else {
        now = arrival;
        const auto path = random() % static_cast<unsigned>(paths);
        const auto weight = static_cast<std::uint32_t>(1 + random() % 4);
        const double bits = uniform(1, 200);
        network.start(now, static_cast<std::uint32_t>(path), bits, weight,
                      static_cast<std::uint32_t>(live.size()));
        live.push_back({path, weight});
        weights[path] += weight;
        started_bits += bits;
      }
      // The oracle sees each path in use as one flow with the weight of its transfers.
      std::vector<std::vector<int>> in_use;
      std::vector<double> w, cap;
      std::vector<std::size_t> which;
      for (std::size_t p = 0; p < weights.size(); ++p) {
        if (weights[p] == 0) continue;
        in_use.push_back(crossed[p]);
        w.push_back(weights[p]);
        cap.push_back(access * weights[p]);
        which.push_back(p);
      }
      if (in_use.empty()) continue;
      const auto rate =
          max_min_rates(vector(capacity), flows(links, in_use), vector(w), vector(cap));
      for (std::size_t i = 0; i < which.size(); ++i) {
        const double got = network.rate_bps(static_cast<std::uint32_t>(which[i]), now) * w[i];
        const double error =
            std::abs(got - rate[static_cast<Eigen::Index>(i)]) / rate[static_cast<Eigen::Index>(i)];
        worst = std::max(worst, error);
      }
    }
    while (network.next_end_s(now) < kInfinity) {
      now = network.next_end_s(now);
      network.collect(now, done);
    }
    double carried = 0;
    for (std::uint32_t p = 0; p < static_cast<std::uint32_t>(paths); ++p)
      carried += network.carried_bits(p, now);
    CHECK(network.transfers() == 0);
    CHECK(carried == Approx(started_bits).epsilon(1e-12));
  }
  CHECK(worst < 1e-12);
}

}  // namespace suanwang
