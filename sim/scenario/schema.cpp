#include "sim/scenario/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "sim/scenario/keys.hpp"

namespace suanwang {
namespace {

using Json = nlohmann::ordered_json;
using keys::Block;

constexpr std::string_view kNumber = "([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?";
constexpr std::string_view kIdPattern = "^[a-z0-9._-]{1,64}$";
constexpr std::string_view kDatePattern = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

constexpr std::string_view kRatioPattern = "^([0-9]+\\.?[0-9]*|\\.[0-9]+|[0-9]+/[0-9]+)$";

/// A limit without a needless fraction.
Json limit(double value) {
  if (value == std::floor(value) && std::abs(value) < 9e15) return static_cast<std::int64_t>(value);
  return value;
}

void add_range(Json& schema, Range range) {
  schema[range.above_low ? "exclusiveMinimum" : "minimum"] = limit(range.low);
  if (std::isfinite(range.high)) schema["maximum"] = limit(range.high);
}

/// What a quantity with its unit looks like; none lies below 0 but temperatures and prices of
/// energy.
std::string quantity_pattern(Dimension dimension) {
  std::string units;
  for (const std::string_view unit : unit_symbols(dimension)) {
    units += units.empty() ? "" : "|";
    units += unit;
  }
  if (units.empty()) return fmt::format("^{}$", kNumber);
  const std::string_view sign =
      dimension == Dimension::temperature_change                                        ? "[-+]?"
      : dimension == Dimension::temperature || dimension == Dimension::price_per_energy ? "-?"
                                                                                        : "";
  return fmt::format("^{}{} *({})$", sign, kNumber, units);
}

/// `distribution-duration`: the block for quantities of one dimension.
std::string name_for(std::string_view block, Dimension dimension) {
  std::string name{dimension_name(dimension)};
  name = name.substr(name.rfind(' ') + 1);
  return fmt::format("{}-{}", block, name);
}

/// Lets a value be left empty, which is as if its key were not there.
void allow_null(Json& schema) {
  if (schema.contains("anyOf")) {
    schema["anyOf"].push_back({{"type", "null"}});
    return;
  }
  if (!schema["type"].is_array()) schema["type"] = Json::array({schema["type"]});
  schema["type"].push_back("null");
  if (schema.contains("enum")) schema["enum"].push_back(nullptr);
}

/// Both keys are there, and neither is empty.
Json both_given(std::string_view one, std::string_view other) {
  const Json given = {{"not", {{"type", "null"}}}};
  Json schema;
  schema["required"] = {one, other};
  schema["properties"][std::string(one)] = given;
  schema["properties"][std::string(other)] = given;
  return schema;
}

/// Any of the sets of keys is there.
Json any_required(std::initializer_list<std::vector<std::string_view>> sets) {
  Json schema;
  for (const auto& set : sets) schema["anyOf"].push_back({{"required", set}});
  return schema;
}

/// Writes the definitions of blocks as they are first referred to.
class SchemaWriter {
 public:
  Json write() {
    const Block& scenario = keys::block_named("scenario");
    Json schema;
    schema["$schema"] = "http://json-schema.org/draft-07/schema#";
    schema["title"] = "Suanwang scenario";
    schema.update(block(scenario, nullptr));
    // What a scenario needs that starts from no other; see check_presence() in check.cpp.
    Json& rules = schema["allOf"];
    rules.push_back(any_required({{"base"}, {"suanwang"}}));
    rules.push_back(any_required({{"base"}, {"duration"}, {"until"}}));
    rules.push_back(any_required({{"base"}, {"model"}, {"regions", "sites"}}));
    rules.push_back(any_required({{"base"}, {"model"}, {"workloads"}, {"services"}}));
    schema["definitions"] = std::move(definitions_);
    return schema;
  }

