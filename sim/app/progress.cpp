#include "sim/app/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "sim/report/format.hpp"
#include "sim/report/table.hpp"

namespace suanwang {
namespace {

constexpr auto kPause = std::chrono::milliseconds(200);
constexpr int kWidth = 79;
constexpr double kPlain_s = 60;  ///< between lines where nothing can be written over

std::string left(double seconds) {
  return fmt::format(", {} left", format_duration(std::ceil(seconds), Language::en));
}

/// Clears the line without escape codes: a carriage return is all that is asked of the terminal.
void clear_line() { fmt::print(stderr, "\r{:{}}\r", "", kWidth); }

}  // namespace

LiveLine::LiveLine(bool quiet) {
  const char* terminal = std::getenv("TERM");
  const bool dumb = !terminal || std::strcmp(terminal, "dumb") == 0;
  shown_ = !quiet && !dumb && ::isatty(STDERR_FILENO) == 1;
}

bool LiveLine::is_due() {
  if (!shown_) return false;
  const auto now = Clock::now();
  if (now - last_ < kPause) return false;
  last_ = now;
  return true;
}

void LiveLine::write(const std::string& text) {
  if (!shown_) return;
  clear_line();
  fmt::print(stderr, "{}", shorten(text, kWidth));
  std::fflush(stderr);
  written_ = true;
}

void LiveLine::clear() {
  if (!written_) return;
  clear_line();
  std::fflush(stderr);
  written_ = false;
}

double LiveLine::spent_s() const {
  return std::chrono::duration<double>(Clock::now() - begun_).count();
}

void ProgressLine::on_progress(double now_s, double horizon_s, std::uint64_t jobs) {
  if (!line_.is_due()) return;
  const double spent_s = line_.spent_s();
  std::string text = name_ + ": ";
  const bool bounded = std::isfinite(horizon_s) && horizon_s > 0;
  text += bounded ? fmt::format("{:.0f} %", 100 * now_s / horizon_s)
                  : format_duration(now_s, Language::en) + " simulated";
  if (spent_s > 0) {
    text +=
        fmt::format(", {} jobs/s", format_count(static_cast<double>(jobs) / spent_s, Language::en));
  }
  if (bounded && now_s > 0) text += left(spent_s * (horizon_s - now_s) / now_s);
  line_.write(text);
}

void CountLine::show(std::size_t done, std::size_t planned) {
  if (!line_.is_due()) return;
  std::string text = fmt::format("{}: run {} of {}", name_, done, planned);
  if (done > 0) {
    text += left(line_.spent_s() * static_cast<double>(planned - done) / static_cast<double>(done));
  }
  line_.write(text);
}

void SweepLine::show(const SweepProgress& progress) {
  const bool is_plain = !quiet_ && !line_.is_shown() && progress.spent_s - told_s_ >= kPlain_s;
  if (!is_plain && !line_.is_due()) return;
  std::string text = fmt::format("{}: {} runs done, {} running, {} left", name_, progress.done,
                                 progress.running, progress.left);
  if (progress.done > 0 && progress.spent_s > 0) {
    const double rate = static_cast<double>(progress.done) / progress.spent_s;
    text += rate >= 1 ? fmt::format(", {:.1f} runs/s", rate)
                      : fmt::format(", {:.1f} runs/min", 60 * rate);
    text += left(static_cast<double>(progress.left + progress.running) / rate);
  }
  if (is_plain) {
    told_s_ = progress.spent_s;
    fmt::print(stderr, "{}\n", text);
    std::fflush(stderr);
  } else {
    line_.write(text);
  }
}

}  // namespace suanwang
