#include "models/queue/disciplines.hpp"

#include <catch2/catch.hpp>
#include <deque>
#include <map>
#include <random>
#include <set>
#include <vector>

#include "models/queue/expected_ends.hpp"

namespace suanwang {
namespace {

struct Arrival {
  double at_s;
  std::int64_t cards;
  double runtime_s;
  double requested_s;
};

// Runs a machine of `cards` cards to the end and returns each job's start: ends first, then
// arrivals, then one scheduling pass for each instant.
std::vector<double> schedule(QueueDiscipline& queue, std::int64_t cards,
                             const std::vector<Arrival>& jobs) {
  std::vector<double> start(jobs.size(), -1);
  std::multimap<double, std::uint32_t> ends;
  std::vector<double> promised(jobs.size());
  std::int64_t free = cards;
  std::size_t next = 0;
  while (next < jobs.size() || !ends.empty()) {
    double now = std::numeric_limits<double>::infinity();
    if (next < jobs.size()) now = jobs[next].at_s;
    if (!ends.empty()) now = std::min(now, ends.begin()->first);
    while (!ends.empty() && ends.begin()->first == now) {
      const std::uint32_t job = ends.begin()->second;
      ends.erase(ends.begin());
      free += jobs[job].cards;
      queue.ended(job, jobs[job].cards, promised[job]);
    }
    for (; next < jobs.size() && jobs[next].at_s == now; ++next) {
      queue.push({static_cast<std::uint32_t>(next), jobs[next].cards, jobs[next].requested_s});
    }
    while (const auto job = queue.pop(now, free)) {
      REQUIRE(job->cards <= free);
      free -= job->cards;
      start[job->job] = now;
      promised[job->job] = now + job->requested_s;
      queue.started(job->job, job->cards, promised[job->job]);
      ends.emplace(now + jobs[job->job].runtime_s, job->job);
    }
  }
  return start;
}

// EASY written as plainly as possible, to hold the indexed one against.
class PlainEasy final : public QueueDiscipline {
 public:
  void push(const QueuedJob& job) override { queue_.push_back(job); }
  std::optional<QueuedJob> pop(double now_s, std::int64_t free) override {
    if (queue_.empty()) return std::nullopt;
    if (queue_.front().cards <= free) return take(0);
    double shadow_s = std::numeric_limits<double>::infinity();
    std::int64_t by_then = free;
    for (const auto& [promised_s, job, cards] : running_) {
      const double end_s = std::max(promised_s, now_s);  // who is late may end now
      if (by_then >= queue_.front().cards && end_s > shadow_s) break;
      by_then += cards;
      if (by_then >= queue_.front().cards && shadow_s > end_s) shadow_s = end_s;
    }
    const std::int64_t extra = by_then - queue_.front().cards;
    for (std::size_t i = 1; i < queue_.size(); ++i) {
      if (queue_[i].cards > free) continue;
      if (queue_[i].requested_s <= shadow_s - now_s || queue_[i].cards <= extra) return take(i);
    }
    return std::nullopt;
  }
  void started(std::uint32_t job, std::int64_t cards, double end_s) override {
    running_.insert({end_s, job, cards});
  }
  void ended(std::uint32_t job, std::int64_t cards, double end_s) override {
    running_.erase({end_s, job, cards});
  }

