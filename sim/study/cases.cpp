#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <unordered_set>

#include "sim/base/hash.hpp"
#include "sim/scenario/yaml_writer.hpp"
#include "sim/study/design.hpp"
#include "sim/study/study.hpp"
#include "sim/study/study_check.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

void add_name(StudyCase& one, const Axis& axis, const std::string& value) {
  one.name += fmt::format("{}{}={}", one.name.empty() ? "" : ", ", axis.name, value);
}

void set(StudyCase& one, const Axis& axis, const std::string& value) {
  for (const std::string& key : axis.keys) one.settings.push_back({key, value});
}

}  // namespace

std::string value_at(const Axis& axis, double share, int digits) {
  if (!axis.is_range) {
    const auto count = static_cast<double>(axis.values.size());
    return axis.values[static_cast<std::size_t>(share * count)];
  }
  const double number = axis.log_scale ? axis.from * std::pow(axis.to / axis.from, share)
                                       : axis.from + (axis.to - axis.from) * share;
  return with_unit(rounded_to(number, digits), axis.unit);
}

namespace {

/// Mixes in the bytes of every file that a tree names, such as a trace or a table of prices.
void take_files(const YamlNode& node, std::uint64_t& hash) {
  for (const YamlNode& item : node.items) take_files(item, hash);
  for (const YamlEntry& entry : node.entries) take_files(entry.value, hash);
  constexpr std::size_t kLongestName = 1024;
  if (!node.is_scalar() || node.text.empty() || node.text.size() > kLongestName) return;
  const fs::path folder = fs::path(node.spot.mark().file).parent_path();
  std::error_code ignored;
  for (const fs::path& file : {folder / node.text, fs::path(node.text)}) {
    if (!fs::is_regular_file(file, ignored)) continue;
    std::string why;
    hash = fnv1a(read_file(file.string(), why).value_or(""), hash);
    return;
  }
}

/// Names the points of a Latin hypercube by their values, drawn to the last digit, in four digits,
/// or in as many as tell them apart.
void name_points(const std::vector<Axis>& axes, const std::vector<std::vector<double>>& points,
                 std::vector<StudyCase>& cases) {
  constexpr int kFewest = 4, kMost = std::numeric_limits<double>::max_digits10;
  for (int digits = kFewest; digits <= kMost; ++digits) {
    std::unordered_set<std::string> names;
    for (std::size_t i = 0; i < points.size(); ++i) {
      cases[i].name.clear();
      for (std::size_t a = 0; a < axes.size(); ++a) {
        add_name(cases[i], axes[a], value_at(axes[a], points[i][a], digits));
      }
      names.insert(cases[i].name);
    }
    if (names.size() == points.size()) return;
  }
}

}  // namespace

std::vector<StudyCase> cases_of(Design design, std::uint32_t points, std::uint64_t seed,
                                const std::vector<Axis>& axes) {
  std::vector<StudyCase> cases;
  if (axes.empty()) return cases;
  switch (design) {
    case Design::grid: {
      std::vector<std::size_t> sizes;
      for (const Axis& axis : axes) sizes.push_back(axis.values.size());
      for (const auto& at : full_grid(sizes)) {
        StudyCase& one = cases.emplace_back();
        for (std::size_t a = 0; a < axes.size(); ++a) {
          add_name(one, axes[a], axes[a].values[at[a]]);
          set(one, axes[a], axes[a].values[at[a]]);
        }
      }
      break;
    }
    case Design::one_at_a_time:
      cases.push_back({"base", {}, {}});
      for (const Axis& axis : axes) {
        for (const std::string& value : axis.values) {
          add_name(cases.emplace_back(), axis, value);
          set(cases.back(), axis, value);
        }
      }
      break;
    case Design::latin_hypercube: {
      const auto all = latin_hypercube(points, axes.size(), seed);
      for (const auto& at : all) {
        StudyCase& one = cases.emplace_back();
        for (std::size_t a = 0; a < axes.size(); ++a) set(one, axes[a], value_at(axes[a], at[a]));
      }
      name_points(axes, all, cases);
      break;
    }
  }
  return cases;
}

CaseHash::CaseHash(const MergedScenario& base, const Share& share, const std::string& version) {
  base_ = fnv1a(version);
  base_ = fnv1a(to_yaml(*base.tree), base_);
  take_files(*base.tree, base_);
  std::vector<fs::path> tables;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(share.catalog, error)) {
    if (entry.path().extension() == ".yaml") tables.push_back(entry.path());
  }
  std::sort(tables.begin(), tables.end());
  for (const fs::path& table : tables) {
    std::string why;
    base_ = fnv1a(read_file(table.string(), why).value_or(""), base_);
  }
}

std::string CaseHash::of(const StudyCase& one) const {
  std::uint64_t hash = base_;
  for (const Override& setting : one.settings) {
    hash = fnv1a(setting.path, hash);
    hash = fnv1a("\x1f", hash);
    hash = fnv1a(setting.value, hash);
    Problems ignored;
    if (const auto value = parse_yaml(setting.value, "", ignored)) take_files(*value, hash);
    hash = fnv1a("\x1e", hash);
  }
  return fmt::format("{:016x}", mix(hash));
}

}  // namespace suanwang
