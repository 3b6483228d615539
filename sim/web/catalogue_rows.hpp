#pragma once

#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "sim/scenario/text.hpp"

namespace suanwang {

/// What the catalogue says of a row beside its values.
struct RowOrigin {
  std::string source;      ///< texts, not keys; `; ` between
  std::string confidence;  ///< high, medium, low or estimate
};

/// The tables of the catalogue with their titles, sources and confidence, each read when it is
/// first asked for. A table that cannot be read has no rows.
class CatalogueRows {
 public:
  explicit CatalogueRows(std::filesystem::path folder) : folder_(std::move(folder)) {}

  Text title(const std::string& table);
  /// Undefined where there is none.
  YAML::Node row(const std::string& table, std::string_view id);
  YAML::Node rows(const std::string& table) { return at(table).rows; }
  RowOrigin origin(const std::string& table, std::string_view id);

 private:
  struct Table {
    YAML::Node root, rows;
    std::map<std::string, std::size_t, std::less<>> by_id;
  };
  const Table& at(const std::string& table);

  std::filesystem::path folder_;
  std::map<std::string, Table> tables_;
};

/// `{en: ..., zh: ...}` or one text for both.
Text text_in_languages(const YAML::Node& node);

}  // namespace suanwang
