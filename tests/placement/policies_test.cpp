#include "models/placement/policies.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "models/placement/formula.hpp"

namespace suanwang {
namespace {

// Three pools: 0 at home in the East (region 0, hub 0), 1 in the East elsewhere, 2 in the West.
struct Three {
  std::array<SiteView, 3> pools;
  std::array<double, 3> round_trip_s{0.000, 0.010, 0.030};
  std::array<double, 3> carriage{0, 0.01, 0.03};
  JobView job;
  PlacementSettings settings;

  Three() {
    for (std::uint32_t i = 0; i < 3; ++i) {
      pools[i].site = i;
      pools[i].region = i;
      pools[i].hub = i;
      pools[i].cards = 100;
      pools[i].busy_kw = 0.5;
      pools[i].price_cny_per_kwh = 0.7 - 0.1 * i;
      pools[i].carbon_kg_per_kwh = i == 1 ? 0.2 : 0.5;
    }
    pools[2].west = true;
    job.region = 0;
    job.hub = 0;
    job.cards = 10;
    job.run_s = 3600;
    job.round_trip_s = round_trip_s.data();
    job.carriage_cny_per_gb = carriage.data();
    settings.formula = "latency_ms";
  }
  std::optional<std::size_t> by(std::string_view policy) const {
    return make_policy(policy, settings)->place(job, pools);
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

TEST_CASE("least-loaded counts the job itself, so a wide gang prefers a large pool",
          "[placement]") {
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

TEST_CASE("tiered-latency keeps hot work near on its side and sends cold work West",
          "[placement]") {
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

TEST_CASE("cheapest weighs power against carriage, and wants room", "[placement]") {
  // 10 cards x 0.5 kW x 1 h = 5 kWh: 3.5, 3.0, 2.5 CNY of power. 100 GB cost 0, 1, 3 CNY to carry.
  Three three;
  CHECK(three.by("cheapest") == Chosen{2});  // no data
  three.job.input_bytes = 100e9;
  CHECK(three.by("cheapest") == Chosen{0});  // 3.5, 4.0, 5.5
  three.pools[0].committed = 95;
  CHECK(three.by("cheapest") == Chosen{1});
  three.pools[1].committed = three.pools[2].committed = 99;
  CHECK(three.by("cheapest") == Chosen{0});  // no room anywhere: the least loaded
}

TEST_CASE("greenest counts carbon and cooling, and wants room", "[placement]") {
  Three three;
  CHECK(three.by("greenest") == Chosen{1});
  three.pools[1].pue = 3;  // 0.5, 0.6, 0.5
  CHECK(three.by("greenest") == Chosen{0});
  three.pools[0].committed = 95;
  CHECK(three.by("greenest") == Chosen{2});
}

TEST_CASE("west-first takes western room before any other", "[placement]") {
  Three three;
  CHECK(three.by("west-first") == Chosen{2});
  three.pools[2].committed = 95;
  CHECK(three.by("west-first") == Chosen{0});  // the nearest with room
  three.pools[0].committed = 100;
  three.pools[1].committed = 98;
  CHECK(three.by("west-first") == Chosen{2});  // none has room: the least loaded
}

TEST_CASE("round-robin takes the allowed pools in turn", "[placement]") {
  Three three;
  three.pools[1].cards = 5;  // too small
  const auto policy = make_policy("round-robin", {});
  for (const std::size_t expected : {0, 2, 0, 2}) {
    CHECK(policy->place(three.job, three.pools) == Chosen{expected});
  }
}

TEST_CASE("random takes every allowed pool alike, and repeats under its seed", "[placement]") {
  Three three;
  const auto policy = make_policy("random", three.settings);
  const auto same = make_policy("random", three.settings);
  std::array<int, 3> counts{};
  for (int i = 0; i < 30000; ++i) {
    const auto chosen = policy->place(three.job, three.pools);
    REQUIRE(chosen == same->place(three.job, three.pools));
    ++counts[*chosen];
  }
  for (const int count : counts) CHECK(count == Approx(10000).margin(330));  // 4 standard errors
}

TEST_CASE("weighted adds its four terms on their scales", "[placement]") {
  // Power: 0.7, 0.6, 0.5. Round trips / 50 ms: 0, 0.2, 0.6. Carbon: 0.5, 0.2, 0.5.
  Three three;
  const auto with = [&](PlacementWeights weights) {
    three.settings.weights = weights;
    return three.by("weighted");
  };
  CHECK(with({0, 0, 1, 0}) == Chosen{2});
  CHECK(with({1, 0, 1, 0}) == Chosen{0});  // 0.7, 0.8, 1.1
  CHECK(with({0, 0, 0, 1}) == Chosen{1});
  CHECK(with({0.1, 0, 1, 0}) == Chosen{2});  // 0.70, 0.62, 0.56
  three.pools[2].committed = 95;  // the job does not fit now: 100 cards have 72,000 card-s to do
  three.pools[2].outstanding_card_s = 72000;  // 720 s = 0.2 h
  CHECK(with({0.1, 1, 1, 0}) == Chosen{1});   // 0.70, 0.62, 0.76
}

TEST_CASE("formula is whatever the user writes, least first", "[placement]") {
  Three three;
  const auto by = [&](const char* formula) {
    three.settings.formula = formula;
    REQUIRE(!check_formula(formula));
    return three.by("formula");
  };
  CHECK(by("price") == Chosen{2});
  CHECK(by("latency_ms / 50 + price") ==
        Chosen{0});  // the same as weights of latency 1 and price 1
  CHECK(by("west ? 1 : carbon") == Chosen{1});
  CHECK(by("-latency_ms * (job_cards > 4)") == Chosen{2});
  CHECK(by("own_region + own_hub") == Chosen{1});
  three.job.input_bytes = 100e9;
  CHECK(by("cost") == Chosen{0});
  three.pools[0].committed = 95;
  CHECK(by("load") == Chosen{1});
}

TEST_CASE("a formula's mistakes are found before it runs, with their place", "[placement]") {
  const auto problem = [](const char* formula) {
    return check_formula(formula).value_or(FormulaProblem{999, ""});
  };
  CHECK(problem("latency_ms + wiat_s").position == 13);
  CHECK(problem("latency_ms + wiat_s").message ==
        "unknown variable \"wiat_s\"; did you mean \"wait_s\"?");
  CHECK(problem("price / west").message.find("does it divide by zero?") != std::string::npos);
  CHECK(problem("price / 0").message.find("does it divide by zero?") != std::string::npos);
  CHECK(problem("price + * 2").position <= 9);
  CHECK(problem("price + (2").position < 999);
  CHECK(problem("").message.find("is empty") == 0);
  CHECK(problem("log(wait_s)").message.find("no finite number") != std::string::npos);
  CHECK(problem("price = 3").position == 6);
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
