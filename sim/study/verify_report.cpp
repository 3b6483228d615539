#include "sim/study/verify_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/report/phrases.hpp"
#include "sim/report/table.hpp"

namespace suanwang {
namespace {

constexpr int kGap = 2;
constexpr std::size_t kColumns = 4;
constexpr int kLongestName = 30;
constexpr int kMostLines = 6;  ///< of what is expected, or got: the rest is in --format json

constexpr std::array<Phrase, kColumns> kHeadings{Phrase{"verdict", "判定"}, Phrase{"case", "案例"},
                                                 Phrase{"expected", "期望"}, Phrase{"got", "得到"}};
constexpr Phrase kPass{"pass", "通过"};
constexpr Phrase kFail{"FAIL", "不符"};
constexpr Phrase kSkip{"skip", "跳过"};
constexpr Phrase kCounts{"{0} cases: {1} pass, {2} fail, {3} skip",
                         "共 {0} 例：通过 {1}，不符 {2}，跳过 {3}"};

using Widths = std::array<int, kColumns>;
using Cells = std::array<std::string, kColumns>;

const Phrase& phrase_of(Verdict verdict) {
  if (verdict == Verdict::skip) return kSkip;
  return verdict == Verdict::pass ? kPass : kFail;
}

const char* word_of(Verdict verdict) {
  if (verdict == Verdict::skip) return "skip";
  return verdict == Verdict::pass ? "pass" : "fail";
}

/// A value for people: `r1=2, r2=1`. The name of the only thing that is told is left out.
std::string brief(const CaseJson& json, bool outermost = true) {
  if (json.is_number()) return fmt::format("{:.9g}", json.get<double>());
  if (json.is_string()) return json.get<std::string>();
  if (!json.is_object() && !json.is_array()) return json.is_null() ? "-" : json.dump();
  if (outermost && json.is_object() && json.size() == 1) return brief(json.front());
  std::string text;
  for (const auto& [key, value] : json.items()) {
    if (!text.empty()) text += value.is_structured() && outermost ? "; " : ", ";
    if (json.is_object()) text += key + (value.is_structured() ? ": " : "=");
    text += brief(value, false);
  }
  return text;
}

std::vector<std::string> lines_of(const std::string& text, int width) {
  std::vector<std::string> lines;
  const std::string wrapped = wrap(printable(text), width);
  for (std::size_t from = 0; from < wrapped.size();) {
    const auto end = wrapped.find('\n', from);
    lines.push_back(wrapped.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

/// The text with a blank after a `/` wherever a word would not fit in a line.
std::string breakable(const std::string& text, std::size_t width) {
  std::string result;
  std::size_t word = 0;   // where the present word begins
  std::size_t slash = 0;  // after its last slash; 0: none
  for (const char c : text) {
    result += c;
    if (c == ' ') word = slash = result.size();
    if (c == '/') slash = result.size();
    if (result.size() - word < width || slash <= word) continue;
    result.insert(slash, 1, ' ');
    word = slash + 1;
  }
  return result;
}

/// One row, its cells broken into lines of their columns.
std::string row(const Cells& cells, const Widths& widths) {
  std::array<std::vector<std::string>, kColumns> lines;
  std::size_t height = 1;
  for (std::size_t c = 0; c < kColumns; ++c) {
    lines[c] = lines_of(cells[c], widths[c]);
    height = std::max(height, lines[c].size());
  }
  std::string text;
  for (std::size_t l = 0; l < height; ++l) {
    std::string line(kIndent, ' ');
    int column = kIndent;
    int filled = kIndent;
    for (std::size_t c = 0; c < kColumns; ++c) {
      if (l < lines[c].size()) {
        line += std::string(static_cast<std::size_t>(column - filled), ' ') + lines[c][l];
        filled = column + display_width(lines[c][l]);
      }
      column += widths[c] + kGap;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

Widths widths_for(const std::vector<CaseResult>& results, Language language) {
  Widths widths{};
  for (std::size_t c = 0; c < kColumns; ++c) widths[c] = display_width(kHeadings[c].in(language));
  for (const CaseResult& result : results) {
    widths[0] = std::max(widths[0], display_width(phrase_of(result.verdict).in(language)));
    widths[1] = std::max(widths[1], display_width(printable(result.id)));
  }
  widths[1] = std::min(widths[1], kLongestName);
  const int rest = kReportWidth - kIndent - widths[0] - widths[1] - 3 * kGap;
  widths[2] = widths[3] = rest / 2;
  return widths;
}

}  // namespace

std::string verify_report(const std::vector<CaseResult>& results, Language language) {
  const Widths widths = widths_for(results, language);
  const int most = kMostLines * (widths[2] - 2);  // shortened a little early: lines break at blanks
  Cells headings, rules;
  for (std::size_t c = 0; c < kColumns; ++c) {
    headings[c] = kHeadings[c].in(language);
    rules[c] = std::string(static_cast<std::size_t>(widths[c]), '-');
  }
  std::string text = row(headings, widths) + row(rules, widths);

  const CaseResult* before = nullptr;
  std::array<int, 3> counts{};
  for (const CaseResult& result : results) {
    if (!before || before->group != result.group || before->source != result.source) {
      const std::string source = result.source.empty() ? "" : ": " + result.source;
      text += wrap(breakable(printable(result.group + source), kReportWidth - kIndent - kGap),
                   kReportWidth, 0, kIndent);
    }
    before = &result;
    const bool skipped = result.verdict == Verdict::skip;
    ++counts[static_cast<std::size_t>(result.verdict)];
    text += row({phrase_of(result.verdict).in(language), result.id,
                 shorten(brief(result.expected), skipped ? widths[2] : most),
                 shorten(brief(result.got), most)},
                widths);
    const std::string& reason = language == Language::zh ? result.reason.zh : result.reason.en;
    if (reason.empty()) continue;
    text += wrap(printable(reason), kReportWidth, kIndent + widths[0] + kGap);
  }
  return text +
         fmt::format(fmt::runtime(kCounts.in(language)), results.size(), counts[0], counts[1],
                     counts[2]) +
         "\n";
}

CaseJson verify_json(const std::vector<CaseResult>& results) {
  auto list = CaseJson::array();
  for (const CaseResult& result : results) {
    list.push_back({{"id", result.id},
                    {"group", result.group},
                    {"source", result.source},
                    {"expected", result.expected},
                    {"got", result.got},
                    {"verdict", word_of(result.verdict)},
                    {"reason", result.reason.en}});
  }
  return list;
}

}  // namespace suanwang
