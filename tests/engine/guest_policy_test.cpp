#include <catch2/catch.hpp>
#include <stdexcept>

#include "sim/engine/simulate.hpp"
#include "tests/engine/small_scenario.hpp"

namespace suanwang {
namespace {

/// Names one pool, whatever it is asked.
class Always final : public PlacementPolicy {
 public:
  explicit Always(std::size_t pool) : pool_(pool) {}
  std::optional<std::size_t> place(const JobView&, std::span<const SiteView>) override {
    ++asked;
    return pool_;
  }
  int asked = 0;

 private:
  std::size_t pool_;
};

}  // namespace

TEST_CASE("guest policy: it places the jobs in place of the scenario's, which gives its name",
          "[engine]") {
  Scenario scenario = single_queue(4, "fcfs");
  scenario.start = std::chrono::year{2025} / 1 / 1;
  scenario.workloads.push_back(one_job("job", "here", 0, 2, 60));
  scenario.placement.policy = "always the first";
  Always policy(0);
  const Results results = simulate(scenario, {.policy = &policy});
  CHECK(policy.asked > 0);
  CHECK(results.ledger.completed == results.ledger.submitted);
  CHECK(results.policy == "always the first");
}

TEST_CASE("guest policy: a pool that there is not, or that is too small for the job, ends the run",
          "[engine]") {
  Scenario scenario = single_queue(4, "fcfs");
  scenario.start = std::chrono::year{2025} / 1 / 1;
  scenario.workloads.push_back(one_job("job", "here", 0, 2, 60));
  Always beyond(1);
  CHECK_THROWS_AS(simulate(scenario, {.policy = &beyond}), std::logic_error);

  scenario.workloads[0] = one_job("job", "here", 0, 5, 60);
  Always small(0);
  CHECK_THROWS_AS(simulate(scenario, {.policy = &small}), std::logic_error);
}

}  // namespace suanwang
