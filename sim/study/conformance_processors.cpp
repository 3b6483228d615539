// Group `cpu_sharing`: tasks that share processors, by the law that links are shared by; and tasks
// that have theirs to themselves, run through the engine as jobs.

#include <algorithm>

#include "sim/base/suggest.hpp"
#include "sim/engine/simulate.hpp"
#include "sim/study/conformance_groups.hpp"

namespace suanwang {
namespace {

constexpr std::int64_t kMostTasks = 10'000;

constexpr Phrase kLawAlone{
    "the law by which links are shared, on its own: jobs of a scenario have their cards to "
    "themselves",
    "仅核对链路所用的分享法则；场景中的作业独占其卡"};
constexpr Phrase kOneInput{
    "the files move as one input over a link; what the case says in words is not compared",
    "文件作为一份输入经一条链路传输；案例中的文字说明不作比较"};
constexpr std::string_view kNested =
    "two-level processor sharing: VM counts as min(vm_cores, vm_tasks) tasks on the host";
constexpr const char* kMachine = "vm";
constexpr const char* kHostRate = "rate_per_host_task_in_cores";
constexpr const char* kMachineRate = "rate_per_vm_task_in_cores";
constexpr const char* kSupply = "supply_MHz";

/// Tasks of a host, each of which one core is enough for; a virtual machine counts as several.
void read_nested(const JsonPlace& inputs, ConformanceCase& what) {
  ProcessorTask task;
  task.host.capacity = {static_cast<double>(inputs.whole("host_cores", 1, kMostTasks))};
  const auto machine_cores = inputs.whole("vm_cores", 1, kMostTasks);
  const auto host_tasks = inputs.whole("host_tasks", 1, kMostTasks);
  task.machine_tasks = inputs.whole("vm_tasks", 1, kMostTasks);
  const auto counts_as = static_cast<double>(std::min(machine_cores, task.machine_tasks));
  for (std::int64_t i = 0; i < host_tasks; ++i) {
    task.host.flows.push_back({fmt::format("task-{}", i), 1, 1, {{0, 1}}});
  }
  task.host.flows.push_back({kMachine, 1 / counts_as, counts_as, {{0, 1}}});
  what.note = text_of(kLawAlone);
  what.task = std::move(task);
  if (inputs.has("rule") && inputs.text("rule") != kNested) {
    what.task = NotModelled{text_of(kUnknownRule, in_quotes(inputs.text("rule")))};
  }
  skip_unknown_results(what, {kHostRate, kMachineRate});
}

/// Demands on one processor.
void read_demands(const JsonPlace& inputs, ConformanceCase& what) {
  ProcessorTask task;
  task.host.capacity = {inputs.number("capacity_MHz", 0)};
  for (const JsonPlace& demand : inputs.list("demands_MHz")) {
    task.host.flows.push_back(
        {std::to_string(task.host.flows.size()), 1, demand.as_number(0), {{0, 1}}});
  }
  if (inputs.at("demands_MHz").value() == CaseJson::array()) {
    inputs.at("demands_MHz").problem("expected at least one demand");
  }
  what.note = text_of(kLawAlone);
  what.task = std::move(task);
  if (inputs.has("policy") && inputs.text("policy") != "max-min fair") {
    what.task = NotModelled{text_of(kUnknownRule, in_quotes(inputs.text("policy")))};
  }
  skip_unknown_results(what, {kSupply});
}

void read_lone(const JsonPlace& inputs, ConformanceCase& what) {
  LoneTask task;
  task.speed = inputs.number("speed", 1e-9);
  task.run_s = inputs.number("work", 0) / task.speed;
  if (inputs.has("lifetime_s")) task.lifetime_s = inputs.number("lifetime_s", 0, kLongestCase_s);
  if (inputs.has("files_MB")) {
    for (const JsonPlace& file : inputs.list("files_MB"))
      task.input_bytes += 1e6 * file.as_number(0);
    task.link_bps = 1e6 * inputs.number("storage_Mbps", 1e-6);
    if (inputs.has("storage_latency_s"))
      task.latency_s = inputs.number("storage_latency_s", 0, 1e6);
    what.note = text_of(kOneInput);
    if (what.wanted.contains("breakdown") && what.wanted["breakdown"].is_string())
      what.wanted.erase("breakdown");
  }
  const double moves_s = task.input_bytes > 0 ? 8 * task.input_bytes / task.link_bps : 0;
  if (!(task.run_s + moves_s <= kLongestCase_s)) {
    inputs.problem(fmt::format("expected a task that is over within {:g} s", kLongestCase_s));
    return;
  }
  what.task = task;
  skip_unknown_results(what, {"finish_s", "work_done"});
}

class ProcessorsListener final : public JobListener {
 public:
  void on_job(const JobRecord& job) override { told = job; }
  JobRecord told;
};

/// Rates under names of their own, for each way of computing them.
CaseJson told_rates(const ProcessorTask& task, const CaseJson& host, const CaseJson& machine) {
  auto json = CaseJson::object();
  if (task.machine_tasks > 0) {
    json[kHostRate] = host.front();
    json[kMachineRate] = machine.front();
    return json;
  }
  json[kSupply] = CaseJson::array();
  for (const auto& rate : host) json[kSupply].push_back(rate);
  return json;
}

}  // namespace

void read_processors(const JsonPlace& where, ConformanceCase& what) {
  const JsonPlace inputs = where.at("inputs");
  if (inputs.has("host_cores")) {
    read_nested(inputs, what);
  } else if (inputs.has("demands_MHz")) {
    read_demands(inputs, what);
  } else if (inputs.has("work")) {
    read_lone(inputs, what);
  } else {
    skip_unknown_form(what, "host_cores, demands_MHz, work");
  }
}

Computed compute(const ProcessorTask& task) {
  const Computed host = compute(task.host);
  SharingTask machine;
  if (task.machine_tasks > 0) {
    machine.capacity = {host.got[task.host.result][kMachine].get<double>()};
    for (std::int64_t i = 0; i < task.machine_tasks; ++i) {
      machine.flows.push_back({fmt::format("task-{}", i), 1, 1, {{0, 1}}});
    }
  }
  const Computed inside = compute(machine);
  Computed computed{told_rates(task, host.got[task.host.result], inside.got[machine.result]), {}};
  for (std::size_t i = 0; i < host.also.size(); ++i) {
    computed.also.emplace_back(host.also[i].first,
                               told_rates(task, host.also[i].second[task.host.result],
                                          inside.also[i].second[machine.result]));
  }
  return computed;
}

Computed compute(const LoneTask& task) {
  Scenario scenario;
  scenario.name = "conformance";
  scenario.placement.policy = "local-only";
  scenario.relays.push_back({"storage", 0, 0});
  scenario.relays.push_back({"host", 0, 0});
  scenario.links.push_back(one_way_link("storage", "host", task.link_bps, task.latency_s));
  add_transfer(scenario, 0, "storage", "host", task.input_bytes, 0, task.latency_s + 1);
  Workload& w = scenario.workloads.back();
  w.runtime_s = Constant{task.run_s};
  w.requested_s = task.lifetime_s;
  w.overrun = task.lifetime_s ? Overrun::kill : Overrun::extend;
  ProcessorsListener listener;
  RunOptions options;
  options.jobs = &listener;
  simulate(scenario, options);

  const JobRecord& told = listener.told;
  Computed computed{CaseJson::object(), {}};
  computed.got["finish_s"] = told.ended_s;
  computed.got["work_done"] = (told.ended_s - told.started_s) * task.speed;
  return computed;
}

}  // namespace suanwang
