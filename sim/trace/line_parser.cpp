#include "sim/trace/line_parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sim/base/suggest.hpp"

namespace suanwang {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

void split_at_blanks(std::string_view line, std::vector<TraceCell>& cells) {
  cells.clear();
  std::size_t at = 0;
  for (;;) {
    while (at < line.size() && is_blank(line[at])) ++at;
    if (at == line.size()) return;
    const std::size_t begin = at;
    while (at < line.size() && !is_blank(line[at])) ++at;
    cells.push_back({line.substr(begin, at - begin), static_cast<int>(begin) + 1});
  }
}

bool split_at_commas(std::string_view line, std::vector<TraceCell>& cells) {
  cells.clear();
  std::size_t begin = 0;
  for (;;) {
    std::size_t end = std::min(line.find(',', begin), line.size());
    std::string_view text = line.substr(begin, end - begin);
    const int column = static_cast<int>(begin) + 1;
    if (text.starts_with('"')) {
      std::size_t close = line.find('"', begin + 1);
      while (close != line.npos && close + 1 < line.size() && line[close + 1] == '"') {
        close = line.find('"', close + 2);  // two quotes stand for one inside
      }
      if (close == line.npos || (close + 1 < line.size() && line[close + 1] != ',')) return false;
      text = line.substr(begin + 1, close - begin - 1);
      end = close + 1;
    }
    cells.push_back({text, column});
    if (end >= line.size()) return true;
    begin = end + 1;
  }
}

void LineParser::fail(int column, std::string message, bool goes_on) const {
  constexpr std::uint64_t kMost = std::numeric_limits<int>::max();
  const int line = static_cast<int>(std::min(in_.lines.number(), kMost));
  throw TraceProblem({{in_.lines.file(), line, column}, "", std::move(message)}, goes_on);
}

void LineParser::require_whole() const {
  if (!in_.lines.cut()) return;
  fail(1, fmt::format("is longer than {} bytes; expected a job", LineReader::kLongestLine));
}

std::optional<TraceJob> LineParser::drop(TraceDrop why) const {
  TraceCount& count = in_.account.dropped[static_cast<std::size_t>(why)];
  if (count.jobs++ == 0) count.first_line = in_.lines.number();
  return std::nullopt;
}

void LineParser::note(TraceChange what) const {
  TraceCount& count = in_.account.changed[static_cast<std::size_t>(what)];
  if (count.jobs++ == 0) count.first_line = in_.lines.number();
}

std::uint32_t LineParser::name(const TraceCell& cell) const {
  if (cell.text.empty()) return TraceJob::kNone;
  if (cell.text.size() > 256) fail(cell.column, "expected a name of at most 256 bytes");
  const std::uint32_t number = in_.names.number_of(cell.text);
  if (number == TraceJob::kNone) {
    fail(cell.column,
         fmt::format("is one name too many: a trace may have {} tenants, regions and sites",
                     NameTable::kMost),
         false);
  }
  return number;
}

double LineParser::number(const TraceCell& cell, std::string_view what) const {
  const char* const last = cell.text.data() + cell.text.size();
  double value = 0;
  const auto [end, error] = std::from_chars(cell.text.data(), last, value);
  if (error != std::errc() || end != last || !std::isfinite(value)) {
    fail(cell.column, fmt::format("{}: expected a number, got {}", what, in_quotes(cell.text)));
  }
  return value == 0 ? 0 : value;  // no negative zero
}

double LineParser::number(const TraceCell& cell, std::string_view what, double low,
                          double high) const {
  const double value = number(cell, what);
  if (value < low || value > high) {
    fail(cell.column, fmt::format("{}: expected a number from {:g} to {:.10g}, got {}", what, low,
                                  high, in_quotes(cell.text)));
  }
  return value;
}

std::int64_t LineParser::whole(const TraceCell& cell, std::string_view what,
                               std::int64_t low) const {
  constexpr double kMost = 2'147'483'647;
  const double value = number(cell, what);
  if (value != std::floor(value) || value < static_cast<double>(low) || value > kMost) {
    fail(cell.column, fmt::format("{}: expected a whole number from {} to {:.0f}, got {}", what,
                                  low, kMost, in_quotes(cell.text)));
  }
  return static_cast<std::int64_t>(value);
}

std::uint64_t LineParser::job_number(const TraceCell& cell) const {
  const char* const last = cell.text.data() + cell.text.size();
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(cell.text.data(), last, value);
  if (error != std::errc() || end != last) {
    fail(cell.column,
         fmt::format("job: expected a whole number from 0 up, got {}", in_quotes(cell.text)));
  }
  return value;
}

}  // namespace suanwang
