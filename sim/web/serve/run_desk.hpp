#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace suanwang {

/// What a page asks for.
struct RunAsk {
  std::string client;        ///< which page
  std::uint64_t serial = 0;  ///< the newest of a client wins
  std::string key;           ///< equal keys have equal answers
  bool slow = false;         ///< takes its turn after the quick ones
  double at_most_s = 60;     ///< from its start
  /// The answer, as text. Throws Stopped (of the engine) soon after the flag is set.
  std::function<std::string(const std::atomic<bool>& stop)> work;
};

struct RunReply {
  enum class State {
    done,
    superseded,  ///< the client has asked for something newer
    failed,      ///< `text` says why
    busy,        ///< too many are waiting
    gone,        ///< the client went away, or the server ends
  };

  State state = State::done;
  std::shared_ptr<const std::string> answer;  ///< of `done`
  std::string text;
  double ms = 0;  ///< waiting included
};

/// Runs what pages ask for, on a few threads, and keeps the last answers.
///
/// Equal requests share a run; a run for which nobody waits any more is stopped. Each client has
/// one request waiting at most.
class RunDesk {
 public:
  struct Limits {
    unsigned threads = 2;            ///< of these one at least is left to quick runs
    std::size_t most_waiting = 128;  ///< requests, beyond which new ones are refused
    std::size_t cache_bytes = std::size_t{64} << 20;
  };

  explicit RunDesk(Limits limits);
  ~RunDesk();
  RunDesk(const RunDesk&) = delete;
  RunDesk& operator=(const RunDesk&) = delete;

  /// Waits for the answer. `is_gone` is asked now and then whether anybody still listens.
  RunReply ask(RunAsk ask, const std::function<bool()>& is_gone);
  /// Everybody who waits is told `gone`, and nothing is begun any more.
  void stop();

  std::size_t runs_begun() const { return begun_; }  ///< that no kept answer made needless

 private:
  using Clock = std::chrono::steady_clock;
  struct Task;
  struct Waiter;

  void follow();
  std::shared_ptr<Task> next_task();
  void run(Task& task);
  std::shared_ptr<const std::string> kept(const std::string& key);
  void keep(const std::string& key, std::shared_ptr<const std::string> answer);
  /// Makes `waiter` the client's only one; false: a newer one is known.
  bool take_turn(const std::string& client, Waiter& waiter);
  void leave(const std::string& client, const Waiter& waiter, const std::shared_ptr<Task>& task);

  const Limits limits_;
  mutable std::mutex mutex_;
  std::condition_variable work_waits_, something_ended_;
  bool stopping_ = false;
  std::size_t waiting_ = 0;    ///< requests
  unsigned slow_running_ = 0;  ///< runs
  std::atomic<std::size_t> begun_{0};
  std::deque<std::shared_ptr<Task>> quick_, slow_;
  std::map<std::string, std::shared_ptr<Task>> under_way_;  ///< by key, queued or running
  struct Client {
    std::uint64_t newest = 0;
    Waiter* waiter = nullptr;
    std::uint64_t seen = 0;  ///< order of the last request
  };
  std::map<std::string, Client> clients_;
  std::uint64_t requests_ = 0;
  /// The last answers, newest first.
  std::list<std::pair<std::string, std::shared_ptr<const std::string>>> kept_;
  std::map<std::string, decltype(kept_)::iterator> kept_at_;
  std::size_t kept_bytes_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace suanwang
