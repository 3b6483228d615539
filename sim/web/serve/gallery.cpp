#include "sim/web/serve/gallery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "sim/scenario/merge.hpp"
#include "sim/scenario/yaml_writer.hpp"
#include "sim/web/tree_difference.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

/// The rest of the paragraph that begins with a word in bold, such as **Question.**; else nothing.
std::string paragraph_after(const std::string& text, const std::string& bold) {
  const std::size_t at = text.find(bold);
  if (at == text.npos) return {};
  std::size_t end = text.find("\n\n", at);
  std::string found =
      text.substr(at + bold.size(), end == text.npos ? end : end - at - bold.size());
  std::replace(found.begin(), found.end(), '\n', ' ');
  found.erase(0, found.find_first_not_of(' '));
  found.erase(found.find_last_not_of(' ') + 1);
  return found;
}

/// The question that a scenario's README asks.
Text question_of(const fs::path& folder) {
  std::string why;
  const auto english = read_file((folder / "README.md").string(), why);
  if (!english) return {};
  Text question{paragraph_after(*english, "**Question.**"),
                paragraph_after(*english, "**问题。**")};
  if (question.zh.empty()) question.zh = question.en;
  return question;
}

/// The title as the file says it, or its base; the rest of the scenario is not read for it.
Text file_title(const fs::path& folder, const std::string& id) {
  Problems ignored;
  const auto tree = parse_yaml_file((folder / "scenario.yaml").string(), ignored);
  const YamlNode* title = tree ? tree->find("title") : nullptr;
  Text text{id, id};
  if (!title) return text;
  if (title->is_scalar()) return {title->text, title->text};
  const std::string en(text_of(*title, "en")), zh(text_of(*title, "zh"));
  if (!en.empty() || !zh.empty()) text = {en.empty() ? zh : en, zh.empty() ? en : zh};
  return text;
}

void set_key(YamlNode& map, const std::string& key, YamlNode value) {
  if (YamlNode* there = map.find(key)) {
    *there = std::move(value);
  } else {
    map.entries.push_back({key, {}, std::move(value)});
  }
}

YamlNode scalar_of(const std::string& text) {
  YamlNode node;
  node.kind = YamlNode::Kind::scalar;
  node.text = text;
  return node;
}

std::runtime_error failure(const Diagnostics& problems) {
  return std::runtime_error(problems.empty() ? "the scenario cannot be read"
                                             : to_string(problems.front()));
}

}  // namespace

Gallery::Gallery(Share share) : share_(std::move(share)) {
  const fs::path levers = share_.scenarios / "levers.yaml";
  LoadedLevers loaded = load_levers(levers);
  if (!loaded.problems.empty()) throw failure(loaded.problems);
  table_ = std::move(loaded.table);
  std::error_code error;
  for (const auto& folder : fs::directory_iterator(share_.scenarios / "lessons", error)) {
    if (!is_file(folder.path() / "scenario.yaml")) continue;
    ids_.insert("lessons/" + folder.path().filename().string());
  }
  for (const auto& folder : fs::directory_iterator(share_.scenarios, error)) {
    if (!is_file(folder.path() / "scenario.yaml")) continue;
    const std::string id = folder.path().filename().string();
    ids_.insert(id);
    const bool live = std::any_of(table_.live.begin(), table_.live.end(),
                                  [&](const LiveSettings& one) { return one.scenario == id; });
    entries_.push_back({id, file_title(folder.path(), id), question_of(folder.path()), live});
  }
  const auto rank = [&](const GalleryEntry& entry) {
    const auto at = std::find_if(table_.live.begin(), table_.live.end(),
                                 [&](const auto& one) { return one.scenario == entry.id; });
    return std::pair(at - table_.live.begin(), entry.id);
  };
  std::sort(entries_.begin(), entries_.end(),
            [&](const GalleryEntry& a, const GalleryEntry& b) { return rank(a) < rank(b); });
  if (entries_.empty()) throw std::runtime_error(share_.scenarios.string() + ": no scenarios");
}

bool Gallery::has(const std::string& id) const { return ids_.contains(id); }

