#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/diagnostic.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/yaml_tree.hpp"

namespace suanwang {

/// One `--set key.path=value`; list entries are named by id (`sites.zhongwei.power.price`) or
/// index.
struct Override {
  std::string path;
  std::string value;                  ///< YAML text
  std::string_view option = "--set";  ///< that gave it, a literal; for messages

  friend bool operator==(const Override&, const Override&) = default;
};

struct CatalogueTables;

struct Loaded {
  std::optional<Scenario> scenario;  ///< set only if there was no problem
  Diagnostics problems;              ///< sorted as found
  Diagnostics warnings;              ///< the same of what may be a mistake, also beside a scenario
};

/// Where the catalogue and the scenarios lie: SUANWANG_SHARE, or beside the build or install
/// prefix. Holds `catalog/` (or `models/catalog/`) and `scenarios/`.
struct Share {
  std::filesystem::path catalog;
  std::filesystem::path scenarios;
  /// For work on many scenarios: what was read of the catalogue so far. Each reading goes on from
  /// there; null: each starts anew.
  std::shared_ptr<CatalogueTables> tables{};
};

/// Reads and checks a scenario: a YAML file, a folder that holds scenario.yaml, or the name of one
/// in `share.scenarios`. Never throws for what a person wrote; all problems come back at once.
Loaded load_scenario(const std::string& name, const std::vector<Override>& overrides,
                     const Share& share);

/// The same for YAML text that is not in a file; `file` is what diagnostics call it.
Loaded load_scenario_text(const std::string& text, const std::string& file,
                          const std::vector<Override>& overrides, const Share& share);

/// A scenario that is put together from its bases, its model and the overrides, but not yet read.
struct MergedScenario {
  std::optional<YamlNode> tree;  ///< nothing if there was a problem
  std::string name;              ///< that of a scenario which says none
  Diagnostics problems;
  /// What was read of the catalogue so far: each read_merged() goes on from there.
  std::shared_ptr<CatalogueTables> tables{};
};

/// The first half of load_scenario(): for work on many scenarios that differ in a few values.
/// `beside` is the folder in which a relative `name` lies.
MergedScenario merge_scenario(const std::string& name, const std::vector<Override>& overrides,
                              const Share& share, const std::filesystem::path& beside = {});

/// The second half, after further overrides, which may be of anything but `base` and `model`.
/// Several threads may read one base at once.
Loaded read_merged(const MergedScenario& merged, const std::vector<Override>& overrides,
                   const Share& share);

}  // namespace suanwang
