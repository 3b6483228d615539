#include "sim/study/study_check.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <vector>

#include "sim/base/suggest.hpp"

namespace suanwang {
namespace {

/// A base is checked with each value of each axis, but not with every point of a fine range.
constexpr std::size_t kMostTried = 200;

/// Problems of a case, told at its place in the study.
void tell(const Diagnostics& found, const Mark& mark, const std::string& about,
          Problems& problems) {
  for (const Diagnostic& problem : found) {
    // One with a place in a file is of the base, whatever the case.
    const bool is_own = problem.mark.line == 0;
    const std::string what = problem.path.empty() || problem.message.find(problem.path) == 0
                                 ? problem.message
                                 : problem.path + ": " + problem.message;
    // An axis is called after its key, which the problem may name already.
    const bool is_named = problem.path == about;
    problems.add(is_own ? mark : problem.mark, is_own ? about : problem.path,
                 is_own && !is_named ? what : problem.message);
  }
}

std::vector<Override> settings_of(const Axis& axis, const std::string& value) {
  std::vector<Override> settings;
  for (const std::string& key : axis.keys) settings.push_back({key, value});
  return settings;
}

/// Scenarios of which no two are to be the same.
class Different {
 public:
  /// Number of an equal one that came before; nothing if there is none, and it is kept for later
  /// ones. So many are kept that thousands of cases take no more memory than some.
  std::optional<std::size_t> find_or_keep(std::size_t number, Scenario scenario) {
    for (const auto& [known_number, known] : kept_) {
      if (known == scenario) return known_number;
    }
    constexpr std::size_t kMostKept = 64;
    if (kept_.size() < kMostKept) kept_.emplace_back(number, std::move(scenario));
    return std::nullopt;
  }
  std::size_t size() const { return kept_.size(); }

 private:
  std::vector<std::pair<std::size_t, Scenario>> kept_;
};

/// Tries the values of an axis. Values are told apart by the scenarios that they make: `48 h` and
/// `2 d` are one, as are two lists of the same sites in another order.
void check_axis(const Axis& axis, bool is_sampled, const MergedScenario& base,
                const Scenario& alone, const Share& share, Problems& problems) {
  const std::size_t before = problems.size();
  bool changes = false;
  Different different;
  std::string twice;
  for (std::size_t i = 0; i < axis.values.size() && problems.size() == before; ++i) {
    const std::string& value = axis.values[i];
    const bool is_tried = i < kMostTried || i + 1 == axis.values.size() || !changes;
    const bool is_copy = i > 0 && value == axis.values[i - 1];  // which is told of its cases
    if (!is_tried || is_copy) continue;
    Loaded loaded = read_merged(base, settings_of(axis, value), share);
    tell(loaded.problems, axis.mark, axis.name, problems);
    if (!loaded.scenario) continue;
    changes = changes || *loaded.scenario != alone;
    const auto same = different.find_or_keep(i, std::move(*loaded.scenario));
    if (same && twice.empty()) {
      twice = fmt::format("{} and {} mean the same here", in_quotes(axis.values[*same]),
                          in_quotes(value));
    }
  }
  // A Latin hypercube takes values between the ends, which a key of whole numbers refuses.
  for (const double inside : {0.31, 0.62}) {
    if (!is_sampled || !axis.is_range || problems.size() > before) break;
    tell(read_merged(base, settings_of(axis, value_at(axis, inside)), share).problems, axis.mark,
         axis.name, problems);
  }
  if (problems.size() > before || axis.values.empty()) return;
  if (!changes) {
    problems.add(axis.mark, axis.name,
                 fmt::format("changes nothing: {} says the same as {} already",
                             in_quotes(axis.keys.empty() ? axis.name : axis.keys.front()),
                             in_quotes(axis.values.front())));
  } else if (!twice.empty()) {
    problems.add(axis.mark, axis.name, (different.size() == 1 ? "changes nothing: " : "") + twice);
  }
}

}  // namespace

bool same_tree(const YamlNode& a, const YamlNode& b) {
  if (a.kind != b.kind || a.text != b.text || a.items.size() != b.items.size() ||
      a.entries.size() != b.entries.size())
    return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!same_tree(a.items[i], b.items[i])) return false;
  }
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    if (a.entries[i].key != b.entries[i].key || !same_tree(a.entries[i].value, b.entries[i].value))
      return false;
  }
  return true;
}

void check_study(const Study& study, const YamlNode& tree, const MergedScenario& base,
                 const Share& share, Problems& problems) {
  const YamlNode* name = tree.find("base");
  const Mark at_base = name ? name->spot.mark() : Mark{};
  if (!base.tree) return tell(base.problems, at_base, "base", problems);
  const Loaded alone = read_merged(base, {}, share);
  if (!alone.scenario) return tell(alone.problems, at_base, "base", problems);
  const bool is_sampled = study.design == Design::latin_hypercube;
  for (const Axis& axis : study.axes) {
    check_axis(axis, is_sampled, base, *alone.scenario, share, problems);
  }
  Different different;
  for (std::size_t i = 0; i < study.cases.size(); ++i) {
    const StudyCase& one = study.cases[i];
    if (one.mark.line == 0) continue;  // of the axes
    Loaded loaded = read_merged(base, one.settings, share);
    tell(loaded.problems, one.mark, one.name, problems);
    if (!loaded.scenario) continue;
    const auto same = different.find_or_keep(i, std::move(*loaded.scenario));
    if (!same || study.cases[*same].settings == one.settings) continue;  // which is told already
    problems.add(one.mark, one.name,
                 fmt::format("comes out the same as {}", in_quotes(study.cases[*same].name)));
  }
  const YamlNode* measures = tree.find("measures");
  for (const Measure& measure : study.measures) {
    if (has_part(measure, *alone.scenario)) continue;
    problems.add(measures ? measures->spot.mark() : Mark{}, "measures",
                 fmt::format("the base has no part for {}", in_quotes(measure.name())));
  }
}

}  // namespace suanwang
