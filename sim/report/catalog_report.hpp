#pragma once

#include <yaml-cpp/yaml.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sim/report/format.hpp"

namespace suanwang {

/// One file of the catalogue as it was read: a table (`rows`), or a model (`model`, `blocks`,
/// `rules`).
struct CatalogFile {
  std::string name;  ///< the file's name without `.yaml`; what a person types
  YAML::Node root;

  bool is_model() const { return root["model"].IsDefined(); }
  /// Empty for a model.
  YAML::Node rows() const { return root["rows"].IsDefined() ? root["rows"] : YAML::Node{}; }
};

/// Every table with its title and number of rows, then the models.
std::string catalog_list(const std::vector<CatalogFile>& files, Language language);

/// The rows of a table, as many blocks of columns as 100 columns of width need, each with the ids;
/// or the rules of a model. `sources` adds where each row comes from, with the texts below.
std::string catalog_report(const CatalogFile& file, Language language, bool sources);

/// A YAML value as JSON: plain scalars that are numbers or truth values become such, all else is
/// text.
nlohmann::ordered_json json_of(const YAML::Node& node);

}  // namespace suanwang
