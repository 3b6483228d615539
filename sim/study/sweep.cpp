#include "sim/study/sweep.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace suanwang {
namespace {

using Clock = std::chrono::steady_clock;

/// What the threads of a sweep share; kept alive by each of them, since a stopped sweep goes on
/// without waiting for its threads.
struct Work {
  Work(const StudyPlan& all, std::span<const RunKey> which,
       std::function<void(const RunRecord&)> keeper, std::size_t count)
      : plan(all), keys(which.begin(), which.end()), keep(std::move(keeper)), threads(count) {}

  const StudyPlan& plan;
  const std::vector<RunKey> keys;
  const std::function<void(const RunRecord&)> keep;

  std::mutex mutex;  ///< of all below
  std::condition_variable changed;
  std::size_t next = 0, done = 0, running = 0;
  std::size_t threads;  ///< still at work
  bool closed = false;  ///< nothing more is kept
  std::exception_ptr failure;
};

void work_on(const std::shared_ptr<Work>& work) {
  CaseRunner runner(work->plan);
  std::unique_lock lock(work->mutex);
  while (!work->closed && work->next < work->keys.size()) {
    const RunKey key = work->keys[work->next++];
    ++work->running;
    lock.unlock();
    std::exception_ptr failure;
    RunRecord record;
    try {
      record = runner.run(key);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    --work->running;
    if (work->closed) break;
    try {
      if (failure) std::rethrow_exception(failure);
      work->keep(record);
      ++work->done;
    } catch (...) {
      work->failure = std::current_exception();
      work->closed = true;
    }
    work->changed.notify_one();
  }
  --work->threads;
  work->changed.notify_one();
}

}  // namespace

bool run_all(const StudyPlan& plan, std::span<const RunKey> keys, const SweepOptions& options,
             const std::function<void(const RunRecord&)>& keep) {
  const auto work = std::make_shared<Work>(plan, keys, keep, options.threads);
  const auto began = Clock::now();
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < options.threads; ++i) threads.emplace_back(work_on, work);

  bool stopped = false;
  {
    std::unique_lock lock(work->mutex);
    while (work->threads > 0 && !work->failure) {
      work->changed.wait_for(lock, std::chrono::milliseconds(100));
      if (options.progress) {
        const SweepProgress progress{work->done, work->running,
                                     work->keys.size() - work->done - work->running,
                                     std::chrono::duration<double>(Clock::now() - began).count()};
        lock.unlock();
        options.progress(progress);
        lock.lock();
      }
      if (options.stop && options.stop->load()) {
        work->closed = true;
        break;
      }
    }
    stopped = work->threads > 0;
  }
  for (std::thread& thread : threads) {
    if (stopped) {
      thread.detach();
    } else {
      thread.join();
    }
  }
  if (work->failure) std::rethrow_exception(work->failure);
  return !stopped;
}

std::vector<RunKey> shard_of(std::span<const RunKey> keys, std::size_t index, std::size_t count) {
  std::vector<RunKey> mine;
  for (const RunKey& key : keys) {
    if (key.study_case % count == index) mine.push_back(key);
  }
  return mine;
}

}  // namespace suanwang
