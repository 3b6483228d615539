#include "sim/web/serve/web_server.hpp"

#include <fmt/format.h>

#include <thread>
#include <utility>

#include "sim/web/bundle.hpp"
#include "sim/web/serve/api.hpp"
#include "sim/web/serve/gate.hpp"

namespace suanwang {
namespace {

constexpr const char* kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' "
    "data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// The script takes the token out of the address, where it would be seen on a screen.
constexpr const char* kPage =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>Suanwang</title>\n<link rel=\"icon\" href=\"data:,\">\n"
    "<link rel=\"stylesheet\" href=\"/page.css\">\n"
    "<script src=\"/page.js\" defer></script>\n</head>\n<body>\n<div id=\"page\"></div>\n"
    "<noscript><p>This page needs JavaScript. Without it: <code>suanwang run east-west-2025 --out "
    "results</code> writes results/report.html, which has its figures as tables.</p>\n"
    "<p lang=\"zh\">本页需要 JavaScript。没有它时：<code>suanwang run east-west-2025 --out "
    "results</code> "
    "写出 results/report.html，其中的数据列成表格。</p></noscript>\n</body>\n</html>\n";

/// Said with every answer.
void add_safety(HttpReply& reply) {
  for (const auto& [name, value] : std::initializer_list<std::pair<const char*, const char*>>{
           {"X-Content-Type-Options", "nosniff"},
           {"Referrer-Policy", "no-referrer"},
           {"Cross-Origin-Resource-Policy", "same-origin"},
           {"Cross-Origin-Opener-Policy", "same-origin"},
           {"X-Frame-Options", "DENY"},
           {"Cache-Control", "no-store"}}) {
    reply.headers.emplace_back(name, value);
  }
  for (const auto& header : reply.headers) {
    if (header.first == "Content-Security-Policy") return;
  }
  reply.headers.emplace_back("Content-Security-Policy", kPagePolicy);
}

RunDesk::Limits limits_of(const WebServerOptions& options) {
  RunDesk::Limits limits;
  limits.threads = options.threads;
  return limits;
}

}  // namespace

struct WebServer::Parts {
  Parts(Share share, WebServerOptions wanted)
      : options(std::move(wanted)),
        gallery(std::move(share)),
        desk(limits_of(options)),
        store(options.store),
        proper(gallery, store, options.program, options.threads),
        api(gallery, desk, proper, options.program, options.most_run_s),
        gate{options.http.address, options.http.port, options.token, options.names},
        http(
            options.http,
            [this](const HttpRequest& request, HttpReply& reply) {
              auto refusal = gate.refusal(request);
              if (!refusal) return true;
              reply = std::move(*refusal);
              add_safety(reply);
              return false;
            },
            [this](const HttpRequest& request) {
              HttpReply reply = answer(request);
              add_safety(reply);
              return reply;
            }) {}

  HttpReply answer(const HttpRequest& request) {
    if (request.path.starts_with("/api/")) return api.answer(request);
    if (request.method != "GET") return error_reply(405, "only GET");
    HttpReply reply;
    if (request.path == "/page.js") {
      // With these words behind its type the library leaves the text as it is.
      reply.type = "application/javascript; charset=utf-8";
      reply.body = page_script();
    } else if (request.path == "/page.css") {
      reply.type = "text/css; charset=utf-8";
      reply.body = page_style();
    } else if (request.path == "/") {
      reply.type = "text/html; charset=utf-8";
      reply.body = kPage;
      const std::string cookie = gate.cookie_for(request);
      if (!cookie.empty()) reply.headers.emplace_back("Set-Cookie", cookie);
    } else {
      reply = error_reply(404, "there is nothing here");
    }
    return reply;
  }

  WebServerOptions options;
  Gallery gallery;
  RunDesk desk;
  RunStore store;
  ProperDesk proper;
  Api api;
  Gate gate;
  HttpServer http;
  std::thread warming;
};

WebServer::WebServer(Share share, WebServerOptions options)
    : parts_(std::make_unique<Parts>(std::move(share), std::move(options))) {}

WebServer::~WebServer() { stop(); }

int WebServer::start() {
  parts_->gate.port = parts_->http.bind();
  parts_->http.start();
  if (parts_->options.warm_up) parts_->warming = std::thread([this] { parts_->api.warm_up(); });
  return parts_->gate.port;
}

void WebServer::stop() {
  parts_->desk.stop();
  parts_->proper.stop();
  parts_->http.stop();
  if (parts_->warming.joinable()) parts_->warming.join();
}

std::size_t WebServer::runs_begun() const { return parts_->desk.runs_begun(); }

}  // namespace suanwang
