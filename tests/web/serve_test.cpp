#include <catch2/catch.hpp>
#include <future>

#include "sim/engine/simulate.hpp"
#include "sim/report/json.hpp"
#include "tests/web/model_types.hpp"
#include "tests/web/serve_sample.hpp"

using namespace suanwang;
using namespace serve_sample;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;
using program::Scratch;

namespace {

using Lines = std::vector<std::string>;

double seconds_of(const std::function<void()>& work) {
  const auto from = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

WebServerOptions options_in(const Scratch& folder) {
  WebServerOptions options;
  options.store = folder.path / "runs.sqlite";
  options.program = "suanwang test";
  options.warm_up = false;
  return options;
}

/// A scenario that takes minutes, were it let.
const std::string kLongRun =
    "suanwang: 1\nbase: east-west-2025\nduration: 300 d\nscale: 0.001\nwarmup: 0 d\n";

}  // namespace

TEST_CASE("serve: every answer has the types of model.ts", "[serve]") {
  const Scratch folder("serve-types");
  const Server server(options_in(folder));
  const model::Types types;
  const auto checked = [&](const Json& list, const char* type, std::size_t fewest) {
    REQUIRE(list.is_array());
    CHECK(list.size() >= fewest);
    for (const Json& one : list) CHECK(types.problems(one, type) == Lines{});
  };
  CHECK(server.get("/api/health") == Json{{"program", "suanwang test"}});
  checked(server.get("/api/scenarios"), "ScenarioInfo", 10);
  CHECK(server.get("/api/scenarios")[0]["id"] == "east-west-2025");
  CHECK(server.get("/api/scenarios")[0]["live"] == true);
  CHECK_THAT(server.get("/api/scenarios")[0]["question"]["en"].get<std::string>(),
             Contains("moving work West"));
  checked(server.get("/api/measures"), "MeasureInfo", 20);
  checked(server.get("/api/levers?scenario=east-west-2025"), "LeverInfo", 12);
  checked(server.get("/api/assumptions?scenario=bits-or-electrons"), "Assumption", 3);
  checked(server.get("/api/proper"), "ProperState", 0);

  const Json run = server.run({{"fibre-price", 0.05}}, "page", 1);
  CHECK(types.problems(run, "RunAnswer") == Lines{});
  CHECK(run["state"] == "done");
  const Json problems = server.post("/api/check", {{"yaml", "suanwang: 1\nseeds: 3\n"}});
  REQUIRE(problems["problems"].size() >= 1);
  for (const Json& one : problems["problems"]) CHECK(types.problems(one, "Problem") == Lines{});
}

TEST_CASE("serve: the YAML of a state runs to the same answer", "[serve]") {
  const Scratch folder("serve-yaml");
  const Server server(options_in(folder));
  const Json levers{{"policy", "nearest"}, {"fibre-price", 0.1}};
  const Json run = server.run(levers, "page", 1);
  const Json yaml =
      server.post("/api/yaml", {{"scenario", "bits-or-electrons"}, {"levers", levers}});
  const Loaded loaded = load_scenario_text(yaml["yaml"], "mine.yaml", {}, web_samples::share());
  REQUIRE(loaded.scenario);
  CHECK(signature(simulate(*loaded.scenario)) == run["run"]["signature"]);
  // Pasted into the page it does, too.
  const Json pasted = server.post(
      "/api/run", {{"yaml", yaml["yaml"]}, {"exact", true}, {"client", "page"}, {"serial", 2}});
  CHECK(pasted["run"]["signature"] == run["run"]["signature"]);
  CHECK(server.post("/api/check", yaml)["problems"] == Json::array());
}

TEST_CASE("serve: the national week as a preview says that it is one", "[serve]") {
  const Scratch folder("serve-week");
  const Server server(options_in(folder));
  const Json answer = server.run({{"policy", "local-only"}}, "page", 1, false, "east-west-2025");
  REQUIRE(answer["state"] == "done");
  const Json& run = answer["run"];
  CHECK(run["preview"] == true);
  CHECK(run["to_s"].get<double>() - run["from_s"].get<double>() == 7 * 86400);
  CHECK(run["hours"]["length_s"].size() == 168);
  CHECK(run["sites"].size() == 41);
}

TEST_CASE("serve: a lever's problem and a wrong request are told in words", "[serve]") {
  const Scratch folder("serve-wrong");
  const Server server(options_in(folder));
  const auto error = [](const Json& answer) { return answer["error"].get<std::string>(); };
  CHECK_THAT(error(server.get("/api/levers?scenario=nothing", 404)), Contains("no such scenario"));
  CHECK_THAT(error(server.get("/api/levers", 400)), Contains("?scenario="));
  CHECK_THAT(error(server.get("/api/nothing", 404)), Contains("nothing here"));
  CHECK_THAT(error(server.post("/api/run", {{"scenario", "one-job"}}, 400)), Contains("client"));
  CHECK_THAT(error(server.post("/api/run", Json::array(), 400)), Contains("JSON object"));
  const Json run{{"scenario", "bits-or-electrons"}, {"client", "a"}, {"serial", 1}};
  const auto with = [&](const Json& levers) {
    Json body = run;
    body["levers"] = levers;
    return error(server.post("/api/run", body, 400));
  };
  CHECK_THAT(with({{"fibre-prise", 1}}), Contains("did you mean \"fibre-price\"?"));
  CHECK_THAT(with({{"fibre-price", 9}}), Contains("takes a number from 0.005 to 0.1"));
  CHECK_THAT(with({{"policy", "sites.x"}}), Contains("takes one of"));
  CHECK_THAT(with({{"policy", Json::array()}}), Contains("expected a number or a word"));
  CHECK_THAT(with(7), Contains("expected an object"));
}

TEST_CASE("serve: no path leads out of what is offered", "[serve]") {
  const Scratch folder("serve-paths");
  const Server server(options_in(folder));
  auto client = server.client();
  for (const char* path :
       {"/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/api/../../etc/passwd", "/etc/passwd",
        "/page.js/../../x", "/..%2f..%2fetc%2fpasswd", "/api/proper/../../runs.sqlite",
        "/api/proper/x/document", "/api/proper/%00", "/api/proper/x/../y/report.html"}) {
    INFO(path);
    const auto answer = client.Get(path);
    REQUIRE(answer);
    CHECK(answer->status == 404);
    CHECK(answer->body.find("root:") == std::string::npos);
  }
  for (const char* id :
       {"..", "../catalog", "/etc", "one-job/../one-job", "one-job%00", "lessons"}) {
    INFO(id);
    server.get(std::string("/api/levers?scenario=") + id, 404);
    server.post("/api/yaml", {{"scenario", id}, {"levers", Json::object()}}, 404);
  }
}

TEST_CASE("serve: a pasted scenario cannot read a file", "[serve]") {
  const Scratch folder("serve-file");
  const Server server(options_in(folder));
  for (const char* text :
       {"suanwang: 1\nbase: /etc/passwd\n",
        "suanwang: 1\nbase: one-job\nworkloads: [{id: w, csv: /etc/passwd}]\n"}) {
    const Json answer =
        server.post("/api/run", {{"yaml", text}, {"client", "a"}, {"serial", 1}, {"exact", true}});
    // A serial that came before is superseded; either way nothing is read.
    if (answer["state"] == "superseded") continue;
    REQUIRE(answer["state"] == "problems");
    CHECK(answer["problems"][0]["file"] == "pasted.yaml");
    CHECK(answer["problems"][0]["line"].get<int>() > 0);
    CHECK(answer.dump().find("root") == std::string::npos);
  }
}

TEST_CASE("serve: the gate stands before everything", "[serve]") {
  const Scratch folder("serve-gate");
  const Server server(options_in(folder));
  auto client = server.client();
  const std::string host = "127.0.0.1:" + std::to_string(server.port());
  CHECK(client.Get("/api/scenarios", {{"Host", "evil.example"}})->status == 421);
  CHECK(client.Get("/api/scenarios", {{"Origin", "http://evil.example"}})->status == 403);
  CHECK(client.Get("/api/scenarios", {{"Origin", "http://" + host}})->status == 200);
  CHECK(client.Post("/api/run", "{}", "text/plain")->status == 415);
  CHECK(client.Get("/api/run")->status == 404);
  CHECK(client.Put("/api/run", "{}", "application/json")->status == 405);
  CHECK(client.Patch("/api/run", "{}", "application/json")->status == 405);
  CHECK(client.Options("/api/run")->status == 405);
  CHECK(client.Delete("/api/scenarios")->status == 404);
  const std::string large(2'000'000, ' ');
  const auto refused = client.Post("/api/check", large, "application/json");
  CHECK((!refused || refused->status == 413));
  // A body that nobody read is not taken for the next request.
  Socket by_hand(server.port());
  by_hand.send("POST /api/run HTTP/1.1\r\nHost: " + host +
               "\r\nContent-Type: text/plain\r\nContent-Length: 60\r\n\r\n"
               "GET /api/health HTTP/1.1\r\nHost: " +
               host + "\r\n\r\n");
  const std::string answers = by_hand.rest();
  CHECK_THAT(answers, Contains("415"));
  CHECK(answers.find("\"program\"") == std::string::npos);

  const auto page = client.Get("/");
  CHECK(page->status == 200);
  CHECK_THAT(page->get_header_value("Content-Security-Policy"),
             Contains("default-src 'none'") && Contains("script-src 'self'") &&
                 Contains("frame-ancestors 'none'"));
  CHECK(page->get_header_value("X-Content-Type-Options") == "nosniff");
  CHECK(client.Get("/page.js")->status == 200);
  CHECK(client.Get("/page.css")->status == 200);
}

TEST_CASE("serve: beyond loopback nothing is told without the token", "[serve]") {
  const Scratch folder("serve-token");
  WebServerOptions options = options_in(folder);
  options.token = "0123456789abcdef";
  const Server server(options);
  auto client = server.client();
  for (const char* path : {"/", "/page.js", "/api/scenarios", "/api/health", "/api/proper"}) {
    INFO(path);
    CHECK(client.Get(path)->status == 401);
  }
  CHECK(client.Get("/?token=wrong")->status == 401);
  const auto page = client.Get("/?token=0123456789abcdef");
  CHECK(page->status == 200);
  const std::string cookie = page->get_header_value("Set-Cookie");
  CHECK_THAT(cookie, Contains("HttpOnly") && Contains("SameSite=Strict"));
  const std::string pair = cookie.substr(0, cookie.find(';'));
  CHECK(client.Get("/api/scenarios", {{"Cookie", pair}})->status == 200);
  CHECK(client.Get("/api/scenarios", {{"Authorization", "Bearer 0123456789abcdef"}})->status ==
        200);
}

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
    return server.post("/api/run",
                       {{"yaml", kLongRun}, {"client", "page"}, {"serial", 1}, {"exact", true}});
  });
  std::this_thread::sleep_for(300ms);
  CHECK(server.run({}, "page", 2)["state"] == "done");
  REQUIRE(older.wait_for(20s) == std::future_status::ready);
  CHECK(older.get()["state"] == "superseded");
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
