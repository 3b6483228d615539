#include "sim/scenario/yaml_tree.hpp"

#include "sim/scenario/yaml_bound.hpp"

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <istream>
#include <map>
#include <numeric>
#include <streambuf>
#include <utility>

#include "sim/base/suggest.hpp"
#include "sim/scenario/yaml_text.hpp"

namespace suanwang {
namespace {

/// Ends a reading that cannot go on; travels through yaml-cpp to parse_yaml().
struct Stop {
  Mark mark;
  std::string message;
};

/// A finished anchored node, kept for its aliases.
struct Anchored {
  YamlNode node;
  std::size_t nodes = 0;
  std::size_t depth = 0;
};

std::size_t count_nodes(const YamlNode& node) {
  std::size_t count = 1;
  for (const YamlNode& item : node.items) count += count_nodes(item);
  for (const YamlEntry& entry : node.entries) count += count_nodes(entry.value);
  return count;
}

std::size_t depth_of(const YamlNode& node) {
  std::size_t depth = 0;
  for (const YamlNode& item : node.items) depth = std::max(depth, depth_of(item));
  for (const YamlEntry& entry : node.entries) depth = std::max(depth, depth_of(entry.value));
  return depth + (node.is_list() || node.is_map() ? 1 : 0);
}

/// Builds the tree from yaml-cpp's events.
///
/// Its own Node type is not used: it keeps no places of keys, accepts equal keys, and lets aliases
/// share nodes, which then could not be merged.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view text, std::string file, Problems& problems, std::size_t most_nodes)
      : columns_(text),
        file_(std::make_shared<const std::string>(std::move(file))),
        problems_(problems),
        most_nodes_(most_nodes) {}

  std::optional<YamlNode> take_root() { return std::move(root_); }

  Spot spot(const YAML::Mark& mark) {
    const auto [line, column] = columns_.at(mark.line, mark.column);
    return {file_, line, column};
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) stop(mark, "a second document begins here; a file holds one");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlNode node;
    node.spot = spot(mark);
    if (is_key()) stop(mark, "a key must be text");
    finish(std::move(node), anchor, 1);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (!is_plain_text(value)) stop(mark, "a value with control characters or broken UTF-8");
    YamlNode node;
    node.kind = YamlNode::Kind::scalar;
    node.spot = spot(mark);
    node.text = value;
    node.quoted = tag == "!";  // yaml-cpp's word for a scalar in quotes or a block
    finish(std::move(node), anchor, 1);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchored_.find(anchor);
    if (found == anchored_.end()) stop(mark, "this alias stands inside what it refers to");
    const Anchored& anchored = found->second;
    if (stack_.size() + anchored.depth > kMaxYamlDepth) stop(mark, too_deep());
    if (nodes_ + anchored.nodes > most_nodes_) stop(mark, too_many());
    if (is_key() && !anchored.node.is_scalar()) stop(mark, "a key must be text");
    finish(anchored.node, 0, anchored.nodes);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, YamlNode::Kind::list, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, YamlNode::Kind::map, anchor);
  }
  void OnMapEnd() override {
    drop_equal_keys(stack_.back().node);
    close();
  }

 private:
  /// A list or map whose end has not come yet.
  struct Frame {
    YamlNode node;
    YAML::anchor_t anchor = 0;
    std::optional<std::pair<std::string, Spot>> key;  ///< of a map: read, its value still to come
  };

  [[noreturn]] void stop(const YAML::Mark& mark, std::string message) {
    throw Stop{spot(mark).mark(), std::move(message)};
  }

  static std::string too_deep() {
    return fmt::format("nested deeper than {} levels", kMaxYamlDepth);
  }
  std::string too_many() const {
    return fmt::format("more than {} values (aliases count each time)", most_nodes_);
  }

  bool is_key() const {
    return !stack_.empty() && stack_.back().node.is_map() && !stack_.back().key;
  }

  void open(const YAML::Mark& mark, YamlNode::Kind kind, YAML::anchor_t anchor) {
    // yaml-cpp takes a bracket that the text never closes for a key.
    if (is_key()) stop(mark, "a key must be text; or is a bracket not closed?");
    if (stack_.size() >= kMaxYamlDepth) stop(mark, too_deep());
    Frame frame;
    frame.node.kind = kind;
    frame.node.spot = spot(mark);
    frame.anchor = anchor;
    stack_.push_back(std::move(frame));
  }

  void close() {
    Frame frame = std::move(stack_.back());
    stack_.pop_back();
    finish(std::move(frame.node), frame.anchor, 1);
  }

  /// Puts a complete node where it belongs. `nodes`: how many of its nodes are not counted yet.
  void finish(YamlNode node, YAML::anchor_t anchor, std::size_t nodes) {
    nodes_ += nodes;
    if (nodes_ > most_nodes_) throw Stop{node.spot.mark(), too_many()};
    if (anchor != 0) {
      Anchored anchored{node, count_nodes(node), depth_of(node)};
      nodes_ += anchored.nodes;  // the copy takes room too
      anchored_[anchor] = std::move(anchored);
    }
    if (stack_.empty()) {
      root_ = std::move(node);
    } else if (Frame& frame = stack_.back(); frame.node.is_list()) {
      frame.node.items.push_back(std::move(node));
    } else if (!frame.key) {
      if (node.text == "<<") {
        problems_.add(
            node.spot.mark(), "",
            "the merge key << is not supported; to start from another scenario, use base:");
      }
      frame.key.emplace(std::move(node.text), std::move(node.spot));
    } else {
      frame.node.entries.push_back(
          {std::move(frame.key->first), std::move(frame.key->second), std::move(node)});
      frame.key.reset();
    }
  }

  /// Notes keys given twice in one map and keeps the first of each. Cost: n log n.
  void drop_equal_keys(YamlNode& map) {
    std::vector<YamlEntry>& entries = map.entries;
    std::vector<std::size_t> by_key(entries.size());
    std::iota(by_key.begin(), by_key.end(), std::size_t{0});
    std::stable_sort(by_key.begin(), by_key.end(),
                     [&](std::size_t a, std::size_t b) { return entries[a].key < entries[b].key; });
    std::vector<bool> drop(entries.size());
    bool any = false;
    std::size_t first = 0;
    for (std::size_t i = 1; i < by_key.size(); ++i) {
      const YamlEntry& entry = entries[by_key[i]];
      const YamlEntry& before = entries[by_key[first]];
      if (entry.key != before.key) {
        first = i;
        continue;
      }
      problems_.add(
          entry.key_spot.mark(), "",
          fmt::format("the key {} is given twice, first at {}:{}:{}", in_quotes(entry.key),
                      *before.key_spot.file, before.key_spot.line, before.key_spot.column));
      drop[by_key[i]] = any = true;
    }
    if (!any) return;
    std::vector<YamlEntry> kept;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (!drop[i]) kept.push_back(std::move(entries[i]));
    }
    entries = std::move(kept);
  }

  Columns columns_;
  std::shared_ptr<const std::string> file_;
  Problems& problems_;
  std::optional<YamlNode> root_;
  std::vector<Frame> stack_;
  std::map<YAML::anchor_t, Anchored> anchored_;
  const std::size_t most_nodes_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
};

