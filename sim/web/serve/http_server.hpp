#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace suanwang {

/// One request, whole.
struct HttpRequest {
  std::string method, path;
  std::map<std::string, std::string> query;
  std::multimap<std::string, std::string> headers;  ///< names in small letters
  std::string body;
  std::function<bool()> is_gone;  ///< has the other side closed the connection?

  /// Empty where there is none.
  std::string header(const std::string& name) const;
};

struct HttpReply {
  int status = 200;
  std::string type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers{};
};

/// A port that cannot be had. `in_use`: another program listens there.
struct PortProblem : std::runtime_error {
  PortProblem(const std::string& text, bool used) : std::runtime_error(text), in_use(used) {}
  bool in_use;
};

struct HttpOptions {
  std::string address = "127.0.0.1";
  int port = 8080;            ///< 0: any free one
  std::size_t threads = 128;  ///< connections served at once; each waiting request holds one
  std::size_t most_body_bytes = std::size_t{1} << 20;
  double read_s = 10;   ///< for one request, from its first byte to its last
  double write_s = 30;  ///< for one answer
  double idle_s = 5;    ///< between two requests on one connection
};

using HttpHandler = std::function<HttpReply(const HttpRequest&)>;
/// Looks at a request whose body has not been read: true to go on, else `reply` is the answer.
using HttpGuard = std::function<bool(const HttpRequest&, HttpReply& reply)>;

/// An HTTP/1.1 server. Slow, silent and lost clients hold a thread for a bounded time.
class HttpServer {
 public:
  HttpServer(HttpOptions options, HttpGuard guard, HttpHandler handler);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// Takes the port, and returns it. Throws PortProblem.
  int bind();
  /// Begins to answer.
  void start();
  /// Breaks off what is under way. Returns when all threads are done.
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace suanwang
