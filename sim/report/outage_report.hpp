#pragma once

#include <map>
#include <string>

#include "sim/engine/results.hpp"
#include "sim/report/format.hpp"

namespace suanwang {

/// Names of regions and sites by id; what has none goes by its id.
class NodeNames {
 public:
  NodeNames(const Results& results, Language language);
  std::string operator()(const std::string& id) const;

 private:
  std::map<std::string, std::string> names_;
};

/// What was down and when, and what the links in question carried hour by hour before, meanwhile
/// and afterwards; empty where nothing was.
std::string outage_report(const Results& results, Language language);

}  // namespace suanwang
