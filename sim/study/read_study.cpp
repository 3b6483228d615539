#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "sim/base/suggest.hpp"
#include "sim/scenario/yaml_map.hpp"
#include "sim/scenario/yaml_writer.hpp"
#include "sim/study/design.hpp"
#include "sim/study/study.hpp"
#include "sim/study/study_check.hpp"
#include "sim/study/study_keys.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> kDesigns{"grid", "one-at-a-time", "latin-hypercube"};
constexpr std::array<std::string_view, 2> kScales{"linear", "log"};
constexpr std::size_t kMostCases = 1'000'000;

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored) && !fs::is_directory(path, ignored);
}

/// A study file, the study.yaml of a folder, or a study by name.
std::optional<fs::path> find_study(const std::string& name, const Share& share) {
  const fs::path here{name};
  for (const fs::path& file : {here, here / "study.yaml", share.scenarios / name / "study.yaml",
                               share.scenarios / "studies" / name / "study.yaml"}) {
    if (!name.empty() && is_file(file)) return file.lexically_normal();
  }
  return std::nullopt;
}

std::vector<std::string> study_names(const Share& share) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(share.scenarios / "studies", error)) {
    if (is_file(entry.path() / "study.yaml")) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string default_name(const fs::path& file) {
  if (file.filename() != "study.yaml") return file.stem().string();
  std::error_code error;
  return fs::absolute(file, error).parent_path().filename().string();
}

/// A value as text. Files that it names lie beside the study, wherever the program is called.
std::string value_text(YamlNode value, const fs::path& folder) {
  const auto place = [&](auto& self, YamlNode& node) -> void {
    for (YamlNode& item : node.items) self(self, item);
    for (YamlEntry& entry : node.entries) self(self, entry.value);
    if (node.is_scalar() && node.text.find_first_of("./") != std::string::npos &&
        fs::path(node.text).is_relative() && is_file(folder / node.text)) {
      node.text = (folder / node.text).string();
    }
  };
  if (!folder.empty()) place(place, value);
  return to_yaml_line(value);
}

/// Path to value, as of `--set`.
std::vector<Override> read_settings(const YamlValue& yaml, const fs::path& folder) {
  std::vector<Override> settings;
  for (const YamlPair& pair : yaml.pairs()) {
    // Nothing, `~`, is a value too: it takes what the base says away.
    const YamlNode* node = pair.value.node();
    settings.push_back({std::string(pair.key), node ? value_text(*node, folder) : "~"});
  }
  return settings;
}

struct Amount {
  double number = 0;
  std::string unit;
};

/// A number with what follows it.
std::optional<Amount> read_amount(const YamlValue& yaml) {
  const std::string text = yaml.text();
  Amount amount;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount.number);
  if (error != std::errc() || !std::isfinite(amount.number)) {
    if (yaml.given()) yaml.unexpected();
    return std::nullopt;
  }
  amount.unit.assign(end, text.data() + text.size());
  amount.unit.erase(0, std::min(amount.unit.find_first_not_of(' '), amount.unit.size()));
  return amount;
}

/// Reads one study.
class StudyReader {
 public:
  StudyReader(Problems& problems, fs::path folder)
      : problems_(problems), folder_(std::move(folder)) {}

