#include "sim/web/serve/run_desk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>
#include <utility>

namespace suanwang {
namespace {

/// How often a waiting request looks whether anybody still listens.
constexpr auto kLook = std::chrono::milliseconds(50);
/// Clients remembered; the serials of one that is forgotten begin anew.
constexpr std::size_t kMostClients = 4096;

}  // namespace

/// One run, for all who asked for the same.
struct RunDesk::Task {
  enum class State { queued, running, done, failed };

  RunAsk ask;
  State state = State::queued;
  std::atomic<bool> stop{false};
  Clock::time_point begun{};
  std::size_t waiters = 0;
  std::shared_ptr<const std::string> answer;
  std::string problem;
};

/// One request that waits.
struct RunDesk::Waiter {
  std::uint64_t serial = 0;
  bool superseded = false;
};

RunDesk::RunDesk(Limits limits) : limits_(limits) {
  const unsigned count = std::max(2u, limits_.threads);
  for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { follow(); });
}

RunDesk::~RunDesk() {
  stop();
  for (std::thread& thread : threads_) thread.join();
}

void RunDesk::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  for (const auto& [key, task] : under_way_) task->stop = true;
  work_waits_.notify_all();
  something_ended_.notify_all();
}

RunReply RunDesk::ask(RunAsk ask, const std::function<bool()>& is_gone) {
  const Clock::time_point from = Clock::now();
  const auto reply = [&](RunReply::State state, std::shared_ptr<const std::string> answer = {},
                         std::string text = {}) {
    const std::chrono::duration<double, std::milli> spent = Clock::now() - from;
    return RunReply{state, std::move(answer), std::move(text), spent.count()};
  };
  const std::string client = ask.client;
  const double at_most_s = ask.at_most_s;
  Waiter waiter{ask.serial, false};

  std::unique_lock lock(mutex_);
  if (stopping_) return reply(RunReply::State::gone);
  if (!take_turn(client, waiter)) return reply(RunReply::State::superseded);
  if (auto answer = kept(ask.key)) {
    leave(client, waiter, nullptr);
    return reply(RunReply::State::done, std::move(answer));
  }
  if (waiting_ >= limits_.most_waiting) {
    leave(client, waiter, nullptr);
    return reply(RunReply::State::busy);
  }
  std::shared_ptr<Task>& known = under_way_[ask.key];
  if (!known || known->stop) {
    known = std::make_shared<Task>();
    known->ask = std::move(ask);
    (known->ask.slow ? slow_ : quick_).push_back(known);
    work_waits_.notify_one();
  }
  const std::shared_ptr<Task> task = known;
  ++task->waiters;
  ++waiting_;
  const auto over = [&] {
    return waiter.superseded || stopping_ || task->state == Task::State::done ||
           task->state == Task::State::failed;
  };
  auto state = RunReply::State::done;
  while (!something_ended_.wait_for(lock, kLook, over)) {
    const std::chrono::duration<double> spent = Clock::now() - task->begun;
    if (task->state == Task::State::running && spent.count() > at_most_s) {
      state = RunReply::State::failed;
      break;
    }
    lock.unlock();
    const bool gone = is_gone();
    lock.lock();
    if (gone && !over()) {
      state = RunReply::State::gone;
      break;
    }
  }
  --waiting_;
  --task->waiters;
  leave(client, waiter, task);
  if (state == RunReply::State::failed) {
    return reply(
        state, {},
        fmt::format("stopped after {:g} s; try a shorter duration or fewer jobs", at_most_s));
  }
  if (state == RunReply::State::gone) return reply(state);
  if (task->state == Task::State::done) return reply(RunReply::State::done, task->answer);
  if (waiter.superseded) return reply(RunReply::State::superseded);
  if (stopping_) return reply(RunReply::State::gone);
  if (task->state == Task::State::failed) {
    return reply(RunReply::State::failed, {}, task->problem);
  }
  return reply(RunReply::State::gone);
}

bool RunDesk::take_turn(const std::string& client, Waiter& waiter) {
  if (clients_.size() >= kMostClients && !clients_.contains(client)) {
    auto oldest = clients_.end();
    for (auto c = clients_.begin(); c != clients_.end(); ++c) {
      if (c->second.waiter) continue;
      if (oldest == clients_.end() || c->second.seen < oldest->second.seen) oldest = c;
    }
    if (oldest != clients_.end()) clients_.erase(oldest);
  }
  Client& known = clients_[client];
  if (waiter.serial <= known.newest) return false;
  known.newest = waiter.serial;
  known.seen = ++requests_;
  if (known.waiter) {
    known.waiter->superseded = true;
    something_ended_.notify_all();
  }
  known.waiter = &waiter;
  return true;
}

void RunDesk::leave(const std::string& client, const Waiter& waiter,
                    const std::shared_ptr<Task>& task) {
  const auto known = clients_.find(client);
  if (known != clients_.end() && known->second.waiter == &waiter) known->second.waiter = nullptr;
  if (!task || task->waiters > 0) return;
  if (task->state != Task::State::queued && task->state != Task::State::running) return;
  // Nobody waits for it any more.
  task->stop = true;
  for (auto* queue : {&quick_, &slow_}) std::erase(*queue, task);
  const auto under_way = under_way_.find(task->ask.key);
  if (under_way != under_way_.end() && under_way->second == task) under_way_.erase(under_way);
}

std::shared_ptr<RunDesk::Task> RunDesk::next_task() {
  if (!quick_.empty()) {
    auto task = quick_.front();
    quick_.pop_front();
    return task;
  }
  if (slow_.empty() || slow_running_ + 1 >= threads_.size()) return nullptr;
  auto task = slow_.front();
  slow_.pop_front();
  return task;
}

void RunDesk::follow() {
  std::unique_lock lock(mutex_);
  for (;;) {
    std::shared_ptr<Task> task;
    work_waits_.wait(lock, [&] { return stopping_ || (task = next_task()) != nullptr; });
    if (stopping_) return;
    const bool slow = task->ask.slow;
    slow_running_ += slow;
    task->state = Task::State::running;
    task->begun = Clock::now();
    ++begun_;
    lock.unlock();
    run(*task);
    lock.lock();
    slow_running_ -= slow;
    task->state = task->answer ? Task::State::done : Task::State::failed;
    if (task->answer) keep(task->ask.key, task->answer);
    const auto under_way = under_way_.find(task->ask.key);
    if (under_way != under_way_.end() && under_way->second == task) under_way_.erase(under_way);
    something_ended_.notify_all();
    if (slow) work_waits_.notify_one();
  }
}

void RunDesk::run(Task& task) {
  try {
    task.answer = std::make_shared<const std::string>(task.ask.work(task.stop));
  } catch (const std::bad_alloc&) {
    task.problem = "out of memory; try a smaller scale or a shorter duration";
  } catch (const std::exception& error) {
    task.problem = error.what();
  }
}

std::shared_ptr<const std::string> RunDesk::kept(const std::string& key) {
  const auto known = kept_at_.find(key);
  if (known == kept_at_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, known->second);
  return kept_.front().second;
}

void RunDesk::keep(const std::string& key, std::shared_ptr<const std::string> answer) {
  if (kept_at_.contains(key) || answer->size() > limits_.cache_bytes) return;
  kept_bytes_ += answer->size();
  kept_.emplace_front(key, std::move(answer));
  kept_at_[key] = kept_.begin();
  while (kept_bytes_ > limits_.cache_bytes) {
    kept_bytes_ -= kept_.back().second->size();
    kept_at_.erase(kept_.back().first);
    kept_.pop_back();
  }
}

}  // namespace suanwang
