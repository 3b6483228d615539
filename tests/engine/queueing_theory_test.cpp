#include <boost/math/distributions/students_t.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

#include "sim/engine/simulate.hpp"
#include "tests/engine/small_scenario.hpp"
#include "tests/queue/swf_log.hpp"
#include "tests/slow_build.hpp"

namespace suanwang {
namespace {

struct Interval {
  double mean, half_width;
};

// 99 % confidence interval of the mean wait over 20 replications.
Interval mean_wait(const Scenario& scenario) {
  constexpr int kReplications = 20;
  std::vector<double> waits;
  for (int i = 0; i < kReplications; ++i) {
    RunOptions options;
    options.replication = static_cast<std::uint32_t>(i);
    const Results results = simulate(scenario, options);
    CHECK(results.ledger.balances());
    waits.push_back(results.wait_s.mean);
  }
  double mean = 0;
  for (const double w : waits) mean += w / kReplications;
  double squares = 0;
  for (const double w : waits) squares += (w - mean) * (w - mean);
  const double error = std::sqrt(squares / (kReplications - 1) / kReplications);
  const double t = boost::math::quantile(boost::math::students_t(kReplications - 1), 0.995);
  return {mean, t * error};
}

// Mean wait of M/M/c: Erlang C / (c mu - lambda), with Erlang C from the Erlang B recursion.
[[maybe_unused]] double erlang_c_wait(int servers, double lambda, double mu) {
  const double a = lambda / mu;
  double b = 1;
  for (int k = 1; k <= servers; ++k) b = a * b / (k + a * b);
  const double rho = a / servers;
  const double c = b / (1 - rho * (1 - b));
  return c / (servers * mu - lambda);
}

}  // namespace

#ifndef SUANWANG_SLOW_BUILD  // a hundred long runs; M/D/1 and the textbook rows go the same way
TEST_CASE("M/M/10 waits as Erlang C says, over five loads", "[theory]") {
  for (const double rho : {0.5, 0.6, 0.7, 0.8, 0.9}) {
    constexpr double kMean_s = 100;
    const double lambda = rho * 10 / kMean_s;
    Scenario scenario = single_queue(10, "fcfs");
    scenario.seed = 11;
    scenario.workloads.push_back(poisson_jobs("jobs", "here", lambda, Exponential{kMean_s}));
    scenario.warmup_s = 2e5;
    scenario.duration_s = 2.2e6;
    const Interval wait = mean_wait(scenario);
    const double expected = erlang_c_wait(10, lambda, 1 / kMean_s);
    CAPTURE(rho, wait.mean, wait.half_width, expected);
    CHECK(std::abs(wait.mean - expected) <= wait.half_width);
    CHECK(wait.half_width < 0.15 * expected);
  }
}
#endif

TEST_CASE("M/D/1 waits as Pollaczek and Khinchine say, over five loads", "[theory]") {
  for (const double rho : {0.3, 0.5, 0.6, 0.7, 0.8}) {
    constexpr double kRun_s = 100;
    Scenario scenario = single_queue(1, "fcfs");
    scenario.seed = 5;
    scenario.workloads.push_back(poisson_jobs("jobs", "here", rho / kRun_s, Constant{kRun_s}));
    scenario.warmup_s = 1e5;
    scenario.duration_s = 3.1e6;
    const Interval wait = mean_wait(scenario);
    const double expected = rho * kRun_s / (2 * (1 - rho));
    CAPTURE(rho, wait.mean, wait.half_width, expected);
    CHECK(std::abs(wait.mean - expected) <= wait.half_width);
    CHECK(wait.half_width < 0.15 * expected);
  }
}

TEST_CASE("M/M/c and M/D/1 wait as the shared textbook rows say", "[theory]") {
  const auto traces = shared_traces();
  if (traces.empty()) return;
  std::ifstream in(traces / "expected.json");
  const nlohmann::json all = nlohmann::json::parse(in);
  const nlohmann::json& rows = all.at("textbook").at("rows");
  REQUIRE(rows.size() >= 6);
  for (const nlohmann::json& row : rows) {
    const double lambda = row.at("arrival_rate_per_s");
    const bool fixed = row.contains("service_s");
    Scenario scenario = single_queue(row.value("servers", 1), "fcfs");
    scenario.seed = 3;
    const Distribution run_s =
        fixed ? Distribution{Constant{row.at("service_s").get<double>()}}
              : Distribution{Exponential{row.at("mean_service_s").get<double>()}};
    scenario.workloads.push_back(poisson_jobs("jobs", "here", lambda, run_s));
    scenario.warmup_s = 2e3;
    scenario.duration_s = 2e4;
    const Interval wait = mean_wait(scenario);
    const double expected = row.at("mean_wait_s");
    CAPTURE(row.at("system"), lambda, wait.mean, wait.half_width, expected);
    CHECK(std::abs(wait.mean - expected) <= wait.half_width);
    CHECK(wait.half_width < 0.15 * expected);
  }
}

TEST_CASE("a site that starts steady is as busy from the first hour as later", "[theory]") {
  // 1,000 cards, load 0.4: by Little's law 400 cards are busy at any time.
  Scenario scenario = single_queue(1000, "fcfs");
  scenario.workloads.push_back(
      poisson_jobs("jobs", "here", 400.0 / 20000, Lognormal{5000, std::sqrt(2 * std::log(4.0))}));
  scenario.initial = Initial::steady;
  scenario.duration_s = 3600;
  double busy = 0;
  for (std::uint32_t i = 0; i < 20; ++i) {
    RunOptions options;
    options.replication = i;
    busy += simulate(scenario, options).card.utilization() / 20;
  }
  CHECK(busy == Approx(0.4).margin(0.01));  // standard error: sqrt(400) / 1000 / sqrt(20) = 0.0045
}

}  // namespace suanwang
