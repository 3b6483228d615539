#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <sstream>
#include <string>

namespace suanwang {

inline std::string read_page(const std::string& file) {
  std::stringstream text;
  text << std::ifstream(SUANWANG_SOURCE_DIR "/docs/" + file).rdbuf();
  return text.str();
}

/// Checks that each page ends, after the line that ends with `mark`, with `found`; writes it there
/// where SUANWANG_UPDATE is set.
inline void check_generated(std::initializer_list<const char*> pages, const std::string& mark,
                            const std::string& found) {
  for (const std::string page : pages) {
    const std::string text = read_page(page);
    const std::size_t at = text.find(mark);
    CAPTURE(page);
    REQUIRE(at != std::string::npos);
    const std::string expected = text.substr(0, at + mark.size()) + found;
    if (std::getenv("SUANWANG_UPDATE"))
      std::ofstream(SUANWANG_SOURCE_DIR "/docs/" + page) << expected;
    CHECK(read_page(page) == expected);
  }
}

}  // namespace suanwang
