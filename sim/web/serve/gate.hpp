#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/web/serve/http_server.hpp"

namespace suanwang {

/// Who may ask for what, before a request's body is read.
///
/// On loopback other pages in the same browser are the danger: they can send requests here (told by
/// Origin and Sec-Fetch-Site, and by the content type that they may not set), and can point a name
/// of their own at this machine (told by Host). Beyond loopback everybody who knows no token is.
struct Gate {
  std::string address = "127.0.0.1";  ///< that the server is bound to
  int port = 8080;
  std::string token;               ///< empty: none is asked for
  std::vector<std::string> names;  ///< of this machine beyond loopback

  /// The answer to a request that is not let in; nothing: it is.
  std::optional<HttpReply> refusal(const HttpRequest& request) const;
  /// Header that lets a browser in from now on which came with the token in its address; empty: it
  /// did not.
  std::string cookie_for(const HttpRequest& request) const;
  /// Is this one of the addresses of the server, as a Host header names it?
  bool knows_host(const std::string& host) const;

 private:
  bool has_token(const HttpRequest& request) const;
};

/// 127.0.0.1, ::1, localhost and the like.
bool is_loopback(const std::string& address);

/// {"error": text}
HttpReply error_reply(int status, const std::string& text);

}  // namespace suanwang
