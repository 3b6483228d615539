#pragma once

#include <string>
#include <vector>

#include "sim/report/output_file.hpp"
#include "sim/scenario/load.hpp"
#include "sim/study/store.hpp"
#include "sim/study/study_results.hpp"
#include "sim/web/report_document.hpp"

namespace suanwang {

/// `suanwang run my.yaml --set 'a=b c'`: a command as a shell takes it.
std::string command_text(const std::vector<std::string>& words);

/// Adds `--set KEY=VALUE` for each change, `--seed N` for the seed.
void add_overrides(std::vector<std::string>& words, const char* option,
                   const std::vector<Override>& overrides);

/// Writes view.json and report.html into a folder, which is not committed.
void write_report(const ReportParts& parts, OutputFolder& folder);

/// The document of a study's answers; `command` makes it again.
ReportParts study_document(const StudyPlan& plan, const StudyResults& results,
                           const std::string& command, Language language);

/// The study that a store holds, ready to be told. `plan` is null where the study has problems by
/// now, which then are told.
struct StoredPlan {
  std::unique_ptr<StudyPlan> plan;
  StudyResults results;
};
StoredPlan read_stored(const StudyStore& store, const std::string& file);

/// Throws UsageError where `output` is an SQLite file: a slip of the hand would lose every run.
void refuse_store(const std::string& output);

}  // namespace suanwang
