#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <future>

#include "sim/app/commands.hpp"
#include "sim/base/suggest.hpp"
#include "sim/web/serve/gate.hpp"
#include "sim/web/serve/web_server.hpp"

namespace suanwang {
namespace {

constexpr std::size_t kShortestToken = 12;
constexpr const char* kStore = "suanwang-serve.sqlite";

/// A token travels in addresses, headers and cookies: letters, digits, `-` and `_` pass everywhere.
void check_token(const std::string& token) {
  const bool fits = std::all_of(token.begin(), token.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
  if (token.size() < kShortestToken || token.size() > 200 || !fits) {
    throw UsageError{
        "--token: expected 12 to 200 letters, digits, - or _, which nobody can guess; such as "
        "--token \"$(openssl rand -hex 16)\""};
  }
}

std::string own_name() {
  char name[256] = "";
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "";
}

WebServerOptions server_options(const ServeRequest& request) {
  WebServerOptions options;
  options.http.port = static_cast<int>(whole_number("--port", request.port, 1, 65535, 8080));
  if (!request.bind.empty()) options.http.address = request.bind;
  options.token = request.token;
  if (!request.token.empty()) check_token(request.token);
  if (!is_loopback(options.http.address) && request.token.empty()) {
    throw UsageError{fmt::format(
        "--bind {}: others can reach this address, so it needs --token TOKEN, which the page then "
        "asks of everybody; without --bind the page is for this machine alone",
        in_quotes(options.http.address))};
  }
  options.names = request.names;
  const std::string name = own_name();
  if (!name.empty()) options.names.insert(options.names.end(), {name, name + ".local"});
  options.store = request.store.empty() ? kStore : request.store;
  options.program = fmt::format("suanwang {}", SUANWANG_VERSION);
  options.threads = thread_count(request.threads);
  return options;
}

/// Signals that end the program, blocked in every thread and waited for in one place.
class EndingSignals {
 public:
  EndingSignals() {
    ::sigemptyset(&set_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
      struct sigaction before {};
      // One that is ignored, as under nohup, stays so.
      if (::sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_IGN) continue;
      ::sigaddset(&set_, signal);
    }
    ::pthread_sigmask(SIG_BLOCK, &set_, &before_);
  }
  ~EndingSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  EndingSignals(const EndingSignals&) = delete;
  EndingSignals& operator=(const EndingSignals&) = delete;

  void wait() const {
    int signal = 0;
    while (::sigwait(&set_, &signal) != 0) continue;
  }

 private:
  sigset_t set_{}, before_{};
};

/// The address that a browser opens.
std::string page_address(const WebServerOptions& options, int port) {
  const std::string& bound = options.http.address;
  const bool everywhere = bound == "0.0.0.0" || bound == "::";
  const bool is_v6 = bound.find(':') != bound.npos;
  const std::string host = everywhere ? own_name() : is_v6 ? "[" + bound + "]" : bound;
  const std::string token = options.token.empty() ? "" : "?token=" + options.token;
  return fmt::format("http://{}:{}/{}", host, port, token);
}

}  // namespace

Exit serve(const ServeRequest& request, const CommonOptions& options) {
  const WebServerOptions wanted = server_options(request);
  const EndingSignals signals;
  WebServer server(find_share(), wanted);
  int port = 0;
  try {
    port = server.start();
  } catch (const PortProblem& problem) {
    fmt::print(stderr, "suanwang: {}\n", problem.what());
    return Exit::failed;
  }
  print(page_address(wanted, port) + "\n");
  flush_output();
  if (!options.quiet) {
    fmt::print(stderr,
               "suanwang: the page is there until Ctrl-C; runs done properly are kept in {}\n",
               wanted.store.string());
  }
  signals.wait();
  // What is being simulated is given up. Should a thread not notice, the process ends all the same.
  auto ending = std::async(std::launch::async, [&] { server.stop(); });
  if (ending.wait_for(std::chrono::milliseconds(800)) != std::future_status::ready) {
    std::fflush(nullptr);
    std::_Exit(static_cast<int>(Exit::ok));
  }
  return Exit::ok;
}

}  // namespace suanwang
