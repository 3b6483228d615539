#include "sim/web/levers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "sim/base/suggest.hpp"
#include "sim/scenario/read.hpp"
#include "sim/web/lever_keys.hpp"

namespace suanwang {
namespace {

constexpr std::array<std::string_view, 2> kDrawers{"policy", "assumption"};
constexpr std::array<std::string_view, 5> kConfidences{"high", "medium", "low", "estimate",
                                                       "scenario"};
constexpr std::array<std::string_view, 6> kHows{"to", "fill", "times", "plus", "add", "drop"};
constexpr Range kAnyNumber{.low = -1e15, .high = 1e15};

/// A text that must be there in both languages.
Text both_languages(const YamlValue& yaml) {
  const Text text = read_text(yaml, "");
  if (yaml.is_scalar() && yaml.text() != "") yaml.error("needs both languages, {en: ..., zh: ...}");
  if (yaml.is_map()) {
    for (const char* key : {"en", "zh"}) {
      if (text_of(*yaml.node(), key).empty()) {
        yaml.error(fmt::format("needs {} too", in_quotes(key)));
      }
    }
  }
  return text;
}

class Reader {
 public:
  explicit Reader(Problems& problems) : problems_(problems) {}

  LeverTable read(const YamlNode& tree) {
    const YamlValue whole(&tree, tree.spot, "", "a block of keys", problems_);
    const YamlMap map(whole, keys::kLeverFile, problems_);
    constexpr std::array<std::string_view, 1> kVersions{"1"};
    map["suanwang_levers"].word(kVersions, 0);
    LeverTable table;
    for (const YamlPair& pair : map["live"].pairs()) {
      LiveSettings settings{std::string(pair.key), {}};
      settings.changes.kind = YamlNode::Kind::map;
      if (pair.value.is_map()) {
        settings.changes = *pair.value.node();
      } else if (pair.value.given()) {
        pair.value.error("expected changes to the scenario such as {duration: 8 d}");
      }
      table.live.push_back(std::move(settings));
    }
    Ids ids;
    std::vector<std::pair<std::pair<int, int>, Lever>> placed;
    for (const Entry& entry : read_entries(map["levers"], keys::kLever, ids)) {
      const Spot& spot = entry.yaml.value().spot();
      placed.emplace_back(std::pair(spot.line, spot.column), read_lever(entry));
    }
    // Here, other than in a scenario, the order of the lines counts.
    std::sort(placed.begin(), placed.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [place, lever] : placed) table.levers.push_back(std::move(lever));
    return table;
  }

 private:
  Lever read_lever(const Entry& entry) {
    const YamlMap& map = entry.yaml;
    Lever lever;
    lever.id = entry.id;
    lever.name = both_languages(map["name"]);
    lever.about = both_languages(map["about"]);
    lever.drawer =
        map["drawer"].word(kDrawers, 0) == 0 ? Lever::Drawer::policy : Lever::Drawer::assumption;
    lever.unit = read_text(map["unit"], "");
    lever.source = map["source"].text();
    lever.confidence = kConfidences[map["confidence"].word(kConfidences, 4)];
    constexpr std::array<std::string_view, 2> kKinds{"range", "choices"};
    const auto kind = map.one_of(kKinds);
    if (kind == 0) read_number(map, lever);
    if (kind == 1) read_choices(map, lever);
    for (const YamlValue& item : map["needs"].items()) lever.needs.push_back(read_path(item));
    lever.effects = read_effects(map["sets"], lever.is_number());
    const bool acts = !lever.effects.empty() ||
                      std::any_of(lever.choices.begin(), lever.choices.end(),
                                  [](const LeverChoice& c) { return !c.effects.empty(); });
    if (!acts) map.value().error("sets nothing");
    return lever;
  }

  static double number(const YamlValue& yaml, double fallback = 0) {
    return yaml.quantity(Dimension::number, kAnyNumber, fallback);
  }

