#include "sim/report/catalog_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "sim/report/phrases.hpp"
#include "sim/report/table.hpp"

namespace suanwang {
namespace {

constexpr int kWidestCell = 72;
constexpr std::size_t kMostFlattened = 12;

std::string scalar(const YAML::Node& node) { return printable(node.Scalar()); }

bool is_text_in_languages(const YAML::Node& node) {
  if (!node.IsMap() || node.size() == 0) return false;
  return std::all_of(node.begin(), node.end(), [](const auto& entry) {
    const std::string key = entry.first.Scalar();
    return key == "en" || key == "zh";
  });
}

std::string in_language(const YAML::Node& node, Language language) {
  if (!node.IsDefined()) return "";
  if (node.IsScalar()) return scalar(node);
  const YAML::Node wanted = node[language == Language::zh ? "zh" : "en"];
  if (wanted.IsDefined()) return scalar(wanted);
  return node.size() > 0 ? scalar(node.begin()->second) : "";
}

bool to_number(const std::string& text, double& value) {
  const char* from = text.data() + (text.starts_with('+') ? 1 : 0);
  const auto [end, error] = std::from_chars(from, text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && from != end;
}

/// A value written out on one line, in the way of YAML.
std::string written_out(const YAML::Node& node, Language language, bool nested = false) {
  if (node.IsScalar()) return scalar(node);
  if (is_text_in_languages(node)) return in_language(node, language);
  std::string text;
  if (node.IsMap()) {
    for (const auto& entry : node) {
      text += (text.empty() ? "" : ", ") + scalar(entry.first) + ": " +
              written_out(entry.second, language, true);
    }
    return nested ? "{" + text + "}" : text;
  }
  for (const auto& item : node) {
    text += (text.empty() ? "" : ", ") + written_out(item, language, true);
  }
  return nested ? "[" + text + "]" : text;
}

/// Numbers in a long list, for its range.
bool range_of(const YAML::Node& node, double& least, double& most) {
  bool any = false;
  for (const auto& item : node) {
    const YAML::Node value = node.IsMap() ? item.second : item;
    double number = 0;
    if (!value.IsScalar() || !to_number(value.Scalar(), number)) return false;
    least = any ? std::min(least, number) : number;
    most = any ? std::max(most, number) : number;
    any = true;
  }
  return any;
}

/// A value as a cell: written out where short, else how much there is.
std::string cell(const YAML::Node& node, Language language) {
  if (!node.IsDefined() || node.IsNull()) return "";
  std::string text = written_out(node, language);
  if (node.IsScalar() || is_text_in_languages(node) || display_width(text) <= kWidestCell)
    return text;
  double least = 0, most = 0;
  const std::string count = fmt::format(fmt::runtime(phrases::values.in(language)), node.size());
  if (range_of(node, least, most)) return fmt::format("{}, {} .. {}", count, least, most);
  return node.size() > 1 ? count : shorten(text, kWidestCell);
}

/// A column: the key of a row, and the key inside it where a map is spread over columns.
struct Field {
  std::string key, inner;
  std::string heading;
};

/// A list of one map stands for the map.
YAML::Node unwrapped(const YAML::Node& node) {
  return node.IsDefined() && node.IsSequence() && node.size() == 1 && node[0].IsMap() ? node[0]
                                                                                      : node;
}

/// Maps in every row that has the key get a column for each of their keys.
std::vector<std::string> inner_keys(const YAML::Node& rows, const std::string& key) {
  std::vector<std::string> keys;
  std::size_t most = 0;  // keys of one row
  for (const auto& row : rows) {
    const YAML::Node value = unwrapped(row[key]);
    if (!value.IsDefined()) continue;
    if (!value.IsMap() || is_text_in_languages(value)) return {};
    most = std::max(most, value.size());
    for (const auto& entry : value) {
      const std::string inner = entry.first.Scalar();
      if (std::find(keys.begin(), keys.end(), inner) == keys.end()) keys.push_back(inner);
    }
  }
  // `data` is the catalogue's own set of further columns; others must be worth it.
  if (key != "data" && (most < 2 || keys.size() > kMostFlattened)) return {};
  return keys;
}

/// The columns of a table in order: as first met, with `confidence` last and sources left out.
std::vector<Field> fields_of(const YAML::Node& rows) {
  std::vector<std::string> keys;
  for (const auto& row : rows) {
    for (const auto& entry : row) {
      const std::string key = entry.first.Scalar();
      if (key == "id" || key == "name" || key == "source" || key == "sources") continue;
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    }
  }
  std::stable_partition(keys.begin(), keys.end(), [](const auto& key) { return key != "data"; });
  std::stable_partition(keys.begin(), keys.end(),
                        [](const auto& key) { return key != "confidence"; });

  std::vector<Field> fields;
  for (const std::string& key : keys) {
    const auto inner = inner_keys(rows, key);
    if (inner.empty()) fields.push_back({key, "", key});
    for (const std::string& name : inner) {
      fields.push_back({key, name, key == "data" ? name : key + "." + name});
    }
  }
  return fields;
}

YAML::Node value_of(const YAML::Node& row, const Field& field) {
  const YAML::Node value = field.inner.empty() ? row[field.key] : unwrapped(row[field.key]);
  if (field.inner.empty() || !value.IsDefined()) return value;
  return value[field.inner];
}

std::string heading_of(const Field& field) {
  // Long snake_case headings break over lines: `server_peak_kw` needs no 14 columns.
  std::string heading;
  int used = 0;
  for (const char c : field.heading) {
    heading += c;
    ++used;
    if ((c == '_' || c == '.') && used >= 6) {
      heading += '\n';
      used = 0;
    }
  }
  return heading;
}

std::string source_keys(const YAML::Node& row) {
  for (const char* key : {"source", "sources"}) {
    if (const YAML::Node keys = row[key]; keys.IsDefined()) return written_out(keys, Language::en);
  }
  return "";
}

/// Numbers with a unit stand to the right, words to the left.
Align alignment(const YAML::Node& rows, const Field& field) {
  for (const auto& row : rows) {
    const YAML::Node value = value_of(row, field);
    if (!value.IsDefined() || value.IsNull()) continue;
    if (!value.IsScalar()) return Align::left;
    double number = 0;
    const std::string text = value.Scalar();
    if (!to_number(text.substr(0, text.find(' ')), number)) return Align::left;
  }
  return Align::right;
}

/// All rows in blocks of columns, the ids in each.
std::string blocks(const YAML::Node& rows, Language language) {
  struct Column {
    Table::Column head;
    std::vector<std::string> cells;
    int width = 0;
  };
  const auto column = [&](const std::string& heading, Align align, auto text_of) {
    Column made{{heading, align}, {}, 0};
    Table alone({made.head});
    for (const auto& row : rows) {
      made.cells.push_back(text_of(row));
      alone.row({made.cells.back()});
    }
    made.width = alone.natural_width();
    return made;
  };

  const Column id =
      column("id", Align::left, [&](const auto& row) { return cell(row["id"], language); });
  std::vector<Column> others;
  if (std::any_of(rows.begin(), rows.end(),
                  [](const auto& row) { return row["name"].IsDefined(); })) {
    others.push_back(column("name", Align::left,
                            [&](const auto& row) { return in_language(row["name"], language); }));
  }
  for (const Field& field : fields_of(rows)) {
    others.push_back(column(heading_of(field), alignment(rows, field),
                            [&](const auto& row) { return cell(value_of(row, field), language); }));
  }

  std::string text;
  for (std::size_t from = 0; from < others.size() || from == 0;) {
    std::vector<Table::Column> heads{id.head};
    int width = kIndent + id.width;
    std::size_t to = from;
    while (to < others.size() && (to == from || width + 2 + others[to].width <= kReportWidth)) {
      width += 2 + others[to].width;
      heads.push_back(others[to++].head);
    }
    Table table(heads);
    for (std::size_t r = 0; r < id.cells.size(); ++r) {
      std::vector<std::string> cells{id.cells[r]};
      for (std::size_t c = from; c < to; ++c) cells.push_back(others[c].cells[r]);
      table.row(std::move(cells));
    }
    text += (text.empty() ? "" : "\n") + table.to_string(kIndent);
    if (to == from) break;
    from = to;
  }
  return text;
}

std::string key_texts(const YAML::Node& map, const Phrase& heading, Language language) {
  if (!map.IsDefined() || !map.IsMap() || map.size() == 0) return "";
  std::string text = fmt::format("\n{}\n", heading.in(language));
  for (const auto& entry : map) {
    text += wrap(scalar(entry.first) + ": " + written_out(entry.second, language), kReportWidth,
                 kIndent, 2 * kIndent);
  }
  return text;
}

std::string heading(const CatalogFile& file, Language language) {
  const std::string title = in_language(file.root["title"], language);
  return title.empty() ? file.name : fmt::format("{} - {}", file.name, title);
}

}  // namespace

std::string catalog_list(const std::vector<CatalogFile>& files, Language language) {
  Table tables({{phrases::table.in(language), Align::left},
                {phrases::rows.in(language)},
                {phrases::title.in(language), Align::left}});
  Table models(
      {{phrases::model.in(language), Align::left}, {phrases::title.in(language), Align::left}});
  for (const CatalogFile& file : files) {
    const std::string title = in_language(file.root["title"], language);
    if (file.is_model()) {
      models.row({file.name, title});
    } else {
      tables.row({file.name, format_exact(file.rows().size()), title});
    }
  }
  std::string text = tables.to_string();
  if (!models.empty()) text += "\n" + models.to_string();
  return text + "\n" + wrap(phrases::catalog_hint.in(language), kReportWidth);
}

std::string catalog_report(const CatalogFile& file, Language language, bool sources) {
  std::string text = wrap(heading(file, language), kReportWidth);
  if (file.is_model()) {
    text += wrap(fmt::format(fmt::runtime(phrases::model_tables.in(language)),
                             written_out(file.root["blocks"], language)),
                 kReportWidth, kIndent);
    if (const YAML::Node rules = file.root["rules"]; rules.IsDefined()) {
      text += "\n";
      if (rules.IsScalar()) {
        // Lines are broken anew; an empty line ends a paragraph.
        std::string running = rules.Scalar();
        for (std::size_t at = 0; (at = running.find('\n', at)) != std::string::npos;) {
          const bool paragraph = at + 1 < running.size() && running[at + 1] == '\n';
          if (!paragraph) running[at] = ' ';
          at += paragraph ? 2 : 1;
        }
        running.erase(running.find_last_not_of(" \n") + 1);
        text += wrap(running, kReportWidth, kIndent);
      } else {
        for (const auto& rule : rules) {
          const YAML::Node value = rules.IsMap() ? rule.second : rule;
          const std::string name = rules.IsMap() ? scalar(rule.first) + ": " : "";
          text += wrap(name + written_out(value, language), kReportWidth, kIndent, 2 * kIndent);
        }
      }
    }
    return text;
  }

  const YAML::Node rows = file.rows();
  text += blocks(rows, language);
  text += key_texts(file.root["units"], phrases::units, language);
  if (!sources) return text;
  Table cited({{"id", Align::left},
               {"confidence", Align::left},
               {phrases::sources.in(language), Align::left}});
  for (const auto& row : rows) {
    cited.row({cell(row["id"], language), cell(row["confidence"], language), source_keys(row)});
  }
  return text + "\n" + cited.to_string(kIndent) +
         key_texts(file.root["sources"], phrases::sources, language);
}

nlohmann::ordered_json json_of(const YAML::Node& node) {
  using Json = nlohmann::ordered_json;
  if (node.IsMap()) {
    Json object = Json::object();
    for (const auto& entry : node) object[entry.first.Scalar()] = json_of(entry.second);
    return object;
  }
  if (node.IsSequence()) {
    Json list = Json::array();
    for (const auto& item : node) list.push_back(json_of(item));
    return list;
  }
  if (!node.IsScalar()) return nullptr;
  const std::string text = node.Scalar();
  if (node.Tag() == "!") return text;  // quoted: a text whatever it looks like
  if (text == "true" || text == "false") return text == "true";
  long long whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (error == std::errc{} && end == text.data() + text.size()) return whole;
  double number = 0;
  if (to_number(text, number) && text.find_first_of("0123456789") != std::string::npos)
    return number;
  return text;
}

}  // namespace suanwang
