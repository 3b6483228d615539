// The disciplines against their plain counterparts.

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <vector>

#include "models/queue/disciplines.hpp"
#include "tests/queue/plain_disciplines.hpp"
#include "tests/queue/replay.hpp"

namespace suanwang {
namespace {

/// A log on a pool that loses and regains cards and stops jobs, which queue again.
struct Rough {
  std::vector<LogJob> jobs;
  std::map<double, std::int64_t> cards;  ///< of the pool, from a time on; the first is at 0
  std::multiset<double> stops_s;  ///< each time the job that came last of those that run stops
};

struct Start {
  double at_s;
  std::uint32_t job;
  friend bool operator==(const Start&, const Start&) = default;
};

std::vector<Start> run(QueueDiscipline& queue, const Rough& rough) {
  const auto& jobs = rough.jobs;
  std::vector<Start> starts;
  std::map<std::uint32_t, RunningJob> running;
  std::set<std::pair<double, std::uint32_t>> ends;
  auto cards = rough.cards.begin();
  auto stop = rough.stops_s.begin();
  std::int64_t held = 0, all = 0;
  std::size_t next = 0;
  const auto end = [&](std::uint32_t job, double now_s) {
    queue.ended(running.at(job), now_s);
    held -= jobs[job].cards;
    ends.erase({running.at(job).started_s + jobs[job].run_s, job});
    running.erase(job);
  };
  const auto push = [&](std::uint32_t job) {
    const LogJob& j = jobs[job];
    queue.push({job, j.cards, j.requested_s, job, j.tenant, j.priority});
  };
  for (;;) {
    double now_s = std::numeric_limits<double>::infinity();
    if (next < jobs.size()) now_s = jobs[next].submit_s;
    if (!ends.empty()) now_s = std::min(now_s, ends.begin()->first);
    if (cards != rough.cards.end()) now_s = std::min(now_s, cards->first);
    if (std::isinf(now_s)) break;
    while (!ends.empty() && ends.begin()->first == now_s) end(ends.begin()->second, now_s);
    for (; cards != rough.cards.end() && cards->first == now_s; ++cards) all = cards->second;
    for (; stop != rough.stops_s.end() && *stop <= now_s; ++stop) {
      if (running.empty()) continue;
      const std::uint32_t last = running.rbegin()->first;
      end(last, now_s);
      push(last);
    }
    for (; next < jobs.size() && jobs[next].submit_s == now_s; ++next)
      push(static_cast<std::uint32_t>(next));
    while (const auto job = queue.pop(now_s, all - held)) {
      REQUIRE(job->cards <= all - held);
      starts.push_back({now_s, job->job});
      const RunningJob r{job->job, job->tenant, job->cards, now_s, now_s + job->requested_s};
      queue.started(r);
      running[r.job] = r;
      ends.insert({now_s + jobs[r.job].run_s, r.job});
      held += r.cards;
    }
  }
  return starts;
}

enum Trouble : unsigned { kNone = 0, kOverruns = 1, kStops = 2, kCards = 4 };

Rough rough_log(std::uint64_t seed, int count, unsigned trouble, bool whole_seconds) {
  std::mt19937_64 random(seed);
  const auto below = [&](std::uint64_t n) { return static_cast<double>(random() % n); };
  const auto jitter = [&] { return whole_seconds ? 0 : below(1 << 20) / (1 << 20); };
  constexpr std::int64_t kCardsOfPool = 32;
  Rough rough;
  double now_s = 0;
  const double load = 1 + static_cast<double>(seed % 5);
  for (int i = 0; i < count; ++i) {
    // Ties abound: a third of the jobs come with the one before.
    if (random() % 3 > 0) now_s += std::floor(below(60) / load) + jitter();
    LogJob j;
    j.submit_s = now_s;
    j.cards = 1 + static_cast<std::int64_t>(random() % (random() % 4 == 0 ? 32 : 6));
    j.run_s = below(random() % 8 == 0 ? 200 : 30) + jitter();
    j.requested_s = random() % 3 ? j.run_s * (1 + below(4)) : j.run_s;
    if ((trouble & kOverruns) && random() % 6 == 0) j.requested_s = std::floor(j.run_s / 2);
    if ((trouble & kOverruns) && random() % 30 == 0) j.requested_s = 0;
    j.tenant = static_cast<std::uint32_t>(random() % 4);
    j.priority = static_cast<std::int32_t>(random() % 3) - 1;
    rough.jobs.push_back(j);
    if ((trouble & kStops) && random() % 15 == 0) rough.stops_s.insert(now_s + below(20));
    if ((trouble & kCards) && random() % 20 == 0)
      rough.cards[now_s + below(20)] = static_cast<std::int64_t>(random() % 33);
  }
  rough.cards[0] = kCardsOfPool;
  rough.cards[now_s + 1000] = kCardsOfPool;
  return rough;
}

// `rounds` logs for each kind of trouble.
void compare(const std::string& name, int rounds, int count) {
  for (unsigned trouble = kNone; trouble < 8; ++trouble) {
    for (int round = 0; round < rounds; ++round) {
      CAPTURE(name, trouble, round);
      const auto seed = static_cast<std::uint64_t>(round);
      // Equal shares that rounding makes unequal would depend on the way they were worked out.
      const Rough rough = rough_log(seed, count, trouble, name != "fair-share");
      const auto quick = make_discipline(name, {100});
      const auto plain = make_plain(name, 100);
      const auto starts = run(*quick, rough);
      REQUIRE(starts == run(*plain, rough));
      std::set<std::uint32_t> started;
      for (const Start& s : starts) started.insert(s.job);
      REQUIRE(started.size() == rough.jobs.size());
    }
  }
}

}  // namespace

TEST_CASE("every discipline gives the plain one's schedule on rough random logs", "[queue]") {
  for (const auto name : discipline_names()) {
    if (name == "conservative") continue;  // below: its plain one takes its time
    compare(std::string(name), 25, 300);
  }
  compare("conservative", 12, 120);
}

TEST_CASE("every discipline gives the plain one's schedule with hundreds in the queue", "[queue]") {
  // All 3,000 jobs come within the first tenth of the time it takes to run them.
  for (const auto name : discipline_names()) {
    if (name == "conservative") continue;
    CAPTURE(name);
    Rough rough = rough_log(11, 1500, kOverruns | kStops, name != "fair-share");
    for (LogJob& j : rough.jobs) j.submit_s = std::floor(j.submit_s / 10);
    const auto quick = make_discipline(name, {100});
    const auto plain = make_plain(name, 100);
    CHECK(run(*quick, rough) == run(*plain, rough));
  }
}

}  // namespace suanwang
