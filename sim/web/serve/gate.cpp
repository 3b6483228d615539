#include "sim/web/serve/gate.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "sim/web/json_text.hpp"

namespace suanwang {
namespace {

constexpr std::size_t kMostPathBytes = 512;
constexpr const char* kCookie = "suanwang_token";

/// Compares without telling by the time it takes how much of it was right.
bool is_same_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  }
  return difference == 0;
}

std::string small_letters(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

bool is_number_address(const std::string& text) {
  std::array<unsigned char, 16> ignored{};
  return ::inet_pton(AF_INET, text.c_str(), ignored.data()) == 1 ||
         ::inet_pton(AF_INET6, text.c_str(), ignored.data()) == 1;
}

/// Value of a cookie; empty where there is none.
std::string_view cookie(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    std::string_view one = header.substr(0, header.find(';'));
    header.remove_prefix(std::min(header.size(), one.size() + 1));
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.starts_with(name) && one.substr(name.size()).starts_with('=')) {
      return one.substr(name.size() + 1);
    }
  }
  return {};
}

HttpReply text_page(int status, const std::string& text) {
  HttpReply reply;
  reply.status = status;
  reply.type = "text/plain; charset=utf-8";
  reply.body = text + "\n";
  return reply;
}

}  // namespace

bool is_loopback(const std::string& address) {
  return address == "localhost" || address == "::1" || address.starts_with("127.");
}

HttpReply error_reply(int status, const std::string& text) {
  JsonText json;
  json.open('{').field("error", text).close('}');
  HttpReply reply;
  reply.status = status;
  reply.body = std::move(json).text();
  return reply;
}

bool Gate::knows_host(const std::string& host) const {
  std::string name = small_letters(host);
  const std::string ending = fmt::format(":{}", port);
  if (name.ends_with(ending)) {
    name.erase(name.size() - ending.size());
  } else if (port != 80) {
    return false;
  }
  if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
  if (is_loopback(address)) {
    return name == "localhost" || name == "127.0.0.1" || name == "::1" || name == address;
  }
  // Only a name can be pointed here by somebody else.
  return name == "localhost" || is_number_address(name) ||
         std::find(names.begin(), names.end(), name) != names.end();
}

bool Gate::has_token(const HttpRequest& request) const {
  if (token.empty()) return true;
  const std::string bearer = request.header("authorization");
  constexpr std::string_view kBearer = "Bearer ";
  if (bearer.starts_with(kBearer)) {
    return is_same_secret(std::string_view(bearer).substr(kBearer.size()), token);
  }
  const std::string header = request.header("x-suanwang-token");
  if (!header.empty()) return is_same_secret(header, token);
  return is_same_secret(cookie(request.header("cookie"), kCookie), token) ||
         !cookie_for(request).empty();
}

std::string Gate::cookie_for(const HttpRequest& request) const {
  if (token.empty() || request.method != "GET" || request.path != "/") return {};
  const auto given = request.query.find("token");
  if (given == request.query.end() || !is_same_secret(given->second, token)) return {};
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict", kCookie, token);
}

std::optional<HttpReply> Gate::refusal(const HttpRequest& request) const {
  if (request.headers.count("host") != 1 || !knows_host(request.header("host"))) {
    return error_reply(421,
                       "this server answers to its own address only, as `suanwang serve` "
                       "printed it");
  }
  const std::string origin = request.header("origin");
  if (!origin.empty() && origin != "http://" + request.header("host")) {
    return error_reply(403, "another site's page may not ask here");
  }
  const std::string fetch_site = request.header("sec-fetch-site");
  const bool foreign = fetch_site == "cross-site" || fetch_site == "same-site";
  // A link to the page from elsewhere is fine; anything else is not.
  if (foreign && (request.path != "/" || request.method != "GET")) {
    return error_reply(403, "another site's page may not ask here");
  }
  if (!has_token(request)) {
    const char* text = "open the address with the token that `suanwang serve` printed";
    return request.path == "/" ? text_page(401, text) : error_reply(401, text);
  }
  if (request.path.size() > kMostPathBytes) return error_reply(414, "the address is too long");
  if (request.method != "GET" && request.method != "POST" && request.method != "DELETE") {
    HttpReply reply = error_reply(405, "only GET, POST and DELETE");
    reply.headers.emplace_back("Allow", "GET, POST, DELETE");
    return reply;
  }
  const std::string length = request.header("content-length");
  if (!request.header("transfer-encoding").empty() || !request.header("content-encoding").empty() ||
      request.headers.count("content-length") > 1) {
    return error_reply(411, "a body needs a Content-Length, and comes as it is");
  }
  if (request.method != "POST") {
    if (!length.empty() && length != "0") return error_reply(400, "no body is read here");
    return std::nullopt;
  }
  std::size_t bytes = 0;
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bytes);
  if (error != std::errc() || end != length.data() + length.size()) {
    return error_reply(411, "a body needs a Content-Length");
  }
  const std::string type = request.header("content-type");
  if (small_letters(type.substr(0, type.find(';'))) != "application/json") {
    return error_reply(415, "expected Content-Type: application/json");
  }
  return std::nullopt;
}

}  // namespace suanwang
