// The disciplines on real logs, against schedules and figures that others found.

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "models/queue/disciplines.hpp"
#include "tests/queue/plain_disciplines.hpp"
#include "tests/queue/replay.hpp"
#include "tests/queue/schedule_metrics.hpp"
#include "tests/queue/swf_log.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

json expected(const fs::path& traces) {
  std::ifstream in(traces / "expected.json");
  return json::parse(in);
}

std::string discipline_of(const json& row) {
  const std::string policy = row.at("policy");
  return policy == "easy_sjbf" ? "easy-sjbf" : policy;
}

EventRule rule_of(const std::string& name) {
  const auto found = std::find(kEventRules.begin(), kEventRules.end(), name);
  REQUIRE(found != kEventRules.end());
  return static_cast<EventRule>(found - kEventRules.begin());
}

/// The jobs of a row of computed or published figures.
std::vector<LogJob> jobs_of(const fs::path& traces, const json& row, const std::string& file) {
  const bool no_request = row.value("filter", "strong") == "noreq";
  auto jobs = read_log(traces / file, row.at("procs"),
                       no_request ? LogFilter::no_request : LogFilter::strong);
  if (row.contains("first") && !row["first"].is_null())
    jobs.resize(std::min(jobs.size(), row["first"].get<std::size_t>()));

  const std::string estimate = row.at("estimate");
  REQUIRE((estimate == "req" || estimate == "run" || estimate == "req2"));
  for (LogJob& job : jobs) {
    if (estimate == "run") job.requested_s = job.run_s;
    if (estimate == "req2") job.requested_s *= 2;
  }
  // "A/B": submissions come B / A times as fast, in whole numbers.
  const std::string compress = row.value("compress", "1/1");
  const std::int64_t a = std::stoll(compress);
  const std::int64_t b = std::stoll(compress.substr(compress.find('/') + 1));
  const double first_s = jobs.front().submit_s;
  for (LogJob& job : jobs) {
    const auto since = static_cast<std::int64_t>(job.submit_s - first_s);
    job.submit_s = first_s + static_cast<double>(since * a / b);
  }
  return jobs;
}

void check_metrics(const ScheduleMetrics& m, const json& metrics) {
  const std::map<std::string, double> known{{"mean_wait_s", m.mean_wait_s},
                                            {"median_wait_s", m.median_wait_s},
                                            {"max_wait_s", m.max_wait_s},
                                            {"jobs_that_waited", m.jobs_that_waited},
                                            {"mean_response_s", m.mean_response_s},
                                            {"max_response_s", m.max_response_s},
                                            {"rms_response_s", m.rms_response_s},
                                            {"mean_stretch", m.mean_stretch},
                                            {"max_stretch", m.max_stretch},
                                            {"rms_stretch", m.rms_stretch},
                                            {"mean_bsld_tau10", m.mean_bsld},
                                            {"max_bsld_tau10", m.max_bsld},
                                            {"rms_bsld_tau10", m.rms_bsld},
                                            {"makespan_s", m.makespan_s},
                                            {"utilization", m.utilization},
                                            {"peak_busy_procs", m.peak_busy_cards},
                                            {"start_sum", m.start_sum_s}};
  for (const auto& [name, value] : metrics.items()) {
    if (name == "jobs" || name == "schedule_sha256") continue;
    CAPTURE(name);
    // Sums in another order may differ in the last digits.
    CHECK(known.at(name) == Approx(value.get<double>()).epsilon(1e-12));
  }
}

}  // namespace

TEST_CASE("logs: every schedule computed for four logs comes out start by start", "[logs]") {
  const fs::path traces = shared_traces();
  if (traces.empty()) return;
  const json rows = expected(traces).at("computed").at("rows");
  REQUIRE(rows.size() >= 40);
  for (const json& row : rows) {
    CAPTURE(row.at("log"), row.at("policy"), row.at("estimate"), row.at("first"),
            row.at("compress"), row.at("events"));
    const auto jobs = jobs_of(traces, row, row.at("log"));
    const json& metrics = row.at("metrics");
    REQUIRE(jobs.size() == metrics.at("jobs"));
    const auto starts =
        replay(discipline_of(row).c_str(), row.at("procs"), jobs, rule_of(row.at("events")));
    CHECK(schedule_sha256(jobs, starts) == metrics.at("schedule_sha256"));
    check_metrics(metrics_of(jobs, starts, row.at("procs")), metrics);
  }
}

