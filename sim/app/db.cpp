#include <fmt/format.h>

#include <filesystem>

#include "sim/app/commands.hpp"
#include "sim/app/engine_version.hpp"
#include "sim/app/report_files.hpp"
#include "sim/base/suggest.hpp"
#include "sim/report/json.hpp"
#include "sim/report/output_file.hpp"
#include "sim/report/table.hpp"
#include "sim/study/store.hpp"
#include "sim/study/study_results.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

Exit list(const DbRequest& request, const CommonOptions& options) {
  const StudyStore store = StudyStore::open_to_read(request.file);
  const std::vector<StoredCase> cases = store.cases();
  if (options.format == Format::json) {
    auto json = nlohmann::ordered_json::object();
    json["study"] = store.study().name;
    json["cases"] = nlohmann::ordered_json::array();
    for (const StoredCase& one : cases) {
      json["cases"].push_back({{"name", one.name},
                               {"hash", one.hash},
                               {"settings", nlohmann::ordered_json::parse(one.settings)},
                               {"present", one.position >= 0},
                               {"runs", one.runs},
                               {"failed", one.failed}});
    }
    print(to_text(json));
    return Exit::ok;
  }
  const bool zh = options.language == Language::zh;
  Table table({{zh ? "情形" : "case", Align::left},
               {zh ? "运行" : "runs"},
               {zh ? "失败" : "failed"},
               {zh ? "散列" : "hash", Align::left},
               {"", Align::left}});
  std::int64_t runs = 0;
  for (const StoredCase& one : cases) {
    runs += one.runs;
    table.row({one.name, std::to_string(one.runs), std::to_string(one.failed), one.hash,
               one.position >= 0 ? ""
               : zh              ? "已不在研究中"
                                 : "no longer in the study"});
  }
  print(fmt::format(
            fmt::runtime(zh ? "研究 {}：{} 种情形，{} 次运行\n" : "study {}: {} cases, {} runs\n"),
            store.study().name, cases.size(), runs) +
        table.to_string(kIndent));
  return Exit::ok;
}

/// Lines to a file that appears whole, or to standard output.
template <typename Export>
void write_lines(const std::string& output, Export write) {
  if (output.empty() || output == "-") {
    write([](const std::string& line) { print(line); });
    return;
  }
  refuse_store(output);
  OutputFile file{fs::path(output)};
  write([&](const std::string& line) { file.write(line); });
  file.commit();
}

Exit merge(const DbRequest& request) {
  if (request.others.empty()) throw UsageError{"db FILE merge: which stores? Give one or more"};
  const StudyStore first = StudyStore::open_to_read(request.others.front());
  std::error_code ignored;
  const StoredStudy study = fs::exists(request.file, ignored)
                                ? StudyStore::open_to_read(request.file).study()
                                : first.study();
  for (const std::string& other : request.others) {
    const std::string name = StudyStore::open_to_read(other).study().name;
    if (name != study.name) {
      throw StoreProblem(
          fmt::format("{}: holds the study \"{}\", not \"{}\"", other, name, study.name));
    }
  }
  StudyStore store = StudyStore::open(request.file, study, {engine_version(), ""});
  std::size_t added = 0;
  for (const std::string& other : request.others) {
    if (fs::equivalent(other, request.file, ignored)) continue;
    added += store.merge(other);
  }
  print(fmt::format("{}: {} runs added from {} stores\n", request.file, added,
                    request.others.size()));
  return Exit::ok;
}

Exit tell(const DbRequest& request, const CommonOptions& options) {
  const StudyStore store = StudyStore::open_to_read(request.file);
  const StoredPlan stored = read_stored(store, request.file);
  if (!stored.plan) return Exit::bad_input;
  std::int64_t runs = 0;
  for (const StoredCase& one : store.cases()) runs += one.position >= 0 ? one.runs : 0;
  if (stored.results.runs == 0 && runs > 0) {
    fmt::print(stderr,
               "suanwang: warning: the {} runs of {} are of another version of the program, of the "
               "catalogue or of a file that the study names; `sweep` would run them anew\n",
               runs, request.file);
  }
  print(options.format == Format::json
            ? to_text(study_json(*stored.plan, stored.results))
            : study_report(*stored.plan, stored.results, options.language));
  return stored.results.problems.empty() ? Exit::ok : Exit::failed;
}

}  // namespace

Exit db(const DbRequest& request, const CommonOptions& options) {
  const std::string& action = request.action;
  if (action != "merge" && !request.others.empty()) {
    throw UsageError{fmt::format("db FILE {}: takes no further file", action)};
  }
  if (action.empty() || action == "list") return list(request, options);
  if (action == "merge") return merge(request);
  if (action == "report") return tell(request, options);
  const StudyStore store = StudyStore::open_to_read(request.file);
  write_lines(request.output, [&](const auto& write) {
    action == "hours" ? store.export_hours_csv(write) : store.export_csv(write);
  });
  return Exit::ok;
}

}  // namespace suanwang
