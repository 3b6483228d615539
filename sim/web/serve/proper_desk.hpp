#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "sim/web/serve/gallery.hpp"
#include "sim/web/serve/run_store.hpp"

namespace suanwang {

/// What a page wants to be done properly.
struct ProperAsk {
  std::shared_ptr<const LiveScenario> live;
  LeverValues levers, baseline;  ///< without a lever_problem()
  std::uint32_t replications = 10;
  std::optional<double> scale;  ///< in place of the scenario's; 1: every job on its own
  std::string client;
};

/// Runs comparisons one after the other, in the background, and keeps them.
class ProperDesk {
 public:
  static constexpr std::size_t kMostWaiting = 20;  ///< in all
  static constexpr std::size_t kMostOfClient = 3;  ///< waiting or running

  ProperDesk(const Gallery& gallery, RunStore& store, std::string program, unsigned threads);
  ~ProperDesk();
  ProperDesk(const ProperDesk&) = delete;
  ProperDesk& operator=(const ProperDesk&) = delete;

  /// Throws an ApiProblem where too much is waiting, StoreProblem where it could not be kept.
  ProperRun start(const ProperAsk& ask);
  /// Newest first. Throws StoreProblem.
  std::vector<ProperRun> list() const;
  std::optional<ProperRun> find(const std::string& id) const;
  std::optional<std::string> document(const std::string& id) const;
  /// Nothing where there is no such run. One that is over stays as it is.
  std::optional<ProperRun> cancel(const std::string& id);
  void stop();

 private:
  /// A run that is not over, or that the store could not take.
  struct Job {
    ProperRun run;
    ProperAsk ask;
    std::string document;
    std::atomic<bool> stop{false};
    std::chrono::steady_clock::time_point begun{};
  };

  void follow();
  void work(Job& job);
  std::string compare(Job& job);
  void progress(Job& job, std::size_t done, std::size_t planned);
  void keep(const std::shared_ptr<Job>& job);
  std::shared_ptr<Job> job_of(const std::string& id) const;

  const Gallery& gallery_;
  RunStore& store_;
  std::string program_;
  unsigned threads_;
  mutable std::mutex mutex_;
  std::condition_variable comes_;
  bool stopping_ = false;
  std::deque<std::shared_ptr<Job>> waiting_;
  std::vector<std::shared_ptr<Job>> jobs_;  ///< in the order in which they came
  std::thread thread_;
};

}  // namespace suanwang
