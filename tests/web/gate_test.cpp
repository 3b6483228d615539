#include "sim/web/serve/gate.hpp"

#include <catch2/catch.hpp>

using namespace suanwang;

namespace {

HttpRequest request(const std::string& method, const std::string& path,
                    std::multimap<std::string, std::string> headers = {}) {
  HttpRequest made;
  made.method = method;
  made.path = path;
  made.headers = std::move(headers);
  if (!made.headers.contains("host")) made.headers.emplace("host", "127.0.0.1:8080");
  return made;
}

/// Status of the refusal; 0: it is let in.
int status(const Gate& gate, const HttpRequest& asked) {
  const auto refusal = gate.refusal(asked);
  return refusal ? refusal->status : 0;
}

}  // namespace

TEST_CASE("gate: a Host that is not the server's own is refused, whatever it is", "[serve]") {
  const Gate gate;
  for (const char* host : {"127.0.0.1:8080", "localhost:8080", "[::1]:8080", "LocalHost:8080"}) {
    INFO(host);
    CHECK(status(gate, request("GET", "/", {{"host", host}})) == 0);
  }
  // A name that somebody pointed here (DNS rebinding), other ports, no port, tricks.
  for (const char* host : {"evil.example:8080", "127.0.0.1", "localhost", "127.0.0.1:80", "",
                           "127.0.0.1:8080.evil.example", "evil.example:8080@127.0.0.1:8080",
                           "192.168.1.5:8080", "0.0.0.0:8080", "127.0.0.1:8080, localhost:8080"}) {
    INFO(host);
    CHECK(status(gate, request("GET", "/", {{"host", host}})) == 421);
  }
  HttpRequest twice = request("GET", "/", {{"host", "127.0.0.1:8080"}, {"host", "evil.example"}});
  CHECK(status(gate, twice) == 421);
}

TEST_CASE("gate: beyond loopback addresses in figures and own names are hosts", "[serve]") {
  Gate gate;
  gate.address = "0.0.0.0";
  gate.token = "0123456789abcdef";
  gate.names = {"lecture.local"};
  for (const char* host : {"192.168.1.5:8080", "[fe80::1]:8080", "lecture.local:8080"}) {
    INFO(host);
    CHECK(gate.knows_host(host));
  }
  CHECK_FALSE(gate.knows_host("evil.example:8080"));
}

TEST_CASE("gate: pages of other sites may not ask", "[serve]") {
  const Gate gate;
  CHECK(status(gate, request("GET", "/api/scenarios", {{"origin", "http://127.0.0.1:8080"}})) == 0);
  for (const char* origin :
       {"http://evil.example", "null", "http://127.0.0.1:9000", "https://127.0.0.1:8080"}) {
    INFO(origin);
    CHECK(status(gate, request("GET", "/api/scenarios", {{"origin", origin}})) == 403);
  }
  CHECK(status(gate, request("GET", "/api/scenarios", {{"sec-fetch-site", "cross-site"}})) == 403);
  CHECK(status(gate, request("GET", "/api/scenarios", {{"sec-fetch-site", "same-site"}})) == 403);
  CHECK(status(gate, request("GET", "/api/scenarios", {{"sec-fetch-site", "same-origin"}})) == 0);
  // A link to the page is no harm.
  CHECK(status(gate, request("GET", "/", {{"sec-fetch-site", "cross-site"}})) == 0);
}

TEST_CASE("gate: a post has a length and is JSON, which a form of another site cannot send",
          "[serve]") {
  const Gate gate;
  const auto post = [&](std::multimap<std::string, std::string> headers) {
    return status(gate, request("POST", "/api/run", std::move(headers)));
  };
  CHECK(post({{"content-type", "application/json"}, {"content-length", "2"}}) == 0);
  CHECK(post({{"content-type", "application/json; charset=utf-8"}, {"content-length", "2"}}) == 0);
  CHECK(post({{"content-type", "text/plain"}, {"content-length", "2"}}) == 415);
  CHECK(post({{"content-type", "multipart/form-data; boundary=x"}, {"content-length", "2"}}) ==
        415);
  CHECK(post({{"content-type", "application/x-www-form-urlencoded"}, {"content-length", "2"}}) ==
        415);
  CHECK(post({{"content-length", "2"}}) == 415);
  CHECK(post({{"content-type", "application/json"}}) == 411);
  CHECK(post({{"content-type", "application/json"}, {"content-length", "-1"}}) == 411);
  CHECK(post({{"content-type", "application/json"}, {"transfer-encoding", "chunked"}}) == 411);
  CHECK(post({{"content-type", "application/json"},
              {"content-length", "2"},
              {"content-encoding", "gzip"}}) == 411);
  CHECK(status(gate, request("GET", "/", {{"content-length", "5"}})) == 400);
  CHECK(status(gate, request("PUT", "/", {{"content-length", "5"}})) == 405);
  CHECK(status(gate, request("OPTIONS", "/")) == 405);
  CHECK(status(gate, request("GET", "/" + std::string(600, 'a'))) == 414);
}

TEST_CASE("gate: a token is asked of every request, in one of four places", "[serve]") {
  Gate gate;
  gate.address = "0.0.0.0";
  gate.token = "0123456789abcdef";
  const auto with = [&](std::multimap<std::string, std::string> headers) {
    return status(gate, request("GET", "/api/scenarios", std::move(headers)));
  };
  CHECK(with({}) == 401);
  CHECK(with({{"authorization", "Bearer 0123456789abcdef"}}) == 0);
  CHECK(with({{"authorization", "Bearer 0123456789abcdeX"}}) == 401);
  CHECK(with({{"authorization", "Bearer "}}) == 401);
  CHECK(with({{"x-suanwang-token", "0123456789abcdef"}}) == 0);
  CHECK(with({{"cookie", "other=1; suanwang_token=0123456789abcdef"}}) == 0);
  CHECK(with({{"cookie", "suanwang_token=0123456789abcde"}}) == 401);
  CHECK(with({{"cookie", "suanwang_tokens=0123456789abcdef"}}) == 401);

  // In the address it lets the page in alone, and hands out the cookie.
  HttpRequest page = request("GET", "/");
  CHECK(status(gate, page) == 401);
  page.query["token"] = "0123456789abcdef";
  CHECK(status(gate, page) == 0);
  CHECK(gate.cookie_for(page) ==
        "suanwang_token=0123456789abcdef; Path=/; HttpOnly; SameSite=Strict");
  HttpRequest api = request("GET", "/api/scenarios");
  api.query["token"] = "0123456789abcdef";
  CHECK(status(gate, api) == 401);
  page.query["token"] = "wrong";
  CHECK(gate.cookie_for(page).empty());
}
