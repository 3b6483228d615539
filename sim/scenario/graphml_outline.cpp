#include "sim/scenario/graphml_outline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "sim/base/suggest.hpp"

namespace suanwang {
namespace {

constexpr std::size_t kMostParts = 1'000'000;  ///< elements and attributes
constexpr std::size_t kMostLevels = 64;
constexpr std::size_t kMostAttributes = 100;  ///< of one tag

/// Ends a walk that cannot go on.
struct Stop {
  std::size_t at;
  std::string message;
};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// An opening tag, taken apart. Views into the text.
struct Tag {
  std::size_t at = 0;
  std::string_view name;
  std::vector<std::pair<std::string_view, std::string_view>> attributes;
  bool closed = false;  ///< `<x/>`

  std::string_view attribute(std::string_view key) const {
    for (const auto& [name, value] : attributes) {
      if (name == key) return value;
    }
    return {};
  }
};

/// Marks of places in a text; quick, since the places asked for ascend.
class Marks {
 public:
  Marks(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}

  Mark at(std::size_t place) {
    for (; at_ < std::min(place, text_.size()); ++at_) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte == '\n') {
        ++line_;
        column_ = 1;
      } else if ((byte & 0xC0) != 0x80) {
        ++column_;  // a character of UTF-8 counts once
      }
    }
    return {file_, line_, column_};
  }

 private:
  std::string_view text_;
  std::string file_;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
};

class Walk {
 public:
  Walk(std::string_view text, const std::string& file, Problems& problems)
      : text_(text), marks_(text, file), problems_(problems) {}

  std::optional<GraphmlOutline> run() {
    const std::size_t before = problems_.size();
    try {
      while (next()) {
      }
      finish();
    } catch (const Stop& stop) {
      problems_.add(marks_.at(stop.at), "", stop.message);
    }
    if (problems_.size() > before) return std::nullopt;
    return std::move(outline_);
  }

 private:
  [[noreturn]] static void stop(std::size_t at, std::string message) {
    throw Stop{at, std::move(message)};
  }

