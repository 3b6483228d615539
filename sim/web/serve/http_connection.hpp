#pragma once

#include <httplib.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <set>

namespace suanwang {

/// Times and sizes to which a connection is held.
struct ConnectionLimits {
  double read_s = 10;     ///< for one request, from its first byte to its last
  double write_s = 30;    ///< for one answer, from its first byte to its last
  double idle_s = 5;      ///< between two requests
  std::size_t bytes = 0;  ///< of one request
};

/// The sockets of a server, so that all can be broken off at once.
class OpenSockets {
 public:
  /// False: the server ends, and the socket is not to be served.
  bool add(int socket);
  void remove(int socket);
  void break_off();

 private:
  std::mutex mutex_;
  std::set<int> sockets_;
  bool ending_ = false;
};

/// A connection as httplib reads and writes it.
class Connection final : public httplib::Stream {
 public:
  Connection(int socket, const ConnectionLimits& limits) : socket_(socket), limits_(limits) {}

  /// Waits for the first byte of a request; false: none came in time, or the other side is gone.
  bool next_request();
  /// Has the other side closed its end? What it has sent before may still be unread.
  bool is_gone() const;

  bool is_readable() const override;
  bool is_writable() const override;
  ssize_t read(char* data, std::size_t size) override;
  ssize_t write(const char* data, std::size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return socket_; }

 private:
  using Clock = std::chrono::steady_clock;

  bool wait_for(short event, double seconds) const;
  bool fill();

  int socket_;
  const ConnectionLimits& limits_;
  Clock::time_point until_{};         ///< the request has to be there
  Clock::time_point answer_until_{};  ///< the answer has to be taken; not set before its first byte
  std::size_t left_ = 0;              ///< bytes of the request that may still come
  std::array<char, 16384> buffer_;
  std::size_t at_ = 0, end_ = 0;  ///< of what is in it
};

}  // namespace suanwang