 private:
  std::optional<QueuedJob> take(std::size_t i) {
    const QueuedJob job = queue_[i];
    queue_.erase(queue_.begin() + static_cast<std::ptrdiff_t>(i));
    return job;
  }
  std::deque<QueuedJob> queue_;
  std::set<std::tuple<double, std::uint32_t, std::int64_t>> running_;
};

}  // namespace

TEST_CASE("fcfs: nobody overtakes a head that does not fit", "[queue]") {
  // 4 cards. Job 0 takes 3 until 10. Job 1 wants 4: waits until 10, runs until 15. Job 2 wants 1,
  // which is free, but stands behind job 1: starts at 15.
  const auto queue = make_discipline("fcfs");
  const auto start = schedule(*queue, 4, {{0, 3, 10, 10}, {1, 4, 5, 5}, {2, 1, 2, 2}});
  CHECK(start == std::vector<double>{0, 10, 15});
}

TEST_CASE("easy: a short job overtakes if it is over before the head's reservation", "[queue]") {
  // As above: the head's reservation is at 10; job 2 is over at 4 and starts at once. Job 3 wants 1
  // card until 2 + 9 = 11, past the reservation, and the head leaves no card over: it waits
  // until 15.
  const auto queue = make_discipline("easy");
  const auto start =
      schedule(*queue, 4, {{0, 3, 10, 10}, {1, 4, 5, 5}, {2, 1, 2, 2}, {2, 1, 9, 9}});
  CHECK(start == std::vector<double>{0, 10, 2, 15});
}

TEST_CASE("easy: a long job may overtake on cards that the head leaves over", "[queue]") {
  // 10 cards: job 0 holds 6 until 10. The head wants 8 at 10 and leaves 2 over: job 2 (2 cards,
  // long) starts at 2 on the 4 free ones; job 3 (2 cards, long) would take cards that the head
  // needs.
  const auto queue = make_discipline("easy");
  const auto start =
      schedule(*queue, 10, {{0, 6, 10, 10}, {1, 8, 5, 5}, {2, 2, 100, 100}, {3, 2, 100, 100}});
  CHECK(start == std::vector<double>{0, 10, 2, 15});
}

TEST_CASE("easy: a job that ends before its promise brings the reservation forward", "[queue]") {
  // Job 0 promised 100 and ends at 10: the head starts at 10.
  const auto queue = make_discipline("easy");
  const auto start = schedule(*queue, 4, {{0, 3, 10, 100}, {1, 4, 5, 5}, {2, 1, 50, 50}});
  CHECK(start == std::vector<double>{0, 52, 2});  // job 2 was promised to end before 100
}

TEST_CASE("easy: jobs that outrun their promise all count as ending now", "[queue]") {
  // 10 cards; two jobs of 4 promised to end at 50 and 60 and run on. At 101 the head (6 cards, 2
  // free) could have 8 more at any moment, so 4 are left over: a long job of 2 may start beside it.
  const auto queue = make_discipline("easy");
  const auto start = schedule(
      *queue, 10, {{0, 4, 1000, 50}, {0, 4, 1000, 60}, {100, 6, 10, 10}, {101, 2, 500, 500}});
  CHECK(start == std::vector<double>{0, 0, 1000, 101});
}

TEST_CASE("easy: the indexed queue gives the plain scan's schedule on 200 random logs", "[queue]") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<Arrival> jobs;
    double now = 0;
    const int load = 1 + round % 5;
    for (int i = 0; i < 300; ++i) {
      now += static_cast<double>(random() % 40) / load;
      const auto cards = static_cast<std::int64_t>(1 + random() % (random() % 4 == 0 ? 32 : 6));
      const double run = 1 + static_cast<double>(random() % 100);
      const double requested = random() % 2 ? run : run * (1 + static_cast<double>(random() % 4));
      jobs.push_back(
          {now, cards, run, random() % 10 == 0 ? run / 2 : requested});  // some outrun it
    }
    PlainEasy plain;
    const auto indexed = make_discipline("easy");
    REQUIRE(schedule(*indexed, 32, jobs) == schedule(plain, 32, jobs));
  }
}

// `ends_at`: how many different ends there are; `look_every`: jobs from one look-up to the next. Rare
// ones find many changes at once.
void compare_ends(std::uint64_t ends_at, std::uint32_t look_every) {
  std::mt19937_64 random(3);
  ExpectedEnds ends;
  std::map<std::pair<double, std::uint32_t>, std::int64_t> plain;
  for (std::uint32_t job = 0; job < 20000; ++job) {
    const double end = static_cast<double>(random() % ends_at);
    const auto cards = static_cast<std::int64_t>(1 + random() % 9);
    ends.insert(end, cards);
    plain[{end, job}] = cards;
    // Half of the time the pool fills up, half of the time it empties.
    for (std::uint64_t n = job % 8000 < 4000 ? random() % 2 : random() % 4;
         n > 0 && !plain.empty(); --n) {
      auto gone = plain.begin();
      std::advance(gone, random() % std::min<std::size_t>(plain.size(), 50));
      ends.erase(gone->first.first, gone->second);
      plain.erase(gone);
    }
    if (job % look_every != 0) continue;
    const auto wanted = static_cast<std::int64_t>(1 + random() % 3000);
    double time = std::numeric_limits<double>::infinity();
    std::int64_t sum = 0;
    for (const auto& [key, c] : plain) {
      if (sum >= wanted && key.first > time) break;
      sum += c;
      if (sum >= wanted && time > key.first) time = key.first;
    }
    const auto release = ends.release_of(wanted, 0);
    REQUIRE(release.time_s == time);
    REQUIRE(release.cards_by_then == sum);
  }
}

TEST_CASE("expected ends: the release of n cards equals a plain walk", "[queue]") {
  for (const std::uint64_t ends_at : {1000, 1000000}) {
    for (const std::uint32_t look_every : {1, 7, 50, 700, 3000}) compare_ends(ends_at, look_every);
  }
}

}  // namespace suanwang
