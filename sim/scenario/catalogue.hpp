#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/problems.hpp"
#include "sim/scenario/yaml_tree.hpp"

namespace suanwang {

/// Tables of the catalogue that were read without a problem. Readings that share it, also from
/// several threads, parse each file once; what it holds stays as it was first read.
struct CatalogueTables {
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<const YamlNode>, std::less<>> tables;
};

/// The tables of the built-in data, each read when it is first asked for.
///
/// A table is a file `TABLE.yaml` with `rows:`, each with an `id`; what only documents a row
/// (`data`, `source`, `confidence`) is left out.
class Catalogue {
 public:
  /// `shared`: tables that other readings of the same folder know, or come to know; may be null.
  Catalogue(std::filesystem::path folder, Problems& problems,
            std::shared_ptr<CatalogueTables> shared = nullptr)
      : folder_(std::move(folder)), problems_(&problems), shared_(std::move(shared)) {}

  /// The rows of a table, a list; null where the table cannot be read, which then is a problem.
  const YamlNode* rows(const std::string& table);
  /// One row; null where there is none.
  const YamlNode* row(const std::string& table, std::string_view id);
  /// Ids of a table's rows.
  std::vector<std::string_view> ids(const std::string& table);

  /// A whole file such as that of a model; null where there is none or it cannot be read.
  std::unique_ptr<YamlNode> file(const std::string& name);
  /// Names of the files that describe models.
  std::vector<std::string> models();

 private:
  std::filesystem::path folder_;
  Problems* problems_;
  std::shared_ptr<CatalogueTables> shared_;
  std::map<std::string, std::shared_ptr<const YamlNode>, std::less<>> tables_;

  std::shared_ptr<const YamlNode> read_rows(const std::string& table);
};

}  // namespace suanwang
