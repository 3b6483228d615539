#include <catch2/catch.hpp>

#include "sim/engine/simulate.hpp"
#include "sim/report/json.hpp"
#include "tests/web/model_types.hpp"
#include "tests/web/serve_sample.hpp"

using namespace suanwang;
using namespace serve_sample;
using Catch::Matchers::Contains;
using program::Scratch;

namespace {

using Lines = std::vector<std::string>;

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
  CHECK((!refused ||
         (refused->status == 413 && refused->body.find("too large") != std::string::npos)));
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
