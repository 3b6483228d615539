#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "sim/base/suggest.hpp"
#include "sim/scenario/merge.hpp"

namespace suanwang {
namespace {

/// What a path is still to walk.
struct Rest {
  std::string_view text;

  bool done() const { return text.empty(); }
  /// Up to the next dot or bracket.
  std::string_view word() const { return text.substr(0, text.find_first_of(".[")); }
  /// Is `name` the next step? Ids may hold dots, so the next word alone does not tell.
  bool begins_with(std::string_view name) const {
    return !name.empty() && text.starts_with(name) &&
           (text.size() == name.size() || text[name.size()] == '.' || text[name.size()] == '[');
  }
  void skip(std::size_t length) {
    text.remove_prefix(length);
    if (text.starts_with('.')) text.remove_prefix(1);
  }
};

/// Entry of a map under the longest key that the path goes on with; made if there is none.
YamlNode* step_into_map(YamlNode& map, Rest& rest, const Spot& spot) {
  YamlEntry* best = nullptr;
  for (YamlEntry& entry : map.entries) {
    if (rest.begins_with(entry.key) && (!best || entry.key.size() > best->key.size())) {
      best = &entry;
    }
  }
  if (best) {
    rest.skip(best->key.size());
    best->key_spot = spot;
    return &best->value;
  }
  const std::string key(rest.word());
  if (key.empty()) return nullptr;
  drop_alternatives(map, key);
  rest.skip(key.size());
  YamlNode fresh;
  fresh.spot = spot;
  map.entries.push_back({key, spot, std::move(fresh)});
  return &map.entries.back().value;
}

/// Number in `[3]` at the front; nothing if there is none.
std::optional<std::size_t> bracketed(std::string_view text) {
  std::size_t number = 0;
  if (!text.starts_with('[')) return std::nullopt;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data() + 1, last, number);
  if (error != std::errc() || end == last || *end != ']') return std::nullopt;
  return number;
}

/// Entry of a list by number or by id; null, with `why` set, if there is none.
YamlNode* step_into_list(YamlNode& list, Rest& rest, std::string& why) {
  if (const std::optional<std::size_t> number = bracketed(rest.text)) {
    if (*number >= list.items.size()) {
      why = fmt::format("there is no entry [{}]; the list has {}", *number, list.items.size());
      return nullptr;
    }
    rest.skip(rest.text.find(']') + 1);
    return &list.items[*number];
  }
  YamlNode* best = nullptr;
  std::vector<std::string_view> ids;
  for (YamlNode& item : list.items) {
    const std::string_view id = text_of(item, "id");
    if (!id.empty()) ids.push_back(id);
    if (rest.begins_with(id) && (!best || id.size() > text_of(*best, "id").size())) best = &item;
  }
  if (best) {
    rest.skip(text_of(*best, "id").size());
  } else {
    why = fmt::format("there is no entry {}{}", in_quotes(rest.word()),
                      did_you_mean(rest.word(), ids));
  }
  return best;
}

}  // namespace

void apply(const Override& change, YamlNode& root, Problems& problems) {
  const std::string file = fmt::format("{} {}={}", change.option, change.path, change.value);
  const Spot spot{std::make_shared<const std::string>(file), 0, 0};
  const auto fail = [&](std::string message) {
    problems.add(spot.mark(), change.path, std::move(message));
  };

  if (change.value.find_first_not_of(" \t\r\n") == std::string::npos) {
    fail("needs a value");
    return;
  }
  std::optional<YamlNode> value = parse_yaml(change.value, file, problems);
  if (!value) return;
  place_at(*value, spot);

  YamlNode* node = &root;
  Rest rest{change.path};
  std::size_t steps = 0;
  if (rest.done()) fail("--set needs a path such as placement.policy=nearest");
  while (!rest.done()) {
    if (++steps > kMaxYamlDepth) {
      fail(fmt::format("a path has at most {} steps", kMaxYamlDepth));
      return;
    }
    std::string walked = change.path.substr(0, change.path.size() - rest.text.size());
    if (!walked.empty() && walked.back() == '.') walked.pop_back();
    std::string why = fmt::format("{} is no path to a value", in_quotes(change.path));
    if (node->is_null()) node->kind = YamlNode::Kind::map;
    if (node->is_map()) {
      node = step_into_map(*node, rest, spot);
    } else if (node->is_list()) {
      node = step_into_list(*node, rest, why);
    } else {
      why = fmt::format("{} is a plain value and has no {}", in_quotes(walked),
                        in_quotes(rest.word()));
      node = nullptr;
    }
    if (!node) {
      fail(why);
      return;
    }
  }
  if (node != &root) *node = std::move(*value);
}

}  // namespace suanwang
