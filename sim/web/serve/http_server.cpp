#include "sim/web/serve/http_server.hpp"

#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <thread>

#include "sim/web/serve/http_connection.hpp"

namespace suanwang {
namespace {

/// What a thread is answering just now.
struct UnderWay {
  const Connection* connection = nullptr;
  bool refused = false;
  HttpReply refusal;
};
thread_local UnderWay under_way;

HttpRequest request_of(const httplib::Request& request) {
  HttpRequest own;
  own.method = request.method == "HEAD" ? "GET" : request.method;
  own.path = request.path;
  for (const auto& [key, value] : request.params) own.query.emplace(key, value);
  for (const auto& [name, value] : request.headers) {
    std::string small = name;
    for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    own.headers.emplace(std::move(small), value);
  }
  own.body = request.body;
  own.is_gone = [connection = under_way.connection] { return connection->is_gone(); };
  return own;
}

void answer(HttpReply reply, httplib::Response& response) {
  response.status = reply.status;
  for (auto& [name, value] : reply.headers) response.set_header(name, value);
  response.body = std::move(reply.body);
  response.set_header("Content-Type", reply.type);
}

}  // namespace

std::string HttpRequest::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

/// httplib's server with our own way to treat a connection: bounded times, and an end at once.
struct HttpServer::Parts final : httplib::Server {
  Parts(HttpOptions wanted, HttpGuard own_guard, HttpHandler own_handler)
      : options(std::move(wanted)),
        guard(std::move(own_guard)),
        handler(std::move(own_handler)),
        limits{options.read_s, options.write_s, options.idle_s,
               options.most_body_bytes + kMostHeadBytes},
        busy_limits{options.read_s, options.write_s, 0.1, limits.bytes} {
    new_task_queue = [this] { return new httplib::ThreadPool(options.threads); };
    set_payload_max_length(options.most_body_bytes);
    set_keep_alive_max_count(1000);  // what browsers are told; serve() has no such bound
    set_keep_alive_timeout(std::max<time_t>(1, static_cast<time_t>(options.idle_s)));
    // The library would set SO_REUSEPORT too, by which two servers share a port without a word.
    set_socket_options([](socket_t socket) {
      const int yes = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      if (under_way.refused) {
        answer(std::move(under_way.refusal), response);
      } else if (request.method == "POST") {
        return HandlerResponse::Unhandled;  // its body comes first
      } else {
        answer(handler(request_of(request)), response);
      }
      return HandlerResponse::Handled;
    });
    Post(".*", [this](const httplib::Request& request, httplib::Response& response) {
      answer(handler(request_of(request)), response);
    });
    // What the library refuses by itself, such as a body that is too large, comes without a word.
    set_error_handler([](const httplib::Request&, httplib::Response& response) {
      if (!response.body.empty()) return;
      const char* const text = response.status == 413
                                   ? R"({"error": "the request is too large"})"
                                   : R"({"error": "the request cannot be answered"})";
      answer({response.status, "application/json", text}, response);
    });
    set_exception_handler([](const httplib::Request&, httplib::Response& response, auto) {
      answer({500, "application/json", R"({"error": "something went wrong here"})"}, response);
    });
  }

  /// Request line and headers together.
  static constexpr std::size_t kMostHeadBytes = 32768;

  HttpOptions options;
  HttpGuard guard;
  HttpHandler handler;
  const ConnectionLimits limits, busy_limits;
  OpenSockets sockets;
  std::atomic<std::size_t> served{0};
  std::thread thread;

 private:
  bool process_and_close_socket(socket_t socket) override {
    ++served;
    if (sockets.add(socket)) {
      serve(socket);
      sockets.remove(socket);
    }
    --served;
    ::shutdown(socket, SHUT_RDWR);
    ::close(socket);
    return true;
  }

  void serve(socket_t socket) {
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    // Where threads become scarce, nobody keeps one without asking for something.
    const bool scarce = served > options.threads * 3 / 4;
    Connection connection(socket, scarce ? busy_limits : limits);
    bool closed = false;
    while (!closed && connection.next_request()) {
      under_way = {&connection, false, {}};
      const bool well = process_request(connection, false, closed,
                                        [&](httplib::Request& request) { look_at(request); });
      if (!well || under_way.refused) return;
    }
  }

  /// Asks the guard, and takes away what the library would act upon by itself.
  void look_at(httplib::Request& request) {
    under_way.refused = !guard(request_of(request), under_way.refusal);
    // On the page's own machine packing takes longer than sending.
    for (const char* name : {"Accept-Encoding", "Expect", "Range"}) request.headers.erase(name);
    request.ranges.clear();
    if (under_way.refused) {
      // A body that was not read would be taken for the next request.
      request.headers.erase("Connection");
      request.headers.emplace("Connection", "close");
    }
  }
};

HttpServer::HttpServer(HttpOptions options, HttpGuard guard, HttpHandler handler)
    : parts_(std::make_unique<Parts>(std::move(options), std::move(guard), std::move(handler))) {}

HttpServer::~HttpServer() { stop(); }

int HttpServer::bind() {
  const HttpOptions& options = parts_->options;
  errno = 0;
  int port = options.port;
  bool bound = false;
  if (port == 0) {
    port = parts_->bind_to_any_port(options.address);
    bound = port > 0;
  } else {
    bound = parts_->bind_to_port(options.address, port);
  }
  if (!bound) {
    const int error = errno;
    if (error == EADDRINUSE) {
      throw PortProblem(
          fmt::format("port {} is in use; is another `suanwang serve` running? Another port: "
                      "--port {}",
                      port, port < 65535 ? port + 1 : port - 1),
          true);
    }
    throw PortProblem(fmt::format("cannot listen on {} port {}: {}", options.address, port,
                                  error == 0 ? "no such address" : std::strerror(error)),
                      false);
  }
  return port;
}

void HttpServer::start() {
  parts_->thread = std::thread([this] { parts_->listen_after_bind(); });
  while (!parts_->is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void HttpServer::stop() {
  if (!parts_->thread.joinable()) return;
  parts_->sockets.break_off();
  parts_->Server::stop();
  parts_->thread.join();
}

}  // namespace suanwang
