#include "sim/study/study_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/suggest.hpp"
#include "sim/scenario/merge.hpp"

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

/// The tree with some values changed; problems are for read_merged() to tell.
YamlNode changed(const YamlNode& tree, const std::vector<Override>& settings) {
  YamlNode copy = tree;
  Problems ignored;
  for (const Override& setting : settings) apply(setting, copy, ignored);
  return copy;
}

void check_axis(const Axis& axis, bool is_sampled, const MergedScenario& base, const Share& share,
                Problems& problems) {
  const std::size_t before = problems.size();
  bool changes = false;
  for (std::size_t i = 0; i < axis.values.size(); ++i) {
    const auto settings = settings_of(axis, axis.values[i]);
    changes = changes || !same_tree(changed(*base.tree, settings), *base.tree);
    const bool is_tried = i < kMostTried || i + 1 == axis.values.size();
    if (!is_tried || problems.size() > before) continue;  // one of many alike is enough
    tell(read_merged(base, settings, share).problems, axis.mark, axis.name, problems);
  }
  // A Latin hypercube takes values between the ends, which a key of whole numbers refuses.
  for (const double inside : {0.31, 0.62}) {
    if (!is_sampled || !axis.is_range || problems.size() > before) break;
    tell(read_merged(base, settings_of(axis, value_at(axis, inside)), share).problems, axis.mark,
         axis.name, problems);
  }
  if (problems.size() > before || axis.values.empty()) return;
  const bool all_same = std::all_of(axis.values.begin(), axis.values.end(), [&](const auto& value) {
    return same_tree(changed(*base.tree, settings_of(axis, value)),
                     changed(*base.tree, settings_of(axis, axis.values.front())));
  });
  if (!changes || (all_same && axis.values.size() > 1)) {
    problems.add(axis.mark, axis.name,
                 fmt::format("changes nothing: {} says {} already",
                             in_quotes(axis.keys.empty() ? axis.name : axis.keys.front()),
                             in_quotes(axis.values.front())));
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
  for (const Axis& axis : study.axes) check_axis(axis, is_sampled, base, share, problems);
  for (const StudyCase& one : study.cases) {
    if (one.mark.line == 0) continue;  // of the axes
    tell(read_merged(base, one.settings, share).problems, one.mark, one.name, problems);
  }
  const YamlNode* measures = tree.find("measures");
  for (const Measure& measure : study.measures) {
    if (has_part(measure, *alone.scenario)) continue;
    problems.add(measures ? measures->spot.mark() : Mark{}, "measures",
                 fmt::format("the base has no part for {}", in_quotes(measure.name())));
  }
}

}  // namespace suanwang
