#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "sim/app/commands.hpp"
#include "sim/report/json.hpp"
#include "sim/study/conformance.hpp"
#include "sim/study/verify_report.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

/// The cases that come with the program, by name: in `conformance` as installed, in
/// `tests/conformance` as in the sources.
std::vector<std::string> own_cases() {
  const Share share = find_share();
  std::vector<std::string> files;
  for (const char* folder : {"conformance", "tests/conformance"}) {
    const fs::path path = share.scenarios.parent_path() / folder;
    std::error_code error;
    for (fs::directory_iterator entry(path, error), end; !error && entry != end;
         entry.increment(error)) {
      if (entry->path().extension() == ".json") files.push_back(entry->path().string());
    }
    if (!files.empty()) break;
  }
  if (files.empty()) {
    throw std::runtime_error(
        "no conformance cases were found beside this program; name a file of them, or set "
        "SUANWANG_SHARE");
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The cases of a file; what keeps them from being read comes back as a problem.
ReadCases read_file(const std::string& file) {
  std::error_code ignored;
  if (fs::is_directory(file, ignored)) return {{}, {{{file, 0, 0}, "", "is a folder"}}};
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (in) text << in.rdbuf();
  if (!in && text.str().empty() && !in.eof()) {
    const std::string why = errno != 0 ? std::strerror(errno) : "nothing in it";
    return {{}, {{{file, 0, 0}, "", "cannot be read: " + why}}};
  }
  return read_cases(text.str(), file);
}

}  // namespace

Exit verify(const std::vector<std::string>& files, const CommonOptions& options) {
  std::vector<ConformanceCase> cases;
  bool good = true;
  for (const std::string& file : files.empty() ? own_cases() : files) {
    ReadCases read = read_file(file);
    for (const Diagnostic& problem : read.problems) {
      fmt::print(stderr, "{}\n", to_string(problem));
      good = false;
    }
    std::move(read.cases.begin(), read.cases.end(), std::back_inserter(cases));
  }
  if (!good) return Exit::bad_input;

  std::vector<CaseResult> results;
  for (const ConformanceCase& what : cases) results.push_back(run_case(what));
  print(options.format == Format::json ? to_text(verify_json(results))
                                       : verify_report(results, options.language));
  const bool failed = std::any_of(results.begin(), results.end(), [](const CaseResult& result) {
    return result.verdict == Verdict::fail;
  });
  return failed ? Exit::failed : Exit::ok;
}

}  // namespace suanwang
