#include "sim/scenario/yaml_writer.hpp"

#include <yaml-cpp/emitter.h>
#include <yaml-cpp/emittermanip.h>

#include <limits>

namespace suanwang {
namespace {

/// Blocks down to this depth, one line below it.
void write(const YamlNode& node, std::size_t block_depth, YAML::Emitter& out) {
  const bool block = block_depth > 0;
  switch (node.kind) {
    case YamlNode::Kind::null:
      out << YAML::Null;
      return;
    case YamlNode::Kind::scalar:
      // Quotes tell a text from a number or a null; where a value needs them, the emitter knows.
      if (node.quoted) out << YAML::DoubleQuoted;
      out << node.text;
      return;
    case YamlNode::Kind::list:
      out << (block ? YAML::Block : YAML::Flow) << YAML::BeginSeq;
      for (const YamlNode& item : node.items) write(item, block ? block_depth - 1 : 0, out);
      out << YAML::EndSeq;
      return;
    case YamlNode::Kind::map:
      out << (block ? YAML::Block : YAML::Flow) << YAML::BeginMap;
      for (const YamlEntry& entry : node.entries) {
        out << YAML::Key << entry.key << YAML::Value;
        write(entry.value, block ? block_depth - 1 : 0, out);
      }
      out << YAML::EndMap;
      return;
  }
}

std::string text_of(const YamlNode& node, std::size_t block_depth) {
  YAML::Emitter out;
  write(node, block_depth, out);
  return out.c_str();
}

}  // namespace

std::string to_yaml(const YamlNode& node) {
  constexpr std::size_t kBlocks = 2;  // the top, and the lists under it
  return text_of(node, kBlocks) + "\n";
}

std::string to_yaml_line(const YamlNode& node) {
  // The emitter breaks a flow after 80 columns or so; a value of `--set` is one line.
  std::string text = text_of(node, 0);
  std::string line;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\n') {
      line += text[i];
    } else {
      while (i + 1 < text.size() && text[i + 1] == ' ') ++i;
      if (!line.empty() && line.back() != ' ') line += ' ';
    }
  }
  return line;
}

}  // namespace suanwang
