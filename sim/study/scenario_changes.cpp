#include "sim/study/scenario_changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sim/scenario/yaml_writer.hpp"
#include "sim/study/study_check.hpp"

namespace suanwang {
namespace {

/// A list whose entries all have ids; reports and merging know them by these.
bool has_ids(const YamlNode& list) {
  return list.is_list() && !list.items.empty() &&
         std::all_of(list.items.begin(), list.items.end(),
                     [](const YamlNode& item) { return !text_of(item, "id").empty(); });
}

const YamlNode* entry_of(const YamlNode& list, std::string_view id) {
  for (const YamlNode& item : list.items) {
    if (text_of(item, "id") == id) return &item;
  }
  return nullptr;
}

class Comparison {
 public:
  std::vector<TreeChange> changes;

  void compare(const YamlNode* a, const YamlNode* b) {
    if (a && b && same_tree(*a, *b)) return;
    if (a && b && a->is_map() && b->is_map() && !is_choice(*a, *b)) return compare_maps(*a, *b);
    if (a && b && has_ids(*a) && has_ids(*b)) return compare_lists(*a, *b);
    changes.push_back(
        {path_, a ? std::optional(*a) : std::nullopt, b ? std::optional(*b) : std::nullopt});
  }

 private:
  /// Maps without a common key, such as `{poisson: ...}` and `{every: ...}`, are two answers to one
  /// question: half of each would be neither.
  static bool is_choice(const YamlNode& a, const YamlNode& b) {
    return std::none_of(a.entries.begin(), a.entries.end(),
                        [&](const YamlEntry& entry) { return b.find(entry.key) != nullptr; });
  }

  void step(std::string_view key, const YamlNode* a, const YamlNode* b) {
    path_.emplace_back(key);
    compare(a, b);
    path_.pop_back();
  }

  void compare_maps(const YamlNode& a, const YamlNode& b) {
    const auto skipped = [&](const std::string& key) {
      return path_.empty() && (key == "name" || key == "title" || key == "base");
    };
    for (const YamlEntry& entry : a.entries) {
      if (!skipped(entry.key)) step(entry.key, &entry.value, b.find(entry.key));
    }
    for (const YamlEntry& entry : b.entries) {
      if (!skipped(entry.key) && !a.find(entry.key)) step(entry.key, nullptr, &entry.value);
    }
  }

  void compare_lists(const YamlNode& a, const YamlNode& b) {
    for (const YamlNode& item : a.items) {
      step(text_of(item, "id"), &item, entry_of(b, text_of(item, "id")));
    }
    for (const YamlNode& item : b.items) {
      if (!entry_of(a, text_of(item, "id"))) step(text_of(item, "id"), nullptr, &item);
    }
  }

  std::vector<std::string> path_;
};

std::string joined(const std::vector<std::string>& path, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < std::min(count, path.size()); ++i) {
    text += (i > 0 ? "." : "") + path[i];
  }
  return text;
}

std::string label_of(const TreeChange& change) {
  const auto brief = [](const std::optional<YamlNode>& node) {
    if (!node) return std::string("-");
    return node->is_scalar() ? node->text : to_yaml_line(*node);
  };
  const std::string from = brief(change.from), to = brief(change.to);
  const std::string path = joined(change.path, change.path.size());
  constexpr std::size_t kMostBytes = 40;
  if (from.size() + to.size() > kMostBytes) return path;
  return fmt::format("{}: {} -> {}", path, from, to);
}

/// Makes one change in a tree.
void make(YamlNode& node, const TreeChange& change, std::size_t depth) {
  const std::string& step = change.path[depth];
  const bool last = depth + 1 == change.path.size();
  if (node.is_map()) {
    if (YamlNode* below = node.find(step)) {
      if (!last) return make(*below, change, depth + 1);
      if (change.to) {
        *below = *change.to;
      } else {
        node.erase(step);
      }
    } else if (last && change.to) {
      node.entries.push_back({step, change.to->spot, *change.to});
    }
    return;
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (text_of(node.items[i], "id") != step) continue;
    if (!last) return make(node.items[i], change, depth + 1);
    if (change.to) {
      node.items[i] = *change.to;
    } else {
      node.items.erase(node.items.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return;
  }
  if (last && change.to) node.items.push_back(*change.to);
}

}  // namespace

std::vector<TreeChange> tree_changes(const YamlNode& a, const YamlNode& b) {
  Comparison comparison;
  comparison.compare(&a, &b);
  return std::move(comparison.changes);
}

std::vector<ChangeGroup> grouped(std::vector<TreeChange> changes, std::size_t most) {
  std::size_t deepest = 0;
  for (const TreeChange& change : changes) deepest = std::max(deepest, change.path.size());
  for (std::size_t depth = deepest;; --depth) {
    std::vector<ChangeGroup> groups;
    std::map<std::string, std::size_t> known;
    for (const TreeChange& change : changes) {
      const std::string key = joined(change.path, depth);
      const auto [at, is_new] = known.try_emplace(key, groups.size());
      if (is_new) groups.push_back({depth == 0 ? "all changes" : key, {}});
      groups[at->second].changes.push_back(change);
    }
    if (groups.size() > most && depth > 0) continue;
    for (ChangeGroup& group : groups) {
      if (group.changes.size() == 1) group.label = label_of(group.changes.front());
    }
    return groups;
  }
}

YamlNode with_changes(const YamlNode& a, const std::vector<ChangeGroup>& groups,
                      std::uint64_t mask) {
  YamlNode tree = a;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if ((mask >> g & 1) == 0) continue;
    for (const TreeChange& change : groups[g].changes) make(tree, change, 0);
  }
  return tree;
}

}  // namespace suanwang
