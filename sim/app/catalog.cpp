#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "sim/app/commands.hpp"
#include "sim/base/suggest.hpp"
#include "sim/report/catalog_report.hpp"
#include "sim/report/json.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

/// Every file of the catalogue, tables before models, by name.
std::vector<CatalogFile> read_catalog(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  // The paths are sorted and not the files: to assign a YAML::Node is to alias it.
  std::vector<CatalogFile> tables, models;
  for (const fs::path& path : paths) {
    try {
      const CatalogFile file{path.stem().string(), YAML::LoadFile(path.string())};
      if (!file.root.IsMap()) continue;
      (file.is_model() ? models : tables).push_back(file);
    } catch (const YAML::Exception& problem) {
      throw std::runtime_error(path.string() + ": " + problem.what());
    }
  }
  tables.insert(tables.end(), models.begin(), models.end());
  return tables;
}

}  // namespace

Exit catalog(const std::string& table, bool sources, const CommonOptions& options) {
  const Share share = find_share();
  if (share.catalog.empty()) {
    throw std::runtime_error("no catalogue was found beside this program; set SUANWANG_SHARE");
  }
  const auto files = read_catalog(share.catalog);
  const bool list = table == "list";

  if (!table.empty() && !list) {
    const auto found = std::find_if(files.begin(), files.end(),
                                    [&](const CatalogFile& file) { return file.name == table; });
    if (found == files.end()) {
      std::vector<std::string> names{"list"};
      for (const CatalogFile& file : files) names.push_back(file.name);
      throw UsageError{"no table is named " + in_quotes(table) +
                       did_you_mean(table, {names.begin(), names.end()}) +
                       " (`suanwang catalog list` names them)"};
    }
    print(options.format == Format::json ? to_text(json_of(found->root))
                                         : catalog_report(*found, options.language, sources));
    return Exit::ok;
  }

  if (options.format == Format::json) {
    auto json = nlohmann::ordered_json::object();
    for (const CatalogFile& file : files) {
      if (!list) {
        json[file.name] = json_of(file.root);
      } else {
        json[file.name] = {{"title", json_of(file.root["title"])},
                           {"kind", file.is_model() ? "model" : "table"},
                           {"rows", file.rows().size()}};
      }
    }
    print(to_text(json));
    return Exit::ok;
  }
  if (list) {
    print(catalog_list(files, options.language));
    return Exit::ok;
  }
  for (const CatalogFile& file : files) {
    print(catalog_report(file, options.language, sources) + "\n");
  }
  return Exit::ok;
}

}  // namespace suanwang
