// The part of the API that is about comparisons done properly.

#include <fmt/format.h>

#include "sim/study/store.hpp"
#include "sim/web/json_text.hpp"
#include "sim/web/report_page.hpp"
#include "sim/web/serve/api.hpp"
#include "sim/web/serve/api_json.hpp"

namespace suanwang {
namespace {

constexpr std::uint32_t kReplications = 10;
constexpr std::uint32_t kMostReplications = 100;
constexpr std::size_t kMostTextBytes = 200;

void write_state(JsonText& json, const ProperRun& run) {
  json.open('{').field("id", run.id).field("title", run.title.en).field("name", run.title);
  json.field("state", to_string(run.state));
  json.field("done", std::uint64_t{run.done}).field("planned", std::uint64_t{run.planned});
  json.key("left_s");
  if (run.left_s) {
    json.value(*run.left_s);
  } else {
    json.null();
  }
  json.field("made", run.made).field("scenario", run.scenario);
  json.key("levers").raw(levers_json(run.levers));
  json.key("baseline").raw(levers_json(run.baseline));
  json.field("replications", std::uint64_t{run.replications}).field("text", run.text).close('}');
}

std::string state_json(const std::optional<ProperRun>& run) {
  if (!run) throw ApiProblem{404, "no run of this name is kept here"};
  JsonText json;
  write_state(json, *run);
  return std::move(json).text();
}

HttpReply typed_reply(const char* type, std::string body) {
  HttpReply reply = json_reply(std::move(body));
  reply.type = type;
  return reply;
}

}  // namespace

std::string Api::start_proper(const HttpRequest& request) {
  const auto body = read_body(request.body);
  ProperAsk ask;
  ask.live = scenario_of(gallery_, text_in(body, "scenario", kMostTextBytes));
  ask.levers = checked_levers(*ask.live, levers_in(body, "levers"));
  ask.baseline = checked_levers(*ask.live, levers_in(body, "baseline"));
  ask.client = text_in(body, "client", kMostTextBytes);
  ask.replications = kReplications;
  if (const auto wanted = body.find("replications"); wanted != body.end()) {
    if (!wanted->is_number_unsigned() || wanted->get<std::uint64_t>() < 1 ||
        wanted->get<std::uint64_t>() > kMostReplications) {
      throw ApiProblem{
          400, fmt::format("\"replications\": expected a number from 1 to {}", kMostReplications)};
    }
    ask.replications = wanted->get<std::uint32_t>();
  }
  if (const auto wanted = body.find("scale"); wanted != body.end() && !wanted->is_null()) {
    const double scale = wanted->is_number() ? wanted->get<double>() : 0;
    if (!(scale > 0 && scale <= 1)) {
      throw ApiProblem{400, "\"scale\": expected a number above 0 and at most 1"};
    }
    ask.scale = scale;
  }
  return state_json(proper_.start(ask));
}

std::string Api::cancel_proper(const HttpRequest& request) {
  constexpr std::string_view kBelow = "/api/proper/";
  if (!request.path.starts_with(kBelow)) throw ApiProblem{404, "there is nothing here"};
  return state_json(proper_.cancel(request.path.substr(kBelow.size())));
}

HttpReply Api::get_proper(const HttpRequest& request) {
  constexpr std::string_view kBelow = "/api/proper/";
  if (!request.path.starts_with(kBelow)) {
    JsonText json;
    json.open('[');
    for (const ProperRun& run : proper_.list()) write_state(json, run);
    return json_reply(json.close(']').text());
  }
  const std::string rest = request.path.substr(kBelow.size());
  const std::size_t slash = rest.find('/');
  const std::string id = rest.substr(0, slash);
  if (slash == rest.npos) return json_reply(state_json(proper_.find(id)));
  const std::string part = rest.substr(slash + 1);
  if (part == "baseline.yaml" || part == "changed.yaml") {
    const auto run = proper_.find(id);
    if (!run) throw ApiProblem{404, "no run of this name is kept here"};
    const auto live = scenario_of(gallery_, run->scenario);
    const bool is_baseline = part == "baseline.yaml";
    const LeverValues& values = is_baseline ? run->baseline : run->levers;
    return typed_reply("application/yaml; charset=utf-8",
                       live_yaml(*live, checked_levers(*live, values), {run->scale, is_baseline}));
  }
  if (part != "document" && part != "report.html") throw ApiProblem{404, "there is nothing here"};
  auto document = proper_.document(id);
  if (!document) throw ApiProblem{404, "no such run is done"};
  if (part == "document") return json_reply(std::move(*document));
  const auto language = request.query.find("lang");
  const bool zh = language != request.query.end() && language->second == "zh";
  HttpReply reply = typed_reply("text/html; charset=utf-8",
                                report_page(*document, zh ? Language::zh : Language::en, id));
  // The page brings a policy of its own, by the hashes of what it holds.
  reply.headers.emplace_back("Content-Security-Policy", "frame-ancestors 'none'");
  return reply;
}

}  // namespace suanwang
