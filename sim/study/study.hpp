#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/load.hpp"
#include "sim/scenario/text.hpp"
#include "sim/study/measures.hpp"

namespace suanwang {

/// How the values of several axes are put together to cases.
enum class Design {
  grid,             ///< each value of each axis with each of all others
  one_at_a_time,    ///< the base, then each value of each axis alone
  latin_hypercube,  ///< `points` cases, each axis in as many equal steps, each step once
};

/// One key of the scenario, or several that move together, with the values that it takes.
struct Axis {
  std::string name;
  std::vector<std::string> keys;
  std::vector<std::string> values;  ///< YAML text; for a Latin hypercube also its ends
  bool is_range = false;            ///< of numbers between two ends
  double from = 0, to = 0;
  bool log_scale = false;
  std::string unit;  ///< of both ends; may be empty
  Mark mark;
};

/// One scenario of a study: the base with some values changed.
struct StudyCase {
  std::string name;
  std::vector<Override> settings;
  Mark mark;  ///< of a case that the study names, or of the axis that it moves alone
};

/// A question as an experiment: what changes if these values do.
struct Study {
  std::string name;
  Text title;
  std::string base;              ///< as the study names it
  std::filesystem::path folder;  ///< that a relative `base` lies in
  std::vector<Override> set;     ///< of every case
  std::uint32_t replications = 1;
  Design design = Design::grid;
  std::uint32_t points = 0;  ///< of a Latin hypercube
  std::uint64_t design_seed = 1;
  std::vector<Axis> axes;
  std::vector<StudyCase> cases;  ///< all of them: those of the design, then those with a name
  std::vector<Measure> measures;
  std::size_t baseline = 0;         ///< index of the case that the others are held against
  std::vector<std::size_t> pareto;  ///< indices of `measures`; empty: no front is asked for
  bool hourly = true;               ///< keep the hours of each run
  std::string text;                 ///< the file's
};

struct LoadedStudy {
  std::optional<Study> study;
  MergedScenario base;
  Diagnostics problems;
};

/// Reads a study (a YAML file, a folder that holds study.yaml, or the name of one under
/// `scenarios/studies`), its base, and tries every value of every axis and every named case on it.
/// `overrides` go to the base. Never throws for what a person wrote; all problems come at once.
LoadedStudy load_study(const std::string& name, const std::vector<Override>& overrides,
                       const Share& share);

/// The same for text that is not in a file.
LoadedStudy load_study_text(const std::string& text, const std::string& file,
                            const std::vector<Override>& overrides, const Share& share);

/// Cases of the axes alone, in the order of the design.
std::vector<StudyCase> cases_of(Design design, std::uint32_t points, std::uint64_t seed,
                                const std::vector<Axis>& axes);

/// Stands for what a case runs: the merged base, the files it names, the catalogue, the engine's
/// version and the case's own settings. 16 hexadecimal digits.
class CaseHash {
 public:
  CaseHash(const MergedScenario& base, const Share& share, const std::string& version);
  std::string of(const StudyCase& one) const;

 private:
  std::uint64_t base_ = 0;
};

}  // namespace suanwang
