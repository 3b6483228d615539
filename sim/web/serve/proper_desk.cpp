#include "sim/web/serve/proper_desk.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <random>
#include <utility>

#include "sim/engine/simulate.hpp"
#include "sim/study/replicate.hpp"
#include "sim/study/store.hpp"
#include "sim/web/assumptions.hpp"
#include "sim/web/pair_view.hpp"
#include "sim/web/report_document.hpp"
#include "sim/web/run_view.hpp"
#include "sim/web/serve/api.hpp"

namespace suanwang {
namespace {

using State = ProperRun::State;

/// Ten letters and digits that nobody guesses: the address of a run.
std::string fresh_id() {
  constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz23456789";
  std::random_device random;
  std::string id;
  for (int i = 0; i < 10; ++i) id += kLetters[random() % kLetters.size()];
  return id;
}

/// Date and time, UTC+8.
std::string now_text() {
  const std::time_t now = std::time(nullptr) + 8 * 3600;
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &parts);
  return text;
}

/// `0.38`, or the name of a choice.
std::string value_text(const Lever& lever, const LeverValue& value, bool zh) {
  if (const double* number = std::get_if<double>(&value)) {
    const std::string& unit = zh ? lever.unit.zh : lever.unit.en;
    return fmt::format("{:g}{}{}", *number, unit.empty() || zh ? "" : " ", unit);
  }
  const std::string& word = std::get<std::string>(value);
  for (const LeverChoice& choice : lever.choices) {
    if (choice.value == word) return zh ? choice.name.zh : choice.name.en;
  }
  return word;
}

/// What the levers say that the baseline does not.
Text comparison_title(const ProperAsk& ask) {
  Text title = ask.live->scenario.title;
  std::string en, zh;
  for (const OfferedLever& one : ask.live->levers) {
    const auto at = [&](const LeverValues& values) {
      const auto found = values.find(one.lever.id);
      return found == values.end() ? one.initial : found->second;
    };
    const LeverValue now = at(ask.levers);
    if (now == at(ask.baseline)) continue;
    en += fmt::format("{}{}: {}", en.empty() ? "" : ", ", one.lever.name.en,
                      value_text(one.lever, now, false));
    zh += fmt::format("{}{}：{}", zh.empty() ? "" : "，", one.lever.name.zh,
                      value_text(one.lever, now, true));
  }
  if (!en.empty()) {
    title.en += " - " + en;
    title.zh += "——" + zh;
  }
  return title;
}

Scenario read_state(const ProperAsk& ask, const LeverValues& values, const Share& share) {
  const MergedScenario merged = live_tree(*ask.live, values);
  std::vector<Override> changes;
  if (ask.scale) changes.push_back({"scale", fmt::format("{}", *ask.scale)});
  Loaded loaded = read_merged(merged, changes, share);
  if (!loaded.scenario) {
    std::string all;
    for (const Diagnostic& problem : loaded.problems) {
      all += (all.empty() ? "" : "\n") + to_string(problem);
    }
    throw std::runtime_error(all);
  }
  return std::move(*loaded.scenario);
}

}  // namespace

ProperDesk::ProperDesk(const Gallery& gallery, RunStore& store, std::string program,
                       unsigned threads)
    : gallery_(gallery),
      store_(store),
      program_(std::move(program)),
      threads_(threads),
      thread_([this] { follow(); }) {}

ProperDesk::~ProperDesk() {
  stop();
  thread_.join();
}

void ProperDesk::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  for (const auto& job : jobs_) job->stop = true;
  comes_.notify_all();
}

ProperRun ProperDesk::start(const ProperAsk& ask) {
  auto job = std::make_shared<Job>();
  job->ask = ask;
  job->run.id = fresh_id();
  job->run.title = comparison_title(ask);
  job->run.scenario = ask.live->id;
  job->run.levers = ask.levers;
  job->run.baseline = ask.baseline;
  job->run.scale = ask.scale;
  job->run.replications = ask.replications;
  job->run.planned = 2 * std::size_t{ask.replications};
  job->run.made = now_text();
  ProperRun begun;
  {
    const std::lock_guard lock(mutex_);
    std::size_t of_client = 0;
    for (const auto& other : jobs_) {
      of_client += !other->run.is_over() && other->ask.client == ask.client;
    }
    if (waiting_.size() >= kMostWaiting) {
      throw ApiProblem{503, "too many comparisons are waiting; try again later"};
    }
    if (of_client >= kMostOfClient) {
      throw ApiProblem{429, fmt::format("{} comparisons of this page are waiting or running; "
                                        "cancel one, or wait until it is done",
                                        of_client)};
    }
    // Before it takes its time: a store that cannot keep it is told now.
    store_.put(job->run, {}, program_);
    jobs_.push_back(job);
    waiting_.push_back(job);
    begun = job->run;  // the job is the worker's from here on
  }
  comes_.notify_one();
  return begun;
}