TEST_CASE("logs: the published schedules of KTH-SP2 come out start by start", "[logs]") {
  const fs::path traces = shared_traces();
  if (traces.empty()) return;
  const json all = expected(traces);

  // Published waits by column and job.
  const auto lines = lines_of(traces / "swf/KTH-SP2-sc15.published_waits.csv.gz");
  std::vector<std::string> columns;
  std::istringstream head(lines.at(0));
  for (std::string column; std::getline(head, column, ',');) columns.push_back(column);
  std::map<std::string, std::map<std::int64_t, double>> waits;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    std::istringstream fields(lines[i]);
    std::vector<double> values;
    for (std::string field; std::getline(fields, field, ',');) values.push_back(std::stod(field));
    for (std::size_t c = 1; c < columns.size(); ++c)
      waits[columns[c]][static_cast<std::int64_t>(values[0])] = values.at(c);
  }

  int by_job = 0, figures = 0;
  for (const json& row : all.at("published").at("scheduling").at("rows")) {
    if (row.at("log") != "KTH-SP2") continue;
    CAPTURE(row.at("policy"), row.at("estimate"), row.at("event_rule"));
    const auto jobs = jobs_of(traces, row, row.at("file"));
    REQUIRE(jobs.size() == row.at("published").at("jobs"));
    const auto starts =
        replay(discipline_of(row).c_str(), row.at("procs"), jobs, rule_of(row.at("event_rule")));
    check_metrics(metrics_of(jobs, starts, row.at("procs")), row.at("published"));
    ++figures;
    for (const json& reference : all.at("reference_vs_published").at("rows")) {
      if (reference.at("policy") == row.at("policy") &&
          reference.at("estimate") == row.at("estimate")) {
        CHECK(schedule_sha256(jobs, starts) == reference.at("our_schedule_sha256"));
      }
    }
    if (row.at("per_job_waits_column").is_null()) continue;
    const auto& published = waits.at(row.at("per_job_waits_column"));
    REQUIRE(published.size() == jobs.size());
    std::size_t different = 0;
    for (std::size_t i = 0; i < jobs.size(); ++i)
      different += starts[i] - jobs[i].submit_s != published.at(jobs[i].id);
    CHECK(different == 0);
    ++by_job;
  }
  CHECK(figures == 6);
  CHECK(by_job == 3);
}

TEST_CASE("logs: the cases worked out by hand come out to the second", "[logs]") {
  const fs::path traces = shared_traces();
  if (traces.empty()) return;
  const json rows = expected(traces).at("micro").at("rows");
  REQUIRE(rows.size() == 10);
  for (const json& row : rows) {
    CAPTURE(row.at("name"));
    std::vector<LogJob> jobs;
    for (const json& j : row.at("jobs")) {
      LogJob job;
      job.id = j.at("id");
      job.submit_s = j.at("submit");
      job.run_s = j.at("run");
      job.cards = j.at("width");
      job.requested_s = j.at("estimate");
      jobs.push_back(job);
    }
    const auto starts = replay(discipline_of(row).c_str(), row.at("P"), jobs,
                               rule_of(row.value("events", "batch")));
    for (std::size_t i = 0; i < jobs.size(); ++i)
      CHECK(starts[i] == row.at("starts").at(std::to_string(jobs[i].id)));
  }
}

TEST_CASE("logs: conservative equals its plain counterpart on the start of a real log", "[logs]") {
  const fs::path traces = shared_traces();
  if (traces.empty()) return;
  auto jobs = read_log(traces / "swf/KTH-SP2-1996-2.swf.gz", 100, LogFilter::strong);
  jobs.resize(3000);
  const auto plain = make_plain("conservative");
  CHECK(replay("conservative", 100, jobs) == replay(*plain, 100, jobs));
}

}  // namespace suanwang