/// Reads from text in memory without copying it.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // the get area is never written to
    setg(begin, begin, begin + text.size());
  }
};

/// Does a line (from 1) begin with white space that holds a tab?
bool indented_by_tab(std::string_view text, int line) {
  for (; line > 1; --line) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  const std::size_t indent = std::min(text.find_first_not_of(" \t"), text.size());
  return text.substr(0, indent).find('\t') != std::string_view::npos;
}

std::string too_large(const std::string& what) {
  return fmt::format("{} is larger than {} MB", what, kMaxYamlBytes / 1'000'000);
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const YamlEntry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

YamlNode* YamlNode::find(std::string_view key) {
  return const_cast<YamlNode*>(std::as_const(*this).find(key));
}

void YamlNode::erase(std::string_view key) {
  std::erase_if(entries, [&](const YamlEntry& entry) { return entry.key == key; });
}

std::string_view text_of(const YamlNode& map, std::string_view key) {
  const YamlNode* value = map.is_map() ? map.find(key) : nullptr;
  return value && value->is_scalar() ? std::string_view(value->text) : std::string_view();
}

std::optional<YamlNode> parse_yaml(std::string_view text, const std::string& file,
                                   Problems& problems) {
  return parse_yaml_within(text, file, kMaxYamlNodes, problems);
}

std::optional<YamlNode> parse_yaml_within(std::string_view text, const std::string& file,
                                          std::size_t most_nodes, Problems& problems) {
  if (text.size() > kMaxYamlBytes) {
    problems.add({file, 0, 0}, "", too_large("the text"));
    return std::nullopt;
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!check_yaml_text(text, file, problems)) return std::nullopt;

  TextBuffer buffer(text);
  std::istream stream(&buffer);
  TreeBuilder builder(text, file, problems, most_nodes);
  try {
    YAML::Parser parser(stream);
    if (parser.HandleNextDocument(builder)) parser.HandleNextDocument(builder);
    if (auto root = builder.take_root()) return root;
    problems.add({file, 1, 1}, "", "is empty; a scenario begins with suanwang: 1");
  } catch (const Stop& stop) {
    problems.add(stop.mark, "", stop.message);
  } catch (const YAML::DeepRecursion& error) {
    problems.add(builder.spot(error.mark).mark(), "",
                 fmt::format("nested deeper than {} levels", kMaxYamlDepth));
  } catch (const YAML::Exception& error) {
    const Mark mark = builder.spot(error.mark).mark();
    const bool tab = indented_by_tab(text, mark.line);
    problems.add(
        mark, "",
        "not well-formed YAML: " + error.msg + (tab ? "; indent by spaces, not tabs" : ""));
  }
  return std::nullopt;
}

std::optional<std::string> read_file(const std::string& file, std::string& why) {
  const auto refuse = [&](std::string message) {
    why = std::move(message);
    return std::nullopt;
  };
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (!error && size > kMaxYamlBytes) return refuse(too_large("the file"));
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return refuse("cannot be opened");
  // A pipe or device has no size, so the reading is bounded as well.
  std::string text;
  std::vector<char> block(1 << 16);
  while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) ||
         stream.gcount() > 0) {
    text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    if (text.size() > kMaxYamlBytes) return refuse(too_large("the file"));
  }
  if (stream.bad()) return refuse("cannot be read");
  return text;
}

std::optional<YamlNode> parse_yaml_file(const std::string& file, Problems& problems) {
  std::string why;
  const std::optional<std::string> text = read_file(file, why);
  if (text) return parse_yaml(*text, file, problems);
  problems.add({file, 0, 0}, "", std::move(why));
  return std::nullopt;
}

}  // namespace suanwang
