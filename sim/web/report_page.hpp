#pragma once

#include <string>
#include <string_view>

#include "sim/report/format.hpp"

namespace suanwang {

/// report.html of a document (see report_document.hpp): one file that asks for nothing else. It
/// holds the document, the page's script and style, and under a policy that allows these alone.
/// Without script it shows the headline and the tables, in the language.
///
/// Throws DocumentProblem, with `file` as what it calls the document, where that is damaged.
std::string report_page(const std::string& document, Language language, const std::string& file);

/// `sha256-...`, as a Content-Security-Policy names an inline script or style.
std::string policy_hash(std::string_view text);

}  // namespace suanwang
