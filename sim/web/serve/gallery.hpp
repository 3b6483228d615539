#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "sim/web/lever_effects.hpp"

namespace suanwang {

/// A scenario that the live page may open.
struct GalleryEntry {
  std::string id;  ///< its folder below `scenarios/`, such as east-west-2025 or lessons/idle-west
  Text title;
  Text question;  ///< of its README; may be empty
  bool live = false;
};

/// A scenario as the live page starts from it, put together once.
struct LiveScenario {
  std::string id;
  MergedScenario base;    ///< as it stands in its file
  MergedScenario merged;  ///< with what the live page changes in it
  Scenario scenario;      ///< read from `merged`
  std::vector<OfferedLever> levers;
  LeverGround ground;
};

/// A scenario with levers moved.
struct LiveState {
  MergedScenario merged;
  Loaded loaded;
};

/// The scenarios below a share's folder, and the levers for them. Safe for several threads.
class Gallery {
 public:
  /// Throws std::runtime_error where the share has no scenarios or its table of levers is wrong.
  explicit Gallery(Share share);

  const Share& share() const { return share_; }
  /// Those that are quick enough for a slider first, then by id; not those of lessons.
  const std::vector<GalleryEntry>& entries() const { return entries_; }
  /// Is there such a scenario, listed or of a lesson? Nothing else is ever looked up on disk.
  bool has(const std::string& id) const;
  /// Null where there is none. Throws std::runtime_error where it has a problem.
  std::shared_ptr<const LiveScenario> find(const std::string& id) const;

 private:
  Share share_;
  LeverTable table_;
  std::vector<GalleryEntry> entries_;
  std::set<std::string, std::less<>> ids_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::shared_ptr<const LiveScenario>> known_;
};

/// The levers of values without a lever_problem() moved, and the result read.
LiveState live_state(const LiveScenario& live, const LeverValues& values, const Share& share);

/// The tree of such a state alone.
MergedScenario live_tree(const LiveScenario& live, const LeverValues& values);

/// What a scenario is called as the baseline of a comparison, whose other side has its own name.
std::string baseline_name(const std::string& name);
Text baseline_title(const Text& title);

/// How the file of a comparison differs from that of the state alone.
struct YamlSide {
  std::optional<double> scale;  ///< in place of the scenario's own
  bool is_baseline = false;
};

/// A scenario file that says the same: its base, and what differs from it.
std::string live_yaml(const LiveScenario& live, const LeverValues& values,
                      const YamlSide& side = {});

}  // namespace suanwang
