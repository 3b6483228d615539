// Group `failures`: a task on a host that fails, run through the engine.

#include <cstdio>

#include "sim/base/suggest.hpp"
#include "sim/engine/simulate.hpp"
#include "sim/study/conformance_groups.hpp"

namespace suanwang {
namespace {

constexpr double kLeast_s = 1e-3;  ///< of times that must be above 0
constexpr std::int64_t kMostCards = 1'000'000;
constexpr int kMostTries = 1'000'000;  ///< of a task whose host fails again and again

constexpr Phrase kNoCards{
    "not modelled: parts of a card; the task takes a part of the host that is not one over a whole "
    "number",
    "未建模：单卡切分；该任务所占的份额不是主机的整数分之一"};
constexpr Phrase kHostOfCards{
    "the host is told as {0} cards, of which the task takes one; power is shared out among them",
    "主机按 {0} 张卡表示，任务占其中一张，功率均摊"};

/// Rules are told in words, of which only these are known.
bool knows(const JsonPlace& where, std::string_view key, const std::string& known,
           ConformanceCase& what) {
  if (!where.has(key)) return true;
  const std::string rule = where.text(key);
  if (rule == known) return true;
  what.task = NotModelled{text_of(kUnknownRule, in_quotes(rule))};
  return false;
}

bool read_host(const JsonPlace& inputs, ConformanceCase& what, FailureTask& task) {
  const JsonPlace host = inputs.at("host"), own = inputs.at("task");
  inputs.members("host");
  inputs.members("task");
  if (!host.value().is_object() || !own.value().is_object()) return false;
  const double cores = host.has("cores") ? host.number("cores", 1, 1e6) : 1;
  const double mhz = cores * host.number("MHz", 1e-3, 1e12);
  const double demand_mhz = own.number("demand_MHz", 1e-3, 1e12);
  task.work_s = own.number("work_s", kLeast_s, kLongestCase_s);
  task.idle_w = host.number("idle_W", 0, 1e12);
  task.busy_w = host.number("max_W", 0, 1e12);
  if (!knows(host, "power", "linear in utilisation", what)) return false;
  const double cards = mhz / demand_mhz;
  task.cards = static_cast<std::int64_t>(cards);
  if (cards > kMostCards || task.cards < 1 || static_cast<double>(task.cards) != cards) {
    what.task = NotModelled{text_of(kNoCards)};
    return false;
  }
  if (task.cards > 1) what.note = text_of(kHostOfCards, task.cards);
  return true;
}

/// Either a list of [from, how long], or "down 300 s after every 300 s up".
bool list_failures(const JsonPlace& inputs, ConformanceCase& what, FailureTask& task) {
  const JsonPlace failures = inputs.at("failures");
  if (!failures.value().is_string()) {
    for (const JsonPlace& place : failures.as_list()) {
      const auto parts = place.as_list();
      if (parts.size() != 2) {
        place.problem("expected [start, duration]");
        continue;
      }
      task.failures.push_back({parts[0].as_number(0, kLongestCase_s),
                               parts[1].as_number(kLeast_s, kLongestCase_s), std::nullopt});
    }
    return true;
  }
  const std::string rule = failures.as_text();
  double down_s = 0, up_s = 0;
  int end = 0;
  const int found =
      std::sscanf(rule.c_str(), "down %lf s after every %lf s up%n", &down_s, &up_s, &end);
  if (found != 2 || end != static_cast<int>(rule.size())) {
    what.task = NotModelled{text_of(kUnknownRule, in_quotes(rule))};
    return false;
  }
  if (!(down_s >= kLeast_s && up_s >= kLeast_s && down_s + up_s <= kLongestCase_s)) {
    failures.problem(fmt::format("expected times from {:g} to {:g} s", kLeast_s, kLongestCase_s));
    return false;
  }
  task.failures.push_back({up_s, down_s, up_s + down_s});
  return true;
}

void read_checkpoints(const JsonPlace& inputs, FailureTask& task) {
  if (!inputs.has("checkpoint_every_s")) return;
  Checkpoints c;
  c.interval_s = inputs.number("checkpoint_every_s", kLeast_s, kLongestCase_s);
  if (inputs.has("checkpoint_cost_s"))
    c.cost_s = inputs.number("checkpoint_cost_s", 0, kLongestCase_s);
  if (inputs.has("restart_cost_s"))
    c.restart_s = inputs.number("restart_cost_s", 0, kLongestCase_s);
  if (inputs.has("interval_growth")) c.growth = inputs.number("interval_growth", 1, 1000);
  task.checkpoints = c;
}

/// Would a task whose host fails again and again ever be done, or given up?
bool ends(const FailureTask& task) {
  if (task.failures.empty() || !task.failures.front().every_s) return true;
  const double up_s = task.failures.front().at_s, period_s = *task.failures.front().every_s;
  double saved_s = 0;
  for (int tries = 1; tries <= kMostTries && tries * period_s <= kLongestCase_s; ++tries) {
    const double left_s = task.work_s - saved_s;
    if (planned_s(task.checkpoints, left_s, saved_s > 0) <= up_s) return true;
    if (task.max_failures == static_cast<std::uint32_t>(tries)) return true;
    saved_s += interrupted_run(task.checkpoints, left_s, up_s, saved_s > 0).saved_s;
  }
  return false;
}

Scenario scenario_of(const FailureTask& task) {
  Scenario scenario;
  scenario.name = "conformance";
  scenario.regions.push_back(plain_region("here"));
  Site site = plain_site("site", task.cards);
  site.at = "here";
  const auto cards = static_cast<double>(task.cards);
  site.pools[0].accelerator.idle_w = task.idle_w / cards;
  site.pools[0].accelerator.busy_w = task.busy_w / cards;
  scenario.sites.push_back(std::move(site));
  Workload w;
  w.id = "task";
  w.name = {w.id, w.id};
  w.from = {{"here", 1.0}};
  w.arrivals = ListedArrivals{{0}};
  w.runtime_s = Constant{task.work_s};
  w.preemptible = task.checkpoints.has_value();
  w.checkpoints = task.checkpoints;
  w.max_failures = task.max_failures;
  scenario.workloads.push_back(std::move(w));
  for (const FailureTask::Failure& failure : task.failures) {
    SiteEvent event;
    event.at_s = failure.at_s;
    event.site = "site";
    event.lasts_s = failure.lasts_s;
    event.every_s = failure.every_s;
    event.draws_idle = task.draws_idle;
    scenario.site_events.push_back(std::move(event));
  }
  return scenario;
}

class FailuresListener final : public JobListener {
 public:
  void on_job(const JobRecord& job) override { told = job; }
  JobRecord told;
};

}  // namespace

void read_host_failures(const JsonPlace& where, ConformanceCase& what) {
  const JsonPlace inputs = where.at("inputs");
  FailureTask task;
  if (!inputs.has("host")) {
    skip_unknown_form(what, "host");
    return;
  }
  what.task = FailureTask{};
  bool known = read_host(inputs, what, task);
  known = knows(inputs, "restart", "immediately on host recovery", what) && known;
  task.draws_idle = inputs.has("failed_host_draws");
  known = knows(inputs, "failed_host_draws", "idle power", what) && known;
  known = list_failures(inputs, what, task) && known;
  read_checkpoints(inputs, task);
  if (inputs.has("max_failures")) {
    task.max_failures = static_cast<std::uint32_t>(inputs.whole("max_failures", 1, 1'000'000'000));
  }
  if (known && !ends(task)) {
    inputs.problem(fmt::format("expected a task that is over within {:g} s", kLongestCase_s));
    known = false;
  }
  if (known) what.task = std::move(task);
  skip_unknown_results(what, {"end_s", "host_J", "state", "failures"});
}

Computed compute(const FailureTask& task) {
  FailuresListener listener;
  RunOptions options;
  options.jobs = &listener;
  const Results results = simulate(scenario_of(task), options);
  const JobRecord& told = listener.told;
  Computed computed{CaseJson::object(), {}};
  computed.got["end_s"] = told.ended_s;
  computed.got["host_J"] = results.energy.it_kwh * 3.6e6;
  computed.got["state"] = told.state == JobState::completed ? "completed" : "failed";
  computed.got["failures"] = told.failures;
  return computed;
}

}  // namespace suanwang
