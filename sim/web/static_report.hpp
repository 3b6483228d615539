#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sim/report/format.hpp"

namespace suanwang {

/// A report without script.
struct StaticReport {
  std::string title;    ///< of the page; text
  std::string program;  ///< that made it; text
  std::string body;     ///< headline and tables; HTML
};

/// The headline and the tables of a document that read_document() has read. Throws
/// nlohmann::json::exception where it is damaged.
StaticReport static_report(const nlohmann::ordered_json& document, Language language);

}  // namespace suanwang