std::shared_ptr<ProperDesk::Job> ProperDesk::job_of(const std::string& id) const {
  for (const auto& job : jobs_) {
    if (job->run.id == id) return job;
  }
  return nullptr;
}

std::vector<ProperRun> ProperDesk::list() const {
  const std::lock_guard lock(mutex_);
  std::vector<ProperRun> runs;
  for (auto job = jobs_.rbegin(); job != jobs_.rend(); ++job) runs.push_back((*job)->run);
  for (ProperRun& kept : store_.list()) {
    if (!job_of(kept.id)) runs.push_back(std::move(kept));
  }
  std::stable_sort(runs.begin(), runs.end(),
                   [](const ProperRun& a, const ProperRun& b) { return a.made > b.made; });
  return runs;
}

std::optional<ProperRun> ProperDesk::find(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  if (const auto job = job_of(id)) return job->run;
  return store_.find(id);
}

std::optional<std::string> ProperDesk::document(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  if (const auto job = job_of(id)) {
    return job->document.empty() ? std::nullopt : std::optional(job->document);
  }
  return store_.document(id);
}

std::optional<ProperRun> ProperDesk::cancel(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto job = job_of(id);
  if (!job) return store_.find(id);
  job->stop = true;
  if (job->run.state == State::waiting) {
    std::erase(waiting_, job);
    job->run.state = State::cancelled;
    keep(job);
  }
  return job->run;
}

void ProperDesk::follow() {
  // Whoever moves a slider comes first.
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 10);
  std::unique_lock lock(mutex_);
  for (;;) {
    comes_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return;
    const std::shared_ptr<Job> job = waiting_.front();
    waiting_.pop_front();
    job->run.state = State::running;
    job->begun = std::chrono::steady_clock::now();
    lock.unlock();
    work(*job);
    lock.lock();
    if (!stopping_) keep(job);
  }
}

void ProperDesk::work(Job& job) {
  State state = State::done;
  std::string text, document;
  try {
    document = compare(job);
  } catch (const Stopped&) {
    state = State::cancelled;
  } catch (const std::bad_alloc&) {
    state = State::failed;
    text = "out of memory";
  } catch (const std::exception& error) {
    state = State::failed;
    text = error.what();
  }
  const std::lock_guard lock(mutex_);
  job.run.state = state;
  job.run.left_s.reset();
  job.run.text = std::move(text);
  job.document = std::move(document);
}

std::string ProperDesk::compare(Job& job) {
  const Share& share = gallery_.share();
  std::vector<Scenario> scenarios{read_state(job.ask, job.ask.baseline, share),
                                  read_state(job.ask, job.ask.levers, share)};
  scenarios[0].name = baseline_name(scenarios[0].name);
  scenarios[0].title = baseline_title(scenarios[0].title);
  std::vector<HoursView> hours;
  hours.reserve(scenarios.size());
  ReplicateOptions options;
  for (const Scenario& scenario : scenarios) hours.emplace_back(scenario);
  for (HoursView& of_scenario : hours) options.hours.push_back(&of_scenario);
  options.replications = job.ask.replications;
  options.threads = threads_;
  options.stop = &job.stop;
  options.progress = [&](std::size_t done, std::size_t planned) { progress(job, done, planned); };
  const std::vector<Measure> measures = measures_for(scenarios);
  const Replicated runs = replicate(scenarios, measures, options);
  ReportParts parts;
  parts.kind = ReportParts::Kind::comparison;
  parts.program = program_;
  parts.command = fmt::format("suanwang compare baseline.yaml changed.yaml --replications {}",
                              job.ask.replications);
  for (std::size_t s = 0; s < scenarios.size(); ++s) {
    parts.runs.push_back(
        run_view(scenarios[s], runs.first[s], {&hours[s], assumptions_of(scenarios[s], share)}));
  }
  parts.pairs.push_back(pair_view(runs, measures, 0, 1));
  return report_document(parts);
}

void ProperDesk::progress(Job& job, std::size_t done, std::size_t planned) {
  const std::lock_guard lock(mutex_);
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - job.begun;
  job.run.done = done;
  job.run.planned = planned;
  const auto left = static_cast<double>(planned - done);
  job.run.left_s = spent.count() / static_cast<double>(done) * left;
}

// What the store cannot take is remembered here, and tried again with the next one.
void ProperDesk::keep(const std::shared_ptr<Job>& job) {
  const auto is_kept = [&](const std::shared_ptr<Job>& one) {
    if (!one->run.is_over()) return false;
    ProperRun run = one->run;
    if (run.state == State::done) run.text.clear();  // what was said of the store
    try {
      store_.put(run, one->document, program_);
      return true;
    } catch (const StoreProblem& problem) {
      if (run.state == State::done) one->run.text = fmt::format("not kept: {}", problem.what());
      return false;
    }
  };
  if (is_kept(job))
    std::erase_if(jobs_, [&](const auto& one) { return one == job || is_kept(one); });
}

}  // namespace suanwang
