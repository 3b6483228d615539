#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "sim/study/store.hpp"
#include "sim/study/study.hpp"

namespace suanwang {

/// Jobs of half an hour on ten cards, six an hour, over a day: some milliseconds a run.
inline const char* const kSmallStudy = R"(study: 1
name: small
base: one-job
set:
  duration: 1 d
  workloads.finetune.arrivals: {poisson: 4 per h}
  workloads.finetune.runtime: {exponential: {mean: 30 min}}
replications: 3
)";

inline Share source_share() {
  return {SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};
}

/// A study that is expected to be right.
inline StudyPlan plan_of(const std::string& text) {
  LoadedStudy loaded = load_study_text(text, "study.yaml", {}, source_share());
  for (const Diagnostic& problem : loaded.problems) FAIL_CHECK(to_string(problem));
  REQUIRE(loaded.study);
  return make_plan(std::move(loaded), source_share(), "test");
}

/// Everything that is wrong with a study, a line each.
inline std::string problems_of(const std::string& text) {
  std::string lines;
  for (const Diagnostic& problem :
       load_study_text(text, "study.yaml", {}, source_share()).problems) {
    lines += to_string(problem) + "\n";
  }
  return lines;
}

/// A folder that goes with the test.
class StudyFolder {
 public:
  StudyFolder() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("suanwang-study-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  ~StudyFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  StudyFolder(const StudyFolder&) = delete;
  StudyFolder& operator=(const StudyFolder&) = delete;

  std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace suanwang
