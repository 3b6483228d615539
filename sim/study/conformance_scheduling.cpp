// Group `scheduling`: the jobs run through the engine, in one pool, each as a class of its own.

#include <algorithm>
#include <cctype>
#include <map>

#include "models/queue/disciplines.hpp"
#include "sim/engine/simulate.hpp"
#include "sim/study/conformance_groups.hpp"

namespace suanwang {
namespace {

constexpr std::int64_t kMostCards = 1'000'000'000;

constexpr Phrase kNotBuilt{"the queue discipline \"{0}\" is not built yet",
                           "排队规则“{0}”尚未实现"};
constexpr Phrase kHosts{
    "not modelled: jobs that ask for some of the cores on each of several hosts; a job here asks "
    "for cards, so only jobs that take whole hosts would fit",
    "未建模：作业在多台主机上各要部分核；这里的作业只要卡，因此只有占用整机的作业才适用"};
constexpr Phrase kPlannedAnew{
    "not modelled: at an early end all that wait are planned anew there, which may put a "
    "reservation "
    "off; here a reservation moves earlier or not at all",
    "未建模：该用例在作业提前结束时全部重新预留，预留可能推后；这里的预留只提前不推后"};

/// The discipline that a policy's description begins with: "strict FCFS, core level" is fcfs.
std::string discipline_of(const std::string& policy) {
  std::string name = policy.substr(0, policy.find_first_of("(,"));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (name.starts_with("strict ")) name.erase(0, 7);
  for (const std::string_view ending : {" ", "backfilling", "backfill", " "}) {
    while (name.ends_with(ending)) name.erase(name.size() - ending.size());
  }
  return name;
}

std::string id_of(const JsonPlace& where) {
  return where.value().is_number() ? where.value().dump() : where.as_text();
}

std::optional<double> walltime_of(const JsonPlace& where) {
  if (where.value().is_null()) return std::nullopt;
  return where.as_number(0, kLongestCase_s);
}

void read_jobs(const JsonPlace& inputs, ConformanceCase& what, QueueTask& task) {
  task.cards = inputs.whole("nodes", 1, kMostCards);
  if (inputs.has("overrun")) {
    const std::string overrun = inputs.text("overrun");
    task.kill = overrun != "extend";
    if (task.kill && overrun != "kill") inputs.at("overrun").problem("expected kill or extend");
  }
  std::map<std::string, int> seen;
  for (const JsonPlace& place : inputs.list("jobs")) {
    QueueTask::Job job;
    job.id = id_of(place.at("id"));
    if (++seen[job.id] == 2) place.at("id").problem("expected an id of its own, got one again");
    job.submit_s = place.number("submit", 0, kLongestCase_s);
    job.cards = place.whole("nodes", 1, kMostCards);
    job.runtime_s = place.number("runtime", 0, kLongestCase_s);
    job.walltime_s = walltime_of(place.at("walltime"));
    task.jobs.push_back(std::move(job));
  }
  skip_unknown_results(what, {"start_s", "completion_s", "state"});
}

/// Hosts with cores are cards where each job takes whole hosts.
void read_cores(const JsonPlace& inputs, ConformanceCase& what, QueueTask& task) {
  const std::int64_t hosts = inputs.whole("hosts", 1, 1'000'000);
  const std::int64_t cores = inputs.whole("cores_per_host", 1, 1000);
  task.form = QueueTask::Form::in_job_order;
  task.cards = hosts * cores;
  bool whole_hosts = true;
  for (const JsonPlace& place : inputs.list("jobs_hosts_cores_runtime")) {
    const auto parts = place.as_list();
    if (parts.size() != 3) {
      place.problem("expected [hosts, cores, runtime]");
      continue;
    }
    QueueTask::Job job;
    job.id = std::to_string(task.jobs.size());
    job.submit_s = inputs.number("submit", 0, kLongestCase_s);
    const std::int64_t own_cores = parts[1].as_whole(1, cores);
    job.cards = parts[0].as_whole(1, hosts) * own_cores;
    job.runtime_s = parts[2].as_number(0, kLongestCase_s);
    job.walltime_s = walltime_of(inputs.at("walltime"));
    whole_hosts = whole_hosts && own_cores == cores;
    task.jobs.push_back(std::move(job));
  }
  skip_unknown_results(what, {"completion_s_in_job_order"});
  if (!whole_hosts) what.task = NotModelled{text_of(kHosts)};
}

/// One job for each walltime, all at once and with room for all.
void read_walltimes(const JsonPlace& inputs, ConformanceCase& what, QueueTask& task) {
  const double runtime_s = inputs.number("runtime_s", 0, kLongestCase_s);
  task.form = QueueTask::Form::execution;
  task.discipline = "fcfs";
  auto times = CaseJson::array();
  auto states = CaseJson::array();
  for (const JsonPlace& place : inputs.list("walltimes_s")) {
    QueueTask::Job job;
    job.id = std::to_string(task.jobs.size());
    job.runtime_s = runtime_s;
    job.walltime_s = walltime_of(place);
    const double walltime_s = job.walltime_s.value_or(runtime_s);
    times.push_back(std::min(runtime_s, walltime_s));
    states.push_back(walltime_s < runtime_s ? "failed" : "completed");
    task.jobs.push_back(std::move(job));
  }
  task.cards = std::max<std::int64_t>(1, static_cast<std::int64_t>(task.jobs.size()));
  skip_unknown_results(what, {"execution_time", "state"});

  // `expected` tells rules; what they mean for these jobs is compared.
  const std::map<std::string, std::pair<std::string, CaseJson>> rules{
      {"execution_time", {"min(runtime, walltime)", times}},
      {"state",
       {"COMPLETED_WALLTIME_REACHED iff walltime<runtime else COMPLETED_SUCCESSFULLY", states}}};
  for (const auto& [key, rule] : rules) {
    if (!what.wanted.contains(key)) continue;
    CaseJson& value = what.wanted[key];
    if (value.is_string() && value != rule.first) {
      what.task = NotModelled{text_of(kUnknownRule, value.dump())};
    }
    if (value.is_string()) value = rule.second;
  }
}

/// The class of one job. Classes are numbered in the order of their ids, and jobs of one instant
/// queue in that order: so the ids are numbers of equal length, in the order of the case.
Workload class_of(const QueueTask& task, std::size_t number) {
  const QueueTask::Job& job = task.jobs[number];
  Workload w;
  w.id = fmt::format("{:08}", number);
  w.name = {job.id, job.id};
  w.from = {{"here", 1.0}};
  w.arrivals = ListedArrivals{{job.submit_s}};
  w.accelerators = Constant{static_cast<double>(job.cards)};
  w.runtime_s = Constant{job.runtime_s};
  w.requested_s = job.walltime_s;
  w.overrun = task.kill && job.walltime_s ? Overrun::kill : Overrun::extend;
  return w;
}

struct Told {
  double started_s = 0, ended_s = 0;
  JobState state = JobState::rejected;
};

class SchedulingListener final : public JobListener {
 public:
  explicit SchedulingListener(std::size_t jobs) : jobs(jobs) {}
  void on_job(const JobRecord& job) override {
    jobs[std::stoul(*job.workload)] = {job.started_s, job.ended_s, job.state};
  }
  std::vector<Told> jobs;
};

const char* name_of(JobState state) {
  switch (state) {
    case JobState::completed:
      return "completed";
    case JobState::failed:
      return "failed";
    default:
      return "rejected";
  }
}

CaseJson in_shape(const QueueTask& task, const SchedulingListener& told, const std::string& key) {
  const bool by_id = task.form == QueueTask::Form::by_id;
  auto json = by_id ? CaseJson::object() : CaseJson::array();
  for (std::size_t i = 0; i < task.jobs.size(); ++i) {
    const Told& job = told.jobs[i];
    CaseJson value = job.state == JobState::rejected ? CaseJson() : CaseJson(job.ended_s);
    if (key == "start_s" && !value.is_null()) value = job.started_s;
    if (key == "execution_time" && !value.is_null()) value = job.ended_s - job.started_s;
    if (key == "state") value = name_of(job.state);
    if (by_id) {
      json[task.jobs[i].id] = std::move(value);
    } else {
      json.push_back(std::move(value));
    }
  }
  return json;
}

}  // namespace

void read_queue(const JsonPlace& where, ConformanceCase& what) {
  const JsonPlace inputs = where.at("inputs");
  QueueTask task;
  what.task = QueueTask{};
  if (inputs.has("walltimes_s")) {
    read_walltimes(inputs, what, task);
  } else if (inputs.has("jobs") || inputs.has("jobs_hosts_cores_runtime")) {
    task.discipline = discipline_of(inputs.text("policy"));
    inputs.has("jobs") ? read_jobs(inputs, what, task) : read_cores(inputs, what, task);
    if (!task.discipline.empty() && !make_discipline(task.discipline)) {
      what.task = NotModelled{text_of(kNotBuilt, task.discipline)};
    } else if (task.discipline == "conservative" &&
               inputs.text("policy").find("compress") != std::string::npos) {
      what.task = NotModelled{text_of(kPlannedAnew)};
    }
  } else {
    skip_unknown_form(what, "jobs, jobs_hosts_cores_runtime, walltimes_s");
  }
  double last_s = 0, total_s = 0;
  for (const QueueTask::Job& job : task.jobs) {
    last_s = std::max(last_s, job.submit_s);
    total_s += job.runtime_s;
  }
  if (last_s + total_s > kLongestCase_s) {
    inputs.problem(fmt::format("expected jobs that are all done within {:g} s", kLongestCase_s));
  }
  if (std::holds_alternative<QueueTask>(what.task)) what.task = std::move(task);
}

Computed compute(const QueueTask& task, const CaseJson& wanted) {
  Scenario scenario;
  scenario.name = "conformance";
  scenario.regions.push_back(plain_region("here"));
  Site site = plain_site("site", task.cards);
  site.at = "here";
  site.queue = task.discipline;
  scenario.sites.push_back(std::move(site));
  for (std::size_t i = 0; i < task.jobs.size(); ++i) {
    scenario.workloads.push_back(class_of(task, i));
  }
  SchedulingListener told(task.jobs.size());
  RunOptions options;
  options.jobs = &told;
  simulate(scenario, options);

  Computed computed{CaseJson::object(), {}};
  for (const auto& [key, value] : wanted.items()) computed.got[key] = in_shape(task, told, key);
  return computed;
}

}  // namespace suanwang
