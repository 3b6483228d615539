// What many pages, pages that go away and servers that end do to one another.

#include <catch2/catch.hpp>
#include <future>

#include "tests/web/model_types.hpp"
#include "tests/web/serve_sample.hpp"

using namespace suanwang;
using namespace serve_sample;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;
using program::Scratch;

namespace {

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("serve: fifty pages of one lesson cost one run, and nobody stalls", "[serve]") {
  const Scratch folder("serve-fifty");
  Server server(options_in(folder));
  const double alone_s = seconds_of([&] { server.run({{"fibre-price", 0.03}}, "first", 1); });
  const std::size_t before = server.server().runs_begun();
  std::vector<std::future<double>> pages;
  for (int i = 0; i < 50; ++i) {
    pages.push_back(std::async(std::launch::async, [&, i] {
      return seconds_of([&] {
        auto client = server.client();
        client.set_keep_alive(true);
        for (const char* path : {"/", "/page.js", "/page.css", "/api/scenarios", "/api/measures"}) {
          if (!client.Get(path)) throw std::runtime_error("no answer");
        }
        const Json body{{"scenario", "bits-or-electrons"},
                        {"levers", {{"fibre-price", 0.05}}},
                        {"exact", true},
                        {"client", "page" + std::to_string(i)},
                        {"serial", 1}};
        const auto answer = client.Post("/api/run", body.dump(), "application/json");
        if (!answer || Json::parse(answer->body)["state"] != "done") {
          throw std::runtime_error("no run");
        }
      });
    }));
  }
  double slowest_s = 0;
  for (auto& page : pages) slowest_s = std::max(slowest_s, page.get());
  CHECK(server.server().runs_begun() == before + 1);
  INFO("alone " << alone_s << " s, the slowest of fifty " << slowest_s << " s");
  // Fifty runs one after the other would take 25 times as long on two processors.
  CHECK(slowest_s < 10 * alone_s + 5);
}

TEST_CASE("serve: a newer request of the page ends its older run at once", "[serve]") {
  const Scratch folder("serve-newer");
  const Server server(options_in(folder));
  auto older = std::async(std::launch::async, [&] {
    // Catch's macros are for the main thread alone.
    const Json body{{"yaml", kLongRun}, {"client", "page"}, {"serial", 1}, {"exact", true}};
    const auto answer = server.client().Post("/api/run", body.dump(), "application/json");
    return answer ? answer->body : "no answer";
  });
  std::this_thread::sleep_for(300ms);
  CHECK(server.run({}, "page", 2)["state"] == "done");
  REQUIRE(older.wait_for(20s) == std::future_status::ready);
  CHECK(older.get() == R"({"state":"superseded"})");
}

TEST_CASE("serve: a page that goes away leaves no run behind, a slow one no thread", "[serve]") {
  const Scratch folder("serve-gone");
  WebServerOptions options = options_in(folder);
  options.http.read_s = 1;
  options.http.idle_s = 1;
  options.threads = 2;
  Server server(options);
  const std::string host = "127.0.0.1:" + std::to_string(server.port());
  const std::string body =
      Json{{"yaml", kLongRun}, {"client", "lost"}, {"serial", 1}, {"exact", true}}.dump();
  Socket lost(server.port());
  lost.send("POST /api/run HTTP/1.1\r\nHost: " + host +
            "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
            "\r\n\r\n" + body);
  for (int i = 0; i < 10'000 && server.server().runs_begun() == 0; ++i) {
    std::this_thread::sleep_for(1ms);
  }
  REQUIRE(server.server().runs_begun() == 1);
  lost.close();
  // The only thread for slow runs is free again: another one gets through.
  CHECK(server.run({}, "other", 1)["state"] == "done");

  // Clients that send nothing, or a byte now and then, are cut off after a second.
  std::vector<std::unique_ptr<Socket>> slow;
  for (int i = 0; i < 200; ++i) {
    slow.push_back(std::make_unique<Socket>(server.port()));
    if (i % 2 == 0) slow.back()->send("GET / HT");
  }
  CHECK(seconds_of([&] { server.get("/api/health"); }) < 20);
  CHECK(slow.front()->rest().find("200 OK") == std::string::npos);
}

TEST_CASE("serve: done properly, kept, listed, and there after a restart", "[serve]") {
  const Scratch folder("serve-proper");
  const model::Types types;
  const Json asked{{"scenario", "bits-or-electrons"},
                   {"levers", {{"policy", "nearest"}}},
                   {"baseline", Json::object()},
                   {"replications", 2},
                   {"client", "page"}};
  std::string id;
  {
    const Server server(options_in(folder));
    Json state = server.post("/api/proper", asked);
    id = state["id"];
    CHECK(types.problems(state, "ProperState") == Lines{});
    CHECK_THAT(state["name"]["zh"].get<std::string>(), Contains("调度策略"));
    for (int i = 0; i < 6000 && state["state"] != "done" && state["state"] != "failed"; ++i) {
      std::this_thread::sleep_for(20ms);
      state = server.get("/api/proper/" + id);
    }
    INFO(state.dump());
    REQUIRE(state["state"] == "done");
    CHECK(state["done"] == 4);
    CHECK(server.get("/api/proper").size() == 1);
    server.get("/api/proper/unknown", 404);
    // Too much of it, or of a kind that is none.
    Json wrong = asked;
    wrong["replications"] = 1000;
    server.post("/api/proper", wrong, 400);
    wrong = asked;
    wrong["scale"] = 2;
    server.post("/api/proper", wrong, 400);
  }
  const Server again(options_in(folder));
  const Json list = again.get("/api/proper");
  REQUIRE(list.size() == 1);
  CHECK(list[0]["id"] == id);
  CHECK(list[0]["levers"] == asked["levers"]);
  const Json document = again.get("/api/proper/" + id + "/document");
  CHECK(types.problems(document, "ReportDocument") == Lines{});
  CHECK(document["kind"] == "comparison");
  CHECK(document["pairs"][0]["replications"] == 2);
  CHECK(document["runs"].size() == 2);
  auto client = again.client();
  const auto page = client.Get("/api/proper/" + id + "/report.html?lang=zh");
  CHECK(page->status == 200);
  CHECK_THAT(page->body, Contains("<!doctype html>"));
  // Its files are those that `suanwang compare` would take.
  const auto yaml = client.Get("/api/proper/" + id + "/changed.yaml");
  const Loaded loaded = load_scenario_text(yaml->body, "changed.yaml", {}, web_samples::share());
  REQUIRE(loaded.scenario);
  CHECK(loaded.scenario->placement.policy == "nearest");
  const auto before = client.Get("/api/proper/" + id + "/baseline.yaml");
  const Loaded baseline =
      load_scenario_text(before->body, "baseline.yaml", {}, web_samples::share());
  REQUIRE(baseline.scenario);
  // Each side has its own name, as in the report.
  for (const auto& [side, of] : {std::pair{&baseline, 0}, std::pair{&loaded, 1}}) {
    CHECK(side->scenario->name == document["runs"][of]["scenario"]);
    CHECK(side->scenario->title.en == document["runs"][of]["title"]["en"]);
    CHECK(side->scenario->title.zh == document["runs"][of]["title"]["zh"]);
  }
  CHECK(document["runs"][0]["title"] != document["runs"][1]["title"]);
}

TEST_CASE("serve: a comparison is cancelled, waiting or running, and a page has three", "[serve]") {
  const Scratch folder("serve-cancel");
  const Server server(options_in(folder));
  const Json asked{{"scenario", "east-west-2025"},
                   {"levers", {{"demand", 1.1}}},
                   {"baseline", Json::object()},
                   {"replications", 100},
                   {"client", "page"}};
  std::vector<std::string> ids;
  for (int i = 0; i < 3; ++i) ids.push_back(server.post("/api/proper", asked)["id"]);
  CHECK_THAT(server.post("/api/proper", asked, 429)["error"].get<std::string>(),
             Contains("cancel one"));
  CHECK(server.remove("/api/proper/" + ids[2])["state"] == "cancelled");
  Json state = server.get("/api/proper/" + ids[0]);
  for (int i = 0; i < 500 && state["state"] != "running"; ++i) {
    std::this_thread::sleep_for(10ms);
    state = server.get("/api/proper/" + ids[0]);
  }
  REQUIRE(state["state"] == "running");
  server.remove("/api/proper/" + ids[1]);
  server.remove("/api/proper/" + ids[0]);
  for (int i = 0; i < 1000 && state["state"] == "running"; ++i) {
    std::this_thread::sleep_for(20ms);
    state = server.get("/api/proper/" + ids[0]);
  }
  CHECK(state["state"] == "cancelled");
  server.get("/api/proper/" + ids[0] + "/document", 404);
  server.remove("/api/proper/unknown", 404);
}

TEST_CASE("serve: without its store the page goes on, and says what is missing", "[serve]") {
  const Scratch folder("serve-store");
  const Server server(options_in(folder));
  const Json asked{{"scenario", "one-job"},
                   {"levers", Json::object()},
                   {"baseline", Json::object()},
                   {"replications", 1},
                   {"client", "page"}};
  server.post("/api/proper", asked);
  program::fs::remove_all(folder.path);
  CHECK_THAT(server.get("/api/proper", 503)["error"].get<std::string>(),
             Contains("the store has gone"));
  CHECK_THAT(server.post("/api/proper", asked, 503)["error"].get<std::string>(),
             Contains("the store has gone"));
  CHECK(server.run({}, "page", 1)["state"] == "done");
}

TEST_CASE("serve: a second server on the port says so, and an end takes no second", "[serve]") {
  const Scratch folder("serve-port");
  WebServerOptions options = options_in(folder);
  Server first(options);
  WebServerOptions second_options = options;
  second_options.http.port = first.port();
  second_options.store = folder.path / "second.sqlite";
  WebServer second(web_samples::share(), second_options);
  CHECK_THROWS_WITH(second.start(), Contains("is in use; is another `suanwang serve` running?"));
  CHECK_THROWS_AS(second.start(), PortProblem);

  // A run under way, idle connections and one in the middle of a request are broken off.
  auto running = std::async(std::launch::async, [&] {
    auto client = first.client();
    return client
        .Post("/api/run",
              Json{{"yaml", kLongRun}, {"client", "a"}, {"serial", 1}, {"exact", true}}.dump(),
              "application/json")
        .error();
  });
  Socket idle(first.port()), middle(first.port());
  middle.send("GET / HTTP/1.1\r\n");
  for (int i = 0; i < 10'000 && first.server().runs_begun() == 0; ++i) {
    std::this_thread::sleep_for(1ms);
  }
  CHECK(seconds_of([&] { first.server().stop(); }) < 1);
  running.wait();
}