 private:
  /// One form of a value. `of` is the distribution whose parameters are meant, where there is one.
  Json form(const Form& form, const Key& key, const Form* of) {
    Json schema;
    switch (form.kind) {
      case Form::Kind::text:
        schema["type"] = {"string", "number", "boolean"};
        break;
      case Form::Kind::id:
        schema["type"] = {"string", "number", "boolean"};  // any of them is text to the reader
        schema["pattern"] = kIdPattern;
        schema["patternErrorMessage"] = "an id has up to 64 of a-z, 0-9, '-', '_' and '.'";
        break;
      case Form::Kind::date:
        schema = matching(kDatePattern, key);
        break;
      case Form::Kind::percentage:
        schema = matching(R"(^([0-9]+\.?[0-9]*|\.[0-9]+) *%$)", key);
        break;
      case Form::Kind::ratio:
        schema = matching(kRatioPattern, key);
        schema["type"] = {"number", "string"};
        schema["exclusiveMinimum"] = 0;
        schema["maximum"] = 999'999'999;
        break;
      case Form::Kind::word:
        schema["type"] = "string";
        schema["enum"] = form.words();
        for (const std::string_view word : form.words()) {
          if (word != "true" && word != "false") continue;
          schema["type"] = {"string", "boolean"};  // what YAML makes of it without quotes
          schema["enum"].push_back(word == "true");
        }
        break;
      case Form::Kind::integer:
        schema["type"] = "integer";
        add_range(schema, form.range);
        break;
      case Form::Kind::quantity:
        schema = quantity(form.dimension, form.range, key);
        break;
      case Form::Kind::distribution:
        schema = reference("distribution", &form);
        break;
      case Form::Kind::parameter:
        schema =
            quantity(of->dimension, form.range.above_low ? above_zero(of->range) : of->range, key);
        break;
      case Form::Kind::choice:
        schema["type"] = "object";
        schema["minProperties"] = 1;
        schema["propertyNames"]["pattern"] = quantity_pattern(of->dimension);
        schema["additionalProperties"] = {{"type", "number"}, {"minimum", 0}, {"maximum", 1e12}};
        break;
      case Form::Kind::weights:
        schema["type"] = "object";
        schema["minProperties"] = 1;
        schema["propertyNames"]["pattern"] = kIdPattern;
        schema["additionalProperties"] = {
            {"type", "number"}, {"exclusiveMinimum", 0}, {"maximum", 1e12}};
        break;
      case Form::Kind::block:
        schema = reference(form.block, of);
        break;
    }
    return form.list ? list_of(std::move(schema), form) : schema;
  }

  static Range above_zero(Range range) { return {.low = 0, .high = range.high, .above_low = true}; }

  static Json matching(std::string_view pattern, const Key& key) {
    return {{"type", "string"},
            {"pattern", pattern},
            {"patternErrorMessage", fmt::format("expected {}", key.expects)}};
  }

  static Json quantity(Dimension dimension, Range range, const Key& key) {
    if (dimension != Dimension::number && dimension != Dimension::fraction) {
      return matching(quantity_pattern(dimension), key);
    }
    Json schema = {{"type", "number"}};
    if (dimension == Dimension::fraction) {
      schema = matching(quantity_pattern(dimension), key);
      schema["type"] = {"number", "string"};
    }
    add_range(schema, range);
    return schema;
  }

  static Json list_of(Json items, const Form& form) {
    Json schema = {{"type", "array"}, {"items", std::move(items)}};
    if (form.fewest > 0) schema["minItems"] = form.fewest;
    if (form.most < Form{}.most) schema["maxItems"] = form.most;
    return schema;
  }

  /// `{"$ref": ...}` to a block, whose definition is written if it is not there yet.
  Json reference(std::string_view name, const Form* of) {
    const std::string own = of ? name_for(name, of->dimension) : std::string(name);
    if (!definitions_.contains(own)) {
      definitions_[own] = nullptr;  // keeps its place while what it refers to is written
      Json definition = block(keys::block_named(name), of);
      definitions_[own] = std::move(definition);
    }
    return {{"$ref", "#/definitions/" + own}};
  }

  Json value(const Key& key, const Form* of) {
    std::vector<Json> alternatives;
    for (const Form& one : key.forms.all()) alternatives.push_back(form(one, key, of));
    Json schema;
    schema["description"] = fmt::format("{}. Value: {}", key.summary, key.expects);
    if (alternatives.size() == 1 && !alternatives.front().contains("$ref")) {
      schema.update(alternatives.front());
    } else {
      schema["anyOf"] = alternatives;
    }
    if (!key.required) allow_null(schema);
    return schema;
  }

  Json block(const Block& block, const Form* of) {
    Json schema;
    schema["type"] = "object";
    schema["additionalProperties"] = false;
    bool entry = false;  // of a list whose entries are known by their ids
    for (const Key& key : block.keys) {
      const bool is_id = key.required && key.name == "id";
      entry = entry || is_id;
      // An entry that changes one of the base or model tells its id and what is new.
      if (is_id || (key.required && !block.partial)) schema["required"].push_back(key.name);
      schema["properties"][std::string(key.name)] = value(key, of);
    }
    if (entry) {
      schema["properties"]["remove"] = {
          {"description", "takes the entry of this id out of the base or model"}, {"const", true}};
    }
    for (const keys::Rivals& rivals : block.rivals) {
      for (std::size_t i = 0; i < rivals.size(); ++i) {
        for (std::size_t k = i + 1; k < rivals.size(); ++k) {
          schema["allOf"].push_back({{"not", both_given(rivals[i], rivals[k])}});
        }
      }
    }
    return schema;
  }

  Json definitions_ = Json::object();
};

}  // namespace

std::string scenario_schema() { return SchemaWriter().write().dump(2) + "\n"; }

}  // namespace suanwang
