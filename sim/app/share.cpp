#include <cstdlib>
#include <filesystem>

#include "sim/app/commands.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

/// The share in a folder laid out as installed (`catalog`) or as the sources (`models/catalog`).
std::optional<Share> share_in(const fs::path& folder) {
  const fs::path scenarios = folder / "scenarios";
  for (const fs::path& catalog : {folder / "catalog", folder / "models" / "catalog"}) {
    if (is_folder(catalog) && is_folder(scenarios)) return Share{catalog, scenarios};
  }
  return std::nullopt;
}

}  // namespace

Share find_share() {
  if (const char* named = std::getenv("SUANWANG_SHARE"); named && *named) {
    if (const auto share = share_in(named)) return *share;
    throw UsageError{std::string{"SUANWANG_SHARE: "} + named +
                     " does not hold the folders `scenarios` and `catalog` (or `models/catalog`)"};
  }
  std::error_code error;
  const fs::path binary = fs::read_symlink("/proc/self/exe", error);
  if (error) return {};
  // Installed: <prefix>/bin/suanwang. Built: somewhere below the sources.
  if (const auto share = share_in(binary.parent_path().parent_path() / "share" / "suanwang")) {
    return *share;
  }
  for (fs::path folder = binary.parent_path(); folder.has_relative_path();
       folder = folder.parent_path()) {
    if (is_folder(folder / "models" / "catalog") && is_folder(folder / "scenarios")) {
      return *share_in(folder);
    }
  }
  return {};
}

}  // namespace suanwang
