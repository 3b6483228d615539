#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "sim/base/suggest.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

bool is_id(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), allowed);
}

std::string place_text(const Mark& mark) {
  return mark.line > 0 ? fmt::format("{}:{}:{}", mark.file, mark.line, mark.column) : mark.file;
}

}  // namespace

const YamlValue* Places::find(const std::string& key) const {
  const auto found = values_.find(key);
  return found == values_.end() ? nullptr : &found->second;
}

bool Ids::add(const std::string& id, const YamlValue& place) {
  const auto [first, is_new] = first_.try_emplace(id, place.mark());
  if (!is_new) {
    place.error(fmt::format("{} is already taken, by the entry at {}", in_quotes(id),
                            place_text(first->second)));
  }
  return is_new;
}

std::string read_id(const YamlValue& yaml) {
  if (!yaml.given()) return {};  // noted with the other missing keys
  const std::string id = yaml.text();
  if (is_id(id)) return id;
  if (yaml.is_scalar()) {
    yaml.error(
        fmt::format("an id has up to 64 of a-z, 0-9, '-', '_' and '.', got {}", in_quotes(id)));
  }
  return {};
}

std::vector<Entry> read_entries(const YamlValue& yaml, Keys keys, Ids& ids) {
  std::vector<Entry> entries;
  for (const YamlValue& item : yaml.items()) {
    if (item.is_map() && item.node()->find("remove")) {
      YamlValue(item.node(), item.node()->find("remove")->spot, item.path(), "", item.problems())
          .error(fmt::format("there is no entry {} to remove",
                             in_quotes(text_of(*item.node(), "id"))));
      continue;
    }
    if (!item.given()) {
      item.error("is empty; expected a block of keys");
      continue;
    }
    YamlMap map = item.expecting("a block of keys such as {id: ...}").map(keys);
    if (!item.is_map()) continue;
    std::string id = read_id(map["id"]);
    if (id.empty() || !ids.add(id, map["id"])) continue;
    entries.push_back({std::move(map), std::move(id)});
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.id < b.id; });
  return entries;
}

Text read_text(const YamlValue& yaml, const std::string& fallback) {
  Text text;
  if (yaml.is_map()) {
    const YamlMap map = yaml.map(keys::kText);
    text.en = map["en"].text();
    text.zh = map["zh"].text();
  } else {
    text.en = text.zh = yaml.text();
  }
  if (text.en.empty()) text.en = text.zh.empty() ? fallback : text.zh;
  if (text.zh.empty()) text.zh = text.en;
  return text;
}

DemandMap read_demand(const YamlValue& yaml, const std::string& place, Reading& reading) {
  YamlValue weights = yaml;
  if (yaml.is_scalar()) {
    const YamlNode* row = reading.catalogue.row("demand", yaml.text());
    if (!row) {
      yaml.error(fmt::format("unknown demand map {}{}", in_quotes(yaml.text()),
                             did_you_mean(yaml.text(), reading.catalogue.ids("demand"))));
      return {};
    }
    const YamlNode* found = row->find("weights");
    weights = YamlValue(found, yaml.spot(), yaml.path(), "weights of regions", reading.problems);
    if (!found) weights.error("the demand map of the catalogue has no weights");
  }
  DemandMap demand;
  for (const YamlPair& pair : weights.pairs()) {
    if (!pair.value.given()) pair.at_key.error("needs a weight, a number such as 1");
    const double weight =
        pair.value.quantity(Dimension::number, {.low = 0, .high = 1e12, .above_low = true}, 0);
    if (!(weight > 0)) continue;
    demand.emplace_back(std::string(pair.key), weight);
    reading.places.note(place + "/" + demand.back().first, yaml.is_scalar() ? yaml : pair.at_key);
  }
  if (weights.is_map() && weights.node()->entries.empty()) {
    weights.error("is empty; expected weights of regions such as {shanghai: 1}");
  }
  std::sort(demand.begin(), demand.end());
  return demand;
}

YamlValue catalogue_value(const YamlValue& yaml, const char* table, const char* key,
                          const char* expects, Reading& reading) {
  const std::string id = yaml.text();
  const YamlNode* row = reading.catalogue.row(table, id);
  const YamlNode* value = row ? row->find(key) : nullptr;
  if (!row) {
    yaml.error(fmt::format("unknown row {} of the catalogue's {}{}", in_quotes(id), table,
                           did_you_mean(id, reading.catalogue.ids(table))));
  } else if (!value) {
    yaml.error(
        fmt::format("the row {} of the catalogue's {} has no {}", in_quotes(id), table, key));
  }
  return {value, value ? value->spot : yaml.spot(), yaml.path(), expects, reading.problems};
}

std::vector<double> read_numbers(const YamlValue& yaml, std::size_t length, Range range) {
  if (!yaml.given()) return {};
  const std::vector<YamlValue> items = yaml.items();
  if (!yaml.is_list()) return {};
  if (items.size() != length) {
    yaml.error(fmt::format("expected {} numbers, got {}", length, items.size()));
    return {};
  }
  std::vector<double> numbers;
  for (const YamlValue& item : items) {
    if (!item.given()) item.error("is empty; expected a number");
    numbers.push_back(item.quantity(Dimension::number, range, range.low));
  }
  return numbers;
}

Side read_side(const YamlValue& yaml) {
  constexpr std::array<std::string_view, 2> kSides{"east", "west"};
  return yaml.word(kSides, 0) == 0 ? Side::east : Side::west;
}

double read_duration(const YamlValue& yaml, double fallback) {
  return yaml.quantity(Dimension::duration, {.low = 0, .high = kLongestTime, .above_low = true},
                       fallback);
}

}  // namespace suanwang
