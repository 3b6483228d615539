#include "sim/report/table.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

namespace suanwang {
namespace {

constexpr int kGap = 2;  ///< blanks between columns
constexpr char32_t kReplacement = 0xFFFD;

struct Range {
  char32_t first, last;
};

/// Two columns wide: the East Asian wide and fullwidth blocks of Unicode 15 (UAX #11).
constexpr std::array kWide{
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x2329, 0x232A},
    Range{0x23E9, 0x23EC},   Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},
    Range{0x3400, 0x4DBF},   Range{0x4E00, 0xA4CF},   Range{0xA960, 0xA97F},
    Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE10, 0xFE19},
    Range{0xFE30, 0xFE6F},   Range{0xFF01, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF},
    Range{0x20000, 0x3FFFD}};

/// No column of their own: combining marks, zero-width characters, variation selectors.
constexpr std::array kZero{Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD},
                           Range{0x064B, 0x065F}, Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF},
                           Range{0x200B, 0x200F}, Range{0x202A, 0x202E}, Range{0x2060, 0x2064},
                           Range{0x20D0, 0x20F0}, Range{0x302A, 0x302D}, Range{0x3099, 0x309A},
                           Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF}};

template <std::size_t N>
bool within(const std::array<Range, N>& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](Range range) { return c >= range.first && c <= range.last; });
}

int width_of(char32_t c) {
  if (c < 0x300) return c < 0x20 || (c >= 0x7F && c < 0xA0) ? 0 : 1;
  if (within(kZero, c)) return 0;
  return within(kWide, c) ? 2 : 1;
}

struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
  bool valid = true;
};

/// The character that begins at `at`; a byte that begins none counts as one replacement character.
Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  const Character broken{kReplacement, 1, false};
  if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) return broken;
  char32_t code = lead & (0x7F >> length);
  for (std::size_t i = at + 1; i < at + length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return broken;
    code = (code << 6) | (byte(i) & 0x3F);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (overlong || surrogate || code > 0x10FFFF) return broken;
  return {code, length, true};
}

std::string blanks(int count) {
  return std::string(static_cast<std::size_t>(std::max(0, count)), ' ');
}

/// The text filled up to `width` columns.
std::string pad(const std::string& text, int width, Align align) {
  const std::string fill = blanks(width - display_width(text));
  return align == Align::left ? text + fill : fill + text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t from = 0;
  for (std::size_t end; (end = text.find('\n', from)) != std::string::npos; from = end + 1) {
    lines.push_back(text.substr(from, end - from));
  }
  lines.push_back(text.substr(from));
  return lines;
}

void append_line(std::string& to, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  to += line + '\n';
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    width += width_of(c.code);
    at += c.bytes;
  }
  return width;
}

std::string shorten(std::string_view text, int width) {
  if (display_width(text) <= width) return std::string{text};
  const int dots = std::min(2, std::max(0, width));
  std::size_t at = 0;
  for (int used = 0; at < text.size();) {
    const Character c = character_at(text, at);
    used += width_of(c.code);
    if (used > width - dots) break;
    at += c.bytes;
  }
  return std::string{text.substr(0, at)} + std::string(static_cast<std::size_t>(dots), '.');
}

std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    if (!c.valid) {
      result += "\xEF\xBF\xBD";
    } else if (c.code < 0x20 || (c.code >= 0x7F && c.code < 0xA0)) {
      result += ' ';
    } else {
      result += text.substr(at, c.bytes);
    }
    at += c.bytes;
  }
  return result;
}

