#pragma once

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cctype>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "models/workload/distribution.hpp"

// The catalogue's files as they are, without the program's reader, and what several tests work out
// of them.

namespace suanwang::catalogue_rows {

constexpr double kNationalEflops = 788;     // CAICT and MIIT, mid 2025, dense FP16
constexpr double kEflopsPerCard = 0.00032;  // Ascend 910B
constexpr double kDemandLevel = 0.36;       // of the national cards
constexpr double kUsableShare = 0.15;       // of a fibre
constexpr double kCnyPerGbAndKm = 0.01 / 1000;

inline const std::vector<std::string> kTables{
    "hubs",       "regions",    "relays",          "sites",  "links",     "tariffs",  "climate",
    "carbon",     "cooling",    "accelerators",    "demand", "workloads", "services", "cities",
    "renewables", "carbon_day", "national_series", "levers", "costs"};

/// A file of the catalogue, read once.
inline const YAML::Node& file(const std::string& name) {
  static std::map<std::string, YAML::Node> files;
  auto found = files.find(name);
  if (found == files.end()) {
    const auto path = std::string(SUANWANG_SOURCE_DIR) + "/models/catalog/" + name + ".yaml";
    found = files.emplace(name, YAML::LoadFile(path)).first;
  }
  return found->second;
}

inline std::vector<YAML::Node> rows(const std::string& table) {
  std::vector<YAML::Node> list;
  for (const auto& row : file(table)["rows"]) list.push_back(row);
  return list;
}

inline std::string text(const YAML::Node& node) { return node.as<std::string>(); }
inline double number(const YAML::Node& node) { return node.as<double>(); }
inline std::string id_of(const YAML::Node& row) { return text(row["id"]); }

inline YAML::Node row(const std::string& table, const std::string& id) {
  for (const auto& r : rows(table)) {
    if (id_of(r) == id) return r;
  }
  FAIL("no row " << id << " in " << table);
  return {};
}

inline std::set<std::string> ids(const std::string& table) {
  std::set<std::string> all;
  for (const auto& r : rows(table)) all.insert(id_of(r));
  return all;
}

/// The number of "9.6 Tbps", whose unit must be `unit`.
inline double in(const std::string& unit, const YAML::Node& node) {
  std::istringstream words(text(node));
  double value = 0;
  std::string found;
  words >> value >> found;
  INFO("in \"" << text(node) << "\"");
  CHECK(found == unit);
  return value;
}

/// The number of "200 GB" or "5 TB" in GB.
inline double gigabytes(const YAML::Node& node) {
  return text(node).find("TB") == std::string::npos ? in("GB", node) : in("TB", node) * 1000;
}

inline double hours(const YAML::Node& node) { return in("h", node); }

template <class Unit>
inline Lognormal lognormal(const YAML::Node& node, Unit unit) {
  const auto& d = node["lognormal"];
  return {unit(d["median"]), number(d["sigma"]), unit(d["max"])};
}

inline Choice choice(const YAML::Node& node) {
  std::map<double, double> weights;
  for (const auto& pair : node["choice"]) weights[number(pair.first)] = number(pair.second);
  return {{weights.begin(), weights.end()}};
}

inline double cards_of(const YAML::Node& site) { return number(site["pools"][0]["count"]); }

inline double national_cards() {
  double sum = 0;
  for (const auto& site : rows("sites")) sum += cards_of(site);
  return sum;
}

inline bool is_cluster(const YAML::Node& site) { return bool(site["cluster"]); }

inline double gdp(const std::string& region) {
  return number(row("regions", region)["data"]["gdp_trn_cny"]);
}

inline double weight(const std::string& region) {
  return number(row("demand", "gdp-digital")["weights"][region]);
}

/// Demand of some regions over the cards of all sites that stand in them.
inline double demand_over_own_cards(const std::set<std::string>& regions) {
  double demand = 0;
  for (const auto& region : regions) demand += kDemandLevel * national_cards() * weight(region);
  double cards = 0;
  for (const auto& site : rows("sites")) {
    if (regions.count(text(site["region"]))) cards += cards_of(site);
  }
  return demand / cards;
}

inline std::set<std::string> regions_of_hub(const std::string& hub) {
  std::set<std::string> regions;
  for (const auto& region : rows("regions")) {
    if (region["hub"] && text(region["hub"]) == hub) regions.insert(id_of(region));
  }
  return regions;
}

/// Jobs an hour of a class at each hour of a weekday, then of a weekend day.
inline std::array<std::vector<double>, 2> hourly_rate(const YAML::Node& workload) {
  const auto& arrivals = workload["arrivals"];
  std::istringstream words(text(arrivals["poisson"]));
  double rate = 0;
  words >> rate;
  if (!arrivals["profile"]) return {std::vector<double>(24, rate), std::vector<double>(24, rate)};
  const auto day = arrivals["profile"]["day"].as<std::vector<double>>();
  const double weekend = number(arrivals["profile"]["weekend"]);
  const double mean = std::accumulate(day.begin(), day.end(), 0.0) / 24 * (5 + 2 * weekend) / 7;
  std::array<std::vector<double>, 2> rates;
  for (const double d : day) {
    rates[0].push_back(rate * d / mean);
    rates[1].push_back(rate * d * weekend / mean);
  }
  return rates;
}

}  // namespace suanwang::catalogue_rows
