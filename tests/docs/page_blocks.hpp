#pragma once

#include <sstream>
#include <string>
#include <vector>

namespace suanwang {

/// A fenced block of a page.
struct PageBlock {
  std::string language;  ///< as the fence names it; may be empty
  std::string text;
};

/// The blocks whose fences stand at the beginning of a line, in their order.
inline std::vector<PageBlock> blocks_of(const std::string& page) {
  std::vector<PageBlock> blocks;
  std::istringstream lines(page);
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("```", 0) == 0) {
      inside = !inside;
      if (inside) blocks.push_back({line.substr(3), ""});
    } else if (inside) {
      blocks.back().text += line + "\n";
    }
  }
  return blocks;
}

}  // namespace suanwang
