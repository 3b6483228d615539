#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "sim/study/study.hpp"
#include "tests/study/study_sample.hpp"

namespace suanwang::lesson_table {

/// The cells of one line of CSV; none of our names holds a quote.
inline std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      found.emplace_back();
    } else {
      found.back() += c;
    }
  }
  return found;
}

/// The stored sweep of a lesson as it stands in expected.csv, without the program's reader.
class Sweep {
 public:
  using Row = std::map<std::string, double>;

  explicit Sweep(const std::string& id) : id_(id) {
    std::ifstream in(source_share().scenarios / "lessons" / id / "expected.csv");
    std::string line;
    REQUIRE(std::getline(in, line));
    const std::vector<std::string> heads = cells(line);
    while (std::getline(in, line)) {
      const std::vector<std::string> found = cells(line);
      REQUIRE(found.size() == heads.size());
      Row row;
      for (std::size_t i = 1; i < heads.size(); ++i) {
        char* end = nullptr;
        const double number = std::strtod(found[i].c_str(), &end);
        if (*end == 0 && !found[i].empty()) row[heads[i]] = number;
      }
      names_.push_back(found[0]);
      rows_.push_back(std::move(row));
    }
  }

  const std::vector<std::string>& names() const { return names_; }
  const std::vector<Row>& rows() const { return rows_; }
  const Row& at(const std::string& name) const {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found == names_.end()) FAIL("no case " << name);
    return rows_[static_cast<std::size_t>(found - names_.begin())];
  }
  /// Name of the case that study.yaml holds the others against.
  std::string baseline() const {
    std::ifstream in(source_share().scenarios / "lessons" / id_ / "study.yaml");
    for (std::string line; std::getline(in, line);) {
      if (line.rfind("baseline: ", 0) != 0) continue;
      std::string name = line.substr(10);
      name.erase(std::remove(name.begin(), name.end(), '"'), name.end());
      return name;
    }
    FAIL("no baseline");
    return {};
  }

 private:
  std::string id_;
  std::vector<std::string> names_;
  std::vector<Row> rows_;
};

/// All of a scenario that levers of the lessons move, number by number.
inline std::vector<double> ground_of(const Scenario& scenario) {
  std::vector<double> ground;
  for (const Service& service : scenario.services) ground.push_back(service.latency_bound_s);
  for (const Site& site : scenario.sites) {
    ground.push_back(site.access_latency_s);
    if (site.power.sources.far) {
      ground.push_back(site.power.sources.far->line.price_cny_per_kwh);
    }
  }
  for (const Link& link : scenario.links) ground.push_back(link.price_cny_per_gb);
  for (const Workload& workload : scenario.workloads) ground.push_back(workload.input.reuse_share);
  return ground;
}

}  // namespace suanwang::lesson_table