std::string wrap(std::string_view text, int width, int indent, int hanging) {
  if (hanging < 0) hanging = indent;
  std::string result;
  for (const std::string& paragraph : lines_of(std::string{text})) {
    std::string line = blanks(indent);
    int used = indent;
    bool fresh = true;  // nothing but the indent so far
    for (std::size_t at = 0; at < paragraph.size();) {
      // Step 1. The next piece that stays together: one wide character, or a word up to a blank.
      std::size_t end = at;
      int piece = 0;
      while (end < paragraph.size()) {
        const Character c = character_at(paragraph, end);
        const int w = width_of(c.code);
        if (end > at && (c.code == ' ' || w == 2 || paragraph[end - 1] == ' ')) break;
        end += c.bytes;
        piece += w;
        if (w == 2 || c.code == ' ') break;
        if (piece >= width - hanging) break;  // a word longer than a line is cut
      }
      // Step 2. Closing punctuation does not begin a line.
      while (end < paragraph.size()) {
        const Character c = character_at(paragraph, end);
        const bool closing = c.code == U'，' || c.code == U'。' || c.code == U'；' ||
                             c.code == U'、' || c.code == U'：' || c.code == U'）' ||
                             c.code == U'」';
        if (!closing) break;
        end += c.bytes;
        piece += 2;
      }
      // Step 3. It goes on this line, or begins the next.
      if (used + piece > width && !fresh && paragraph[at] != ' ') {
        append_line(result, line);
        line = blanks(hanging);
        used = hanging;
        fresh = true;
      }
      const bool blank_at_break = paragraph[at] == ' ' && (used + piece > width || fresh);
      if (!blank_at_break) {
        line += paragraph.substr(at, end - at);
        used += piece;
        fresh = false;
      }
      at = end;
    }
    append_line(result, line);
  }
  return result;
}

void Table::row(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::string& cell : cells) cell = printable(cell);
  rows_.push_back({std::move(cells), false});
}

void Table::group(std::string heading) { rows_.push_back({{printable(heading)}, true}); }

bool Table::empty() const {
  return std::all_of(rows_.begin(), rows_.end(), [](const Row& row) { return row.group; });
}

std::vector<int> Table::natural_widths() const {
  std::vector<int> widths;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    int widest = 0;
    for (const std::string& line : lines_of(columns_[c].heading)) {
      widest = std::max(widest, display_width(line));
    }
    for (const Row& row : rows_) {
      if (!row.group) widest = std::max(widest, display_width(row.cells[c]));
    }
    widths.push_back(widest);
  }
  return widths;
}

int Table::natural_width() const {
  const auto widths = natural_widths();
  return std::accumulate(widths.begin(), widths.end(), 0) +
         kGap * std::max(0, static_cast<int>(widths.size()) - 1);
}

std::string Table::to_string(int indent, int width) const {
  // Step 1. Shorten the widest column, left-aligned ones first, until the table fits.
  std::vector<int> widths = natural_widths();
  int excess = indent + natural_width() - width;
  for (const bool left_only : {true, false}) {
    const int least = left_only ? 10 : 3;
    while (excess > 0) {
      std::size_t widest = columns_.size();
      for (std::size_t c = 0; c < columns_.size(); ++c) {
        if (left_only && columns_[c].align != Align::left) continue;
        if (widths[c] > least && (widest == columns_.size() || widths[c] > widths[widest]))
          widest = c;
      }
      if (widest == columns_.size()) break;
      --widths[widest];
      --excess;
    }
  }

  // Step 2. The headings, standing on the rule.
  std::string text;
  std::size_t heading_lines = 1;
  for (const Column& column : columns_) {
    heading_lines = std::max(heading_lines, lines_of(column.heading).size());
  }
  for (std::size_t l = 0; l < heading_lines; ++l) {
    std::string line = blanks(indent);
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const auto lines = lines_of(columns_[c].heading);
      const std::size_t missing = heading_lines - lines.size();
      const std::string cell = l < missing ? "" : lines[l - missing];
      line += (c ? blanks(kGap) : "") + pad(shorten(cell, widths[c]), widths[c], columns_[c].align);
    }
    append_line(text, line);
  }
  std::string rule = blanks(indent);
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    rule += (c ? blanks(kGap) : "") + std::string(static_cast<std::size_t>(widths[c]), '-');
  }
  append_line(text, rule);

  // Step 3. The rows.
  for (const Row& row : rows_) {
    std::string line = blanks(indent);
    if (row.group) {
      line += shorten(row.cells.front(), width - indent);
    } else {
      for (std::size_t c = 0; c < columns_.size(); ++c) {
        line += (c ? blanks(kGap) : "") +
                pad(shorten(row.cells[c], widths[c]), widths[c], columns_[c].align);
      }
    }
    append_line(text, line);
  }
  return text;
}

}  // namespace suanwang
