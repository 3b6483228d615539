#include "sim/engine/thinning.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "sim/engine/simulate.hpp"
#include "tests/engine/small_scenario.hpp"

namespace suanwang {
namespace {

// Ten one-card jobs a minute for an hour each at a site of 2,000 cards.
Scenario steady_site() {
  Scenario s = single_queue(2000, "easy");
  s.workloads = {poisson_jobs("work", "here", 10.0 / 60, Exponential{3600})};
  s.workloads[0].output_bytes = Constant{1e9};
  s.initial = Initial::steady;
  s.duration_s = 10 * 86400;
  s.warmup_s = 86400;
  return s;
}

}  // namespace

TEST_CASE("thinned jobs stand for as many jobs, cards and bytes as the class has", "[engine]") {
  Workload w = poisson_jobs("work", "here", 1, Lognormal{205, 2.64, 4320000});
  w.accelerators = Choice{{{1, 0.7}, {4, 0.2}, {8, 0.1}}};
  const Thinning thinning(w, 604800);
  double jobs = 0, card_s = 0, run_s = 0, running_card_s = 0, own_run_s = 0;
  constexpr int kDraws = 100000;
  for (int n = 0; n < kDraws; ++n) {
    const Thinning::Draw& draw = thinning.arriving((n + 0.5) / kDraws);
    CHECK(draw.run_s >= 7200);
    own_run_s += draw.jobs * draw.run_s * (1 - draw.others) / kDraws;
    jobs += draw.jobs / kDraws;
    card_s += draw.cards * draw.run_s / kDraws;
    run_s += draw.run_s / kDraws;
    running_card_s += thinning.running((n + 0.5) / kDraws).cards / kDraws;
  }
  // As many draws as jobs: 1 each. A gang has 0.7 + 0.8 + 0.8 = 2.3 cards on average.
  CHECK(jobs == Approx(1).epsilon(1e-3));
  CHECK(card_s == Approx(2.3 * mean(w.runtime_s)).epsilon(1e-3));
  CHECK(own_run_s == Approx(mean(w.runtime_s)).epsilon(1e-3));  // without those of the others
  CHECK(run_s == Approx(thinning.mean_run_s()).epsilon(1e-3));
  // Little's law: one a second has so many cards busy.
  CHECK(running_card_s * thinning.mean_run_s() == Approx(2.3 * mean(w.runtime_s)).epsilon(1e-3));
}

TEST_CASE("the even sequence leaves no large gap wherever it stops", "[engine]") {
  // Three-gap theorem: of n = 34 points the largest gap is 1 / golden^6 or golden^7 of the circle.
  std::vector<double> shares;
  for (std::uint64_t n = 0; n < 34; ++n) shares.push_back(even_share(0.3, n));
  std::sort(shares.begin(), shares.end());
  double largest = shares.front() + 1 - shares.back();
  for (std::size_t i = 1; i < shares.size(); ++i)
    largest = std::max(largest, shares[i] - shares[i - 1]);
  CHECK(largest < 2.0 / 34);
}

TEST_CASE("a preview keeps the load of a site with a hundredth of the jobs", "[engine]") {
  // Little's law: 1/6 a second x 3600 s = 600 of 2,000 cards are busy, 0.3. In nine days
  // 9 x 86400 / 6 = 129,600 jobs end.
  RunOptions options;
  options.preview_jobs = 1500;
  const Results preview = simulate(steady_site(), options);
  CHECK(preview.ledger.submitted < 1700);
  CHECK(preview.card.utilization() == Approx(0.3).margin(0.002));
  CHECK(preview.classes[0].completed == Approx(129600).epsilon(0.01));
  CHECK(static_cast<double>(preview.ledger.represented) == Approx(10 * 14400 + 600).epsilon(0.01));
  CHECK(preview.slo == 1);
}

TEST_CASE("a preview's job answers as one of the many does, not as all of them", "[engine]") {
  // Nothing waits and nothing moves, so a response is a run: 3,600 s on average, and of exponential
  // runs 1 - 1/e end within their mean, though the simulated ones take two hours and more.
  Scenario s = steady_site();
  s.workloads[0].deadline_s = 3600;
  RunOptions options;
  options.preview_jobs = 1500;
  const Results preview = simulate(s, options);
  CHECK(preview.response_s.mean == Approx(3600).epsilon(0.03));
  CHECK(preview.slo == Approx(1 - std::exp(-1.0)).margin(0.02));
  CHECK(preview.classes[0].bounded_slowdown_mean == Approx(1).epsilon(1e-9));
  // A deadline that is told as slack is that of one, too: soon after a run of its own.
  s.workloads[0].deadline_s = std::numeric_limits<double>::infinity();
  s.workloads[0].slack_s = 1;
  CHECK(simulate(s, options).slo == 1);
}

TEST_CASE("a class of few jobs comes to a preview as it is", "[engine]") {
  Scenario s = steady_site();
  s.initial = Initial::empty;
  s.workloads.push_back(poisson_jobs("rare", "here", 5.0 / 86400, Exponential{36000}));
  s.workloads[1].accelerators = Constant{300};
  RunOptions options;
  options.preview_jobs = 1500;
  const Results preview = simulate(s, options);
  s.workloads.erase(s.workloads.begin());
  const Results alone = simulate(s);
  // There is room for all in both, so equal draws give equal card-seconds.
  CHECK(preview.classes[0].id == "work");
  CHECK(preview.classes[1].submitted == alone.classes[0].submitted);
  CHECK(preview.classes[1].card_s == Approx(alone.classes[0].card_s));
}

TEST_CASE("a run that is told to stop throws and leaves no results", "[engine]") {
  const std::atomic<bool> stop = true;
  RunOptions options;
  options.stop = &stop;
  CHECK_THROWS_AS(simulate(steady_site(), options), Stopped);
}

}  // namespace suanwang
