// Services told in requests, with replicas and start-up; each card-second by hand.

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "sim/scenario/load.hpp"
#include "tests/engine/interrupted.hpp"

namespace suanwang {
namespace {

constexpr double kHour_s = 3600;

/// A service of `here` that asks for so many cards in each hour, the last value going on.
Service asking(std::vector<double> cards) {
  Service service;
  service.id = "chat";
  service.name = {"chat", "chat"};
  service.from = {{"here", 1.0}};
  service.cards = 1;
  for (std::size_t h = 0; h < 24; ++h) service.day[h] = cards[std::min(h, cards.size() - 1)];
  return service;
}

/// 10 cards and the service, for so many hours.
Scenario serving(Service service, double hours) {
  Scenario s = single_queue(10, "fcfs");
  s.services = {std::move(service)};
  s.duration_s = hours * kHour_s;
  return s;
}

}  // namespace

TEST_CASE("services: requests over throughput are cards", "[services]") {
  const std::string text =
      "base: one-job\nduration: 2 h\nservices:\n  - {id: c, from: {shanghai: 1}, requests: 1200 "
      "per "
      "s,\n     throughput: 400 per s, day: [1, 0.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, "
      "1,\n"
      "     1, 1, 1, 1, 1, 1]}\n";
  const Share share{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};
  const Loaded loaded = load_scenario_text(text, "t", {}, share);
  REQUIRE(loaded.scenario);
  const Service& read = loaded.scenario->services.at(0);
  CHECK(read.cards == Approx(3));
  CHECK(read.throughput_per_s == Approx(400));

  // 3 cards for an hour and 1.5 for another: 1200 x 3600 and 600 x 3600 requests.
  Service service = asking({3, 1.5});
  service.throughput_per_s = 400;
  const Results r = run(serving(service, 2)).results;
  REQUIRE(r.services.size() == 1);
  CHECK(r.services[0].demanded_card_s == Approx(4.5 * kHour_s));
  CHECK(r.services[0].requests() == Approx(1800 * kHour_s));
  CHECK(r.services[0].requests_served() == Approx(1800 * kHour_s));

  // 20 cards asked of 10: every other request.
  service = asking({20});
  service.throughput_per_s = 400;
  const Results short_of = run(serving(service, 2)).results;
  CHECK(short_of.services[0].requests() == Approx(2 * 8000 * kHour_s));
  CHECK(short_of.services[0].requests_served() == Approx(2 * 4000 * kHour_s));
}

TEST_CASE("services: cards come in whole replicas", "[services]") {
  // 2.5 cards: three without replicas, four in replicas of two; what is served is the same.
  for (const double replica : {0.0, 0.5, 1.0, 2.0, 4.0, 5.0}) {
    CAPTURE(replica);
    Service service = asking({2.5});
    service.replica_cards = replica;
    const double held = replica == 2 || replica == 4 ? 4 : replica == 5 ? 5 : 3;
    Scenario s = serving(service, 2);
    s.workloads = {one_job("fits", "here", 0, 10 - held, 1800),
                   one_job("waits", "here", 1800, 10 - held + 1, 60)};
    const Told told = run(s);
    CHECK(told.results.card.service_card_s == Approx(held * 2 * kHour_s));
    CHECK(told.results.services[0].demanded_card_s == Approx(2.5 * 2 * kHour_s));
    CHECK(told.results.services[0].served_card_s == Approx(2.5 * 2 * kHour_s));
    CHECK(told.of("fits").ended_s == Approx(1800));
    CHECK(told.results.ledger.completed == 1);
  }
}

TEST_CASE("services: replicas of each service are rounded by themselves", "[services]") {
  // Two services of 2.5 cards in replicas of two hold 4 each, not 6 together.
  Service service = asking({2.5});
  service.replica_cards = 2;
  Scenario s = serving(service, 1);
  s.services.push_back(service);
  s.services[1].id = "search";
  CHECK(run(s).results.card.service_card_s == Approx(8 * kHour_s));
}

TEST_CASE("services: what starts up answers nothing yet", "[services]") {
  // 2 cards in the first hour, 6 from the second on; 4 cards are cold for ten minutes, and held all
  // the same.
  Service service = asking({2, 6});
  service.start_up_s = 600;
  Results r = run(serving(service, 3)).results;
  CHECK(r.services[0].demanded_card_s == Approx((2 + 6 + 6) * kHour_s));
  CHECK(r.services[0].served_card_s == Approx(2 * kHour_s + 2 * 600 + 6 * 3000 + 6 * kHour_s));
  CHECK(r.card.service_card_s == Approx((2 + 6 + 6) * kHour_s));
  CHECK(r.regions[0].served_card_s == Approx(r.services[0].served_card_s));

  // Longer than the quarter of an hour after which demand is looked at again.
  service.start_up_s = 2000;
  r = run(serving(service, 3)).results;
  CHECK(r.services[0].served_card_s == Approx(2 * kHour_s + 2 * 2000 + 6 * 1600 + 6 * kHour_s));

  // And than the hour.
  service.start_up_s = 5000;
  r = run(serving(service, 3)).results;
  CHECK(r.services[0].served_card_s ==
        Approx(2 * kHour_s + 2 * kHour_s + 2 * 1400 + 6 * (kHour_s - 1400)));
}

TEST_CASE("services: what is given back is cold when it is needed again", "[services]") {
  // 6, 2, 6: the third hour begins as the second of the case above.
  Service service = asking({6, 2, 6});
  service.start_up_s = 600;
  Results r = run(serving(service, 3)).results;
  CHECK(r.services[0].served_card_s == Approx((6 + 2) * kHour_s + 2 * 600 + 6 * 3000));

  // 2, 6, 4 with a start-up of 5000 s: of the 4 cards that start up at 1 h two go again at 2 h, and
  // the other two are warm at 8600 s = 2 h + 1400 s.
  service = asking({2, 6, 4});
  service.start_up_s = 5000;
  r = run(serving(service, 3)).results;
  CHECK(r.services[0].served_card_s ==
        Approx(2 * kHour_s + 2 * kHour_s + 2 * 1400 + 4 * (kHour_s - 1400)));

  // 2, 6, 1: the cold ones go first, then one of the warm.
  service = asking({2, 6, 1, 2});
  service.start_up_s = 5000;
  r = run(serving(service, 4)).results;
  CHECK(r.services[0].served_card_s == Approx((2 + 2 + 1 + 1) * kHour_s));
}

TEST_CASE("services: a spare part of a replica is warm at once", "[services]") {
  // 2.5 cards in replicas of 4: when the second hour asks for 4 they are there. The third asks for
  // 5: eight, of which four are cold.
  Service service = asking({2.5, 4, 5});
  service.replica_cards = 4;
  service.start_up_s = 600;
  const Results r = run(serving(service, 3)).results;
  CHECK(r.card.service_card_s == Approx((4 + 4 + 8) * kHour_s));
  CHECK(r.services[0].served_card_s == Approx((2.5 + 4) * kHour_s + 4 * 600 + 5 * 3000));
}

TEST_CASE("services: batch jobs make room when demand rises, and go on when it falls",
          "[services]") {
  // 10 cards; 2 for the service in the first and from the third hour on, 6 in the second. The job
  // of 8 has run for 3600 of its 5000 s, of which 3000 are saved; at 2 h it goes on: 7200 + 2000.
  Service service = asking({2, 6, 2});
  service.start_up_s = 600;
  Scenario s = serving(service, 4);
  s.workloads = {patient_job("train", 0, 8, 5000, 1000)};
  for (const std::optional<Packing> packing :
       {std::optional<Packing>{}, std::optional{Packing::spread},
        std::optional{Packing::best_fit}}) {
    s.sites[0].pools[0].node_cards = 5;
    s.sites[0].pools[0].packing = packing;
    // A job of 8 of 10 cards on two nodes needs one of them whole; the two cards of the service
    // leave none under `spread`.
    const Told told = run(s);
    CAPTURE(packing.has_value());
    if (packing == Packing::spread) {
      CHECK(told.results.ledger.completed == 0);
      continue;
    }
    CHECK(told.of("train").preemptions == 1);
    CHECK(told.of("train").ended_s == Approx(9200));
    CHECK(told.results.waste.lost_card_s == Approx(8 * 600));
    // Preempted cards start up like any others.
    CHECK(told.results.services[0].served_card_s ==
          Approx((2 + 2 + 2) * kHour_s + 2 * 600 + 6 * 3000));
  }
}

}  // namespace suanwang
