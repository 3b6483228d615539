#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/scenario/form.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/yaml_tree.hpp"

namespace suanwang {

/// A key that a block of the scenario may have.
struct Key {
  std::string_view name;
  std::string_view expects;  ///< what its value is, as in "expected a data rate such as 400 Gbps"
  std::string_view summary;  ///< one line for the reader of the documentation
  Forms forms{};             ///< what editors are told of its value
  bool required = false;
};

/// The keys of one kind of block. Reading, messages, documentation and the schema for editors use
/// the same table.
using Keys = std::span<const Key>;

class YamlMap;
struct YamlPair;

/// One value of a scenario, or its absence, with its place and path for messages.
///
/// A value that is absent or null yields the fallback; one that is wrong notes a problem and yields
/// the fallback too, so that reading goes on.
class YamlValue {
 public:
  YamlValue(const YamlNode* node, Spot spot, std::string path, std::string_view expects,
            Problems& problems)
      : node_(node),
        spot_(std::move(spot)),
        path_(std::move(path)),
        expects_(expects),
        problems_(&problems) {}

  bool given() const { return node_ && !node_->is_null(); }
  const YamlNode* node() const { return node_; }
  const std::string& path() const { return path_; }
  const Spot& spot() const { return spot_; }
  Problems& problems() const { return *problems_; }
  Mark mark() const { return spot_.mark(); }
  bool is_scalar() const { return given() && node_->is_scalar(); }
  bool is_list() const { return given() && node_->is_list(); }
  bool is_map() const { return given() && node_->is_map(); }

  void error(std::string message) const { problems_->add(mark(), path_, std::move(message)); }
  /// Notes that the value is not what its key expects.
  void unexpected() const;

  std::string text(std::string fallback = {}) const;
  double quantity(Dimension dimension, Range range, double fallback) const;
  std::int64_t integer(std::int64_t low, std::int64_t high, std::int64_t fallback) const;
  std::uint64_t natural(std::uint64_t fallback) const;
  bool flag(bool fallback) const;
  /// Index of the text in `words`; `fallback` if absent or unknown.
  std::size_t word(std::span<const std::string_view> words, std::size_t fallback) const;

  YamlMap map(Keys keys) const;
  /// Entries of a list; none if absent or no list.
  std::vector<YamlValue> items() const;
  /// Entries of a map with free keys; none if absent or no map.
  std::vector<YamlPair> pairs() const;

  /// quantity() of a text that stands here, such as a key.
  double quantity_of(std::string_view text, Dimension dimension, Range range,
                     double fallback) const;

  /// The same value where something more exact is expected.
  YamlValue expecting(std::string_view expects) const;

 private:
  const YamlNode* node_;
  Spot spot_;
  std::string path_;
  std::string_view expects_;
  Problems* problems_;
};

/// One entry of a map with free keys.
struct YamlPair {
  std::string_view key;
  YamlValue at_key;  ///< for problems with the key
  YamlValue value;
};

/// A block with known keys. Making one notes its unknown and its missing keys.
class YamlMap {
 public:
  YamlMap(const YamlValue& value, Keys keys, Problems& problems);

  /// Value of a key of the table the map was made with.
  YamlValue operator[](std::string_view key) const;
  bool has(std::string_view key) const { return (*this)[key].given(); }
  const YamlValue& value() const { return value_; }

  /// Notes a problem unless exactly one of the keys is given, or, where `optional`, at most one.
  /// Returns the index of the given one; nothing if none or several.
  std::optional<std::size_t> one_of(std::span<const std::string_view> keys,
                                    bool optional = false) const;

 private:
  YamlValue value_;
  Keys keys_;
  Problems* problems_;
};

/// `a, b or c`.
std::string alternatives(std::span<const std::string_view> words);

}  // namespace suanwang
