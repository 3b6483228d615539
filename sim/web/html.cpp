#include "sim/web/html.hpp"

namespace suanwang {
namespace {

/// A digit, or a sign or a currency before one.
bool is_number(const std::string& text) {
  const std::size_t digit = text.find_first_of("0123456789");
  return digit != std::string::npos && digit <= 5;
}

}  // namespace

std::string html(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string json_for_script(std::string_view json) {
  std::string escaped;
  escaped.reserve(json.size() + json.size() / 64);
  for (const char c : json) {
    if (c == '<') {
      escaped += "\\u003c";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

HtmlTable::HtmlTable(std::string caption, std::vector<std::string> headings)
    : caption_(std::move(caption)), headings_(std::move(headings)) {}

void HtmlTable::row(const std::vector<std::string>& cells) {
  rows_ += "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i == 0) {
      rows_ += "<th scope=\"row\">" + html(cells[i]) + "</th>";
    } else {
      rows_ += (is_number(cells[i]) ? "<td class=\"number\">" : "<td>") + html(cells[i]) + "</td>";
    }
  }
  rows_ += "</tr>\n";
}

std::string HtmlTable::to_string() const {
  if (empty()) return "";
  std::string text =
      "<table class=\"table\">\n<caption>" + html(caption_) + "</caption>\n<thead><tr>";
  for (const std::string& heading : headings_) {
    text += "<th scope=\"col\">" + html(heading) + "</th>";
  }
  return text + "</tr></thead>\n<tbody>\n" + rows_ + "</tbody>\n</table>\n";
}

}  // namespace suanwang
