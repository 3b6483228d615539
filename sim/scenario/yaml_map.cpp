#include "sim/scenario/yaml_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <utility>

#include "sim/base/suggest.hpp"

namespace suanwang {
namespace {

std::string described(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::null:
      return "nothing";
    case YamlNode::Kind::scalar:
      return in_quotes(node.text);
    case YamlNode::Kind::list:
      return "a list";
    case YamlNode::Kind::map:
      return "a block of keys";
  }
  return {};
}

std::string range_text(Dimension dimension, Range range) {
  const std::string low = format_quantity(range.low, dimension);
  if (range.high == std::numeric_limits<double>::infinity()) {
    return (range.above_low ? "above " : "at least ") + low;
  }
  const std::string high = format_quantity(range.high, dimension);
  if (range.above_low) return fmt::format("above {} and at most {}", low, high);
  return fmt::format("between {} and {}", low, high);
}

/// A whole number of the whole text; nothing if it is none or too large for its type.
template <typename Number>
std::optional<Number> whole_number(std::string_view text) {
  Number number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (error != std::errc() || end != last) return std::nullopt;
  return number;
}

}  // namespace

void YamlValue::unexpected() const {
  if (node_) error(fmt::format("expected {}, got {}", expects_, described(*node_)));
}

std::string YamlValue::text(std::string fallback) const {
  if (!given()) return fallback;
  if (!node_->is_scalar()) {
    unexpected();
    return fallback;
  }
  return node_->text;
}

double YamlValue::quantity(Dimension dimension, Range range, double fallback) const {
  if (!given()) return fallback;
  if (!node_->is_scalar()) {
    error(fmt::format("expected {} such as {}, got {}", dimension_name(dimension),
                      dimension_example(dimension), described(*node_)));
    return fallback;
  }
  return quantity_of(node_->text, dimension, range, fallback);
}

double YamlValue::quantity_of(std::string_view text, Dimension dimension, Range range,
                              double fallback) const {
  const Quantity quantity = parse_quantity(text, dimension);
  if (!quantity.value) {
    error(quantity.problem);
    return fallback;
  }
  const double value = *quantity.value;
  if (value < range.low || value > range.high || (range.above_low && value == range.low)) {
    error(fmt::format("must be {}, got {}", range_text(dimension, range), in_quotes(text)));
    return fallback;
  }
  return value == 0 ? 0 : value;  // no negative zero
}

std::int64_t YamlValue::integer(std::int64_t low, std::int64_t high, std::int64_t fallback) const {
  if (!given()) return fallback;
  const auto number = node_->is_scalar() ? whole_number<std::int64_t>(node_->text) : std::nullopt;
  if (!number || *number < low || *number > high) {
    error(fmt::format("expected a whole number between {} and {}, got {}", low, high,
                      described(*node_)));
    return fallback;
  }
  return *number;
}

std::uint64_t YamlValue::natural(std::uint64_t fallback) const {
  if (!given()) return fallback;
  const auto number = node_->is_scalar() ? whole_number<std::uint64_t>(node_->text) : std::nullopt;
  if (!number) {
    error(fmt::format("expected a whole number between 0 and {}, got {}",
                      std::numeric_limits<std::uint64_t>::max(), described(*node_)));
  }
  return number.value_or(fallback);
}

bool YamlValue::flag(bool fallback) const {
  constexpr std::array<std::string_view, 2> kWords{"false", "true"};
  return word(kWords, fallback ? 1 : 0) == 1;
}

std::size_t YamlValue::word(std::span<const std::string_view> words, std::size_t fallback) const {
  if (!given()) return fallback;
  const std::string_view got = node_->is_scalar() ? std::string_view(node_->text) : "";
  const auto found = std::find(words.begin(), words.end(), got);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  std::string message = fmt::format("expected {}, got {}", alternatives(words), described(*node_));
  const std::string_view near = nearest(got, {words.begin(), words.end()});
  if (!near.empty()) message += fmt::format("; did you mean {}?", in_quotes(near));
  error(std::move(message));
  return fallback;
}