  void read_number(const YamlMap& map, Lever& lever) {
    const YamlMap range = map["range"].map(keys::kLeverRange);
    lever.low = number(range["low"]);
    lever.high = number(range["high"]);
    lever.step = number(range["step"]);
    const double initial = number(range["initial"]);
    lever.initial = initial;
    const bool whole = range.has("low") && range.has("high");
    if (whole && lever.high <= lever.low) range["high"].error("must be above low");
    if (range.has("step") && lever.step <= 0) range["step"].error("must be above 0");
    if (whole && (initial < lever.low || initial > lever.high)) {
      range["initial"].error("lies outside the range");
    }
    for (const YamlValue& item : map["steps"].items()) {
      const YamlMap step = item.expecting("a step, {value: ..., name: ...}").map(keys::kLeverStep);
      if (!item.is_map()) continue;
      const double value = number(step["value"]);
      if (whole && (value < lever.low || value > lever.high)) {
        step["value"].error("lies outside the range");
      }
      lever.steps.push_back({value, both_languages(step["name"])});
    }
    if (map.has("initial")) map["initial"].error("goes with choices; a range has its own");
  }

  void read_choices(const YamlMap& map, Lever& lever) {
    std::set<std::string> seen;
    for (const YamlValue& item : map["choices"].items()) {
      const YamlMap choice =
          item.expecting("a choice, {value: ..., name: ...}").map(keys::kLeverChoice);
      if (!item.is_map()) continue;
      const std::string value = read_id(choice["value"]);
      if (!value.empty() && !seen.insert(value).second) {
        choice["value"].error(in_quotes(value) + " is there already");
      }
      lever.choices.push_back(
          {value, both_languages(choice["name"]), read_effects(choice["sets"], false)});
    }
    if (lever.choices.size() < 2) {
      map["choices"].error("needs two choices at least");
      lever.choices.resize(2);
    }
    std::vector<std::string_view> words;
    for (const LeverChoice& choice : lever.choices) words.push_back(choice.value);
    lever.initial = std::string(words[map["initial"].word(words, 0)]);
    for (const char* key : {"unit", "steps"}) {
      if (map.has(key)) map[key].error("goes with a range");
    }
  }

  std::vector<LeverEffect> read_effects(const YamlValue& yaml, bool of_number) {
    std::vector<LeverEffect> effects;
    for (const YamlValue& item : yaml.items()) {
      const YamlMap map = item.expecting("an effect, {at: ..., to: ...}").map(keys::kLeverEffect);
      if (item.is_map()) effects.push_back(read_effect(map, of_number));
    }
    return effects;
  }

  static LeverPath read_path(const YamlValue& yaml) {
    std::string why;
    const std::string text = yaml.text();
    auto path = text.empty() ? std::nullopt : parse_lever_path(text, why);
    if (!path && !text.empty()) yaml.error(why);
    return path.value_or(LeverPath{});
  }

  static LeverEffect read_effect(const YamlMap& map, bool of_number) {
    LeverEffect effect;
    effect.path = read_path(map["at"]);
    if (const auto how = map.one_of(kHows)) {
      effect.how = static_cast<LeverEffect::How>(*how);
      effect.value = *map[kHows[*how]].node();
      check_value(map[kHows[*how]], effect.how);
    }
    effect.factor = number(map["factor"], 1);
    effect.whole = map["whole"].flag(false);
    effect.make = map["make"].flag(false);
    if (map.has("factor") && !of_number) map["factor"].error("goes with a range");
    if (map.has("whole") && effect.how != LeverEffect::How::times) {
      map["whole"].error("goes with times");
    }
    return effect;
  }

  static void check_value(const YamlValue& value, LeverEffect::How how) {
    using How = LeverEffect::How;
    const bool is_own = value.is_map() && value.node()->entries.empty();  // `{}` without quotes
    if (how == How::add && !value.is_map()) value.error("expected a block of keys");
    if ((how == How::times || how == How::plus) && !value.is_scalar() && !is_own) {
      value.error("expected a number, or {} for the lever's own");
    }
    if (how == How::drop) {
      constexpr std::array<std::string_view, 1> kTrue{"true"};
      value.word(kTrue, 0);
    }
  }

  Problems& problems_;
};

LoadedLevers finish(const std::optional<YamlNode>& tree, Problems& problems) {
  LoadedLevers loaded;
  if (tree) loaded.table = Reader(problems).read(*tree);
  loaded.problems = problems.sorted();
  if (!loaded.problems.empty()) loaded.table = {};
  return loaded;
}

}  // namespace

LoadedLevers load_levers(const std::filesystem::path& file) {
  Problems problems;
  const auto tree = parse_yaml_file(file.string(), problems);
  return finish(tree, problems);
}

LoadedLevers read_levers(const std::string& text, const std::string& file) {
  Problems problems;
  const auto tree = parse_yaml(text, file, problems);
  return finish(tree, problems);
}

}  // namespace suanwang
