#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "sim/web/lever_effects.hpp"

namespace suanwang {

/// A comparison of two positions of the levers, done properly: ProperState of model.ts.
struct ProperRun {
  enum class State { waiting, running, done, cancelled, failed };

  std::string id;
  Text title;
  std::string scenario;
  LeverValues levers, baseline;
  std::uint32_t replications = 0;
  std::optional<double> scale;  ///< in place of the scenario's
  State state = State::waiting;
  std::size_t done = 0, planned = 0;  ///< runs
  std::optional<double> left_s;       ///< an estimate, while it runs
  std::string made;                   ///< date and time, UTC+8
  std::string text;                   ///< of a failure

  bool is_over() const { return state != State::waiting && state != State::running; }
};

/// `done`, and back; nothing where there is no such state.
const char* to_string(ProperRun::State state);
std::optional<ProperRun::State> proper_state(const std::string& word);

/// The SQLite file in which a server keeps what was done properly.
///
/// It is made when the first run is put; one process has it at a time. Everything throws
/// StoreProblem where the file has gone, is no such store or cannot be written. Safe for several
/// threads.
class RunStore {
 public:
  static constexpr int kSchemaVersion = 1;

  /// Looks at a file that is there already; what was under way when its server ended has failed.
  explicit RunStore(std::filesystem::path file);
  ~RunStore();

  /// Adds a run, or what became of it; a document stays where none is given.
  void put(const ProperRun& run, const std::string& document, const std::string& version);
  std::vector<ProperRun> list() const;  ///< newest first
  std::optional<ProperRun> find(const std::string& id) const;
  /// ReportDocument of model.ts; nothing where there is none.
  std::optional<std::string> document(const std::string& id) const;

 private:
  struct Parts;

  void open();
  template <typename Work>
  auto guarded(const Work& work) const;

  std::filesystem::path file_;
  mutable std::mutex mutex_;
  std::unique_ptr<Parts> parts_;  ///< null: the file is not there yet
};

}  // namespace suanwang
