#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sim/scenario/load.hpp"
#include "sim/web/serve/http_server.hpp"

namespace suanwang {

struct WebServerOptions {
  HttpOptions http;
  std::string token;                 ///< asked of everybody; empty: of nobody
  std::vector<std::string> names;    ///< by which this machine is known beyond loopback
  std::filesystem::path store;       ///< SQLite file that keeps runs; made when the first comes
  std::string program = "suanwang";  ///< with its version
  unsigned threads = 2;              ///< that simulate
  bool warm_up = true;               ///< run what the first page will ask for
  double most_run_s = 120;           ///< of one run for the page
};

/// The live page and its API: scenarios with levers, runs of them, and runs that are kept.
class WebServer {
 public:
  /// Throws std::runtime_error where the share cannot be used, StoreProblem where the store cannot.
  WebServer(Share share, WebServerOptions options);
  ~WebServer();
  WebServer(const WebServer&) = delete;
  WebServer& operator=(const WebServer&) = delete;

  /// Begins to answer; returns the port. Throws PortProblem.
  int start();
  /// Breaks off what is under way.
  void stop();
  /// How many runs there were that no kept answer made needless.
  std::size_t runs_begun() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace suanwang
