#include <array>
#include <catch2/catch.hpp>

#include "models/placement/policies.hpp"

namespace suanwang {
namespace {

// Three pools: 0 at home in the East (region 0, hub 0), 1 in the East elsewhere, 2 in the West.
struct Three {
  std::array<SiteView, 3> pools;
  std::array<double, 3> round_trip_s{0.000, 0.010, 0.030};
  JobView job;

  Three() {
    for (std::uint32_t i = 0; i < 3; ++i) {
      pools[i].site = i;
      pools[i].region = i;
      pools[i].hub = i;
      pools[i].cards = 100;
    }
    pools[2].west = true;
    job.region = 0;
    job.hub = 0;
    job.cards = 10;
    job.round_trip_s = round_trip_s.data();
  }
  std::optional<std::size_t> by(std::string_view policy) const {
    return make_policy(policy, {})->place(job, pools);
  }
};

using Chosen = std::optional<std::size_t>;

}  // namespace

TEST_CASE("every policy names a pool that is allowed, or none", "[placement]") {
  for (const auto name : policy_names()) {
    Three three;
    CAPTURE(name);
    CHECK(three.by(name).has_value());
    CHECK(!policy_summary(name).empty());
    three.job.cards = 101;  // too large for all
    CHECK(!three.by(name).has_value());
  }
  CHECK(make_policy("nearst", {}) == nullptr);
}

TEST_CASE("nearest takes the shortest round trip, busy or not", "[placement]") {
  Three three;
  three.pools[0].committed = 500;
  CHECK(three.by("nearest") == Chosen{0});
  three.job.cards = 50;
  three.pools[0].service = 60;  // services leave 40 cards
  CHECK(three.by("nearest") == Chosen{1});
}

TEST_CASE("least-loaded counts the job itself, so a wide gang prefers a large pool", "[placement]") {
  Three three;
  three.pools[0].committed = 20;
  three.pools[1].committed = 10;
  three.pools[2].committed = 30;
  CHECK(three.by("least-loaded") == Chosen{1});  // 0.30, 0.20, 0.40
  three.pools[2].cards = 1000;
  CHECK(three.by("least-loaded") == Chosen{2});  // 0.30, 0.20, 0.04
}

TEST_CASE("local-only stays in the own province and the own hub", "[placement]") {
  Three three;
  three.pools[0].committed = 400;
  CHECK(three.by("local-only") == Chosen{0});
  three.pools[1].hub = 0;  // now of the own hub, and less loaded
  CHECK(three.by("local-only") == Chosen{1});
  three.pools[0].cards = three.pools[1].cards = 5;
  CHECK(three.by("local-only") == Chosen{});  // the West is not permitted
}

TEST_CASE("tiered-latency keeps hot work near on its side and sends cold work West", "[placement]") {
  Three three;
  CHECK(three.by("tiered-latency") == Chosen{2});  // cold
  three.pools[2].committed = 100;
  three.pools[0].committed = 50;
  CHECK(three.by("tiered-latency") == Chosen{1});  // no room in the West: least loaded anywhere

  three.job.deadline_s = 3600;  // hot
  CHECK(three.by("tiered-latency") == Chosen{0});
  three.pools[0].committed = 95;
  CHECK(three.by("tiered-latency") == Chosen{1});  // the next with room on its side
  three.pools[1].committed = 99;
  CHECK(three.by("tiered-latency") == Chosen{0});  // none has room: least loaded of the side
}

TEST_CASE("a latency bound is never broken", "[placement]") {
  for (const auto name : policy_names()) {
    Three three;
    three.job.latency_bound_s = 0.005;
    three.pools[0].committed = 1e6;
    CAPTURE(name);
    CHECK(three.by(name) == Chosen{0});
  }
}

}  // namespace suanwang
