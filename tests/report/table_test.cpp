#include "sim/report/table.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using namespace suanwang;

namespace {

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) result.push_back(line);
  return result;
}

}  // namespace

TEST_CASE("table: Chinese characters and fullwidth forms are two columns wide", "[report]") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("东数西算") == 8);
  CHECK(display_width("（卡）") == 6);   // fullwidth parentheses
  CHECK(display_width("、。") == 4);     // CJK punctuation
  CHECK(display_width("ＡＢ") == 4);     // fullwidth Latin
  CHECK(display_width("e\u0301") == 1);  // a combining accent
  CHECK(display_width("München") == 7);
  CHECK(display_width("\U00020000") == 2);  // CJK extension B, four bytes
}

TEST_CASE("table: bytes that are not UTF-8 count one column each and print as U+FFFD", "[report]") {
  CHECK(display_width("a\xFF\xC3z") == 4);
  CHECK(display_width("\xE4\xB8") == 2);      // cut short
  CHECK(display_width("\xC0\xAF") == 2);      // overlong
  CHECK(display_width("\xED\xA0\x80") == 3);  // a surrogate
  CHECK(printable("a\xFFz") == "a\uFFFDz");
  CHECK(printable("one\ntwo\t三") == "one two 三");
}

TEST_CASE("table: columns of mixed scripts line up", "[report]") {
  Table table({{"name", Align::left}, {"n"}});
  table.row({"中卫", "1"});
  table.row({"Wuhu", "234"});
  // "中卫" and "Wuhu" are both four columns wide.
  CHECK(table.to_string() ==
        "name    n\n"
        "----  ---\n"
        "中卫    1\n"
        "Wuhu  234\n");
}

TEST_CASE("table: a heading of two lines stands on the rule", "[report]") {
  Table table({{"a", Align::left}, {"wait\nmean"}});
  table.row({"x", "1"});
  CHECK(table.to_string() ==
        "   wait\n"
        "a  mean\n"
        "-  ----\n"
        "x     1\n");
}

TEST_CASE("table: group lines do not widen columns and do not count as rows", "[report]") {
  Table table({{"a", Align::left}});
  table.group("a heading longer than the column");
  CHECK(table.empty());
  table.row({"x"});
  CHECK_FALSE(table.empty());
  CHECK(table.natural_width() == 1);
}

TEST_CASE("table: what is too wide loses text from its widest left column first", "[report]") {
  Table table({{"name", Align::left}, {"number"}});
  table.row({std::string(90, 'x'), "123456789012345"});
  table.row({"一个很长的名字一个很长的名字一个很长的名字", "1"});
  const auto rows = lines(table.to_string(2, 40));
  for (const auto& row : rows) CHECK(display_width(row) <= 40);
  CHECK(rows[2].find("123456789012345") != std::string::npos);
  CHECK(rows[2].find("xx..") != std::string::npos);
}

TEST_CASE("table: shortening never cuts a character in two", "[report]") {
  CHECK(shorten("东数西算", 8) == "东数西算");
  CHECK(shorten("东数西算", 7) == "东数..");
  CHECK(shorten("东数西算", 6) == "东数..");
  CHECK(shorten("东数西算", 5) == "东..");
  CHECK(shorten("abc", 1) == ".");
}

TEST_CASE("table: text wraps at blanks and between Chinese characters", "[report]") {
  CHECK(wrap("aaa bbb ccc", 7) == "aaa bbb\nccc\n");
  CHECK(wrap("aaa bbb ccc", 7, 0, 2) == "aaa bbb\n  ccc\n");
  CHECK(wrap("东数西算", 4) == "东数\n西算\n");
  CHECK(wrap("one\n\ntwo", 10) == "one\n\ntwo\n");
  CHECK(wrap(std::string(25, 'x'), 10) == "xxxxxxxxxx\nxxxxxxxxxx\nxxxxx\n");
  for (const auto& line : lines(wrap("算力枢纽，一二三四五六，七八九十（完）。abc defgh", 12, 2))) {
    CHECK(display_width(line) <= 12);
    CHECK(line.find("，") != 2);  // a comma does not begin a line
  }
}
