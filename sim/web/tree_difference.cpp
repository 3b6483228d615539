#include "sim/web/tree_difference.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "sim/scenario/one_value.hpp"
#include "sim/study/study_check.hpp"

namespace suanwang {
namespace {

/// A list that merge() merges by id.
bool has_ids(const YamlNode& list) {
  return list.is_list() && !list.items.empty() &&
         std::all_of(list.items.begin(), list.items.end(),
                     [](const YamlNode& item) { return !text_of(item, "id").empty(); });
}

YamlNode text_node(std::string text) {
  YamlNode node;
  node.kind = YamlNode::Kind::scalar;
  node.text = std::move(text);
  return node;
}

void put_key(YamlNode& map, std::string key, YamlNode value) {
  map.entries.push_back({std::move(key), {}, std::move(value)});
}

YamlNode map_difference(const YamlNode& from, const YamlNode& to) {
  YamlNode over;
  over.kind = YamlNode::Kind::map;
  for (const YamlEntry& entry : to.entries) {
    const YamlNode* below = from.find(entry.key);
    if (!below || (is_one_value(entry.key) && !same_tree(*below, entry.value))) {
      put_key(over, entry.key, entry.value);
    } else if (auto change = difference(*below, entry.value)) {
      put_key(over, entry.key, std::move(*change));
    }
  }
  for (const YamlEntry& entry : from.entries) {
    if (!entry.value.is_null() && !to.find(entry.key)) put_key(over, entry.key, {});
  }
  return over;
}

YamlNode list_difference(const YamlNode& from, const YamlNode& to) {
  YamlNode over;
  over.kind = YamlNode::Kind::list;
  std::map<std::string_view, const YamlNode*> old;
  for (const YamlNode& item : from.items) old.emplace(text_of(item, "id"), &item);
  for (const YamlNode& item : to.items) {
    const auto known = old.find(text_of(item, "id"));
    if (known == old.end()) {
      over.items.push_back(item);
      continue;
    }
    if (auto change = difference(*known->second, item)) {
      YamlNode named;
      named.kind = YamlNode::Kind::map;
      put_key(named, "id", text_node(std::string(known->first)));
      for (YamlEntry& entry : change->entries) named.entries.push_back(std::move(entry));
      over.items.push_back(std::move(named));
    }
    old.erase(known);
  }
  for (const auto& [id, item] : old) {
    YamlNode removal;
    removal.kind = YamlNode::Kind::map;
    put_key(removal, "id", text_node(std::string(id)));
    put_key(removal, "remove", text_node("true"));
    over.items.push_back(std::move(removal));
  }
  return over;
}

}  // namespace

std::optional<YamlNode> difference(const YamlNode& from, const YamlNode& to) {
  if (same_tree(from, to)) return std::nullopt;
  if (from.is_map() && to.is_map()) return map_difference(from, to);
  if (has_ids(from) && has_ids(to)) return list_difference(from, to);
  return to;
}

}  // namespace suanwang
