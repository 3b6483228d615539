#include "sim/web/report_page.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <stdexcept>

#include "sim/web/bundle.hpp"
#include "sim/web/html.hpp"
#include "sim/web/report_document.hpp"
#include "sim/web/static_report.hpp"

namespace suanwang {

std::string policy_hash(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("cannot compute a SHA-256");
  std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> base64{};
  const int length = EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(size));
  return "sha256-" + std::string(base64.begin(), base64.begin() + length);
}

std::string report_page(const std::string& document, Language language, const std::string& file) {
  const std::string shown = in_language(document, language);
  StaticReport text;
  try {
    text = static_report(read_document(shown, file), language);
  } catch (const nlohmann::ordered_json::exception& error) {
    throw DocumentProblem(file + ": is damaged: " + error.what());
  }
  const std::string_view script = page_script(), style = page_style();
  const std::string policy = fmt::format(
      "default-src 'none'; script-src '{}'; style-src '{}'; img-src data: blob:; connect-src "
      "'none'; base-uri 'none'; form-action 'none'",
      policy_hash(script), policy_hash(style));

  std::string page = fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"{}\">\n<title>{}</title>\n",
      language == Language::zh ? "zh-CN" : "en", policy, html(text.program), html(text.title));
  page.reserve(page.size() + script.size() + style.size() + shown.size() + text.body.size() + 4096);
  page += "<style>";
  page += style;
  page += "</style>\n</head>\n<body>\n<div id=\"page\">\n<main class=\"static\">\n";
  page += text.body;
  page += "</main>\n</div>\n<script type=\"application/json\" id=\"document\">";
  page += json_for_script(shown);
  page += "</script>\n<script>";
  page += script;
  page += "</script>\n</body>\n</html>\n";
  return page;
}

}  // namespace suanwang
