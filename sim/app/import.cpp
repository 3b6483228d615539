#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <system_error>

#include "sim/app/commands.hpp"
#include "sim/base/suggest.hpp"
#include "sim/report/csv.hpp"
#include "sim/report/import_report.hpp"
#include "sim/report/json.hpp"
#include "sim/report/output_file.hpp"
#include "sim/trace/trace_reader.hpp"

namespace suanwang {
namespace {

constexpr std::array kExtras{TraceExtra::site, TraceExtra::tenant, TraceExtra::priority};
constexpr int kMostTold = 20;

std::uint64_t count_of(const char* option, const std::string& text, std::uint64_t fallback) {
  if (text.empty()) return fallback;
  std::uint64_t value = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (error != std::errc() || end != last || value == 0 || value > 1'000'000'000'000) {
    throw UsageError{
        fmt::format("{}: expected a whole number above 0, got {}", option, in_quotes(text))};
  }
  return value;
}

template <typename Words>
std::size_t place_in(const Words& words, std::string_view word) {
  return static_cast<std::size_t>(std::find(words.begin(), words.end(), word) - words.begin());
}

TraceSpec spec_of(const ImportRequest& request) {
  TraceSpec spec;
  const std::string& format = request.format == "openb" ? "pods" : request.format;
  spec.format = static_cast<TraceFormat>(place_in(kTraceFormats, format));
  spec.file = request.file;
  if (spec.format != TraceFormat::swf && !(request.filter.empty() && request.procs.empty())) {
    throw UsageError{"--filter and --procs go with swf only"};
  }
  if (!request.filter.empty()) {
    spec.filter = static_cast<TraceFilter>(place_in(kTraceFilters, request.filter));
  }
  spec.procs = static_cast<std::int64_t>(count_of("--procs", request.procs, 0));
  spec.first = count_of("--first", request.first, spec.first);
  if (!request.compress.empty()) {
    std::string problem;
    const auto ratio = parse_compression(request.compress, problem);
    if (!ratio) throw UsageError{"--compress: " + problem};
    spec.compress = *ratio;
  }
  return spec;
}

/// Whole numbers in full, so that any program reads them as such; an empty cell for what is open.
void add(CsvLine& line, double value) {
  if (value == std::floor(value) && std::abs(value) < 1e15) {
    line.add(static_cast<std::int64_t>(value));
  } else {
    line.add(value);
  }
}

/// Hands the lines of the CSV to `write`, the first once it is known what the trace tells.
template <typename Write>
void convert(TraceReader& reader, const std::string& region, Write write) {
  CsvLine line;
  bool headed = false;
  while (const auto job = reader.next()) {
    if (!headed) {
      headed = true;
      std::string head =
          "job,region,submit_s,accelerators,runtime_s,requested_s,input_bytes,output_bytes";
      for (const TraceExtra extra : kExtras) {
        if (!reader.tells(extra)) continue;
        head += extra == TraceExtra::site     ? ",site"
                : extra == TraceExtra::tenant ? ",tenant"
                                              : ",priority";
      }
      write(head + "\n");
    }
    const auto name = [&](std::uint32_t number) {
      return number == TraceJob::kNone ? std::string_view{} : std::string_view{reader.name(number)};
    };
    line.add(job->number).add(region.empty() ? name(job->region) : region);
    add(line, job->submit_s);
    line.add(job->accelerators);
    for (const double value : {job->run_s, job->requested_s, job->input_bytes, job->output_bytes}) {
      add(line, value);
    }
    if (reader.tells(TraceExtra::site)) line.add(name(job->site));
    if (reader.tells(TraceExtra::tenant)) line.add(name(job->tenant));
    if (reader.tells(TraceExtra::priority)) {
      line.add(job->priority ? std::to_string(*job->priority) : std::string());
    }
    write(line.finish());
  }
}

/// A reader that went away, or a full disk behind the pipe, ends the conversion as a failure.
[[noreturn]] void fail_to_write() {
  throw std::runtime_error("cannot write to standard output: " +
                           std::generic_category().message(errno ? errno : EIO));
}

void write_out(const std::string& text) {
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) fail_to_write();
}

/// Every problem of the trace but the first, which ended the conversion.
void tell_others(TraceReader& reader) {
  for (int told = 1; told < kMostTold;) {
    try {
      if (!reader.next()) return;
    } catch (const TraceProblem& problem) {
      fmt::print(stderr, "{}\n", problem.what());
      if (!problem.can_go_on) return;
      ++told;
    }
  }
}

}  // namespace

Exit import_trace(const ImportRequest& request, const CommonOptions& options) {
  const bool to_stdout = request.out == "-";
  if (to_stdout && options.format == Format::json) {
    throw UsageError{"-o - prints the CSV: leave out --format json"};
  }
  const TraceSpec spec = spec_of(request);
  TraceReader reader(spec);
  try {
    if (to_stdout) {
      convert(reader, request.region, write_out);
      errno = 0;
      if (std::fflush(stdout) != 0) fail_to_write();
    } else {
      OutputFile file{request.out};
      convert(reader, request.region, [&](const std::string& text) { file.write(text); });
      file.commit();
    }
  } catch (const TraceProblem& problem) {
    fmt::print(stderr, "{}\n", problem.what());
    if (problem.can_go_on) tell_others(reader);
    return Exit::bad_input;
  }
  const TraceAccount& account = reader.account();
  if (options.format == Format::json) {
    auto json = nlohmann::ordered_json{{"file", request.file}, {"csv", request.out}};
    json.update(trace_json(account));
    print(to_text(json));
  } else {
    const std::string report = import_report(account, request.out, options.language);
    to_stdout ? static_cast<void>(std::fputs(report.c_str(), stderr)) : print(report);
  }
  return Exit::ok;
}

}  // namespace suanwang
