#include "sim/report/catalog_report.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>

#include "sim/report/table.hpp"

using namespace suanwang;

namespace {

CatalogFile table() {
  return {"cards", YAML::Load(R"(
table: cards
title: {en: Cards, zh: 加速卡}
units: {tdp_w: W per card}
sources: {maker: "A data sheet", own: "An estimate"}
rows:
  - {id: one, name: {en: One, zh: 一号}, peak: 320 TFLOPS, data: {tdp_w: 400, year: "2024"}, source: [maker, own], confidence: high}
  - {id: two, name: {en: Two, zh: 二号}, peak: 7 TFLOPS, months: [1, 2, 3], pools: [{id: npu, count: 5}], source: own, confidence: low}
)")};
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("catalog: a table prints its rows, spread maps and units", "[report]") {
  const std::string text = catalog_report(table(), Language::zh, false);
  CHECK(holds(text, "cards - 加速卡"));
  CHECK(holds(text, "二号"));
  CHECK(holds(text, "320 TFLOPS"));
  CHECK(holds(text, "1, 2, 3"));
  CHECK(holds(text, "tdp_w: W per card"));
  CHECK(holds(text, "confidence"));
  CHECK_FALSE(holds(text, "data sheet"));
  const std::string sourced = catalog_report(table(), Language::en, true);
  CHECK(holds(sourced, "maker, own"));
  CHECK(holds(sourced, "maker: A data sheet"));
}

TEST_CASE("catalog: JSON keeps numbers as numbers and quoted text as text", "[report]") {
  const auto json = json_of(table().root);
  CHECK(json["rows"][0]["data"]["tdp_w"] == 400);
  CHECK(json["rows"][0]["data"]["year"] == "2024");
  CHECK(json["rows"][0]["peak"] == "320 TFLOPS");
  CHECK(json["rows"][1]["months"] == nlohmann::ordered_json({1, 2, 3}));
}

TEST_CASE("catalog: every built-in table fits 100 columns in both languages", "[report]") {
  std::vector<CatalogFile> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(SUANWANG_SOURCE_DIR "/models/catalog")) {
    if (entry.path().extension() != ".yaml") continue;
    files.push_back({entry.path().stem().string(), YAML::LoadFile(entry.path().string())});
  }
  REQUIRE_FALSE(files.empty());
  for (const Language language : {Language::en, Language::zh}) {
    std::string text = catalog_list(files, language);
    for (const CatalogFile& file : files) {
      CAPTURE(file.name);
      const std::string report = catalog_report(file, language, true);
      for (const auto& row : file.rows()) CHECK(holds(report, row["id"].Scalar()));
      text += report;
    }
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
      if (display_width(line) > kReportWidth) FAIL_CHECK(line);
    }
  }
}
