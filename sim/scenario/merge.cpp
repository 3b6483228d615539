#include "sim/scenario/merge.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "sim/scenario/one_value.hpp"

namespace suanwang {
namespace {

/// Keys of one map of which the first excludes the others of its row.
constexpr std::array<std::array<std::string_view, 4>, 15> kExclusive{{
    {"duration", "until"},
    {"until", "duration"},
    {"runtime", "work"},
    {"work", "runtime", "reference"},
    {"between", "from", "to"},
    {"to", "between"},
    {"poisson", "every", "first", "at"},
    {"profile", "every", "first", "at"},
    {"every", "poisson", "profile", "at"},
    {"at", "poisson", "profile", "every"},
    {"lognormal", "exponential", "uniform", "choice"},
    {"exponential", "lognormal", "uniform", "choice"},
    {"uniform", "lognormal", "exponential", "choice"},
    {"choice", "lognormal", "exponential", "uniform"},
    {"size", "lognormal", "exponential", "uniform"},
}};

bool is_removal(const YamlNode& node) { return node.is_map() && text_of(node, "remove") == "true"; }

/// A list that can be merged by id. An entry that lacks its id by mistake is for the reader.
bool has_ids(const YamlNode& node) {
  const auto has_id = [](const YamlNode& item) { return !text_of(item, "id").empty(); };
  return node.is_list() && std::any_of(node.items.begin(), node.items.end(), has_id);
}

void merge_maps(YamlNode& under, YamlNode over) {
  for (const YamlEntry& entry : over.entries) drop_alternatives(under, entry.key);
  std::map<std::string, std::size_t, std::less<>> index;
  for (std::size_t i = 0; i < under.entries.size(); ++i) index.emplace(under.entries[i].key, i);
  for (YamlEntry& entry : over.entries) {
    const auto known = index.find(entry.key);
    if (known == index.end()) {
      under.entries.push_back(std::move(entry));
      continue;
    }
    YamlEntry& below = under.entries[known->second];
    below.key_spot = std::move(entry.key_spot);
    if (is_one_value(entry.key)) {
      below.value = std::move(entry.value);
    } else {
      merge(below.value, std::move(entry.value));
    }
  }
  under.spot = std::move(over.spot);
}

void merge_by_id(YamlNode& under, YamlNode over) {
  std::map<std::string, std::size_t, std::less<>> index;
  for (std::size_t i = 0; i < under.items.size(); ++i) {
    index.emplace(text_of(under.items[i], "id"), i);
  }
  for (YamlNode& item : over.items) {
    const std::string_view id = text_of(item, "id");
    const auto known = id.empty() ? index.end() : index.find(id);
    if (known == index.end()) {
      under.items.push_back(std::move(item));
      continue;
    }
    YamlNode& below = under.items[known->second];
    if (is_removal(item)) {
      // It stays in place of what it removed: a model may hold the same entry further below.
      item.removed_something = true;
      below = std::move(item);
    } else if (is_removal(below)) {
      below = std::move(item);
    } else {
      merge(below, std::move(item));
    }
    index.erase(known);  // a second entry with this id is for its reader to report
  }
  under.spot = std::move(over.spot);
}

}  // namespace

void drop_alternatives(YamlNode& map, std::string_view key) {
  for (const auto& row : kExclusive) {
    if (row[0] != key) continue;
    for (std::size_t i = 1; i < row.size(); ++i) {
      if (!row[i].empty()) map.erase(row[i]);
    }
  }
}

void merge(YamlNode& under, YamlNode over) {
  if (under.is_map() && over.is_map()) {
    merge_maps(under, std::move(over));
  } else if (has_ids(under) && has_ids(over)) {
    merge_by_id(under, std::move(over));
  } else {
    under = std::move(over);
  }
}

void drop_removals(YamlNode& node) {
  std::erase_if(node.items, [](const YamlNode& item) { return item.removed_something; });
  for (YamlNode& item : node.items) drop_removals(item);
  for (YamlEntry& entry : node.entries) drop_removals(entry.value);
}

void place_at(YamlNode& node, const Spot& spot) {
  node.spot = spot;
  for (YamlNode& item : node.items) place_at(item, spot);
  for (YamlEntry& entry : node.entries) {
    entry.key_spot = spot;
    place_at(entry.value, spot);
  }
}

}  // namespace suanwang
