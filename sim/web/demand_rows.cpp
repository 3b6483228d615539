#include "sim/web/demand_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/units.hpp"

namespace suanwang {
namespace {

bool is_map_of(const YAML::Node& weights, const DemandMap& from) {
  if (!weights.IsDefined() || !weights.IsMap() || weights.size() != from.size()) return false;
  return std::all_of(from.begin(), from.end(), [&](const auto& entry) {
    const YAML::Node weight = weights[entry.first];
    if (!weight.IsDefined()) return false;
    const Quantity value = parse_quantity(weight.Scalar(), Dimension::number);
    return value.value && *value.value == entry.second;
  });
}

}  // namespace

std::string demand_map_named(CatalogueRows& catalogue, const DemandMap& from) {
  const YAML::Node rows = catalogue.rows("demand");
  for (std::size_t i = 0; rows.IsDefined() && i < rows.size(); ++i) {
    if (is_map_of(rows[i]["weights"], from)) return rows[i]["id"].Scalar();
  }
  return "";
}

std::string largest_shares(const DemandMap& from) {
  constexpr std::size_t kTold = 5;
  DemandMap sorted = from;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  double sum = 0;
  for (const auto& entry : from) sum += entry.second;
  std::string text;
  for (std::size_t i = 0; i < std::min(kTold, sorted.size()); ++i) {
    text += fmt::format("{}{} {:.1f} %", i > 0 ? "; " : "", sorted[i].first,
                        100 * sorted[i].second / sum);
  }
  return sorted.size() > kTold ? text + "; ..." : text;
}

}  // namespace suanwang
