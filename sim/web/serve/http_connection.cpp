#include "sim/web/serve/http_connection.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace suanwang {
namespace {

/// Numeric address and port of one end of a socket.
template <typename Name>
void tell_end(int socket, const Name& name_of, std::string& ip, int& port) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (name_of(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return;
  char text[INET6_ADDRSTRLEN] = "";
  if (address.ss_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
    ::inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
    port = ntohs(v4.sin_port);
  } else if (address.ss_family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
    ::inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
    port = ntohs(v6.sin6_port);
  }
  ip = text;
}

}  // namespace

bool OpenSockets::add(int socket) {
  const std::lock_guard lock(mutex_);
  if (ending_) return false;
  sockets_.insert(socket);
  return true;
}

void OpenSockets::remove(int socket) {
  const std::lock_guard lock(mutex_);
  sockets_.erase(socket);
}

void OpenSockets::break_off() {
  const std::lock_guard lock(mutex_);
  ending_ = true;
  for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
}

bool Connection::wait_for(short event, double seconds) const {
  const auto until = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                        std::chrono::duration<double>(std::max(0.0, seconds)));
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    pollfd asked{socket_, event, 0};
    const int found = ::poll(&asked, 1, static_cast<int>(std::max<long>(0, left.count())));
    if (found > 0) return true;
    if (found == 0 || errno != EINTR) return false;
  }
}

bool Connection::next_request() {
  if (at_ == end_ && !wait_for(POLLIN, limits_.idle_s)) return false;
  until_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                              std::chrono::duration<double>(limits_.read_s));
  answer_until_ = {};
  left_ = limits_.bytes;
  return at_ < end_ || fill();
}

bool Connection::is_gone() const {
  pollfd asked{socket_, POLLRDHUP, 0};
  return ::poll(&asked, 1, 0) > 0 && (asked.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

// Puts more of what has come into the empty buffer; false: nothing came in time.
bool Connection::fill() {
  const std::chrono::duration<double> left = until_ - Clock::now();
  if (left_ == 0 || left.count() <= 0 || !wait_for(POLLIN, left.count())) return false;
  const ssize_t got = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
  if (got <= 0) return false;
  at_ = 0;
  end_ = static_cast<std::size_t>(got);
  return true;
}

bool Connection::is_readable() const { return at_ < end_ || wait_for(POLLIN, 0); }

bool Connection::is_writable() const { return wait_for(POLLOUT, limits_.write_s); }

ssize_t Connection::read(char* data, std::size_t size) {
  if (at_ == end_ && !fill()) return -1;
  const std::size_t count = std::min({size, end_ - at_, left_});
  if (count == 0) return -1;
  std::memcpy(data, buffer_.data() + at_, count);
  at_ += count;
  left_ -= count;
  return static_cast<ssize_t>(count);
}

ssize_t Connection::write(const char* data, std::size_t size) {
  if (answer_until_ == Clock::time_point{}) {
    answer_until_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                       std::chrono::duration<double>(limits_.write_s));
  }
  const std::chrono::duration<double> left = answer_until_ - Clock::now();
  if (!wait_for(POLLOUT, left.count())) return -1;
  return ::send(socket_, data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  tell_end(socket_, ::getpeername, ip, port);
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  tell_end(socket_, ::getsockname, ip, port);
}

}  // namespace suanwang
