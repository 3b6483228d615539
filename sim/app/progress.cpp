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

/// Clears the line without escape codes: a carriage return is all that is asked of the terminal.
void clear_line() { fmt::print(stderr, "\r{:{}}\r", "", kWidth); }

}  // namespace

ProgressLine::ProgressLine(std::string name, bool quiet) : name_(std::move(name)) {
  const char* terminal = std::getenv("TERM");
  const bool dumb = !terminal || std::strcmp(terminal, "dumb") == 0;
  shown_ = !quiet && !dumb && ::isatty(STDERR_FILENO) == 1;
}

ProgressLine::~ProgressLine() {
  if (!written_) return;
  clear_line();
  std::fflush(stderr);
}

void ProgressLine::on_progress(double now_s, double horizon_s, std::uint64_t jobs) {
  if (!shown_) return;
  const auto now = Clock::now();
  if (now - last_ < kPause) return;
  last_ = now;

  const double spent_s = std::chrono::duration<double>(now - begun_).count();
  std::string line = name_ + ": ";
  const bool bounded = std::isfinite(horizon_s) && horizon_s > 0;
  line += bounded ? fmt::format("{:.0f} %", 100 * now_s / horizon_s)
                  : format_duration(now_s, Language::en) + " simulated";
  if (spent_s > 0) {
    line +=
        fmt::format(", {} jobs/s", format_count(static_cast<double>(jobs) / spent_s, Language::en));
  }
  if (bounded && now_s > 0) {
    const double left_s = spent_s * (horizon_s - now_s) / now_s;
    line += fmt::format(", {} left", format_duration(std::ceil(left_s), Language::en));
  }
  clear_line();
  fmt::print(stderr, "{}", shorten(line, kWidth));
  std::fflush(stderr);
  written_ = true;
}

}  // namespace suanwang
