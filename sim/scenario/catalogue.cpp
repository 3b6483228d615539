#include "sim/scenario/catalogue.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <utility>

namespace suanwang {

std::unique_ptr<YamlNode> Catalogue::file(const std::string& name) {
  const std::string path = (folder_ / (name + ".yaml")).lexically_normal().string();
  std::optional<YamlNode> tree = parse_yaml_file(path, *problems_);
  return tree ? std::make_unique<YamlNode>(std::move(*tree)) : nullptr;
}

const YamlNode* Catalogue::rows(const std::string& table) {
  const auto known = tables_.find(table);
  if (known != tables_.end()) return known->second.get();

  std::shared_ptr<const YamlNode>& kept = tables_[table];  // null from now on unless all goes well
  if (shared_) {
    const std::lock_guard lock(shared_->mutex);
    const auto found = shared_->tables.find(table);
    if (found != shared_->tables.end()) kept = found->second;
  }
  if (kept) return kept.get();
  kept = read_rows(table);
  if (kept && shared_) {
    const std::lock_guard lock(shared_->mutex);
    shared_->tables.emplace(table, kept);
  }
  return kept.get();
}

std::shared_ptr<const YamlNode> Catalogue::read_rows(const std::string& table) {
  const std::unique_ptr<YamlNode> tree = file(table);
  if (!tree) return nullptr;
  YamlNode* rows = tree->is_map() ? tree->find("rows") : nullptr;
  if (!rows || !rows->is_list()) {
    problems_->add(tree->spot.mark(), "rows", "is missing; a table of the catalogue has rows");
    return nullptr;
  }
  for (YamlNode& row : rows->items) {
    for (const char* documentation : {"data", "source", "confidence"}) row.erase(documentation);
  }
  return std::make_shared<const YamlNode>(std::move(*rows));
}

const YamlNode* Catalogue::row(const std::string& table, std::string_view id) {
  const YamlNode* all = rows(table);
  if (!all) return nullptr;
  for (const YamlNode& row : all->items) {
    if (text_of(row, "id") == id) return &row;
  }
  return nullptr;
}

std::vector<std::string_view> Catalogue::ids(const std::string& table) {
  std::vector<std::string_view> result;
  if (const YamlNode* all = rows(table)) {
    for (const YamlNode& row : all->items) result.push_back(text_of(row, "id"));
  }
  return result;
}

std::vector<std::string> Catalogue::models() {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream stream(entry.path());
    for (std::string line; std::getline(stream, line);) {
      if (line.starts_with("model:")) names.push_back(entry.path().stem().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace suanwang