  /// Takes the next tag, comment or stretch of text; false at the end.
  bool next() {
    const std::size_t tag = std::min(text_.find('<', at_), text_.size());
    if (open_.empty()) {
      for (; at_ < tag; ++at_) {
        if (!is_space(text_[at_])) stop(at_, "not XML: text outside of every element");
      }
    }
    at_ = tag;
    if (at_ == text_.size()) return false;
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) {
      skip_past("-->", "this comment does not end");
    } else if (rest.starts_with("<![CDATA[") && !open_.empty()) {
      skip_past("]]>", "this CDATA does not end");
    } else if (rest.starts_with("<?")) {
      skip_past("?>", "this declaration does not end");
    } else if (rest.starts_with("<!DOCTYPE")) {
      const std::string_view declared = rest.substr(0, rest.find('>'));
      if (declared.find('[') != declared.npos) {
        stop(at_, "declares entities or elements of its own, which are not read");
      }
      skip_past(">", "this declaration does not end");
    } else if (rest.starts_with("</")) {
      close();
    } else {
      const Tag tag = opening();
      enter(tag);
      if (!tag.closed) open_.push_back(tag.name);
    }
    return true;
  }

  void skip_past(std::string_view end, const char* message) {
    const std::size_t found = text_.find(end, at_);
    if (found == text_.npos) stop(at_, std::string("not XML: ") + message);
    at_ = found + end.size();
  }

  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }

  std::string_view name() {
    const std::size_t from = at_;
    while (at_ < text_.size() && !is_space(text_[at_]) &&
           std::string_view("<>/='\"").find(text_[at_]) == std::string_view::npos) {
      ++at_;
    }
    if (at_ == from) stop(from, "not XML: expected a name here");
    return text_.substr(from, at_ - from);
  }

  char here() const {
    return at_ < text_.size() ? text_[at_] : '\0';  // no NUL comes as far as this
  }

  void expect(char c, std::size_t tag) {
    if (here() == '\0') stop(tag, "not XML: this tag does not end");
    if (here() != c) stop(at_, fmt::format("not XML: expected '{}' here", c));
    ++at_;
  }

  void close() {
    const std::size_t tag = at_;
    at_ += 2;
    const std::string_view closed = name();
    skip_space();
    expect('>', tag);
    if (open_.empty()) stop(tag, fmt::format("not XML: </{}> closes nothing", shown(closed)));
    if (open_.back() != closed) {
      stop(tag, fmt::format("not XML: </{}> stands where <{}> is to be closed", shown(closed),
                            shown(open_.back())));
    }
    open_.pop_back();
  }

  static std::string shown(std::string_view name) { return std::string(name.substr(0, 60)); }

  Tag opening() {
    Tag tag;
    tag.at = at_++;
    tag.name = name();
    count(tag.at);
    for (;;) {
      const std::size_t gap = at_;
      skip_space();
      if (here() == '>') {
        ++at_;
        break;
      }
      if (here() == '/') {
        ++at_;
        expect('>', tag.at);
        tag.closed = true;
        break;
      }
      if (here() == '\0') stop(tag.at, "not XML: this tag does not end");
      if (at_ == gap) stop(at_, "not XML: expected a space here");
      const std::string_view key = name();
      skip_space();
      expect('=', tag.at);
      skip_space();
      const char quote = here();
      if (quote != '"' && quote != '\'') stop(at_, "not XML: expected a value in quotes here");
      const std::size_t from = ++at_;
      const std::size_t end = text_.find(quote, from);
      if (end == text_.npos) stop(from - 1, "not XML: this value does not end");
      const std::string_view value = text_.substr(from, end - from);
      if (const std::size_t tagged = value.find('<'); tagged != value.npos) {
        stop(from + tagged, "not XML: '<' in a value; is a quote missing?");
      }
      if (!tag.attribute(key).empty()) {
        stop(from, fmt::format("not XML: {} stands twice in one tag", shown(key)));
      }
      if (tag.attributes.size() >= kMostAttributes) {
        stop(tag.at, fmt::format("more than {} attributes in one tag", kMostAttributes));
      }
      tag.attributes.emplace_back(key, value);
      count(tag.at);
      at_ = end + 1;
    }
    if (open_.size() >= kMostLevels) {
      stop(tag.at, fmt::format("nested deeper than {} levels", kMostLevels));
    }
    return tag;
  }

  void count(std::size_t at) {
    if (++parts_ > kMostParts) {
      stop(at, fmt::format("more than {} elements and attributes", kMostParts));
    }
  }

  void complain(const Tag& tag, std::string message) {
    problems_.add(marks_.at(tag.at), "", std::move(message));
  }

  bool in_graph() const { return open_.size() == 2 && open_[1] == "graph"; }

  /// What an element means where it stands.
  void enter(const Tag& tag) {
    if (open_.empty()) {
      if (tag.name != "graphml") {
        stop(tag.at,
             fmt::format("not GraphML: begins with <{}>, expected <graphml>", shown(tag.name)));
      }
      if (std::exchange(root_, true)) stop(tag.at, "not XML: a second <graphml>; a file holds one");
    } else if (tag.name == "graph") {
      enter_graph(tag);
    } else if (tag.name == "hyperedge") {
      complain(tag, "a hyperedge joins any number of nodes; a link joins two");
    } else if (tag.name == "node") {
      enter_node(tag);
    } else if (tag.name == "edge") {
      enter_edge(tag);
    } else if (tag.name == "data" && tag.attribute("key").empty()) {
      complain(tag, "this <data> has no key");
    }
  }

  void enter_graph(const Tag& tag) {
    if (open_.size() > 1) {
      complain(tag, "a graph inside a graph; a network is flat");
    } else if (outline_.graph.line > 0) {
      complain(tag, "a second graph; a file holds one network");
    } else {
      outline_.graph = marks_.at(tag.at);
      const std::string_view kind = tag.attribute("edgedefault");
      if (kind != "directed" && kind != "undirected") {
        complain(tag, "needs edgedefault, directed or undirected");
      }
      directed_ = kind == "directed";
    }
  }

  void enter_node(const Tag& tag) {
    const std::string key(tag.attribute("id"));
    if (!in_graph()) {
      complain(tag, "a node outside of the graph");
    } else if (key.empty()) {
      complain(tag, "a node needs an id");
    } else {
      const Mark mark = marks_.at(tag.at);
      const auto [first, is_new] = nodes_.try_emplace(key, mark);
      if (!is_new) {
        complain(tag, fmt::format("the node {} is already there, at line {}", in_quotes(key),
                                  first->second.line));
      }
      outline_.nodes.push_back({key, mark});
    }
  }

  void enter_edge(const Tag& tag) {
    if (!in_graph()) {
      complain(tag, "an edge outside of the graph");
      return;
    }
    GraphmlOutline::Edge edge{std::string(tag.attribute("source")),
                              std::string(tag.attribute("target")), directed_, marks_.at(tag.at)};
    if (edge.source.empty() || edge.target.empty()) {
      complain(tag, "an edge needs a source and a target");
    }
    const std::string_view directed = tag.attribute("directed");
    if (!directed.empty() && directed != "true" && directed != "false") {
      complain(tag, "expected directed=\"true\" or directed=\"false\"");
    }
    if (!directed.empty()) edge.directed = directed == "true";
    outline_.edges.push_back(std::move(edge));
  }

  /// What can be said only at the end: nodes may stand after the edges that name them.
  void finish() {
    if (!open_.empty()) {
      stop(text_.size(), fmt::format("not XML: ends before </{}>", shown(open_.back())));
    }
    if (!root_) stop(text_.size(), "is empty; expected GraphML");
    if (outline_.graph.line == 0) stop(text_.size(), "holds no <graph>");
    for (const GraphmlOutline::Edge& edge : outline_.edges) {
      for (const std::string& end : {edge.source, edge.target}) {
        if (end.empty() || nodes_.contains(end)) continue;
        problems_.add(edge.mark, "",
                      fmt::format("there is no node {} for this edge", in_quotes(end)));
      }
    }
    if (outline_.nodes.empty()) problems_.add(outline_.graph, "", "the graph has no nodes");
    if (outline_.edges.empty()) problems_.add(outline_.graph, "", "the graph has no edges");
  }

  std::string_view text_;
  Marks marks_;
  Problems& problems_;
  GraphmlOutline outline_;
  std::size_t at_ = 0;
  std::size_t parts_ = 0;
  std::vector<std::string_view> open_;  ///< names of the elements around
  std::map<std::string, Mark, std::less<>> nodes_;
  bool root_ = false;
  bool directed_ = false;
};

}  // namespace

std::optional<GraphmlOutline> outline_graphml(std::string_view text, const std::string& file,
                                              Problems& problems) {
  return Walk(text, file, problems).run();
}

}  // namespace suanwang
