#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "sim/web/lesson.hpp"
#include "sim/web/serve/gallery.hpp"
#include "sim/web/serve/http_server.hpp"
#include "sim/web/serve/proper_desk.hpp"
#include "sim/web/serve/run_desk.hpp"

namespace suanwang {

/// A request that cannot be followed: the status and what is wrong with it.
struct ApiProblem {
  int status;
  std::string text;
};

HttpReply json_reply(std::string body, int status = 200);
/// An ApiProblem where there is no such scenario.
std::shared_ptr<const LiveScenario> scenario_of(const Gallery& gallery, const std::string& id);
/// Those that differ from where the scenario has the levers; an ApiProblem where one is wrong.
LeverValues checked_levers(const LiveScenario& live, LeverValues values);

/// What the server answers to whom the gate lets in. Safe for several threads.
class Api {
 public:
  Api(Gallery& gallery, RunDesk& desk, ProperDesk& proper, std::string program, double most_run_s);

  HttpReply answer(const HttpRequest& request);
  /// Runs what the first page will ask for, so that it need not wait.
  void warm_up();

 private:
  RunAsk ask_for(std::shared_ptr<const LiveScenario> live, LeverValues values, bool exact);
  HttpReply get(const HttpRequest& request);
  HttpReply post(const HttpRequest& request);
  std::string run(const HttpRequest& request);
  HttpReply get_proper(const HttpRequest& request);
  std::string start_proper(const HttpRequest& request);
  std::string cancel_proper(const HttpRequest& request);
  std::string scenarios() const;
  std::string lessons() const;
  std::string lesson(const std::string& id) const;
  std::string assumptions(const std::string& scenario);

  Gallery& gallery_;
  RunDesk& desk_;
  ProperDesk& proper_;
  std::string program_;
  double most_run_s_;
  std::map<std::string, LoadedLesson> lessons_;
  std::mutex mutex_;
  std::map<std::string, std::string> assumptions_;  ///< by scenario, once they were asked for
};

}  // namespace suanwang