YamlMap YamlValue::map(Keys keys) const { return YamlMap(*this, keys, *problems_); }

std::vector<YamlValue> YamlValue::items() const {
  std::vector<YamlValue> result;
  if (!given()) return result;
  if (!node_->is_list()) {
    unexpected();
    return result;
  }
  result.reserve(node_->items.size());
  for (std::size_t i = 0; i < node_->items.size(); ++i) {
    const YamlNode& item = node_->items[i];
    result.emplace_back(&item, item.spot, fmt::format("{}[{}]", path_, i), expects_, *problems_);
  }
  return result;
}

std::vector<YamlPair> YamlValue::pairs() const {
  std::vector<YamlPair> result;
  if (!given()) return result;
  if (!node_->is_map()) {
    unexpected();
    return result;
  }
  result.reserve(node_->entries.size());
  for (const YamlEntry& entry : node_->entries) {
    const std::string path = fmt::format("{}.{}", path_, entry.key);
    result.push_back({entry.key,
                      YamlValue(&entry.value, entry.key_spot, path, expects_, *problems_),
                      YamlValue(&entry.value, entry.value.spot, path, expects_, *problems_)});
  }
  return result;
}

YamlValue YamlValue::expecting(std::string_view expects) const {
  return {node_, spot_, path_, expects, *problems_};
}

YamlMap::YamlMap(const YamlValue& value, Keys keys, Problems& problems)
    : value_(value), keys_(keys), problems_(&problems) {
  if (value_.given() && !value_.is_map()) {
    value_.unexpected();
    return;
  }
  const std::string prefix = value_.path().empty() ? "" : value_.path() + ".";
  if (value_.given()) {
    for (const YamlEntry& entry : value_.node()->entries) {
      const auto known = [&](const Key& key) { return key.name == entry.key; };
      if (std::any_of(keys.begin(), keys.end(), known) || entry.key == "<<") continue;
      std::string hint;
      if (!problems.full()) {
        std::vector<std::string_view> names;
        for (const Key& key : keys) names.push_back(key.name);
        hint = did_you_mean(entry.key, names);
      }
      problems.add(entry.key_spot.mark(), prefix + entry.key, "is not known here" + hint);
    }
  }
  for (const Key& key : keys) {
    if (!key.required || has(key.name)) continue;
    problems.add(value_.mark(), prefix + std::string(key.name),
                 fmt::format("is missing; expected {}", key.expects));
  }
}

YamlValue YamlMap::operator[](std::string_view name) const {
  const auto key = std::find_if(keys_.begin(), keys_.end(),
                                [&](const Key& candidate) { return candidate.name == name; });
  assert(key != keys_.end() && "a key that is read stands in the table of its block");
  const YamlNode* node = value_.is_map() ? value_.node()->find(name) : nullptr;
  const std::string prefix = value_.path().empty() ? "" : value_.path() + ".";
  Spot spot;
  if (node) {
    spot = node->spot;
  } else if (value_.node()) {
    spot = value_.node()->spot;
  }
  return {node, std::move(spot), prefix + std::string(name), key->expects, *problems_};
}

std::optional<std::size_t> YamlMap::one_of(std::span<const std::string_view> keys,
                                           bool optional) const {
  std::vector<std::size_t> given;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (has(keys[i])) given.push_back(i);
  }
  if (given.size() == 1) return given.front();
  if (given.size() > 1) {
    (*this)[keys[given[1]]].error(
        fmt::format("excludes {}; give one of them", in_quotes(keys[given[0]])));
  } else if (!optional) {
    value_.error(fmt::format("needs {}", alternatives(keys)));
  }
  return std::nullopt;
}

std::string alternatives(std::span<const std::string_view> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace suanwang
