// Jobs on nodes: who waits, who starts and who is struck, each second by hand.

#include <catch2/catch.hpp>

#include "tests/engine/interrupted.hpp"

namespace suanwang {
namespace {

/// One pool of `cards` cards on nodes of 8.
Scenario packed(std::int64_t cards, std::optional<Packing> packing,
                const std::string& discipline = "fcfs") {
  Scenario s = single_queue(cards, discipline);
  s.sites[0].pools[0].packing = packing;
  return s;
}

SiteFailureLaw nodes_fail(double mtbf_s, double mttr_s) {
  return {SiteFailureLaw::Each::node, "site", "pool", mtbf_s, mttr_s, false};
}

}  // namespace

TEST_CASE("packing: a job of one node waits though enough cards are free in sum", "[packing]") {
  // Two nodes. `spread` puts the two jobs of 4 on one each, so 8 cards are free and no node is,
  // until the first job is over; the other rules put both on one node.
  Scenario s = packed(16, std::nullopt);
  s.workloads = {one_job("a", "here", 0, 4, 1000), one_job("b", "here", 0, 4, 2000),
                 one_job("c", "here", 10, 8, 100)};
  CHECK(run(s).of("c").started_s == Approx(10));
  s = packed(16, Packing::best_fit);
  s.workloads = {one_job("a", "here", 0, 4, 1000), one_job("b", "here", 0, 4, 2000),
                 one_job("c", "here", 10, 8, 100)};
  CHECK(run(s).of("c").started_s == Approx(10));
  s.sites[0].pools[0].packing = Packing::first_fit;
  CHECK(run(s).of("c").started_s == Approx(10));
  s.sites[0].pools[0].packing = Packing::spread;
  const Told told = run(s);
  CHECK(told.of("c").started_s == Approx(1000));
  CHECK(told.of("b").ended_s == Approx(2000));
  CHECK(told.results.wait_s.mean == Approx(990 / 3.0));
  CHECK(told.results.card.batch_card_s == Approx(4 * 1000 + 4 * 2000 + 8 * 100));
}

TEST_CASE("packing: first-fit leaves a node without room that best-fit spares", "[packing]") {
  // a and b leave 3 cards on node 0 and 2 on node 1. Job c of 2 goes to node 0 by first-fit and to
  // node 1 by best-fit; so d of 3 starts beside it, or waits for the end of a.
  for (const Packing packing : {Packing::first_fit, Packing::best_fit}) {
    Scenario s = packed(16, packing);
    s.workloads = {one_job("a", "here", 0, 5, 500), one_job("b", "here", 1, 6, 1000),
                   one_job("c", "here", 2, 2, 1000), one_job("d", "here", 3, 3, 100)};
    CHECK(run(s).of("d").started_s == Approx(packing == Packing::best_fit ? 3 : 500));
  }
}

TEST_CASE("packing: who comes behind a job that has no node may pass it where the discipline lets",
          "[packing]") {
  // As above, 4 + 4 cards are free on two nodes; the job of 8 waits, the one of 2 has room.
  const auto second = [](const std::string& discipline) {
    Scenario s = packed(16, Packing::spread, discipline);
    s.workloads = {one_job("a", "here", 0, 4, 1000), one_job("b", "here", 0, 4, 2000),
                   one_job("wide", "here", 10, 8, 100), one_job("slim", "here", 20, 2, 50)};
    return run(s);
  };
  // `wide` runs on node 0 from 1000 on; node 1 has had room for `slim` all along.
  CHECK(second("fcfs").of("slim").started_s == Approx(1000));
  CHECK(second("easy").of("slim").started_s == Approx(20));
  CHECK(second("easy").of("wide").started_s == Approx(1000));
}

TEST_CASE("packing: a node that fails stops the jobs on it and no others", "[packing]") {
  // Jobs of 4 fill two nodes: by best-fit in order, a and b, c and d, and again so each time a node
  // comes back, since they return to their places in the queue. Each failure stops a pair.
  int failures = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    Scenario s = packed(16, Packing::best_fit);
    s.seed = seed;
    for (const char* id : {"a", "b", "c", "d"})
      s.workloads.push_back(one_job(id, "here", 0, 4, 5000));
    s.site_failures = {nodes_fail(8000, 500)};
    const Told told = run(s);
    CHECK(told.of("a").failures == told.of("b").failures);
    CHECK(told.of("c").failures == told.of("d").failures);
    CHECK(told.of("a").ended_s == Approx(told.of("b").ended_s));
    CHECK(told.of("c").ended_s == Approx(told.of("d").ended_s));
    CHECK(told.results.ledger.completed == 4);
    CHECK(told.results.waste.failures <= 2 * told.results.sites[0].node_failures);
    failures += told.of("a").failures + told.of("c").failures;
  }
  CHECK(failures > 10);