  Study read(const YamlNode& tree, const std::string& default_name) {
    const YamlValue root(&tree, tree.spot, "", "a study", problems_);
    const YamlMap map(root, keys::kStudy, problems_);
    if (map.has("study")) map["study"].integer(1, 1, 1);
    Study study;
    study.name = map["name"].text(default_name);
    if (map.has("name") && study.name.empty()) map["name"].unexpected();
    read_title(map["title"], study);
    study.base = map["base"].text();
    study.set = read_settings(map["set"], folder_);
    study.replications = static_cast<std::uint32_t>(map["replications"].integer(1, 100'000, 1));
    study.design = static_cast<Design>(map["design"].word(kDesigns, 0));
    study.hourly = map["hourly"].flag(true);
    read_points(map, study);
    for (const YamlValue& axis : map["axes"].items()) read_axis(axis, study);
    read_cases(map, study);
    read_measures(map["measures"], study.measures);
    if (!map.has("measures")) {
      for (const char* name : {"cost_cny", "carbon_kg", "wait_s.mean", "utilization"}) {
        study.measures.push_back(*find_measure(name));
      }
    }
    read_pareto(map["pareto"], study);
    read_baseline(map["baseline"], study);
    return study;
  }

 private:
  void read_title(const YamlValue& yaml, Study& study) {
    static constexpr std::array kLanguages{Key{"en", "text", "in English"},
                                           Key{"zh", "text", "in Chinese"}};
    if (yaml.is_map()) {
      const YamlMap map = yaml.map(kLanguages);
      study.title = {map["en"].text(study.name), map["zh"].text()};
    } else {
      study.title.en = yaml.text(study.name);
    }
    if (study.title.zh.empty()) study.title.zh = study.title.en;
  }

  void read_points(const YamlMap& map, Study& study) {
    const bool sampled = study.design == Design::latin_hypercube;
    if (!sampled && map.has("points")) map["points"].error("goes with design: latin-hypercube");
    if (sampled && !map.has("points")) {
      map["design"].error("needs points: how many cases, such as 100");
    }
    study.points = static_cast<std::uint32_t>(map["points"].integer(1, kMostCases, 1));
    study.design_seed = map["design_seed"].natural(1);
  }

  void read_axis(const YamlValue& yaml, Study& study) {
    if (!yaml.is_map()) return yaml.error("expected an axis such as {key: seed, values: [1, 2]}");
    const YamlMap map = yaml.map(keys::kAxis);
    Axis axis;
    axis.mark = yaml.mark();
    if (map["key"].is_list()) {
      for (const YamlValue& key : map["key"].items()) axis.keys.push_back(key.text());
    } else if (map.has("key")) {
      axis.keys.push_back(map["key"].text());
    }
    if (map.has("key") && axis.keys.empty()) map["key"].unexpected();
    for (const std::string& key : axis.keys) {
      if (!taken_.insert(key).second) {
        map["key"].error(fmt::format("{} is on another axis too", in_quotes(key)));
      }
    }
    const std::string key = axis.keys.empty() ? std::string() : axis.keys.front();
    axis.name = map["name"].text(key.substr(key.rfind('.') + 1));
    if (!names_.insert(axis.name).second) axis.name = key;
    if (map.has("values") && !map.has("from") && !map.has("to")) {
      for (const char* of_range : {"steps", "scale"}) {
        if (map.has(of_range)) map[of_range].error("goes with from and to");
      }
      for (const YamlValue& value : map["values"].items()) {
        axis.values.push_back(value.node() ? value_text(*value.node(), folder_) : "~");
      }
      if (map["values"].is_list() && axis.values.empty()) map["values"].error("needs a value");
    } else {
      read_range(map, study, axis);
    }
    study.axes.push_back(std::move(axis));
  }

  void read_range(const YamlMap& map, const Study& study, Axis& axis) {
    if (map.has("values")) return map["values"].error("goes without from and to");
    if (!map.has("from") || !map.has("to")) {
      return map.value().error("needs values, or from and to");
    }
    const auto from = read_amount(map["from"]);
    const auto to = read_amount(map["to"]);
    if (!from || !to) return;
    if (from->unit != to->unit) {
      return map["to"].error(fmt::format("has the unit {}, from has {}; expected the same",
                                         in_quotes(to->unit), in_quotes(from->unit)));
    }
    axis.is_range = true;
    axis.from = from->number;
    axis.to = to->number;
    axis.unit = from->unit;
    axis.log_scale = map["scale"].word(kScales, 0) == 1;
    if (axis.log_scale && !(axis.from > 0 && axis.to > 0)) {
      return map["scale"].error("log needs both ends above 0");
    }
    const bool sampled = study.design == Design::latin_hypercube;
    if (sampled && map.has("steps")) return map["steps"].error("is for points to say here");
    const std::int64_t fewest = study.design == Design::one_at_a_time ? 2 : 5;
    const auto steps = static_cast<std::size_t>(map["steps"].integer(2, 100'000, fewest));
    const auto numbers = axis.log_scale ? log_steps(axis.from, axis.to, sampled ? 2 : steps)
                                        : linear_steps(axis.from, axis.to, sampled ? 2 : steps);
    for (const double number : numbers) axis.values.push_back(with_unit(number, axis.unit));
  }

  void read_cases(const YamlMap& map, Study& study) {
    std::size_t count = study.axes.empty() ? 0 : 1;
    for (const Axis& axis : study.axes) {
      if (study.design == Design::grid) count *= std::max<std::size_t>(axis.values.size(), 1);
      if (count > kMostCases) {
        return map["axes"].error(fmt::format("make more than {} cases", kMostCases));
      }
    }
    const bool whole = std::none_of(study.axes.begin(), study.axes.end(),
                                    [](const Axis& axis) { return axis.values.empty(); });
    if (whole) study.cases = cases_of(study.design, study.points, study.design_seed, study.axes);
    std::set<std::string> names;
    for (const StudyCase& one : study.cases) names.insert(one.name);
    for (const YamlValue& yaml : map["cases"].items()) {
      if (!yaml.is_map()) {
        yaml.error("expected a case such as {name: cheap, set: {placement.policy: cheapest}}");
        continue;
      }
      const YamlMap one = yaml.map(keys::kCase);
      StudyCase named{one["name"].text(), read_settings(one["set"], folder_), yaml.mark()};
      if (one.has("name") && named.name.empty()) {
        one["name"].unexpected();
      } else if (!names.insert(named.name).second) {
        one["name"].error(fmt::format("{} is the name of another case", in_quotes(named.name)));
      }
      study.cases.push_back(std::move(named));
    }
    if (whole && study.cases.empty()) map.value().error("needs axes or cases");
    check_differ(map, study);
  }

  /// The store knows a case by what it sets: two that set the same would be one there.
  void check_differ(const YamlMap& map, const Study& study) {
    std::map<std::string, const StudyCase*> known;
    for (const StudyCase& one : study.cases) {
      std::string all;
      for (const Override& setting : one.settings) {
        all += setting.path + "\x1f" + setting.value + "\x1e";
      }
      const auto [first, is_new] = known.try_emplace(all, &one);
      if (is_new) continue;
      const std::string message = fmt::format("{} sets the same as {}", in_quotes(one.name),
                                              in_quotes(first->second->name));
      if (one.mark.line > 0) {
        problems_.add(one.mark, one.name, message);
      } else {
        return map["axes"].error(message +
                                 "; a value stands there twice, or a Latin hypercube "
                                 "has more points than values");
      }
    }
  }

  void read_measures(const YamlValue& yaml, std::vector<Measure>& measures) {
    std::set<std::string> seen;
    for (const YamlValue& item : yaml.items()) {
      const std::string name = item.text();
      if (name.empty()) continue;
      const auto measure = find_measure(name);
      if (!measure) {
        const std::vector<std::string> known = measure_names();
        item.error(
            fmt::format("{} is no measure; expected one such as cost_cny or sites.ID.utilization{}",
                        in_quotes(name), did_you_mean(name, {known.begin(), known.end()})));
      } else if (!seen.insert(name).second) {
        item.error(fmt::format("{} stands here twice", in_quotes(name)));
      } else {
        measures.push_back(*measure);
      }
    }
  }

  void read_pareto(const YamlValue& yaml, Study& study) {
    const std::size_t before = problems_.size();
    std::vector<Measure> front;
    read_measures(yaml, front);
    if (!yaml.given() || problems_.size() > before) return;
    if (front.size() < 2) return yaml.error("needs two measures or more");
    for (const Measure& measure : front) {
      if (measure.wanted() == Wanted::neither) {
        yaml.error(
            fmt::format("{} is neither better high nor better low", in_quotes(measure.name())));
      }
      const auto same = [&](const Measure& other) { return other.name() == measure.name(); };
      const auto found = std::find_if(study.measures.begin(), study.measures.end(), same);
      study.pareto.push_back(static_cast<std::size_t>(found - study.measures.begin()));
      if (found == study.measures.end()) study.measures.push_back(measure);
    }
  }

  void read_baseline(const YamlValue& yaml, Study& study) {
    const std::string name = yaml.text();
    if (name.empty()) return;
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < study.cases.size(); ++i) {
      if (study.cases[i].name == name) study.baseline = i;
      names.push_back(study.cases[i].name);
    }
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      yaml.error(fmt::format("there is no case {}{}", in_quotes(name), did_you_mean(name, names)));
    }
  }

  Problems& problems_;
  fs::path folder_;              ///< of the study
  std::set<std::string> taken_;  ///< keys of axes
  std::set<std::string> names_;  ///< of axes
};

LoadedStudy load(std::optional<YamlNode> tree, std::string text, const fs::path& file,
                 const std::vector<Override>& overrides, const Share& share, Problems& problems) {
  LoadedStudy loaded;
  if (tree) {
    Study study = StudyReader(problems, file.parent_path()).read(*tree, default_name(file));
    study.folder = file.parent_path();
    study.text = std::move(text);
    std::vector<Override> base_overrides = study.set;
    base_overrides.insert(base_overrides.end(), overrides.begin(), overrides.end());
    const YamlNode* base = tree->is_map() ? tree->find("base") : nullptr;
    if (base && base->is_scalar()) {
      loaded.base = merge_scenario(study.base, base_overrides, share, study.folder);
      check_study(study, *tree, loaded.base, share, problems);
    }
    if (problems.empty()) loaded.study = std::move(study);
  }
  loaded.problems = problems.sorted();
  return loaded;
}

}  // namespace

std::string with_unit(double number, const std::string& unit) {
  return unit.empty() ? fmt::format("{}", number) : fmt::format("{} {}", number, unit);
}

LoadedStudy load_study(const std::string& name, const std::vector<Override>& overrides,
                       const Share& share) {
  Problems problems;
  const auto file = find_study(name, share);
  if (!file) {
    const std::vector<std::string> known = study_names(share);
    problems.add({name, 0, 0}, "",
                 "there is no such study" + did_you_mean(name, {known.begin(), known.end()}));
    return {std::nullopt, {}, problems.sorted()};
  }
  std::string why;
  std::string text = read_file(file->string(), why).value_or("");
  auto tree = parse_yaml_file(file->string(), problems);
  return load(std::move(tree), std::move(text), *file, overrides, share, problems);
}

LoadedStudy load_study_text(const std::string& text, const std::string& file,
                            const std::vector<Override>& overrides, const Share& share) {
  Problems problems;
  auto tree = parse_yaml(text, file, problems);
  return load(std::move(tree), text, file, overrides, share, problems);
}

}  // namespace suanwang
