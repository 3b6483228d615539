#pragma once

#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "sim/web/serve/web_server.hpp"
#include "tests/app/program.hpp"
#include "tests/web/samples.hpp"

namespace serve_sample {

using suanwang::WebServer;
using suanwang::WebServerOptions;
using Json = nlohmann::json;

/// A server in this process, on a port of its own, and what its tests ask.
class Server {
 public:
  explicit Server(const WebServerOptions& options) : options_(options) {
    options_.http.port = 0;
    server_ = std::make_unique<WebServer>(web_samples::share(), options_);
    port_ = server_->start();
  }

  int port() const { return port_; }
  WebServer& server() { return *server_; }
  httplib::Client client() const {
    httplib::Client client("127.0.0.1", port_);
    client.set_read_timeout(120);
    return client;
  }

  Json get(const std::string& path, int status = 200) const {
    return read(client().Get(path), status);
  }
  Json post(const std::string& path, const Json& body, int status = 200) const {
    return read(client().Post(path, body.dump(), "application/json"), status);
  }
  Json remove(const std::string& path, int status = 200) const {
    return read(client().Delete(path), status);
  }
  /// A run of a small scenario.
  Json run(const Json& levers, const std::string& client, int serial, bool exact = true,
           const std::string& scenario = "bits-or-electrons") const {
    return post("/api/run", {{"scenario", scenario},
                             {"levers", levers},
                             {"exact", exact},
                             {"client", client},
                             {"serial", serial}});
  }

 private:
  static Json read(const httplib::Result& result, int status) {
    INFO(httplib::to_string(result.error()));
    REQUIRE(result);
    INFO(result->body);
    CHECK(result->status == status);
    return Json::parse(result->body, nullptr, false);
  }

  WebServerOptions options_;
  std::unique_ptr<WebServer> server_;
  int port_ = 0;
};

inline double seconds_of(const std::function<void()>& work) {
  const auto from = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

inline WebServerOptions options_in(const program::Scratch& folder) {
  WebServerOptions options;
  options.store = folder.path / "runs.sqlite";
  options.program = "suanwang test";
  options.warm_up = false;
  return options;
}

/// A scenario that takes minutes, were it let.
inline const std::string kLongRun =
    "suanwang: 1\nbase: east-west-2025\nduration: 300 d\nscale: 0.001\nwarmup: 0 d\n";

/// A connection by hand.
class Socket {
 public:
  explicit Socket(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  }
  ~Socket() { close(); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool send(const std::string& text) {
    return ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(text.size());
  }
  /// All that comes until the other side closes.
  std::string rest() {
    std::string text;
    char buffer[4096];
    for (ssize_t got; (got = ::recv(socket_, buffer, sizeof buffer, 0)) > 0;) {
      text.append(buffer, static_cast<std::size_t>(got));
    }
    return text;
  }
  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }

 private:
  int socket_;
};

}  // namespace serve_sample
