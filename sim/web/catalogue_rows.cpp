#include "sim/web/catalogue_rows.hpp"

namespace suanwang {

Text text_in_languages(const YAML::Node& node) {
  if (!node.IsDefined() || node.IsNull()) return {};
  if (node.IsScalar()) return {node.Scalar(), node.Scalar()};
  if (!node.IsMap()) return {};
  const YAML::Node en = node["en"], zh = node["zh"];
  const std::string first = en.IsDefined() ? en.Scalar() : zh.IsDefined() ? zh.Scalar() : "";
  return {first, zh.IsDefined() ? zh.Scalar() : first};
}

const CatalogueRows::Table& CatalogueRows::at(const std::string& table) {
  const auto known = tables_.find(table);
  if (known != tables_.end()) return known->second;
  Table read;
  try {
    const YAML::Node root = YAML::LoadFile((folder_ / (table + ".yaml")).string());
    if (root.IsMap() && root["rows"].IsDefined() && root["rows"].IsSequence()) {
      read.root = root;
      read.rows = root["rows"];
      for (std::size_t i = 0; i < read.rows.size(); ++i) {
        if (read.rows[i]["id"].IsDefined()) read.by_id[read.rows[i]["id"].Scalar()] = i;
      }
    }
  } catch (const YAML::Exception&) {
    // No catalogue, or not one: nothing is known of where values are from.
  }
  return tables_.emplace(table, std::move(read)).first->second;
}

Text CatalogueRows::title(const std::string& table) {
  const Table& all = at(table);
  Text title =
      all.rows.IsDefined() && all.root.IsMap() ? text_in_languages(all.root["title"]) : Text{};
  return title.en.empty() ? Text{table, table} : title;
}

YAML::Node CatalogueRows::row(const std::string& table, std::string_view id) {
  const Table& all = at(table);
  const auto found = all.by_id.find(id);
  return found == all.by_id.end() ? YAML::Node(YAML::NodeType::Undefined) : all.rows[found->second];
}

RowOrigin CatalogueRows::origin(const std::string& table, std::string_view id) {
  const YAML::Node one = row(table, id);
  if (!one.IsDefined()) return {"", "scenario"};
  RowOrigin origin;
  const YAML::Node confidence = one["confidence"];
  origin.confidence = confidence.IsDefined() ? confidence.Scalar() : "estimate";
  if (origin.confidence == "med") origin.confidence = "medium";
  const YAML::Node texts = at(table).root["sources"];
  const auto add = [&](const std::string& key) {
    const bool is_known = texts.IsDefined() && texts.IsMap() && texts[key].IsDefined();
    const std::string text = is_known ? texts[key].Scalar() : key;
    origin.source += (origin.source.empty() ? "" : "; ") + text;
  };
  const YAML::Node keys = one["source"];
  if (keys.IsDefined() && keys.IsScalar()) add(keys.Scalar());
  if (keys.IsDefined() && keys.IsSequence()) {
    for (const auto& key : keys) add(key.Scalar());
  }
  return origin;
}

}  // namespace suanwang
