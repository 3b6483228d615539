#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/study/study.hpp"

namespace suanwang {

/// What the nation did in one hour of a run; the last hour may be a part of one.
struct NationHour {
  std::int64_t hour = 0;  ///< from the start of the run, warm-up included
  double busy_card_h = 0;
  double waiting_card_h = 0;  ///< asked for by jobs in queues
  double down_card_h = 0;
  double it_kwh = 0;
  double kwh = 0;
  double energy_cny = 0;
  double carbon_kg = 0;
  double carried_bytes = 0;  ///< summed over links, both directions
};

/// Which run of a study.
struct RunKey {
  std::size_t study_case = 0;
  std::uint32_t replication = 0;
};

/// All that is kept of a run.
struct RunRecord {
  RunKey key;
  std::uint64_t seed = 0;
  std::string signature;
  double wall_s = 0;
  std::vector<double> values;  ///< of StudyPlan::kept
  std::vector<NationHour> hours;
  std::string problem;   ///< why it could not be run; empty: it was
  std::string scenario;  ///< the resolved one as YAML; only with the first replication
  std::string host;      ///< where it was made; empty: where the store is written
};

/// A study with all that its runs share.
struct StudyPlan {
  Study study;
  MergedScenario base;
  Share share;
  std::vector<std::string> hashes;  ///< of the cases
  std::vector<Measure> kept;        ///< all national ones, then those that the study names besides
};

StudyPlan make_plan(LoadedStudy loaded, const Share& share, const std::string& version);

/// Runs of a plan one after another; one for each thread. A case is read once for all of its
/// replications that follow each other.
class CaseRunner {
 public:
  explicit CaseRunner(const StudyPlan& plan) : plan_(plan) {}

  /// Never throws for a scenario that cannot be read: `problem` then says why.
  RunRecord run(RunKey key);

 private:
  const StudyPlan& plan_;
  std::size_t loaded_case_ = static_cast<std::size_t>(-1);
  Loaded loaded_;
};

/// A record as bytes, for another process of the same program, and back.
std::string pack(const RunRecord& record);
RunRecord unpack(const std::string& bytes);

}  // namespace suanwang
