#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "sim/base/diagnostic.hpp"
#include "sim/scenario/text.hpp"
#include "sim/scenario/yaml_tree.hpp"
#include "sim/web/lever_path.hpp"

namespace suanwang {

/// One thing that a lever does to the tree of a scenario, where it is moved from its initial value.
///
/// In the value `{}` stands for the lever's number or word.
struct LeverEffect {
  enum class How {
    to,     ///< the key has this value
    fill,   ///< the same, but only where the scenario says nothing
    times,  ///< the number that stands there is multiplied by it
    plus,   ///< it is added to the number that stands there, or to nothing
    add,    ///< one more entry of the list
    drop,   ///< the key is taken out
  };

  How how = How::to;
  LeverPath path;
  YamlNode value;
  double factor = 1;   ///< of the lever's number, before it is filled in
  bool whole = false;  ///< the result of `times` is a count
  bool make = false;   ///< keys on the way that are missing are made, not only the last
};

/// A word that a lever may have.
struct LeverChoice {
  std::string value;
  Text name;
  std::vector<LeverEffect> effects;  ///< before those of the lever
};

/// A value with a name, marked on the slider.
struct LeverStep {
  double value = 0;
  Text name;
};

/// Something that a reader of the live page may move: a number, or a word of `choices`.
struct Lever {
  enum class Drawer { policy, assumption };

  std::string id;
  Text name;
  Text about;  ///< what to watch, who loses
  Drawer drawer = Drawer::policy;
  Text unit;  ///< of a number
  double low = 0, high = 0, step = 0;
  std::vector<LeverChoice> choices;  ///< empty: a number
  std::vector<LeverStep> steps;
  std::variant<double, std::string> initial;  ///< where the scenario does not say
  std::vector<LeverEffect> effects;
  std::vector<LeverPath> needs;  ///< that must lead somewhere in a scenario
  std::string source, confidence;

  bool is_number() const { return choices.empty(); }
};

/// How the live page runs a scenario, in the scenario's own keys.
struct LiveSettings {
  std::string scenario;
  YamlNode changes;  ///< a map to be laid over it; may be empty
};

/// `scenarios/levers.yaml`: what may be moved on the live page.
struct LeverTable {
  std::vector<Lever> levers;       ///< in the order of the page, in which they take effect
  std::vector<LiveSettings> live;  ///< scenarios that are quick enough for a slider
};

struct LoadedLevers {
  LeverTable table;      ///< empty where there is a problem
  Diagnostics problems;  ///< sorted
};

LoadedLevers load_levers(const std::filesystem::path& file);
/// The same for a text; `file` is what messages call it.
LoadedLevers read_levers(const std::string& text, const std::string& file);

}  // namespace suanwang
