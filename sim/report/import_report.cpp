#include "sim/report/import_report.hpp"

#include <fmt/format.h>

#include "sim/report/phrases.hpp"
#include "sim/report/table.hpp"

namespace suanwang {
namespace {

/// In the order of TraceDrop and TraceChange.
constexpr std::array<Phrase, kTraceDrops.size()> kDropTexts{
    phrases::drop_wider,       phrases::drop_no_width,  phrases::drop_no_run,
    phrases::drop_no_request,  phrases::drop_no_submit, phrases::drop_no_cards,
    phrases::drop_not_started, phrases::drop_no_end};
constexpr std::array<Phrase, kTraceChanges.size()> kChangeTexts{
    phrases::change_run_cut, phrases::change_width, phrases::change_share, phrases::change_order};

template <typename Counts, typename Texts, typename Visit>
void each(const Counts& counts, const Texts& texts, Language language, Visit visit) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i].jobs > 0) visit(texts[i].in(language), counts[i]);
  }
}

}  // namespace

std::string import_report(const TraceAccount& account, const std::string& place,
                          Language language) {
  Table table(
      {{"", Align::left}, {phrases::jobs.in(language)}, {phrases::first_in_line.in(language)}});
  const auto rows = [&](const char* text, const TraceCount& count) {
    table.row({std::string("  ") + text, format_exact(count.jobs), format_exact(count.first_line)});
  };
  table.row({phrases::lines_read.in(language), format_exact(account.read)});
  table.row({phrases::written.in(language), format_exact(account.given)});
  each(account.changed, kChangeTexts, language, rows);
  table.row({phrases::dropped.in(language), format_exact(account.all_dropped())});
  each(account.dropped, kDropTexts, language, rows);
  std::string text = fmt::format("{} -> {}\n{}", printable(account.file), printable(place),
                                 table.to_string(kIndent));
  if (!account.to_the_end) {
    text += wrap(phrases::import_stopped.in(language), kReportWidth, kIndent);
  }
  return text;
}

std::string trace_note(const std::string& name, const TraceAccount& account, Language language) {
  std::string parts;
  const auto add = [&](const char* text, const TraceCount& count) {
    if (!parts.empty()) parts += phrases::note_between.in(language);
    parts += fmt::format(fmt::runtime(phrases::note_part.in(language)), format_exact(count.jobs),
                         text, format_exact(count.first_line));
  };
  each(account.dropped, kDropTexts, language, add);
  each(account.changed, kChangeTexts, language, add);
  if (parts.empty()) return {};
  return wrap(printable(fmt::format(fmt::runtime(phrases::trace_note.in(language)), name,
                                    format_exact(account.read), format_exact(account.all_dropped()),
                                    parts)),
              kReportWidth, kIndent, 2 * kIndent);
}

}  // namespace suanwang