  // By spread every other job lies on the same node, and a job of 12 lies on both.
  int apart = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Scenario s = packed(16, Packing::spread);
    s.seed = seed;
    for (const char* id : {"a", "b", "c", "d"}) {
      s.workloads.push_back(one_job(id, "here", 0, 4, 1e5));
      s.workloads.back().on_failure = OnFailure::fail;
    }
    s.site_failures = {nodes_fail(8000, 500)};
    const Told told = run(s);
    CHECK(told.of("a").ended_s == told.of("c").ended_s);
    CHECK(told.of("b").ended_s == told.of("d").ended_s);
    apart += told.of("a").ended_s != told.of("b").ended_s;

    s.workloads = {one_job("wide", "here", 0, 12, 1e5)};
    s.workloads[0].on_failure = OnFailure::fail;
    const Told both = run(s);
    CHECK(both.of("wide").ended_s == Approx(std::min(told.of("a").ended_s, told.of("b").ended_s)));
  }
  CHECK(apart == 20);
}

TEST_CASE("packing: an event takes whole nodes down, with what lies on them", "[packing]") {
  // Three nodes of 8, each with one job of 8; 9 cards down are two nodes. The third job goes on.
  Scenario s = packed(24, Packing::first_fit);
  for (const char* id : {"a", "b", "c"}) s.workloads.push_back(one_job(id, "here", 0, 8, 1000));
  s.site_events = {cards_down(100, 200, 9)};
  const Told told = run(s);
  int struck = 0;
  for (const char* id : {"a", "b", "c"}) {
    struck += told.of(id).failures;
    CHECK(told.of(id).ended_s == Approx(told.of(id).failures ? 1300 : 1000));
  }
  CHECK(struck == 2);
  CHECK(told.results.card.down_card_s == Approx(16 * 200));
}

TEST_CASE("packing: a node that is down is no room, and the smaller last one counts as it is",
          "[packing]") {
  // 8 + 8 + 4 cards; all three are down from 100 to 200 by an event of 20 cards.
  Scenario s = packed(20, Packing::best_fit);
  s.workloads = {one_job("all", "here", 0, 20, 1000)};
  s.site_events = {cards_down(100, 100, 20)};
  const Told told = run(s);
  CHECK(told.of("all").ended_s == Approx(1200));
  CHECK(told.results.card.down_card_s == Approx(20 * 100));
}

TEST_CASE("packing: every job is done by every rule and discipline", "[packing]") {
  // The work is the same; how long it takes is not. Cards are never held beyond what there are.
  for (const char* discipline : {"fcfs", "easy", "conservative"}) {
    for (const Packing packing : {Packing::first_fit, Packing::best_fit, Packing::spread}) {
      CAPTURE(discipline, kPackings[static_cast<std::size_t>(packing)]);
      Scenario s = packed(44, packing, discipline);
      double card_s = 0;
      for (int i = 0; i < 60; ++i) {
        const int cards = 1 + i * 7 % 23;
        const double runtime_s = 100 + i * 37 % 900;
        card_s += cards * runtime_s;
        s.workloads.push_back(
            one_job("job-" + std::to_string(i), "here", 20.0 * i, cards, runtime_s));
      }
      const Told told = run(s);
      CHECK(told.results.ledger.completed == 60);
      CHECK(told.results.card.batch_card_s == Approx(card_s));
      CHECK(told.results.to_s > card_s / 44);
    }
  }
}

}  // namespace suanwang
