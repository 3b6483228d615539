#include "sim/web/serve/api.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/engine/simulate.hpp"
#include "sim/engine/thinning.hpp"
#include "sim/study/store.hpp"
#include "sim/web/assumptions.hpp"
#include "sim/web/live_run.hpp"
#include "sim/web/run_view.hpp"
#include "sim/web/serve/api_json.hpp"
#include "sim/web/serve/gate.hpp"
#include "sim/web/serve/lever_view.hpp"
#include "sim/web/serve/pasted.hpp"

namespace suanwang {
namespace {

constexpr std::size_t kMostIdBytes = 200;
constexpr std::size_t kMostYamlBytes = 1'000'000;
constexpr double kMostPastedRun_s = 60;

/// What a query must name.
std::string query_of(const HttpRequest& request, const char* key) {
  const auto found = request.query.find(key);
  if (found == request.query.end()) {
    throw ApiProblem{400, fmt::format("expected ?{}=...", key)};
  }
  return found->second;
}

/// A run of a scenario as a RunAnswer of model.ts without its brackets.
std::string run_json(const Scenario& scenario, bool exact, const std::atomic<bool>& stop) {
  RunOptions options;
  options.stop = &stop;
  RunViewParts parts;
  parts.is_signed = exact;
  parts.is_ascii = true;
  if (!exact) {
    const std::vector<double> rates = preview_rates(scenario, kPreviewJobs);
    parts.is_preview =
        std::any_of(rates.begin(), rates.end(), [](double rate) { return rate > 0; });
    if (parts.is_preview) options.preview_jobs = kPreviewJobs;
  }
  const Results results = simulate(scenario, options);
  return R"("state":"done","run":)" + run_view(scenario, results, parts);
}

std::string problems_answer(const Diagnostics& problems) {
  return R"("state":"problems","problems":)" + problems_json(problems);
}

}  // namespace

HttpReply json_reply(std::string body, int status) {
  HttpReply reply;
  reply.status = status;
  reply.body = std::move(body);
  return reply;
}

std::shared_ptr<const LiveScenario> scenario_of(const Gallery& gallery, const std::string& id) {
  if (auto live = gallery.find(id)) return live;
  throw ApiProblem{404, "there is no such scenario"};
}

LeverValues checked_levers(const LiveScenario& live, LeverValues values) {
  const std::string problem = lever_problem(live.levers, values);
  if (!problem.empty()) throw ApiProblem{400, problem};
  return moved_levers(live.levers, std::move(values));
}

Api::Api(Gallery& gallery, RunDesk& desk, ProperDesk& proper, std::string program,
         double most_run_s)
    : gallery_(gallery),
      desk_(desk),
      proper_(proper),
      program_(std::move(program)),
      most_run_s_(most_run_s) {
  for (const std::string& id : lesson_ids(gallery_.share())) {
    lessons_.emplace(id, load_lesson(id, gallery_.share()));
  }
}

HttpReply Api::answer(const HttpRequest& request) {
  try {
    if (request.method == "DELETE") return json_reply(cancel_proper(request));
    return request.method == "POST" ? post(request) : get(request);
  } catch (const ApiProblem& problem) {
    HttpReply reply = error_reply(problem.status, problem.text);
    if (problem.status == 503) reply.headers.emplace_back("Retry-After", "1");
    return reply;
  } catch (const StoreProblem& problem) {
    return error_reply(503, problem.what());
  } catch (const std::exception& error) {
    return error_reply(500, error.what());
  }
}

HttpReply Api::get(const HttpRequest& request) {
  const std::string& path = request.path;
  if (path == "/api/health") {
    JsonText json;
    return json_reply(json.open('{').field("program", program_).close('}').text());
  }
  if (path == "/api/scenarios") return json_reply(scenarios());
  if (path == "/api/measures") return json_reply(measures_view());
  if (path == "/api/levers") {
    return json_reply(levers_view(scenario_of(gallery_, query_of(request, "scenario"))->levers));
  }
  if (path == "/api/lessons") return json_reply(lessons());
  if (path.starts_with("/api/lessons/")) {
    return json_reply(lesson(path.substr(std::string_view("/api/lessons/").size())));
  }
  if (path == "/api/assumptions") return json_reply(assumptions(query_of(request, "scenario")));
  if (path == "/api/proper" || path.starts_with("/api/proper/")) return get_proper(request);
  throw ApiProblem{404, "there is nothing here"};
}

HttpReply Api::post(const HttpRequest& request) {
  const std::string& path = request.path;
  if (path == "/api/run") return json_reply(run(request));
  if (path == "/api/proper") return json_reply(start_proper(request));
  if (path == "/api/yaml") {
    const auto body = read_body(request.body);
    const auto live = scenario_of(gallery_, text_in(body, "scenario", kMostIdBytes));
    JsonText json;
    json.open('{').field("yaml",
                         live_yaml(*live, checked_levers(*live, levers_in(body, "levers"))));
    return json_reply(json.close('}').text());
  }
  if (path == "/api/check") {
    const auto body = read_body(request.body);
    const Loaded loaded = load_pasted(text_in(body, "yaml", kMostYamlBytes), gallery_);
    Diagnostics all = loaded.problems;
    all.insert(all.end(), loaded.warnings.begin(), loaded.warnings.end());
    return json_reply(R"({"problems":)" + problems_json(all) + "}");
  }
  throw ApiProblem{404, "there is nothing here"};
}

RunAsk Api::ask_for(std::shared_ptr<const LiveScenario> live, LeverValues values, bool exact) {
  RunAsk ask;
  ask.key = fmt::format("{} {} {}", exact ? "exact" : "preview", live->id, levers_json(values));
  ask.work = [this, exact, live = std::move(live), values = std::move(values)](const auto& stop) {
    const LiveState state = live_state(*live, values, gallery_.share());
    if (!state.loaded.scenario) return problems_answer(state.loaded.problems);
    return run_json(*state.loaded.scenario, exact, stop);
  };
  return ask;
}

void Api::warm_up() {
  try {
    RunAsk ask = ask_for(scenario_of(gallery_, gallery_.entries().front().id), {}, false);
    ask.client = "the server";
    ask.serial = 1;
    desk_.ask(std::move(ask), [] { return false; });
  } catch (const std::exception&) {
    // Whoever opens the scenario is told.
  } catch (const ApiProblem&) {
  }
}

std::string Api::run(const HttpRequest& request) {
  const auto body = read_body(request.body);
  RunAsk ask;
  ask.client = text_in(body, "client", kMostIdBytes);
  const auto serial = body.find("serial");
  if (ask.client.empty() || serial == body.end() || !serial->is_number_unsigned() ||
      serial->get<std::uint64_t>() == 0) {
    throw ApiProblem{400, "expected a client and a serial from 1"};
  }
  ask.serial = serial->get<std::uint64_t>();
  const auto wanted = body.find("exact");
  const bool exact = wanted != body.end() && wanted->is_boolean() && wanted->get<bool>();
  ask.slow = exact;
  ask.at_most_s = most_run_s_;
  if (body.contains("yaml")) {
    // What somebody wrote is read once, and not kept.
    ask.key = fmt::format("pasted {} {}", ask.client, ask.serial);
    ask.slow = true;
    ask.at_most_s = std::min(most_run_s_, kMostPastedRun_s);
    ask.work = [this, exact, text = text_in(body, "yaml", kMostYamlBytes)](const auto& stop) {
      const Loaded loaded = load_pasted(text, gallery_);
      if (!loaded.scenario) return problems_answer(loaded.problems);
      return run_json(*loaded.scenario, exact, stop);
    };
  } else {
    auto live = scenario_of(gallery_, text_in(body, "scenario", kMostIdBytes));
    LeverValues values = checked_levers(*live, levers_in(body, "levers"));
    RunAsk made = ask_for(std::move(live), std::move(values), exact);
    ask.key = std::move(made.key);
    ask.work = std::move(made.work);
  }
  const RunReply reply = desk_.ask(std::move(ask), request.is_gone);
  JsonText json;
  switch (reply.state) {
    case RunReply::State::done:
      return fmt::format(R"({{{},"ms":{:.1f}}})", *reply.answer, reply.ms);
    case RunReply::State::superseded:
      return R"({"state":"superseded"})";
    case RunReply::State::failed:
      json.open('{').field("state", "failed").field("text", reply.text).close('}');
      return std::move(json).text();
    case RunReply::State::busy:
      throw ApiProblem{503, "too many runs are waiting; try again in a moment"};
    default:
      throw ApiProblem{503, "the server ends"};
  }
}

std::string Api::scenarios() const {
  JsonText json;
  json.open('[');
  for (const GalleryEntry& entry : gallery_.entries()) {
    json.open('{').field("id", entry.id).field("title", entry.title);
    json.field("question", entry.question).field("live", entry.live).close('}');
  }
  return json.close(']').text();
}

/// One with a mistake is left out, and tells it when it is asked for.
std::string Api::lessons() const {
  std::vector<Lesson> well;
  for (const auto& [id, loaded] : lessons_) {
    if (loaded.lesson) well.push_back(*loaded.lesson);
  }
  return lessons_json(well);
}

std::string Api::lesson(const std::string& id) const {
  const auto found = lessons_.find(id);
  if (found == lessons_.end()) throw ApiProblem{404, "there is no such lesson"};
  if (!found->second.lesson) throw ApiProblem{500, to_string(found->second.problems.front())};
  return lesson_json(*found->second.lesson);
}

std::string Api::assumptions(const std::string& scenario) {
  const auto live = scenario_of(gallery_, scenario);
  const std::lock_guard lock(mutex_);
  std::string& known = assumptions_[scenario];
  if (known.empty()) {
    JsonText json;
    write_assumptions(json, assumptions_of(live->scenario, gallery_.share()));
    known = std::move(json).text();
  }
  return known;
}

}  // namespace suanwang
