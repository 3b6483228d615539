#include "models/queue/disciplines.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <utility>
#include <vector>

#include "tests/queue/replay.hpp"

namespace suanwang {
namespace {

LogJob of_tenant(std::uint32_t tenant, LogJob j) {
  j.tenant = tenant;
  return j;
}
LogJob urgent(std::int32_t priority, LogJob j) {
  j.priority = priority;
  return j;
}

using Starts = std::vector<double>;

}  // namespace

TEST_CASE("fcfs: nobody overtakes a head that does not fit", "[queue]") {
  // 4 cards. Job 0 takes 3 until 10. Job 1 wants 4: waits until 10, runs until 15. Job 2 wants 1,
  // which is free, but stands behind job 1: starts at 15.
  CHECK(replay("fcfs", 4, {log_job(0, 3, 10, 10), log_job(1, 4, 5, 5), log_job(2, 1, 2, 2)}) ==
        Starts{0, 10, 15});
}

TEST_CASE("sjf: the shortest request first, equals in order, and nobody overtakes", "[queue]") {
  // 4 cards, all busy until 10. By request: job 3 (2 s) and job 4 (2 s, came later) take 1 card
  // each until 12; job 2 (3 s) wants all 4: waits until 12, runs until 15. Job 1 (9 s) wants 1
  // card, which was free, but stands behind job 2.
  CHECK(replay("sjf", 4,
               {log_job(0, 4, 10, 10), log_job(1, 1, 9, 9), log_job(1, 4, 3, 3),
                log_job(2, 1, 2, 2), log_job(3, 1, 2, 2)}) == Starts{0, 15, 12, 10, 10});
}

TEST_CASE("priority: the most urgent first, equals in order, and nobody overtakes", "[queue]") {
  // As above, with the order by priority: 7, 7, then 3 that wants all, then 0.
  CHECK(replay("priority", 4,
               {log_job(0, 4, 10, 10), urgent(0, log_job(1, 1, 9, 9)),
                urgent(3, log_job(1, 4, 3, 3)), urgent(7, log_job(2, 1, 2, 2)),
                urgent(7, log_job(3, 1, 2, 2))}) == Starts{0, 15, 12, 10, 10});
}

TEST_CASE("fair-share: the tenant that used least of late comes first", "[queue]") {
  // One card. Tenant 0 runs from 0 to 10, tenant 1 from 10 to 16. At 16 tenant 0 has used 10
  // card-s, the later half of which is 6 to 11 s old, tenant 1 has used 6, all later than that.
  const std::vector<LogJob> jobs{
      of_tenant(0, log_job(0, 1, 10, 10)), of_tenant(1, log_job(1, 1, 6, 6)),
      of_tenant(0, log_job(2, 1, 1, 1)), of_tenant(1, log_job(3, 1, 1, 1))};
  const auto starts = [&](double half_life_s) {
    const auto queue = make_discipline("fair-share", {half_life_s});
    return replay(*queue, 1, jobs, EventRule::batch, false);
  };
  // Nothing fades: 10 > 6, tenant 1 goes first although its job came later.
  CHECK(starts(1e9) == Starts{0, 10, 17, 16});
  // A half-life of 2 s: by 16 tenant 0's use is (2 / ln 2) (2^-3 - 2^-8) = 0.35 card-s, tenant 1's
  // (2 / ln 2) (1 - 2^-3) = 2.5.
  CHECK(starts(2) == Starts{0, 10, 16, 17});
}

TEST_CASE("fair-share: what runs counts as it goes", "[queue]") {
  // 3 cards. Tenant 0's job holds one, long, tenant 1's two until 4. At 4 tenant 1 has used 8
  // card-s, tenant 0 has used 4 of a job that is not over: its second job goes first, though it
  // came later.
  CHECK(replay("fair-share", 3,
               {of_tenant(0, log_job(0, 1, 100, 100)), of_tenant(1, log_job(0, 2, 4, 4)),
                of_tenant(1, log_job(1, 2, 5, 5)), of_tenant(0, log_job(2, 2, 5, 5))}) ==
        Starts{0, 0, 9, 4});
}

TEST_CASE("fair-share: equals go in order, and nobody overtakes", "[queue]") {
  // Nobody has used anything. Tenant 7's job came first and wants more than is free beside it.
  CHECK(replay("fair-share", 3,
               {of_tenant(7, log_job(0, 2, 5, 5)), of_tenant(3, log_job(0, 3, 5, 5)),
                of_tenant(5, log_job(1, 1, 1, 1))}) == Starts{0, 5, 10});
}

TEST_CASE("fair-share: a job found running brings its past with it", "[queue]") {
  const auto queue = make_discipline("fair-share", {10});
  queue->started({0, 0, 1, -10, 100});  // tenant 0: 10 s so far
  queue->started({1, 1, 1, 0, 100});    // tenant 1: none
  queue->push({2, 1, 1, 0, 0, 0});
  queue->push({3, 1, 1, 1, 1, 0});
  CHECK(queue->pop(5, 1)->job == 3);
}

TEST_CASE("easy: a short job overtakes if it is over before the head's reservation", "[queue]") {
  // As above: the head's reservation is at 10; job 2 is over at 4 and starts at once. Job 3 wants 1
  // card until 2 + 9 = 11, past the reservation, and the head leaves no card over: it waits
  // until 15.
  CHECK(replay("easy", 4,
               {log_job(0, 3, 10, 10), log_job(1, 4, 5, 5), log_job(2, 1, 2, 2),
                log_job(2, 1, 9, 9)}) == Starts{0, 10, 2, 15});
}

TEST_CASE("easy: a long job may overtake on cards that the head leaves over", "[queue]") {
  // 10 cards: job 0 holds 6 until 10. The head wants 8 at 10 and leaves 2 over: job 2 (2 cards,
  // long) starts at 2 on the 4 free ones; job 3 (2 cards, long) would take cards that the head
  // needs.
  CHECK(replay("easy", 10,
               {log_job(0, 6, 10, 10), log_job(1, 8, 5, 5), log_job(2, 2, 100, 100),
                log_job(3, 2, 100, 100)}) == Starts{0, 10, 2, 15});
}

TEST_CASE("easy: a job that ends before its promise brings the reservation forward", "[queue]") {
  // Job 0 promised 100 and ends at 10: the head waits for job 2 alone, promised before 100.
  CHECK(replay("easy", 4, {log_job(0, 3, 10, 100), log_job(1, 4, 5, 5), log_job(2, 1, 50, 50)}) ==
        Starts{0, 52, 2});
}

TEST_CASE("easy: jobs that outrun their promise all count as ending now", "[queue]") {
  // 10 cards; two jobs of 4 promised to end at 50 and 60 and run on. At 101 the head (6 cards, 2
  // free) could have 8 more at any moment, so 4 are left over: a long job of 2 may start beside it.
  CHECK(replay("easy", 10,
               {log_job(0, 4, 1000, 50), log_job(0, 4, 1000, 60), log_job(100, 6, 10, 10),
                log_job(101, 2, 500, 500)}) == Starts{0, 0, 1000, 101});
}

TEST_CASE("easy-sjbf: among those that may overtake, the shortest does", "[queue]") {
  // 4 cards, 3 busy until 10; the head wants 4. Jobs 2 (10 s), 3 (2 s) and 4 (8 s) want the free
  // card: 3 from 0 to 2, then 4 from 2 to 10, just in time; job 2 is behind the head.
  const std::vector<LogJob> jobs{log_job(0, 3, 10, 10), log_job(0, 4, 5, 5), log_job(0, 1, 10, 10),
                                 log_job(0, 1, 2, 2), log_job(0, 1, 8, 8)};
  CHECK(replay("easy-sjbf", 4, jobs) == Starts{0, 10, 15, 0, 2});
  CHECK(replay("easy", 4, jobs) == Starts{0, 10, 0, 15, 15});  // first in order: job 2
}

TEST_CASE("conservative: nobody overtakes at the cost of anybody's reservation", "[queue]") {
  // 10 cards, 6 busy until 10. Job 1 (6 cards, 10 s) is due at 10, job 2 (8 cards, 5 s) at 20. Job
  // 3 (4 cards, 22 s) would fit beside job 1 at once, at the cost of job 2: it is due at 25. Job 4
  // (4 cards, 15 s) delays nobody and starts. EASY knows only of job 1: job 3 starts, job 2 waits
  // for it until 22, job 4 for job 2 until 27.
  const std::vector<LogJob> jobs{log_job(0, 6, 10, 10), log_job(0, 6, 10, 10), log_job(0, 8, 5, 5),
                                 log_job(0, 4, 22, 22), log_job(0, 4, 15, 15)};
  CHECK(replay("conservative", 10, jobs) == Starts{0, 10, 20, 25, 0});
  CHECK(replay("easy", 10, jobs) == Starts{0, 10, 22, 0, 27});
}

TEST_CASE("conservative: an early end moves reservations earlier, in queue order", "[queue]") {
  // 4 cards. Job 0 promises 100 and ends at 10; job 1 was due at 100 and job 2, half of whose cards
  // are free already, at 105. At 10 job 1 moves to now, job 2 behind it to 15.
  CHECK(replay("conservative", 4,
               {log_job(0, 3, 10, 100), log_job(1, 4, 5, 5), log_job(2, 2, 200, 200)}) ==
        Starts{0, 10, 15});
}

TEST_CASE("conservative: who waits for a job that outruns its request is due at any moment",
          "[queue]") {
  // 4 cards, 3 held until 30, though promised by 10. Job 1 (4 cards) is due from 10 on. At 12 the
  // free card is not for job 2: from any moment on job 1 needs it. So it goes after job 1, at 35.
  CHECK(replay("conservative", 4,
               {log_job(0, 3, 30, 10), log_job(1, 4, 5, 5), log_job(12, 1, 2, 2)}) ==
        Starts{0, 30, 35});
}

TEST_CASE("a stopped job takes its old place again", "[queue]") {
  // Jobs 0 to 3 queue and start, one card each; 1 and 2 come back, the later first; 4 is new.
  for (const auto name : discipline_names()) {
    CAPTURE(name);
    const auto queue = make_discipline(name);
    for (std::uint32_t i = 0; i < 4; ++i) queue->push({i, 1, 10, i, 0, 0});
    std::vector<std::uint32_t> order;
    const auto start_all = [&](std::int64_t free, double now_s) {
      while (const auto next = queue->pop(now_s, free)) {
        order.push_back(next->job);
        queue->started({next->job, 0, 1, now_s, now_s + 10});
        --free;
      }
    };
    start_all(3, 0);
    queue->push({4, 1, 10, 4, 0, 0});
    for (const std::uint32_t i : {2u, 1u}) {
      queue->ended({i, 0, 1, 0, 10}, 1);
      queue->push({i, 1, 10, i, 0, 0});
    }
    start_all(4, 2);
    CHECK(order == std::vector<std::uint32_t>{0, 1, 2, 1, 2, 3, 4});
  }
}

TEST_CASE("a job alone in the queue starts once it fits, where the table says so", "[queue]") {
  std::mt19937_64 random(7);
  for (const auto name : discipline_names()) {
    if (!starts_alone(name)) continue;
    CAPTURE(name);
    const auto queue = make_discipline(name);
    std::vector<RunningJob> running;
    double now_s = 0;
    for (std::uint32_t i = 0; i < 3000; ++i) {
      now_s += static_cast<double>(random() % 5);
      // Runs end early, on time, late or not yet, whatever they promised.
      while (!running.empty() && random() % 3 != 0) {
        std::swap(running.back(), running[random() % running.size()]);
        queue->ended(running.back(), now_s);
        running.pop_back();
      }
      const auto cards = static_cast<std::int64_t>(1 + random() % 9);
      const auto free = static_cast<std::int64_t>(random() % 9) - 1;
      const auto requested_s = static_cast<double>(random() % 20);
      const auto tenant = static_cast<std::uint32_t>(random() % 3);
      queue->push({i, cards, requested_s, i, tenant, static_cast<std::int32_t>(random() % 3)});
      const auto first = queue->pop(now_s, free);
      REQUIRE(first.has_value() == (cards <= free));
      const auto job = first ? first : queue->pop(now_s, cards);
      REQUIRE(job);
      REQUIRE(job->job == i);
      running.push_back({i, tenant, cards, now_s, now_s + requested_s});
      queue->started(running.back());
      REQUIRE_FALSE(queue->pop(now_s, 9));
    }
  }
}

}  // namespace suanwang
