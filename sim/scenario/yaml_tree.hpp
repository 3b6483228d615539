#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/diagnostic.hpp"
#include "sim/scenario/problems.hpp"

namespace suanwang {

/// A Mark that shares its file's name, since every node and key of a tree has one.
struct Spot {
  std::shared_ptr<const std::string> file;
  int line = 0;  ///< 0: not in a file
  int column = 0;

  Mark mark() const { return {file ? *file : std::string(), line, column}; }
};

struct YamlEntry;

/// What a YAML text says, as values that can be merged and that remember where they stand.
///
/// Numbers stay text: what a scalar means is for its reader to say.
struct YamlNode {
  enum class Kind { null, scalar, list, map };

  Kind kind = Kind::null;
  Spot spot;
  std::string text;                ///< of a scalar
  std::vector<YamlNode> items;     ///< of a list
  std::vector<YamlEntry> entries;  ///< of a map, in the order of the text, each key once
  bool quoted = false;             ///< a scalar in quotes: its text starts one column later
  bool removed_something = false;  ///< a `remove: true` entry that has done its work

  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }

  /// Value of a key of a map; null pointer where there is none.
  const YamlNode* find(std::string_view key) const;
  YamlNode* find(std::string_view key);
  /// Takes a key out of a map, if it is there.
  void erase(std::string_view key);
};

struct YamlEntry {
  std::string key;
  Spot key_spot;
  YamlNode value;
};

/// What a text may hold; beyond it reading ends in a problem instead of in exhausted memory.
inline constexpr std::size_t kMaxYamlBytes = 16'000'000;
inline constexpr std::size_t kMaxYamlNodes = 2'000'000;  ///< copies made by aliases included
inline constexpr std::size_t kMaxYamlDepth = 64;

/// The only document of a text; nothing if there was a problem, which then is in `problems`.
///
/// Refuses what YAML lets pass in silence: two equal keys in one map, a second document, and the
/// merge key `<<`, which yaml-cpp would take for an ordinary one.
std::optional<YamlNode> parse_yaml(std::string_view text, const std::string& file,
                                   Problems& problems);

/// The same for a file, named in messages as `file`.
std::optional<YamlNode> parse_yaml_file(const std::string& file, Problems& problems);

/// All bytes of a file; nothing if it cannot be read or holds more than kMaxYamlBytes, with the
/// reason in `why`.
std::optional<std::string> read_file(const std::string& file, std::string& why);

/// An id or other short text of a map's key; empty if it has none.
std::string_view text_of(const YamlNode& map, std::string_view key);

}  // namespace suanwang
