#include "sim/trace/trace_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sim/base/suggest.hpp"

namespace suanwang {
namespace {

/// Does `a` come after `b`?
bool later(const TraceJob& a, const TraceJob& b) {
  return a.submit_s != b.submit_s ? a.submit_s > b.submit_s : a.line > b.line;
}

std::unique_ptr<LineParser> parser_of(TraceInput& input) {
  switch (input.spec.format) {
    case TraceFormat::swf:
      return swf_parser(input);
    case TraceFormat::pods:
      return pods_parser(input);
    case TraceFormat::csv:
      break;
  }
  return csv_parser(input);
}

/// Digits with or without a point, as a ratio of whole numbers; nothing if there are more than
/// nine.
std::optional<Ratio> decimal(std::string_view text) {
  const std::size_t point = text.find('.');
  std::string digits(text);
  Ratio ratio{0, 1};
  if (point != text.npos) {
    for (std::size_t i = point + 1; i < text.size(); ++i) ratio.over *= i - point <= 9 ? 10 : 1;
    digits.erase(point, 1);
  }
  const char* const last = digits.data() + digits.size();
  const auto [end, error] = std::from_chars(digits.data(), last, ratio.times);
  const bool plain = !digits.empty() && digits.find_first_not_of("0123456789") == digits.npos;
  if (!plain || digits.size() > 9 || error != std::errc() || end != last || ratio.times == 0) {
    return std::nullopt;
  }
  return ratio;
}

}  // namespace

std::optional<Ratio> parse_compression(std::string_view text, std::string& problem) {
  const std::size_t slash = text.find('/');
  if (slash == text.npos) {
    const auto factor = decimal(text);
    if (factor) return Ratio{factor->over, factor->times};
  } else {
    const auto times = decimal(text.substr(0, slash));
    const auto over = decimal(text.substr(slash + 1));
    if (times && over && times->over == 1 && over->over == 1) {
      if (times->times <= over->times) return Ratio{times->times, over->times};
      problem = fmt::format(
          "a ratio multiplies the times, so {} would stretch them; write {}/{} to compress, or a "
          "factor below 1 to stretch",
          text, over->times, times->times);
      return std::nullopt;
    }
  }
  problem = fmt::format("expected a factor such as 2, or the ratio 1/2, got {}", in_quotes(text));
  return std::nullopt;
}

TraceReader::TraceReader(TraceSpec spec, std::uint64_t most_bytes)
    : input_{spec, LineReader(spec.file)}, most_bytes_(most_bytes), parser_(parser_of(input_)) {
  input_.account.file = spec.file;
}

/// Reads on until the window is full or the file is over.
void TraceReader::fill() {
  while (!ended_ && window_.size() < kWindow) {
    std::string_view line;
    if (bytes() >= most_bytes_) {
      ended_ = stopped_ = true;
      return;
    }
    if (!input_.lines.next(line)) {
      ended_ = true;
      if (input_.account.read == 0) {
        throw TraceProblem({{input_.account.file, 0, 0}, "", "holds no job"});
      }
      return;
    }
    auto job = parser_->job_of(line);
    if (!job) continue;
    job->line = input_.lines.number();
    if (job->submit_s < latest_s_) {
      TraceCount& count =
          input_.account.changed[static_cast<std::size_t>(TraceChange::out_of_order)];
      if (count.jobs++ == 0) count.first_line = job->line;
    }
    latest_s_ = std::max(latest_s_, job->submit_s);
    if (input_.account.given > 0 && job->submit_s < given_s_) {
      constexpr std::uint64_t kMost = std::numeric_limits<int>::max();
      throw TraceProblem(
          {{input_.account.file, static_cast<int>(std::min(job->line, kMost)), 1},
           "",
           fmt::format("time goes backwards: submitted at {:.10g} s, {} lines behind a job of "
                       "{:.10g} s; lines may be out of order by {} jobs, so sort the file",
                       job->submit_s, job->line - given_line_, given_s_, kWindow)},
          true);
    }
    window_.push_back(*job);
    std::push_heap(window_.begin(), window_.end(), later);
  }
}

std::optional<TraceJob> TraceReader::next() {
  TraceAccount& account = input_.account;
  if (account.given >= input_.spec.first) return std::nullopt;
  fill();
  if (window_.empty()) {
    account.to_the_end = !stopped_;
    return std::nullopt;
  }
  std::pop_heap(window_.begin(), window_.end(), later);
  TraceJob job = window_.back();
  window_.pop_back();
  if (account.given == 0) origin_s_ = job.submit_s;
  ++account.given;
  given_s_ = job.submit_s;
  given_line_ = job.line;
  compress(job);
  return job;
}

/// New times are whole seconds where the old ones are, rounded down: the arithmetic of the
/// published comparisons, the same on every machine.
void TraceReader::compress(TraceJob& job) {
  const Ratio ratio = input_.spec.compress;
  double since_s = job.submit_s - origin_s_;
  if (ratio.times != ratio.over) {
    // A hundred years times 1e9 fit into 63 bits.
    if (since_s == std::floor(since_s) && origin_s_ == std::floor(origin_s_)) {
      since_s = static_cast<double>(static_cast<std::int64_t>(since_s) * ratio.times / ratio.over);
    } else {
      since_s = since_s * static_cast<double>(ratio.times) / static_cast<double>(ratio.over);
    }
  } else if (!input_.spec.begin_s) {
    return;  // origin + (submit - origin) could differ from submit by a rounding
  }
  job.submit_s = input_.spec.begin_s.value_or(origin_s_) + since_s;
}

}  // namespace suanwang
