#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/study/run_record.hpp"

namespace suanwang {

/// A store that cannot be worked with: another study's, a newer format, no right to write, another
/// writer at work. What is in it is as it was. Exit 2.
struct StoreProblem : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Where and by what a run was made.
struct Provenance {
  std::string version;  ///< of the program
  std::string host;
};

/// A case as the store has it.
struct StoredCase {
  std::int64_t id = 0;
  std::string hash, name;
  std::string settings;       ///< JSON: path to value
  std::int64_t position = 0;  ///< in the study as it last was; -1: no longer of it
  std::int64_t runs = 0, failed = 0;
};

/// What a store is about.
struct StoredStudy {
  std::string name;
  std::string text;                    ///< the study file, as it last was
  std::filesystem::path folder;        ///< that it lay in
  std::uint32_t replications = 1;      ///< that it was last asked for
  std::vector<std::string> overrides;  ///< `path=value` of the command line, to its base
};

/// What the runs of a case came to.
struct RunValues {
  std::size_t runs = 0;
  std::vector<std::vector<double>> values;  ///< by Study::measures and replication; NaN: not there
  std::vector<std::string> problems;
};

/// All runs of one study: an SQLite file that any client opens.
///
/// Each run is committed as it comes; a process that is killed loses only what was not finished.
/// One process writes at a time. Failures of the disk throw std::runtime_error; what was committed
/// stays.
class StudyStore {
 public:
  static constexpr int kSchemaVersion = 1;

  /// Opens a store for writing, or makes it.
  static StudyStore open(const std::filesystem::path& file, const StoredStudy& study,
                         Provenance provenance);
  /// Opens one that is there, for reading alone.
  static StudyStore open_to_read(const std::filesystem::path& file);

  StudyStore(StudyStore&&) noexcept;
  ~StudyStore();

  /// The cases of a study from now on; runs of cases that it has no longer stay.
  void set_cases(const StudyPlan& plan);
  /// Runs that the plan asks for and the store has not, by case and replication.
  std::vector<RunKey> missing(const StudyPlan& plan) const;
  /// Adds a run and commits it. One that is there already changes nothing.
  void put(const StudyPlan& plan, const RunRecord& record);
  /// Adds all that other stores of the study hold. Returns how many runs were new.
  std::size_t merge(const std::filesystem::path& other);

  StoredStudy study() const;
  std::vector<StoredCase> cases() const;
  /// Of each case of the plan what Study::measures came to; one pass over the store.
  std::vector<RunValues> all_values(const StudyPlan& plan) const;
  /// Every run of the present cases with all of its measures, as CSV, by case and replication:
  /// equal for equal runs, whoever made them when and in which order.
  void export_csv(const std::function<void(const std::string& line)>& write) const;
  /// The hours of every run, likewise.
  void export_hours_csv(const std::function<void(const std::string& line)>& write) const;

 private:
  struct Parts;
  explicit StudyStore(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace suanwang
