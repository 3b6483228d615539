#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sim/report/metrics.hpp"

namespace suanwang {

/// Values of a document for people, in one language.
class Shown {
 public:
  using Json = nlohmann::ordered_json;

  /// Keeps a reference to the document.
  Shown(const Json& document, Language language) : document_(document), language_(language) {}

  Language language() const { return language_; }
  const Json& document() const { return document_; }

  const char* phrase(const Phrase& phrase) const { return phrase.in(language_); }
  /// In the language, else in English.
  std::string text(const Json& text) const;
  std::string name(const Json& row) const;
  /// `-` for null.
  std::string value(Kind kind, const Json& number) const;
  std::string difference(Kind kind, double difference) const;
  std::string side(const Json& side) const;
  /// The number, NaN for null.
  static double number(const Json& number);

 private:
  const Json& document_;
  Language language_;
};

/// The kind as the document spells it.
Kind kind_named(const std::string& name);

/// Tables of one run, as HTML. `before` is its baseline, or null.
std::string measures_table(const Shown& shown, const Shown::Json& run, const Shown::Json* before);
std::string site_tables(const Shown& shown, const Shown::Json& run);
std::string work_tables(const Shown& shown, const Shown::Json& run);
std::string money_tables(const Shown& shown, const Shown::Json& run);
std::string link_tables(const Shown& shown, const Shown::Json& run);
std::string hour_tables(const Shown& shown, const Shown::Json& run);
std::string other_tables(const Shown& shown, const Shown::Json& run);

/// Tables of a comparison or a study.
std::string runs_table(const Shown& shown);
std::string pair_table(const Shown& shown, const Shown::Json& pair);
std::string why_tables(const Shown& shown);
std::string study_tables(const Shown& shown);

}  // namespace suanwang
