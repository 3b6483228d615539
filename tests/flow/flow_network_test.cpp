#include "sim/flow/flow_network.hpp"

#include <catch2/catch.hpp>
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
  const double capacity[] = {10};
  FlowNetwork network(capacity);
  const std::uint32_t links[] = {0};
  const auto path = network.add_class(links);
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
  const double capacity[] = {1000};
  FlowNetwork network(capacity);
  const std::uint32_t links[] = {0};
  const auto path = network.add_class(links, 5);
  for (std::uint32_t i = 0; i < 100; ++i) network.start(0, path, 10, 1, i);
  std::vector<FlowNetwork::UserId> done;
  const double end = network.next_end_s(0);
  CHECK(end == Approx(2));  // 5 bit/s each, the link is not full
  network.collect(end, done);
  CHECK(done.size() == 100);
}

TEST_CASE("flow network: nothing ends on a link without capacity", "[flow]") {
  const double capacity[] = {0};
  FlowNetwork network(capacity);
  const std::uint32_t links[] = {0};
  network.start(0, network.add_class(links, 5), 10, 1, 7);
  CHECK(network.next_end_s(0) == kInfinity);
}

TEST_CASE("flow network: over a link cut in mid-flight nothing moves, not even by rounding",
          "[flow]") {
  for (int k = 1; k <= 200; ++k) {
    const double capacity[] = {10.0 / k, 7.0 / 3};
    FlowNetwork network(capacity);
    const std::uint32_t both[] = {0, 1};
    const std::uint32_t first[] = {0};
    const std::uint32_t second[] = {1};
    const FlowNetwork::ClassId ids[] = {network.add_class(both, 0.3), network.add_class(first),
                                        network.add_class(second)};
    for (std::uint32_t i = 0; i < 3; ++i) network.start(0.1 * i, ids[i], 1e3, 1 + 0.1 * i, i);
    REQUIRE(network.next_end_s(0.3) < kInfinity);
    for (const std::uint32_t link : {0u, 1u}) network.set_capacity(0.7, link, 0);
    for (const auto id : ids) CHECK(network.rate_bps(id, 0.7) == 0);
    CHECK(network.next_end_s(0.7) == kInfinity);
    for (const std::uint32_t link : {0u, 1u}) network.set_capacity(1e6, link, capacity[link]);
    CHECK(network.next_end_s(1e6) < 1e6 + 1e5);
  }
}

}  // namespace suanwang