std::shared_ptr<const LiveScenario> Gallery::find(const std::string& id) const {
  if (!has(id)) return nullptr;
  const std::lock_guard lock(mutex_);
  std::shared_ptr<const LiveScenario>& known = known_[id];
  if (known) return known;
  const std::string file = (share_.scenarios / id / "scenario.yaml").string();
  MergedScenario base = merge_scenario(file, {}, share_);
  if (!base.tree) throw failure(base.problems);
  MergedScenario merged = base;
  for (const LiveSettings& one : table_.live) {
    if (one.scenario == id) merge(*merged.tree, one.changes);
  }
  Loaded loaded = read_merged(merged, {}, share_);
  if (!loaded.scenario) throw failure(loaded.problems);
  set_key(*merged.tree, "name", scalar_of(loaded.scenario->name + "-live"));
  loaded.scenario->name += "-live";
  const LeverGround ground(*loaded.scenario);
  std::vector<OfferedLever> levers = offered_levers(table_, *merged.tree, ground);
  known = std::make_shared<const LiveScenario>(LiveScenario{id, std::move(base), std::move(merged),
                                                            std::move(*loaded.scenario),
                                                            std::move(levers), ground});
  return known;
}

MergedScenario live_tree(const LiveScenario& live, const LeverValues& values) {
  MergedScenario merged = live.merged;
  move_levers(live.levers, values, live.ground, *merged.tree);
  return merged;
}

LiveState live_state(const LiveScenario& live, const LeverValues& values, const Share& share) {
  LiveState state{live_tree(live, values), {}};
  state.loaded = read_merged(state.merged, {}, share);
  return state;
}

std::string baseline_name(const std::string& name) { return name + "-baseline"; }

Text baseline_title(const Text& title) {
  return {title.en.empty() ? "" : title.en + " (baseline)",
          title.zh.empty() ? "" : title.zh + "（基准）"};
}

std::string live_yaml(const LiveScenario& live, const LeverValues& values, const YamlSide& side) {
  MergedScenario state = live_tree(live, values);
  if (side.scale) set_key(*state.tree, "scale", scalar_of(fmt::format("{}", *side.scale)));
  if (side.is_baseline) {
    set_key(*state.tree, "name", scalar_of(baseline_name(live.scenario.name)));
    const Text told = baseline_title(live.scenario.title);
    YamlNode title;
    title.kind = YamlNode::Kind::map;
    if (!told.en.empty()) set_key(title, "en", scalar_of(told.en));
    if (!told.zh.empty()) set_key(title, "zh", scalar_of(told.zh));
    if (!title.entries.empty()) set_key(*state.tree, "title", std::move(title));
  }
  std::string text = fmt::format("# Made by `suanwang serve` from {}.\n", live.id);
  for (const OfferedLever& one : live.levers) {
    const auto moved = values.find(one.lever.id);
    if (moved == values.end() || moved->second == one.initial) continue;
    const auto told = [](const LeverValue& value) {
      const double* number = std::get_if<double>(&value);
      return number ? fmt::format("{}", *number) : std::get<std::string>(value);
    };
    const std::string unit = one.lever.unit.en.empty() ? "" : " " + one.lever.unit.en;
    text += fmt::format("# {}: {}{} instead of {}\n", one.lever.name.en, told(moved->second), unit,
                        told(one.initial));
  }
  YamlNode file;
  file.kind = YamlNode::Kind::map;
  set_key(file, "suanwang", scalar_of("1"));
  set_key(file, "base", scalar_of(live.id));
  set_key(file, "name", *state.tree->find("name"));
  // A base's title is not passed on.
  if (const YamlNode* title = state.tree->find("title")) set_key(file, "title", *title);
  if (const auto changes = difference(*live.base.tree, *state.tree)) {
    for (const YamlEntry& entry : changes->entries) {
      if (entry.key != "name" && entry.key != "title" && entry.key != "base") {
        set_key(file, entry.key, entry.value);
      }
    }
  }
  return text + to_yaml(file);
}

}  // namespace suanwang
